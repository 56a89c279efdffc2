"""`manage.py konto_anlegen`."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from familienbuero.konten.models import Benutzer


def test_der_befehl_legt_das_erste_konto_an_und_nennt_den_link(
    client: Client, db: None, settings: object
) -> None:
    ausgabe = StringIO()
    call_command(
        "konto_anlegen", "Erste@Buero.example", "--vorname=Eva", "--nachname=Erste", "--json", stdout=ausgabe
    )
    ergebnis = json.loads(ausgabe.getvalue())
    konto = Benutzer.objects.get(email="erste@buero.example")
    assert (ergebnis["konto"], ergebnis["rollen"]) == (str(konto.pk), ["verwaltung"])
    pfad = "/konto/" + ergebnis["verweis"].split("/konto/")[1]
    assert "Neues Passwort" in client.get(pfad, follow=True).content.decode()


def test_eine_vergebene_adresse_ist_ein_satz_auf_stderr(verwaltung: Benutzer) -> None:
    with pytest.raises(CommandError, match=r"^Mit dieser E-Mail-Adresse gibt es schon ein Konto\.$"):
        call_command("konto_anlegen", verwaltung.email, "--vorname=Eva", "--nachname=Erste")
