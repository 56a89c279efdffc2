"""What families find with which filter."""

import re
from datetime import time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from familienbuero.konten.models import Benutzer
from familienbuero.stammdaten.models import Kommune, Stadtteil
from netzwerk.angebote.auskunft import passende, passende_termine, suche_zu, woche
from netzwerk.angebote.dienste import stand_aendern, termin_absagen, termin_verlegen
from netzwerk.angebote.enums import Angebotsstand
from netzwerk.angebote.models import Angebot, Format, Ort
from netzwerk.angebote.regeln import Auswahl, passt_zum_alter
from netzwerk.angebote.views import oeffentlich
from tests import fabriken
from tests.conftest import HEUTE

pytestmark = pytest.mark.django_db


def gefunden(**auswahl: Any) -> list[str]:
    suche = suche_zu(Auswahl(**auswahl))
    sortiert, nach = passende(suche).der_reihe_nach(suche)
    return [angebot.titel for angebot in sortiert.order_by(*nach, "pk")]


@pytest.fixture
def formate(db: None) -> None:
    for name, worte in (
        ("Stillcafé", ["stillen", "Stillberatung"]),
        ("Eltern-Kind-Gruppe", ["Krabbelgruppe", "krabbeln", "Spielgruppe"]),
    ):
        Format.objects.create(name=name, suchworte=worte, sortierschluessel=name.lower())


@pytest.mark.parametrize(
    ("wort", "titel"),
    [
        ("Stillcafe", "Offenes Still-Café"),
        ("stillen", "Offenes Still-Café"),
        ("stilen", "Offenes Still-Café"),
        ("Krabbelgruppe", "Miniclub für Spielgruppen"),
        ("krabeln", "Miniclub für Spielgruppen"),
        ("müsik", "Musikmäuse"),
        ("musikmaeuse", "Musikmäuse"),
        ("weidenau", ""),
    ],
)
def test_worte_finden_was_gemeint_ist(wort: str, titel: str, formate: None, netzwerk: Benutzer) -> None:
    fabriken.ort("Treff", stadtteil="Geisweid")
    for eines in ("Offenes Still-Café", "Miniclub für Spielgruppen", "Musikmäuse"):
        fabriken.angebot(eines, durch=netzwerk, kurz="Für Sie.")
    assert gefunden(wort=wort) == ([titel] if titel else [])


def test_alle_worte_muessen_passen(netzwerk: Benutzer) -> None:
    fabriken.angebot("Stillcafé", durch=netzwerk, ort=fabriken.ort("Nord", stadtteil="Geisweid"))
    fabriken.angebot("Stillgruppe", durch=netzwerk, ort=fabriken.ort("Süd", stadtteil="Eiserfeld"))
    assert gefunden(wort="still eiserfeld") == ["Stillgruppe"]


def test_was_im_titel_steht_kommt_zuerst(netzwerk: Benutzer) -> None:
    fabriken.angebot("Elterncafé", durch=netzwerk, kurz="Auch zum Musik machen.")
    fabriken.angebot("Musik", durch=netzwerk, reihe={"wochentage": [5]})
    assert gefunden(wort="Musik") == ["Musik", "Elterncafé"]


def test_nur_was_im_netz_ist_und_noch_kommt(netzwerk: Benutzer) -> None:
    fabriken.angebot("Sichtbar", durch=netzwerk)
    fabriken.angebot("Nach Vereinbarung", durch=netzwerk, reihe={}, nach_vereinbarung=True)
    abgesagt = fabriken.angebot("Abgesagt", durch=netzwerk)
    stand_aendern(abgesagt.pk, Angebotsstand.ABGESAGT, durch=netzwerk)
    entwurf = fabriken.angebot("Entwurf", durch=netzwerk)
    stand_aendern(entwurf.pk, Angebotsstand.ENTWURF, durch=netzwerk)
    assert gefunden() == ["Sichtbar", "Nach Vereinbarung"]


ALTER = [
    (None, None, False),
    (None, None, True),
    (0, 12, True),
    (6, None, False),
    (None, 36, False),
    (36, 72, False),
]


