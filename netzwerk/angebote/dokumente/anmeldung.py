"""Mails to families who have signed up, and the list of participants on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from familienbuero.schreiben.pdf import setzen
from familienbuero.sprache import fuer_sich, tag_in_worten
from familienbuero.stammdaten.models import Kommune
from netzwerk.angebote.enums import Mailart
from netzwerk.angebote.models import Angebot, Angebotstermin, Anmeldung, Ort

BETREFF = {
    Mailart.BESTAETIGT: _("Sie haben einen Platz: %(angebot)s"),
    Mailart.WARTELISTE: _("Sie stehen auf der Warteliste: %(angebot)s"),
    Mailart.NACHGERUECKT: _("Ein Platz ist frei geworden: %(angebot)s"),
    Mailart.VERFALLEN: _("Der Platz ist weitergegeben: %(angebot)s"),
    Mailart.STORNIERT: _("Sie sind abgemeldet: %(angebot)s"),
    Mailart.SCHON_DA: _("Sie sind schon angemeldet: %(angebot)s"),
    Mailart.ERINNERUNG: _("Bald geht es los: %(angebot)s"),
    Mailart.TERMIN_FAELLT_AUS: _("Ein Termin fällt aus: %(angebot)s"),
    Mailart.TERMIN_VERLEGT: _("Ein Termin ist verlegt: %(angebot)s"),
    Mailart.TERMIN_WIEDER: _("Ein Termin findet doch statt: %(angebot)s"),
    Mailart.TERMINE_GEAENDERT: _("Termine geändert: %(angebot)s"),
    Mailart.ANGEBOT_ABGESAGT: _("Abgesagt: %(angebot)s"),
    Mailart.ANGEBOT_WIEDER: _("Findet doch statt: %(angebot)s"),
    Mailart.WARTELISTE_ENDE: _("Kein Platz mehr frei geworden: %(angebot)s"),
}


@dataclass(frozen=True, kw_only=True)
class Terminzeile:
    """One date in a list of them; `wo` only where it is not where all the others are."""

    wann: str
    wo: str = ""
    besonders: str = ""


@dataclass(frozen=True, kw_only=True)
class Anmeldungsmail:
    """What a mail tells. No word that the family has typed is in it, so that nobody can send words to others
    through us.
    """

    angebot: str
    stand: str
    kinder: int
    frist: datetime | None
    termine: tuple[Terminzeile, ...]
    wo: str
    hinweis: str
    verweis: str
    kalender: str
    amt: str
    telefon: str
    sprechzeiten: str


def mailtext(
    art: Mailart,
    anmeldung: Anmeldung,
    *,
    termin: Angebotstermin | None,
    termine: Sequence[Angebotstermin],
    token: str,
    kommune: Kommune,
) -> tuple[str, str]:
    """Subject and text, in the language in which the family has signed up.

    It is about one date and where that is, or lists all that come: below them stands where the offer is.
    """
    angebot = anmeldung.angebot
    with translation.override(anmeldung.sprache):
        titel = angebot.wortlaut.titel
        zeilen = [Terminzeile(wann=_wann(termin))] if termin else [_zeile(angebot, eine) for eine in termine]
        mail = Anmeldungsmail(
            angebot=fuer_sich(titel),
            stand=anmeldung.status,
            kinder=anmeldung.kinder,
            frist=anmeldung.frist,
            termine=tuple(zeilen),
            wo=_wo(termin.am_ort if termin else angebot.ort),
            hinweis=termin.hinweis if termin else "",
            verweis=_adresse("anmeldung_verweis", token),
            kalender=_adresse("termine", angebot.slug),
            amt=f"{kommune.amt} {kommune.name}",
            telefon=kommune.telefon,
            sprechzeiten=kommune.sprechzeiten,
        )
        text = render_to_string(f"netzwerk/angebote/mail/{art}.txt", {"mail": mail})
        return str(BETREFF[art]) % {"angebot": titel}, text


def _adresse(name: str, wert: str) -> str:
    return f"{settings.OEFFENTLICHE_ADRESSE}{reverse(f'angebote:{name}', args=[wert])}"


def _zeile(angebot: Angebot, termin: Angebotstermin) -> Terminzeile:
    anderswo = termin.ort if termin.ort_id != angebot.ort_id else None
    return Terminzeile(wann=_wann(termin), wo=fuer_sich(_wo(anderswo)), besonders=termin.in_worten)


def _wo(ort: Ort | None) -> str:
    return f"{ort}, {ort.anschrift}" if ort else ""


def _wann(termin: Angebotstermin) -> str:
    beginn, ende = localtime(termin.beginn), localtime(termin.ende)
    bis = date_format(ende, "G:i")
    return str(_("%(tag)s, %(von)s bis %(bis)s Uhr")) % {
        "tag": tag_in_worten(beginn, "l, j. F Y"),
        "von": date_format(beginn, "G:i"),
        "bis": bis,
    }


@dataclass(frozen=True)
class Teilnehmende:
    """One line of the list."""

    name: str
    kinder: int
    alter: str
    telefon: str


@dataclass(frozen=True)
class Teilnahmeliste:
    """Who takes part, with a column for each of the next dates to tick."""

    titel: str
    wo: str
    leitung: str
    termine: tuple[str, ...]
    zeilen: tuple[Teilnehmende, ...]
    stand: datetime

    @property
    def kinder(self) -> int:
        return sum(zeile.kinder for zeile in self.zeilen)


def teilnahmeliste(
    angebot: Angebot, anmeldungen: Sequence[Anmeldung], termine: Sequence[Angebotstermin], *, stand: datetime
) -> bytes:
    """The list as PDF."""
    liste = Teilnahmeliste(
        titel=angebot.titel,
        wo=str(angebot.ort or ""),
        leitung=", ".join(eine.name or eine.beruf for eine in angebot.leitungen.all()),
        termine=tuple(date_format(localtime(termin.beginn), "d.m.") for termin in termine),
        zeilen=tuple(
            Teilnehmende(name=eine.name, kinder=eine.kinder, alter=eine.alter, telefon=eine.telefon)
            for eine in anmeldungen
        ),
        stand=localtime(stand),
    )
    html = render_to_string("netzwerk/angebote/papier/teilnahmeliste.html", {"liste": liste})
    return setzen(html, stil="tagesblatt")
