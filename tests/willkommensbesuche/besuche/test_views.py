"""Pages of the visits, as the people who use them see them."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer, Lesezugriff
from tests import fabriken
from tests.conftest import HEUTE
from tests.stoerung.formulare import Felder, formular
from willkommensbesuche.besuche.dienste import besuch_buchen, besuch_verschieben
from willkommensbesuche.besuche.enums import BesuchStatus, Ergebnis
from willkommensbesuche.besuche.forms import fenster_schreiben
from willkommensbesuche.besuche.models import Anrufnotiz, Besuch, Besuchskraft

MORGEN = HEUTE + timedelta(days=1)
UEBERMORGEN = HEUTE + timedelta(days=2)


def _seite(name: str, *args: Any) -> str:
    return reverse(f"besuche:{name}", args=args)


def test_woche_zeigt_besuche_und_freie_fenster_des_teams(
    als: Any, koordination: Benutzer, besuchsdienst: Benutzer
) -> None:
    fabriken.besuchskraft(besuchsdienst)
    fabriken.geplanter_besuch(besuchsdienst, MORGEN, "Öztürk", stunde=10)
    html = als(koordination).get(_seite("woche")).content.decode()
    assert "Fam. Öztürk" in html
    assert "12:00–13:30 frei" in html
    assert Lesezugriff.objects.filter(wer=koordination, seite="Woche").count() == 1


def test_besuchskraft_sieht_nur_die_eigene_zeile(
    als: Any, besuchsdienst: Benutzer, zweite_besuchskraft: Benutzer
) -> None:
    for person, name in ((besuchsdienst, "Meine"), (zweite_besuchskraft, "Deine")):
        fabriken.besuchskraft(person)
        fabriken.geplanter_besuch(person, MORGEN, name)
    html = als(besuchsdienst).get(_seite("woche")).content.decode()
    assert "Fam. Meine" in html
    assert "Fam. Deine" not in html


def test_fremder_besuch_ist_nicht_zu_finden(
    als: Any, besuchsdienst: Benutzer, zweite_besuchskraft: Benutzer
) -> None:
    besuch = fabriken.geplanter_besuch(zweite_besuchskraft, MORGEN)
    assert als(besuchsdienst).get(_seite("besuch", besuch.pk)).status_code == 404


def test_gesperrte_familie_ist_fuer_die_koordination_nicht_zu_finden(
    als: Any, koordination: Benutzer
) -> None:
    besuch = fabriken.besuch(auskunftssperre=True)
    assert als(koordination).get(_seite("besuch", besuch.pk)).status_code == 404


def test_planen_gibt_termine_und_nennt_gruende(
    als: Any, koordination: Benutzer, besuchsdienst: Benutzer
) -> None:
    fabriken.besuchskraft(besuchsdienst)
    fabriken.besuch("Rechtzeitig")
    fabriken.besuch("Zuspaet", geburtsdatum=HEUTE - timedelta(days=200))
    zeitraum = {"von": MORGEN.isoformat(), "bis": (HEUTE + timedelta(days=60)).isoformat()}
    antwort = als(koordination).post(_seite("planen"), zeitraum, follow=True)
    html = antwort.content.decode()
    assert "1 Familie hat einen Termin bekommen, 1 noch nicht." in html
    assert "1 weitere: Zielfenster vorbei" in html
    html = als(koordination).get(_seite("planen"), {"vorbei": "1", **zeitraum}).content.decode()
    assert "Zuspaet" in html
    assert "Das Zielfenster ist vorbei" in html


def test_anruf_bucht_ein_fenster_und_behaelt_die_notiz(
    als: Any, koordination: Benutzer, besuchsdienst: Benutzer
) -> None:
    fabriken.besuchskraft(besuchsdienst)
    besuch = fabriken.besuch()
    fenster = fabriken.fenster(besuchsdienst, MORGEN, 10)
    client = als(koordination)
    assert client.get(_seite("termin", besuch.pk)).status_code == 200
    daten = {"fenster": ["", fenster_schreiben(fenster)], "vereinbart": "on", "notiz": "lieber vormittags"}
    client.post(_seite("termin", besuch.pk), daten)
    besuch.refresh_from_db()
    assert (besuch.status, besuch.tag) == (BesuchStatus.BESTAETIGT, MORGEN)
    assert Anrufnotiz.objects.get().text == "lieber vormittags"


def test_vergebenes_fenster_laesst_die_eingabe_stehen(
    als: Any, koordination: Benutzer, besuchsdienst: Benutzer
) -> None:
    fabriken.besuchskraft(besuchsdienst)
    besuch = fabriken.besuch()
    fenster = fabriken.fenster(besuchsdienst, MORGEN, 10)
    fabriken.geplanter_besuch(besuchsdienst, MORGEN, "Schneller", stunde=10)
    daten = {"fenster": fenster_schreiben(fenster), "notiz": "bleibt stehen"}
    html = als(koordination).post(_seite("termin", besuch.pk), daten).content.decode()
    assert "nicht mehr frei" in html
    assert "bleibt stehen" in html


@pytest.mark.parametrize(
    ("verb", "danach"),
    [("absagen", BesuchStatus.ABGESAGT), ("bestaetigen", BesuchStatus.BESTAETIGT),
     ("ausfallen", BesuchStatus.AUSFALL_DIENST), ("herausnehmen", BesuchStatus.GEPRUEFT)],
)  # fmt: skip
def test_verben_fragen_erst_und_handeln_dann(
    als: Any, koordination: Benutzer, besuchsdienst: Benutzer, verb: str, danach: BesuchStatus
) -> None:
    besuch = fabriken.geplanter_besuch(besuchsdienst, MORGEN)
    client = als(koordination)
    assert client.get(_seite(verb, besuch.pk)).status_code == 200
    besuch.refresh_from_db()
    assert besuch.status == BesuchStatus.EINGEPLANT
    client.post(_seite(verb, besuch.pk), formular(client, _seite(verb, besuch.pk)))
    besuch.refresh_from_db()
    assert besuch.status == danach


@pytest.mark.parametrize("verb", ["absagen", "bestaetigen", "ausfallen", "herausnehmen", "festlegen"])
def test_wer_ueber_einen_anderen_termin_entscheidet_sieht_erst_den_neuen(
    als: Any, koordination: Benutzer, besuchsdienst: Benutzer, verb: str
) -> None:
    besuch = fabriken.geplanter_besuch(besuchsdienst, MORGEN)
    client = als(koordination)
    gelesen = formular(client, _seite(verb, besuch.pk)) | {"notiz": "Anruf um neun"}
    neu = fabriken.fenster(besuchsdienst, MORGEN + timedelta(days=1))
    besuch_verschieben(besuch.pk, fenster=neu, durch=koordination, vereinbart=False)
    antwort = client.post(_seite(verb, besuch.pk), gelesen)
    html = antwort.content.decode()
    assert antwort.status_code == 409
    assert "Inzwischen ist der Termin ein anderer" in html
    assert "Mittwoch, 9. September 2026" in html
    assert ("Anruf um neun" in html) == (verb in ("absagen", "bestaetigen", "ausfallen"))
    besuch.refresh_from_db()
    assert (besuch.status, besuch.festgelegt) == (BesuchStatus.EINGEPLANT, False)
    assert not Anrufnotiz.objects.exists()
    assert client.post(_seite(verb, besuch.pk), Felder(html).werte).status_code == 302


def test_tauschen_bietet_besuche_der_naechsten_tage_an(
    als: Any, koordination: Benutzer, besuchsdienst: Benutzer
) -> None:
    eins = fabriken.geplanter_besuch(besuchsdienst, MORGEN, "Eins", stunde=9)
    zwei = fabriken.geplanter_besuch(besuchsdienst, MORGEN, "Zwei", stunde=13)
    client = als(koordination)
    assert "Familie Zwei" in client.get(_seite("tauschen", eins.pk)).content.decode()
    client.post(_seite("tauschen", eins.pk), {"anderer": str(zwei.pk)})
    zwei.refresh_from_db()
    assert zwei.termin is not None
    assert zwei.termin.beginn.hour in (7, 9)
    assert client.post(_seite("tauschen", eins.pk), {"anderer": "unsinn"}).status_code == 200


def test_ein_besuch_dessen_tag_vorbei_ist_wird_nicht_zum_tausch_angeboten(
    als: Any, koordination: Benutzer, besuchsdienst: Benutzer
) -> None:
    with kalender.stichtag(HEUTE - timedelta(days=7)):
        vorbei = fabriken.geplanter_besuch(besuchsdienst, HEUTE - timedelta(days=3), "Vorbei")
    kommend = fabriken.geplanter_besuch(besuchsdienst, MORGEN, "Kommend")
    client = als(koordination)
    assert "Tauschen" not in client.get(_seite("besuch", vorbei.pk)).content.decode()
    assert "Tauschen" in client.get(_seite("besuch", kommend.pk)).content.decode()
    assert "Familie Vorbei" not in client.get(_seite("tauschen", kommend.pk)).content.decode()


def test_mein_tag_und_protokoll_vom_telefon(als: Any, besuchsdienst: Benutzer) -> None:
    besuch = fabriken.geplanter_besuch(besuchsdienst, HEUTE, "Öztürk", stunde=8)
    client = als(besuchsdienst)
    assert "Familie Öztürk" in client.get(_seite("mein_tag")).content.decode()
    daten = {
        "ergebnis": Ergebnis.DURCHGEFUEHRT, "form": "zu_hause", "dauer": "45", "sprache": "tr",
        "themen": ["stillen", "kita"], "paket": "on", "folgen": ["angebot_zeigen"],
        "notiz": "fragt nach Kita",
    }  # fmt: skip
    antwort = client.post(_seite("protokoll", besuch.pk), daten)
    assert antwort.status_code == 302
    besuch.refresh_from_db()
    assert besuch.status == BesuchStatus.IN_NACHBEARBEITUNG
    assert besuch.protokoll.themen == ["stillen", "kita"]
    assert client.get(_seite("besuch", besuch.pk)).status_code == 200


def test_familie_ohne_meldung_ist_ein_formular(als: Any, koordination: Benutzer) -> None:
    daten = {
        "anlass": "schwangerschaft", "vorname": "Ida", "familienname": "Müller", "telefon": "0271 12345",
        "strasse": "Rosenstraße", "hausnummer": "3", "plz": "57076", "ort": "Siegen",
    }  # fmt: skip
    client = als(koordination)
    assert client.get(_seite("familie_eintragen")).status_code == 200
    antwort = client.post(_seite("familie_eintragen"), daten)
    besuch = Besuch.objects.get()
    assert antwort.headers["Location"] == _seite("termin", besuch.pk)
    assert (besuch.status, besuch.anzahl_kinder) == (BesuchStatus.GEPRUEFT, 0)
    html = client.post(_seite("familie_eintragen"), daten).content.decode()
    assert "schon eingetragen" in html
    assert client.get(reverse("stammdaten:familie", args=[besuch.familie_id])).status_code == 200


def test_vertretung_bekommt_die_liste_in_einem_schritt(
    als: Any, koordination: Benutzer, besuchsdienst: Benutzer, zweite_besuchskraft: Benutzer
) -> None:
    fabriken.besuchskraft(besuchsdienst)
    fabriken.besuchskraft(zweite_besuchskraft)
    besuch = fabriken.geplanter_besuch(besuchsdienst, MORGEN, stunde=8)
    daten = {"von_person": besuchsdienst.pk, "an": zweite_besuchskraft.pk, "von": HEUTE, "bis": MORGEN}
    als(koordination).post(_seite("vertretung"), daten)
    besuch.refresh_from_db()
    assert besuch.besuchskraft == zweite_besuchskraft


def test_nach_der_uebergabe_steht_da_was_der_vertretung_zu_viel_wird(
    als: Any, koordination: Benutzer, besuchsdienst: Benutzer, zweite_besuchskraft: Benutzer
) -> None:
    fabriken.besuchskraft(besuchsdienst)
    fabriken.besuchskraft(zweite_besuchskraft)
    Besuchskraft.objects.filter(pk=zweite_besuchskraft.pk).update(hoechstens_je_tag=1)
    zweite_besuchskraft.dienstzeiten.filter(wochentag=2).delete()  # no Wednesday
    daten = {"von_person": besuchsdienst.pk, "an": zweite_besuchskraft.pk, "von": HEUTE, "bis": UEBERMORGEN}
    for tag, stunde in ((MORGEN, 8), (MORGEN, 13), (UEBERMORGEN, 8)):
        fabriken.geplanter_besuch(besuchsdienst, tag, stunde=stunde)
    html = als(koordination).post(_seite("vertretung"), daten, follow=True).content.decode()
    assert "Aylin Demir hat am 08.09.2026 jetzt 2 Besuche, vorgesehen sind höchstens 1." in html
    assert "Aylin Demir hat am 09.09.2026 keine Dienstzeit." in html
    assert html.count("Aylin Demir hat am") == 2


def test_leitung_entscheidet_ueber_gesperrte_familien(als: Any, leitung: Benutzer) -> None:
    besuch = fabriken.besuch(auskunftssperre=True)
    client = als(leitung)
    assert client.get(_seite("entscheiden", besuch.pk)).status_code == 200
    client.post(_seite("entscheiden", besuch.pk), {"besuchen": "nein"})
    besuch.refresh_from_db()
    assert besuch.status == BesuchStatus.AUSGESCHLOSSEN


def test_besuchskraft_bekommt_sprachen_und_zeiten_auf_einer_seite(
    als: Any, koordination: Benutzer, besuchsdienst: Benutzer
) -> None:
    client = als(koordination)
    assert client.get(_seite("kraefte")).status_code == 200
    assert client.get(_seite("kraft", besuchsdienst.pk)).status_code == 200
    daten = {
        "sprachen": ["de", "tr"], "hoechstens_je_tag": "4",
        "zeiten-TOTAL_FORMS": "1", "zeiten-INITIAL_FORMS": "0", "zeiten-0-wochentag": "1",
        "zeiten-0-von": "08:00", "zeiten-0-bis": "12:00",
        "abwesend-TOTAL_FORMS": "1", "abwesend-INITIAL_FORMS": "0", "abwesend-0-grund": "abwesend",
    }  # fmt: skip
    assert client.post(_seite("kraft", besuchsdienst.pk), daten).status_code == 302
    assert besuchsdienst.besuchskraft.sprachen == ["de", "tr"]
    assert besuchsdienst.dienstzeiten.get().wochentag == 1


@pytest.mark.parametrize("seite", ["liste", "planen", "vertretung", "familie_eintragen", "woche"])
def test_leere_seiten_sagen_was_hier_erscheinen_wird(als: Any, koordination: Benutzer, seite: str) -> None:
    assert als(koordination).get(_seite(seite)).status_code == 200


def test_liste_fragt_gleich_oft_fuer_eine_und_fuer_viele_zeilen(
    als: Any, koordination: Benutzer, django_assert_max_num_queries: Any
) -> None:
    client = als(koordination)
    fabriken.besuch("Eins")
    client.get(_seite("liste"))
    with django_assert_max_num_queries(12) as einmal:
        client.get(_seite("liste"))
    for nummer in range(8):
        fabriken.besuch(f"Weitere{nummer}")
    with django_assert_max_num_queries(len(einmal)):
        client.get(_seite("liste"))


def test_schliesstage_gelten_fuer_die_planung(
    als: Any, verwaltung: Benutzer, besuchsdienst: Benutzer
) -> None:
    fabriken.besuchskraft(besuchsdienst)
    besuch = fabriken.besuch()
    daten = {
        "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0",
        "form-0-von": MORGEN.isoformat(), "form-0-bis": MORGEN.isoformat(), "form-0-grund": "Betriebsausflug",
    }  # fmt: skip
    assert als(verwaltung).get(_seite("schliesstage")).status_code == 200
    assert als(verwaltung).post(_seite("schliesstage"), daten).status_code == 302
    with pytest.raises(Ablehnung, match="Schließtag"):
        besuch_buchen(besuch.pk, fenster=fabriken.fenster(besuchsdienst, MORGEN), durch=besuchsdienst)


@pytest.mark.parametrize(
    "adresse",
    ["?woche=9999-W52", "?woche=0001-W01", "?woche=unsinn", "planen/?von=2019-01-01&bis=9999-12-30",
     "planen/?von=9999-12-31&bis=9999-12-31", "planen/?vorbei=1", "besuche/?nach=x&vor=y&status=z",
     "besuche/?ohne_protokoll=1"],
)  # fmt: skip
def test_unsinn_in_der_adresse_ergibt_eine_seite(als: Any, koordination: Benutzer, adresse: str) -> None:
    assert als(koordination).get(reverse("besuche:woche") + adresse).status_code == 200


@pytest.mark.parametrize("tag", ["9999-12-31", "0001-01-01", "morgen"])
def test_unmoeglicher_tag_zeigt_heute(als: Any, besuchsdienst: Benutzer, tag: str) -> None:
    html = als(besuchsdienst).get(_seite("mein_tag"), {"tag": tag}).content.decode()
    assert "Montag, 7. September" in html


def test_wunsch_einer_familie_mit_offenem_besuch_bleibt_bei_diesem(als: Any, koordination: Benutzer) -> None:
    besuch = fabriken.besuch()
    als(koordination).post(reverse("besuche:wunsch", args=[besuch.familie_id]))
    assert Besuch.objects.get() == besuch


def test_eingetragener_besuch_hat_kein_leeres_protokollformular_mehr(
    als: Any, besuchsdienst: Benutzer
) -> None:
    besuch = fabriken.geplanter_besuch(besuchsdienst, HEUTE, stunde=8)
    client = als(besuchsdienst)
    daten = {"ergebnis": Ergebnis.NICHT_ANGETROFFEN, "form": "zu_hause", "dauer": "45", "sprache": "de"}
    client.post(_seite("protokoll", besuch.pk), daten)
    assert client.get(_seite("protokoll", besuch.pk)).headers["Location"] == _seite("besuch", besuch.pk)


def test_ein_telefon_behaelt_nur_die_formulare_des_tages(als: Any, besuchsdienst: Benutzer) -> None:
    """The log of an earlier day that is still missing is named, and written with a net."""
    fabriken.besuchskraft(besuchsdienst)
    heute = fabriken.geplanter_besuch(besuchsdienst, HEUTE, "Heute")
    frueher = fabriken.geplanter_besuch(besuchsdienst, HEUTE, "Früher", stunde=11)
    Besuch.objects.filter(pk=frueher.pk).update(tag=HEUTE - timedelta(days=4))
    antwort = als(besuchsdienst).get(reverse("besuche:mein_tag"))
    assert "Protokolle fehlen noch" in antwort.content.decode()
    formulare = [weg for weg in antwort.context["netz"]["seiten"] if "/protokoll/" in weg]
    assert formulare == [reverse("besuche:protokoll", args=[heute.pk])]
