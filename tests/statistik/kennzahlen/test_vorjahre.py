"""Figures of the years before the system began: entered, shown apart, never mixed with what is counted."""

import io
from datetime import timedelta
from typing import Any

import pikepdf
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from familienbuero.konten.models import Benutzer
from statistik.kennzahlen.auskunft import Jahresangaben, eingetragene, vorjahre
from statistik.kennzahlen.dienste import jahre_eintragen
from statistik.kennzahlen.models import Jahreszahl
from tests import fabriken
from tests.conftest import HEUTE
from tests.stoerung.formulare import angemeldet
from tests.stoerung.rennen import inzwischen

pytestmark = pytest.mark.django_db
SEITE = reverse("kennzahlen:vorjahre", args=["haushalte"])


def angaben(jahr: int, quelle: str = "Bericht", **werte: int | None) -> Jahresangaben:
    return Jahresangaben(jahr, quelle, dict(werte))


def formular(*zeilen: dict[str, Any], vorhandene: int = 0) -> dict[str, Any]:
    kopf = {"form-TOTAL_FORMS": len(zeilen), "form-INITIAL_FORMS": vorhandene}
    return kopf | {f"form-{n}-{name}": wert for n, zeile in enumerate(zeilen) for name, wert in zeile.items()}


def zeile(jahr: int = 2019, quelle: str = "Jahresbericht", **werte: int) -> dict[str, Any]:
    return {"jahr": jahr, "quelle": quelle, **werte}


def test_jahre_werden_eingetragen_geaendert_und_verschwinden() -> None:
    jahre_eintragen(
        [angaben(2019, geplant=500, abgesagt=None), angaben(2018, geplant=480)], einheit="haushalte"
    )
    assert [jahr.jahr for jahr in eingetragene("haushalte")] == [2018, 2019]
    jahre_eintragen([angaben(2019, "Neuer Bericht", geplant=501)], einheit="haushalte")
    assert eingetragene("haushalte") == [angaben(2019, "Neuer Bericht", geplant=501)]


def test_noch_einmal_dasselbe_aendert_nichts() -> None:
    for _ in range(2):
        jahre_eintragen([angaben(2019, geplant=500)], einheit="haushalte")
    assert list(Jahreszahl.objects.values_list("jahr", "kennzahl", "haushalte")) == [(2019, "geplant", 500)]


def test_kinder_und_haushalte_stehen_nebeneinander_und_teilen_die_quelle() -> None:
    jahre_eintragen([angaben(2019, "Eins", geplant=500)], einheit="haushalte")
    jahre_eintragen([angaben(2019, "Zwei", geplant=510)], einheit="kinder")
    jahre_eintragen([], einheit="haushalte")
    assert list(Jahreszahl.objects.values_list("haushalte", "kinder", "quelle")) == [(None, 510, "Zwei")]


@pytest.mark.parametrize(
    "felder",
    [{"haushalte": None, "kinder": None}, {"haushalte": 5, "kinder": None, "jahr": 2019}],
    ids=["ohne Zahl", "doppelt"],
)
def test_die_datenbank_laesst_keine_leere_und_keine_doppelte_zahl_zu(felder: dict[str, Any]) -> None:
    Jahreszahl.objects.create(jahr=2019, kennzahl="geplant", haushalte=500, quelle="Bericht")
    with pytest.raises(IntegrityError), transaction.atomic():
        Jahreszahl.objects.create(**{"jahr": 2020, "kennzahl": "geplant", "quelle": "Bericht"} | felder)


def test_die_leitung_traegt_ein_und_alle_lesenden_sehen_es_ohne_kleine_zahlen(
    als: Any, leitung: Benutzer, planung: Benutzer
) -> None:
    antwort = als(leitung).post(
        SEITE,
        formular(
            zeile(2018, geplant=1200, abgesagt=2),
            zeile(2019, geplant=900, abgesagt=80),
            zeile(2020, geplant=7),
        ),
    )
    assert antwort.status_code == 302
    html = als(planung).get(reverse("kennzahlen:zahlen")).content.decode()
    assert "Vor der Einführung" in html
    assert "1.200</td>" in html
    assert "Jahresbericht</small>" in html
    assert "stecken in keiner anderen Zahl" in html
    assert ">80</td>" not in html  # it would give the small one away
    assert "eintragen</a>" not in html


