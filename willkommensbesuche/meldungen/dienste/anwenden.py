"""Writing some hundred compared households: families, children, representatives, cases, proof."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.db.models import Q

from familienbuero import kalender
from familienbuero.konten.models import Benutzer
from familienbuero.massen import aendern, eines_von, einfuegen, zeilen_einfuegen
from familienbuero.stammdaten.dienste import ABGELEITET, kontaktwunsch_pruefen, schluessel_ableiten
from familienbuero.stammdaten.models import Familie, Kind, Sorgeberechtigte, Stadtteil
from familienbuero.stammdaten.regeln import kindschluessel, sortierschluessel
from willkommensbesuche.besuche.dienste import NeuerFall, besuche_melden, familien_neu_pruefen
from willkommensbesuche.meldungen.dienste.abgleich import Haushaltsvergleich, Kindvergleich
from willkommensbesuche.meldungen.dienste.belege import Beleg, belegen
from willkommensbesuche.meldungen.models import Meldeliste
from willkommensbesuche.meldungen.regeln.vergleich import fallanlass
from willkommensbesuche.meldungen.regeln.zeile import Vertreter

_FAMILIE = [
    "strasse", "hausnummer", "zusatz", "plz", "ort", "stadtteil", "weggezogen_am", "auskunftssperre",
    "bedingter_sperrvermerk",
]  # fmt: skip
_VERTRETER = ["id", "familie", "reihenfolge", "anrede", "familienname", "vorname", "ist_behoerde"]
_KIND = ["familienname", "vornamen", "geburtsdatum", "geschlecht", "sterbedatum"]


@dataclass
class _Paket:
    """What is to be written of one portion."""

    neue_haushalte: list[tuple[Familie, Sequence[Vertreter]]] = field(default_factory=list)
    familien: list[Familie] = field(default_factory=list)
    neue_kinder: list[Kind] = field(default_factory=list)
    kinder: list[Kind] = field(default_factory=list)
    vertreter: list[tuple[object, ...]] = field(default_factory=list)
    vertreter_neu: set[UUID] = field(default_factory=set)  # families whose representatives are replaced
    beruehrt: set[UUID] = field(default_factory=set)  # stored families that end up other than before
    faelle: list[NeuerFall] = field(default_factory=list)
    belege: list[Beleg] = field(default_factory=list)
    je_kennung: dict[str, UUID] = field(default_factory=dict)  # the child of each row


def anwenden(
    vergleiche: Sequence[Haushaltsvergleich], *, liste: Meldeliste, wer: Benutzer | None
) -> dict[str, UUID]:
    """Write the portion inside the caller's transaction; returns the child of each `kennung`.

    Order: districts, families, children, representatives, keys of stored families, cases of new children,
    check of the cases of all other families that are touched, proof of the rows.
    """
    stadtteile = _stadtteile(vergleich.soll.ortsteil for vergleich in vergleiche)
    paket = _Paket()
    for vergleich in vergleiche:
        _haushalt_packen(paket, vergleich, stadtteile, liste)
    neue_familien = [familie for familie, _ in paket.neue_haushalte]
    _eindeutig(neue_familien)
    kontaktwunsch_pruefen(paket.neue_haushalte, kalender.heute())
    einfuegen(neue_familien)
    aendern(paket.familien, _FAMILIE)
    einfuegen(paket.neue_kinder)
    aendern(paket.kinder, [*_KIND, "familie", "ordnungsmerkmal"])
    Sorgeberechtigte.objects.filter(eines_von("familie", paket.vertreter_neu)).delete()
    zeilen_einfuegen(Sorgeberechtigte, _VERTRETER, paket.vertreter)
    _schluessel_nachziehen(paket.beruehrt)
    if paket.faelle:
        besuche_melden(paket.faelle, wer=wer)
    _zeitpunkt_merken(vergleiche, liste)
    familien_neu_pruefen(paket.beruehrt, wer=wer)
    belegen(paket.belege, liste)
    return paket.je_kennung


def _stadtteile(namen: Iterable[str]) -> dict[str, Stadtteil]:
    """The districts of these names; unknown ones are added."""
    gesucht = {name for name in namen if name}
    bekannt = set(Stadtteil.objects.filter(name__in=gesucht).values_list("name", flat=True))
    neue = [
        Stadtteil(name=name, sortierschluessel=sortierschluessel(name)) for name in sorted(gesucht - bekannt)
    ]
    Stadtteil.objects.bulk_create(neue, ignore_conflicts=True)
    return {stadtteil.name: stadtteil for stadtteil in Stadtteil.objects.filter(name__in=gesucht)}


def _zeitpunkt_merken(vergleiche: Sequence[Haushaltsvergleich], liste: Meldeliste) -> None:
    """Note with each stored family of which day the latest list is that spoke of it."""
    genannte = [vergleich.familie.pk for vergleich in vergleiche if vergleich.familie]
    neuer = Q(liste_vom=None) | Q(liste_vom__lt=liste.liste_vom)
    Familie.objects.filter(neuer, eines_von("pk", genannte)).update(liste_vom=liste.liste_vom)


def _haushalt_packen(
    paket: _Paket, vergleich: Haushaltsvergleich, stadtteile: dict[str, Stadtteil], liste: Meldeliste
) -> None:
    familie = vergleich.familie or Familie(liste_vom=liste.liste_vom)
    anders = vergleich.ist != vergleich.soll or vergleich.haushalt.verlegt
    if anders:
        _familie_setzen(familie, vergleich, stadtteile)
    vertreter = vergleich.soll.vertreter
    if vergleich.ist is None or vergleich.ist.vertreter != vertreter:
        paket.vertreter += [
            (uuid4(), familie.pk, nummer, wer.anrede, wer.familienname, wer.vorname, wer.ist_behoerde)
            for nummer, wer in enumerate(vertreter, start=1)
        ]
        paket.vertreter_neu.add(familie.pk)
    kinder = [_kind_packen(paket, familie, eintrag) for eintrag in vergleich.kinder]
    neue = [kind for kind, eintrag in zip(kinder, vergleich.kinder, strict=True) if eintrag.kind is None]
    if vergleich.familie is None:
        schluessel_ableiten(familie, kinder, vertreter)
        paket.neue_haushalte.append((familie, vertreter))
        paket.vertreter_neu.discard(familie.pk)
    elif anders or neue:
        paket.familien.append(familie)
        paket.beruehrt.add(familie.pk)
    if neue:
        anlass, ereignisdatum = fallanlass([eintrag.zeile for eintrag in vergleich.neue], kalender.heute())
        paket.faelle.append(NeuerFall(familie, neue, anlass, ereignisdatum))
    for eintrag, kind in zip(vergleich.kinder, kinder, strict=True):
        zeile = eintrag.zeile
        paket.belege.append(Beleg(zeile.nummer, zeile.abdruck, eintrag.ergebnis, kind.pk))
        paket.je_kennung[zeile.kennung] = kind.pk


def _familie_setzen(
    familie: Familie, vergleich: Haushaltsvergleich, stadtteile: dict[str, Stadtteil]
) -> None:
    soll = vergleich.soll
    for feld in ("strasse", "hausnummer", "zusatz", "plz", "ort", "auskunftssperre"):
        setattr(familie, feld, getattr(soll, feld))
    familie.bedingter_sperrvermerk = soll.sperrvermerk
    familie.stadtteil = stadtteile.get(soll.ortsteil)
    fortzug = max(eintrag.zeile.ereignisdatum for eintrag in vergleich.kinder)
    familie.weggezogen_am = (familie.weggezogen_am or fortzug) if soll.fort else None


def _kind_packen(paket: _Paket, familie: Familie, eintrag: Kindvergleich) -> Kind:
    """The child with what shall hold of it, noted for writing where it is new or changed.

    The key of a stored one follows when all of its household is written.
    """
    kind = eintrag.kind or Kind(schluessel=eintrag.zeile.kindschluessel)
    if eintrag.kind is None:
        paket.neue_kinder.append(kind)
    elif eintrag.aenderungen or kind.familie_id != familie.pk:
        paket.kinder.append(kind)
    else:
        return kind
    if eintrag.kind:
        paket.beruehrt.add(kind.familie_id)  # the family that it may be leaving
    for feld in _KIND:
        setattr(kind, feld, getattr(eintrag.soll, feld))
    kind.ordnungsmerkmal = eintrag.soll.ordnungsmerkmal or None
    kind.familie_id = familie.pk
    return kind


def _schluessel_nachziehen(ids: Iterable[UUID]) -> None:
    """Derive the keys of stored families and of all their children from what is stored now."""
    familien = list(Familie.objects.filter(pk__in=ids).prefetch_related("kinder", "sorgeberechtigte"))
    kinder = []
    for familie in familien:
        vertreter = list(familie.sorgeberechtigte.all())
        schluessel_ableiten(familie, list(familie.kinder.all()), vertreter)
        for kind in familie.kinder.all():
            kind.schluessel = kindschluessel(
                familienname=kind.familienname,
                vornamen=kind.vornamen,
                geburtsdatum=kind.geburtsdatum,
                vertreter=[(person.familienname, person.vorname) for person in vertreter],
            )
            kinder.append(kind)
    _eindeutig(familien)
    aendern(familien, ABGELEITET)
    aendern(kinder, ["schluessel"])


def _eindeutig(familien: Sequence[Familie]) -> None:
    """Let a family go without household key where another one has it (as stammdaten does by hand)."""
    schluessel = [familie.haushalt for familie in familien]
    eigene = {familie.pk for familie in familien}
    belegt = set(
        Familie.objects.filter(eines_von("haushalt", schluessel))
        .exclude(eines_von("pk", eigene))
        .values_list("haushalt", flat=True)
    )
    for familie in familien:
        if familie.haushalt in belegt:
            familie.haushalt = None
        else:
            belegt.add(familie.haushalt)
