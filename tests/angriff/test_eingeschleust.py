"""A9: markup in names, notes and texts is shown and never obeyed, on every page of the house."""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import IntegrityError, models, transaction
from django.template import engines
from django.test import Client
from django.urls import reverse

from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from familienbuero.seiten.regeln import bereinigen
from tests.bestand import Bestand
from tests.fabriken import PASSWORT
from tests.stoerung import test_doppelt_abgeschickt as haus
from tests.stoerung.conftest import stadt
from tests.stoerung.formulare import angemeldet
from tests.stoerung.groesse import groesse
from tests.test_haus import HEIKEL, MODELLE, klassen
from tests.test_zugriff import ERLAUBT, MUSTER, adresse

__all__ = ["stadt"]
pytestmark = pytest.mark.django_db
_TUN = ["alert(666)", "(alert)(666)", "alert`666`", "top[`al`+`ert`](666)", "fetch`//boese.example/666`"]
_FORMEN = [
    "<script>{}</script>",
    "<ScRiPt>{}</sCrIpT>",
    "</script><script>{}</script>",
    "<img src=x onerror={}>",
    "<svg onload={}>",
    "<svg/onload={}//",
    '"><img src=x onerror={}>',
    "'><svg onload={}>",
    '" onfocus="{}" autofocus "',
    "' onmouseover='{}",
    "<a href=javascript:{}>x</a>",
    '<a href="java&#x09;script:{}">x</a>',
    "<iframe src=javascript:{}>",
    "<body onload={}>",
    "<details open ontoggle={}>",
    "<math><mi xlink:href=javascript:{}>",
    "<input autofocus onfocus={}>",
    "<object data=javascript:{}>",
    "<base href=//boese.example/666/>{}",
    "<meta http-equiv=refresh content=0;url=javascript:{}>",
    "<style>@import'//boese.example/666'</style>{}",
    "<!--><img src=x onerror={}>-->",
    "</title><script>{}</script>",
    "</textarea><script>{}</script>",
    "</select><script>{}</script>",
    "javascript:{}",
    "&lt;script&gt;{}&lt;/script&gt;",
    "\u003cscript\u003e{}\u003c/script\u003e",
    "<template><script>{}</script></template>",
    "<noscript><p title='</noscript><img src=x onerror={}>'>",
]
LASTEN = [form.format(tun) for tun in _TUN for form in _FORMEN]
MARKE = "666"
# In full each field gets each of them.
RUNDEN = groesse(6, len(LASTEN))
ROLLEN = (Rolle.LEITUNG, Rolle.VERWALTUNG, Rolle.BESUCHSDIENST, Rolle.DATENSCHUTZ)
# Pages behind the link or the code of a mail or a letter, and those of the second factor.
HINTER_EINEM_VERWEIS = (
    "termine:vorschlag", "angebote:anmeldung", "pflegen:liste", "pflegen:neu", "pflegen:angebot",
    "pflegen:absagen",
)  # fmt: skip
MIT_ZWEITEM_FAKTOR = (
    "mfa_index", "mfa_reauthenticate", "mfa_deactivate_totp", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
)  # fmt: skip


class Gehorsam(HTMLParser):
    """Everything in a page that a browser would do instead of show."""

    def __init__(self, seite: str) -> None:
        super().__init__()
        self.schlecht: list[str] = []
        self.zeigt = False
        self.feed(seite)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        angaben = {name: wert or "" for name, wert in attrs}
        # Data for scripts, and the author of a document, are read by nobody who obeys.
        art = angaben.get("type")
        daten = art in ("application/json", "application/ld+json") or angaben.get("name") == "author"
        daten = daten or (
            tag == "base" and set(angaben) == {"target"}
        )  # where links open, not where they lead
        gefaehrlich = ("script", "iframe", "object", "embed", "base", "style", "math")
        if tag in gefaehrlich and "src" not in angaben and not daten:
            self.schlecht.append(f"<{tag}>")
        for name, wert in angaben.items():
            adresse = re.sub(r"[\x00-\x20]", "", wert).lower()
            if name.startswith("on") or (
                name in ("href", "src", "action", "formaction", "xlink:href")
                and adresse.startswith(("javascript:", "data:text", "vbscript:", "//boese", "http://boese"))
            ):
                self.schlecht.append(f"<{tag} {name}={wert!r}>")
        if tag in ("img", "svg", "link", "meta") and MARKE in str(angaben) and not daten:
            self.schlecht.append(self.get_starttag_text() or tag)

    def handle_data(self, data: str) -> None:
        self.zeigt = self.zeigt or MARKE in data


