"""Questions about offers and their dates."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from functools import reduce
from math import inf
from operator import and_
from typing import TYPE_CHECKING, Any, Self, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Case, DateTimeField, F, Q, Value, When
from django.db.models.functions import Coalesce

from familienbuero.kalender.uhr import BERLIN
from familienbuero.konten.enums import Rolle
from familienbuero.massen import eines_von
from familienbuero.stammdaten.models import Stadtteil
from familienbuero.stammdaten.regeln import kilometer, suchschluessel
from netzwerk.angebote.enums import (
    HALTEND,
    IM_NETZ,
    ZU_ENDE,
    Angebotsstand,
    Anmeldeweg,
    Anmeldungsstand,
    Terminlage,
    Vorschlagsstand,
)
from netzwerk.angebote.regeln import NACH_NAMEN, Auswahl, Suche

if TYPE_CHECKING:
    from familienbuero.konten.models import Benutzer
    from familienbuero.stammdaten.models import Organisation
    from netzwerk.angebote.models import (
        Aenderungsvorschlag,
        Angebot,
        Angebotstermin,
        Anmeldung,
        Kalenderquelle,
        Ort,
        Rueckfrage,
        Suchwort,
    )

# Who writes offers.
PFLEGENDE = (Rolle.NETZWERK, Rolle.LEITUNG)
# Behind everything that has a date: what is made by appointment only.
OHNE_TERMIN = datetime(9999, 1, 1, tzinfo=BERLIN)
# After so long somebody should look whether everything is still right: twice a year.
VERALTET = timedelta(days=183)
M = TypeVar("M", bound=models.Model, covariant=True)


def _entfernung(eines: tuple[Any, Any], anderes: tuple[Any, Any]) -> float:
    return inf if None in (*eines, *anderes) else kilometer(eines, anderes)


class OrtQuerySet(models.QuerySet["Ort"]):
    """Questions about places."""

    def im_umkreis(self, stadtteil: Stadtteil, km: int) -> dict[UUID, float]:
        """Ids of places in the district or within so many kilometres of its middle, and how far they are.

        A place without coordinates of its own lies where its district does.
        """
        mitte = (stadtteil.breite, stadtteil.laenge)
        lagen = self.values_list(
            "pk",
            "stadtteil",
            Coalesce("breite", "stadtteil__breite"),
            Coalesce("laenge", "stadtteil__laenge"),
        )
        wege = {
            pk: 0.0 if eigener == stadtteil.pk else _entfernung(mitte, (breite, laenge))
            for pk, eigener, breite, laenge in lagen
            if km or eigener == stadtteil.pk
        }
        return {pk: weg for pk, weg in wege.items() if weg <= km}

    def stadtweit(self) -> Self:
        """Places that lie in no district and nowhere on the map: a forest, the whole city."""
        return self.filter(stadtteil=None, breite=None)


class SuchwortQuerySet(models.QuerySet["Suchwort"]):
    """Questions about the words of the stock."""

    def aehnlich(self, wort: str) -> list[str]:
        """Those like a typed word: "stilen" finds "stillen", "cafe" finds "stillcafe"."""
        treffer = self.filter(wort__trigram_word_similar=suchschluessel(wort))
        return list(treffer.values_list("wort", flat=True))


class Auswaehlbar(models.QuerySet[M]):
    """What lists of offers and lists of their dates have in common; `weg` leads from a row to the offer."""

    weg = ""

    def passend(self, suche: Suche) -> Self:
        """Rows that fit the filters."""
        return self.filter(reduce(and_, self._bedingungen(suche), Q()))

    def _q(self, **bedingungen: Any) -> Q:
        return Q(**{f"{self.weg}{name}": wert for name, wert in bedingungen.items()})

    def _bedingungen(self, suche: Suche) -> list[Any]:
        auswahl = suche.auswahl
        gewaehlt = [
            (auswahl.kostenlos, self._q(kosten_cent=0)),
            (auswahl.ohne_anmeldung, self._q(anmeldeweg=Anmeldeweg.KOMMEN)),
            (auswahl.art, self._q(art=auswahl.art)),
            (auswahl.sprache, self._q(sprachen__contains=[auswahl.sprache])),
            (auswahl.schwanger or auswahl.alter is not None, self._alter(auswahl)),
        ]
        bedingungen: list[Any] = [bedingung for gilt, bedingung in gewaehlt if gilt]
        bedingungen += [self._q(suchworte__overlap=list(worte)) for worte in suche.worte]
        if suche.orte is not None:
            hier = Q(eines_von(f"{self.weg}ort_id", suche.orte))
            bedingungen.append(hier | self._q(ort=None) if suche.auch_ohne_ort else hier)
        return bedingungen

    def _alter(self, auswahl: Auswahl) -> Q:
        """The rule `passt_zum_alter` as SQL."""
        ohne_alter = self._q(alter_von__isnull=True, alter_bis__isnull=True)
        if auswahl.schwanger:
            return self._q(schwangerschaft=True) | ohne_alter
        im_alter = (self._q(alter_von__isnull=True) | self._q(alter_von__lte=auswahl.alter)) & (
            self._q(alter_bis__isnull=True) | self._q(alter_bis__gte=auswahl.alter)
        )
        return (ohne_alter & self._q(schwangerschaft=False)) | (im_alter & ~ohne_alter)


class AngebotQuerySet(Auswaehlbar["Angebot"]):
    """Reading paths to offers: `im_netz` for families, `sichtbar_fuer` for the office."""

    def sichtbar_fuer(self, benutzer: Benutzer) -> Self:
        """Who works with offers sees all of them, drafts as well; everybody else the public ones."""
        return self if benutzer.hat_rolle(*PFLEGENDE) else self.im_netz()

    def im_netz(self) -> Self:
        """What families find."""
        return self.filter(status__in=IM_NETZ)

    def mit_adresse(self) -> Self:
        """What families reach by its address: also what is over or has been called off."""
        return self.filter(status__in=[*IM_NETZ, Angebotsstand.BEENDET, Angebotsstand.ABGESAGT])

    def gepflegt_von(self, organisation: Organisation) -> Self:
        """What a partner sees behind its link: all of its own offers but those put away."""
        return self.filter(organisation=organisation).exclude(status=Angebotsstand.ARCHIVIERT)

    def passend(self, suche: Suche) -> Self:
        """Public list: offers with a date still to come, or by appointment, that fit the filters."""
        gefunden = super().passend(suche)
        gefunden = gefunden.filter(Q(naechster_beginn__isnull=False) | Q(nach_vereinbarung=True))
        if suche.auswahl.tage:
            gefunden = gefunden.filter(wochentage__overlap=list(suche.auswahl.tage))
        return gefunden

    def veraltet(self, heute: date) -> Self:
        """Public offers that nobody has looked at for half a year."""
        return self.im_netz().filter(geprueft_am__lt=heute - VERALTET)

    def nicht_uebersetzt(self, sprache: str) -> Self:
        """What nobody has written in that language."""
        return self.exclude(uebersetzungen__sprache=sprache)

    def passend_auch_ohne_termin(self, suche: Suche) -> Self:
        """As `passend`, but also what has no date any more: for the office."""
        return super().passend(suche)

    def der_reihe_nach(self, suche: Suche) -> tuple[Self, list[str]]:
        """The query with its sort keys: what has a searched word in its title first, then what comes next.

        By name, or from near to far and then what is for the whole city, only where somebody has chosen so.
        Where days are chosen the offers know which of their dates is meant (`auskunft.passende`).
        """
        if suche.auswahl.ordnung == NACH_NAMEN:
            return self, ["sortierschluessel"]
        beginn = "gemeinter_beginn" if suche.auswahl.meint_tage else "naechster_beginn"
        ohne = Value(OHNE_TERMIN, DateTimeField())
        menge = self.annotate(reihenfolge=Coalesce(beginn, ohne, output_field=DateTimeField()))
        if suche.entfernungen:
            wege = [
                When(eines_von("ort_id", orte), then=Value(km)) for km, orte in suche.entfernungen.items()
            ]
            stadtweit = Value(suche.auswahl.umkreis + 1)
            return menge.annotate(entfernung=Case(*wege, default=stadtweit)), ["entfernung", "reihenfolge"]
        worte = [wort for aehnliche in suche.worte for wort in aehnliche]
        if not worte:
            return menge, ["reihenfolge"]
        im_titel = Case(When(titelworte__overlap=worte, then=Value(0)), default=Value(1))
        return menge.annotate(im_titel=im_titel), ["im_titel", "reihenfolge"]

    def mit_ort(self) -> Self:
        """With what the public lists show; fetched for the rows of a page, not joined to all of them."""
        return self.prefetch_related("ort__stadtteil")

    def mit_allem(self) -> Self:
        """With all that a page, a feed or paper shows of an offer, in a fixed number of queries."""
        return self.prefetch_related("ort__stadtteil", "organisation", "format")


class AngebotsterminQuerySet(Auswaehlbar["Angebotstermin"]):
    """Questions about single dates."""

    weg = "angebot__"

    def im_netz(self) -> Self:
        return self.filter(angebot__status__in=IM_NETZ)

    def abonniert(self) -> Self:
        """What subscribed calendars hold: offers that were called off as a whole stay in and say so."""
        return self.filter(angebot__status__in=[*IM_NETZ, Angebotsstand.ABGESAGT])

    def zwischen(self, von: datetime, bis: datetime) -> Self:
        """Dates that begin in [von, bis)."""
        return self.filter(beginn__gte=von, beginn__lt=bis)

    def passend(self, suche: Suche) -> Self:
        return super().passend(suche).an_wochentagen(suche.auswahl.tage)

    def an_wochentagen(self, tage: Collection[int]) -> Self:
        """On these days of the week after ISO 8601, on all of them where none is named."""
        return self.filter(beginn__iso_week_day__in=tage) if tage else self

    def kommend(self, jetzt: datetime) -> Self:
        """Not over yet, the next one first."""
        return self.filter(ende__gt=jetzt).order_by("beginn")

    def stattfindend(self) -> Self:
        return self.exclude(lage=Terminlage.FAELLT_AUS)

    def ausfallend(self) -> Self:
        return self.filter(lage=Terminlage.FAELLT_AUS)

    def naechste(self, jetzt: datetime, anzahl: int) -> list[Angebotstermin]:
        """The next so many that take place, and among them what falls out until then, at most twice as many.

        Counted apart: a week without dates must not hide that there is one after it.
        """
        kommend = self.kommend(jetzt)
        stattfindend, ausfallend = list(kommend.stattfindend()[:anzahl]), kommend.ausfallend()
        if len(stattfindend) == anzahl:
            ausfallend = ausfallend.filter(beginn__lt=stattfindend[-1].beginn)
        return sorted([*stattfindend, *ausfallend[: 2 * anzahl]], key=lambda termin: termin.beginn)

    def mit_allem(self) -> Self:
        return self.select_related("angebot", "ort").prefetch_related("angebot__ort__stadtteil")


class AenderungsvorschlagQuerySet(models.QuerySet["Aenderungsvorschlag"]):
    """Reading paths to what partners have proposed."""

    def sichtbar_fuer(self, benutzer: Benutzer) -> Self:
        """Who writes offers decides about proposals."""
        return self if benutzer.hat_rolle(*PFLEGENDE) else self.none()

    def offen(self) -> Self:
        """Nobody has decided yet."""
        return self.filter(status=Vorschlagsstand.OFFEN)


class KalenderquelleQuerySet(models.QuerySet["Kalenderquelle"]):
    """Questions about calendars of partners."""

    def faellig(self, vor: datetime) -> Self:
        """Those that nobody has asked since then, the longest ago first."""
        nie_oder_lange = Q(geholt_am=None) | Q(geholt_am__lte=vor)
        return self.filter(nie_oder_lange, aktiv=True).order_by(F("geholt_am").asc(nulls_first=True), "pk")

    def gestoert(self, seit: datetime) -> Self:
        """Those that could not be read, and not just once: the last time that it worked was before that."""
        nie_oder_lange = Q(gelungen_am=None) | Q(gelungen_am__lte=seit)
        return self.filter(nie_oder_lange, aktiv=True).exclude(fehler="")


class RueckfrageQuerySet(models.QuerySet["Rueckfrage"]):
    """Questions about the half-yearly question."""

    def unbeantwortet(self) -> Self:
        """The partner has not said anything yet."""
        return self.filter(beantwortet_am=None)


class AnmeldungQuerySet(models.QuerySet["Anmeldung"]):
    """Questions about sign-ups."""

    def sichtbar_fuer(self, benutzer: Benutzer) -> Self:
        """Names of participants are for those who work with offers."""
        return self if benutzer.hat_rolle(*PFLEGENDE) else self.none()

    def mit_platz(self) -> Self:
        """Who will come; who was there on an earlier date, or was not, has the place until the last one."""
        return self.filter(status__in=HALTEND)

    def nicht_zu_ende(self) -> Self:
        """Everybody but who has cancelled or did not answer."""
        return self.exclude(status__in=ZU_ENDE)

    def wartend(self) -> Self:
        """The waiting list, the first in line first."""
        return self.filter(status=Anmeldungsstand.WARTELISTE).order_by("angefragt_am", "pk")

    def ueberfaellig(self, jetzt: datetime) -> Self:
        """Offered a place and not answered in time."""
        return self.filter(status=Anmeldungsstand.NACHGERUECKT, frist__lte=jetzt)
