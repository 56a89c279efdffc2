"""What one can do with families."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from django.db import IntegrityError, transaction

from familienbuero.datenschutz.tresor import abdruck
from familienbuero.fehler import Ablehnung
from familienbuero.stammdaten.enums import Merkart
from familienbuero.stammdaten.models import (
    Familie,
    Kind,
    Kommune,
    Merkposten,
    Sorgeberechtigte,
    Stadtteil,
)
from familienbuero.stammdaten.regeln import (
    familienname_der,
    haushaltsschluessel,
    kindschluessel,
    merkfrist,
    sortierschluessel,
    suchschluessel,
    ziffern,
)

SCHON_DA = "Diese Familie ist schon eingetragen. Bitte suchen Sie sie oben nach ihrem Namen."
ABGELEITET = ["name", "sortierschluessel", "suchschluessel", "telefonziffern", "haushalt"]


def kommune() -> Kommune:
    """The municipality; made with its defaults at the first question."""
    return Kommune.objects.get_or_create(pk=True)[0]


def stadtteil_nennen(name: str) -> Stadtteil | None:
    """The district of that name, added when it is new; None for an empty name."""
    if not name:
        return None
    return Stadtteil.objects.get_or_create(
        name=name, defaults={"sortierschluessel": sortierschluessel(name)}
    )[0]


Grad = tuple[float | None, float | None]


@transaction.atomic
def orte_festhalten(*, buero: Grad, stadtteile: Mapping[UUID, Grad]) -> None:
    """Note where the office and the districts lie: pairs of latitude and longitude, or None twice."""
    Kommune.objects.filter(pk=kommune().pk).update(breite=buero[0], laenge=buero[1])
    for stadtteil, (breite, laenge) in stadtteile.items():
        Stadtteil.objects.filter(pk=stadtteil).update(breite=breite, laenge=laenge)


class Vertretung(Protocol):
    """A legal representative, stored or only read from a list."""

    @property
    def familienname(self) -> str: ...
    @property
    def vorname(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def ist_behoerde(self) -> bool: ...


def schluessel_ableiten(familie: Familie, kinder: Sequence[Kind], vertreter: Sequence[Vertretung]) -> None:
    """Derive name, sort, search and household keys of a family; saves nothing."""
    menschen = [person for person in vertreter if not person.ist_behoerde]
    namen = [kind.familienname for kind in kinder] + [person.familienname for person in menschen]
    familie.name = (familienname_der(namen) or familie.name)[:420]
    familie.sortierschluessel = sortierschluessel(familie.name)[:420]
    vornamen, eltern = [kind.vornamen for kind in kinder], [person.name for person in menschen]
    alles = [familie.name, *vornamen, *eltern, familie.anschrift]
    familie.suchschluessel = suchschluessel(" ".join(alles))
    familie.telefonziffern = ziffern(familie.telefon)
    familie.haushalt = haushaltsschluessel(
        plz=familie.plz,
        strasse=familie.strasse,
        hausnummer=familie.hausnummer,
        vertreter=[(person.familienname, person.vorname) for person in vertreter],
    )


def schluessel_setzen(familie: Familie) -> None:
    """Derive the keys of a family from what is stored of it, and save them.

    Two families can come to the same household key (a name corrected into an existing one); then this
    one goes without, so that lists find the older one.
    """
    schluessel_ableiten(familie, list(familie.kinder.all()), list(familie.sorgeberechtigte.all()))
    if Familie.objects.filter(haushalt=familie.haushalt).exclude(pk=familie.pk).exists():
        familie.haushalt = None
    familie.save(update_fields=ABGELEITET)


@transaction.atomic
def familie_anlegen(
    *,
    familienname: str,
    vorname: str,
    kind_vorname: str = "",
    kind_geburtsdatum: date | None = None,
    **angaben: Any,
) -> Familie:
    """A family by hand: one parent, and a child where there is one already.

    `angaben` are address and contact fields of Familie. Refuses a household that exists. A household that
    wanted no contact, and now comes by itself, is forgotten as such.
    """
    familie = Familie(name=familienname, **angaben)
    elternteil = Sorgeberechtigte(familie=familie, familienname=familienname, vorname=vorname)
    kinder = []
    if kind_geburtsdatum:
        schluessel = kindschluessel(
            familienname=familienname,
            vornamen=kind_vorname,
            geburtsdatum=kind_geburtsdatum,
            vertreter=[(familienname, vorname)],
        )
        kinder.append(
            Kind(
                familie=familie,
                familienname=familienname,
                vornamen=kind_vorname,
                geburtsdatum=kind_geburtsdatum,
                schluessel=schluessel,
            )
        )
    schluessel_ableiten(familie, kinder, [elternteil])
    if Familie.objects.filter(haushalt=familie.haushalt).exists():
        raise Ablehnung(SCHON_DA)
    try:
        with transaction.atomic():
            familie.save()
    except IntegrityError:  # somebody was quicker by a moment
        raise Ablehnung(SCHON_DA) from None
    Merkposten.objects.filter(abdruck__in=haushaltsabdruecke(familie, [elternteil])).delete()
    elternteil.save()
    Kind.objects.bulk_create(kinder)
    return familie


def kontakt_aendern(familie: Familie) -> None:
    """Save phone, e-mail and language of a family, and the digits by which it is found."""
    familie.telefonziffern = ziffern(familie.telefon)
    familie.save(update_fields=["telefon", "email", "sprache", "telefonziffern"])


def kindabdruecke(*, schluessel: str, ordnungsmerkmal: str | None) -> list[str]:
    """By what a child of whom nothing is stored is known again: its key, and that of the registry."""
    merkmale = [f"kind {schluessel}", f"merkmal {ordnungsmerkmal}" if ordnungsmerkmal else ""]
    return [abdruck(merkmal, zweck="merkposten") for merkmal in merkmale if merkmal]


def haushaltsabdruecke(familie: Familie, vertreter: Sequence[Vertretung]) -> list[str]:
    """By what a household of which nothing is stored is known again: any of its parents at its address.

    A list or a table may name one parent where another names both.
    """
    schluessel = [
        haushaltsschluessel(
            plz=familie.plz,
            strasse=familie.strasse,
            hausnummer=familie.hausnummer,
            vertreter=[(person.familienname, person.vorname) for person in personen],
        )
        for personen in (vertreter, *([person] for person in vertreter if len(vertreter) > 1))
    ]
    return [abdruck(f"haushalt {eines}", zweck="merkposten") for eines in schluessel]


def kontaktwunsch_pruefen(haushalte: Iterable[tuple[Familie, Sequence[Vertretung]]], heute: date) -> None:
    """Mark those of the new families that want no contact, by the hashes that are left; saves nothing."""
    if not Merkposten.objects.filter(art=Merkart.HAUSHALT).exists():
        return  # before the first objection, thousands need not be hashed
    je_abdruck: dict[str, list[Familie]] = defaultdict(list)
    for familie, vertreter in haushalte:
        for spur in haushaltsabdruecke(familie, vertreter):
            je_abdruck[spur].append(familie)
    for gemerkt in Merkposten.objects.von(Merkart.HAUSHALT, je_abdruck, heute):
        for familie in je_abdruck[gemerkt]:
            familie.kein_kontakt_seit = heute


def familie_loeschen(familie_id: UUID) -> Mapping[str, int]:
    """Delete a family that no room needs any more, with children and representatives.

    Only hashes stay: of its children, and of the household if it wants no contact. Returns the number of
    rows by model. A case that somebody makes for it at this moment stops the deletion (PROTECT).
    """
    familie = Familie.objects.select_for_update().filter(pk=familie_id).first()
    if familie is None:
        return {}
    posten = [
        Merkposten(art=Merkart.KIND, abdruck=spur, bis=merkfrist(kind.geburtsdatum))
        for kind in familie.kinder.all()
        for spur in kindabdruecke(schluessel=kind.schluessel, ordnungsmerkmal=kind.ordnungsmerkmal)
    ]
    if familie.kein_kontakt_seit:
        spuren = haushaltsabdruecke(familie, list(familie.sorgeberechtigte.all()))
        posten += [Merkposten(art=Merkart.HAUSHALT, abdruck=spur) for spur in spuren]
    Merkposten.objects.bulk_create(posten, ignore_conflicts=True)
    return familie.delete()[1]
