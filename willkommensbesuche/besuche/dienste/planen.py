"""The planning of a period: every checked family gets a visitor and a window, or a reason."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import connection, transaction

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer
from familienbuero.raum import Fenster
from familienbuero.stammdaten.dienste import kommune
from familienbuero.stammdaten.models import Stadtteil, Verortet
from familienbuero.termine.auskunft import freie_fenster
from familienbuero.termine.dienste import personen_sperren
from familienbuero.termine.models import Termin
from familienbuero.verlauf import SYSTEM
from willkommensbesuche.besuche.dienste.gemeinsam import TERMINFELDER, regeln
from willkommensbesuche.besuche.enums import BesuchStatus, OhneTermin, Warum
from willkommensbesuche.besuche.models import TERMINART, Besuch, Besuchskraft, Besuchsregeln, BesuchVerlauf
from willkommensbesuche.besuche.regeln import (
    Kraft,
    Ort,
    Plan,
    Planfall,
    Wege,
    besuche_verteilen,
    ohne_aussicht,
)

# A planning is at most this long, so that a typing error does not compute for years.
HOECHSTENS_TAGE = 400


@dataclass(frozen=True)
class Planergebnis:
    """How many households got a date, and why others did not."""

    geplant: int
    gruende: Counter[OhneTermin]
    ohne: dict[UUID, OhneTermin]


def besuche_planen(*, von: date, bis: date, durch: Benutzer | None) -> Planergebnis:
    """Plan all checked families for visits from `von` to `bis`, both included.

    Nobody is visited before the letter can have arrived (Besuchsregeln.vorlauf_tage from today). Two
    plannings wait for each other. Refuses periods that are empty, past or too long.
    """
    fallregeln = regeln()
    fruehestens = _fruehestens(von, bis, fallregeln)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('besuche_planen', 0))")
        plan = _rechnen(fruehestens, bis, fallregeln)
        _buchen(plan, durch)
    return Planergebnis(len(plan.termine), Counter(plan.ohne.values()), plan.ohne)


def _fruehestens(von: date, bis: date, fallregeln: Besuchsregeln) -> date:
    """First day that can be planned; refuses periods that are empty, too long, or too soon."""
    if bis < von:
        raise Ablehnung("Der Zeitraum endet, bevor er beginnt. Bitte tauschen Sie die beiden Tage.")
    if (bis - von).days > HOECHSTENS_TAGE:
        raise Ablehnung(f"Bitte planen Sie höchstens {HOECHSTENS_TAGE} Tage auf einmal.")
    if bis > kalender.heute() + timedelta(days=2 * HOECHSTENS_TAGE):
        raise Ablehnung("So weit voraus lässt sich nicht planen. Bitte prüfen Sie die Jahreszahl.")
    fruehestens = max(von, kalender.heute() + timedelta(days=fallregeln.vorlauf_tage))
    if bis < fruehestens:
        raise Ablehnung(
            f"Der früheste Besuchstag ist der {fruehestens:%d.%m.%Y}, weil die Einladung Zeit braucht. "
            "Bitte wählen Sie einen späteren Zeitraum."
        )
    return fruehestens


def ohne_termin(besuche: Iterable[Besuch], *, von: date, bis: date) -> dict[UUID, OhneTermin]:
    """Those of these checked families that a planning of this period could give no date, with the reason.

    The plan itself is not computed, so that a page may ask with each look.
    """
    fallregeln = regeln()
    von = _fruehestens(von, bis, fallregeln)
    kraefte = kraefte_laden()
    fenster = freie_fenster([k.person for k in kraefte], von=von, bis=bis, raster=fallregeln.raster)
    faelle = [planfall(besuch, fallregeln) for besuch in besuche]
    return ohne_aussicht(faelle, kraefte, fenster, vergebene_tage(von, bis), von=von, bis=bis)


def kraefte_laden() -> list[Kraft]:
    """The visitors as the planning sees them."""
    return [
        Kraft(
            person=kraft.pk,
            stadtteile=frozenset(stadtteil.pk for stadtteil in kraft.stadtteile.all()),
            sprachen=frozenset(kraft.sprachen),
            hoechstens=kraft.hoechstens_je_tag,
        )
        for kraft in Besuchskraft.objects.im_dienst().prefetch_related("stadtteile")
    ]


def _rechnen(von: date, bis: date, fallregeln: Besuchsregeln) -> Plan:
    kraefte = kraefte_laden()
    personen = [kraft.person for kraft in kraefte]
    besuche = Besuch.objects.zu_planen().select_related("familie").order_by("pk")
    faelle = [planfall(besuch, fallregeln) for besuch in besuche.select_for_update(of=("self",))]
    personen_sperren(personen)
    return besuche_verteilen(
        faelle,
        kraefte,
        freie_fenster(personen, von=von, bis=bis, raster=fallregeln.raster),
        vergebene_tage(von, bis),
        von=von,
        bis=bis,
        wege=wege_laden(),
    )


def wege_laden() -> Wege:
    """Distances in the town, as far as somebody has entered where its districts lie."""
    orte = {stadtteil.pk: ort for stadtteil in Stadtteil.objects.all() if (ort := _ort(stadtteil))}
    return Wege(orte, _ort(kommune()))


def _ort(wer: Verortet) -> Ort | None:
    return Ort(wer.breite, wer.laenge) if wer.breite is not None and wer.laenge is not None else None


def planfall(besuch: Besuch, fallregeln: Besuchsregeln) -> Planfall:
    """A case as the planning sees it."""
    erster, letzter = besuch.zielfenster(fallregeln)
    sprache = besuch.familie.sprache if besuch.familie else ""
    return Planfall(fall=besuch.pk, stadtteil=besuch.stadtteil_id, sprache=sprache, von=erster, bis=letzter)


def vergebene_tage(von: date, bis: date) -> dict[tuple[UUID, date], list[UUID | None]]:
    """Districts of the visits that are booked, by visitor and day."""
    vergeben: dict[tuple[UUID, date], list[UUID | None]] = defaultdict(list)
    gebucht = Besuch.objects.anstehend().filter(tag__range=(von, bis))
    for person, tag, stadtteil in gebucht.values_list("besuchskraft_id", "tag", "stadtteil_id"):
        if tag:
            vergeben[person, tag].append(stadtteil)
    return vergeben


def _buchen(plan: Plan, durch: Benutzer | None) -> None:
    """Write the plan in bulk: the cases and their visitors are locked, nobody can have been faster."""
    besuche = list(Besuch.objects.filter(pk__in=plan.termine))
    termine = {besuch.pk: _termin(besuch, plan.termine[besuch.pk]) for besuch in besuche}
    Termin.objects.bulk_create(termine.values())
    jetzt, rolle = kalender.jetzt(), durch.hauptrolle if durch else SYSTEM
    zeilen = []
    for besuch in besuche:
        termin = termine[besuch.pk]
        zeilen.append(
            BesuchVerlauf(
                fall=besuch, von=besuch.status, nach=BesuchStatus.EINGEPLANT, wann=jetzt, wer=durch,
                rolle=rolle,
                warum=Warum.PLANUNG, beginn=termin.beginn, besuchskraft_id=termin.person_id,
            )
        )  # fmt: skip
        besuch.status = BesuchStatus.EINGEPLANT
        besuch.termin, besuch.tag, besuch.besuchskraft_id = termin, termin.beginn.date(), termin.person_id
    Besuch.objects.bulk_update(besuche, ["status", *TERMINFELDER], batch_size=500)
    BesuchVerlauf.objects.bulk_create(zeilen)


def _termin(besuch: Besuch, fenster: Fenster) -> Termin:
    return Termin(
        person_id=fenster.person, art=TERMINART, fall=besuch.pk, beginn=fenster.beginn, ende=fenster.ende
    )
