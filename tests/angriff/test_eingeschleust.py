"""A9: markup in names, notes and texts is shown and never obeyed, on every page of the house."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction
from django.template import engines

from familienbuero.konten.enums import Rolle
from familienbuero.seiten.regeln import bereinigen
from tests.bestand import Bestand
from tests.stoerung.conftest import stadt
from tests.stoerung.formulare import angemeldet
from tests.stoerung.groesse import HAERTE, groesse
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
    """Fill all of them, each with other payloads in each round; how many took it."""
    gefuellt = 0
    for nummer, (modell, feld) in enumerate(textfelder()):
        passend = [last for last in LASTEN if len(last) <= (feld.max_length or 9999)]
        if not passend:
            continue
        last = passend[(nummer * 7 + runde * 31) % len(passend)]
        try:
            with transaction.atomic():
                gefuellt += bool(modell._default_manager.update(**{feld.name: last}))
        except IntegrityError:  # the database knows better what may stand there
            continue
    return gefuellt


def gehorsam(stadt: Bestand) -> tuple[dict[str, list[str]], int]:
    """By address what it obeys; and how many pages have shown a payload at all.

    In full each page for everybody who may see it, otherwise once, and "Heute" always.
    """
    schlecht, zeigt = {}, 0
    gesehen: set[str] = set()
    for rolle in (Rolle.LEITUNG, Rolle.VERWALTUNG, Rolle.BESUCHSDIENST, Rolle.DATENSCHUTZ):
        client = angemeldet(stadt.personen[rolle])
        for name in MUSTER:
            if ERLAUBT["GET", name][rolle] != 200 or name in gesehen:
                continue
            if not HAERTE and name != "seiten:heute":
                gesehen.add(name)
            antwort = client.get(adresse(stadt, name, stadt.eigene))
            assert antwort.status_code == 200, name
            if antwort.headers.get("Content-Type", "").startswith("text/html"):
                seite = Gehorsam(antwort.content.decode())
                zeigt += seite.zeigt
                if seite.schlecht:
                    schlecht[f"{name} ({rolle})"] = seite.schlecht
    return schlecht, zeigt


def test_es_gibt_genug_zu_versuchen():
    assert len(set(LASTEN)) >= 120
    assert len(textfelder()) >= 35


@pytest.mark.parametrize("runde", range(groesse(6, 60)))
def test_keine_seite_gehorcht_eingeschleustem(runde: int, stadt: Bestand):
    assert verseuchen(runde) >= 20
    schlecht, zeigt = gehorsam(stadt)
    assert schlecht == {}
    assert zeigt >= 25  # else we would have looked at empty pages


def test_texte_des_bueros_verlieren_was_gehorcht():
    assert {
        last: Gehorsam(bereinigen(last)).schlecht for last in LASTEN if Gehorsam(bereinigen(last)).schlecht
    } == {}


def test_gegenprobe_ohne_maskieren_gehorcht_die_seite(stadt: Bestand, monkeypatch: pytest.MonkeyPatch):
    verseuchen(0)
    monkeypatch.setattr(engines["django"].engine, "autoescape", False)
    monkeypatch.setattr("django.template.base.conditional_escape", str)
    schlecht, _ = gehorsam(stadt)
    assert len(schlecht) >= 10


def test_gegenprobe_der_leser_erkennt_was_gehorcht():
    assert sum(bool(Gehorsam(last).schlecht) for last in LASTEN) >= 80
