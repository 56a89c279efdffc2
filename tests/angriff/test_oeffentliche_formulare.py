"""A1 and A9 at every form without a sign-in: nobody sees a broken page, no script, no forged mail."""

import time
from dataclasses import dataclass
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
from familienbuero.oeffentlich import stempel
from familienbuero.schreiben.dienste import wartende_senden
from familienbuero.termine.models import Zugangsversuch
from netzwerk.angebote.forms import Angebotsfilter
from netzwerk.angebote.views.anmelden import OFFEN
from netzwerk.partner.dienste import link_ausstellen
from netzwerk.partner.models import Ansprechperson
from tests import fabriken
from tests.conftest import HEUTE
from tests.stoerung.formulare import angemeldet, formular
from tests.stoerung.groesse import groesse

EINGABEN, FRAGEN = groesse(700, 7000), groesse(300, 3000)
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
# Which fields get another value: by their place in the form, which is drawn beside them.
ANDERS = st.dictionaries(st.integers(0, 30), st.one_of(WERT, st.lists(WERT, max_size=3)), max_size=4)
FAMILIE = {"name": "Selma Öztürk", "email": "selma@familie.example", "kinder": "1", "alter": "4"}
RAT = {"thema": "geld", "telefon": "0271 4715"}
# Everything that stands behind the question mark of the list, its views and its feeds.
FRAGE = (*Angebotsfilter.base_fields, "vor", "nach", "woche", "monat")
LESBAR = ["liste", "woche", "monat", "ferien", "einbetten", "tabelle", "kalender", "neues"]


@dataclass(frozen=True)
class Formular:
    """What anybody may send: where to, and what a person would type."""

    weg: str
    werte: dict[str, Any]
    # Where the office or the sender sees what has been stored; nowhere for a question.
    danach: tuple[str, ...] = ()

    def mit(self, anders: dict[int, Any]) -> dict[str, Any]:
        """As a person sends it, but for some of its fields."""
        felder = list(self.werte)
        return self.werte | {felder[stelle % len(felder)]: wert for stelle, wert in anders.items()}


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
class TestOeffentlicheFormulare(TestCase):
    """Each input in a transaction of its own, undone afterwards."""

    def setUp(self) -> None:
        buero = fabriken.BenutzerFabrik.create(rollen=[Rolle.NETZWERK, Rolle.KOORDINATION])
        kurs = fabriken.kurs(durch=buero)
        petra = Ansprechperson.objects.create(organisation=kurs.organisation, name="Petra")
        self.am_tisch, self.aussen = angemeldet(buero), Client()
        self.aussen.get(reverse("pflegen:verweis", args=[link_ausstellen(petra.pk)]))
        sitzung = self.aussen.session
        eigene = str(fabriken.anmeldung(kurs).pk)
        sitzung[OFFEN] = {eigene: 9e12}
        sitzung.save()
        anmelden, anmeldung = reverse("angebote:anmelden", args=[kurs.slug]), reverse("angebote:anmeldung")
        beim_kurs = anmeldung, reverse("angebotspflege:anmeldungen", args=[kurs.pk])
        beim_partner = reverse("pflegen:liste"), reverse("angebotspflege:vorschlaege")
        neu, eigenes = reverse("pflegen:neu"), reverse("pflegen:angebot", args=[kurs.pk])
        self.formulare = [
            Formular(anmelden, self._leer(anmelden) | FAMILIE, beim_kurs),
            Formular(
                reverse("angebote:anmeldung_aendern"),
                self._leer(anmelden) | FAMILIE | {"anmeldung": eigene},
                beim_kurs,
            ),
            Formular(
                rat := reverse("rat:anfragen"), self._leer(rat) | RAT, (reverse("vermittlung:ratanfragen"),)
            ),
            Formular(
                wunsch := reverse("besuchswunsch:wuenschen"),
                self._leer(wunsch) | fabriken.WUNSCH,
                (reverse("besuche:wuensche"),),
            ),
            Formular(termin := reverse("termine:anmelden"), self._leer(termin) | {"code": "7KQF-2M9X-HT4W"}),
            Formular(neu, self._leer(neu) | {"titel": "Chor", "kurz": "Singen."}, beim_partner),
            Formular(eigenes, self._leer(eigenes) | {"titel": "Massage"}, beim_partner),
        ]

    def _leer(self, weg: str) -> dict[str, Any]:
        """The fields as the page brings them, shown a minute ago."""
        felder = formular(self.aussen, weg)
        return felder | ({"stempel": stempel(time.time() - 60)} if "stempel" in felder else {})

    def test_unveraendert_wird_jedes_formular_angenommen(self) -> None:
        """Otherwise the fuzzed ones would not get far."""
        for gesendet in self.formulare:
            antwort = self.aussen.post(gesendet.weg, gesendet.mit({}))
            assert (antwort.status_code == 302) == bool(gesendet.danach), gesendet.weg
            self._nachsehen(*gesendet.danach)

    @settings(max_examples=EINGABEN, deadline=None, suppress_health_check=list(HealthCheck))
    @given(welches=st.integers(0, 6), anders=ANDERS)
    def test_was_immer_jemand_schickt(self, welches: int, anders: dict[int, Any]) -> None:
        with kalender.stichtag(HEUTE):
            Zugangsversuch.objects.all().delete()
            gesendet = self.formulare[welches]
            antwort = self.aussen.post(gesendet.weg, gesendet.mit(anders))
            assert antwort.status_code in (200, 302, 409, 429), antwort.status_code
            assert Gefahr(antwort.content.decode()).gefunden == []
            if antwort.status_code == 302:
                self._nachsehen(*gesendet.danach)

    @settings(max_examples=FRAGEN, deadline=None, suppress_health_check=list(HealthCheck))
    @given(name=st.sampled_from(LESBAR), anders=ANDERS)
    def test_was_immer_jemand_sucht(self, name: str, anders: dict[int, Any]) -> None:
        frage = Formular(reverse(f"angebote:{name}"), dict.fromkeys(FRAGE, ""))
        antwort = self.aussen.get(frage.weg, frage.mit(anders))
        assert antwort.status_code in (200, 302, 400, 404), antwort.status_code
        if antwort["Content-Type"].startswith("text/html"):
            assert Gefahr(antwort.content.decode()).gefunden == []

    def _nachsehen(self, *seiten: str) -> None:
        """What has been stored does no harm on the pages of the sender and of the office, nor in a mail."""
        for weg in seiten:
            seite = (self.aussen if weg.startswith("/angebote/") else self.am_tisch).get(weg)
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
