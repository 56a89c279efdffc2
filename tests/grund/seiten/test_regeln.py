"""Contrast, cleaning, filling in, greeting."""

from datetime import datetime

import pytest

from familienbuero.kalender.uhr import BERLIN
from familienbuero.seiten.regeln import ausfuellen, bereinigen, gruss, kontrast, ohne_absaetze
from familienbuero.stammdaten.models import Kommune


@pytest.mark.parametrize(
    ("eine", "andere", "wert"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#0b5963", "#ffffff", 8.01),
    ],
)
def test_der_kontrast_ist_der_der_wcag(eine: str, andere: str, wert: float) -> None:
    assert kontrast(eine, andere) == kontrast(andere, eine) == pytest.approx(wert, abs=0.01)


@pytest.mark.parametrize(
    ("roh", "sauber"),
    [
        ("<h2>Titel</h2>\n\nEin Satz.\nNoch einer.", "<h2>Titel</h2>\n\n<p>Ein Satz.\nNoch einer.</p>"),
        ("<p>gut<script>alert(1)</script></p>", "<p>gut</p>"),
        ('<p onclick="x()" style="color:red">gut</p>', "<p>gut</p>"),
        ('<a href="javascript:alert(1)">x</a>', '<p><a rel="noopener noreferrer">x</a></p>'),
        ('<img src="x" onerror="x()">', ""),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("Wir:\n<ul><li>a</li></ul>\nUnd:", "<p>Wir:</p>\n\n<ul><li>a</li></ul>\n\n<p>Und:</p>"),
        ("<p>Wir:<ul><li>a</li></ul></p>", "<p>Wir:</p>\n\n<ul><li>a</li></ul>"),
        ("<h2>A<h2>B", "<h2>A</h2>\n\n<h2>B</h2>"),
    ],
)
def test_ein_text_behaelt_nur_was_eine_seite_haben_darf(roh: str, sauber: str) -> None:
    assert bereinigen(roh) == sauber


def test_bereinigen_aendert_einen_sauberen_text_nicht_mehr() -> None:
    einmal = bereinigen(
        "<h2>A</h2>\n\nText mit <a href='https://x.example'>Verweis</a>\n\n<ul><li>eins</li></ul>"
    )
    assert bereinigen(einmal) == einmal


@pytest.mark.parametrize(
    ("gespeichert", "getippt"),
    [
        ("<p>Eins.</p>\n\n<p>Zwei <strong>stark</strong>.</p>", "Eins.\n\nZwei <strong>stark</strong>."),
        ("<p>Eltern &amp; Kind</p>", "Eltern & Kind"),
        ("<p>&amp;lt; ist &lt;</p>", "&amp;lt; ist &lt;"),
        ("<h2>A</h2>\n\n<p>b</p>\n\n<ul><li>c</li></ul>", "<h2>A</h2>\n\nb\n\n<ul><li>c</li></ul>"),
        ("<ul><li>a<ol><li>b</li></ol></li>\n\n<li>c</li></ul>",) * 2,
    ],
)
def test_ein_text_wird_ohne_absatzmarken_getippt_und_bleibt_dabei_derselbe(
    gespeichert: str, getippt: str
) -> None:
    assert ohne_absaetze(gespeichert) == getippt
    assert bereinigen(getippt.replace("\n", "\r\n")) == gespeichert


def test_die_angaben_der_kommune_stehen_im_text_und_koennen_ihn_nicht_aufbrechen() -> None:
    kommune = Kommune(name="<b>Stadt</b>", email="a@b.example")
    assert (
        ausfuellen("<p>{name}, {email}, {anderes}</p>", kommune)
        == "<p>&lt;b&gt;Stadt&lt;/b&gt;, a@b.example, {anderes}</p>"
    )


@pytest.mark.parametrize(
    ("stunde", "worte"),
    [(0, "Guten Morgen"), (10, "Guten Morgen"), (11, "Guten Tag"), (17, "Guten Tag"), (18, "Guten Abend")],
)
def test_gegruesst_wird_nach_der_uhr(stunde: int, worte: str) -> None:
    assert gruss(datetime(2026, 9, 7, stunde, tzinfo=BERLIN)) == worte
