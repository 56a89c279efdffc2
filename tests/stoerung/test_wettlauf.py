"""Two people book one window at once: one wins, everybody else gets a sentence.

Each protection has a control run without it, which must fail; else the race would prove nothing.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.test import Client
from django.urls import reverse

from familienbuero import kalender
from familienbuero.fassung import FELD
from familienbuero.fehler import Ablehnung
from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from familienbuero.raum import Fenster
from familienbuero.stammdaten.dienste import SCHON_DA, familie_anlegen
from familienbuero.stammdaten.models import Familie
from familienbuero.termine import dienste as termine
from familienbuero.termine.enums import Terminstand
from familienbuero.termine.models import Termin
from tests import fabriken
from tests.bestand import Bestand
from tests.conftest import HEUTE
from tests.stoerung.formulare import angemeldet, formular
from tests.stoerung.groesse import groesse
from tests.stoerung.pruefen import alles_gut
from tests.stoerung.rennen import inzwischen, rennen
from willkommensbesuche.besuche.dienste import besuch_buchen
from willkommensbesuche.besuche.dienste import termine as besuchstermine
from willkommensbesuche.besuche.models import Besuch

LAEUFER = groesse(20, 1000)
PAARE = groesse(10, 1000)
MORGEN = HEUTE + timedelta(days=1)


@contextmanager
def _ohne_schutz(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Switch off the lock and the constraint behind it."""
    monkeypatch.setattr(termine, "personen_sperren", lambda personen: None)
    monkeypatch.setattr(
        "willkommensbesuche.besuche.dienste.gemeinsam.personen_sperren", lambda personen: None
    )
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE termine_termin DROP CONSTRAINT termin_person_nicht_doppelt")
    try:
        yield
    finally:
        Besuch.objects.update(termin=None, status="geprueft")
        Termin.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(
                "ALTER TABLE termine_termin ADD CONSTRAINT termin_person_nicht_doppelt EXCLUDE USING gist"
                " (person_id WITH =, tstzrange(beginn, ende, '[)') WITH &&) WHERE (stand = 'gebucht')"
            )


@pytest.fixture
def laeufe(transactional_db: None, besuchsdienst: Benutzer) -> list[Callable[[], Any]]:
    """Twenty families that want the same window of the same visitor."""
    fenster = fabriken.fenster(besuchsdienst, MORGEN, 10)
    besuche = [fabriken.besuch(f"Familie{nummer}") for nummer in range(LAEUFER)]
    return [
        lambda pk=besuch.pk: besuch_buchen(pk, fenster=fenster, durch=besuchsdienst) for besuch in besuche
    ]


def _gebucht() -> int:
    return Termin.objects.filter(stand=Terminstand.GEBUCHT).count()


def test_von_zwanzig_gewinnt_genau_eine_die_anderen_bekommen_einen_satz(
    laeufe: list[Callable[[], Any]],
) -> None:
    antworten = rennen(laeufe, p95_hoechstens=1)
    assert antworten.count("") == _gebucht() == 1
    assert set(antworten) <= {"", termine.VERGEBEN, termine.BELEGT}
    alles_gut()


