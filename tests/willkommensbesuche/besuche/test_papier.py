"""Paper beside the phone: the sheet of a day, a blank log, and many logs entered from paper."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from familienbuero.konten.models import Benutzer, Lesezugriff
from tests import fabriken
from tests.browser import brief
from tests.conftest import HEUTE
from willkommensbesuche.besuche.dienste import besuch_verschieben, liste_uebergeben
from willkommensbesuche.besuche.forms import papierfelder
from willkommensbesuche.besuche.models import Besuch, Protokoll

Als = Callable[[Benutzer], Client]
NACHTRAGEN = reverse("besuche:nachtragen")


@pytest.fixture
def besuche(besuchsdienst: Benutzer) -> list[Besuch]:
    fabriken.besuchskraft(besuchsdienst)
    return [
        fabriken.geplanter_besuch(besuchsdienst, HEUTE, name, stunde=stunde, telefon="0271 4711")
        for name, stunde in (("Öztürk", 8), ("Müller", 10))
    ]


def zeile(besuch: Besuch, **angaben: Any) -> dict[str, Any]:
    """One row as a browser sends it."""
    felder = {"schluessel": str(uuid4()), "ergebnis": "", "dauer": "45", "form": "zu_hause", "sprache": "de"}
    if besuch.termin:
        felder["termin"] = besuch.termin.beginn.isoformat()
    return {f"{besuch.pk}-{name}": wert for name, wert in (felder | angaben).items()}


# --- Paper ------------------------------------------------------------------------------------------


def test_das_tagesblatt_nennt_alles_fuer_den_weg(
    als: Als, besuchsdienst: Benutzer, besuche: list[Besuch]
) -> None:
    antwort = als(besuchsdienst).get(reverse("besuche:mein_blatt"), {"tag": HEUTE.isoformat()})
    assert antwort.headers["Content-Disposition"] == f'attachment; filename="tagesblatt-{HEUTE}.pdf"'
    text = brief.text(antwort.content).replace("\n", " ")
    for wort in (
        "Montag, 7. September 2026",
        "Familie Öztürk",
        "Familie Müller",
        "Rosenstraße",
        "0271 4711",
        "Mika, 5 Wochen",
    ):
        assert wort in text
    assert text.count("Niemand da") == 2  # a blank log for each visit
    assert Lesezugriff.objects.filter(wer=besuchsdienst, seite="Tagesblatt").count() == 2


def test_die_planung_druckt_das_blatt_einer_besuchskraft(
    als: Als, koordination: Benutzer, besuchsdienst: Benutzer, besuche: list[Besuch]
) -> None:
    antwort = als(koordination).get(reverse("besuche:blatt", args=[besuchsdienst.pk]))
    assert "Familie Müller" in brief.text(antwort.content).replace("\n", " ")


def test_eine_gesperrte_anschrift_kommt_auch_durch_die_leitung_auf_kein_blatt(
    als: Als, leitung: Benutzer, besuchsdienst: Benutzer, besuche: list[Besuch]
) -> None:
    familie = besuche[0].familie
    assert familie
    familie.auskunftssperre = True
    familie.save(update_fields=["auskunftssperre"])
    antwort = als(leitung).get(reverse("besuche:blatt", args=[besuchsdienst.pk]))
    text = brief.text(antwort.content).replace("\n", " ")
    assert "Öztürk" not in text
    assert "Müller" in text


def test_die_fragen_auf_papier_stehen_in_der_reihenfolge_des_formulars(
    als: Als, besuchsdienst: Benutzer, besuche: list[Besuch]
) -> None:
    html = als(besuchsdienst).get(reverse("besuche:protokoll", args=[besuche[0].pk])).content.decode()
    formular = html[html.index('<form class="fb-schmal fb-stapel') :]
    for fragen in ([feld.frage for feld in papierfelder()], _kaestchen()):
        stellen = [re.search(rf">\s*{re.escape(frage)}", formular).start() for frage in fragen]
        assert stellen == sorted(stellen)


def _kaestchen() -> list[str]:
    return [wort for feld in papierfelder() for wort in feld.kaestchen]


def test_der_leere_bogen_nennt_niemanden(als: Als, besuchsdienst: Benutzer, besuche: list[Besuch]) -> None:
    antwort = als(besuchsdienst).get(reverse("besuche:bogen"))
    assert antwort.content.startswith(b"%PDF")
    html = render_to_string("willkommensbesuche/besuche/papier/bogen.html", {"felder": papierfelder()})
    assert "Öztürk" not in html
    assert html.count('class="kaestchen"') == len(_kaestchen()) == 25


# --- Fast entry -------------------------------------------------------------------------------------


def test_viele_protokolle_auf_einer_seite_jedes_fuer_sich(
    als: Als, besuchsdienst: Benutzer, besuche: list[Besuch]
) -> None:
    eins, zwei = besuche
    client = als(besuchsdienst)
    assert "Familie Öztürk" in client.get(NACHTRAGEN).content.decode()
    gut = zeile(eins, ergebnis="durchgefuehrt", dauer="60", themen=["kita"], folgen=["anruf"], paket="on")
    schlecht = zeile(zwei, ergebnis="durchgefuehrt", notiz="x" * 501)
    html = client.post(NACHTRAGEN, gut | schlecht).content.decode()
    assert "1 Protokoll ist gespeichert." in html
    assert "Familie Öztürk" not in html
    assert "Familie Müller" in html
    assert "x" * 501 in html
    assert "höchstens 500" in html
    protokoll = Protokoll.objects.get()
    assert (protokoll.besuch, protokoll.dauer_minuten, protokoll.themen) == (eins, 60, ["kita"])


def test_eine_zeile_ohne_ergebnis_bleibt_stehen_wie_sie_ist(
    als: Als, besuchsdienst: Benutzer, besuche: list[Besuch]
) -> None:
    eins, zwei = besuche
    daten = zeile(eins, notiz="noch nicht fertig") | zeile(zwei, ergebnis="nicht_angetroffen")
    html = als(besuchsdienst).post(NACHTRAGEN, daten).content.decode()
    assert "noch nicht fertig" in html
    eins.refresh_from_db()
    assert eins.status == "eingeplant"


def test_noch_einmal_gesendet_wirkt_eine_zeile_nicht_zweimal(
    als: Als, besuchsdienst: Benutzer, besuche: list[Besuch]
) -> None:
    client = als(besuchsdienst)
    daten = zeile(besuche[0], ergebnis="durchgefuehrt")
    for _ in range(2):
        assert "1 Protokoll ist gespeichert." in client.post(NACHTRAGEN, daten).content.decode()
    assert Protokoll.objects.count() == 1


def test_was_inzwischen_jemand_anders_eingetragen_hat_geht_nicht_still_verloren(
    als: Als, besuchsdienst: Benutzer, besuche: list[Besuch]
) -> None:
    client = als(besuchsdienst)
    client.post(NACHTRAGEN, zeile(besuche[0], ergebnis="durchgefuehrt"))
    html = client.post(NACHTRAGEN, zeile(besuche[0], ergebnis="durchgefuehrt", notiz="ich auch"))
    assert "schon eingetragen" in html.content.decode()
    assert "ich auch" in html.content.decode()


def test_fremde_besuche_lassen_sich_nicht_nachtragen(
    als: Als, zweite_besuchskraft: Benutzer, besuche: list[Besuch]
) -> None:
    html = als(zweite_besuchskraft).post(NACHTRAGEN, zeile(besuche[0], ergebnis="durchgefuehrt"))
    assert "Öztürk" not in html.content.decode()
    assert not Protokoll.objects.exists()


def test_worte_zu_einem_uebergebenen_besuch_kommen_zurueck_und_verraten_nichts(
    als: Als,
    besuchsdienst: Benutzer,
    zweite_besuchskraft: Benutzer,
    koordination: Benutzer,
    besuche: list[Besuch],
) -> None:
    """Handed to a colleague while the rows were being copied from paper."""
    eins, zwei = besuche
    daten = zeile(eins, ergebnis="durchgefuehrt", notiz="wünscht Anruf") | zeile(zwei)
    fremd = zeile(Besuch(pk=uuid4()), ergebnis="durchgefuehrt", notiz="gibt es nicht")
    liste_uebergeben(
        von_person=besuchsdienst, an=zweite_besuchskraft, von=HEUTE, bis=HEUTE, durch=koordination
    )
    html = als(besuchsdienst).post(NACHTRAGEN, daten | fremd).content.decode()
    assert html.count("gehört nicht mehr zu Ihren Besuchen") == 2  # it says the same of what never was
    assert "Termin am Mo 7.9., 8:00" in html
    assert "wünscht Anruf" in html
    assert "gibt es nicht" in html
    assert "Termin am Mo 7.9., 10:00" not in html  # nothing was written into this row
    for name in ("Öztürk", "Müller", "Rosenstraße"):
        assert name not in html
    assert not Protokoll.objects.exists()


def test_eine_zeile_gilt_nur_fuer_ihren_termin(
    als: Als, besuchsdienst: Benutzer, besuche: list[Besuch]
) -> None:
    daten = zeile(besuche[0], ergebnis="nicht_angetroffen", notiz="vom Vormittag")
    besuch_verschieben(
        besuche[0].pk,
        fenster=fabriken.fenster(besuchsdienst, HEUTE, 14),
        durch=besuchsdienst,
        vereinbart=True,
    )
    html = als(besuchsdienst).post(NACHTRAGEN, daten).content.decode()
    assert "für den Termin am 07.09.2026 um 8:00 Uhr geschrieben" in html
    assert "vom Vormittag" in html
    assert Besuch.objects.get(pk=besuche[0].pk).versuche == 0


def test_kuenftige_besuche_stehen_nicht_in_der_liste(
    als: Als, besuchsdienst: Benutzer, besuche: list[Besuch]
) -> None:
    fabriken.geplanter_besuch(besuchsdienst, HEUTE + timedelta(days=1), "Morgen")
    assert "Morgen" not in als(besuchsdienst).get(NACHTRAGEN).content.decode()


def test_unsinn_in_namen_und_adresse_ergibt_eine_seite(als: Als, koordination: Benutzer) -> None:
    client = als(koordination)
    assert client.post(f"{NACHTRAGEN}?person=x", {"x-schluessel": "y"}).status_code == 200
