"""A7: texts of the office and names of people are text, whatever template language they look like."""

import io
import re
from html.parser import HTMLParser
from typing import Any

import pikepdf
import pytest
from django.conf import settings
from django.template import Context, Template
from django.urls import reverse
from django.utils.html import escape

from familienbuero.konten.models import Benutzer
from familienbuero.seiten.models import Seite
from familienbuero.stammdaten.dienste import kommune
from tests import fabriken
from tests.conftest import HEUTE
from tests.stoerung.groesse import groesse
from willkommensbesuche.besuche.models import Besuch
from willkommensbesuche.einladungen.dokumente import MUSTERCODE, MUSTERVERWEIS, einladungsbrief

pytestmark = pytest.mark.django_db

_AUSDRUECKE = [
    "settings.SECRET_KEY", "7*191", "request", "request.META", "config", "self", "name.__class__",
    "''.__class__", "''.__class__.__mro__[1].__subclasses__()",
    "cycler.__init__.__globals__.os.popen('id').read()",
    "lipsum.__globals__", "request.user.password", "block.super", "form.instance", "debug",
]  # fmt: skip
NUTZLASTEN = [
    *(f"{{{{ {ausdruck} }}}}" for ausdruck in _AUSDRUECKE),
    *(f"{{{ausdruck}}}" for ausdruck in _AUSDRUECKE if not ausdruck.isidentifier()),
    *(f"${{{ausdruck}}}" for ausdruck in _AUSDRUECKE if not ausdruck.isidentifier()),
    *(f"#{{{ausdruck}}}" for ausdruck in _AUSDRUECKE if not ausdruck.isidentifier()),
    "{% debug %}", "{% load static %}{% static 'x' %}", "{% include '/etc/passwd' %}",
    "{% extends 'basis.html' %}", "{% csrf_token %}", "{# weg #}", "{% comment %}weg{% endcomment %}",
    "{% for a in b %}x{% endfor %}",
    "%(SECRET_KEY)s", "%s%s%s%n", "%x", "{0}{1}", "{0.__class__}", "{!r}", "{:>999999}",
    "${7*191}", "<%= 7*191 %>", "#set($a=7*191)$a", "*{7*191}", "@(7*191)", "[[${7*191}]]", "~{7*191}",
    "$(id)", "`id`", "{{{{}}}}", "}}{{", "{",
]  # fmt: skip


class Text(HTMLParser):
    """The text of a page as a reader sees it."""

    def __init__(self, seite: str) -> None:
        super().__init__()
        self.stuecke: list[str] = []
        self.feed(seite)
        self.close()

    def handle_data(self, data: str) -> None:
        self.stuecke.append(data)

    @property
    def alles(self) -> str:
        return " ".join("".join(self.stuecke).split())


def flach(text: str) -> str:
    return " ".join(text.split())


def test_es_sind_sechzig():
    assert len(set(NUTZLASTEN)) >= 60


def test_texte_des_bueros_bleiben_text_in_vorschau_und_seite(als: Any, verwaltung: Benutzer):
    client = als(verwaltung)
    bearbeiten, oeffentlich = (
        reverse(f"seiten:{name}", args=["impressum"]) for name in ("seite_bearbeiten", "seite")
    )
    ohne_namen = [last for last in NUTZLASTEN if not re.search(r"\{\w+\}", last) and "<" not in last]
    assert len(ohne_namen) >= 50
    eingabe = {"titel": "Impressum", "text": "\n\n".join(["Anfang {telefon}", *ohne_namen])}
    vorschau = Text(client.post(bearbeiten, eingabe | {"vorschau": "1"}).context["vorschau"]).alles
    assert client.post(bearbeiten, eingabe).status_code == 302
    seite = Text(client.get(oeffentlich).content.decode()).alles
    assert [last for last in ohne_namen if flach(last) not in vorschau] == []
    assert [last for last in ohne_namen if flach(last) not in seite] == []
    assert vorschau in seite
    assert settings.SECRET_KEY not in seite
    assert "1337" not in vorschau
    assert f"Anfang {kommune().telefon}" in vorschau


@pytest.mark.parametrize("platz", ["{geheim}", "{SECRET_KEY}", "{0}", "{Telefon}", "{name}{nmae}"])
def test_ein_unbekannter_platzhalter_wird_nicht_gespeichert(platz: str, als: Any, verwaltung: Benutzer):
    vorher = Seite.objects.get(slug="impressum").text
    antwort = als(verwaltung).post(
        reverse("seiten:seite_bearbeiten", args=["impressum"]), {"titel": "Impressum", "text": f"Ruf {platz}"}
    )
    assert "gibt es nicht" in str(antwort.context["form"].errors["text"])
    assert Seite.objects.get(slug="impressum").text == vorher


@pytest.fixture
def besuch(besuchsdienst: Benutzer) -> Besuch:
    fabriken.besuchskraft(besuchsdienst)
    return fabriken.geplanter_besuch(besuchsdienst, HEUTE, "Beispiel")


def test_namen_sind_auf_der_seite_und_im_brief_woertlich_zu_lesen(
    als: Any, koordination: Benutzer, besuch: Besuch
):
    client = als(koordination)
    familie = besuch.familie
    assert familie is not None
    elternteil = familie.sorgeberechtigte.get()
    for stelle, last in enumerate(NUTZLASTEN[:: groesse(4, 1)]):
        elternteil.familienname, familie.name = last, last
        elternteil.save()
        familie.save()
        seite = Text(client.get(reverse("stammdaten:familie", args=[familie.pk])).content.decode()).alles
        assert flach(last) in seite, last
        brief = einladungsbrief(
            Besuch.objects.get(pk=besuch.pk), kommune(), code=MUSTERCODE, token=MUSTERVERWEIS
        )
        assert flach(last) in Text(brief.html()).alles, last
        if stelle % 12 == 0:
            assert keine_einstellung(brief.pdf())


def keine_einstellung(pdf: bytes) -> bool:
    """No value of the settings in any stream or string of the document."""
    geheim = [
        settings.SECRET_KEY,
        settings.CODESCHLUESSEL,
        settings.DATABASE_URL,
        settings.REDIS_URL,
        *settings.TEXTSCHLUESSEL,
    ]
    with pikepdf.open(io.BytesIO(pdf)) as dokument:
        inhalt = b"".join([pdf, *(o.read_bytes() for o in dokument.objects if isinstance(o, pikepdf.Stream))])
    return not any(wert.encode() in inhalt for wert in geheim)


def test_gegenprobe_als_vorlage_waere_es_eine_luecke():
    geheim = Template(NUTZLASTEN[0]).render(Context({"settings": settings}))
    assert geheim == escape(settings.SECRET_KEY)
