"""Building the invented town: staff, visitors, families."""

import random
from datetime import date, timedelta

from demonstration.daten import (
    BUERO,
    FAMILIENNAMEN,
    KINDER,
    KRAEFTE,
    MUETTER,
    ORTE,
    PASSWORT,
    PERSONAL,
    POSTLEITZAHL,
    STADTTEILE,
    STRASSEN,
    VAETER,
)
from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from familienbuero.stammdaten.dienste import kommune, orte_festhalten, schluessel_setzen, stadtteil_nennen
from familienbuero.stammdaten.enums import Sprache
from familienbuero.stammdaten.models import Familie, Kind, Sorgeberechtigte, Stadtteil
from familienbuero.stammdaten.regeln import kindschluessel
from familienbuero.termine.models import Abwesenheit, Dienstzeit
from willkommensbesuche.besuche.dienste import NeuerFall
from willkommensbesuche.besuche.enums import Anlass
from willkommensbesuche.besuche.models import Besuchskraft


def stadtteile_anlegen() -> dict[str, Stadtteil]:
    """The districts by name, each with its place on the map."""
    stadtteile = {name: stadtteil for name in POSTLEITZAHL if (stadtteil := stadtteil_nennen(name))}
    orte_festhalten(
        buero=BUERO, stadtteile={stadtteil.pk: ORTE[name] for name, stadtteil in stadtteile.items()}
    )
    return stadtteile


def kommune_einrichten() -> None:
    """Postcodes and contact of the town."""
    zeile = kommune()
    zeile.postleitzahlen = sorted(set(STADTTEILE) | set(zeile.postleitzahlen))
    zeile.save(update_fields=["postleitzahlen"])


def personal_anlegen() -> None:
    """One account per role."""
    for person in PERSONAL:
        Benutzer.objects.create_user(
            person.email, PASSWORT, vorname=person.vorname, nachname=person.nachname, rollen=[person.rolle]
        )


def kraefte_anlegen(stadtteile: dict[str, Stadtteil], heute: date) -> list[Benutzer]:
    """Six visitors with hours; one is on holiday this week, one at a training."""
    personen = []
    for nummer, kraft in enumerate(KRAEFTE):
        email = "besuchsdienst@demo.example" if nummer == 0 else f"{kraft.vorname.lower()}@demo.example"
        person = Benutzer.objects.create_user(
            email, PASSWORT, vorname=kraft.vorname, nachname=kraft.nachname, rollen=[Rolle.BESUCHSDIENST]
        )
        angaben = Besuchskraft.objects.create(benutzer=person, sprachen=list(kraft.sprachen))
        angaben.stadtteile.set(stadtteile[name] for name in kraft.stadtteile)
        Dienstzeit.objects.bulk_create(
            Dienstzeit(person=person, wochentag=tag, von=kraft.von, bis=kraft.bis) for tag in kraft.tage
        )
        personen.append(person)
    montag = heute - timedelta(days=heute.weekday())
    Abwesenheit.objects.create(
        person=personen[3], von=montag + timedelta(days=7), bis=montag + timedelta(days=11), grund="Urlaub"
    )
    freitag = montag + timedelta(days=4)
    Abwesenheit.objects.create(person=personen[4], von=freitag, bis=freitag, grund="Fortbildung")
    return personen


def familie_anlegen(
    wuerfel: random.Random, stadtteile: dict[str, Stadtteil], nummer: int, tag: date
) -> NeuerFall:
    """A family of the town with a birth (or, one in eight, a move-in) on `tag`; some have twins."""
    name = wuerfel.choice(FAMILIENNAMEN)
    stadtteil = wuerfel.choice(list(stadtteile.values()))
    familie = Familie.objects.create(
        name=name,
        strasse=wuerfel.choice(STRASSEN),
        hausnummer=str(nummer % 90 + 1),
        zusatz=wuerfel.choice(["", "", "", "2. OG links", "Hinterhaus"]),
        plz=POSTLEITZAHL[stadtteil.name],
        ort="Musterstadt",
        stadtteil=stadtteil,
        sprache=wuerfel.choice(["", "", "", "", Sprache.TUERKISCH, Sprache.ARABISCH, Sprache.UKRAINISCH]),
        telefon=f"0271 55{nummer:04}" if wuerfel.random() < 0.3 else "",
        auskunftssperre=nummer % 97 == 0,
    )
    eltern = [("Frau", wuerfel.choice(MUETTER), name)]
    if wuerfel.random() < 0.85:
        eltern.append(
            (
                "Herr",
                wuerfel.choice(VAETER),
                name if wuerfel.random() < 0.8 else wuerfel.choice(FAMILIENNAMEN),
            )
        )
    Sorgeberechtigte.objects.bulk_create(
        Sorgeberechtigte(
            familie=familie, reihenfolge=i, anrede=anrede, vorname=vorname, familienname=nachname
        )
        for i, (anrede, vorname, nachname) in enumerate(eltern, start=1)
    )
    zuzug = wuerfel.random() < 0.125
    geboren = tag - timedelta(days=wuerfel.randrange(60, 600)) if zuzug else tag
    kinder = [
        Kind(
            familie=familie,
            familienname=name,
            vornamen=vorname,
            geburtsdatum=geboren,
            geschlecht=wuerfel.choice(["w", "m"]),
            ordnungsmerkmal=f"D{nummer:05}{i}",
            schluessel=kindschluessel(
                familienname=name, vornamen=vorname, geburtsdatum=geboren,
                vertreter=[(nachname, eltern_vorname) for _, eltern_vorname, nachname in eltern],
            ),
        )
        for i, vorname in enumerate(wuerfel.sample(KINDER, 2 if wuerfel.random() < 0.03 else 1))
    ]  # fmt: skip
    Kind.objects.bulk_create(kinder)
    schluessel_setzen(familie)
    return NeuerFall(familie, kinder, Anlass.ZUZUG if zuzug else Anlass.GEBURT, tag)
