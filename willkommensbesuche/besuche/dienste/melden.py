"""From a report to a checked case: by list, by hand, and again after every change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from familienbuero.stammdaten.models import Familie, Kind
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
    list(Familie.objects.select_for_update().filter(pk__in=familien).order_by("pk").values_list("pk"))
    offene = {
        besuch.familie_id: besuch
        for besuch in Besuch.objects.select_for_update().filter(familie__in=familien, status__in=OFFEN)
    }
    geladen = Familie.objects.prefetch_related("kinder", "sorgeberechtigte").in_bulk(familien)
    dabei = set(Teilnahme.objects.filter(besuch__in=offene.values()).values_list("besuch_id", "kind_id"))
    besuche, frisch, verlauf, kinder = [], [], [], []
    for fall in neue:
        besuch = offene.get(fall.familie.pk)
        if besuch is None:
            besuch = Besuch(
                familie=fall.familie,
                anlass=fall.anlass,
                ereignisdatum=fall.ereignisdatum,
                anzahl_kinder=0,
                stadtteil_id=fall.familie.stadtteil_id,
            )
            verlauf += _pruefen_und_verzeichnen(
                besuch, geladen[fall.familie.pk], fall.kinder, fallregeln, wer
            )
            frisch.append(besuch)
            offene[fall.familie.pk] = besuch
        weitere = [kind for kind in fall.kinder if (besuch.pk, kind.pk) not in dabei]
        besuch.anzahl_kinder += len(weitere)
        kinder += [Teilnahme(besuch_id=besuch.pk, kind_id=kind.pk) for kind in weitere]
        besuche.append(besuch)
    Besuch.objects.bulk_create(frisch)
    bekannte = set(offene.values()) - set(frisch)
    Besuch.objects.bulk_update(bekannte, ["anzahl_kinder"])
    BesuchVerlauf.objects.bulk_create(verlauf)
    Teilnahme.objects.bulk_create(kinder)
    return besuche


def _pruefen_und_verzeichnen(
    besuch: Besuch, familie: Familie, kinder: Sequence[Kind], fallregeln: Besuchsregeln, wer: Benutzer | None
) -> list[BesuchVerlauf]:
    """Set the state after the check and return the two ledger rows, gemeldet and the outcome."""
    status, grund = _urteil(familie, kinder, besuch.anlass, besuch.ereignisdatum, fallregeln)
    besuch.status, besuch.grund = status, grund or ""
    jetzt, rolle = kalender.jetzt(), wer.hauptrolle if wer else SYSTEM
    schritte = [("", BesuchStatus.GEMELDET, ""), (BesuchStatus.GEMELDET, status, besuch.grund)]
    return [
        BesuchVerlauf(
            fall=besuch,
            von=von,
            nach=nach,
            wann=jetzt + timedelta(microseconds=i),
            wer=wer,
            rolle=rolle,
            warum=warum,
        )
        for i, (von, nach, warum) in enumerate(schritte)
    ]


def _urteil(
    familie: Familie, kinder: Iterable[Kind], anlass: str, ereignisdatum: date, fallregeln: Besuchsregeln
) -> tuple[BesuchStatus, Ausschlussgrund | None]:
    """State after the check of a case, with its reason."""
    grund = ausschluss(
        anlass=anlass,
        geburtsdaten=[kind.geburtsdatum for kind in kinder],
        ereignisdatum=ereignisdatum,
        verstorben=any(kind.sterbedatum for kind in familie.kinder.all()),
        weggezogen=familie.weggezogen_am is not None,
        grenzen=fallregeln.zuzugsgrenzen,
    )
    if grund:
        return BesuchStatus.AUSGESCHLOSSEN, grund
    grund = entscheidungsgrund(
        auskunftssperre=familie.auskunftssperre,
        sperrvermerk=familie.bedingter_sperrvermerk,
        vormund_behoerde=any(person.ist_behoerde for person in familie.sorgeberechtigte.all()),
    )
    return (BesuchStatus.MANUELLE_PRUEFUNG, grund) if grund else (BesuchStatus.GEPRUEFT, None)


@transaction.atomic
def familien_neu_pruefen(familien: Iterable[UUID], *, wer: Benutzer | None) -> None:
    """Check the open cases of these families again: death, block and move stop a visit at once.

    A block that the head has decided on already does not stop the case twice; a reason that is gone
    sets the case free.
    """
    fallregeln = regeln()
    pruefbar = OFFEN | {BesuchStatus.AUSGESCHLOSSEN}
    for besuch_id in (
        Besuch.objects.filter(familie__in=familien, status__in=pruefbar)
        .order_by("pk")
        .values_list("pk", flat=True)
    ):
        besuch = gesperrt(besuch_id)
        assert besuch.familie is not None
        if besuch.stadtteil_id != besuch.familie.stadtteil_id:
            besuch.stadtteil_id = besuch.familie.stadtteil_id
            besuch.save(update_fields=["stadtteil"])
        status, grund = _urteil(
            besuch.familie, besuch.kinder.all(), besuch.anlass, besuch.ereignisdatum, fallregeln
        )
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
    return _urteil(besuch.familie, besuch.kinder.all(), besuch.anlass, besuch.ereignisdatum, regeln())


@transaction.atomic
def besuch_eintragen(
    *, familie: Familie, kinder: Sequence[Kind], anlass: Anlass, ereignisdatum: date, durch: Benutzer
) -> Besuch:
    """A case by hand: a family that asked itself, or a pregnancy without a child yet."""
    return besuche_melden([NeuerFall(familie, kinder, anlass, ereignisdatum)], wer=durch)[0]
