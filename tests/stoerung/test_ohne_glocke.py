"""F4: who wishes something is gone before the bell rings: lists, tables and mails, as it is with letters."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail

from familienbuero.celery import app
from familienbuero.konten.enums import Rolle
from familienbuero.schreiben.dienste import nachricht_schreiben
from netzwerk.angebotstabellen.dienste import tabelle_uebernehmen_lassen as angebote_wuenschen
from tests.bestand import Bestand
from tests.glocke import gelaeutet
from tests.stoerung.conftest import stadt
from willkommensbesuche.altbestand.dienste import tabelle_uebernehmen_lassen as tabelle_wuenschen
from willkommensbesuche.meldungen.dienste import liste_uebernehmen_lassen as liste_wuenschen

__all__ = ["stadt"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("raum", "zeile", "wuenschen", "rolle"),
    [
        ("meldungen", "meldeliste", liste_wuenschen, Rolle.KOORDINATION),
        ("altbestand", "tabelle", tabelle_wuenschen, Rolle.KOORDINATION),
        ("angebotstabellen", "angebotstabelle", angebote_wuenschen, Rolle.NETZWERK),
    ],
)
def test_fuer_eine_uebernahme_laeutet_wer_nachholt(
    raum: str, zeile: str, wuenschen: Callable[..., Any], rolle: Rolle, stadt: Bestand
) -> None:
    pk = getattr(stadt, zeile).pk
    wuenschen(pk, wer=stadt.personen[rolle])
    with gelaeutet() as glocken:
        app.tasks[f"{raum}.uebernahmen_nachholen"]()
    assert glocken == [(f"{raum}.uebernehmen", str(pk))]


def test_eine_mail_geht_wenn_nachgeholt_wird(stadt: Bestand) -> None:
    nachricht_schreiben(fall=stadt.kurs.pk, empfaenger="wer@familie.example", betreff="Ja", text="Bis bald.")
    with gelaeutet() as glocken:
        app.tasks["schreiben.nachrichten_nachholen"]()
    for name, *worte in glocken:
        app.tasks[name](*worte)
    assert [brief.to for brief in mail.outbox] == [["wer@familie.example"]]
