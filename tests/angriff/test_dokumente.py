"""A8: hostile documents fetch nothing and carry nothing away."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.template import Context, Template

from familienbuero.schreiben import pdf
from tests.angriff.kanarie import Kanarie, kanarie

weasyprint = pdf._weasyprint()
GEHEIM = "Kanarienvogel-7731"
DOKUMENT = (
    '<!doctype html><html lang="de"><head><title>Probe</title>{}</head><body><p>Grüße</p>{}</body></html>'
)


def schnipsel(netz: str, datei: str) -> dict[str, tuple[str, str]]:
    """Ways to ask for something: what stands in the head, what in the body."""
    svg = 'xmlns="http://www.w3.org/2000/svg" width="9" height="9"'
    return {
        "img": ("", f'<img src="{netz}/img">'),
        "img srcset": ("", f'<img src="{netz}/srcset" srcset="{netz}/srcset2 2x">'),
        "CSS import": (f'<style>@import url("{netz}/import.css");</style>', ""),
        "Schrift": (f'<style>@font-face {{font-family: x; src: url("{netz}/schrift")}}</style>', ""),
        "Hintergrund": (f'<style>p {{background: url("{netz}/hintergrund")}}</style>', ""),
        "Listenbild": (f'<style>li {{list-style-image: url("{netz}/liste")}}</style>', "<ul><li>x</li></ul>"),
        "Inhalt": (f'<style>p::before {{content: url("{netz}/inhalt")}}</style>', ""),
        "Rahmenbild": (f'<style>p {{border: 1px solid; border-image: url("{netz}/rahmen") 1}}</style>', ""),
        "object": ("", f'<object data="{netz}/object"></object>'),
        "embed": ("", f'<embed src="{netz}/embed">'),
        "SVG": ("", f'<svg {svg}><image href="{netz}/svg" width="9" height="9"/></svg>'),
        "SVG, verwendet": ("", f'<svg {svg}><use href="{netz}/use#a"/></svg>'),
        "SVG als data:": ("", f"<img src='data:image/svg+xml,<svg {svg}><image href={netz}/data /></svg>'>"),
        "Stilblatt": (f'<link rel="stylesheet" href="{netz}/link.css">', ""),
        "Umleitung": ("", f'<img src="{netz}/weiter">'),
        "Basis": (f'<base href="{netz}/">', '<img src="basis">'),
        "Anhang": (f'<link rel="attachment" href="{netz}/anhang">', ""),
        "Anhang als Verweis": ("", f'<a rel="attachment" href="{netz}/a2">x</a>'),
        "Hinweise": ("", f'<table background="{netz}/tabelle"><tr><td>x</td></tr></table>'),
        "Datei als Anhang": (f'<link rel="attachment" href="file://{datei}">', ""),
        "Datei als Verweis": ("", f'<a rel="attachment" href="file://{datei}">x</a>'),
        "Datei als Bild": ("", f'<img src="file://{datei}"><object data="file://{datei}"></object>'),
        "Datei als Stil": (f'<link rel="stylesheet" href="file://{datei}">', ""),
        "ftp": ("", '<img src="ftp://127.0.0.1:9/x">'),
    }  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[Kanarie]:
    with kanarie() as laufend:
        yield laufend


@pytest.fixture(scope="module")
def geheime_datei(tmp_path_factory: pytest.TempPathFactory) -> Path:
    datei = tmp_path_factory.mktemp("geheim") / "geheim.txt"
    datei.write_text(GEHEIM)
    return datei


def verrat(inhalt: bytes) -> bool:
    """Whether the word of the secret file stands anywhere in the document, unpacked."""
    with pikepdf.open(io.BytesIO(inhalt)) as dokument:
        stroeme = [obj.read_bytes() for obj in dokument.objects if isinstance(obj, pikepdf.Stream)]
    return any(GEHEIM.encode() in stueck for stueck in [inhalt, *stroeme])


NAMEN = list(schnipsel("", ""))


@pytest.mark.parametrize("name", NAMEN)
def test_unsere_tuer_holt_nichts(name: str, server: Kanarie, geheime_datei: Path):
    server.gefragt.clear()
    html = DOKUMENT.format(*schnipsel(server.adresse, str(geheime_datei))[name])
    assert not verrat(pdf.setzen(html, stil="brief"))
    assert server.gefragt == []


def test_gegenprobe_weasyprint_allein_holt_fast_alles(
    server: Kanarie, geheime_datei: Path, caplog: pytest.LogCaptureFixture
):
    assert len(NAMEN) >= 20
    server.gefragt.clear()
    verraten = set()
    for name, teile in schnipsel(server.adresse, str(geheime_datei)).items():
        html = DOKUMENT.format(*teile)
        if verrat(weasyprint.HTML(string=html).write_pdf(presentational_hints=True)):
            verraten.add(name)
    assert len(set(server.gefragt)) >= 12
    assert "/umgeleitet" in server.gefragt
    assert "Datei als Anhang" in verraten


def test_gegenprobe_unsere_tuer_ohne_ihren_holer_holt(
    server: Kanarie, geheime_datei: Path, monkeypatch: pytest.MonkeyPatch
):
    server.gefragt.clear()
    pdf.setzen(DOKUMENT.format("", ""), stil="brief")  # our own style sheets are there
    monkeypatch.setattr(pdf, "_holer", lambda bilder: weasyprint.urls.URLFetcher())
    pdf.setzen(DOKUMENT.format(*schnipsel(server.adresse, str(geheime_datei))["img"]), stil="brief")
    assert server.gefragt == ["/img"]


def test_eine_familie_die_wie_html_heisst_bleibt_text(server: Kanarie, geheime_datei: Path):
    """Names reach the letter through a template that escapes; even unescaped they would fetch nothing."""
    server.gefragt.clear()
    alle: list[Any] = list(schnipsel(server.adresse, str(geheime_datei)).values())
    namen = Template("{% for name in namen %}<p>{{ name }}</p>{% endfor %}").render(
        Context({"namen": [f"{kopf}{rumpf}" for kopf, rumpf in alle]})
    )
    assert "<img" not in namen
    assert not verrat(pdf.setzen(DOKUMENT.format("", namen), stil="brief"))
    assert server.gefragt == []
