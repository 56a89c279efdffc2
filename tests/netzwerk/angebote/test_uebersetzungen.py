"""What offers say in other languages: the rules, writing and deleting, what comes along and what is found."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer
from netzwerk.angebote.auskunft import suche_zu
from netzwerk.angebote.dienste import (
    angebot_kopieren,
    angebot_schreiben,
    suche_erneuern,
    uebersetzung_loeschen,
    uebersetzung_schreiben,
    uebersetzungen_stimmen,
)
from netzwerk.angebote.enums import Uebersetzungsstand
from netzwerk.angebote.models import Angebot, Uebersetzung
from netzwerk.angebote.regeln import (
    EIGENE_WORTE,
    Auswahl,
    abdruck_der_worte,
    stand_der_uebersetzung,
    wortlaut,
)
from tests import fabriken
from tests.conftest import HEUTE

DEUTSCH = {
    "titel": "Krabbelgruppe",
    "kurz": "Für alle.",
    "text": "<p>Lang.</p>",
    "kostenhinweis": "5 Termine",
}
TUERKISCH = {"titel": "Oyun grubu", "kurz": "Herkese.", "text": "<p>Uzun.</p>", "kostenhinweis": "5 buluşma"}
FEHLT, MASCHINELL, GEPRUEFT, VERALTET = Uebersetzungsstand
NUR_DEUTSCH, MASCHINE, AELTER = "noch nicht in Ihrer Sprache", "eine Maschine", "ist neuer"


@pytest.mark.parametrize(
    ("gemacht", "aktuell", "stand"),
    [
        (None, True, FEHLT),
        (None, False, FEHLT),
        ("maschinell", True, MASCHINELL),
        ("geprueft", True, GEPRUEFT),
        ("maschinell", False, VERALTET),
        ("geprueft", False, VERALTET),
    ],
)
def test_wie_es_um_eine_uebersetzung_steht(
    gemacht: str | None, aktuell: bool, stand: Uebersetzungsstand
) -> None:
    assert stand_der_uebersetzung(gemacht, aktuell=aktuell) == stand


@pytest.mark.parametrize(
    ("sprache", "gemacht", "aktuell", "gelesen", "hinweise"),
    [
        ("de", None, True, "de", []),
        ("tr", None, True, "de", [NUR_DEUTSCH]),
        ("tr", "geprueft", True, "tr", []),
        ("tr", "geprueft", False, "tr", [AELTER]),
        ("tr", "maschinell", True, "tr", [MASCHINE]),
        ("tr", "maschinell", False, "tr", [MASCHINE, AELTER]),
    ],
)
def test_was_eine_familie_liest_und_was_ihr_dazu_gesagt_wird(
    sprache: str, gemacht: str | None, aktuell: bool, gelesen: str, hinweise: list[str]
) -> None:
    uebersetzt = TUERKISCH if gemacht else None
    gezeigt = wortlaut(DEUTSCH, uebersetzt, sprache=sprache, gemacht=gemacht, aktuell=aktuell)
    assert gezeigt.sprache == gelesen
    assert {name: getattr(gezeigt, name) for name in EIGENE_WORTE} == (uebersetzt or DEUTSCH)
    assert len(gezeigt.hinweise) == len(hinweise)
    assert all(worte in satz for worte, satz in zip(hinweise, gezeigt.hinweise, strict=True))
    assert gezeigt.neben_deutsch is (gelesen == "tr" and bool(hinweise))


@pytest.mark.parametrize(
    ("sprache", "richtung"), [("tr", "ltr"), ("ar", "rtl"), ("fa", "rtl"), ("de-simple", "ltr")]
)
def test_jede_sprache_hat_ihre_richtung_und_deutsch_bleibt_deutsch(sprache: str, richtung: str) -> None:
    assert wortlaut(DEUTSCH, TUERKISCH, sprache=sprache, gemacht="geprueft").richtung == richtung
    assert wortlaut(DEUTSCH, None, sprache=sprache).richtung == "ltr"


def test_ein_hinweis_zu_den_kosten_der_nicht_uebersetzt_ist_bleibt_deutsch() -> None:
    ohne = TUERKISCH | {"kostenhinweis": ""}
    assert wortlaut(DEUTSCH, ohne, sprache="tr", gemacht="geprueft").kostenhinweis == "5 Termine"


@pytest.mark.parametrize("name", EIGENE_WORTE)
def test_jedes_der_eigenen_worte_zaehlt_fuer_den_abdruck(name: str) -> None:
    assert abdruck_der_worte(DEUTSCH | {name: "Anders"}) != abdruck_der_worte(DEUTSCH)


def test_worte_die_von_einem_feld_ins_naechste_wandern_sind_nicht_dieselben() -> None:
    anders = DEUTSCH | {"titel": "Krabbelgruppe Für", "kurz": "alle."}
    assert abdruck_der_worte(anders) != abdruck_der_worte(DEUTSCH)


@pytest.fixture
def angebot(netzwerk: Benutzer) -> Angebot:
    return fabriken.angebot(durch=netzwerk)


def marke(angebot: Angebot, sprache: str = "tr") -> Uebersetzungsstand:
    return Angebot.objects.get(pk=angebot.pk).uebersetzungen.get(sprache=sprache).marke


def gefunden(wort: str) -> list[str]:
    return [angebot.titel for angebot in Angebot.objects.im_netz().passend(suche_zu(Auswahl(wort=wort)))]


def test_eine_uebersetzung_steht_einmal_da_und_im_verlauf(angebot: Angebot, netzwerk: Benutzer) -> None:
    fabriken.uebersetzung(angebot, durch=netzwerk)
    fabriken.uebersetzung(angebot, titel="Bebek grubu", stand=GEPRUEFT, durch=netzwerk)
    (eine,) = Uebersetzung.objects.all()
    assert (eine.titel, eine.stand, eine.geaendert_von) == ("Bebek grubu", GEPRUEFT, netzwerk)
    assert marke(angebot) == GEPRUEFT
    assert angebot.verlauf.filter(warum="uebersetzt", wer=netzwerk).count() == 2


@pytest.mark.parametrize(
    ("sprache", "satz"), [("de", "im Angebot selbst"), ("vi", "In dieser Sprache gibt es"), ("", "gibt es")]
)
def test_deutsch_und_fremde_sprachen_werden_abgelehnt(
    sprache: str, satz: str, angebot: Angebot, netzwerk: Benutzer
) -> None:
    with pytest.raises(Ablehnung, match=satz):
        fabriken.uebersetzung(angebot, sprache=sprache, durch=netzwerk)


@pytest.mark.parametrize(
    "falsch", [{"sprache": "de"}, {"stand": "fehlt"}, {"stand": "veraltet"}, {"sprache": "tr"}]
)
def test_auch_die_datenbank_nimmt_keine_falsche(
    falsch: dict[str, str], angebot: Angebot, netzwerk: Benutzer
) -> None:
    fabriken.uebersetzung(angebot, durch=netzwerk)
    werte: dict[str, Any] = TUERKISCH | {"sprache": "ar", "stand": GEPRUEFT, "abdruck": "", **falsch}
    with pytest.raises(IntegrityError), transaction.atomic():
        Uebersetzung.objects.create(angebot=angebot, **werte)


def test_was_jemand_hineinschreibt_wird_bereinigt(angebot: Angebot, netzwerk: Benutzer) -> None:
    eine = fabriken.uebersetzung(angebot, text="Bir\n\nİki<script>alert(1)</script>", durch=netzwerk)
    assert eine.text == "<p>Bir</p>\n\n<p>İki</p>"


def test_aendert_sich_das_deutsche_veraltet_die_uebersetzung_bis_sie_jemand_ansieht(
    angebot: Angebot, netzwerk: Benutzer
) -> None:
    fabriken.uebersetzung(angebot, stand=GEPRUEFT, durch=netzwerk)
    angebot.plaetze = 12
    angebot_schreiben(angebot, durch=netzwerk)
    assert marke(angebot) == GEPRUEFT
    angebot.kurz = "Jetzt mit Frühstück."
    angebot_schreiben(angebot, durch=netzwerk)
    assert marke(angebot) == VERALTET
    fabriken.uebersetzung(angebot, stand=GEPRUEFT, durch=netzwerk)
    assert marke(angebot) == GEPRUEFT


def test_nach_einem_komma_passen_alle_mit_einem_klick(angebot: Angebot, netzwerk: Benutzer) -> None:
    fabriken.uebersetzung(angebot, stand=GEPRUEFT, durch=netzwerk)
    fabriken.uebersetzung(angebot, "uk", durch=netzwerk)
    angebot.kurz = "Mit Komma, jetzt."
    angebot_schreiben(angebot, durch=netzwerk)
    with pytest.raises(Ablehnung, match="ist inzwischen ein anderer"):
        uebersetzungen_stimmen(angebot_id=angebot.pk, abdruck="von früher", durch=netzwerk)
    for alte in (2, 0):
        assert uebersetzungen_stimmen(angebot_id=angebot.pk, abdruck=angebot.abdruck, durch=netzwerk) == alte
    assert {eine.marke for eine in Uebersetzung.objects.all()} == {GEPRUEFT, MASCHINELL}
    assert angebot.verlauf.filter(warum="uebersetzungen_stimmen").count() == 1


def test_eine_uebersetzung_laesst_sich_einmal_loeschen(angebot: Angebot, netzwerk: Benutzer) -> None:
    fabriken.uebersetzung(angebot, durch=netzwerk)
    uebersetzung_loeschen(angebot_id=angebot.pk, sprache="tr", durch=netzwerk)
    assert not Uebersetzung.objects.exists()
    assert angebot.verlauf.filter(warum="uebersetzung_geloescht").count() == 1
    with pytest.raises(Ablehnung, match="gibt es nicht mehr"):
        uebersetzung_loeschen(angebot_id=angebot.pk, sprache="tr", durch=netzwerk)


@pytest.mark.parametrize(
    ("titel", "wort"),
    [
        ("Oyun grubu", "oyun"),
        ("Ігрова група", "Ігрова"),
        ("مجموعة اللعب", "مجموعة"),
        ("Игровая группа", "игровая"),
    ],
)
def test_auch_der_uebersetzte_titel_wird_gefunden(
    titel: str, wort: str, angebot: Angebot, netzwerk: Benutzer
) -> None:
    fabriken.uebersetzung(angebot, titel=titel, durch=netzwerk)
    assert gefunden(wort) == ["Krabbelgruppe"]
    angebot.refresh_from_db()
    angebot_schreiben(angebot, durch=netzwerk)
    assert suche_erneuern() == 0
    assert gefunden(wort) == ["Krabbelgruppe"]
    uebersetzung_loeschen(angebot_id=angebot.pk, sprache="tr", durch=netzwerk)
    assert gefunden(wort) == []


def test_die_kopie_nimmt_ihre_uebersetzungen_mit(angebot: Angebot, netzwerk: Benutzer) -> None:
    fabriken.uebersetzung(angebot, stand=GEPRUEFT, durch=netzwerk)
    fabriken.uebersetzung(angebot, sprache="ar", titel="مجموعة اللعب", durch=netzwerk)
    neu = angebot_kopieren(angebot.pk, erster_tag=HEUTE, durch=netzwerk)
    assert {(eine.sprache, eine.titel, eine.marke) for eine in neu.uebersetzungen.all()} == {
        ("tr", "Oyun grubu", GEPRUEFT),
        ("ar", "مجموعة اللعب", MASCHINELL),
    }
    assert angebot.uebersetzungen.count() == 2
    assert "oyun" in Angebot.objects.get(pk=neu.pk).suchworte


def test_kosten_stehen_in_der_sprache_des_lesers(angebot: Angebot, netzwerk: Benutzer) -> None:
    Angebot.objects.filter(pk=angebot.pk).update(kosten_cent=4500, kostenhinweis="5 Termine")
    uebersetzung_schreiben(
        angebot_id=angebot.pk, sprache="en", durch=netzwerk, stand=GEPRUEFT,
        titel="Playgroup", kurz="For all.", kostenhinweis="5 sessions",
    )  # fmt: skip
    gelesen = Angebot.objects.get(pk=angebot.pk)
    assert gelesen.kosten == "45 Euro, 5 Termine"
    with translation.override("en"):
        assert gelesen.kosten.endswith(", 5 sessions")
    with translation.override("ar"):
        assert gelesen.kosten.endswith(", \u20685 Termine\u2069")
