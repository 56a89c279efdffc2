"""A15: words about people reach neither the log nor an address."""

import logging

import pytest
from django.db import IntegrityError, models, transaction
from django.http import HttpResponse

from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from tests.angriff.test_eingeschleust import textfelder
from tests.bestand import Bestand
from tests.protokoll import KANARIE, protokoll, verrat
from tests.stoerung import test_doppelt_abgeschickt as haus
from tests.stoerung.conftest import stadt
from tests.stoerung.formulare import Felder, angemeldet
from tests.test_zugriff import ERLAUBT, MUSTER, adresse

__all__ = ["stadt"]
pytestmark = pytest.mark.django_db
MERKWORT = "Merkwort"
WIE_VERLANGT = {"email": f"{KANARIE}@nest.example", "url": f"https://{KANARIE}.example/"}
FALLE = "webseite"  # who fills that in is no person
# In these forms nobody types: buttons, choices, days and files. The log keeps silent about the families whose
# rows they change or whose list they send, as it does in every test.
OHNE_WORTE = {
    "altbestand:hochladen", "altbestand:uebernehmen", "altbestand:verwerfen", "angebotspflege:abmelden",
    "angebotspflege:angerufen", "angebotspflege:geprueft", "angebotspflege:kopieren",
    "angebotspflege:link_beenden", "angebotspflege:link_schicken", "angebotspflege:platz_bestaetigen",
    "angebotspflege:quelle_holen", "angebotspflege:stand", "angebotspflege:stand_fragen",
    "angebotspflege:teilnahme", "angebotspflege:termin_wieder", "angebotspflege:tippen",
    "angebotspflege:uebersetzung_loeschen", "angebotspflege:uebersetzungen_stimmen",
    "angebotspflege:vorschlag_uebernehmen", "angebotspflege:zaehlen", "angebotstabellen:hochladen",
    "angebotstabellen:uebernehmen", "angebotstabellen:verwerfen", "besuche:entscheiden",
    "besuche:entwurf_verwerfen", "besuche:festlegen", "besuche:herausnehmen", "besuche:kalenderabo",
    "besuche:kalenderabo_beenden", "besuche:kein_kontakt", "besuche:kontakt_erlauben", "besuche:loesen",
    "besuche:planen", "besuche:tauschen", "besuche:vertretung", "besuche:wieder_aufnehmen",
    "besuche:wunsch", "besuche:wunsch_verwerfen", "besuche:zuruecknehmen", "datenschutz:fristen",
    "einladungen:anlegen", "einladungen:neu_setzen", "einladungen:noch_einmal", "einladungen:versenden",
    "konten:einladen", "konten:entsperren", "konten:sperren", "meldungen:hochladen",
    "meldungen:uebernehmen", "meldungen:verwerfen", "partner:ausgeschieden", "pflegen:stimmt",
    "pflegen:zurueckziehen", "seiten:neuigkeit_loeschen", "seiten:noch_einmal", "stammdaten:aufbewahren",
    "stammdaten:freigeben", "stammdaten:standort_loeschen", "termine:absagen", "termine:bestaetigen",
    "termine:verschieben", "vermittlung:abschliessen", "vermittlung:rat_fuehren", "vermittlung:uebergeben",
}  # fmt: skip
log = logging.getLogger("familienbuero.tests")


def kanarien_setzen() -> int:
    """A word of its own in every field that tells about people; how many fields took it."""
    gesetzt = 0
    for modell, feld in textfelder():
        if (feld.max_length or 99) < len(KANARIE):
            continue
        try:
            with transaction.atomic():
                gesetzt += bool(modell._default_manager.update(**{feld.name: KANARIE}))
        except IntegrityError:
            continue
    return gesetzt


def verraet(antwort: HttpResponse) -> bool:
    return KANARIE in antwort.headers.get("Location", "")


def test_der_gang_durch_alle_seiten_schreibt_keinen_namen_ins_protokoll(stadt: Bestand):
    assert kanarien_setzen() >= 20
    with protokoll() as zeilen:
        log.warning(MERKWORT)
        gezeigt = 0
        for rolle in (Rolle.LEITUNG, Rolle.VERWALTUNG, Rolle.BESUCHSDIENST):
            client = angemeldet(stadt.personen[rolle], raise_request_exception=False)
            for name in MUSTER:
                antwort = client.get(adresse(stadt, name, stadt.eigene))
                assert not verraet(antwort), name
                assert antwort.status_code == ERLAUBT["GET", name][rolle], name
                gezeigt += not antwort.streaming and KANARIE in antwort.content.decode(errors="ignore")
        assert gezeigt >= 20
    assert any(MERKWORT in zeile for zeile in zeilen)
    assert verrat(zeilen) == []


@pytest.mark.parametrize("name", sorted(haus.FORMULARE))
def test_kein_formular_schreibt_was_darin_steht_ins_protokoll(name: str, stadt: Bestand):
    """A word in each field where somebody may type; one that the page refuses stands there only once."""
    formular = haus.ausfuellen(stadt, name)
    eigenes = formular.daten
    woerter = {feld: WIE_VERLANGT.get(art, KANARIE) for feld, art in formular.freitext.items()}
    woerter.pop(FALLE, None)
    assert bool(woerter) == (name not in OHNE_WORTE)
    with protokoll() as zeilen:
        for _ in range(2):
            formular.daten = eigenes | woerter
            antwort = formular.abschicken()
            assert not verraet(antwort)
            if antwort.status_code == 302:
                break
            for feld in Felder(antwort.content.decode()).falsch:
                woerter.pop(feld, None)
    assert antwort.status_code == 302
    assert verrat(zeilen) == []


@pytest.mark.parametrize("wie_konsole", [True, False], ids=["mit Schutz", "Gegenprobe"])
def test_ein_fehler_der_datenbank_nennt_die_zeile_nicht(wie_konsole: bool, stadt: Bestand):
    """PostgreSQL repeats the values of the row in the text of its error."""
    with protokoll(wie_konsole=wie_konsole) as zeilen:
        for _ in range(30):
            try:
                with transaction.atomic():
                    doppelt = Benutzer(email=stadt.kollegin.email, vorname=KANARIE, nachname=KANARIE)
                    models.Model.save(doppelt, force_insert=True)
            except IntegrityError:
                log.exception("Anfrage gescheitert")
    assert len(zeilen) == 30
    assert all("IntegrityError" in zeile for zeile in zeilen)
    assert any(stadt.kollegin.email in zeile for zeile in zeilen) is not wie_konsole
