"""Organisations of the network, who speaks for them, and their links."""

from datetime import timedelta

import pytest
from django.test import Client

from familienbuero import kalender
from familienbuero.konten.models import Benutzer
from familienbuero.schreiben.dienste import nachricht_schreiben
from familienbuero.schreiben.models import Nachricht
from familienbuero.stammdaten.models import Organisation
from familienbuero.termine.regeln import token_abdruck
from netzwerk.partner import dienste
from netzwerk.partner.models import Ansprechperson, Netzwerkpartner
from netzwerk.partner.raum import suche
from netzwerk.partner.regeln import GUELTIG
from tests import fabriken
from tests.conftest import HEUTE

pytestmark = pytest.mark.django_db
NEU = {"name": "Ökumenischer Treff", "traegerart": "frei", "partnerstatus": "kooperationspartner"}


def namen(client: Client, frage: str = "") -> list[str]:
    return [zeile.name for zeile in client.get(f"/netzwerk/partner/{frage}").context["blatt"].zeilen]


def test_eine_neue_organisation_steht_im_netzwerk_und_in_der_liste(netzwerk: Benutzer, als):
    client = als(netzwerk)
    daten = NEU | {"art": "kirche", "lebensphasen": ["geburt"], "seit": "2024-01-01"}
    antwort = client.post("/netzwerk/partner/neu/", daten)
    neue = Organisation.objects.get()
    assert antwort["Location"] == f"/netzwerk/partner/{neue.pk}/"
    partner = neue.netzwerkpartner
    assert (partner.art, partner.lebensphasen, neue.sortierschluessel) == (
        "kirche", ["geburt"], "okumenischer treff",
    )  # fmt: skip
    assert "Evangelische oder katholische Kirche" in client.get(antwort["Location"]).content.decode()


def test_wer_nicht_zum_netzwerk_gehoert_ist_trotzdem_eine_organisation(netzwerk: Benutzer, als):
    client = als(netzwerk)
    client.post("/netzwerk/partner/neu/", NEU | {"art": "kirche"})
    neue = Organisation.objects.get()
    client.post(f"/netzwerk/partner/{neue.pk}/aendern/", NEU | {"art": ""})
    assert not Netzwerkpartner.objects.exists()
    assert namen(client) == ["Ökumenischer Treff"]


def test_dieselbe_organisation_gibt_es_kein_zweites_mal(netzwerk: Benutzer, als):
    fabriken.organisation("Ökumenischer Treff")
    antwort = als(netzwerk).post("/netzwerk/partner/neu/", NEU)
    assert "Diese Organisation gibt es schon." in antwort.content.decode()


@pytest.mark.parametrize(
    ("frage", "gefunden"),
    [
        ("", ["Ärzte", "Kita"]),
        ("?q=ärz", ["Ärzte"]),
        ("?q=kit", ["Kita"]),
        ("?art=kita", ["Kita"]),
        ("?status=kooperationspartner", []),
        ("?ohne=on", ["Ärzte"]),
        ("?art=gibt-es-nicht", ["Ärzte", "Kita"]),
    ],
)
def test_die_liste_laesst_sich_eingrenzen(frage: str, gefunden: list[str], netzwerk: Benutzer, als):
    kita, aerzte = Organisation(name="Kita"), Organisation(name="Ärzte")
    dienste.organisation_schreiben(kita, art="kita", partnerstatus="netzwerkpartner")
    dienste.organisation_schreiben(aerzte, art="")
    Ansprechperson.objects.create(organisation=kita, name="Kira")
    assert namen(als(netzwerk), frage) == gefunden


def test_wer_ausscheidet_ist_mit_kontakt_und_link_fort(netzwerk: Benutzer, als):
    person = Ansprechperson.objects.create(organisation=fabriken.organisation(), name="Petra", email="p@x.de")
    token = dienste.link_ausstellen(person.pk)
    als(netzwerk).post(f"/netzwerk/partner/ansprechpersonen/{person.pk}/ausgeschieden/")
    assert not Ansprechperson.objects.exists()
    assert dienste.link_finden(token_abdruck(token)) is None


@pytest.mark.parametrize(
    ("email", "gilt"), [("neu@x.de", False), ("", False), ("alt@x.de", True)], ids=["neu", "leer", "gleich"]
)
def test_ein_link_endet_mit_der_adresse_an_die_er_ging(email: str, gilt: bool, netzwerk: Benutzer, als):
    """Who reads the old mailbox by now keeps nothing, and nothing more is sent there."""
    person = Ansprechperson.objects.create(
        organisation=fabriken.organisation(), name="Petra", email="alt@x.de"
    )
    abdruck = token_abdruck(dienste.link_ausstellen(person.pk))
    nachricht_schreiben(fall=person.pk, empfaenger="alt@x.de", betreff="Ihr Link", text="…")
    weg = f"/netzwerk/partner/ansprechpersonen/{person.pk}/"
    seite = als(netzwerk).post(weg, {"name": "Petra", "funktion": "Leitung", "email": email}, follow=True)
    assert bool(dienste.link_finden(abdruck)) == gilt
    assert Nachricht.objects.exists() == gilt
    assert ("gilt nicht mehr. Bitte schicken Sie einen neuen." in seite.content.decode()) != gilt


def test_ein_neuer_link_ersetzt_den_alten_und_gespeichert_ist_nur_ein_abdruck(db):
    person = Ansprechperson.objects.create(organisation=fabriken.organisation(), name="Petra")
    alt, neu = (dienste.link_ausstellen(person.pk) for _ in range(2))
    assert dienste.link_finden(token_abdruck(alt)) is None
    link = dienste.link_finden(token_abdruck(neu))
    assert link
    assert link.ansprechperson == person
    assert link.token != neu
    assert len(neu) == 22


def test_ein_link_endet_durch_widerruf_und_von_selbst(db):
    person = Ansprechperson.objects.create(organisation=fabriken.organisation(), name="Petra")
    abdruck = token_abdruck(dienste.link_ausstellen(person.pk))
    with kalender.stichtag(HEUTE + GUELTIG + timedelta(days=1)):
        assert dienste.link_finden(abdruck) is None
    assert dienste.link_finden(abdruck)
    assert [dienste.link_widerrufen(person.pk) for _ in range(2)] == [True, False]
    assert dienste.link_finden(abdruck) is None


def test_die_suche_findet_organisationen_und_menschen(netzwerk: Benutzer, koordination: Benutzer):
    treff = fabriken.organisation("Treff")
    Ansprechperson.objects.create(organisation=treff, name="Petra Treffen")
    assert [treffer.titel for treffer in suche(netzwerk, "treff")] == ["Treff", "Petra Treffen"]
    assert suche(koordination, "treff") == []
    assert suche(netzwerk, " ") == []