def textfelder() -> list[tuple[type[models.Model], models.Field[Any, Any]]]:
    """Every field that people or lists can fill with words. Not the password: sessions end with another."""
    return [
        (modell, feld)
        for modell in MODELLE
        for feld in modell._meta.concrete_fields
        if isinstance(feld, models.CharField | models.TextField)
        and (klassen(modell).get(feld.name) in HEIKEL or modell.__name__ == "Kommune")
        and not (feld.choices or feld.unique or "akzent" in feld.name or feld.name == "password")
    ]


def verseuchen(runde: int) -> int:
    """Fill all of them, each with another payload in each round; how many took it."""
    gefuellt = 0
    for nummer, (modell, feld) in enumerate(textfelder()):
        passend = [last for last in LASTEN if len(last) <= (feld.max_length or 9999)]
        if not passend:
            continue
        last = passend[(nummer * 7 + runde) % len(passend)]
        try:
            with transaction.atomic():
                gefuellt += bool(modell._default_manager.update(**{feld.name: last}))
        except IntegrityError:  # the database knows better what may stand there
            continue
    return gefuellt


def besucher(stadt: Bestand) -> Iterator[tuple[str, Client, Iterable[str]]]:
    """Everybody with the pages that they may see."""
    for rolle in ROLLEN:
        erlaubt = [name for name in MUSTER if ERLAUBT["GET", name][rolle] == 200]
        yield rolle, angemeldet(stadt.personen[rolle]), erlaubt
    yield "mit Verweis", haus.besucher(stadt, None), HINTER_EINEM_VERWEIS
    yield "ohne zweiten Faktor", _eben_angemeldet(stadt.personen[Rolle.PLANUNG]), ["mfa_activate_totp"]
    vera = stadt.personen[Rolle.VERWALTUNG]
    TOTP.activate(vera, generate_totp_secret())
    RecoveryCodes.activate(vera)
    yield "mit zweitem Faktor", _eben_angemeldet(vera), MIT_ZWEITEM_FAKTOR


def _eben_angemeldet(person: Benutzer) -> Client:
    """Who has just typed the password is not asked for it again."""
    client = angemeldet(person)
    assert client.post(reverse("account_reauthenticate"), {"password": PASSWORT}).status_code == 302
    return client


def gehorsam(stadt: Bestand, runde: int) -> tuple[dict[str, list[str]], set[str]]:
    """By address what it obeys; and the pages that have shown a payload at all.

    Each page once, "Heute" always; who begins is another in each round.
    """
    schlecht: dict[str, list[str]] = {}
    zeigt: set[str] = set()
    gesehen: set[str] = set()
    alle = list(besucher(stadt))
    dreh = runde % len(alle)
    for wer, client, namen in alle[dreh:] + alle[:dreh]:
        for name in namen:
            if name in gesehen and name != "seiten:heute":
                continue
            gesehen.add(name)
            antwort = client.get(adresse(stadt, name, stadt.eigene))
            assert antwort.status_code == 200, name
            if antwort.headers.get("Content-Type", "").startswith("text/html"):
                seite = Gehorsam(antwort.content.decode())
                zeigt |= {name} if seite.zeigt else set()
                if seite.schlecht:
                    schlecht[f"{name} ({wer})"] = seite.schlecht
    return schlecht, zeigt


def test_es_gibt_genug_zu_versuchen():
    assert len(set(LASTEN)) >= 120
    assert len(textfelder()) >= 35


@pytest.mark.parametrize("runde", range(RUNDEN))
def test_keine_seite_gehorcht_eingeschleustem(runde: int, stadt: Bestand):
    assert verseuchen(runde) >= 20
    schlecht, zeigt = gehorsam(stadt, runde)
    assert schlecht == {}
    # Else we would have looked at empty pages.
    assert len(zeigt) >= 25
    assert {*HINTER_EINEM_VERWEIS, *MIT_ZWEITEM_FAKTOR} - zeigt == set()


def test_texte_des_bueros_verlieren_was_gehorcht():
    assert {
        last: Gehorsam(bereinigen(last)).schlecht for last in LASTEN if Gehorsam(bereinigen(last)).schlecht
    } == {}


def test_gegenprobe_ohne_maskieren_gehorcht_die_seite(stadt: Bestand, monkeypatch: pytest.MonkeyPatch):
    verseuchen(0)
    monkeypatch.setattr(engines["django"].engine, "autoescape", False)
    monkeypatch.setattr("django.template.base.conditional_escape", str)
    schlecht, _ = gehorsam(stadt, 0)
    assert len(schlecht) >= 10


def test_gegenprobe_der_leser_erkennt_was_gehorcht():
    assert sum(bool(Gehorsam(last).schlecht) for last in LASTEN) >= 80
