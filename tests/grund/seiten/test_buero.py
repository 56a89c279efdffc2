"""Heute, search and navigation."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from familienbuero import kalender
from familienbuero.datenschutz.dienste import fristen_setzen, loeschregeln
from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer, Lesezugriff
from familienbuero.seiten.kontext import SUCHENDE, bereiche
from tests.fabriken import BenutzerFabrik, besuchskraft, familie, geplanter_besuch


def texte(benutzer: Benutzer, pfad: str = "/heute/") -> list[str]:
    return [bereich.text for bereich in bereiche(benutzer, pfad)]


def test_heute_gibt_es_nur_angemeldet(client: Client, db: None) -> None:
    assert client.get(reverse("seiten:heute")).headers["Location"] == "/konto/anmelden/?next=/heute/"


@pytest.mark.parametrize("rolle", list(Rolle))
def test_jede_rolle_hat_ein_heute_mit_ihrem_namen_und_dem_tag(als: Any, wach: None, rolle: Rolle) -> None:
    person = BenutzerFabrik.create(vorname="Jana", nachname="Krämer", rollen=[rolle])
    fristen_setzen(dict.fromkeys(loeschregeln(), 3), durch=person)
    seite = als(person).get(reverse("seiten:heute")).content.decode()
    assert "Montag, 7. September 2026" in seite
    assert ", Jana Krämer</h1>" in seite
    assert 'class="fb-leer"' in seite


def test_wer_keine_rolle_hat_erfaehrt_was_zu_tun_ist(als: Any, db: None) -> None:
    seite = als(BenutzerFabrik.create()).get(reverse("seiten:heute")).content.decode()
    assert "Ihr Konto hat noch keine Rolle" in seite


def test_wer_fristen_festlegt_erfaehrt_dass_welche_fehlen(als: Any, leitung: Benutzer) -> None:
    seite = als(leitung).get(reverse("seiten:heute")).content.decode()
    assert "Löschfristen sind festzulegen" in seite


def test_die_verwaltung_sieht_ihre_bereiche_und_steht_am_richtigen(verwaltung: Benutzer) -> None:
    stellen = bereiche(verwaltung, "/verwaltung/konten/neu/")
    assert [bereich.text for bereich in stellen] == ["Heute", "Verwaltung"]
    assert [raum.text for raum in stellen[1].raeume if raum.hier] == ["Konten"]
    assert not stellen[0].hier


def test_niemand_sieht_einen_bereich_den_er_nicht_oeffnen_darf(planung: Benutzer, leitung: Benutzer) -> None:
    assert "Verwaltung" not in texte(planung)
    raeume = [raum.text for bereich in bereiche(leitung, "/heute/") for raum in bereich.raeume]
    assert set(raeume).isdisjoint({"Konten", "Einstellungen", "Seiten"})


def test_heute_steht_ganz_vorn_und_die_verwaltung_ganz_hinten(db: None) -> None:
    alles = BenutzerFabrik.create(rollen=list(Rolle))
    assert texte(alles)[0] == "Heute"
    assert texte(alles)[-1] == "Verwaltung"


@pytest.mark.parametrize("rolle", list(Rolle))
def test_jede_stelle_der_navigation_oeffnet_sich(als: Any, db: None, rolle: Rolle) -> None:
    person = BenutzerFabrik.create(rollen=[rolle])
    client = als(person)
    adressen = [raum.adresse for bereich in bereiche(person, "/heute/") for raum in bereich.raeume]
    assert {adresse: client.get(adresse).status_code for adresse in adressen} == dict.fromkeys(adressen, 200)


@pytest.mark.parametrize("rolle", list(Rolle))
def test_suchen_darf_wer_mit_familien_arbeitet(als: Any, db: None, rolle: Rolle) -> None:
    client = als(BenutzerFabrik.create(rollen=[rolle]))
    erlaubt = rolle in SUCHENDE
    assert client.post(reverse("seiten:suche"), {"wort": "x"}).status_code == (302 if erlaubt else 403)
    assert ('role="search"' in client.get(reverse("seiten:heute")).content.decode()) is erlaubt


def test_das_suchwort_bleibt_aus_der_adresszeile(als: Any, koordination: Benutzer) -> None:
    client = als(koordination)
    assert (
        '<form class="fb-suche" role="search" method="post"'
        in client.get(reverse("seiten:heute")).content.decode()
    )
    antwort = client.get(reverse("seiten:suche"), {"wort": "Abrakadabra"})
    assert (antwort.context["gesucht"], "Abrakadabra" in antwort.content.decode()) == (False, False)


def test_wer_von_einem_treffer_zurueckkommt_findet_die_anderen_wieder(
    als: Any, leitung: Benutzer, koordination: Benutzer
) -> None:
    familie("Abrakadabra")
    client = als(leitung)
    adresse = client.post(reverse("seiten:suche"), {"wort": "Abrakadabra"})["Location"]
    assert "Abrakadabra" not in adresse
    assert len(client.get(adresse).context["treffer"]) == 1
    for fremd in (adresse[:-6], adresse.replace("=", "=x", 1), "/suche/?nach=ä", "/suche/?nach=c3E="):
        assert client.get(fremd).context["gesucht"] is False
    assert als(koordination).get(adresse).context["gesucht"] is False


def test_eine_suche_ohne_treffer_sagt_was_hilft(als: Any, koordination: Benutzer) -> None:
    antwort = als(koordination).post(reverse("seiten:suche"), {"wort": "Unauffindbar"}, follow=True)
    assert "Nichts gefunden" in antwort.content.decode()
    assert not Lesezugriff.objects.exists()


def test_wen_die_suche_zeigt_den_nennt_das_leseprotokoll(als: Any, leitung: Benutzer) -> None:
    gesuchte = familie("Abrakadabra")
    antwort = als(leitung).post(reverse("seiten:suche"), {"wort": "abrakadabra"}, follow=True)
    assert [fund.titel for fund in antwort.context["treffer"]] == ["Familie Abrakadabra"]
    vermerk = list(Lesezugriff.objects.values_list("wer", "seite", "familie"))
    assert vermerk == [(leitung.pk, "Suche", gesuchte.pk)]


def test_wer_unterwegs_gezeigt_wird_den_nennt_das_leseprotokoll(
    als: Any, koordination: Benutzer, besuchsdienst: Benutzer
) -> None:
    besuchskraft(besuchsdienst)
    besuch = geplanter_besuch(besuchsdienst, kalender.heute())
    seite = als(koordination).get(reverse("seiten:heute"))
    assert "Heute unterwegs" in seite.content.decode()
    vermerk = list(Lesezugriff.objects.values_list("wer", "seite", "familie"))
    assert vermerk == [(koordination.pk, "Heute", besuch.familie_id)]
