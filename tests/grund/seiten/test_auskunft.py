"""Art. 15 DSGVO: a family learns everything that is stored about it, and nothing about others."""

import io
import json
from datetime import timedelta
from typing import Any

import pikepdf
import pytest
from django.apps import apps
from django.test import Client

from familienbuero import kalender
from familienbuero.datenschutz.auskunft import datenklassen
from familienbuero.datenschutz.dienste import loeschen_anhalten
from familienbuero.datenschutz.enums import Datenklasse, Haltegrund
from familienbuero.datenschutz.models import Loeschung
from familienbuero.konten.models import Benutzer
from familienbuero.raum import raeume
from familienbuero.stammdaten.models import Familie
from familienbuero.vermittlung.enums import Folgeart
from tests import fabriken
from tests.browser.brief import text
from tests.conftest import HEUTE
from willkommensbesuche.besuche.dienste import (
    Protokollangaben,
    anruf_notieren,
    besuch_protokollieren,
    entwurf_speichern,
)
from willkommensbesuche.besuche.enums import Ergebnis
from willkommensbesuche.besuche.models import Besuch

UEBER_FAMILIEN = {
    Datenklasse.PERSON,
    Datenklasse.ANSCHRIFT,
    Datenklasse.KONTAKT,
    Datenklasse.SPERRE,
    Datenklasse.FREITEXT,
}
# The name of a list's file is noted; the file itself, about many families, is gone after a day. What comes in
# on the public site belongs to no family that is known: the office finds it in its lists, and who signs up
# for a course sees the own data behind the link of the mail.
NICHT_UEBER_EINE_FAMILIE = {
    "einlesen.Eingangsdatei", "besuche.Besuchswunsch", "vermittlung.Ratanfrage", "angebote.Anmeldung",
    "schreiben.Nachricht",
}  # fmt: skip


@pytest.fixture
def besuch(besuchsdienst: Benutzer, koordination: Benutzer) -> Besuch:
    besuch = fabriken.geplanter_besuch(
        besuchsdienst, HEUTE + timedelta(days=1), "Beispiel", telefon="0271 4711815"
    )
    assert besuch.familie
    anruf_notieren(familie=besuch.familie, text="Bitte abends anrufen.", durch=koordination)
    with kalender.stichtag(HEUTE + timedelta(days=1)):
        besuch_protokollieren(
            besuch.pk,
            ergebnis=Ergebnis.DURCHGEFUEHRT,
            angaben=Protokollangaben(notiz="Freut sich.", themen=["kita"], folgen=[Folgeart.ANRUF]),
            durch=besuchsdienst,
        )
    return besuch


def holen(client: Client, besuch: Besuch, ende: str) -> bytes:
    antwort = client.get(f"/familien/{besuch.familie_id}/auskunft{ende}")
    assert antwort.status_code == 200
    return antwort.content


def test_als_json_steht_alles_da_was_ueber_die_familie_gespeichert_ist(
    als: Any, koordination: Benutzer, besuch: Besuch
) -> None:
    daten = json.loads(holen(als(koordination), besuch, ".json"))["daten"]
    assert list(daten) == [
        "Familien", "Kinder", "Sorgeberechtigte", "Folgeaufträge",
        "Verlauf der Folgeaufträge", "Besuche", "Verlauf der Besuche", "Protokolle", "Anrufnotizen",
        "Lesezugriffe",
    ]  # fmt: skip
    (familie,), (protokoll,), (notiz,) = daten["Familien"], daten["Protokolle"], daten["Anrufnotizen"]
    assert (familie["Name"], familie["Telefon"], familie["Stadtteil"]) == (
        "Beispiel", "0271 4711815", "Weidenau",
    )  # fmt: skip
    assert (protokoll["Notiz"], protokoll["Themen"]) == ("Freut sich.", "Kita")
    assert notiz["Notiz"] == "Bitte abends anrufen."
    assert daten["Lesezugriffe"][0]["Rollen"] == "Koordination"
    assert [schritt["Nach"] for schritt in daten["Verlauf der Besuche"]][:3] == [
        "gemeldet", "ohne Termin", "geplant",
    ]  # fmt: skip
    assert daten["Verlauf der Besuche"][2]["Warum"] == "von Hand"


