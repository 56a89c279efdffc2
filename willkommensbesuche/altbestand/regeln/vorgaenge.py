"""Which rows are one case, whether it is known already, and what stands against taking it over."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from familienbuero.kalender.regeln import besuchstage
from familienbuero.kalender.uhr import BERLIN
from familienbuero.raum import Fenster
from familienbuero.termine.regeln import Dienst, Fehlzeit
from willkommensbesuche.altbestand.enums import Altstand
from willkommensbesuche.altbestand.regeln.zeile import Bestandszeile
from willkommensbesuche.besuche.enums import Ausschlussgrund, BesuchStatus
from willkommensbesuche.besuche.regeln import Zuzugsgrenzen, ausschluss

ANDERE_ZEILE = (
    "Eine andere Zeile sagt über denselben Besuch etwas anderes. Bitte lassen Sie nur eine von beiden stehen."
)
LAEUFT_SCHON = "Für diese Familie läuft schon ein Besuch. Er bleibt, wie er ist."
STEHT_ANDERS = "Im Programm steht dieser Besuch anders"
KEIN_KONTAKT = "Diese Familie möchte keinen Kontakt mehr. Über sie wird nichts übernommen."
NUR_LEITUNG = "Diese Zeile kann nur die Leitung übernehmen."
LEITUNG_ENTSCHEIDET = (
    "Über einen Besuch dieser Familie entscheidet die Leitung. Bitte übernehmen Sie die Zeile als „offen“."
)
DOPPELT = (
    "Zu dieser Zeit hat die Besuchskraft schon einen Termin. Ist der Besuch vorbei, lassen Sie die Uhrzeit "
    "weg oder tragen Sie die Dauer ein."
)


@dataclass(slots=True)
class Vorgang:
    """Rows of one household about one visit, one per child. `haushalt` is the same for all its visits."""

    haushalt: str
    zeilen: list[Bestandszeile] = field(default_factory=list)

    @property
    def erste(self) -> Bestandszeile:
        return self.zeilen[0]

    @property
    def stand(self) -> Altstand:
        return self.erste.stand

    @property
    def geburtsdaten(self) -> list[date]:
        return [zeile.kind_geburtsdatum for zeile in self.zeilen if zeile.kind_geburtsdatum]

    def fenster(self, minuten: int) -> Fenster | None:
        """The window of the visit; None where it holds none, or nobody knows the time of day."""
        zeile = self.erste
        haelt = zeile.stand.laeuft or zeile.stand == Altstand.BESUCHT
        if not (haelt and zeile.tag and zeile.uhrzeit and zeile.besuchskraft):
            return None
        beginn = datetime.combine(zeile.tag, zeile.uhrzeit, BERLIN)
        dauer = zeile.dauer if zeile.dauer and not zeile.stand.laeuft else minuten
        return Fenster(person=zeile.besuchskraft, beginn=beginn, ende=beginn + timedelta(minutes=dauer))


def vorgaenge_bilden(
    zeilen: Iterable[Bestandszeile],
) -> tuple[list[Vorgang], list[Bestandszeile], list[Bestandszeile]]:
    """The cases, the repeats, and rows that contradict each other.

    A household has one running visit, and of those that are over one a day. Two rows about the same child,
    or none, say the same twice.
    """
    gruppen: dict[tuple[str, date | None], list[Bestandszeile]] = {}
    haushalte: dict[str, str] = {}
    for zeile in zeilen:
        haushalt = next((haushalte[spur] for spur in zeile.spuren if spur in haushalte), zeile.haushalt)
        haushalte |= dict.fromkeys(zeile.spuren, haushalt)
        wann = None if zeile.stand.laeuft else zeile.tag or zeile.ereignisdatum
        gruppen.setdefault((haushalt, wann), []).append(zeile)
    vorgaenge, wiederholungen, widersprueche = [], [], []
    for (haushalt, _), gruppe in gruppen.items():
        if len({_kern(zeile) for zeile in gruppe}) > 1:
            widersprueche += gruppe  # nobody but the office knows which one holds
            continue
        je_kind: dict[object, Bestandszeile] = {}
        wiederholungen += [zeile for zeile in gruppe if je_kind.setdefault(zeile.kind, zeile) is not zeile]
        vorgaenge.append(Vorgang(haushalt, list(je_kind.values())))
    return vorgaenge, wiederholungen, widersprueche


def _kern(zeile: Bestandszeile) -> tuple[object, ...]:
    """What all rows of one visit have in common."""
    return zeile.stand, zeile.tag, zeile.uhrzeit, zeile.besuchskraft


@dataclass(frozen=True, slots=True)
class Fallspur:
    """By what a stored case is known again: a later date does not matter, its occasion stays."""

    ereignisdatum: date
    stand: BesuchStatus
    beginn: datetime | None = None
    tag: date | None = None
    offen: bool = False

    def passt_zu(self, zeile: Bestandszeile, heute: date) -> bool:
        """Whether the row says nothing new: an older table may be behind, but its dates are not forgotten."""
        if self.offen:
            wann = (zeile.tag, zeile.uhrzeit)
            lokal = self.beginn and self.beginn.astimezone(BERLIN)
            gleich = lokal and (lokal.date(), lokal.time()) == wann
            return zeile.stand.laeuft and (zeile.tag is None or bool(gleich))
        return not (zeile.stand.laeuft and zeile.tag and zeile.tag >= heute)

    def __str__(self) -> str:
        if self.offen and self.beginn:
            return f"{self.stand.label}, am {self.beginn.astimezone(BERLIN):%d.%m.%Y um %H:%M Uhr}"
        return str(self.stand.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lage:
    """How it stands with the household of a case; `verdeckt`: who takes the table over may not see it."""

    familie: UUID | None = None
    verdeckt: bool = False
    gesperrt: bool = False
    kein_kontakt: bool = False
    weggezogen: bool = False
    verstorben: bool = False
    faelle: tuple[Fallspur, ...] = ()


def gespeicherte(vorgang: Vorgang, lage: Lage) -> list[Fallspur]:
    """The stored cases that are the visit of the rows."""
    tage = {vorgang.erste.tag} - {None}
    anlaesse = {zeile.ereignisdatum for zeile in vorgang.zeilen}
    return [fall for fall in lage.faelle if fall.ereignisdatum in anlaesse or fall.tag in tage]


def widerspruch(vorgang: Vorgang, faelle: Collection[Fallspur], heute: date) -> str:
    """What the stored visit says instead, as a sentence, or "" when the rows say nothing new.

    Who was promised a date must not wait in vain, and who has declined is not invited once more.
    """
    if any(fall.passt_zu(vorgang.erste, heute) for fall in faelle):
        return ""
    steht = "; ".join(dict.fromkeys(map(str, faelle)))
    return f"{STEHT_ANDERS}: {steht}. Was gilt, tragen Sie bitte dort ein."


def einwand(vorgang: Vorgang, lage: Lage, grenzen: Zuzugsgrenzen) -> str:
    """Why a visit that is not stored yet cannot be taken over, as a sentence, or ""."""
    if not vorgang.stand.laeuft:
        return ""
    if any(fall.offen for fall in lage.faelle):
        return LAEUFT_SCHON
    grund = ausschluss(
        anlass=vorgang.erste.anlass,
        geburtsdaten=vorgang.geburtsdaten,
        ereignisdatum=vorgang.erste.ereignisdatum,
        verstorben=lage.verstorben,
        weggezogen=lage.weggezogen,
        kein_kontakt=lage.kein_kontakt,
        grenzen=grenzen,
    )
    if grund:
        return f"Diese Familie wird nicht besucht: {Ausschlussgrund(grund).label}."
    return LEITUNG_ENTSCHEIDET if lage.gesperrt and vorgang.erste.tag else ""


def fensterhindernis(
    fenster: Fenster,
    dienste: Collection[Dienst],
    fehlzeiten: Collection[Fehlzeit],
    schliesstage: Collection[date],
) -> str:
    """Why nobody can be visited in this window, as a sentence, or ""; for visits that are still to come."""
    tag = fenster.beginn.date()
    if not besuchstage(tag, tag, schliesstage):
        return "An diesem Tag besucht das Büro nicht (Wochenende, Feiertag oder Schließtag)."
    if any(fort.person == fenster.person and fort.von <= tag <= fort.bis for fort in fehlzeiten):
        return "An diesem Tag ist die Besuchskraft nicht da."
    von, bis = fenster.beginn.time(), fenster.ende.time()
    im_dienst = any(
        dienst.person == fenster.person
        and dienst.wochentag == tag.weekday()
        and dienst.von <= von
        and bis <= dienst.bis
        for dienst in dienste
    )
    if not im_dienst or fenster.ende.date() != tag:
        return "Der Termin liegt außerhalb der Dienstzeit der Besuchskraft."
    return ""


def doppelt_belegte(fenster: Sequence[tuple[Vorgang, Fenster]], belegt: Iterable[Fenster]) -> list[Vorgang]:
    """Those of the visits whose window runs into one that is taken, or into one further up in the table."""
    je_person: dict[UUID, list[Fenster]] = {}
    for eines in belegt:
        je_person.setdefault(eines.person, []).append(eines)
    doppelte = []
    for vorgang, gewuenscht in fenster:
        termine = je_person.setdefault(gewuenscht.person, [])
        if any(gewuenscht.beginn < eines.ende and eines.beginn < gewuenscht.ende for eines in termine):
            doppelte.append(vorgang)
        else:
            termine.append(gewuenscht)
    return doppelte
