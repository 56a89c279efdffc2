"""What families are told by mail: everybody concerned, once, without words of strangers."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.urls import reverse

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer
from familienbuero.schreiben.dienste import wartende_senden
from familienbuero.schreiben.models import Nachricht
from netzwerk.angebote import dienste
from netzwerk.angebote.dokumente.anmeldung import BETREFF
from netzwerk.angebote.enums import Angebotsstand, Mailart
from netzwerk.angebote.models import Angebot
from netzwerk.angebote.regeln import zeit_am
from tests import fabriken
from tests.conftest import HEUTE
from tests.stoerung.formulare import formular

pytestmark = pytest.mark.django_db


@pytest.fixture
def kurs(netzwerk: Benutzer) -> Angebot:
    """Two with a place, one who waits, one who has cancelled; their first mails have left."""
    kurs = fabriken.kurs(durch=netzwerk)
    fabriken.anmeldung(kurs, "Ada")
    weg = fabriken.anmeldung(kurs, "Weg")
    dienste.anmeldung_stornieren(weg.pk)
    fabriken.anmeldung(kurs, "Bea")
    fabriken.anmeldung(kurs, "Cem")
    wartende_senden()
    return kurs


def gesendet() -> dict[str, str]:
    """Who got which mail; all that waited leave."""
    mail.outbox.clear()
    wartende_senden()
    an = {brief.to[0].partition("@")[0]: f"{brief.subject}\n{brief.body}" for brief in mail.outbox}
    assert len(an) == len(mail.outbox), "Somebody got two."
    return an


def test_jede_art_hat_betreff_und_text() -> None:
    assert set(BETREFF) == set(Mailart)


def test_die_bestaetigung_sagt_wann_und_wo_und_fuehrt_zum_kalender(
    netzwerk: Benutzer, settings: object
) -> None:
    settings.OEFFENTLICHE_ADRESSE = "https://buero.example"  # type: ignore[attr-defined]
    kurs = fabriken.kurs(durch=netzwerk)
    fabriken.anmeldung(kurs, "Ada")
    text = gesendet()["ada"]
    assert "Dienstag, 15. September 2026, 9:30 bis 11:00 Uhr" in text
    assert str(kurs.ort) in text
    assert "https://buero.example/angebote/babymassage/termine.ics" in text
    assert "https://buero.example/angebote/anmeldung/" in text


def test_jede_mail_einer_familie_fuehrt_auf_dieselbe_seite(kurs: Angebot, netzwerk: Benutzer) -> None:
    anmeldung = fabriken.anmeldung(kurs, "Dana")
    erste = gesendet()["dana"]
    dienste.stand_aendern(kurs.pk, Angebotsstand.ABGESAGT, durch=netzwerk)
    dienste.stand_aendern(kurs.pk, Angebotsstand.VEROEFFENTLICHT, durch=netzwerk)
    post = list(Nachricht.objects.filter(fall=anmeldung.pk).zu_tun())
    (verweis,) = [zeile for zeile in erste.splitlines() if "/angebote/anmeldung/" in zeile]
    assert [verweis in nachricht.text for nachricht in post] == [False, True]


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "https://boese.example/gewinn", "Ada\r\nBcc: alle@boese.example"]
)
def test_kein_wort_das_jemand_tippt_steht_in_einer_mail(name: str, kurs: Angebot) -> None:
    """Otherwise anybody could send words to strangers through us."""
    fabriken.anmeldung(kurs, name, email="opfer@familie.example", telefon="boese.example")
    (text,) = gesendet().values()
    assert not [wort for wort in ("script", "boese", "Ada") if wort in text]


def test_ein_titel_mit_zeichen_kommt_im_betreff_und_text_unversehrt_an(netzwerk: Benutzer) -> None:
    fabriken.anmeldung(fabriken.kurs("Spiel & Spaß <3\r\nBcc: x@y.example", durch=netzwerk), "Ada")
    text = gesendet()["ada"]
    assert text.splitlines()[0] == "Sie haben einen Platz: Spiel & Spaß <3 Bcc: x@y.example"
    assert "&amp;" not in text
    assert mail.outbox[0].message()["Bcc"] is None


def test_faellt_ein_termin_aus_hoeren_es_alle_die_kommen(kurs: Angebot, netzwerk: Benutzer) -> None:
    termin = kurs.termine.order_by("beginn")[0]
    dienste.termin_absagen(termin.pk, hinweis="Wegen einer Fortbildung.", durch=netzwerk)
    an = gesendet()
    assert set(an) == {"ada", "bea"}
    assert "15. September" in an["ada"]
    assert "22. September" not in an["ada"]
    assert "Wegen einer Fortbildung." in an["ada"]


def test_wer_schon_da_war_hoert_auch_von_den_weiteren_terminen(kurs: Angebot, netzwerk: Benutzer) -> None:
    with kalender.stichtag(HEUTE + timedelta(days=9)):
        for name, da in (("Ada", True), ("Bea", False)):
            anmeldung = kurs.anmeldungen.get(name=name)
            dienste.teilnahme_vermerken(anmeldung.pk, teilgenommen=da, durch=netzwerk)
        dienste.termin_absagen(kurs.termine.order_by("beginn")[1].pk, hinweis="", durch=netzwerk)
        assert set(gesendet()) == {"ada", "bea"}


def test_wird_ein_termin_verlegt_steht_der_neue_da(kurs: Angebot, netzwerk: Benutzer) -> None:
    termin = kurs.termine.order_by("beginn")[0]
    beginn, ende = zeit_am(HEUTE + timedelta(days=9), termin.beginn.time(), termin.ende.time())
    dienste.termin_verlegen(termin.pk, beginn=beginn, ende=ende, ort=None, hinweis="", durch=netzwerk)
    assert "16. September" in gesendet()["bea"]
    dienste.termin_wieder_aufnehmen(termin.pk, durch=netzwerk)
    assert "findet doch statt" in gesendet()["bea"]


@pytest.mark.parametrize("verb", ["absagen", "verlegen", "wieder"])
def test_wer_dasselbe_noch_einmal_sagt_wird_abgelehnt_und_niemand_hoert_es_zweimal(
    verb: str, kurs: Angebot, netzwerk: Benutzer
) -> None:
    termin = kurs.termine.order_by("beginn")[0]
    spaeter, schluss = termin.beginn + timedelta(hours=1), termin.ende + timedelta(hours=1)
    verben = {
        "absagen": lambda: dienste.termin_absagen(termin.pk, hinweis="", durch=netzwerk),
        "verlegen": lambda: dienste.termin_verlegen(
            termin.pk, beginn=spaeter, ende=schluss, ort=None, hinweis="", durch=netzwerk
        ),
        "wieder": lambda: dienste.termin_wieder_aufnehmen(termin.pk, durch=netzwerk),
    }
    if verb == "wieder":
        verben["absagen"]()
        gesendet()
    verben[verb]()
    assert set(gesendet()) == {"ada", "bea"}
    with pytest.raises(Ablehnung, match=r"schon abgesagt|dieselben|schon statt"):
        verben[verb]()
    assert gesendet() == {}


def test_wird_alles_abgesagt_hoeren_es_auch_die_wartenden(kurs: Angebot, netzwerk: Benutzer) -> None:
    dienste.stand_aendern(kurs.pk, Angebotsstand.ABGESAGT, durch=netzwerk)
    assert set(gesendet()) == {"ada", "bea", "cem"}


def test_gilt_die_absage_nicht_hoert_auch_niemand_davon(kurs: Angebot, netzwerk: Benutzer) -> None:
    with transaction.atomic():
        dienste.termin_absagen(kurs.termine.order_by("beginn")[0].pk, hinweis="", durch=netzwerk)
        transaction.set_rollback(True)
    assert gesendet() == {}


def test_zwei_tage_vor_dem_ersten_termin_wird_einmal_erinnert(kurs: Angebot, netzwerk: Benutzer) -> None:
    for tag, erinnert in ((5, 0), (7, 2), (7, 0), (14, 0)):
        with kalender.stichtag(HEUTE + timedelta(days=tag)):
            assert dienste.an_ersten_termin_erinnern() == erinnert, tag
    assert set(gesendet()) == {"ada", "bea"}


def test_wer_sich_eben_erst_angemeldet_hat_wird_nicht_erinnert(netzwerk: Benutzer) -> None:
    kurs = fabriken.kurs(durch=netzwerk)
    with kalender.stichtag(HEUTE + timedelta(days=7)):
        fabriken.anmeldung(kurs)
        assert dienste.an_ersten_termin_erinnern() == 0


def test_faellt_der_erste_aus_erinnert_der_zweite(kurs: Angebot, netzwerk: Benutzer) -> None:
    dienste.termin_absagen(kurs.termine.order_by("beginn")[0].pk, hinweis="", durch=netzwerk)
    for tag, erinnert in ((7, 0), (14, 2)):
        with kalender.stichtag(HEUTE + timedelta(days=tag)):
            assert dienste.an_ersten_termin_erinnern() == erinnert


def speichern(als: Any, kurs: Angebot, netzwerk: Benutzer, **felder: str) -> str:
    """The office changes an offer by its form; what stands there before."""
    client = als(netzwerk)
    weg = reverse("angebotspflege:aendern", args=[kurs.pk])
    assert client.post(weg, formular(client, weg) | felder).status_code == 302
    return str(client.get(weg).content.decode())


@pytest.mark.parametrize(
    ("felder", "worte"),
    [({"reihe-0-beginn": "10:00"}, "Dienstag, 15. September 2026, 10:00 bis 11:00 Uhr"),
     ({"reihe-0-bis": "2026-09-15"}, "Termine geändert: Babymassage"),
     ({"reihe-0-DELETE": "on"}, "haben sich geändert: Babymassage.")],
)  # fmt: skip
def test_aendert_das_buero_die_reihe_hoert_wer_kommt_einmal_davon(
    felder: dict[str, str], worte: str, als: Any, kurs: Angebot, netzwerk: Benutzer
) -> None:
    seite = speichern(als, kurs, netzwerk, **felder)
    an = gesendet()
    assert set(an) == {"ada", "bea"}
    assert worte in an["ada"]
    assert "2 Familien haben einen Platz." in seite


def test_ein_anderer_ort_ist_auch_ein_anderer_termin(als: Any, kurs: Angebot, netzwerk: Benutzer) -> None:
    anderswo = fabriken.ort("Stadtteilbüro", stadtteil="Geisweid")
    speichern(als, kurs, netzwerk, ort=str(anderswo.pk))
    assert "Stadtteilbüro" in gesendet()["ada"]


@pytest.mark.parametrize("felder", [{"titel": "Massage"}, {"reihe-0-bis": "2026-10-20"}, {"kosten": "5"}])
def test_aendert_sich_an_den_bekannten_terminen_nichts_schreibt_niemand(
    felder: dict[str, str], als: Any, kurs: Angebot, netzwerk: Benutzer
) -> None:
    speichern(als, kurs, netzwerk, **felder)
    assert gesendet() == {}
