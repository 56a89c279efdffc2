"""Everything that happens to the date of a visit, by the office, by the family, by the planning."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction

from familienbuero import kalender
from familienbuero.fehler import Ablehnung, Ueberholt
from familienbuero.kalender.models import Schliesstag
from familienbuero.kalender.regeln import besuchstage
from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from familienbuero.raum import Fenster
from familienbuero.termine.dienste import fenster_sichern, personen_sperren, termin_aufheben
from familienbuero.termine.models import Abwesenheit
from willkommensbesuche.besuche.dienste.gemeinsam import (
    gesperrt,
    termin_nehmen,
    termin_setzen,
    uebergehen,
    verzeichnen,
)
from willkommensbesuche.besuche.dienste.melden import urteil
from willkommensbesuche.besuche.enums import ANSTEHEND, BesuchStatus, Warum
from willkommensbesuche.besuche.models import Besuch


def _fenster_pruefen(besuch: Besuch, fenster: Fenster) -> None:
    """Refuse what a check of today would stop, and days and people on whom nobody may be visited."""
    _tag_pruefen(fenster.beginn.date())
    status, grund = urteil(besuch)
    if status == BesuchStatus.AUSGESCHLOSSEN and grund:
        raise Ablehnung(f"Diese Familie wird nicht besucht: {grund.label}.")
    if not _darf_besuchen(Benutzer.objects.get(pk=fenster.person), besuch):
        raise Ablehnung("Für diese Familie gilt ein Sperrvermerk. Sie besucht nur, wer zur Leitung gehört.")


def _darf_besuchen(person: Benutzer, besuch: Besuch) -> bool:
    """A family with a blocking mark is visited only by somebody who may know its address (§§ 51, 52 BMG)."""
    return not besuch.ist_verdeckt or person.hat_rolle(Rolle.LEITUNG)


def _tag_pruefen(tag: date) -> None:
    if tag < kalender.heute():
        raise Ablehnung("Dieser Tag ist schon vorbei. Bitte wählen Sie einen Tag ab heute.")
    if not besuchstage(tag, tag, Schliesstag.objects.tage_zwischen(tag, tag)):
        raise Ablehnung(f"Am {tag:%d.%m.%Y} besucht das Büro nicht (Wochenende, Feiertag oder Schließtag).")


@transaction.atomic
def besuch_buchen(besuch_id: UUID, *, fenster: Fenster, durch: Benutzer, vereinbart: bool = False) -> Besuch:
    """Give a checked family a date by hand; `vereinbart` when the family has agreed to it."""
    besuch = gesperrt(besuch_id)
    if besuch.status != BesuchStatus.GEPRUEFT:
        raise Ablehnung(
            f"Diese Familie hat schon einen Stand: {besuch.stand.label}. Bitte laden Sie die Seite neu."
        )
    fenster_sichern(fenster)  # in a rush nearly all are refused here: soon, and one after the other
    _fenster_pruefen(besuch, fenster)
    felder = termin_setzen(besuch, fenster)
    uebergehen(besuch, BesuchStatus.EINGEPLANT, durch=durch, warum=Warum.VON_HAND, felder=felder)
    if vereinbart:
        uebergehen(besuch, BesuchStatus.BESTAETIGT, durch=durch, warum=Warum.TELEFON)
    return besuch


@transaction.atomic
def besuch_verschieben(
    besuch_id: UUID,
    *,
    fenster: Fenster,
    durch: Benutzer | None,
    vereinbart: bool,
    rolle: str = "",
    warum: str = "",
) -> Besuch:
    """Move a visit to another window.

    A family that has no letter yet does not notice: the visit stays planned. Otherwise it is moved, and
    with `vereinbart` confirmed at once; without, a new letter is due.
    """
    besuch = gesperrt(besuch_id)
    _fenster_pruefen(besuch, fenster)
    if besuch.festgelegt and not vereinbart:
        raise Ablehnung(
            "Dieser Termin ist festgelegt. Bitte lösen Sie ihn zuerst, wenn er sich doch ändern soll."
        )
    if besuch.status == BesuchStatus.GEPRUEFT:
        raise Ablehnung("Dieser Besuch hat keinen Termin mehr. Bitte buchen Sie ihn neu.")
    noch_ohne_brief = besuch.status == BesuchStatus.EINGEPLANT and not vereinbart
    felder = termin_setzen(besuch, fenster)
    if noch_ohne_brief:
        besuch.save(update_fields=felder)
        verzeichnen(besuch, durch=durch, warum=Warum.UMGEPLANT, rolle=rolle)
        return besuch
    grund = warum or (Warum.FAMILIE if vereinbart else Warum.VON_HAND)
    uebergehen(besuch, BesuchStatus.VERSCHOBEN, durch=durch, warum=grund, rolle=rolle, felder=felder)
    if vereinbart:
        uebergehen(besuch, BesuchStatus.BESTAETIGT, durch=durch, warum=grund, rolle=rolle)
    return besuch


@transaction.atomic
def besuche_tauschen(erster_id: UUID, zweiter_id: UUID, *, durch: Benutzer) -> None:
    """Let two planned visits change their windows (and visitors); each has to fit where it comes to."""
    if erster_id == zweiter_id:
        raise Ablehnung("Bitte wählen Sie zwei verschiedene Besuche.")
    paar = [gesperrt(pk) for pk in sorted((erster_id, zweiter_id))]
    for besuch in paar:
        if besuch.status not in ANSTEHEND or besuch.termin is None:
            raise Ablehnung("Nur Besuche mit Termin können getauscht werden. Bitte laden Sie die Seite neu.")
        if besuch.festgelegt:
            raise Ablehnung("Ein festgelegter Termin wird nicht getauscht. Bitte lösen Sie ihn zuerst.")
    fenster = [_fenster(besuch) for besuch in reversed(paar)]
    if any(eins.beginn <= kalender.jetzt() for eins in fenster):
        raise Ablehnung("Einer der beiden Termine ist schon vorbei. Getauscht wird nur, was noch bevorsteht.")
    for besuch, neues in zip(paar, fenster, strict=True):
        _fenster_pruefen(besuch, neues)
    personen_sperren(eins.person for eins in fenster)
    for besuch in paar:
        assert besuch.termin is not None
        termin_aufheben(besuch.termin)
    for besuch, neues in zip(paar, fenster, strict=True):
        besuch.termin = None
        felder = termin_setzen(besuch, neues)
        if besuch.status == BesuchStatus.EINGEPLANT:
            besuch.save(update_fields=felder)
            verzeichnen(besuch, durch=durch, warum=Warum.UMGEPLANT)
        else:
            uebergehen(besuch, BesuchStatus.VERSCHOBEN, durch=durch, warum=Warum.VON_HAND, felder=felder)


def _fenster(besuch: Besuch) -> Fenster:
    assert besuch.termin is not None
    lokal = kalender.uhr.BERLIN
    return Fenster(
        person=besuch.termin.person_id,
        beginn=besuch.termin.beginn.astimezone(lokal),
        ende=besuch.termin.ende.astimezone(lokal),
    )


@transaction.atomic
def termin_vergleichen(besuch_id: UUID, *, gesehen: str) -> None:
    """Refuse a decision about an appointment that is another by now than the one that was `gesehen`.

    To be called in the transaction of the decision: the visit stays locked. What goes without an appointment,
    each verb knows by itself.
    """
    besuch = gesperrt(besuch_id)
    if besuch.termin and str(besuch.termin_id) != gesehen:
        raise Ueberholt("Inzwischen ist der Termin ein anderer. Bitte sehen Sie ihn sich noch einmal an.")


@transaction.atomic
def besuch_festlegen(besuch_id: UUID, *, festgelegt: bool, durch: Benutzer) -> Besuch:
    """Lock the date of a visit against planning and swapping, or unlock it."""
    besuch = gesperrt(besuch_id)
    if besuch.status not in ANSTEHEND:
        raise Ablehnung("Nur ein Besuch mit Termin kann festgelegt werden.")
    besuch.festgelegt = festgelegt
    besuch.save(update_fields=["festgelegt"])
    verzeichnen(besuch, durch=durch, warum=Warum.VON_HAND)
    return besuch


@transaction.atomic
def besuch_herausnehmen(besuch_id: UUID, *, durch: Benutzer) -> Besuch:
    """Take a visit that the family does not know of out of the plan; it waits for a date again."""
    besuch = gesperrt(besuch_id)
    if besuch.festgelegt:
        raise Ablehnung("Dieser Termin ist festgelegt. Bitte lösen Sie ihn zuerst.")
    if besuch.status == BesuchStatus.EINGELADEN:
        raise Ablehnung(
            "Die Familie hat schon einen Brief. Bitte verschieben Sie den Besuch oder sagen Sie ihn ab."
        )
    uebergehen(
        besuch, BesuchStatus.GEPRUEFT, durch=durch, warum=Warum.HERAUSGENOMMEN, felder=termin_nehmen(besuch)
    )
    return besuch


@transaction.atomic
def besuch_einladen(besuch_id: UUID, *, durch: Benutzer | None) -> Besuch:
    """The letter with the proposed date has been posted."""
    besuch = gesperrt(besuch_id)
    uebergehen(besuch, BesuchStatus.EINGELADEN, durch=durch, warum=Warum.BRIEF)
    return besuch


@transaction.atomic
def besuch_bestaetigen(
    besuch_id: UUID, *, durch: Benutzer | None, warum: str = Warum.TELEFON, rolle: str = ""
) -> Besuch:
    """The family says yes; harmless when it has said so before."""
    besuch = gesperrt(besuch_id)
    if besuch.status != BesuchStatus.BESTAETIGT:
        uebergehen(besuch, BesuchStatus.BESTAETIGT, durch=durch, warum=warum, rolle=rolle)
    return besuch


@transaction.atomic
def besuch_absagen(
    besuch_id: UUID, *, durch: Benutzer | None, warum: str = Warum.TELEFON, rolle: str = ""
) -> Besuch:
    """The family says no. Nobody asks why; harmless when it has said so before."""
    besuch = gesperrt(besuch_id)
    if besuch.status != BesuchStatus.ABGESAGT:
        felder = termin_nehmen(besuch)
        uebergehen(besuch, BesuchStatus.ABGESAGT, durch=durch, warum=warum, rolle=rolle, felder=felder)
    return besuch


@transaction.atomic
def besuch_ausfallen_lassen(besuch_id: UUID, *, durch: Benutzer) -> Besuch:
    """The office cannot come (illness). That is no Absage; a new date is due."""
    besuch = gesperrt(besuch_id)
    uebergehen(besuch, BesuchStatus.AUSFALL_DIENST, durch=durch, felder=termin_nehmen(besuch))
    return besuch


@dataclass
class Uebergabe:
    """What a deputy takes over, and what stays: it does not fit her calendar, or is not for her to know."""

    uebergeben: list[Besuch] = field(default_factory=list)
    geblieben: list[Besuch] = field(default_factory=list)


@transaction.atomic
def liste_uebergeben(
    *, von_person: Benutzer, an: Benutzer, von: date, bis: date, durch: Benutzer
) -> Uebergabe:
    """Hand all visits of a person between two days to a deputy, at the same times.

    The date stays, so no state changes and no family needs a letter. What collides with the deputy's own
    visits or absences stays where it is, and so does a blocked family that she may not know; what is over is
    not handed on. Of visits that `durch` may not see, nothing is said or done.
    """
    if von_person == an:
        raise Ablehnung("Bitte wählen Sie als Vertretung eine andere Person.")
    ergebnis = Uebergabe()
    ab = max(von, kalender.heute())
    sichtbar = Besuch.objects.sichtbar_fuer(durch)
    anstehend = sichtbar.anstehend().filter(besuchskraft=von_person, tag__range=(ab, bis))
    # Rows first, then people, as everywhere: otherwise two could wait for each other.
    besuche = [gesperrt(pk) for pk in anstehend.order_by("pk").values_list("pk", flat=True)]
    personen_sperren([von_person.pk, an.pk])
    for besuch in besuche:
        alt = _fenster(besuch)
        fort = Abwesenheit.objects.filter(person=an, von__lte=besuch.tag, bis__gte=besuch.tag)
        if not _darf_besuchen(an, besuch) or fort.exists():
            ergebnis.geblieben.append(besuch)
            continue
        try:
            with transaction.atomic():
                felder = termin_setzen(besuch, Fenster(person=an.pk, beginn=alt.beginn, ende=alt.ende))
        except Ablehnung:
            ergebnis.geblieben.append(besuch)
            continue
        besuch.save(update_fields=felder)
        verzeichnen(besuch, durch=durch, warum=Warum.UEBERGEBEN)
        ergebnis.uebergeben.append(besuch)
    return ergebnis