@pytest.mark.parametrize(
    "auswahl", [{}, {"schwanger": True}, *({"alter": n} for n in (0, 5, 6, 12, 13, 36, 72, 73))]
)
def test_die_datenbank_kennt_dieselbe_regel_fuer_das_alter(
    auswahl: dict[str, Any], netzwerk: Benutzer
) -> None:
    felder = [dict(zip(("alter_von", "alter_bis", "schwangerschaft"), eines, strict=True)) for eines in ALTER]
    for nummer, eines in enumerate(felder):
        fabriken.angebot(f"Nummer {nummer}", durch=netzwerk, **eines)
    erwartet = [
        f"Nummer {n}" for n, eines in enumerate(felder) if passt_zum_alter(Auswahl(**auswahl), **eines)
    ]
    assert sorted(gefunden(**auswahl)) == erwartet


def test_jeder_haken_nimmt_etwas_weg(netzwerk: Benutzer) -> None:
    stufen = fabriken.ort("Mit Stufen")
    fabriken.angebot(
        "Alles", durch=netzwerk, ort=fabriken.ort("Stufenlos", stufenlos=True), sprachen=["de", "tr"]
    )
    fabriken.angebot("Teuer", durch=netzwerk, ort=stufen, kosten_cent=400)
    fabriken.angebot("Kurs", durch=netzwerk, ort=stufen, art="kurs", anmeldeweg="online", plaetze=8)
    fabriken.angebot("Samstags", durch=netzwerk, ort=stufen, reihe={"wochentage": [6]})
    assert set(gefunden(kostenlos=True)) == {"Alles", "Kurs", "Samstags"}
    assert set(gefunden(ohne_anmeldung=True)) == {"Alles", "Teuer", "Samstags"}
    assert gefunden(stufenlos=True) == gefunden(sprache="tr") == ["Alles"]
    assert gefunden(art="kurs") == ["Kurs"]
    assert gefunden(tage=(6, 7)) == ["Samstags"]


def test_der_umkreis_zaehlt_von_der_mitte_des_stadtteils(netzwerk: Benutzer) -> None:
    mitte = {"Weidenau": (50.895, 8.025), "Geisweid": (50.918, 8.018), "Eiserfeld": (50.843, 7.989)}
    for name, (breite, laenge) in mitte.items():
        fabriken.angebot(name, durch=netzwerk, ort=fabriken.ort(name, stadtteil=name))
        Stadtteil.objects.filter(name=name).update(breite=breite, laenge=laenge)
    hier = Stadtteil.objects.get(name="Weidenau").pk
    assert gefunden(stadtteil=hier) == ["Weidenau"]
    assert set(gefunden(stadtteil=hier, umkreis=5)) == {"Weidenau", "Geisweid"}
    assert set(gefunden(stadtteil=hier, umkreis=10)) == set(mitte)


@pytest.mark.parametrize("umkreis", [0, 5])
def test_was_der_ganzen_stadt_gilt_gilt_auch_jedem_stadtteil(umkreis: int, netzwerk: Benutzer) -> None:
    """Behind what is near; a place on the map that is too far stays away, and no place is not step-free."""
    wald = Ort.objects.create(name="Wald", sortierschluessel="wald", stufenlos=True)
    fern = Ort.objects.create(name="Fern", sortierschluessel="fern", breite=52.0, laenge=8.0)
    nah = fabriken.ort("Treff", stadtteil="Weidenau", stufenlos=True)
    Stadtteil.objects.update(breite=50.895, laenge=8.025)
    for titel, ort, wochentag in (("Wald", wald, 2), ("Ohne", None, 3), ("Fern", fern, 4), ("Nah", nah, 5)):
        fabriken.angebot(titel, durch=netzwerk, ort=ort, reihe={"wochentage": [wochentag]})
    gewaehlt = {"stadtteil": Stadtteil.objects.get(name="Weidenau").pk, "umkreis": umkreis}
    assert gefunden(**gewaehlt) == ["Wald", "Ohne", "Nah"]
    assert gefunden(**gewaehlt, ordnung="naehe") == ["Nah", "Wald", "Ohne"]
    assert gefunden(**gewaehlt, stufenlos=True) == ["Wald", "Nah"]
    assert {termin.angebot.titel for termin in passende_termine(suche_zu(Auswahl(**gewaehlt)))} == {
        "Wald", "Ohne", "Nah",
    }  # fmt: skip


def test_in_der_liste_steht_dass_etwas_der_ganzen_stadt_gilt(client: Client, netzwerk: Benutzer) -> None:
    wald = Ort.objects.create(name="Wald", sortierschluessel="wald")
    for titel, ort, wochentag in (("Spiele", wald, 2), ("Beratung", None, 3), ("Treff", fabriken.ort(), 4)):
        fabriken.angebot(titel, durch=netzwerk, ort=ort, reihe={"wochentage": [wochentag]})
    spiele, beratung, treff = zeilen(client, "ort=Weidenau")
    assert "Spiele Wald ganze Stadt" in spiele
    assert "Beratung ganze Stadt" in beratung
    assert "ganze Stadt" not in treff


