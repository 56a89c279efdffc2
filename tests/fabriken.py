"""Factories without surprises: each makes one plausible row, what matters is said in the test."""

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

import factory
from django.contrib.auth.hashers import make_password
from factory.django import DjangoModelFactory

from familienbuero import kalender
from familienbuero.kalender.uhr import BERLIN
from familienbuero.konten.models import Benutzer
from familienbuero.raum import Fenster
from familienbuero.stammdaten.dienste import schluessel_setzen
from familienbuero.stammdaten.models import Familie, Kind, Organisation, Sorgeberechtigte, Stadtteil
from familienbuero.stammdaten.regeln import sortierschluessel
from familienbuero.termine.models import Dienstzeit
from netzwerk.angebote.dienste import (
    Anmeldeangaben,
    angebot_schreiben,
    anmelden,
    stand_aendern,
    termine_nachfuehren,
    uebersetzung_schreiben,
)
from netzwerk.angebote.enums import Angebotsstand
from netzwerk.angebote.models import Angebot, Anmeldung, Ort, Terminreihe, Uebersetzung
from willkommensbesuche.besuche.dienste import NeuerFall, besuch_buchen, besuche_melden
from willkommensbesuche.besuche.enums import Anlass
from willkommensbesuche.besuche.models import Besuch, Besuchskraft

PASSWORT = "ein-langes-passwort-zum-testen"


@cache
def passwort_abdruck() -> str:
    """Everybody has the same password; to hash it takes time."""
    return make_password(PASSWORT)


class BenutzerFabrik(DjangoModelFactory[Benutzer]):
    class Meta:
        model = Benutzer
        skip_postgeneration_save = True

    email = factory.Sequence(lambda nummer: f"person{nummer}@buero.example")
    vorname = "Kim"
    nachname = factory.Sequence(lambda nummer: f"Muster{nummer}")
    rollen = factory.LazyFunction(list)
    password = factory.LazyFunction(passwort_abdruck)


class StadtteilFabrik(DjangoModelFactory[Stadtteil]):
    class Meta:
        model = Stadtteil
        django_get_or_create = ("name",)

    name = "Weidenau"
    sortierschluessel = factory.LazyAttribute(lambda stadtteil: stadtteil.name.lower())


class FamilieFabrik(DjangoModelFactory[Familie]):
    class Meta:
        model = Familie
        skip_postgeneration_save = True

    name = "Beispiel"
    strasse = "Rosenstraße"
    hausnummer = factory.Sequence(lambda nummer: str(nummer + 1))
    plz = "57076"
    ort = "Siegen"
    stadtteil = factory.SubFactory(StadtteilFabrik)


# What somebody writes who wishes a visit on the public site.
WUNSCH = {
    "anlass": "eigener_wunsch", "vorname": "Ada", "familienname": "Wunsch", "strasse": "Bahnhofstraße",
    "hausnummer": "3", "plz": "57072", "ort": "Musterstadt", "telefon": "0271 4715",
}  # fmt: skip


def familie(
    name: str = "Beispiel", *, vorname: str = "Rosina", geburtsdatum: date | None = None, **felder: Any
) -> Familie:
    """A family with one mother and, with a birth date, one child; all keys derived."""
    neu = FamilieFabrik.create(name=name, **felder)
    Sorgeberechtigte.objects.create(familie=neu, anrede="Frau", familienname=name, vorname=vorname)
    if geburtsdatum:
        kind(neu, geburtsdatum=geburtsdatum, familienname=name)
    schluessel_setzen(neu)
    return neu


def kind(
    eltern: Familie, *, geburtsdatum: date, familienname: str = "Beispiel", vornamen: str = "Mika"
) -> Kind:
    """A child of a family."""
    return Kind.objects.create(
        familie=eltern,
        familienname=familienname,
        vornamen=vornamen,
        geburtsdatum=geburtsdatum,
        schluessel="-",
    )


def besuch(name: str = "Beispiel", *, geburtsdatum: date | None = None, **felder: Any) -> Besuch:
    """A checked case of a newborn, 40 days old today unless said otherwise."""
    tag = geburtsdatum or kalender.heute() - timedelta(days=40)
    eltern = familie(name, geburtsdatum=tag, **felder)
    return besuche_melden([NeuerFall(eltern, list(eltern.kinder.all()), Anlass.GEBURT, tag)], wer=None)[0]


