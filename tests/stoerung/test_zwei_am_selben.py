"""F14: two clerks change the same thing; the second sees both versions, and nothing is overwritten."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from importlib import import_module
from pkgutil import walk_packages
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.forms import BaseForm
from django.http import HttpResponse
from django.urls import reverse

from familienbuero.datenschutz.dienste import loeschen_anhalten
from familienbuero.datenschutz.enums import Haltegrund
from familienbuero.fassung import FELD, INZWISCHEN, MitFassung
from familienbuero.konten.enums import Rolle
from tests.bestand import Bestand
from tests.conftest import HEUTE
from tests.stoerung.formulare import Felder, angemeldet, formular

pytestmark = pytest.mark.django_db
BEREICHE = {raum.partition(".")[0] for raum in settings.RAEUME}


def aufbewahrt(stadt: Bestand) -> UUID:
    """A family whose data is kept for some time."""
    familie, wer = stadt.eigene.familie.pk, stadt.kollegin
    loeschen_anhalten(familie=familie, grund=Haltegrund.WUNSCH, bis=HEUTE + timedelta(days=30), durch=wer)
    return familie


# Address, role, and one field with what the two people type into it.
Fall = tuple[str, Callable[[Bestand], list[Any]], Rolle, str, str, str]
FAELLE: list[Fall] = [
    ("stammdaten:kontakt", lambda s: [s.eigene.familie.pk], Rolle.LEITUNG, "telefon", "0271 1", "0271 2"),
    (
        "vermittlung:uebergeben", lambda s: [s.eigene.folgeauftrag.pk], Rolle.KOORDINATION,
        "faellig_am", "2026-09-20", "2026-09-21",
    ),
    ("seiten:einstellungen", lambda s: [], Rolle.VERWALTUNG, "telefon", "0271 1", "0271 2"),
    ("seiten:seite_bearbeiten", lambda s: ["impressum"], Rolle.VERWALTUNG, "titel", "Eins", "Zwei"),
    ("konten:aendern", lambda s: [s.kollegin.pk], Rolle.VERWALTUNG, "nachname", "Eins", "Zwei"),
    (
        "besuche:kraft", lambda s: [s.kollegin.pk], Rolle.KOORDINATION,
        "zeiten-0-bis", "15:00", "15:30",
    ),
    ("besuche:kraft", lambda s: [s.kollegin.pk], Rolle.KOORDINATION, "hoechstens_je_tag", "2", "3"),
    ("besuche:regeln", lambda s: [], Rolle.LEITUNG, "vorlauf_tage", "9", "10"),
    (
        "partner:aendern", lambda s: [s.angebot.organisation_id], Rolle.NETZWERK,
        "telefon", "0271 1", "0271 2",
    ),
    ("partner:person", lambda s: [s.ansprechperson.pk], Rolle.NETZWERK, "funktion", "Eins", "Zwei"),
    (
        "angebotspflege:uebersetzung", lambda s: [s.angebot.pk, "tr"], Rolle.NETZWERK,
        "titel", "Oyun", "Bebekler",
    ),
    (
        "angebotspflege:termin_verlegen", lambda s: [s.angebot.termine.order_by("beginn")[0].pk],
        Rolle.NETZWERK, "beginn", "10:00", "10:15",
    ),
    (
        "angebotspflege:anmeldung_aendern", lambda s: [s.anmeldung.pk], Rolle.NETZWERK,
        "telefon", "0271 1", "0271 2",
    ),
    ("datenschutz:fristen", lambda s: [], Rolle.VERWALTUNG, "besuche.ohne_besuch", "4", "5"),
    ("stammdaten:stadtteile", lambda s: [], Rolle.VERWALTUNG, "buero", "50,8748 8,0243", "50,8749 8,0243"),
    (
        "stammdaten:aufbewahren", lambda s: [aufbewahrt(s)], Rolle.KOORDINATION,
        "bis", "2026-09-20", "2026-09-21",
    ),
    ("angebotspflege:rechner", lambda s: [], Rolle.VERWALTUNG, "rechner", "eins.example", "zwei.example"),
    ("kennzahlen:vorjahre", lambda s: ["haushalte"], Rolle.LEITUNG, "form-0-geplant", "501", "502"),
]  # fmt: skip
NAMEN = [f"{fall[0]} {fall[3]}" for fall in FAELLE]


def zwei_speichern(stadt: Bestand, fall: Fall, *, geschuetzt: bool) -> tuple[str, HttpResponse, HttpResponse]:
    """Both open the form, then one after the other saves; the address, and what the two were answered."""
    name, argumente, rolle, feld, eins, zwei = fall
    weg = reverse(name, args=argumente(stadt))
    anna, berta = angemeldet(stadt.personen[rolle]), angemeldet(stadt.personen[rolle])
    beide = [formular(anna, weg), formular(berta, weg)]
    if not geschuetzt:
        beide = [{n: wert for n, wert in werte.items() if not n.endswith(FELD)} for werte in beide]
    return weg, anna.post(weg, beide[0] | {feld: eins}), berta.post(weg, beide[1] | {feld: zwei})


@pytest.mark.parametrize("fall", FAELLE, ids=NAMEN)
def test_die_zweite_sieht_beide_fassungen_und_ueberschreibt_nichts(stadt: Bestand, fall: Fall) -> None:
    weg, erste, zweite = zwei_speichern(stadt, fall, geschuetzt=True)
    rolle, feld, eins, zwei = fall[2:]
    assert (erste.status_code, zweite.status_code) == (302, 409)
    seite = zweite.content.decode()
    assert INZWISCHEN in seite
    assert f">{eins}</td>" in seite.replace("20. September 2026", "2026-09-20")
    assert f">{zwei}</td>" in seite.replace("21. September 2026", "2026-09-21")
    # What was typed is still in the form, and what was saved is what the first one typed.
    assert Felder(seite).werte[feld] == zwei
    assert formular(angemeldet(stadt.personen[rolle]), weg)[feld] == eins


@pytest.mark.parametrize("fall", FAELLE, ids=NAMEN)
def test_wer_beides_gesehen_hat_darf_speichern(stadt: Bestand, fall: Fall) -> None:
    weg, _, zweite = zwei_speichern(stadt, fall, geschuetzt=True)
    client = angemeldet(stadt.personen[fall[2]])
    assert client.post(weg, Felder(zweite.content.decode()).werte).status_code == 302
    assert formular(client, weg)[fall[3]] == fall[5]


@pytest.mark.parametrize("fall", FAELLE, ids=NAMEN)
def test_gegenprobe_ohne_fassung_gewinnt_wer_zuletzt_speichert(stadt: Bestand, fall: Fall) -> None:
    weg, erste, zweite = zwei_speichern(stadt, fall, geschuetzt=False)
    assert (erste.status_code, zweite.status_code) == (302, 302)
    assert formular(angemeldet(stadt.personen[fall[2]]), weg)[fall[3]] == fall[5]


def test_wer_dasselbe_will_stoert_einander_nicht(stadt: Bestand) -> None:
    fall = ("stammdaten:kontakt", lambda s: [s.eigene.familie.pk], Rolle.KOORDINATION, "telefon", "1", "1")
    _, erste, zweite = zwei_speichern(stadt, fall, geschuetzt=True)
    assert (erste.status_code, zweite.status_code) == (302, 302)


def test_ein_verschobener_besuch_wird_nicht_noch_einmal_verschoben(stadt: Bestand) -> None:
    weg = reverse("besuche:termin", args=[stadt.eigene.besuch.pk])
    anna, berta = angemeldet(stadt.personen[Rolle.KOORDINATION]), angemeldet(stadt.personen[Rolle.LEITUNG])
    eins, zwei = formular(anna, weg), formular(berta, weg)
    frei = anna.get(weg).context["form"].frei
    erstes, zweites = list(frei)[:2]
    assert anna.post(weg, eins | {"fenster": erstes}).status_code == 302
    antwort = berta.post(weg, zwei | {"fenster": zweites})
    assert antwort.status_code == 409
    stadt.eigene.besuch.refresh_from_db()
    assert stadt.eigene.besuch.termin
    assert stadt.eigene.besuch.termin.beginn == frei[erstes].beginn


# Forms that overwrite nothing, by what they do instead.
OHNE_FASSUNG = {
    "legt eine neue Zeile an": {
        "einlesen.Dateiformular", "meldungen.HochladenForm", "altbestand.Tabellenformular",
        "angebotstabellen.Tabellenformular", "vermittlung.Ratformular", "besuche.Wunschformular",
        "besuche.Familienformular", "besuche.Anrufnotizformular", "angebote.Anmeldeformular",
        "angebote.Telefonanmeldung", "angebote.Vorschlagsformular", "angebote.Kopieformular",
    },
    "sucht, zählt oder druckt": {
        "seiten.SuchForm", "konten.KontosucheForm", "konten.Zugriffsfilter", "angebote.Pflegefilter",
        "angebote.Angebotsfilter", "partner.Partnerfilter", "besuche.Besuchsfilter", "kennzahlen.Auswahl",
        "einladungen.Zeitraum", "einladungen.Etikettenformular", "termine.Codeformular", "seiten.AlleFelder",
    },
    "tut einen Schritt, den nur der Erste tut": {
        "termine.Fensterwahl", "angebote.Terminabsage", "angebote.Ablehnungsformular", "besuche.Absage",
        "besuche.Uebergabeformular", "besuche.Protokollformular", "besuche.Nachtrag",
        "einladungen.Versandformular",
    },
    "gehört nur einem selbst": {
        "konten.Anmeldung", "konten.PasswortVergessen", "konten.PasswortAendern", "konten.NeuesPasswort",
    },
    "ist die Grundlage eines anderen": {
        "familienbuero.Zeitraum", "familienbuero.OeffentlichesFormular", "angebote.Angebotsangaben",
        "angebote.Angaben", "angebote.AmTelefon", "angebote.Wortfelder", "kennzahlen._Zahlenfelder",
        "besuche.Protokollfelder", "datenschutz._Fristenfelder", "stammdaten._Ortsfelder",
    },
}  # fmt: skip


def formulare(von: type = BaseForm) -> Iterator[type]:
    """Every class of forms that has been loaded."""
    for eins in von.__subclasses__():
        yield eins
        yield from formulare(eins)


def test_jedes_formular_das_etwas_aendert_kennt_seine_fassung() -> None:
    for raum in settings.RAEUME:
        for modul in walk_packages(import_module(raum).__path__, f"{raum}."):
            # `kind` is a program that runs in a process of its own, and makes its own package of the house.
            if not {"migrations", "management", "kind"} & set(modul.name.split(".")):
                import_module(modul.name)
    ohne = {
        f"{ort[0] if len(ort) == 2 else ort[1]}.{eins.__name__}"
        for eins in formulare()
        if (ort := eins.__module__.split("."))[0] in BEREICHE and not issubclass(eins, MitFassung)
    }
    assert ohne == set().union(*OHNE_FASSUNG.values())
