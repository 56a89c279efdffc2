"""Forms as a browser sees and sends them."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client

from familienbuero.konten.models import Benutzer

WORTFELDER = ("text", "email", "tel", "url")


class Felder(HTMLParser):
    """What a browser would send from the forms of a page, unless somebody types."""

    def __init__(self, seite: str) -> None:
        super().__init__()
        self.werte: dict[str, Any] = {}
        # Where somebody may type words, with the kind of words; and what the page complains about.
        self.freitext: dict[str, str] = {}
        self.falsch: set[str] = set()
        self.text = self.auswahl = ""
        self.feed(seite)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        angaben = dict(attrs)
        name, wert = angaben.get("name") or "", angaben.get("value") or ""
        if angaben.get("aria-invalid") == "true":
            self.falsch.add(name)
        if tag == "input" and name:
            if (art := angaben.get("type") or "text") in WORTFELDER:
                self.freitext[name] = art
            if angaben.get("type") not in ("checkbox", "radio"):
                self.werte[name] = wert
            elif "checked" in angaben:
                self.werte.setdefault(name, []).append(wert or "on")
        elif tag == "select":
            self.auswahl = name
        elif tag == "option" and self.auswahl and "selected" in angaben:
            self.werte[self.auswahl] = wert
        elif tag == "textarea":
            self.text = name
            self.freitext[name] = tag
            self.werte[name] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.werte[self.text] = self.werte[self.text].removeprefix("\n")
            self.text = ""
        elif tag == "select":
            self.auswahl = ""

    def handle_data(self, data: str) -> None:
        if self.text:
            self.werte[self.text] += data


def angemeldet(person: Benutzer, **art: Any) -> Client:
    client = Client(**art)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def formular(client: Client, weg: str) -> dict[str, Any]:
    """The fields of a page, filled as it came."""
    seite = client.get(weg)
    assert seite.status_code == 200, weg
    return Felder(seite.content.decode()).werte
