"""Where families sign up, and the page behind the link in their mail."""

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from familienbuero import kalender
from familienbuero.konten.models import Benutzer
from familienbuero.oeffentlich import stempel
from familienbuero.protokoll import OhneVerweise
from familienbuero.schreiben.models import Nachricht
from familienbuero.termine.dienste import verweis_ableiten
from netzwerk.angebote import dienste
from netzwerk.angebote.enums import Anmeldungsstand
from netzwerk.angebote.models import Angebot, Anmeldung
from netzwerk.angebote.regeln import ANMELDEN
from netzwerk.angebote.views.anmelden import OFFEN
from tests import fabriken
from tests.conftest import HEUTE
from tests.netzwerk.angebote.eingaben import ausgefuellt
from tests.stoerung.formulare import formular

pytestmark = pytest.mark.django_db
S = Anmeldungsstand


@pytest.fixture
def kurs(netzwerk: Benutzer) -> Angebot:
    return fabriken.kurs(durch=netzwerk)


def worte(antwort: HttpResponse) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", antwort.content.decode()).split())


def schicken(client: Client, kurs: Angebot, **felder: Any) -> HttpResponse:
    return client.post(reverse("angebote:anmelden", args=[kurs.slug]), ausgefuellt(**felder))


def oeffnen(client: Client, anmeldung: Anmeldung) -> HttpResponse:
    weg = reverse("angebote:anmeldung_verweis", args=[verweis_ableiten(anmeldung.pk)])
    return client.get(weg, follow=True)


def test_liste_und_seite_sagen_wie_viele_plaetze_frei_sind(client: Client, kurs: Angebot) -> None:
    for frei, satz in ((2, "noch 2 Plätze"), (1, "noch 1 Platz"), (0, "Warteliste")):
        assert satz in worte(client.get("/angebote/"))
        assert satz in worte(client.get(f"/angebote/{kurs.slug}/"))
        if frei:
            fabriken.anmeldung(kurs, f"Familie{frei}")


def test_wer_eben_den_letzten_platz_bekam_steht_sofort_auf_der_seite_fuer_alle(
    seitenspeicher: None, netzwerk: Benutzer
) -> None:
    kurs = fabriken.kurs(durch=netzwerk, plaetze=1)
    seiten = ("/angebote/", f"/angebote/{kurs.slug}/")
    assert all("noch 1 Platz" in worte(Client().get(seite)) for seite in seiten)
    anmeldung = fabriken.anmeldung(kurs)
    assert all("Warteliste" in worte(Client().get(seite)) for seite in seiten)
    dienste.anmeldung_stornieren(anmeldung.pk)
    assert all("noch 1 Platz" in worte(Client().get(seite)) for seite in seiten)


def test_der_weg_von_der_seite_bis_zum_dank(client: Client, kurs: Angebot) -> None:
    weg = reverse("angebote:anmelden", args=[kurs.slug])
    assert f'href="{weg}"' in client.get(f"/angebote/{kurs.slug}/").content.decode()
    assert "Noch 2 Plätze sind frei." in worte(client.get(weg))
    antwort = schicken(client, kurs, name="  Selma \t Öztürk ", email="Selma@Familie.example")
    assert antwort.headers["Location"] == reverse("angebote:angemeldet", args=[kurs.slug])
    assert "Danke" in worte(client.get(antwort.headers["Location"]))
    eine = Anmeldung.objects.get()
    assert (eine.name, eine.email, eine.kinder, eine.alter_monate, eine.sprache, eine.status) == (
        "Selma Öztürk", "selma@familie.example", 1, 4, "de", "bestaetigt",
    )  # fmt: skip
    assert Nachricht.objects.get().empfaenger == "selma@familie.example"


def test_wer_schon_angemeldet_ist_bekommt_dieselbe_antwort_wie_alle(client: Client, kurs: Angebot) -> None:
    erste = schicken(client, kurs)
    zweite = schicken(Client(), kurs)
    assert (erste.status_code, erste.headers["Location"]) == (zweite.status_code, zweite.headers["Location"])
    assert worte(client.get(erste.headers["Location"])) == worte(Client().get(zweite.headers["Location"]))
    assert (Anmeldung.objects.count(), Nachricht.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    ("feld", "wert", "satz"),
    [
        ("name", "", "Bitte sagen Sie uns, wie Sie heißen."),
        ("name", "\x00", "Nullzeichen"),
        ("name", "x" * 101, "höchstens 100 Zeichen"),
        ("email", "", "Bitte geben Sie Ihre E-Mail-Adresse an."),
        ("email", "selma", "Das ist noch keine E-Mail-Adresse."),
        ("email", "a@b.example\r\nBcc: c@d.example", "Das ist noch keine E-Mail-Adresse."),
        ("kinder", "9", "keine gültige Auswahl"),
        ("alter", "", "Bitte wählen Sie das Alter."),
    ],
)
def test_neben_dem_feld_steht_ein_satz_und_nichts_geht_verloren(
    feld: str, wert: str, satz: str, client: Client, kurs: Angebot
) -> None:
    antwort = schicken(client, kurs, **{"name": "Selma", "telefon": "0271 4711", feld: wert})
    assert antwort.status_code == 200
    assert satz in antwort.context["form"].errors[feld][0]
    assert "?:" not in worte(antwort)
    assert 'value="0271 4711"' in antwort.content.decode()
    assert Anmeldung.objects.count() == 0


