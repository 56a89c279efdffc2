"""What partners propose waits for release; what families must know at once does not."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer
from familienbuero.schreiben.dienste import wartende_senden
from familienbuero.schreiben.models import Nachricht
from netzwerk.angebote import dienste
from netzwerk.angebote.auskunft import gegenueberstellung
from netzwerk.angebote.enums import Angebotsstand, Terminlage, Vorschlagsart, Vorschlagsstand
from netzwerk.angebote.models import Aenderungsvorschlag, Angebot, Rueckfrage
from netzwerk.angebote.regeln import angaben, unterschiede
from netzwerk.angebote.regeln.vorschlag import halbjahr
from netzwerk.partner.models import Ansprechperson
from tests import fabriken
from tests.conftest import HEUTE

pytestmark = pytest.mark.django_db


@pytest.fixture
def petra(db: None) -> Ansprechperson:
    return Ansprechperson.objects.create(
        organisation=fabriken.organisation(), name="Petra", email="petra@treff.example"
    )


@pytest.fixture
def angebot(netzwerk: Benutzer, petra: Ansprechperson) -> Angebot:
    return fabriken.angebot(durch=netzwerk)


def vorschlagen(angebot: Angebot | None, petra: Ansprechperson, **werte: Any) -> Aenderungsvorschlag:
    bemerkung = werte.pop("bemerkung", "")
    kennung = angebot.pk if angebot else None
    return dienste.angebot_vorschlagen(kennung, werte=werte, bemerkung=bemerkung, von=petra)


@pytest.mark.parametrize(
    ("nachher", "anders"),
    [
        ({}, {}),
        ({"titel": "alt"}, {}),
        ({"titel": "neu"}, {"titel": {"vorher": "alt", "nachher": "neu"}}),
        ({"sprachen": ["tr", "de"]}, {}),
        ({"alter_von": None}, {"alter_von": {"vorher": 6, "nachher": None}}),
        ({"status": "laufend", "slug": "x", "organisation": "y", "mittel": "z"}, {}),
    ],
)
def test_verglichen_wird_nur_was_familien_lesen(nachher: dict[str, Any], anders: dict[str, Any]):
    assert unterschiede({"titel": "alt", "sprachen": ["de", "tr"], "alter_von": 6}, nachher) == anders


@pytest.mark.parametrize(("monat", "erwartet"), [(1, "2026-1"), (6, "2026-1"), (7, "2026-2"), (12, "2026-2")])
def test_ein_jahr_hat_zwei_haelften(monat: int, erwartet: str):
    assert halbjahr(2026, monat) == erwartet


def test_ein_vorschlag_aendert_nichts_bis_ihn_jemand_uebernimmt(
    angebot: Angebot, petra: Ansprechperson, netzwerk: Benutzer
):
    vorschlag = vorschlagen(angebot, petra, titel="Spielgruppe", alter_von=6)
    assert Angebot.objects.get().titel == "Krabbelgruppe"
    dienste.vorschlag_uebernehmen(vorschlag.pk, durch=netzwerk)
    neu = Angebot.objects.get()
    assert (neu.titel, neu.alter_von, neu.slug, neu.status) == (
        "Spielgruppe", 6, "krabbelgruppe", Angebotsstand.VEROEFFENTLICHT,
    )  # fmt: skip
    assert "spielgruppe" in neu.suchworte
    assert neu.verlauf.order_by("wann").last().warum == "vorschlag"
    wege = list(vorschlag.verlauf.order_by("wann").values_list("von", "nach", "rolle"))
    assert wege == [("", "offen", "partner"), ("offen", "uebernommen", "netzwerk")]


def test_wer_noch_einmal_vorschlaegt_aendert_den_vorschlag_der_wartet(
    angebot: Angebot, petra: Ansprechperson
):
    erster = vorschlagen(angebot, petra, titel="Spielgruppe")
    zweiter = vorschlagen(angebot, petra, titel="Spielkreis", bemerkung="Gern ab Oktober.")
    assert erster == zweiter
    zeile = Aenderungsvorschlag.objects.get()
    assert zeile.aenderungen == {"titel": {"vorher": "Krabbelgruppe", "nachher": "Spielkreis"}}
    assert list(zeile.verlauf.order_by("wann").values_list("warum", flat=True)) == ["", "ergaenzt"]


def test_was_nichts_aendert_ist_kein_vorschlag(angebot: Angebot, petra: Ansprechperson):
    with pytest.raises(Ablehnung, match="nichts geändert"):
        vorschlagen(angebot, petra, **angaben(angebot))
    assert vorschlagen(angebot, petra, bemerkung="Neuer Raum ab Mai.").aenderungen == {}


def test_ein_neues_angebot_wird_ein_entwurf_des_anbieters(petra: Ansprechperson, netzwerk: Benutzer):
    werte = angaben(Angebot(titel="Elterncafé", kurz="Kommen Sie."))
    vorschlag = vorschlagen(None, petra, **werte)
    assert (vorschlag.art, vorschlag.titel) == (Vorschlagsart.NEU, "Elterncafé")
    dienste.vorschlag_uebernehmen(vorschlag.pk, durch=netzwerk)
    neu = Angebot.objects.get()
    assert (neu.status, neu.organisation, neu.slug) == (
        Angebotsstand.ENTWURF, petra.organisation, "elterncafe",
    )  # fmt: skip


@pytest.mark.parametrize("feld", ["status", "slug", "mittel", "organisation"])
def test_was_dem_buero_gehoert_uebernimmt_auch_das_buero_nicht(
    feld: str, angebot: Angebot, petra: Ansprechperson, netzwerk: Benutzer
):
    vorschlag = vorschlagen(angebot, petra, titel="Neu")
    vorschlag.aenderungen[feld] = {"vorher": "", "nachher": "eigenmittel"}
    vorschlag.save()
    vorher = getattr(angebot, feld)
    dienste.vorschlag_uebernehmen(vorschlag.pk, durch=netzwerk)
    assert getattr(Angebot.objects.get(), feld) == vorher


@pytest.mark.parametrize(
    "werte",
    [
        {"ort": str(uuid4())},
        {"anmeldeweg": "anbieter"},
        {"alter_von": 20, "alter_bis": 3},
        {"kontakt_email": "keine Adresse"},
        {"titel": ""},
    ],
)
def test_was_nicht_mehr_stimmen_kann_wird_nicht_uebernommen_und_bleibt_stehen(
    werte: dict[str, Any], angebot: Angebot, petra: Ansprechperson, netzwerk: Benutzer
):
    vorschlag = vorschlagen(angebot, petra, **werte)
    with pytest.raises(Ablehnung, match="lässt sich so nicht mehr übernehmen"):
        dienste.vorschlag_uebernehmen(vorschlag.pk, durch=netzwerk)
    vorschlag.refresh_from_db()
    assert vorschlag.status == Vorschlagsstand.OFFEN
    assert angaben(Angebot.objects.get()) == angaben(angebot)


def test_entschieden_wird_einmal(angebot: Angebot, petra: Ansprechperson, netzwerk: Benutzer):
    vorschlag = vorschlagen(angebot, petra, titel="Neu")
    dienste.vorschlag_ablehnen(vorschlag.pk, antwort="Der Name ist vergeben.", durch=netzwerk)
    with pytest.raises(Ablehnung, match="inzwischen „abgelehnt“"):
        dienste.vorschlag_uebernehmen(vorschlag.pk, durch=netzwerk)
    with pytest.raises(Ablehnung, match="inzwischen „abgelehnt“"):
        dienste.vorschlag_ablehnen(vorschlag.pk, antwort="Doch.", durch=netzwerk)
    assert Aenderungsvorschlag.objects.get().antwort == "Der Name ist vergeben."


@pytest.mark.parametrize(
    ("neu", "antwort", "satz"),
    [
        (False, "", "Ihr Vorschlag zu „Spiel & Spaß“ ist übernommen."),
        (True, "", "Familien sehen es, sobald wir es veröffentlichen."),
        (False, "Der Raum ist belegt.", "übernehmen wir nicht. Unsere Antwort: Der Raum ist belegt."),
    ],
    ids=["geändert", "neu", "abgelehnt"],
)
def test_der_partner_erfaehrt_wie_entschieden_ist(
    neu: bool, antwort: str, satz: str, angebot: Angebot, petra: Ansprechperson, netzwerk: Benutzer
):
    werte = angaben(Angebot(titel="Spiel & Spaß", kurz="Kommen Sie."))
    vorschlag = vorschlagen(None if neu else angebot, petra, **werte)
    if antwort:
        dienste.vorschlag_ablehnen(vorschlag.pk, antwort=antwort, durch=netzwerk)
    else:
        dienste.vorschlag_uebernehmen(vorschlag.pk, durch=netzwerk)
    wartende_senden()
    [brief] = mail.outbox
    titel = "Krabbelgruppe" if antwort else "Spiel & Spaß"
    assert (brief.to, brief.subject) == (["petra@treff.example"], f"Ihr Vorschlag: {titel}")
    assert satz in brief.body


def test_ueber_eine_absage_und_ohne_adresse_geht_keine_mail(
    angebot: Angebot, petra: Ansprechperson, netzwerk: Benutzer
):
    dienste.partner_sagt_termin_ab(angebot.termine.order_by("beginn")[0].pk, hinweis="", von=petra)
    dienste.vorschlag_uebernehmen(Aenderungsvorschlag.objects.get().pk, durch=netzwerk)
    vorschlag = vorschlagen(angebot, petra, titel="Neu")
    Ansprechperson.objects.update(email="")
    dienste.vorschlag_uebernehmen(vorschlag.pk, durch=netzwerk)
    assert not Nachricht.objects.exists()


def test_das_buero_sieht_alt_und_neu_und_was_inzwischen_dort_steht(
    angebot: Angebot, petra: Ansprechperson, netzwerk: Benutzer
):
    vorschlag = vorschlagen(angebot, petra, titel="Spielgruppe", kosten_cent=450, sprachen=["de", "tr"])
    angebot.titel = "Krabbelkreis"
    dienste.angebot_schreiben(angebot, durch=netzwerk)
    zeilen = {z.was: (z.vorher, z.nachher, z.inzwischen) for z in gegenueberstellung(
        Aenderungsvorschlag.objects.get(pk=vorschlag.pk)
    )}  # fmt: skip
    assert zeilen == {
        "Titel": ("Krabbelgruppe", "Spielgruppe", "Krabbelkreis"),
        "Kosten": ("kostenlos", "4,50 Euro", ""),
        "Sprachen": ("Deutsch", "Deutsch, Türkisch", ""),
    }


def test_eine_absage_gilt_sofort_und_das_buero_erfaehrt_es(
    angebot: Angebot, petra: Ansprechperson, netzwerk: Benutzer
):
    termin = angebot.termine.order_by("beginn")[0]
    dienste.partner_sagt_termin_ab(termin.pk, hinweis="Krankheit", von=petra)
    termin.refresh_from_db()
    assert (termin.lage, termin.hinweis) == (Terminlage.FAELLT_AUS, "Krankheit")
    bescheid = Aenderungsvorschlag.objects.get()
    assert (
        bescheid.bemerkung
        == "Der Termin am Dienstag, 8. September 2026, 9:30 Uhr fällt aus. Grund: Krankheit."
    )
    vorher = angaben(Angebot.objects.get())
    dienste.vorschlag_uebernehmen(bescheid.pk, durch=netzwerk)
    assert angaben(Angebot.objects.get()) == vorher
    assert angebot.verlauf.filter(warum="termin_abgesagt", rolle="partner").count() == 1


def alt(angebot: Angebot) -> None:
    Angebot.objects.filter(pk=angebot.pk).update(geprueft_am=HEUTE - timedelta(days=190))


def test_nach_einem_halben_jahr_wird_gefragt_und_nach_zwei_wochen_einmal_erinnert(
    angebot: Angebot, petra: Ansprechperson
):
    alt(angebot)
    gesendet = []
    for tage in (0, 0, 1, 13, 14, 15, 40, 182):
        with kalender.stichtag(HEUTE + timedelta(days=tage)):
            gesendet.append((tage, dienste.partner_fragen()))
    wartende_senden()
    assert [tage for tage, anzahl in gesendet if anzahl] == [0, 14]
    assert [brief.subject for brief in mail.outbox] == [
        "Stimmen Ihre Angebote für Familien noch?",
        "Noch einmal gefragt: Stimmen Ihre Angebote für Familien noch?",
    ]
    assert "- Krabbelgruppe" in mail.outbox[0].body
    assert mail.outbox[0].to == ["petra@treff.example"]


def test_wer_geantwortet_hat_wird_nicht_erinnert(angebot: Angebot, petra: Ansprechperson):
    alt(angebot)
    assert dienste.partner_fragen() == 1
    dienste.alles_stimmt(angebot, von=petra)
    assert Rueckfrage.objects.get().beantwortet_am == HEUTE
    angebot.refresh_from_db()
    assert angebot.geprueft_am == HEUTE
    with kalender.stichtag(HEUTE + timedelta(days=20)):
        assert dienste.partner_fragen() == 0
    with kalender.stichtag(HEUTE + timedelta(days=200)):
        assert dienste.partner_fragen() == 1


@pytest.mark.parametrize("fall", ["frisch", "niemand", "ohne Adresse", "nicht im Netz"])
def test_gefragt_wird_nur_wer_etwas_zu_pruefen_hat_und_erreichbar_ist(
    fall: str, angebot: Angebot, petra: Ansprechperson, netzwerk: Benutzer
):
    if fall != "frisch":
        alt(angebot)
    if fall == "niemand":
        petra.delete()
    if fall == "ohne Adresse":
        Ansprechperson.objects.update(email="")
    if fall == "nicht im Netz":
        dienste.stand_aendern(angebot.pk, Angebotsstand.ENTWURF, durch=netzwerk)
    assert dienste.partner_fragen() == 0
    assert not Rueckfrage.objects.exists()


def test_wen_die_frage_nicht_erreicht_sieht_das_buero(
    angebot: Angebot, petra: Ansprechperson, netzwerk: Benutzer, als
):
    """Without an address, or with one that the mail server refuses; not any more once a mail gets through."""
    client = als(netzwerk)

    def gezeigt(satz: str) -> list[bool]:
        wege = ("/netzwerk/angebote/vorschlaege/", f"/netzwerk/partner/{angebot.organisation_id}/", "/heute/")
        seiten = [client.get(weg).content.decode() for weg in wege]
        return [satz in seiten[0], "Die E-Mail kam nicht an" in seiten[1], "nicht zu erreichen" in seiten[2]]

    assert dienste.unerreichte() == []
    alt(angebot)
    dienste.partner_fragen()
    assert gezeigt("Nicht zu erreichen") == [False, False, False]
    Nachricht.objects.all().parken("Abgewiesen.")
    assert gezeigt("die E-Mail kam nicht an") == [True, True, True]
    assert gezeigt("noch keine Antwort")[0] is False
    dienste.link_verschicken(petra.pk)
    assert gezeigt("Nicht zu erreichen") == [False, False, False]
    assert gezeigt("noch keine Antwort")[0] is True
    petra.delete()
    assert gezeigt("niemand mit E-Mail-Adresse") == [True, False, True]
    dienste.angebot_pruefen(angebot.pk, durch=netzwerk)
    assert gezeigt("noch keine Antwort") == [False, False, False]
    assert dienste.unerreichte() == []


def test_ohne_adresse_geht_kein_link_hinaus(petra: Ansprechperson):
    Ansprechperson.objects.update(email="")
    with pytest.raises(Ablehnung, match="keine E-Mail-Adresse"):
        dienste.link_verschicken(petra.pk)


def test_wer_ausscheidet_laesst_seine_vorschlaege_da(angebot: Angebot, petra: Ansprechperson):
    vorschlagen(angebot, petra, titel="Neu")
    petra.delete()
    assert Aenderungsvorschlag.objects.get().ansprechperson is None
