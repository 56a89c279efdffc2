"""What stands in the mails to families: when, where, in their own language; and how they are written."""

import pytest

from familienbuero.konten.models import Benutzer
from familienbuero.schreiben.models import Nachricht
from netzwerk.angebote import dienste
from netzwerk.angebote.models import Angebot, Anmeldung
from tests import fabriken

pytestmark = pytest.mark.django_db
ZEIT, SCHULE = "9:30 bis 11:00 Uhr", "Grundschule, Bismarckstraße 45, 57076 Siegen"


@pytest.fixture
def kurs(netzwerk: Benutzer) -> Angebot:
    return fabriken.kurs(durch=netzwerk)


def letzte(anmeldung: Anmeldung) -> Nachricht:
    return Nachricht.objects.filter(fall=anmeldung.pk).order_by("-stand_seit")[0]


def termine(nachricht: Nachricht) -> list[str]:
    """The dates in a mail, and where they are."""
    return (nachricht.text or "").split("\n\n")[2].strip().splitlines()


def verlegen(kurs: Angebot, durch: Benutzer, *, hinweis: str = "") -> None:
    """The first date takes place elsewhere."""
    termin = kurs.termine.order_by("beginn")[0]
    schule = fabriken.ort("Grundschule", stadtteil="Geisweid")
    dienste.termin_verlegen(
        termin.pk, beginn=termin.beginn, ende=termin.ende, ort=schule, hinweis=hinweis, durch=durch
    )


def test_der_verlegte_termin_nennt_seinen_ort_und_darunter_steht_der_aller_anderen(
    kurs: Angebot, netzwerk: Benutzer
) -> None:
    verlegen(kurs, netzwerk, hinweis="Bitte Decken mitbringen.")
    assert termine(letzte(fabriken.anmeldung(kurs))) == [
        f"Dienstag, 15. September 2026, {ZEIT}, {SCHULE} (Verlegt, Bitte Decken mitbringen.)",
        *(f"Dienstag, {tag} 2026, {ZEIT}" for tag in (
            "22. September", "29. September", "6. Oktober", "13. Oktober",
        )),
        "Familienzentrum Bismarckstraße, Bismarckstraße 45, 57076 Siegen",
    ]  # fmt: skip


def test_geht_es_um_den_einen_termin_steht_darunter_sein_ort(kurs: Angebot, netzwerk: Benutzer) -> None:
    anmeldung = fabriken.anmeldung(kurs)
    verlegen(kurs, netzwerk)
    assert termine(letzte(anmeldung)) == [
        f"Dienstag, 15. September 2026, {ZEIT}",
        SCHULE,
    ]
