"""A family answers at /termin/ with code and birth date."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer
from familienbuero.termine.dienste import versuch_zaehlen, zugang_ausstellen, zugang_finden
from familienbuero.termine.models import Zugang, Zugangsversuch
from familienbuero.termine.regeln import (
    ALPHABET,
    JE_ADRESSE_UND_STUNDE,
    JE_KENNUNG_UND_TAG,
    code_lesen,
    code_schreiben,
)
from tests import fabriken
from tests.conftest import HEUTE
from tests.stoerung.formulare import formular
from willkommensbesuche.besuche.codeseite import auskunft
from willkommensbesuche.besuche.dienste import besuch_einladen, besuch_verschieben
from willkommensbesuche.besuche.enums import BesuchStatus
from willkommensbesuche.besuche.models import TERMINART, Besuch

TAG = HEUTE + timedelta(days=9)


@pytest.fixture
def besuch(besuchsdienst: Benutzer) -> Besuch:
    fabriken.besuchskraft(besuchsdienst)
    return fabriken.geplanter_besuch(besuchsdienst, TAG, "Öztürk", stunde=10)


@pytest.fixture
def code(besuch: Besuch) -> str:
    return zugang_ausstellen(art=TERMINART, fall=besuch.pk, gueltig_bis=TAG)[0]


def _geburtstag() -> str:
    return (HEUTE - timedelta(days=40)).isoformat()


def _anmelden(client: Client, code: str, geburtsdatum: str | None = None) -> Any:
    daten = {"code": code, "geburtsdatum": geburtsdatum or _geburtstag()}
    return client.post(reverse("termine:anmelden"), daten)


def _gesehen(client: Client) -> dict[str, str]:
    """What every form of the page sends along: the appointment that it shows."""
    return {"termin": formular(client, reverse("termine:vorschlag"))["termin"]}


def test_code_und_geburtstag_zeigen_den_termin_ohne_namen_und_anschrift(client: Client, code: str) -> None:
    antwort = _anmelden(client, code_schreiben(code).lower())
    assert antwort.headers["Location"] == reverse("termine:vorschlag")
    html = client.get(reverse("termine:vorschlag")).content.decode()
    assert "Mittwoch, 16. September" in html
    assert "zwischen 10:00 und 11:30 Uhr" in html
    assert "Miriam" in html
    assert not any(wort in html for wort in ("Öztürk", "Rosenstraße", "Sommer", "57076"))


@pytest.mark.parametrize("aendern", ["code", "geburtsdatum", "abgelaufen", "ersetzt"])
def test_falsch_unbekannt_abgelaufen_und_ersetzt_sehen_gleich_aus(
    client: Client, besuch: Besuch, code: str, aendern: str
) -> None:
    if aendern == "abgelaufen":
        Zugang.objects.update(gueltig_bis=HEUTE - timedelta(days=1))
    if aendern == "ersetzt":
        zugang_ausstellen(art=TERMINART, fall=besuch.pk, gueltig_bis=TAG)
    falsch = code[:-1] + ALPHABET[ALPHABET.index(code[-1]) - 1]
    antwort = _anmelden(
        client, falsch if aendern == "code" else code, "2020-01-01" if aendern == "geburtsdatum" else None
    )
    assert antwort.status_code == 200
    assert "Code und Geburtstag passen nicht zusammen" in antwort.content.decode()
    assert client.get(reverse("termine:vorschlag")).status_code == 302


def test_bestaetigen_verschieben_absagen(client: Client, besuch: Besuch, code: str) -> None:
    _anmelden(client, code)
    client.post(reverse("termine:bestaetigen"), _gesehen(client))
    besuch.refresh_from_db()
    assert besuch.status == BesuchStatus.BESTAETIGT
    html = client.get(reverse("termine:vorschlag")).content.decode()
    wert = html.split('name="fenster" value="')[1].split('"')[0]
    client.post(reverse("termine:verschieben"), {"fenster": wert, **_gesehen(client)})
    besuch.refresh_from_db()
    assert besuch.status == BesuchStatus.BESTAETIGT
    assert besuch.termin is not None
    assert besuch.termin.beginn.isoformat() != ""
    assert list(besuch.verlauf.order_by("wann").values_list("nach", "rolle"))[-2:] == [
        ("verschoben", "familie"), ("bestaetigt", "familie"),
    ]  # fmt: skip
    client.post(reverse("termine:absagen"), _gesehen(client))
    besuch.refresh_from_db()
    assert besuch.status == BesuchStatus.ABGESAGT
    assert "Wir kommen nicht" in client.get(reverse("termine:vorschlag")).content.decode()


@pytest.mark.parametrize("antwort", ["bestaetigen", "verschieben", "absagen"])
def test_wer_einen_anderen_termin_vor_augen_hatte_sieht_erst_den_neuen(
    client: Client, besuch: Besuch, besuchsdienst: Benutzer, koordination: Benutzer, code: str, antwort: str
) -> None:
    _anmelden(client, code)
    alt = _gesehen(client)
    html = client.get(reverse("termine:vorschlag")).content.decode()
    wert = html.split('name="fenster" value="')[1].split('"')[0]
    besuch_einladen(besuch.pk, durch=koordination)
    neu = fabriken.fenster(besuchsdienst, TAG + timedelta(days=1))
    besuch_verschieben(besuch.pk, fenster=neu, durch=koordination, vereinbart=False)
    seite = client.post(reverse(f"termine:{antwort}"), {"fenster": wert, **alt}, follow=True).content.decode()
    assert "Inzwischen hat sich an Ihrem Termin etwas geändert." in seite
    assert "Donnerstag, 17. September" in seite
    besuch.refresh_from_db()
    assert (besuch.status, besuch.tag) == (BesuchStatus.VERSCHOBEN, TAG + timedelta(days=1))
    client.post(reverse("termine:bestaetigen"), _gesehen(client))
    besuch.refresh_from_db()
    assert besuch.status == BesuchStatus.BESTAETIGT


def test_vergebenes_fenster_laesst_die_seite_stehen(
    client: Client, besuch: Besuch, besuchsdienst: Benutzer, code: str
) -> None:
    _anmelden(client, code)
    fenster = fabriken.fenster(besuchsdienst, HEUTE + timedelta(days=8), 8)
    fabriken.geplanter_besuch(besuchsdienst, HEUTE + timedelta(days=8), "Schneller", stunde=8)
    antwort = client.post(
        reverse("termine:verschieben"), {"fenster": f"{fenster.person}|{fenster.beginn.isoformat()}"}
    )
    assert "nicht mehr frei" in antwort.content.decode()


def test_qr_verweis_ersetzt_den_code_und_verschwindet_aus_der_adresse(client: Client, besuch: Besuch) -> None:
    _, token = zugang_ausstellen(art=TERMINART, fall=besuch.pk, gueltig_bis=TAG)
    antwort = client.get(reverse("termine:verweis", args=[token]))
    assert antwort.headers["Location"] == reverse("termine:anmelden")
    html = client.get(reverse("termine:anmelden")).content.decode()
    assert 'name="code"' not in html
    assert token not in html
    antwort = client.post(reverse("termine:anmelden"), {"geburtsdatum": _geburtstag()})
    assert antwort.headers["Location"] == reverse("termine:vorschlag")


def test_falscher_geburtstag_beim_qr_verweis_fragt_nach_dem_code(client: Client, besuch: Besuch) -> None:
    _, token = zugang_ausstellen(art=TERMINART, fall=besuch.pk, gueltig_bis=TAG)
    client.get(reverse("termine:verweis", args=[token]))
    antwort = client.post(reverse("termine:anmelden"), {"geburtsdatum": "2020-01-01"}, follow=True)
    assert 'name="code"' in antwort.content.decode()
    assert "passen nicht zusammen" in antwort.content.decode()


def test_schwangere_nennt_die_postleitzahl(
    client: Client, koordination: Benutzer, besuchsdienst: Benutzer
) -> None:
    from willkommensbesuche.besuche.dienste import besuch_buchen, besuch_eintragen
    from willkommensbesuche.besuche.enums import Anlass

    fabriken.besuchskraft(besuchsdienst)
    fall = besuch_eintragen(
        familie=fabriken.familie("Müller"),
        kinder=[],
        anlass=Anlass.SCHWANGERSCHAFT,
        ereignisdatum=HEUTE,
        durch=koordination,
    )
    besuch_buchen(fall.pk, fenster=fabriken.fenster(besuchsdienst, TAG), durch=koordination)
    code, _ = zugang_ausstellen(art=TERMINART, fall=fall.pk, gueltig_bis=TAG)
    antwort = client.post(reverse("termine:anmelden"), {"code": code, "plz": "57076"})
    assert antwort.headers["Location"] == reverse("termine:vorschlag")


def test_kalenderdatei_nennt_niemanden(client: Client, code: str) -> None:
    from icalendar import Calendar

    _anmelden(client, code)
    antwort = client.get(reverse("termine:kalenderdatei"))
    (termin,) = Calendar.from_ical(antwort.content).walk("VEVENT")
    assert termin["DTSTART"].dt.isoformat() == "2026-09-16T08:00:00+00:00"
    assert b"Miriam" not in antwort.content
    assert b"ztuerk" not in antwort.content


def test_nach_zehn_minuten_wird_neu_gefragt(client: Client, code: str) -> None:
    _anmelden(client, code)
    sitzung = client.session
    sitzung["termin_offen"] = sitzung["termin_offen"] | {"bis": 0}
    sitzung.save()
    assert client.get(reverse("termine:vorschlag")).headers["Location"] == reverse("termine:anmelden")


def test_nach_zwanzig_versuchen_einer_adresse_ist_schluss_andere_kommen_weiter(db: None) -> None:
    for _ in range(JE_ADRESSE_UND_STUNDE):
        versuch_zaehlen(absender="192.0.2.1", kennung="")
    with pytest.raises(Ablehnung, match="zu viele Versuche"):
        versuch_zaehlen(absender="192.0.2.1", kennung="")
    versuch_zaehlen(absender="192.0.2.2", kennung="")
    assert Zugangsversuch.objects.filter(absender__contains="192").count() == 0


def test_ein_code_wird_am_tag_hoechstens_zehnmal_versucht(db: None) -> None:
    for nummer in range(JE_KENNUNG_UND_TAG):
        versuch_zaehlen(absender=f"192.0.2.{nummer}", kennung="ABCD")
    with pytest.raises(Ablehnung):
        versuch_zaehlen(absender="192.0.2.99", kennung="ABCD")


def test_tries_without_a_code_do_not_wait_for_each_other(db: None):
    for kennung, sperren in (("", 1), ("ABCD", 3)):  # sender; and, of the second try, sender and code
        versuch_zaehlen(absender=f"192.0.2.{sperren}", kennung=kennung)
        with connection.cursor() as zeiger:
            zeiger.execute(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
            )
            assert zeiger.fetchone() == (sperren,)


@pytest.mark.parametrize(
    ("eingabe", "code"),
    [
        ("7kqf-2m9x-ht4w", "7KQF2M9XHT4W"),
        (" 7KQF 2M9X HT4W ", "7KQF2M9XHT4W"),
        ("7KQF2M9XHT4", ""),
        ("0KQF2M9XHT4W", ""),
    ],
)
def test_codes_werden_grosszuegig_gelesen(eingabe: str, code: str) -> None:
    assert code_lesen(eingabe) == code


def test_code_steht_nicht_in_der_datenbank(besuch: Besuch) -> None:
    code, token = zugang_ausstellen(art=TERMINART, fall=besuch.pk, gueltig_bis=TAG)
    zugang = Zugang.objects.get()
    gespeichert = f"{zugang.kennung} {zugang.geheim} {zugang.token}"
    assert code[4:] not in gespeichert
    assert token not in gespeichert
    assert zugang_finden(code=code) == zugang_finden(token=token) == zugang


def test_zur_wahl_stehen_nur_tage_im_zielfenster(besuchsdienst: Benutzer) -> None:
    fabriken.besuchskraft(besuchsdienst)
    fall = fabriken.geplanter_besuch(
        besuchsdienst, HEUTE + timedelta(days=25), "Frisch", geburtsdatum=HEUTE - timedelta(days=10)
    )
    tage = [(fenster.beginn.date() - fall.ereignisdatum).days for fenster in auskunft(fall.pk).freie_fenster]
    assert tage
    assert min(tage) >= 28
    assert max(tage) <= 90
    assert max(tage) - min(tage) > 30  # spread, not only the first days


def test_vergangener_besuch_laesst_sich_nicht_mehr_beantworten(
    besuch: Besuch, client: Client, code: str
) -> None:
    _anmelden(client, code)
    gesehen = _gesehen(client)
    with kalender.stichtag(TAG):
        for antwort in ("bestaetigen", "absagen"):
            client.post(reverse(f"termine:{antwort}"), gesehen)
    besuch.refresh_from_db()
    assert besuch.status == BesuchStatus.EINGEPLANT


@pytest.mark.parametrize(
    "token", ["muster", "a" * 21, "a" * 23, "a" * 21 + "%00", "a" * 21 + "ä", "a" * 22 + "%0a"]
)
def test_was_kein_verweis_sein_kann_ist_keine_seite(client: Client, db: None, token: str) -> None:
    antwort = client.get(f"/termin/q/{token}/")
    assert (antwort.status_code, "termin_verweis" in client.session) == (404, False)


def test_die_kalenderdatei_behaelt_beim_verschieben_ihre_kennung_und_nennt_den_fall_nicht(
    client: Client, besuch: Besuch, besuchsdienst: Benutzer, code: str
) -> None:
    from icalendar import Calendar

    from willkommensbesuche.besuche.dienste import besuch_verschieben

    _anmelden(client, code)

    def uid() -> str:
        datei = client.get(reverse("termine:kalenderdatei")).content
        assert str(besuch.pk) not in datei.decode()
        return str(next(iter(Calendar.from_ical(datei).walk("VEVENT")))["UID"])

    vorher = uid()
    neu = fabriken.fenster(besuchsdienst, TAG + timedelta(days=1))
    besuch_verschieben(besuch.pk, fenster=neu, durch=besuchsdienst, vereinbart=True)
    assert uid() == vorher