def test_um_zehn_fenster_gewinnen_genau_zehn(transactional_db: None, besuchsdienst: Benutzer) -> None:
    fenster = [
        fabriken.fenster(besuchsdienst, MORGEN + timedelta(days=nummer // 4), 8 + 2 * (nummer % 4))
        for nummer in range(10)
    ]
    besuche = [fabriken.besuch(f"Familie{nummer}") for nummer in range(LAEUFER)]
    laeufe = [
        lambda pk=besuch.pk, eins=fenster[nummer % 10]: besuch_buchen(pk, fenster=eins, durch=besuchsdienst)
        for nummer, besuch in enumerate(besuche)
    ]
    assert rennen(laeufe).count("") == _gebucht() == 10
    alles_gut()


def test_derselbe_besuch_aus_fuenfzig_fenstern_hat_einen_termin(
    transactional_db: None, besuchsdienst: Benutzer
) -> None:
    pk = fabriken.besuch("Öztürk").pk
    fenster = fabriken.fenster(besuchsdienst, MORGEN, 10)
    laeufe = [lambda: besuch_buchen(pk, fenster=fenster, durch=besuchsdienst)] * groesse(10, 50)
    assert rennen(laeufe).count("") == _gebucht() == 1
    alles_gut()


def test_auch_wenn_niemand_nachsieht_haelt_die_datenbank_dicht(
    laeufe: list[Callable[[], Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for ort in (termine, besuchstermine):
        monkeypatch.setattr(
            ort, "fenster_sichern", lambda fenster: termine.personen_sperren([fenster.person])
        )
    antworten = rennen(laeufe)
    assert antworten.count("") == _gebucht() == 1
    assert set(antworten) <= {"", termine.VERGEBEN, termine.BELEGT}


def test_gegenprobe_ohne_sperre_und_ohne_constraint_gewinnen_mehrere(
    laeufe: list[Callable[[], Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with _ohne_schutz(monkeypatch):
        rennen(laeufe)
        assert _gebucht() > 1


def _ueber_kreuz(person: Benutzer) -> str:
    """Two book the same two windows of one person, in opposite order; how the second is answered."""
    frueh, spaet = (fabriken.fenster(person, MORGEN, stunde) for stunde in (10, 13))

    def buchen(fenster: Fenster) -> Termin:
        return termine.termin_buchen(fenster=fenster, art="willkommensbesuch", fall=uuid4())

    @transaction.atomic
    def andere() -> None:
        buchen(spaet)
        buchen(frueh)

    return inzwischen(lambda: buchen(frueh), andere, lambda: buchen(spaet))


def test_wer_bei_derselben_person_bucht_wartet_ehe_er_etwas_in_der_hand_hat(
    transactional_db: None, besuchsdienst: Benutzer
) -> None:
    assert _ueber_kreuz(besuchsdienst) == termine.VERGEBEN
    assert _gebucht() == 2


def test_gegenprobe_ohne_sperre_verklemmen_sich_zwei_die_ueber_kreuz_buchen(
    transactional_db: None, besuchsdienst: Benutzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(termine, "personen_sperren", lambda personen: None)
    with pytest.raises(OperationalError, match="deadlock"):
        _ueber_kreuz(besuchsdienst)


def test_von_vieren_die_dieselbe_familie_eintragen_gewinnt_genau_eine(transactional_db: None) -> None:
    angaben = {"strasse": "Rosenstraße", "hausnummer": "3", "plz": "57076", "ort": "Siegen"}
    antworten = rennen([lambda: familie_anlegen(familienname="Öztürk", vorname="Can", **angaben)] * 4)
    assert sorted(antworten) == ["", *[SCHON_DA] * 3]
    assert Familie.objects.count() == 1


def _beide_speichern(offene_stadt: Bestand, *, geschuetzt: bool) -> int:
    """Pairs of clerks save one family at the same moment; how often both were told that it is saved."""
    familie = offene_stadt.eigene.familie
    weg = reverse("stammdaten:kontakt", args=[familie.pk])
    clients = [angemeldet(offene_stadt.personen[Rolle.KOORDINATION]) for _ in range(2)]
    beide_gespeichert = 0
    for runde in range(PAARE):
        start = Barrier(2)

        def speichern(nummer: int, runde: int = runde, start: Barrier = start) -> int:
            try:
                with kalender.stichtag(HEUTE):
                    werte = formular(clients[nummer], weg) | {"telefon": f"{runde} {nummer}"}
                    if not geschuetzt:
                        werte.pop(FELD)
                    start.wait()
                    return clients[nummer].post(weg, werte).status_code
            finally:
                connections.close_all()

        with ThreadPoolExecutor(2) as paar:
            antworten = list(paar.map(speichern, range(2)))
        assert set(antworten) <= {302, 409}
        beide_gespeichert += antworten == [302, 302]
        assert Familie.objects.get(pk=familie.pk).telefon.startswith(f"{runde} ")
    return beide_gespeichert


def test_im_selben_augenblick_speichert_nur_eine(offene_stadt: Bestand) -> None:
    assert _beide_speichern(offene_stadt, geschuetzt=True) == 0


def test_gegenprobe_ohne_fassung_speichern_beide(offene_stadt: Bestand) -> None:
    assert _beide_speichern(offene_stadt, geschuetzt=False) == PAARE


def _achtfach(stadt: Bestand) -> list[int]:
    """Eight clicks at once on the button of one form, each on a connection of its own."""
    weg = reverse("besuche:anruf", args=[stadt.eigene.familie.pk])
    client = angemeldet(stadt.personen[Rolle.KOORDINATION])
    daten = formular(client, weg) | {"text": "Ruft zurück."}

    def klick(_: int) -> int:
        einer = Client()
        einer.cookies = client.cookies
        try:
            with kalender.stichtag(HEUTE):
                return einer.post(weg, daten).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as klicks:
        return list(klicks.map(klick, range(8)))


def _klicken(client: Client, weg: str, daten: dict[str, Any]) -> None:
    """Send a form from a window of its own; whatever does not lead on is a refusal with its number."""
    fenster = Client(raise_request_exception=False)
    fenster.cookies = client.cookies
    if (nummer := fenster.post(weg, daten).status_code) != 302:
        raise Ablehnung(str(nummer))


def test_ueber_das_netz_bucht_einer_und_jeder_andere_bekommt_eine_seite(
    transactional_db: None, besuchsdienst: Benutzer, koordination: Benutzer
) -> None:
    """Everybody has opened the page of a family, and presses the same window."""
    fabriken.besuchskraft(besuchsdienst)
    besuche = [fabriken.besuch(f"Familie{nummer}") for nummer in range(LAEUFER)]
    wege = [reverse("besuche:termin", args=[besuch.pk]) for besuch in besuche]
    client = angemeldet(koordination)
    fenster = next(iter(client.get(wege[0]).context["form"].frei))
    daten = [formular(client, weg) | {"fenster": fenster} for weg in wege]
    antworten = rennen([partial(_klicken, client, *blatt) for blatt in zip(wege, daten, strict=True)])
    assert antworten.count("") == _gebucht() == 1
    assert set(antworten) <= {"", "200", "409"}
    alles_gut()


def test_achtfach_geklickt_ist_einmal_notiert(offene_stadt: Bestand) -> None:
    assert _achtfach(offene_stadt) == [302] * 8
    assert offene_stadt.eigene.familie.anrufnotizen.count() == 1


def test_gegenprobe_ohne_schutz_ist_achtfach_notiert(offene_stadt: Bestand, settings: Any) -> None:
    settings.MIDDLEWARE = [teil for teil in settings.MIDDLEWARE if not teil.endswith("EinmalAbsenden")]
    assert _achtfach(offene_stadt) == [302] * 8
    assert offene_stadt.eigene.familie.anrufnotizen.count() == 8
