"""Offers for programs of others: read only, open data, described by OpenAPI. `/api/v1/openapi.json`

The same filters as the public list, the same rows. No key is needed, nothing is remembered of who asks.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Field, Query, Router, Schema
from ninja.errors import ValidationError

from familienbuero import kalender
from familienbuero.blaettern import blaettern
from netzwerk.angebote.auskunft import passende, suche_zu
from netzwerk.angebote.forms import Angebotsfilter
from netzwerk.angebote.models import Angebot, Angebotstermin, Ort
from netzwerk.angebote.regeln import Suche, reihe_in_worten

JE_SEITE = 100
TERMINE = 20
LIZENZ = "https://www.govdata.de/dl-de/zero-2-0"
router = Router(tags=["Angebote"])


class Filter(Schema):
    """Filters of the list; what is left out does not filter."""

    q: str = Field("", max_length=60, description="Suchwort, auch mit Tippfehlern")
    alter: str = Field(
        "", pattern=r"^(\d{1,3}|schwanger)?$", description="Alter in Monaten, oder „schwanger“"
    )
    ort: str = Field("", max_length=80, description="Name eines Stadtteils")
    umkreis: str = Field("", pattern=r"^(0|2|5|10)?$", description="Kilometer um den Stadtteil")
    tag: list[int] = Field([], description="Wochentage nach ISO 8601: 1 ist Montag")
    art: str = Field("", description="offen, kurs, beratung, veranstaltung oder ferien")
    sprache: str = Field("", description="Sprache nach BCP 47")
    frei: bool = Field(False, description="nur kostenlose")
    offen: bool = Field(False, description="nur ohne Anmeldung")
    stufenlos: bool = Field(False, description="nur stufenlose Orte")
    am: date | None = Field(None, description="nur was an diesem Tag stattfindet")
    nach: UUID | None = Field(None, description="weiter hinter diesem Angebot (aus „weiter“)")

    def suche(self) -> Suche:
        """What it asks for, by the rules of the page; a value that the page does not know is an error."""
        werte = self.model_dump(mode="json", exclude={"nach"})
        formular = Angebotsfilter({name: wert for name, wert in werte.items() if wert})
        auswahl = formular.auswahl()
        if formular.errors:
            raise ValidationError(
                [
                    {"type": "value_error", "loc": ["query", name], "msg": " ".join(map(str, saetze))}
                    for name, saetze in formular.errors.items()
                ]
            )
        return suche_zu(auswahl)


class Ortsangabe(Schema):
    """Where an offer takes place."""

    name: str
    raum: str
    strasse: str
    plz: str
    ort: str
    stadtteil: str | None
    stufenlos: bool
    zugang: str
    haltestelle: str

    @staticmethod
    def resolve_stadtteil(ort: Ort) -> str | None:
        return str(ort.stadtteil) if ort.stadtteil else None


class Terminangabe(Schema):
    """One date; `lage` is findet_statt, faellt_aus or verlegt."""

    beginn: datetime
    ende: datetime
    lage: str
    hinweis: str


class Angebotsangabe(Schema):
    """An offer as the list shows it."""

    id: UUID
    titel: str
    kurz: str
    art: str
    alter_von_monate: int | None = Field(None, alias="alter_von")
    alter_bis_monate: int | None = Field(None, alias="alter_bis")
    schwangerschaft: bool
    kosten_cent: int
    kostenhinweis: str
    anmeldung: str = Field(..., alias="anmeldeweg")
    sprachen: list[str]
    anbieter: str
    ort: Ortsangabe | None
    rhythmus: list[str]
    naechster_beginn: datetime | None
    geprueft_am: date | None
    adresse: str

    @staticmethod
    def resolve_anbieter(angebot: Angebot) -> str:
        return str(angebot.organisation)

    @staticmethod
    def resolve_rhythmus(angebot: Angebot) -> list[str]:
        return [reihe_in_worten(reihe.als_regel()) for reihe in angebot.reihen.all()]

    @staticmethod
    def resolve_adresse(angebot: Angebot, context: dict[str, Any]) -> str:
        weg = reverse("angebote:angebot", args=[angebot.slug])
        return str(context["request"].build_absolute_uri(weg))


class Angebotsseite(Schema):
    """A page of the list; `weiter` goes into `nach` of the next request."""

    lizenz: str = LIZENZ
    anzahl: int
    weiter: UUID | None
    angebote: list[Angebotsangabe]


class Einzelangabe(Angebotsangabe):
    """One offer with its text and its next dates."""

    text: str
    termine: list[Terminangabe]

    @staticmethod
    def resolve_termine(angebot: Angebot) -> list[Angebotstermin]:
        return list(angebot.termine.kommend(kalender.jetzt())[:TERMINE])


@router.get("", response=Angebotsseite, summary="Angebote, der nächste Termin zuerst")
def angebote(request: HttpRequest, filter: Query[Filter]) -> dict[str, Any]:  # noqa: A002 - named in the address
    """Public offers that fit the filters, a hundred at a time."""
    suche = filter.suche()
    gefunden = passende(suche)
    sortiert, nach = gefunden.der_reihe_nach(suche)
    sortiert = sortiert.mit_allem().prefetch_related("reihen")
    stelle = {"nach": str(filter.nach)} if filter.nach else {}
    blatt = blaettern(sortiert, nach=nach, anfrage=stelle, je_seite=JE_SEITE)
    return {"anzahl": gefunden.count(), "weiter": blatt.weiter, "angebote": blatt.zeilen}


@router.get("/{uuid:angebot_id}", response=Einzelangabe, summary="Ein Angebot mit Terminen")
def angebot(request: HttpRequest, angebot_id: UUID) -> Angebot:
    """One public offer."""
    return get_object_or_404(Angebot.objects.im_netz().mit_allem().prefetch_related("reihen"), pk=angebot_id)
