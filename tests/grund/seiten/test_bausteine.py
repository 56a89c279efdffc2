"""Tags of the library `bausteine`."""

from typing import Any

import pytest
from django.template import RequestContext, Template
from django.test import RequestFactory

from familienbuero.blaettern import Blatt
from familienbuero.raum import Faelliges
from familienbuero.seiten.views.bausteine import Muster
from familienbuero.zustand import Zustand


def gezeigt(vorlage: str, **kontext: Any) -> str:
    anfrage = kontext.pop("request", RequestFactory().get("/"))
    return Template("{% load bausteine %}" + vorlage).render(RequestContext(anfrage, kontext))


@pytest.mark.parametrize("zustand", list(Muster))
def test_eine_marke_hat_wort_zeichen_und_ton(zustand: Muster) -> None:
    html = gezeigt("{% statusmarke wert %}", wert=zustand)
    assert f"fb-status--{zustand.ton}" in html
    assert f"kern-icon--{zustand.zeichen}" in html
    assert zustand.label in html


def test_zwei_raeume_nennen_ihren_zustand_gleich_und_jeder_zeigt_seinen() -> None:
    class Platz(Zustand):
        BESTAETIGT = "bestaetigt", "hat einen Platz"

    for zustand in (Platz.BESTAETIGT, Muster.BESTAETIGT):
        assert zustand.label in gezeigt("{% statusmarke wert %}", wert=zustand)


def test_der_seitenkopf_zeigt_seine_aktionen_nur_wenn_es_welche_gibt() -> None:
    voll = gezeigt('{% seitenkopf titel satz="s" %}<a href="/x">X</a>{% endseitenkopf %}', titel="A & B")
    assert '<h1 class="kern-heading-large">A &amp; B</h1>' in voll
    assert '<div class="kern-btn-wrapper"><a href="/x">X</a></div>' in voll
    assert "kern-btn-wrapper" not in gezeigt('{% seitenkopf "A" %}  {% endseitenkopf %}')


def test_was_zwischen_den_marken_steht_wird_wie_ueberall_maskiert() -> None:
    html = gezeigt('{% leer "L" satz="s" %}{{ boese }}{% endleer %}', boese="<script>")
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_faelliges_das_eilt_traegt_eine_marke() -> None:
    eilig = Faelliges(anzahl=1, titel="t", satz="", adresse="/a", frist="heute", eilt=True)
    ruhig = Faelliges(anzahl=2, titel="t", satz="s", adresse="/b", frist="morgen")
    html = gezeigt("{% faellig liste %}", liste=[eilig, ruhig])
    assert html.count("fb-status--eilt") == 1
    assert '<span class="kern-sr-only">2 </span>t</a>' in html


def test_blaettern_behaelt_die_anderen_angaben_der_adresse(rf: Any) -> None:
    anfrage = rf.get("/liste/", {"stand": "offen", "nach": "alt"})
    html = gezeigt("{% blaettern blatt %}", blatt=Blatt([], "z", "w", 50), request=anfrage)
    assert 'href="?stand=offen&amp;vor=z"' in html
    assert 'href="?stand=offen&amp;nach=w"' in html
    assert 'href="?stand=offen"' in html
    assert gezeigt("{% blaettern blatt %}", blatt=Blatt([], None, None, 50), request=anfrage).strip() == ""


def test_fortschritt_rechnet_prozent_und_kennt_das_unbekannte_ende() -> None:
    assert "59 Prozent" in gezeigt('{% fortschritt 62 105 text="62 von 105" %}')
    offen = gezeigt('{% fortschritt 0 None text="wird gezählt" %}')
    assert "Prozent" not in offen
    assert "max=" not in offen


def test_ein_pfad_endet_ohne_verweis() -> None:
    html = gezeigt('{% pfad "Konten" "/k/" "Neu" %}')
    assert '<li><a href="/k/">Konten</a></li><li>Neu</li>' in html


def test_eine_telefonnummer_laesst_sich_waehlen_und_steht_in_jeder_schrift_richtig_herum() -> None:
    html = gezeigt("{% telefon nummer %}", nummer="+49 271 404-21, App. 3")
    assert (
        html == '<a class="fb-nummer" href="tel:+4927140421"><bdi dir="ltr">+49 271 404-21, App. 3</bdi></a>'
    )
    assert gezeigt("{% telefon nummer %}", nummer="<b>") == '<bdi dir="ltr">&lt;b&gt;</bdi>'
