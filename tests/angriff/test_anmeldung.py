"""A1 and A9 at the sign-up: whatever is typed, nobody sees a broken page, no script, no forged mail."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from familienbuero import kalender
from familienbuero.konten.enums import Rolle
from familienbuero.schreiben.dienste import wartende_senden
from familienbuero.termine.models import Zugangsversuch
from netzwerk.angebote.views.anmelden import OFFEN
from tests import fabriken
from tests.conftest import HEUTE
from tests.netzwerk.angebote.eingaben import ausgefuellt
from tests.stoerung.formulare import angemeldet
from tests.stoerung.groesse import groesse

EINGABEN = groesse(1000, 10_000)
BOESES = st.sampled_from(
    [
        "<script>kanarie()</script>", "\"><img src=x onerror=kanarie()>", "javascript:kanarie()",
        "{{ 7*7 }}", "{% debug %}", "%(name)s", "\x00", "\r\nBcc: kanarie@boese.example",
        "a@b.example\nCc: x@y.z",
        "\u202e\u0000", "' OR 1=1 --", "=1+1", "\ud7ff\U0010ffff", "A" * 5000, "", " ", "-1", "1e9",
        "４", "on",
        "selma@familie.example", "\"a b\"@x.example", "a@[127.0.0.1]", "a@xn--mnchen-3ya.de", "ü@ü.de",
    ]
)  # fmt: skip
WERT = st.one_of(BOESES, st.text(max_size=60), st.integers().map(str), st.emails())
FELDER = ("name", "email", "telefon", "kinder", "alter", "webseite", "zeit")
FORMULAR = st.dictionaries(st.sampled_from(FELDER), st.one_of(WERT, st.lists(WERT, max_size=3)), max_size=4)


class Gefahr(HTMLParser):
    """Scripts and handlers in a page that are not the house's own."""

    def __init__(self, seite: str) -> None:
        super().__init__()
        self.gefunden: list[str] = []
        self.feed(seite)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, wert in attrs:
            if name.startswith("on") or (name in ("href", "action") and "javascript:" in (wert or "")):
                self.gefunden.append(f"{tag} {name}")
        if tag == "script" and not dict(attrs).get("src"):
            self.gefunden.append(tag)
        if tag == "img":
            self.gefunden.append(tag)


@pytest.mark.usefixtures("_stilblaetter")
class TestAnmeldung(TestCase):
    """Each input in a transaction of its own, undone afterwards."""

    def setUp(self) -> None:
        buero = fabriken.BenutzerFabrik.create(rollen=[Rolle.NETZWERK])
        self.kurs = fabriken.kurs(durch=buero)
        self.anmelden = reverse("angebote:anmelden", args=[self.kurs.slug])
        self.aendern = reverse("angebote:anmeldung_aendern")
        self.am_tisch, self.familie = angemeldet(buero), Client()
        sitzung = self.familie.session
        sitzung[OFFEN] = {"anmeldung": str(fabriken.anmeldung(self.kurs).pk), "bis": 9e12}
        sitzung.save()
        self.familie.cookies["sitzung"] = sitzung.session_key

    @settings(max_examples=EINGABEN, deadline=None, suppress_health_check=list(HealthCheck))
    @given(anders=FORMULAR, aendern=st.booleans())
    def test_was_immer_jemand_tippt(self, anders: dict[str, Any], aendern: bool) -> None:
        with kalender.stichtag(HEUTE):
            self._senden(ausgefuellt(**anders), aendern)

    def _senden(self, daten: dict[str, Any], aendern: bool) -> None:
        Zugangsversuch.objects.all().delete()
        antwort = self.familie.post(self.aendern if aendern else self.anmelden, daten)
        assert antwort.status_code in (200, 302, 409, 429), antwort.status_code
        assert Gefahr(antwort.content.decode()).gefunden == []
        if antwort.status_code == 302:
            self._nachsehen()

    def _nachsehen(self) -> None:
        """What has been stored does no harm on the pages of the family and of the office, nor in a mail."""
        liste = reverse("angebotspflege:anmeldungen", args=[self.kurs.pk])
        for seite in (self.familie.get(reverse("angebote:anmeldung")), self.am_tisch.get(liste)):
            assert seite.status_code == 200
            assert Gefahr(seite.content.decode()).gefunden == []
        mail.outbox.clear()
        wartende_senden()
        for brief in mail.outbox:
            koepfe = brief.message().keys()
            assert set(koepfe) <= {
                "Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To", "Date",
                "Message-ID", "Auto-Submitted",
            }  # fmt: skip
            assert len(brief.recipients()) == 1
            assert "kanarie" not in str(brief.message())