def test_was_von_hand_kommt_zaehlt_nirgends_mit(als: Any, leitung: Benutzer, besuchsdienst: Benutzer) -> None:
    for n in range(3):
        fabriken.geplanter_besuch(besuchsdienst, HEUTE + timedelta(days=n + 1))
    client = als(leitung)
    zeitraum = {"von": "2026-01-01", "bis": "2026-12-31", "einheit": "haushalte"}
    datei = reverse("kennzahlen:datei", args=["csv"])
    vorher = client.get(datei, zeitraum).content.decode("utf-8-sig")
    jahre_eintragen([angaben(2026, geplant=700)], einheit="haushalte")
    nachher = client.get(datei, zeitraum).content.decode("utf-8-sig")
    assert nachher.startswith(vorher)
    rest = nachher.removeprefix(vorher)
    assert "Vor der Einführung" in rest
    assert "\n2026;700;–;–;–;–;–;–;Bericht" in rest
    pdf = client.get(reverse("kennzahlen:datei", args=["pdf"]), zeitraum).content
    with pikepdf.open(io.BytesIO(pdf)) as dokument:
        assert bool(dokument.Root.MarkInfo.Marked)


@pytest.mark.django_db(transaction=True)
def test_wer_im_selben_augenblick_die_andere_einheit_eintraegt_kommt_danach_dran(leitung: Benutzer) -> None:
    fenster = {einheit: angemeldet(leitung) for einheit in ("haushalte", "kinder")}
    antworten = []

    def eintragen(einheit: str, wert: int) -> None:
        weg = reverse("kennzahlen:vorjahre", args=[einheit])
        antworten.append(fenster[einheit].post(weg, formular(zeile(geplant=wert))).status_code)

    inzwischen(lambda: eintragen("haushalte", 500), lambda: eintragen("kinder", 510))
    assert antworten == [302, 302]
    assert list(Jahreszahl.objects.values_list("jahr", "haushalte", "kinder")) == [(2019, 500, 510)]


def test_fuer_einen_stadtteil_gibt_es_die_tabelle_nicht(als: Any, leitung: Benutzer) -> None:
    jahre_eintragen([angaben(2019, geplant=500)], einheit="haushalte")
    stadtteil = fabriken.StadtteilFabrik.create()
    auswahl = {"von": "2026-01-01", "bis": "2026-12-31", "einheit": "haushalte", "stadtteil": stadtteil.pk}
    assert "<h2" in als(leitung).get(reverse("kennzahlen:zahlen"), auswahl).content.decode()
    assert "Jahresbericht" not in als(leitung).get(reverse("kennzahlen:zahlen"), auswahl).content.decode()
    assert vorjahre("haushalte") is not None
    assert vorjahre("kinder") is None


@pytest.mark.parametrize(
    ("zeilen", "satz"),
    [
        ([{"geplant": 5, "quelle": "x"}], "Bitte geben Sie ein Jahr von 1990 bis 2026 an."),
        ([zeile(2027, geplant=5)], "Bitte geben Sie ein Jahr von 1990 bis 2026 an."),
        ([zeile(1889, geplant=5)], "Bitte geben Sie ein Jahr von 1990 bis 2026 an."),
        ([zeile(quelle="", geplant=5)], "Bitte sagen Sie, woher die Zahlen sind."),
        ([zeile(geplant=-1)], "größer oder gleich 0"),
        ([zeile(geplant=5), zeile(geplant=6)], "Ein Jahr steht zweimal da."),
    ],
)
def test_was_nicht_stimmt_steht_dabei_und_nichts_wird_gespeichert(
    zeilen: list[dict[str, Any]], satz: str, als: Any, leitung: Benutzer
) -> None:
    antwort = als(leitung).post(SEITE, formular(*zeilen))
    assert (antwort.status_code, Jahreszahl.objects.count()) == (200, 0)
    assert satz in antwort.content.decode()


def test_eine_leere_zeile_ist_keine_und_eine_geleerte_verschwindet(als: Any, leitung: Benutzer) -> None:
    jahre_eintragen([angaben(2019, geplant=500)], einheit="haushalte")
    als(leitung).post(SEITE, formular({"jahr": 2019, "quelle": "Bericht", "geplant": ""}, {}, vorhandene=1))
    assert Jahreszahl.objects.count() == 0


def test_neben_dem_formular_stehen_die_definitionen(als: Any, leitung: Benutzer) -> None:
    html = als(leitung).get(SEITE).content.decode()
    assert "Für den Besuch war ein Termin bei einer Besuchskraft reserviert." in html
