"""Rat und Hilfe: everybody may ask, the office answers, machines are kept out, periods end."""

import time
from datetime import timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import reverse

from familienbuero.datenschutz.dienste import fristen_setzen, loeschlauf
from familienbuero.kalender.uhr import BERLIN
from familienbuero.konten.models import Benutzer
from familienbuero.oeffentlich import JE_STUNDE, stempel
from familienbuero.termine.models import Zugangsversuch
from familienbuero.vermittlung.dienste import rat_anfragen, ratanfrage_fuehren
from familienbuero.vermittlung.enums import Ratstatus, Ratthema
from familienbuero.vermittlung.models import Ratanfrage
from tests.conftest import HEUTE

WEG = "/rat/"


def angaben(**mehr: Any) -> dict[str, Any]:
    return {"thema": "betreuung", "telefon": "0271 4711", "stempel": stempel(time.time() - 60)} | mehr


def anfrage(**mehr: Any) -> Ratanfrage:
    return rat_anfragen(**{"thema": Ratthema.GELD, "telefon": "0271 4711", "text": "Geheim.", **mehr})


def test_wer_fragt_bekommt_dank_und_das_buero_eine_anfrage(client: Client, db: None):
    antwort = client.post(WEG, angaben(name="Ada", text="Wer hat einen Platz?", sprache="tr"), follow=True)
    assert antwort.redirect_chain == [("/rat/danke/", 302)]
    assert "Ada" not in antwort.content.decode()
    assert "4711" not in antwort.content.decode()
    eine = Ratanfrage.objects.get()
    assert (eine.name, eine.text, eine.sprache) == ("Ada", "Wer hat einen Platz?", "tr")
    assert eine.status == Ratstatus.OFFEN
    assert eine.verlauf.get().rolle == "familie"


def test_der_text_liegt_versiegelt_in_der_datenbank(db: None):
    anfrage(text="Ganz vertraulich")
    with connection.cursor() as zeiger:
        zeiger.execute("SELECT text FROM vermittlung_ratanfrage")
        assert b"vertraulich" not in bytes(zeiger.fetchone()[0])


def test_ohne_weg_zurueck_kommt_das_formular_mit_allem_getippten_wieder(client: Client, db: None):
    seite = client.post("/tr/rat/", angaben(telefon="", text="Bleibt stehen.")).content.decode()
    assert "Bleibt stehen." in seite
    assert "Lütfen bir telefon numarası veya e-posta adresi girin." in seite
    assert not Ratanfrage.objects.exists()


def test_zu_viele_von_einem_absender_werden_mit_einem_satz_abgelehnt(client: Client, db: None):
    for nummer in range(JE_STUNDE):
        assert client.post(WEG, angaben(text=str(nummer))).status_code == 302
    antwort = client.post(WEG, angaben(text="Noch eine."))
    assert antwort.status_code == 429
    assert "zu viele Versuche" in antwort.content.decode()
    assert "Noch eine." in antwort.content.decode()
    # The code page counts for itself, and the sender is kept as a hash only.
    assert set(Zugangsversuch.objects.values_list("wo", flat=True)) == {"rat"}
    assert "127.0.0.1" not in str(list(Zugangsversuch.objects.values_list("absender", flat=True)))
    assert client.post("/termin/", {"code": "7KQF-2M9X-HT4W", "plz": "57072"}).status_code == 200


def test_eine_barriere_laesst_sich_von_der_erklaerung_aus_melden(client: Client, db: None):
    assert 'href="/rat/?thema=barriere"' in client.get("/barrierefreiheit/").content.decode()
    assert client.get("/rat/?thema=barriere").context["form"]["thema"].value() == "barriere"
    assert client.get("/rat/?thema=unsinn").context["form"]["thema"].value() is None


def test_eine_anfrage_wird_uebernommen_und_erledigt(als: Any, koordination: Benutzer, leitung: Benutzer):
    eine, client = anfrage(), als(koordination)
    assert "1 noch nicht übernommen" in client.get("/heute/").content.decode()
    weg = reverse("vermittlung:rat_fuehren", args=[eine.pk])
    client.post(weg, {"status": "in_arbeit"})
    eine.refresh_from_db()
    assert (eine.zustaendig, eine.status) == (koordination, Ratstatus.IN_ARBEIT)
    assert "Anfrage nach Rat" not in als(leitung).get("/heute/").content.decode()
    client.post(weg, {"status": "erledigt"})
    client.post(weg, {"status": "offen"})
    eine.refresh_from_db()
    assert (eine.zustaendig, eine.erledigt_am) == (None, None)
    assert [zeile.nach for zeile in eine.verlauf.all()] == ["offen", "in_arbeit", "erledigt", "offen"]


def test_die_liste_zeigt_offene_und_erledigte(als: Any, koordination: Benutzer):
    anfrage(text="Offene Frage")
    ratanfrage_fuehren(anfrage(text="Alte Frage").pk, status=Ratstatus.ERLEDIGT, durch=koordination)
    client, weg = als(koordination), reverse("vermittlung:ratanfragen")
    assert "Offene Frage" in client.get(weg).content.decode()
    assert "Alte Frage" not in client.get(weg).content.decode()
    assert "Alte Frage" in client.get(f"{weg}?stand=erledigt").content.decode()


def test_nach_der_frist_bleibt_nur_was_zaehlt(koordination: Benutzer, verwaltung: Benutzer):
    eine, andere = anfrage(name="Ada", sprache="tr"), anfrage()
    ratanfrage_fuehren(eine.pk, status=Ratstatus.ERLEDIGT, durch=koordination)
    fristen_setzen({"vermittlung.rat": 3}, durch=verwaltung)
    spaeter = HEUTE + timedelta(days=120)
    loeschlauf(spaeter)
    loeschlauf(spaeter + timedelta(days=60))
    eine.refresh_from_db()
    assert (eine.name, eine.telefon, eine.text or "", eine.zustaendig) == ("", "", "", None)
    eingang = eine.eingegangen_am.astimezone(BERLIN)
    assert (eine.thema, eine.sprache, eingang.day) == (Ratthema.GELD, "tr", 1)
    assert set(eine.verlauf.values_list("wer", flat=True)) == {None}
    assert not Ratanfrage.objects.sichtbar_fuer(koordination).filter(pk=eine.pk).exists()
    andere.refresh_from_db()
    assert andere.text == "Geheim."
