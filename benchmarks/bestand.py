"""Rows to measure with: an invented town over ten years, written by COPY."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from time import monotonic

from django.db import connection, transaction

from demonstration.daten import FAMILIENNAMEN, KINDER, MUETTER, POSTLEITZAHL, STRASSEN
from familienbuero import kalender
from familienbuero.kalender.uhr import BERLIN
from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from familienbuero.massen import einfuegen, selten_aufraeumen
from familienbuero.stammdaten.dienste import schluessel_ableiten, stadtteil_nennen
from familienbuero.stammdaten.models import Familie, Kind, Sorgeberechtigte, Stadtteil
from familienbuero.stammdaten.regeln import kindschluessel
from familienbuero.termine.models import Dienstzeit, Termin
from familienbuero.vermittlung.enums import Folgeart
from familienbuero.vermittlung.models import Folgeauftrag
from willkommensbesuche.besuche.enums import Anlass, BesuchStatus
from willkommensbesuche.besuche.models import TERMINART, Besuch, Besuchskraft

STUECK = 10_000
JAHRE = 10
# Who visits today, and when: the team of one week fits on one page, however long the office exists.
TEAM, STUNDEN = 8, (8, 10, 12, 14)
S = BesuchStatus
# The ways that cases take: how many of a thousand, and the states in their order.
WEGE: tuple[tuple[int, tuple[BesuchStatus, ...]], ...] = (
    (850, (S.GEMELDET, S.GEPRUEFT, S.EINGEPLANT, S.EINGELADEN, S.BESTAETIGT, S.DURCHGEFUEHRT,
           S.PROTOKOLLIERT, S.ABGESCHLOSSEN)),
    (60, (S.GEMELDET, S.GEPRUEFT, S.EINGEPLANT, S.EINGELADEN, S.ABGESAGT)),
    (40, (S.GEMELDET, S.GEPRUEFT, S.EINGEPLANT, S.EINGELADEN, S.NICHT_ANGETROFFEN, S.NICHT_ERREICHT)),
    (44, (S.GEMELDET, S.AUSGESCHLOSSEN)),
    (0, (S.GEMELDET, S.GEPRUEFT, S.EINGEPLANT, S.EINGELADEN, S.BESTAETIGT)),  # those to come
    (2, (S.GEMELDET, S.GEPRUEFT)),
    (1, (S.GEMELDET, S.MANUELLE_PRUEFUNG)),
    (1, (S.GEMELDET, S.GEPRUEFT, S.EINGEPLANT, S.EINGELADEN, S.AUSFALL_DIENST)),
    (2, (S.GEMELDET, S.GEPRUEFT, S.EINGEPLANT, S.EINGELADEN, S.NICHT_ANGETROFFEN)),
)  # fmt: skip
_ENDEN = [(sum(anteil for anteil, _ in WEGE[: i + 1]), weg) for i, (_, weg) in enumerate(WEGE)]
# The ledger follows from the state in which a case has ended: one row per step of its way.
LEDGER = """
INSERT INTO besuche_besuchverlauf (id, fall_id, von, nach, wann, rolle, warum, beginn, besuchskraft_id,
                                    zurueckgenommen)
SELECT gen_random_uuid(), besuch.id, coalesce(weg.schritte[nummer - 1], ''), weg.schritte[nummer],
       besuch.erstellt_am + nummer * interval '1 day', 'system', '', NULL, besuch.besuchskraft_id, false
  FROM besuche_besuch besuch
  JOIN (VALUES {wege}) AS weg (status, schritte) ON weg.status = besuch.status
 CROSS JOIN generate_series(1, cardinality(weg.schritte)) AS nummer