def test_auch_was_angefangen_angehalten_und_vorgemerkt_ist_steht_in_worten_da(
    als: Any, koordination: Benutzer, leitung: Benutzer, besuch: Besuch
) -> None:
    anderer = fabriken.geplanter_besuch(leitung, HEUTE + timedelta(days=2), "Nachbar")
    felder = {"schluessel": ["3f1"], "ergebnis": ["an_der_tuer"], "themen": ["kita"], "notiz": ["Ist müde."]}
    entwurf_speichern(anderer.pk, felder=felder, durch=leitung)
    assert anderer.familie_id
    bis = HEUTE + timedelta(days=60)
    loeschen_anhalten(familie=anderer.familie_id, grund=Haltegrund.AUSKUNFT, bis=bis, durch=leitung)
    Loeschung.objects.create(
        regel="besuche.abgeschlossen", fall=anderer.pk, familie=anderer.familie_id,
        vorgemerkt_am=HEUTE, faellig_am=HEUTE + timedelta(days=14),
    )  # fmt: skip
    daten = json.loads(holen(als(koordination), anderer, ".json"))["daten"]
    (entwurf,) = daten["Entwürfe von Protokollen"]
    assert entwurf["Inhalt"] == "Ergebnis: An der Tür abgesagt; Themen: Kita; Notiz: Ist müde."
    assert daten["Löschhalte"][0]["Grund"] == Haltegrund.AUSKUNFT.label
    assert daten["Löschungen"][0]["Gelöscht ab"] == "21.09.2026"
    daten = json.loads(holen(als(koordination), besuch, ".json"))["daten"]
    assert daten["Folgeaufträge"][0]["Ziel"] == "Familienbüro"


def test_namen_von_beschaeftigten_und_andere_familien_stehen_nicht_darin(
    als: Any, koordination: Benutzer, besuch: Besuch
) -> None:
    fabriken.familie("Nachbarin")
    text = holen(als(koordination), besuch, ".json").decode()
    assert [wort for wort in ("Sommer", "Krämer", "Nachbarin", str(besuch.pk)) if wort in text] == []


def test_als_pdf_mit_zweck_herkunft_fristen_und_rechten(
    als: Any, koordination: Benutzer, besuch: Besuch
) -> None:
    Familie.objects.update(liste_vom=HEUTE)
    pdf = holen(als(koordination), besuch, ".pdf")
    with pikepdf.open(io.BytesIO(pdf)) as dokument:
        assert str(dokument.docinfo["/Title"]) == "Auskunft nach Art. 15 DSGVO"
        assert "/StructTreeRoot" in dokument.Root
    gesetzt = text(pdf)
    worte = ("am 07.09.2026", "Rosina", "0271 4711815", "Freut sich.", "Bitte abends anrufen.", "Kita")
    assert [wort for wort in worte if wort not in gesetzt] == []


def test_die_seite_laesst_erst_lesen(als: Any, koordination: Benutzer, besuch: Besuch) -> None:
    text = holen(als(koordination), besuch, "/").decode()
    assert "Bitte prüfen Sie, wer fragt" in text
    assert "Bitte abends anrufen." in text


def test_kein_modell_mit_angaben_ueber_familien_fehlt() -> None:
    ueber = {name for name, felder in datenklassen().items() if UEBER_FAMILIEN & set(felder.values())}
    angesagt = {holen_von(name, raum.name) for raum in raeume() for name in raum.zur_familie}
    assert len(ueber) >= 8
    assert ueber - angesagt == NICHT_UEBER_EINE_FAMILIE


def holen_von(modell: str, raum: str) -> str:
    """Label of a model that a room announces; letters belong to the room of letters."""
    labels = [m._meta.label for m in apps.get_models() if m.__name__ == modell]
    return next((label for label in labels if label.startswith(f"{raum}.")), labels[0])
