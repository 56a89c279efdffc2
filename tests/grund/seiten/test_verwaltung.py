"""Settings and texts."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from familienbuero.konten.models import Benutzer
from familienbuero.seiten.forms import KommuneForm
from familienbuero.seiten.models import Seite
from familienbuero.stammdaten.models import Kommune

EINSTELLUNGEN = reverse("seiten:einstellungen")
IMPRESSUM = reverse("seiten:seite_bearbeiten", args=["impressum"])


def angaben(kommune: Kommune, **neu: str) -> dict[str, Any]:
    alt = {name: getattr(kommune, name) for name in KommuneForm.Meta.fields}
    return alt | {"postleitzahlen": ",".join(kommune.postleitzahlen)} | neu


@pytest.mark.parametrize("adresse", [EINSTELLUNGEN, reverse("seiten:seitenliste"), IMPRESSUM])
def test_nur_die_verwaltung_aendert_das_haus(
    client: Client, als: Any, leitung: Benutzer, adresse: str
) -> None:
    assert client.get(adresse).headers["Location"].startswith("/konto/anmelden/")
    assert als(leitung).get(adresse).status_code == 403


def test_name_und_farbe_gelten_sofort_ueberall(als: Any, verwaltung: Benutzer, kommune: Kommune) -> None:
    client = als(verwaltung)
    daten = angaben(kommune, name="Stadt Siegen", akzent_hell="#7a1f5c", postleitzahlen="57072, 57074")
    antwort = client.post(EINSTELLUNGEN, daten, follow=True)
    assert "Die Einstellungen sind gespeichert." in antwort.content.decode()
    assert "Stadt Siegen" in client.get("/").content.decode()
    assert "--fb-akzent-hell: #7a1f5c" in client.get("/farbe.css").content.decode()
    kommune.refresh_from_db()
    assert kommune.postleitzahlen == ["57072", "57074"]


@pytest.mark.parametrize(
    ("feld", "farbe", "grund", "kontrast"),
    [
        ("akzent_hell", "#8fd3db", "auf Weiß zu schwach. Wählen Sie einen dunkleren Ton", "1,6"),
        ("akzent_hell", "#777777", "auf Weiß zu schwach. Wählen Sie einen dunkleren Ton", "4,4"),
        ("akzent_dunkel", "#0b5963", "auf dunklem Grund zu schwach. Wählen Sie einen helleren Ton", "2,2"),
    ],
)
def test_eine_farbe_die_nicht_alle_lesen_koennen_wird_abgelehnt(
    kommune: Kommune, feld: str, farbe: str, grund: str, kontrast: str
) -> None:
    form = KommuneForm(angaben(kommune, **{feld: farbe}), instance=kommune)
    assert form.errors == {feld: [f"Diese Farbe ist {grund} (Kontrast {kontrast}, nötig sind 4,5)."]}


def test_was_keine_farbe_ist_wird_abgelehnt(kommune: Kommune) -> None:
    form = KommuneForm(angaben(kommune, akzent_hell="red"), instance=kommune)
    assert form.errors == {
        "akzent_hell": ["Eine Farbe wird als # mit sechs Zeichen angegeben, z. B. #0b5963."]
    }


def test_eine_falsche_postleitzahl_wird_mit_einem_satz_abgelehnt(kommune: Kommune) -> None:
    form = KommuneForm(angaben(kommune, plz="5707"), instance=kommune)
    assert form.errors == {"plz": ["Eine Postleitzahl hat fünf Ziffern."]}


def test_die_vorschau_zeigt_den_text_und_speichert_nichts(als: Any, verwaltung: Benutzer) -> None:
    vorher = Seite.objects.get(slug="impressum").text
    daten = {"titel": "Impressum", "text": "Neu von {name}<script>x</script>", "vorschau": "1"}
    seite = als(verwaltung).post(IMPRESSUM, daten).content.decode()
    assert "<p>Neu von Stadt Musterstadt</p>" in seite
    assert Seite.objects.get(slug="impressum").text == vorher


def test_ein_neuer_text_steht_sauber_auf_der_seite(als: Any, verwaltung: Benutzer, client: Client) -> None:
    text = "<h2>Wir</h2>\n\nGuten Tag<script>alert(1)</script>"
    als(verwaltung).post(IMPRESSUM, {"titel": "Impressum", "text": text})
    seite = Seite.objects.get(slug="impressum")
    assert (seite.text, seite.geaendert_von) == ("<h2>Wir</h2>\n\n<p>Guten Tag</p>", verwaltung)
    assert "<p>Guten Tag</p>" in client.get("/impressum/").content.decode()


def test_ein_leerer_text_wird_abgelehnt(als: Any, verwaltung: Benutzer) -> None:
    antwort = als(verwaltung).post(IMPRESSUM, {"titel": "Impressum", "text": ""})
    assert antwort.context["form"].errors == {"text": ["Bitte füllen Sie dieses Feld aus."]}