def besuchskraft(
    person: Benutzer, *, sprachen: tuple[str, ...] = ("de",), von: int = 8, bis: int = 16
) -> Besuchskraft:
    """Make a person a visitor with hours from Monday to Friday."""
    for wochentag in range(5):
        Dienstzeit.objects.create(person=person, wochentag=wochentag, von=time(von), bis=time(bis))
    return Besuchskraft.objects.create(benutzer=person, sprachen=list(sprachen))


def fenster(person: Benutzer, tag: date, stunde: int = 9, minuten: int = 90) -> Fenster:
    """A window of a person on a day."""
    beginn = datetime.combine(tag, time(stunde), BERLIN)
    return Fenster(person=person.pk, beginn=beginn, ende=beginn + timedelta(minutes=minuten))


def geplanter_besuch(
    person: Benutzer, tag: date, name: str = "Beispiel", *, stunde: int = 9, **felder: Any
) -> Besuch:
    """A visit that stands in a visitor's calendar."""
    return besuch_buchen(besuch(name, **felder).pk, fenster=fenster(person, tag, stunde), durch=person)


def organisation(name: str = "Familienzentrum", **felder: Any) -> Organisation:
    """An organisation that offers something."""
    return Organisation.objects.get_or_create(
        name=name, defaults={"sortierschluessel": name.lower(), **felder}
    )[0]


def ort(name: str = "Familienzentrum Bismarckstraße", *, stadtteil: str = "Weidenau", **felder: Any) -> Ort:
    """A place in a district."""
    return Ort.objects.create(
        name=name,
        strasse="Bismarckstraße 45",
        plz="57076",
        ort="Siegen",
        stadtteil=StadtteilFabrik.create(name=stadtteil),
        sortierschluessel=name.lower(),
        **felder,
    )


def angebot(
    titel: str = "Krabbelgruppe", *, durch: Benutzer, reihe: dict[str, Any] | None = None, **felder: Any
) -> Angebot:
    """A public offer, every Tuesday from 9:30 to 11 unless said otherwise; `reihe={}` for no dates."""
    werte = {"kurz": "Spielen und singen.", "organisation": organisation(), **felder}
    if "ort" not in werte:
        werte["ort"] = Ort.objects.first() or ort()
    neu = angebot_schreiben(Angebot(titel=titel, **werte), durch=durch)
    wie_immer = {"wochentage": [2], "von": kalender.heute(), "beginn": time(9, 30), "ende": time(11)}
    if reihe is None or reihe:
        Terminreihe.objects.create(angebot=neu, **{**wie_immer, **(reihe or {})})
    termine_nachfuehren(neu)
    return stand_aendern(neu.pk, Angebotsstand.VEROEFFENTLICHT, durch=durch)


def uebersetzung(zu: Angebot, sprache: str = "tr", *, durch: Benutzer, **worte: Any) -> Uebersetzung:
    """What an offer says in another language, made by a machine unless said otherwise."""
    werte = {"titel": "Oyun grubu", "kurz": "Oynamak ve şarkı söylemek.", "stand": "maschinell", **worte}
    return uebersetzung_schreiben(angebot_id=zu.pk, sprache=sprache, durch=durch, **werte)


def kurs(titel: str = "Babymassage", *, durch: Benutzer, plaetze: int = 2, **felder: Any) -> Angebot:
    """A course of five dates with sign-up on its page; it begins in eight days."""
    erster = kalender.heute() + timedelta(days=8)
    werte: dict[str, Any] = {"art": "kurs", "anmeldeweg": "online", "plaetze": plaetze, **felder}
    werte.setdefault("reihe", {"von": erster, "bis": erster + timedelta(weeks=4), "in_ferien": True})
    return angebot(titel, durch=durch, **werte)


def anmeldung(zu: Angebot, name: str = "Selma Öztürk", **felder: Any) -> Anmeldung:
    """A family that signs up by itself."""
    werte = {"email": f"{sortierschluessel(name.split()[0])}@familie.example", "alter_monate": 4, **felder}
    return anmelden(zu.pk, Anmeldeangaben(name=name, **werte))
