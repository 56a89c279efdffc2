"""Paper from the same rows: the booklet of the offers, and a poster for one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.timezone import localtime

from familienbuero.schreiben.pdf import qr_code, setzen
from familienbuero.stammdaten.dienste import kommune
from familienbuero.stammdaten.models import Kommune
from netzwerk.angebote.enums import Angebotsstand, Anmeldeweg
from netzwerk.angebote.models import Angebot, Angebotstermin
from netzwerk.angebote.regeln import reihe_in_worten

# Age groups of the booklet: up to how many months the youngest child may be.
ALTERSGRUPPEN = (
    (-1, "Vor der Geburt"),
    (11, "Im ersten Jahr"),
    (35, "Ein bis drei Jahre"),
    (10_000, "Ab drei Jahren"),
)
FUER_ALLE = "Für alle Familien"
IN_DER_GANZEN_STADT = "In der ganzen Stadt"


@dataclass(frozen=True, kw_only=True)
class Hefteintrag:
    """An offer as it stands in the booklet and on its poster."""

    titel: str
    kurz: str
    wann: tuple[str, ...]
    wo: str
    anschrift: str
    stufenlos: bool
    fuer_wen: str
    kosten: str
    teilnahme: str
    sprachen: str
    anbieter: str
    kontakt: str


@dataclass(frozen=True, kw_only=True)
class Heft:
    """The booklet: districts, in them age groups, in them offers; `auswahl` are the filters in words."""

    kommune: Kommune
    stand: date
    auswahl: str
    stadtteile: tuple[tuple[str, tuple[tuple[str, tuple[Hefteintrag, ...]], ...]], ...]


@dataclass(frozen=True, kw_only=True)
class Plakat:
    """One offer on A4; `ausnahmen` are dates that must be said loudly."""

    kommune: Kommune
    eintrag: Hefteintrag
    termine: tuple[str, ...]
    ausnahmen: tuple[str, ...]
    adresse: str

    @property
    def eng(self) -> bool:
        """Much is to be said: in smaller letters one sheet holds it."""
        langes = len(self.eintrag.titel) > 40 or len(self.eintrag.kurz) > 120
        return langes or len(self.eintrag.wann) + len(self.ausnahmen) > 3


def _teilnahme(angebot: Angebot) -> str:
    if angebot.anmeldeweg == Anmeldeweg.ANBIETER:
        return f"Anmeldung: {angebot.anmeldung_bei}"
    return "Einfach kommen" if angebot.anmeldeweg == Anmeldeweg.KOMMEN else "Mit Anmeldung"


def eintrag(angebot: Angebot) -> Hefteintrag:
    """What paper says of an offer."""
    wann = tuple(reihe_in_worten(reihe.als_regel()) for reihe in angebot.reihen.all())
    ort = angebot.ort
    return Hefteintrag(
        titel=angebot.titel,
        kurz=angebot.kurz,
        wann=wann or ("Termine nach Vereinbarung",),
        wo=str(ort or ""),
        anschrift=ort.anschrift if ort else "",
        stufenlos=bool(ort and ort.stufenlos),
        fuer_wen=angebot.alter,
        kosten=angebot.kosten,
        teilnahme=_teilnahme(angebot),
        sprachen=", ".join(angebot.sprachen_in_worten),
        anbieter=str(angebot.organisation),
        kontakt=" ".join(filter(None, [angebot.kontakt_name, angebot.kontakt_telefon])),
    )


def altersgruppe(angebot: Angebot) -> str:
    """Where the booklet has an offer: by the youngest for whom it is meant."""
    if angebot.alter_von is None and angebot.alter_bis is None and not angebot.schwangerschaft:
        return FUER_ALLE
    juengstes = -1 if angebot.schwangerschaft else angebot.alter_von or 0
    return next(name for bis, name in ALTERSGRUPPEN if juengstes <= bis)


def heft(angebote: Iterable[Angebot], stand: date, auswahl: str = "") -> bytes:
    """The booklet as tagged PDF: one district after the other, at the end what belongs to none."""
    gruppen = [name for _, name in ALTERSGRUPPEN] + [FUER_ALLE]
    zeilen = sorted(
        ((_stadtteil(angebot), gruppen.index(altersgruppe(angebot)), angebot.sortierschluessel, angebot)
         for angebot in angebote),
        key=lambda zeile: (zeile[0] == IN_DER_GANZEN_STADT, *zeile[:3]),
    )  # fmt: skip
    stadtteile = tuple(
        (name, tuple(
            (gruppen[nummer], tuple(eintrag(angebot) for *_, angebot in in_gruppe))
            for nummer, in_gruppe in groupby(im_stadtteil, key=lambda zeile: zeile[1])
        ))
        for name, im_stadtteil in groupby(zeilen, key=lambda zeile: zeile[0])
    )  # fmt: skip
    inhalt = Heft(kommune=kommune(), stand=stand, auswahl=auswahl, stadtteile=stadtteile)
    return setzen(render_to_string("netzwerk/angebote/papier/heft.html", {"heft": inhalt}), stil="heft")


def _stadtteil(angebot: Angebot) -> str:
    return str(angebot.ort.stadtteil) if angebot.ort and angebot.ort.stadtteil else IN_DER_GANZEN_STADT


def plakat(angebot: Angebot, termine: Iterable[Angebotstermin], adresse: str) -> bytes:
    """The poster as tagged PDF; `termine` are the next dates, `adresse` leads to the page of the offer.

    That of an offer that is called off says so and nothing else: it hangs over the one from before.
    """
    kommende, was = list(termine), eintrag(angebot)
    ausnahmen = tuple(f"{termin.in_worten}: {_am(termin)}" for termin in kommende if not termin.wie_immer)
    if angebot.status == Angebotsstand.ABGESAGT:
        was, ausnahmen = replace(was, wann=("Abgesagt",)), ()
    inhalt = Plakat(
        kommune=kommune(),
        eintrag=was,
        termine=tuple(_am(termin) for termin in kommende if termin.findet_statt),
        ausnahmen=ausnahmen,
        adresse=adresse,
    )
    html = render_to_string("netzwerk/angebote/papier/plakat.html", {"plakat": inhalt})
    return setzen(html, stil="plakat", bilder={"qr": qr_code(adresse)})


def _am(termin: Angebotstermin) -> str:
    return date_format(localtime(termin.beginn), "l, j. F, G:i") + " Uhr"