def test_ein_tag_der_woche_zeigt_acht_und_sagt_wie_viele_noch(netzwerk: Benutzer) -> None:
    for nummer in range(10):
        fabriken.angebot(f"Nummer {nummer}", durch=netzwerk)
    dienstag = next(tag for tag in woche(suche_zu(Auswahl()), HEUTE) if tag.tag == HEUTE + timedelta(days=1))
    assert (len(dienstag.termine), dienstag.weitere) == (8, 2)


def test_die_liste_fragt_die_datenbank_gleich_oft_bei_einem_und_bei_zwanzig(
    client: Any, netzwerk: Benutzer, kommune: Kommune
) -> None:
    fragen = []
    for anzahl in (1, 20):
        while Angebot.objects.count() < anzahl:
            fabriken.angebot(durch=netzwerk)
        with CaptureQueriesContext(connection) as gefragt:
            assert client.get("/angebote/").status_code == 200
        fragen.append(len(gefragt))
    assert fragen[0] == fragen[1]


def test_ein_einzelner_buchstabe_findet_im_buero_nichts_statt_irgendetwas(
    als: Any, netzwerk: Benutzer
) -> None:
    fabriken.angebot("Krabbelgruppe", durch=netzwerk)
    client = als(netzwerk)
    for wort, gefunden in (("a", False), ("?!", False), ("krabbel", True)):
        seite = client.post(reverse("seiten:suche"), {"wort": wort}, follow=True).content.decode()
        assert ("Krabbelgruppe" in seite) is gefunden, wort
    liste = client.get(reverse("angebotspflege:liste"), {"q": "a"}).content.decode()
    assert "Bitte geben Sie mindestens zwei Zeichen ein." in liste