@pytest.mark.parametrize(("alter", "gefragt"), [("36", True), ("schwanger", True), ("7", False)])
def test_passt_das_alter_nicht_wird_einmal_gefragt(
    alter: str, gefragt: bool, client: Client, netzwerk: Benutzer
) -> None:
    kurs = fabriken.kurs(durch=netzwerk, alter_von=6, alter_bis=18)
    antwort = schicken(client, kurs, alter=alter)
    assert ("gedacht für: 6 bis 18 Monate." in worte(antwort)) == gefragt
    assert Anmeldung.objects.count() == (0 if gefragt else 1)
    if gefragt:
        assert 'value="Selma Öztürk"' in antwort.content.decode()
        assert 'name="trotzdem"' in antwort.content.decode()
        schicken(client, kurs, alter=alter, trotzdem="on")
        assert Anmeldung.objects.count() == 1


def test_ein_programm_meldet_niemanden_an(client: Client, kurs: Angebot) -> None:
    antwort = schicken(client, kurs, stempel=stempel())
    assert "sehr schnell" in worte(antwort)
    assert 'value="Selma Öztürk"' in antwort.content.decode()
    assert Anmeldung.objects.count() == 0


def test_eine_adresse_meldet_sich_fuenfmal_am_tag_an(client: Client, netzwerk: Benutzer) -> None:
    kurse = [fabriken.kurs(f"Kurs {nummer}", durch=netzwerk) for nummer in range(6)]
    antworten = [schicken(Client(REMOTE_ADDR=f"192.0.2.{n}"), kurs) for n, kurs in enumerate(kurse)]
    assert [antwort.status_code for antwort in antworten] == [302] * ANMELDEN.je_kennung_und_tag + [429]
    assert "zu viele Versuche" in worte(antworten[-1])
    assert 'value="Selma Öztürk"' in antworten[-1].content.decode()


def test_ein_absender_meldet_zwanzig_in_der_stunde_an_die_codeseite_bleibt_frei(
    client: Client, netzwerk: Benutzer
) -> None:
    kurs = fabriken.kurs(durch=netzwerk, plaetze=30)
    antworten = [
        schicken(client, kurs, email=f"familie{nummer}@x.example").status_code
        for nummer in range(ANMELDEN.je_adresse_und_stunde + 1)
    ]
    assert antworten == [302] * ANMELDEN.je_adresse_und_stunde + [429]
    weg = reverse("termine:anmelden")
    assert client.post(weg, {"code": "2" * 12, "geburtsdatum": "2026-01-01"}).status_code == 200


def test_wo_nichts_mehr_geht_fuehrt_der_weg_zur_seite_des_angebots(client: Client, kurs: Angebot) -> None:
    Angebot.objects.filter(pk=kurs.pk).update(status="abgesagt")
    antwort = client.get(reverse("angebote:anmelden", args=[kurs.slug]), follow=True)
    assert "nicht mehr anmelden" in worte(antwort)
    Angebot.objects.filter(pk=kurs.pk).update(status="entwurf")
    assert client.get(reverse("angebote:anmelden", args=[kurs.slug])).status_code == 404


def test_der_verweis_verlaesst_die_adresszeile_und_das_protokoll(client: Client, kurs: Angebot) -> None:
    anmeldung = fabriken.anmeldung(kurs)
    antwort = oeffnen(client, anmeldung)
    token = verweis_ableiten(anmeldung.pk)
    assert antwort.redirect_chain == [(reverse("angebote:anmeldung"), 302)]
    assert token not in antwort.content.decode()
    assert "no-store" in antwort.headers["Cache-Control"]
    zeile = logging.makeLogRecord({"msg": f"GET /angebote/anmeldung/{token}/"})
    OhneVerweise(vor=["/angebote/anmeldung/"]).filter(zeile)
    assert token not in zeile.getMessage()


def test_ein_falscher_verweis_zeigt_nichts_auch_nicht_das_vorige(client: Client, kurs: Angebot) -> None:
    oeffnen(client, fabriken.anmeldung(kurs))
    antwort = client.get(reverse("angebote:anmeldung_verweis", args=["x" * 22]), follow=True)
    assert "Bitte öffnen Sie den Link" in worte(antwort)


def test_nach_einer_halben_stunde_ist_der_verweis_noch_einmal_noetig(client: Client, kurs: Angebot) -> None:
    oeffnen(client, fabriken.anmeldung(kurs))
    sitzung = client.session
    sitzung[OFFEN] = dict.fromkeys(sitzung[OFFEN], timezone.now().timestamp() - 1)
    sitzung.save()
    assert client.get(reverse("angebote:anmeldung")).headers["Location"] == reverse("angebote:liste")
    antwort = client.post(reverse("angebote:anmeldung_stornieren"), {"anmeldung": next(iter(sitzung[OFFEN]))})
    assert antwort.headers["Location"] == reverse("angebote:liste")
    assert Anmeldung.objects.get().status == S.BESTAETIGT