"""


def bestand_anlegen(anzahl: int) -> None:
    """As many families, each with a parent, a child and a visit; the team's coming weeks are full as well."""
    beginn = monotonic()
    wuerfel = random.Random(1)  # the same rows in every run
    stadtteile = [stadtteil for name in POSTLEITZAHL if (stadtteil := stadtteil_nennen(name))]
    team = [_besuchskraft(f"Kraft{nummer}", nummer < TEAM) for nummer in range(TEAM + anzahl // 9500)]
    plaetze = _plaetze(team)
    tabellen = [
        modell._meta.db_table
        for modell in (Familie, Kind, Sorgeberechtigte, Termin, Besuch, Besuch.kinder.through, Folgeauftrag)
    ]
    with transaction.atomic(), selten_aufraeumen(), _ohne_indizes([*tabellen, "besuche_besuchverlauf"]):
        for anfang in range(0, anzahl, STUECK):
            _stueck(wuerfel, range(anfang, min(anfang + STUECK, anzahl)), stadtteile, plaetze)
            print(f"\r{anfang + STUECK:>9} von {anzahl} Familien, {monotonic() - beginn:.0f} s", end="")
        with connection.cursor() as cursor:
            wege = ", ".join(
                f"('{weg[-1]}', ARRAY[{', '.join(repr(str(stand)) for stand in weg)}])" for _, weg in WEGE
            )
            cursor.execute(LEDGER.format(wege=wege))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print(f"\r{anzahl} Familien mit Besuch und Verlauf in {monotonic() - beginn:.0f} s\n")


def _besuchskraft(name: str, im_dienst: bool) -> Benutzer:
    person = Benutzer.objects.create(
        email=f"{name}@bench.example",
        vorname="B",
        nachname=name,
        rollen=[Rolle.BESUCHSDIENST],
        is_active=im_dienst,
    )
    Besuchskraft.objects.create(benutzer=person, sprachen=["de"])
    Dienstzeit.objects.bulk_create(
        Dienstzeit(person=person, wochentag=tag, von=time(8), bis=time(16)) for tag in range(5)
    )
    return person


def _plaetze(team: list[Benutzer]) -> Iterator[tuple[Benutzer, datetime]]:
    """A person and a time for each visit: the team of today around today, the others in the years before."""
    heute = kalender.heute()
    for wochen, personen in ((range(8, -8, -1), team[:TEAM]), (range(-9, -52 * JAHRE, -1), team[TEAM:])):
        for woche in wochen:
            for tag in range(5):
                am = heute + timedelta(days=tag - heute.weekday(), weeks=woche)
                for person in personen:
                    for stunde in STUNDEN:
                        yield person, datetime.combine(am, time(stunde), BERLIN)


def _stueck(
    wuerfel: random.Random,
    nummern: range,
    stadtteile: list[Stadtteil],
    plaetze: Iterator[tuple[Benutzer, datetime]],
) -> None:
    familien, kinder, eltern, termine, besuche, teilnahmen, auftraege = [], [], [], [], [], [], []
    teilnahme = Besuch.kinder.through
    for nummer in nummern:
        besuch = _besuch(wuerfel, nummer, plaetze)
        stadtteil = wuerfel.choice(stadtteile)
        name, geboren = wuerfel.choice(FAMILIENNAMEN), besuch.ereignisdatum
        familie = Familie(
            name=name,
            strasse=wuerfel.choice(STRASSEN),
            hausnummer=str(nummer),
            plz=POSTLEITZAHL[stadtteil.name],
            ort="Musterstadt",
            stadtteil_id=stadtteil.pk,
            auskunftssperre=nummer % 500 == 0,
        )
        kind = Kind(
            familie_id=familie.pk,
            ordnungsmerkmal=f"B{nummer:08}",
            familienname=name,
            vornamen=wuerfel.choice(KINDER),
            geburtsdatum=geboren,
        )
        mutter = Sorgeberechtigte(familie_id=familie.pk, familienname=name, vorname=wuerfel.choice(MUETTER))
        kind.schluessel = kindschluessel(
            familienname=name,
            vornamen=kind.vornamen,
            geburtsdatum=geboren,
            vertreter=[(name, mutter.vorname)],
        )
        schluessel_ableiten(familie, [kind], [mutter])
        besuch.familie_id, besuch.stadtteil_id = familie.pk, stadtteil.pk
        if besuch.termin:
            termine.append(besuch.termin)
        if nummer % 10 == 0 and besuch.besuchskraft_id:
            auftraege.append(_auftrag(besuch, offen=nummer % 2500 == 0))
        familien.append(familie)
        kinder.append(kind)
        eltern.append(mutter)
        besuche.append(besuch)
        teilnahmen.append(teilnahme(besuch_id=besuch.pk, kind_id=kind.pk))
    for zeilen in (familien, kinder, eltern, termine, besuche, teilnahmen, auftraege):
        einfuegen(zeilen)


def _besuch(wuerfel: random.Random, nummer: int, plaetze: Iterator[tuple[Benutzer, datetime]]) -> Besuch:
    """A visit of the past with the end that fits its number, or one that is to come."""
    heute = kalender.heute()
    weg = next(weg for ende, weg in _ENDEN if nummer % 1000 < ende)
    besuch = Besuch(anlass=Anlass.GEBURT, status=weg[-1])
    if S.EINGEPLANT in weg:
        person, beginn = next(plaetze)
        if beginn.date() >= heute:
            besuch.status = S.BESTAETIGT
        if besuch.status != S.AUSFALL_DIENST:
            besuch.termin = Termin(
                person_id=person.pk,
                art=TERMINART,
                fall=besuch.pk,
                beginn=beginn,
                ende=beginn + timedelta(minutes=90),
            )
        besuch.besuchskraft_id, besuch.tag = person.pk, beginn.date()
    anlass = min(besuch.tag or heute, heute) - timedelta(days=wuerfel.randrange(30, 80))
    besuch.ereignisdatum = anlass
    besuch.erstellt_am = datetime.combine(anlass, time(12), BERLIN)
    return besuch


def _auftrag(besuch: Besuch, *, offen: bool) -> Folgeauftrag:
    assert besuch.besuchskraft_id
    return Folgeauftrag(
        familie_id=besuch.familie_id,
        art=Folgeart.values[0],
        quelle=TERMINART,
        quelle_id=besuch.pk,
        zustaendig_id=besuch.besuchskraft_id,
        faellig_am=(besuch.tag or date.min) + timedelta(days=14),
        status="offen" if offen else "erledigt",
    )


@contextmanager
def _ohne_indizes(tabellen: list[str]) -> Iterator[None]:
    """Fill tables first and index them afterwards, as one does with a dump: a third of the time.

    Definitions are read from the database itself, so that nothing is measured with other indexes than ours.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE conrelid = ANY(%s::regclass[]) OR confrelid = ANY(%s::regclass[]) "
            "ORDER BY contype = 'f' DESC",
            [tabellen, tabellen],
        )
        schranken = [zeile for zeile in cursor.fetchall() if not zeile[2].startswith(("CHECK", "NOT NULL"))]
        for tabelle, name, _ in schranken:
            cursor.execute(f'ALTER TABLE {tabelle} DROP CONSTRAINT "{name}"')
        cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s)", [tabellen])
        indizes = cursor.fetchall()
        for name, _ in indizes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        print("\rIndizes …" + " " * 40, end="")
        for _, befehl in indizes:
            cursor.execute(befehl)
        for tabelle, name, befehl in reversed(schranken):
            cursor.execute(f'ALTER TABLE {tabelle} ADD CONSTRAINT "{name}" {befehl}')
