"""From a report to a checked case: by list, by hand, and again after every change."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Exists, OuterRef

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from familienbuero.massen import aendern, eines_von, einfuegen, zeilen_einfuegen
from familienbuero.stammdaten.models import Familie, Kind, Sorgeberechtigte
from familienbuero.verlauf import SYSTEM
from willkommensbesuche.besuche.dienste.gemeinsam import gesperrt, regeln, termin_nehmen, uebergehen
from willkommensbesuche.besuche.enums import ANSTEHEND, Anlass, Ausschlussgrund, BesuchStatus, Warum
from willkommensbesuche.besuche.models import Besuch, Besuchsregeln, BesuchVerlauf
from willkommensbesuche.besuche.regeln import ausschluss, entscheidungsgrund

# Cases that a further child of the household still joins.
OFFEN = ANSTEHEND | {
    BesuchStatus.GEMELDET,
    BesuchStatus.MANUELLE_PRUEFUNG,
    BesuchStatus.GEPRUEFT,
    BesuchStatus.AUSFALL_DIENST,
    BesuchStatus.NICHT_ANGETROFFEN,
}


# Which children a case is about.
Teilnahme = Besuch.kinder.through
# A row of the ledger as it is written in bulk.
Schritt = tuple[object, ...]
_SCHRITT = ["id", "fall", "von", "nach", "wann", "wer", "rolle", "warum", "zurueckgenommen"]


@dataclass(frozen=True)
class NeuerFall:
    """A household with children that a list reports for the first time."""

    familie: Familie
    kinder: Sequence[Kind]
    anlass: Anlass
    ereignisdatum: date


@transaction.atomic
def besuche_melden(neue: Sequence[NeuerFall], *, wer: Benutzer | None) -> list[Besuch]:
    """Make and check one case per household; further children join the open case of their household.

    Works in bulk; families and children exist already. Returns the cases in the order of `neue`.
    """
    fallregeln = regeln()
    familien = [fall.familie.pk for fall in neue]
    # One case per household, also when two people enter it at once.
    gefragt = Familie.objects.filter(eines_von("pk", familien))
    list(gefragt.select_for_update().order_by("pk").values_list("pk"))
    lagen = lagen_der(familien)
    offene = {
        besuch.familie_id: besuch
        for besuch in Besuch.objects.select_for_update().filter(
            eines_von("familie", familien), status__in=OFFEN
        )
    }
    bekannte = list(offene.values())
    dabei = set(Teilnahme.objects.filter(besuch__in=bekannte).values_list("besuch_id", "kind_id"))
    besuche, frisch = [], []
    verlauf: list[Schritt] = []
    kinder: list[tuple[UUID, UUID]] = []
    hand = (wer.pk if wer else None, wer.hauptrolle if wer else SYSTEM)
    for fall in neue:
        besuch = offene.get(fall.familie.pk)
        if besuch is None:
            besuch = Besuch(
                familie_id=fall.familie.pk,
                anlass=fall.anlass,
                ereignisdatum=fall.ereignisdatum,
                anzahl_kinder=0,
                stadtteil_id=fall.familie.stadtteil_id,
            )
            status, grund = urteil_ueber(besuch, fall.kinder, lagen[fall.familie.pk], fallregeln)
            besuch.status, besuch.grund = status, grund or ""
            verlauf += _gemeldet_und_geprueft(besuch, hand)
            frisch.append(besuch)
            offene[fall.familie.pk] = besuch
        weitere = [kind for kind in fall.kinder if (besuch.pk, kind.pk) not in dabei]
        besuch.anzahl_kinder += len(weitere)
        kinder += [(besuch.pk, kind.pk) for kind in weitere]
        besuche.append(besuch)
    einfuegen(frisch)
    aendern(bekannte, ["anzahl_kinder"])
    zeilen_einfuegen(BesuchVerlauf, _SCHRITT, verlauf)
    zeilen_einfuegen(Teilnahme, ["besuch", "kind"], kinder)
    return besuche


def _gemeldet_und_geprueft(besuch: Besuch, hand: tuple[UUID | None, str]) -> tuple[Schritt, Schritt]:
    """The two ledger rows of a new case: gemeldet, and what the check found; `hand` is who, and as what."""
    jetzt, gemeldet = kalender.jetzt(), BesuchStatus.GEMELDET.value
    gleich_darauf = jetzt + timedelta(microseconds=1)
    return (
        (uuid4(), besuch.pk, "", gemeldet, jetzt, *hand, "", False),
        (uuid4(), besuch.pk, gemeldet, str(besuch.status), gleich_darauf, *hand, str(besuch.grund), False),
    )


@dataclass(frozen=True)
class Lage:
    """What the check of a case asks of its family."""

    auskunftssperre: bool
    sperrvermerk: bool
    weggezogen: bool
    kein_kontakt: bool
    verstorben: bool
    vormund_behoerde: bool


def lagen_der(familien: Collection[UUID]) -> dict[UUID, Lage]:
    """How it stands with these families now."""
    verstorbene = Kind.objects.filter(familie=OuterRef("pk"), sterbedatum__isnull=False)
    behoerden = Sorgeberechtigte.objects.filter(familie=OuterRef("pk"), ist_behoerde=True)
    zeilen = Familie.objects.filter(eines_von("pk", familien)).values_list(
        "pk",
        "auskunftssperre",
        "bedingter_sperrvermerk",
        "weggezogen_am",
        "kein_kontakt_seit",
        Exists(verstorbene),
        Exists(behoerden),
    )
    return {
        pk: Lage(sperre, vermerk, fort is not None, still is not None, verstorben, behoerde)
        for pk, sperre, vermerk, fort, still, verstorben, behoerde in zeilen
    }


def urteil_ueber(
    besuch: Besuch, kinder: Iterable[Kind], lage: Lage, fallregeln: Besuchsregeln
) -> tuple[BesuchStatus, Ausschlussgrund | None]:
    """State after the check of a case, with its reason."""
    grund = ausschluss(
        anlass=besuch.anlass,
        geburtsdaten=[kind.geburtsdatum for kind in kinder],
        ereignisdatum=besuch.ereignisdatum,
        verstorben=lage.verstorben,
        weggezogen=lage.weggezogen,
        kein_kontakt=lage.kein_kontakt,
        grenzen=fallregeln.zuzugsgrenzen,
    )
    if grund:
        return BesuchStatus.AUSGESCHLOSSEN, grund
    grund = entscheidungsgrund(
        auskunftssperre=lage.auskunftssperre,
        sperrvermerk=lage.sperrvermerk,
        vormund_behoerde=lage.vormund_behoerde,
    )
    return (BesuchStatus.MANUELLE_PRUEFUNG, grund) if grund else (BesuchStatus.GEPRUEFT, None)


@transaction.atomic
def familien_neu_pruefen(familien: Iterable[UUID], *, wer: Benutzer | None) -> None:
    """Check the open cases of these families again: death, block and move stop a visit at once.

    A block that the head has decided on already does not stop the case twice; a reason that is gone
    sets the case free.
    """
    fallregeln, ids = regeln(), set(familien)
    lagen = lagen_der(ids)
    faelle = Besuch.objects.filter(familie__in=ids, status__in=OFFEN | {BesuchStatus.AUSGESCHLOSSEN})
    for besuch in (
        faelle.select_for_update(of=("self",))
        .select_related("familie", "termin")
        .prefetch_related("kinder")
        .order_by("pk")
    ):
        assert besuch.familie is not None
        if besuch.stadtteil_id != besuch.familie.stadtteil_id:
            besuch.stadtteil_id = besuch.familie.stadtteil_id
            besuch.save(update_fields=["stadtteil"])
        status, grund = urteil_ueber(besuch, besuch.kinder.all(), lagen[besuch.familie.pk], fallregeln)
        if besuch.grund == (grund or ""):
            continue
        if status == BesuchStatus.GEPRUEFT and besuch.status in ANSTEHEND:
            continue
        besuch.grund = grund or ""
        if status == besuch.status:  # stopped as before, for another reason
            besuch.save(update_fields=["grund"])
            continue
        uebergehen(besuch, status, durch=wer, warum=besuch.grund, felder=["grund", *termin_nehmen(besuch)])


@transaction.atomic
def ueber_besuch_entscheiden(besuch_id: UUID, *, besuchen: bool, durch: Benutzer) -> Besuch:
    """The head decides on a family with a blocking mark or an authority as guardian.

    Refuses everybody else, and cases that wait for no decision. The reason stays on the case, so that no
    check asks for a second one.
    """
    if not durch.hat_rolle(Rolle.LEITUNG):
        raise Ablehnung("Darüber entscheidet die Leitung.")
    besuch = gesperrt(besuch_id)
    if besuch.status != BesuchStatus.MANUELLE_PRUEFUNG:
        raise Ablehnung(f"Hier ist nichts mehr zu entscheiden: {besuch.stand.label}.")
    ziel = BesuchStatus.GEPRUEFT if besuchen else BesuchStatus.AUSGESCHLOSSEN
    uebergehen(besuch, ziel, durch=durch, warum=Warum.ENTSCHEIDUNG)
    return besuch


@transaction.atomic
def besuch_wieder_aufnehmen(besuch_id: UUID, *, durch: Benutzer) -> Besuch:
    """The family has changed its mind after a no, or can be reached now: it waits for a date again.

    It is checked anew, because much can have happened since. Refuses other states, and families that are
    not visited any more.
    """
    besuch = gesperrt(besuch_id)
    if besuch.status not in (BesuchStatus.ABGESAGT, BesuchStatus.NICHT_ERREICHT):
        raise Ablehnung(f"Dieser Besuch lässt sich nicht wieder aufnehmen: {besuch.stand.label}.")
    status, grund = urteil(besuch)
    if status == BesuchStatus.AUSGESCHLOSSEN and grund:
        raise Ablehnung(f"Diese Familie wird nicht mehr besucht: {grund.label}.")
    besuch.grund = grund or ""
    uebergehen(besuch, status, durch=durch, warum=Warum.FAMILIE, felder=["grund", *termin_nehmen(besuch)])
    return besuch


def urteil(besuch: Besuch) -> tuple[BesuchStatus, Ausschlussgrund | None]:
    """State that a check of the case would give now, with its reason."""
    assert besuch.familie is not None
    lage = lagen_der([besuch.familie.pk])[besuch.familie.pk]
    return urteil_ueber(besuch, besuch.kinder.all(), lage, regeln())


@transaction.atomic
def besuch_eintragen(
    *, familie: Familie, kinder: Sequence[Kind], anlass: Anlass, ereignisdatum: date, durch: Benutzer
) -> Besuch:
    """A case by hand: a family that asked itself, or a pregnancy without a child yet."""
    return besuche_melden([NeuerFall(familie, kinder, anlass, ereignisdatum)], wer=durch)[0]