def test_hinter_dem_verweis_aendert_man_und_meldet_sich_ab(client: Client, kurs: Angebot) -> None:
    anmeldung = fabriken.anmeldung(kurs)
    antwort = oeffnen(client, anmeldung)
    assert "Sie haben einen Platz" in worte(antwort)
    assert "Möchten Sie sich wirklich abmelden?" in worte(antwort)
    diese = {"anmeldung": str(anmeldung.pk)}
    neu = diese | {"name": "Selma Kaya", "telefon": "0271 1", "kinder": "2", "alter": "schwanger"}
    client.post(reverse("angebote:anmeldung_aendern"), neu)
    anmeldung.refresh_from_db()
    assert (anmeldung.name, anmeldung.kinder, anmeldung.alter_monate) == ("Selma Kaya", 2, None)
    assert "<p>2 Kinder</p>" in client.get(reverse("angebote:anmeldung")).content.decode()
    zuviel = client.post(reverse("angebote:anmeldung_aendern"), neu | {"kinder": "3", "telefon": "0271 2"})
    assert zuviel.status_code == 409
    assert 'value="0271 2"' in zuviel.content.decode()
    client.post(reverse("angebote:anmeldung_stornieren"), diese)
    assert "Sie sind abgemeldet" in worte(client.get(reverse("angebote:anmeldung")))


def test_jedes_formular_meint_die_anmeldung_die_auf_seiner_seite_steht(
    client: Client, kurs: Angebot, netzwerk: Benutzer
) -> None:
    """Two links of two mails, in two tabs of one browser."""
    erste = fabriken.anmeldung(kurs)
    zweite = fabriken.anmeldung(fabriken.kurs("Kanga", durch=netzwerk))
    tab = formular(client, oeffnen(client, erste).redirect_chain[-1][0])
    oeffnen(client, zweite)
    antwort = client.post(reverse("angebote:anmeldung_aendern"), tab | {"name": "Selma Kaya"}, follow=True)
    assert "Babymassage" in worte(antwort)
    client.post(reverse("angebote:anmeldung_stornieren"), tab)
    stand = Anmeldung.objects.in_bulk()
    assert (stand[erste.pk].name, stand[erste.pk].status) == ("Selma Kaya", S.STORNIERT)
    assert (stand[zweite.pk].name, stand[zweite.pk].status) == (zweite.name, S.BESTAETIGT)


def test_was_diese_sitzung_nicht_geoeffnet_hat_laesst_sich_nicht_nennen(
    client: Client, kurs: Angebot
) -> None:
    eigene, fremde = fabriken.anmeldung(kurs), fabriken.anmeldung(kurs, "Bea")
    oeffnen(client, eigene)
    for wert in (str(fremde.pk), "", "x"):
        client.post(reverse("angebote:anmeldung_stornieren"), {"anmeldung": wert})
    assert set(Anmeldung.objects.values_list("status", flat=True)) == {S.BESTAETIGT}


def test_ein_freier_platz_wird_hinter_dem_verweis_angenommen(client: Client, kurs: Angebot) -> None:
    eins, _, drei = (fabriken.anmeldung(kurs, name) for name in ("Ada", "Bea", "Cem"))
    dienste.anmeldung_stornieren(eins.pk)
    antwort = oeffnen(client, drei)
    assert "Bitte antworten Sie bis Mittwoch, 9. September" in worte(antwort)
    client.post(reverse("angebote:anmeldung_bestaetigen"), {"anmeldung": str(drei.pk)})
    assert "Der Platz gehört Ihnen." in worte(client.get(reverse("angebote:anmeldung")))
    drei.refresh_from_db()
    assert drei.status == S.BESTAETIGT


def test_zu_spaet_ist_ein_satz(client: Client, kurs: Angebot) -> None:
    eins, _, drei = (fabriken.anmeldung(kurs, name) for name in ("Ada", "Bea", "Cem"))
    dienste.anmeldung_stornieren(eins.pk)
    oeffnen(client, drei)
    with kalender.stichtag(HEUTE + timedelta(days=3)):
        diese = {"anmeldung": str(drei.pk)}
        antwort = client.post(reverse("angebote:anmeldung_bestaetigen"), diese, follow=True)
    assert "Die Zeit für die Antwort ist vorbei." in worte(antwort)


def test_ohne_schluessel_nuetzt_die_datenbank_niemandem(client: Client, kurs: Angebot, settings: Any) -> None:
    anmeldung = fabriken.anmeldung(kurs)
    token = verweis_ableiten(anmeldung.pk)
    assert len(token) == 22
    settings.CODESCHLUESSEL = "B" * 43 + "="
    assert verweis_ableiten(anmeldung.pk) != token
