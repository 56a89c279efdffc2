"""The invitation as a document: plain values, ready to print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from math import ceil

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localtime

from familienbuero import kalender
from familienbuero.schreiben.pdf import qr_code, setzen
from familienbuero.stammdaten.models import Familie, Kommune
from familienbuero.termine.regeln import code_schreiben
from willkommensbesuche.besuche.enums import Anlass
from willkommensbesuche.besuche.models import Besuch
from willkommensbesuche.einladungen.regeln import anschriftzeilen

# Code and token of the letter that is only looked at; they open nothing.
MUSTERCODE, MUSTERVERWEIS = "MUSTERCODE42", "Muster-oeffnet-nichts-"


@dataclass(frozen=True, kw_only=True)
class Einladungsbrief:
    """One letter: who, when, how to answer. The template computes nothing."""

    kommune: Kommune
    anschrift: tuple[str, ...]
    datum: date
    betreff: str
    gruss: str
    beginn: datetime
    ende: datetime
    besuchskraft: str
    code: str
    adresse: str  # where the code is typed
    verweis: str  # what the QR code leads to
    herkunft: str  # where the address comes from, with the legal basis

    def html(self) -> str:
        """The document as HTML."""
        return render_to_string("willkommensbesuche/einladungen/brief.html", {"brief": self})

    def pdf(self) -> bytes:
        """The document as tagged PDF/UA-1."""
        return setzen(self.html(), stil="brief", bilder={"qr": qr_code(self.verweis)})


def einladungsbrief(
    besuch: Besuch,
    kommune: Kommune,
    *,
    code: str,
    token: str,
    rechtsgrundlage: str = "",
    datum: date | None = None,
) -> Einladungsbrief:
    """The letter for the date that a visit has now, dated `datum` or today.

    `code` and `token` are told here and nowhere else; `rechtsgrundlage` is the other legal basis that an
    invitation beyond § 10a MeldDÜV NRW needs.
    """
    familie = besuch.familie
    assert familie is not None
    assert besuch.termin is not None
    assert besuch.besuchskraft is not None
    return Einladungsbrief(
        kommune=kommune,
        anschrift=anschrift(familie),
        datum=datum or kalender.heute(),
        betreff="Wir möchten Sie gern besuchen",
        gruss=_gruss(besuch),
        beginn=localtime(besuch.termin.beginn),
        ende=localtime(besuch.termin.ende),
        besuchskraft=besuch.besuchskraft.name,
        code=code_schreiben(code),
        adresse=f"{settings.OEFFENTLICHE_ADRESSE}{reverse('termine:anmelden')}".split("//", 1)[-1],
        verweis=f"{settings.OEFFENTLICHE_ADRESSE}{reverse('termine:verweis', args=[token])}",
        herkunft=_herkunft(besuch, rechtsgrundlage),
    )


def anschrift(familie: Familie) -> tuple[str, ...]:
    """Lines of a family's address, on letter, label and envelope alike."""
    menschen = [person for person in familie.sorgeberechtigte.all() if not person.ist_behoerde]
    return anschriftzeilen(
        vertreter=[(person.vorname, person.familienname) for person in menschen],
        familienname=familie.name,
        strasse=familie.anschrift,
        zusatz=familie.zusatz,
        plz=familie.plz,
        ort=familie.ort,
    )


@dataclass(frozen=True, kw_only=True)
class Anschriften:
    """Addresses on labels (A4, 3 × 8 of 70 × 37 mm) or on envelopes (DL, one a page).

    `frei_ab`: the first label of the sheet that has not been used yet, from 1 to 24.
    """

    kommune: Kommune
    anschriften: tuple[tuple[str, ...], ...]
    frei_ab: int = 1

    def etiketten(self) -> bytes:
        """Labels in the order of the post."""
        return self._pdf("etiketten", "Etiketten", [()] * (self.frei_ab - 1))

    def umschlaege(self) -> bytes:
        """Envelopes in the order of the post."""
        return self._pdf("umschlaege", "Umschläge", [])

    def _pdf(self, stil: str, titel: str, leere: list[tuple[str, ...]]) -> bytes:
        felder = [(zeilen, _ist_lang(zeilen)) for zeilen in (*leere, *self.anschriften)]
        kontext = {"kommune": self.kommune, "titel": titel, "felder": felder}
        return setzen(render_to_string("willkommensbesuche/einladungen/anschriften.html", kontext), stil=stil)


def _ist_lang(zeilen: tuple[str, ...]) -> bool:
    """Whether an address needs small print on a label: more than six lines of some 29 letters."""
    return sum(ceil(len(zeile) / 29) for zeile in zeilen) > 6


def _gruss(besuch: Besuch) -> str:
    if besuch.anlass == Anlass.ZUZUG:
        return "herzlich willkommen in unserer Stadt!"
    if besuch.anlass == Anlass.GEBURT:
        return "herzlichen Glückwunsch zur Geburt " + (
            "Ihrer Kinder!" if besuch.anzahl_kinder > 1 else "Ihres Kindes!"
        )
    return "vielen Dank für Ihr Interesse an einem Besuch."


def _herkunft(besuch: Besuch, rechtsgrundlage: str) -> str:
    if besuch.anlass in (Anlass.EIGENER_WUNSCH, Anlass.SCHWANGERSCHAFT):
        return "Ihre Anschrift haben Sie uns selbst genannt."
    weitere = f" sowie {rechtsgrundlage}" if rechtsgrundlage and besuch.anlass == Anlass.ZUZUG else ""
    return (
        "Ihre Anschrift hat uns die Meldebehörde nach § 10a MeldDÜV NRW übermittelt, "
        f"damit wir Sie nach § 2 KKG und § 16 SGB VIII informieren können{weitere}."
    )
