"""What this room has to say about a word or about families, and about the days of somebody who stands in."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format

from familienbuero.konten.abfragen import gefunden
from familienbuero.konten.enums import PLANENDE, Rolle
from familienbuero.konten.models import Benutzer
from familienbuero.raum import Treffer
from willkommensbesuche.besuche.models import Besuch, Besuchskraft

# A search shows at most so many hits of a kind; who needs more types more.
HOECHSTENS = 25


def suche(benutzer: Benutzer, wort: str) -> Sequence[Treffer]:
    """Visitors by name or e-mail address, for those who plan."""
    if not benutzer.hat_rolle(*PLANENDE):
        return []
    personen = gefunden(Benutzer.objects.mit_rolle(Rolle.BESUCHSDIENST), wort)
    return [
        Treffer(
            gruppe="Besuchskräfte",
            titel=person.name,
            satz="Sprachen, Stadtteile, Dienstzeiten und Abwesenheit",
            adresse=reverse("besuche:kraft", args=[person.pk]),
        )
        for person in personen[:HOECHSTENS]
    ]


def suche_zu_familien(benutzer: Benutzer, familien: Sequence[UUID]) -> Sequence[Treffer]:
    """Visits of the families that were found, the latest first."""
    besuche = Besuch.objects.sichtbar_fuer(benutzer).filter(familie__in=familien).mit_allem()
    return [_treffer(besuch) for besuch in besuche.order_by("-ereignisdatum", "pk")[:HOECHSTENS]]


def _treffer(besuch: Besuch) -> Treffer:
    assert besuch.familie  # found by it
    tag = f"Besuch am {date_format(besuch.tag, 'd.m.Y')}" if besuch.tag else "noch ohne Termin"
    wer = besuch.besuchskraft.name if besuch.besuchskraft else ""
    return Treffer(
        gruppe="Besuche",
        titel=f"{besuch.familie.anrede}: {besuch.get_anlass_display()}",
        satz=", ".join(filter(None, [str(besuch.stand.label), tag, wer, str(besuch.stadtteil or "")])),
        adresse=reverse("besuche:besuch", args=[besuch.pk]),
        familie=besuch.familie_id,
    )


def bedenken(kraft: Besuchskraft, tage: Iterable[date]) -> list[str]:
    """What speaks against the visits that somebody has on these days now: too many, or no hours."""
    wochentage = set(kraft.benutzer.dienstzeiten.values_list("wochentag", flat=True))
    hoechstens = kraft.hoechstens_je_tag
    saetze = []
    for tag in sorted(set(tage)):
        anzahl = Besuch.objects.anstehend().filter(besuchskraft=kraft.pk, tag=tag).count()
        wer = f"{kraft.benutzer.name} hat am {tag:%d.%m.%Y}"
        if tag.weekday() not in wochentage:
            saetze.append(f"{wer} keine Dienstzeit.")
        elif anzahl > hoechstens:
            saetze.append(f"{wer} jetzt {anzahl} Besuche, vorgesehen sind höchstens {hoechstens}.")
    return saetze