def test_die_reihenfolge_ist_waehlbar_und_bleibt_beim_blaettern(
    client: Client, netzwerk: Benutzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for titel, stadtteil, breite, wochentag in (
        ("Chor", "Kreuztal", 50.96, 2),
        ("Treff", "Geisweid", 50.92, 3),
        ("Basteln", "Weidenau", 50.90, 4),
    ):
        ort = fabriken.ort(f"Haus {stadtteil}", stadtteil=stadtteil)
        Stadtteil.objects.filter(name=stadtteil).update(breite=breite, laenge=8.0)
        fabriken.angebot(titel, durch=netzwerk, ort=ort, reihe={"wochentage": [wochentag]})
    monkeypatch.setattr(oeffentlich, "JE_SEITE", 2)

    def titel_auf(frage: str) -> list[str]:
        erste = client.get(f"/angebote/?{frage}").context["blatt"]
        zweite = client.get(f"/angebote/?{frage}&nach={erste.weiter}").context["blatt"]
        return [angebot.titel for blatt in (erste, zweite) for angebot in blatt.zeilen]

    nah = "ort=Weidenau&umkreis=10"
    assert titel_auf("") == ["Chor", "Treff", "Basteln"]
    assert titel_auf("ordnung=name") == ["Basteln", "Chor", "Treff"]
    assert titel_auf(f"{nah}&ordnung=naehe") == ["Basteln", "Treff", "Chor"]
    assert titel_auf("ordnung=naehe") == ["Chor", "Treff", "Basteln"]
    assert [worte for worte, *_ in client.get(f"/angebote/?{nah}").context["ordnungen"]] == [
        "nach Termin", "nach Namen", "nach Entfernung",
    ]  # fmt: skip
    assert len(client.get("/angebote/?ort=Weidenau").context["ordnungen"]) == 2


def zeilen(client: Client, frage: str, adresse: str = "/angebote/") -> list[str]:
    """What the rows of the list say, one after the other."""
    inhalt = client.get(f"{adresse}?{frage}").content.decode()
    ohne_zeichen = re.sub(r"<[^>]+>", " ", inhalt.partition('<ul class="fb-angebote">')[2])
    return [
        " ".join(zeile.split()) for zeile in re.split(r"(?=(?:Mo|Di|Mi|Do|Fr|Sa|So) \d+\.)", ohne_zeichen)
    ][1:]


@pytest.mark.parametrize("adresse", ["/angebote/", "/angebote/einbetten/"])
@pytest.mark.parametrize("frage", ["am=2026-09-17", "tag=4", "am=2026-09-17&tag=4&ordnung=name"])
def test_wer_einen_tag_waehlt_liest_die_termine_dieses_tages(
    frage: str, adresse: str, client: Client, netzwerk: Benutzer
) -> None:
    fabriken.angebot(
        "Abends", durch=netzwerk, reihe={"wochentage": [1, 4], "beginn": "17:00", "ende": "18:00"}
    )
    fabriken.angebot("Zweimal", durch=netzwerk, reihe={"wochentage": [2, 4]})
    for angebot in Angebot.objects.all():
        erster = angebot.termine.filter(beginn__iso_week_day=4).earliest("beginn")
        termin_absagen(erster.pk, hinweis="", durch=netzwerk)
    gelesen = [zeile[:22] for zeile in zeilen(client, frage, adresse)]
    erwartet = ["Do 17. Sep 9:30 Uhr Zw", "Do 17. Sep 17:00 Uhr A"]
    assert gelesen == (erwartet[::-1] if "name" in frage else erwartet)


def test_zwei_tage_die_sich_ausschliessen_finden_nichts(client: Client, netzwerk: Benutzer) -> None:
    fabriken.angebot(durch=netzwerk, reihe={"wochentage": [2, 4]})
    assert client.get("/angebote/?am=2026-09-17&tag=2").context["anzahl"] == 0


def test_nach_tagen_gewaehlt_blaettert_man_durch_jedes_angebot_einmal(
    client: Client, netzwerk: Benutzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oeffentlich, "JE_SEITE", 2)
    for nummer, tage in enumerate(([1, 5], [5], [2, 5], [5, 6], [3])):
        reihe = {"wochentage": tage, "beginn": time(18 - nummer), "ende": time(19)}
        fabriken.angebot(f"Nummer {nummer}", durch=netzwerk, reihe=reihe)
    gelesen, weg = [], "/angebote/?tag=5"
    while True:
        blatt = client.get(weg).context["blatt"]
        gelesen += [angebot.titel for angebot in blatt.zeilen]
        if not blatt.weiter:
            break
        weg = f"/angebote/?tag=5&nach={blatt.weiter}"
    assert gelesen == ["Nummer 3", "Nummer 2", "Nummer 1", "Nummer 0"]
    davor = client.get(f"/angebote/?tag=5&vor={blatt.zurueck}").context["blatt"]
    assert [angebot.titel for angebot in davor.zeilen] == gelesen[:2]


@pytest.mark.parametrize("frage", ["", "tag=2", "am=2026-09-08"])
def test_ein_verlegter_termin_sagt_in_der_liste_wo_er_ist(
    frage: str, client: Client, netzwerk: Benutzer
) -> None:
    angebot = fabriken.angebot(durch=netzwerk, ort=fabriken.ort("Haus", stufenlos=True))
    termin = angebot.termine.earliest("beginn")
    anderswo = fabriken.ort("Turnhalle", stadtteil="Geisweid")
    spaeter = {"beginn": termin.beginn + timedelta(hours=3), "ende": termin.ende + timedelta(hours=3)}
    termin_verlegen(termin.pk, **spaeter, ort=anderswo, hinweis="", durch=netzwerk)
    (zeile,) = zeilen(client, frage)
    assert zeile.startswith("Di 8. Sep 12:30 Uhr Krabbelgruppe Verlegt Turnhalle, Geisweid")
    assert "stufenlos" not in zeile


def test_wer_in_der_naehe_wenig_findet_kommt_mit_einem_druck_weiter_weg(
    client: Client, netzwerk: Benutzer
) -> None:
    fabriken.angebot(durch=netzwerk)
    assert client.get("/angebote/").context["weiter_weg"] == []
    weiter = client.get("/angebote/?ort=Weidenau&umkreis=2&q=einhorn&nach=x")
    assert weiter.context["weiter_weg"] == [
        ("bis 5 km", "?ort=Weidenau&umkreis=5&q=einhorn"),
        ("bis 10 km", "?ort=Weidenau&umkreis=10&q=einhorn"),
    ]
    assert 'href="?ort=Weidenau&amp;umkreis=5&amp;q=einhorn"' in weiter.content.decode()


def test_die_gewaehlte_reihenfolge_bleibt_wenn_man_anders_filtert(client: Client, db: None) -> None:
    assert 'name="ordnung" value="name"' in client.get("/angebote/?ordnung=name").content.decode()
