"""Only the head knows a blocked family: nobody else gets its visit, and nothing carries its address about."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from familienbuero.fehler import Ablehnung
from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from tests import fabriken
from tests.browser import brief
from tests.conftest import HEUTE
from willkommensbesuche.besuche import dienste
from willkommensbesuche.besuche.models import Besuch

Als = Callable[[Benutzer], Client]
MORGEN = HEUTE + timedelta(days=1)
VERRAETERISCH = ("Geheim", "Rosenstraße", "0271 4711", "Mika")


@pytest.fixture
def leitung(leitung: Benutzer) -> Benutzer:
    """The head, who makes visits as well."""
    leitung.rollen = [Rolle.LEITUNG, Rolle.BESUCHSDIENST]
    leitung.save(update_fields=["rollen"])
    fabriken.besuchskraft(leitung)
    return leitung


def _gesperrter_besuch(leitung: Benutzer, tag: date = MORGEN) -> Besuch:
    besuch = fabriken.besuch("Geheim", auskunftssperre=True, telefon="0271 4711")
    dienste.ueber_besuch_entscheiden(besuch.pk, besuchen=True, durch=leitung)
    return dienste.besuch_buchen(besuch.pk, fenster=fabriken.fenster(leitung, tag), durch=leitung)


@pytest.fixture
def gesperrt(leitung: Benutzer) -> Besuch:
    return _gesperrter_besuch(leitung)


def _uebergeben(von: Benutzer, an: Benutzer, durch: Benutzer) -> dienste.Uebergabe:
    return dienste.liste_uebergeben(von_person=von, an=an, von=HEUTE, bis=MORGEN, durch=durch)


def test_die_koordination_uebergibt_nur_was_sie_sehen_darf(
    gesperrt: Besuch, leitung: Benutzer, besuchsdienst: Benutzer, koordination: Benutzer
) -> None:
    offen = fabriken.geplanter_besuch(leitung, MORGEN, "Offen", stunde=13)
    ergebnis = _uebergeben(leitung, besuchsdienst, koordination)
    assert ([b.pk for b in ergebnis.uebergeben], ergebnis.geblieben) == ([offen.pk], [])
    gesperrt.refresh_from_db()
    assert gesperrt.besuchskraft == leitung


def test_auch_die_leitung_uebergibt_sie_nur_an_jemanden_der_sie_kennen_darf(
    gesperrt: Besuch, leitung: Benutzer, besuchsdienst: Benutzer, zweite_besuchskraft: Benutzer
) -> None:
    ergebnis = _uebergeben(leitung, besuchsdienst, leitung)
    assert (ergebnis.uebergeben, [b.pk for b in ergebnis.geblieben]) == ([], [gesperrt.pk])
    zweite_besuchskraft.rollen = [Rolle.BESUCHSDIENST, Rolle.LEITUNG]
    zweite_besuchskraft.save(update_fields=["rollen"])
    assert [b.pk for b in _uebergeben(leitung, zweite_besuchskraft, leitung).uebergeben] == [gesperrt.pk]


def test_ein_tausch_bringt_sie_zu_niemand_anderem(
    gesperrt: Besuch, leitung: Benutzer, besuchsdienst: Benutzer
) -> None:
    anderer = fabriken.geplanter_besuch(besuchsdienst, MORGEN, "Anderer", stunde=13)
    with pytest.raises(Ablehnung, match="Sperrvermerk"):
        dienste.besuche_tauschen(gesperrt.pk, anderer.pk, durch=leitung)
    for besuch, kraft in ((gesperrt, leitung), (anderer, besuchsdienst)):
        besuch.refresh_from_db()
        assert (besuch.besuchskraft, besuch.termin is not None) == (kraft, True)


def test_das_eigene_blatt_der_leitung_nennt_nur_die_uhrzeit(als: Als, leitung: Benutzer) -> None:
    _gesperrter_besuch(leitung, HEUTE)
    text = brief.text(als(leitung).get(reverse("besuche:mein_blatt")).content).replace("\n", " ")
    assert "9:00 Gesperrte Familie" in text
    assert "Anschrift gesperrt" in text
    assert not [wort for wort in VERRAETERISCH if wort in text]


def test_mein_tag_und_was_das_handy_davon_behaelt_nennen_nur_die_uhrzeit(als: Als, leitung: Benutzer) -> None:
    besuch = _gesperrter_besuch(leitung, HEUTE)
    fabriken.geplanter_besuch(leitung, HEUTE, "Offen", stunde=13)
    html = als(leitung).get(reverse("besuche:mein_tag")).content.decode()
    assert not [wort for wort in ("Geheim", "0271 4711") if wort in html]
    assert "Familie Offen" in html
    assert f'href="{reverse("besuche:besuch", args=[besuch.pk])}"' in html
    assert reverse("besuche:protokoll", args=[besuch.pk]) not in html
    html = als(leitung).get(reverse("besuche:mein_tag"), {"tag": MORGEN.isoformat()}).content.decode()
    assert "Geheim" not in html


def test_ihr_protokoll_schreibt_man_von_der_seite_des_besuchs_aus(als: Als, leitung: Benutzer) -> None:
    besuch = _gesperrter_besuch(leitung, HEUTE)
    seite = als(leitung).get(reverse("besuche:besuch", args=[besuch.pk])).content.decode()
    assert "Rosenstraße" in seite
    assert reverse("besuche:protokoll", args=[besuch.pk]) in seite
