"""A hundred families want the last place: one gets it, everybody else stands on the waiting list.

The protection has control runs without it, as in `test_wettlauf`.
"""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from time import sleep
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from familienbuero import kalender
from familienbuero.konten.models import Benutzer
from familienbuero.schreiben.models import Nachricht
from netzwerk.angebote import dienste
from netzwerk.angebote.dienste import plaetze
from netzwerk.angebote.enums import Anmeldungsstand
from netzwerk.angebote.models import Angebot, Anmeldung
from tests import fabriken
from tests.conftest import HEUTE
from tests.netzwerk.angebote.eingaben import ausgefuellt
from tests.stoerung.formulare import formular
from tests.stoerung.groesse import groesse
from tests.stoerung.pruefen import alles_gut
from tests.stoerung.rennen import rennen

FAMILIEN = groesse(30, 100)
S = Anmeldungsstand


@pytest.fixture
def kurs(transactional_db: None, netzwerk: Benutzer) -> Angebot:
    """A course with one place left."""
    kurs = fabriken.kurs(durch=netzwerk)
    fabriken.anmeldung(kurs, "Ada")
    return kurs


def anmeldungen(kurs: Angebot) -> list[Callable[[], Any]]:
    return [lambda nummer=nummer: fabriken.anmeldung(kurs, f"F{nummer}") for nummer in range(FAMILIEN)]


def staende() -> Counter[str]:
    return Counter(Anmeldung.objects.values_list("status", flat=True))


def test_den_letzten_platz_bekommt_genau_eine_die_anderen_warten(kurs: Angebot) -> None:
    assert rennen(anmeldungen(kurs)) == [""] * FAMILIEN
    assert staende() == {S.BESTAETIGT: 2, S.WARTELISTE: FAMILIEN - 1}
    assert Nachricht.objects.count() == FAMILIEN + 1
    alles_gut()


def _nicht_sperren(angebot_id: Any) -> Angebot:
    angebot = Angebot.objects.get(pk=angebot_id)
    sleep(0.05)  # so that others read the same, on a machine with few cores too
    return angebot


@pytest.fixture
def ohne_sperre(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plaetze, "angebot_sperren", _nicht_sperren)
    monkeypatch.setattr("netzwerk.angebote.dienste.anmeldung.angebot_sperren", _nicht_sperren)


def test_ohne_sperre_haelt_die_datenbank_allein_dicht(kurs: Angebot, ohne_sperre: None) -> None:
    rennen(anmeldungen(kurs))
    assert staende()[S.BESTAETIGT] == 2


def test_gegenprobe_ohne_sperre_und_ohne_constraint_bekommen_mehrere_den_platz(
    kurs: Angebot, ohne_sperre: None
) -> None:
    tabelle, name = "angebote_angebot", "angebot_plaetze_reichen"
    with connection.cursor() as zeiger:
        zeiger.execute(f"ALTER TABLE {tabelle} DROP CONSTRAINT {name}")
    try:
        rennen(anmeldungen(kurs))
        assert staende()[S.BESTAETIGT] > 2
    finally:
        Angebot.objects.update(belegte_plaetze=0)
        with connection.cursor() as zeiger:
            zeiger.execute(
                f"ALTER TABLE {tabelle} ADD CONSTRAINT {name}"
                " CHECK (plaetze IS NULL OR belegte_plaetze <= plaetze)"
            )


def test_dieselbe_adresse_zwanzigmal_zugleich_ist_eine_anmeldung(kurs: Angebot) -> None:
    laeufe: list[Callable[[], Any]] = [lambda: fabriken.anmeldung(kurs, "Selma")] * 20
    antworten = rennen(laeufe)
    assert antworten.count("") == 1
    assert set(antworten) == {"", "Mit dieser E-Mail-Adresse ist schon jemand angemeldet."}
    assert staende() == {S.BESTAETIGT: 2}


def test_ohne_sperre_haelt_die_datenbank_auch_doppelte_adressen_ab(kurs: Angebot, ohne_sperre: None) -> None:
    assert rennen([lambda: fabriken.anmeldung(kurs, "Selma")] * 20).count("") == 1


def test_wird_ein_platz_frei_waehrend_viele_kommen_rueckt_nur_die_erste_nach(kurs: Angebot) -> None:
    ada = Anmeldung.objects.get()
    fabriken.anmeldung(kurs, "Bea")
    erste = fabriken.anmeldung(kurs, "Cem")
    laeufe: list[Callable[[], Any]] = [
        lambda: dienste.anmeldung_stornieren(ada.pk),
        *[dienste.alle_nachruecken] * 5,
        *anmeldungen(kurs),
    ]
    assert rennen(laeufe) == [""] * len(laeufe)
    erste.refresh_from_db()
    assert erste.status == S.NACHGERUECKT
    assert staende() == {S.STORNIERT: 1, S.BESTAETIGT: 1, S.NACHGERUECKT: 1, S.WARTELISTE: FAMILIEN}
    alles_gut()


def test_nach_der_frist_gewinnt_ja_oder_weitergabe_nie_beides(kurs: Angebot) -> None:
    ada = Anmeldung.objects.get()
    fabriken.anmeldung(kurs, "Bea")
    cem, dana = fabriken.anmeldung(kurs, "Cem"), fabriken.anmeldung(kurs, "Dana")
    dienste.anmeldung_stornieren(ada.pk)
    Anmeldung.objects.filter(pk=cem.pk).update(frist=kalender.jetzt() + timedelta(milliseconds=30))
    ja: list[Callable[[], Any]] = [lambda: dienste.anmeldung_bestaetigen(cem.pk)] * 10
    weiter: list[Callable[[], Any]] = [lambda: dienste.nachruecken(kurs.pk)] * 10
    rennen([lauf for paar in zip(ja, weiter, strict=True) for lauf in paar])
    cem.refresh_from_db()
    dana.refresh_from_db()
    assert (cem.status, dana.status) in {(S.BESTAETIGT, S.WARTELISTE), (S.VERFALLEN, S.NACHGERUECKT)}
    alles_gut()


def test_zehn_wecker_zugleich_erinnern_einmal(kurs: Angebot) -> None:
    kurs.termine.update(
        beginn=kalender.jetzt() + timedelta(hours=30), ende=kalender.jetzt() + timedelta(hours=32)
    )
    Anmeldung.objects.update(angefragt_am=kalender.jetzt() - timedelta(days=2))
    Nachricht.objects.all().delete()
    rennen([dienste.an_ersten_termin_erinnern] * 10)
    assert Nachricht.objects.count() == 1


def test_auch_ueber_die_seite_gibt_es_keinen_fehler(kurs: Angebot) -> None:
    """Each with a browser and a sender of its own; nobody sees a broken page."""
    weg = reverse("angebote:anmelden", args=[kurs.slug])
    start = Barrier(10)

    def abschicken(nummer: int) -> int:
        try:
            with kalender.stichtag(HEUTE):
                client = Client(REMOTE_ADDR=f"192.0.2.{nummer}")
                daten = formular(client, weg) | ausgefuellt(email=f"f{nummer}@x.example")
                start.wait()
                return client.post(weg, daten).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as browser:
        assert list(browser.map(abschicken, range(10))) == [302] * 10
    assert staende() == {S.BESTAETIGT: 2, S.WARTELISTE: 9}
