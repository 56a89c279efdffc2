"""The invented town: in every state, repeatable, never on top of real data."""

import io
import json
import re
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from familienbuero.auftrag import Auftragsstand
from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from familienbuero.schreiben.models import Nachricht, Stapel
from familienbuero.seiten.models import Seite
from familienbuero.vermittlung.models import Ratanfrage
from netzwerk.angebote.enums import Uebersetzungsstand
from netzwerk.angebote.models import Aenderungsvorschlag, Angebot, Besucherzaehlung, Rueckfrage, Uebersetzung
from netzwerk.partner.enums import Partnerstatus
from netzwerk.partner.models import Ansprechperson, Netzwerkpartner
from tests.conftest import HEUTE
from tests.fabriken import BenutzerFabrik
from willkommensbesuche.besuche.enums import BesuchStatus
from willkommensbesuche.besuche.models import Besuch, Besuchswunsch


@pytest.fixture(autouse=True)
def _ablage(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def _aufrufen(befehl: str, *angaben: str) -> dict[str, Any]:
    puffer = io.StringIO()
    call_command(befehl, *angaben, "--json", stdout=puffer)
    ergebnis: dict[str, Any] = json.loads(puffer.getvalue())
    return ergebnis


def test_stadt_hat_besuche_in_vielen_staenden_und_einen_zugang_je_rolle(db: None) -> None:
    assert _aufrufen("demo_fuellen", "--familien", "80")["familien"] == 80
    staende = set(Besuch.objects.values_list("status", flat=True))
    assert {
        BesuchStatus.GEPRUEFT,
        BesuchStatus.EINGEPLANT,
        BesuchStatus.BESTAETIGT,
        BesuchStatus.ABGESAGT,
        BesuchStatus.ABGESCHLOSSEN,
        BesuchStatus.IN_NACHBEARBEITUNG,
    } <= staende
    assert Stapel.objects.filter(stand=Auftragsstand.ERLEDIGT, versandt_am=None).count() == 1
    assert set(_aufrufen("demo_zugaenge")["zugaenge"]) == {rolle.label for rolle in Rolle}
    assert _aufrufen("selbstpruefung")["ok"]


def test_die_stadt_zeigt_jeden_stand_einer_uebersetzung(db: None) -> None:
    _aufrufen("demo_fuellen", "--familien", "2")
    staende = {eine.marke for eine in Uebersetzung.objects.select_related("angebot")}
    assert {*staende, Uebersetzungsstand.FEHLT} == set(Uebersetzungsstand)


def test_die_stadt_hat_partner_die_etwas_vorschlagen(db: None) -> None:
    _aufrufen("demo_fuellen", "--familien", "2")
    assert Netzwerkpartner.objects.count() == 37
    assert set(Netzwerkpartner.objects.values_list("partnerstatus", flat=True)) == set(Partnerstatus)
    mit_link = Ansprechperson.objects.exclude(pflegelink=None)
    assert mit_link.count() == Aenderungsvorschlag.objects.offen().count() == 2
    assert Rueckfrage.objects.unbeantwortet().count() == 1
    assert Angebot.objects.veraltet(HEUTE).exists()


def test_ein_kurs_findet_so_oft_statt_wie_er_sagt(db: None) -> None:
    """Also when holidays lie between."""
    _aufrufen("demo_fuellen", "--familien", "2")
    gesagt = {
        angebot.titel: (int(treffer[1]), angebot.termine.count())
        for angebot in Angebot.objects.all()
        if (treffer := re.match(r"(\d+) (?:Termine|Kursstunden)", angebot.kostenhinweis))
    }
    assert len(gesagt) == 9
    assert {titel: zahlen for titel, zahlen in gesagt.items() if len(set(zahlen)) > 1} == {}


def test_stadt_hat_einen_vollen_kurs_mit_warteliste_und_gezaehlte_wochen(db: None) -> None:
    _aufrufen("demo_fuellen", "--familien", "5")
    kurs = Angebot.objects.get(titel="Babymassage")
    assert kurs.freie_plaetze == 0
    assert set(kurs.anmeldungen.values_list("status", flat=True)) == {
        "bestaetigt", "nachgerueckt", "warteliste", "storniert",
    }  # fmt: skip
    assert Besucherzaehlung.objects.count() == 4
    assert Nachricht.objects.count() == 0


def test_die_stadt_hat_neuigkeiten_fragen_und_einen_wunsch(db: None, client: Client) -> None:
    _aufrufen("demo_fuellen", "--familien", "2")
    assert "Konzept Frühe Hilfen" in client.get("/aktuelles/").content.decode()
    assert sorted(Ratanfrage.objects.values_list("status", flat=True)) == ["in_arbeit", "offen"]
    assert Besuchswunsch.objects.count() == 1


def test_zweiter_aufruf_laesst_alles_wie_es_ist(db: None) -> None:
    eins = _aufrufen("demo_fuellen", "--familien", "5")
    assert _aufrufen("demo_fuellen", "--familien", "50") == eins


def test_neu_beginnt_von_vorn_und_laesst_die_texte_stehen(db: None) -> None:
    _aufrufen("demo_fuellen", "--familien", "5")
    vorher = set(Seite.objects.values_list("slug", "text"))
    assert _aufrufen("demo_fuellen", "--neu", "--familien", "8")["familien"] == 8
    assert set(Seite.objects.values_list("slug", "text")) == vorher != set()


def test_auf_echten_daten_wird_nichts_gefuellt_und_nichts_geleert(db: None) -> None:
    BenutzerFabrik.create(email="chefin@stadt.example")
    for angaben in ([], ["--neu"]):
        with pytest.raises(CommandError, match="echte Daten"):
            call_command("demo_fuellen", *angaben)
    assert Benutzer.objects.count() == 1


def test_auf_einer_installation_mit_https_gibt_es_keine_demonstration(db: None, settings: Any) -> None:
    settings.NUR_HTTPS = True
    with pytest.raises(CommandError, match="echte Installation"):
        call_command("demo_fuellen")
