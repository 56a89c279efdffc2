"""Two at the dates of one offer: the second waits at the offer and holds nothing that the first needs.

The protection has a control run without it, as in `test_wettlauf`.
"""

from collections.abc import Callable
from datetime import time
from uuid import UUID

import pytest
from django.db import OperationalError
from django.utils.timezone import localtime

from familienbuero.konten.models import Benutzer
from netzwerk.angebote import dienste
from netzwerk.angebote.dienste import termine
from netzwerk.angebote.enums import Terminlage
from netzwerk.angebote.models import Angebot, Angebotstermin
from tests import fabriken
from tests.stoerung.rennen import inzwischen, verklemmungen

pytestmark = pytest.mark.django_db(transaction=True)


def gleichzeitig(kurs: Angebot, tun: Callable[[UUID], object]) -> Angebotstermin:
    """While somebody writes the offer, another changes a date; then the first lets the dates follow."""
    termin = kurs.termine.order_by("beginn")[0]
    kurs.reihen.update(beginn=time(14), ende=time(16))

    inzwischen(
        lambda: Angebot.objects.select_for_update().get(pk=kurs.pk),
        lambda: tun(termin.pk),
        lambda: dienste.termine_nachfuehren(kurs),
    )
    termin.refresh_from_db()
    return termin


@pytest.fixture
def kurs(netzwerk: Benutzer) -> Angebot:
    kurs = fabriken.kurs(durch=netzwerk)
    fabriken.anmeldung(kurs, "Ada")
    return kurs


def test_wer_einen_termin_absagt_wartet_auf_wen_der_das_angebot_schreibt(
    kurs: Angebot, netzwerk: Benutzer
) -> None:
    vorher = verklemmungen()
    termin = gleichzeitig(kurs, lambda pk: dienste.termin_absagen(pk, hinweis="", durch=netzwerk))
    assert (termin.lage, localtime(termin.beginn).hour) == (Terminlage.FAELLT_AUS, 14)
    assert verklemmungen() == vorher


def test_gegenprobe_ohne_sperre_am_angebot_verklemmen_sich_beide(
    kurs: Angebot, netzwerk: Benutzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(termine, "angebot_sperren", lambda pk: None)
    with pytest.raises(OperationalError, match="deadlock"):
        gleichzeitig(kurs, lambda pk: dienste.termin_absagen(pk, hinweis="", durch=netzwerk))
