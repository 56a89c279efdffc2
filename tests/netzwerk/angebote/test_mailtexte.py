"""What stands in the mails to families: when, where, in their own language; and how they are written."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext, override

from familienbuero.konten.models import Benutzer
from familienbuero.schreiben.models import Nachricht
from netzwerk.angebote import dienste
from netzwerk.angebote.enums import Angebotsstand
from netzwerk.angebote.forms import Anmeldeformular
from netzwerk.angebote.models import Angebot, Anmeldung
from tests import fabriken
from tests.netzwerk.angebote.eingaben import ausgefuellt

pytestmark = pytest.mark.django_db
ZEIT, SCHULE = "9:30 bis 11:00 Uhr", "Grundschule, Bismarckstraße 45, 57076 Siegen"


@pytest.fixture
def kurs(netzwerk: Benutzer) -> Angebot:
    return fabriken.kurs(durch=netzwerk)


def letzte(anmeldung: Anmeldung) -> Nachricht:
    return Nachricht.objects.filter(fall=anmeldung.pk).order_by("-stand_seit")[0]


def termine(nachricht: Nachricht) -> list[str]:
    """The dates in a mail, and where they are."""
    return (nachricht.text or "").split("\n\n")[2].strip().splitlines()


def verlegen(kurs: Angebot, durch: Benutzer, *, hinweis: str = "") -> None:
    """The first date takes place elsewhere."""
    termin = kurs.termine.order_by("beginn")[0]
    schule = fabriken.ort("Grundschule", stadtteil="Geisweid")
    dienste.termin_verlegen(
        termin.pk, beginn=termin.beginn, ende=termin.ende, ort=schule, hinweis=hinweis, durch=durch
    )


def test_der_verlegte_termin_nennt_seinen_ort_und_darunter_steht_der_aller_anderen(
    kurs: Angebot, netzwerk: Benutzer
) -> None:
    verlegen(kurs, netzwerk, hinweis="Bitte Decken mitbringen.")
    assert termine(letzte(fabriken.anmeldung(kurs))) == [
        f"Dienstag, 15. September 2026, {ZEIT}, {SCHULE} (Verlegt, Bitte Decken mitbringen.)",
        *(f"Dienstag, {tag} 2026, {ZEIT}" for tag in (
            "22. September", "29. September", "6. Oktober", "13. Oktober",
        )),
        "Familienzentrum Bismarckstraße, Bismarckstraße 45, 57076 Siegen",
    ]  # fmt: skip


def test_geht_es_um_den_einen_termin_steht_darunter_sein_ort(kurs: Angebot, netzwerk: Benutzer) -> None:
    anmeldung = fabriken.anmeldung(kurs)
    verlegen(kurs, netzwerk)
    assert termine(letzte(anmeldung)) == [
        f"Dienstag, 15. September 2026, {ZEIT}",
        SCHULE,
    ]


@pytest.mark.parametrize(
    ("sprache", "worte"),
    [("pl", "Wtorek, 15 września 2026, godz. 9:30–11:00"),
     ("ar", "الثلاثاء، 15 سبتمبر 2026"),
     ("de", "Dienstag, 15. September 2026, 9:30 bis 11:00 Uhr")],
)  # fmt: skip
def test_tage_stehen_wie_auf_den_seiten_der_sprache(sprache: str, worte: str, kurs: Angebot) -> None:
    assert worte in (letzte(fabriken.anmeldung(kurs, sprache=sprache)).text or "")


def test_auch_die_frist_des_nachrueckens_steht_in_der_sprache(kurs: Angebot) -> None:
    erste = fabriken.anmeldung(kurs, "Ada", kinder=2)
    wartende = fabriken.anmeldung(kurs, "Bea", sprache="pl")
    dienste.anmeldung_stornieren(erste.pk)
    assert "Środa, 9 września" in (letzte(wartende).text or "")


def test_titel_stehen_in_den_worten_der_oeffentlichen_seite(kurs: Angebot, netzwerk: Benutzer) -> None:
    fabriken.uebersetzung(kurs, "tr", titel="Bebek masajı", stand="geprueft", durch=netzwerk)
    mail = letzte(fabriken.anmeldung(kurs, "Ada", sprache="tr"))
    assert "Bebek masajı" in (mail.betreff or "")
    assert "Bebek masajı" in (mail.text or "")
    assert "Babymassage" not in f"{mail.betreff} {mail.text}"
    assert "Babymassage" in (letzte(fabriken.anmeldung(kurs, "Bea", sprache="en")).betreff or "")


def test_wer_sich_in_leichter_sprache_anmeldet_bekommt_mails_in_leichter_sprache(kurs: Angebot) -> None:
    with override("de-simple"):
        formular = Anmeldeformular(ausgefuellt(), angebot=kurs)
        assert formular.is_valid()
        angaben = formular.anmeldeangaben()
    mail = letzte(dienste.anmelden(kurs.pk, angaben))
    assert "/de-simple/angebote/anmeldung/" in (mail.text or "")
    with override("de-simple"):
        assert gettext("Alle Termine für Ihren Kalender:") in (mail.text or "")


VERBEN: dict[str, Callable[[Angebot, Benutzer], Any]] = {
    "termin_absagen": lambda kurs, durch: dienste.termin_absagen(
        kurs.termine.order_by("beginn")[0].pk, hinweis="Krank.", durch=durch
    ),
    "termin_verlegen": lambda kurs, durch: spaeter(kurs, durch),
    "alles_absagen": lambda kurs, durch: dienste.stand_aendern(kurs.pk, Angebotsstand.ABGESAGT, durch=durch),
    "reihe_aendern": lambda kurs, durch: reihe_aendern(kurs),
}


def spaeter(kurs: Angebot, durch: Benutzer) -> None:
    termin = kurs.termine.order_by("beginn")[0]
    beginn, ende = termin.beginn + timedelta(hours=1), termin.ende + timedelta(hours=1)
    dienste.termin_verlegen(termin.pk, beginn=beginn, ende=ende, ort=None, hinweis="", durch=durch)


def reihe_aendern(kurs: Angebot) -> None:
    with dienste.geaenderte_termine_mitteilen(kurs):
        kurs.reihen.update(bis=kurs.reihen.get().bis - timedelta(weeks=1))
        dienste.termine_nachfuehren(kurs)


@pytest.mark.parametrize("verb", VERBEN)
def test_wie_viele_kommen_aendert_nichts_daran_wie_oft_gefragt_wird(verb: str, netzwerk: Benutzer) -> None:
    """The offer is locked meanwhile, and whoever wants to sign up waits."""
    gefragt = {}
    for familien in (3, 20):
        kurs = fabriken.kurs(durch=netzwerk, plaetze=20)
        fabriken.uebersetzung(kurs, "tr", durch=netzwerk)
        for nummer in range(familien):
            sprache = ("de", "tr", "ar")[nummer % 3]
            adresse = "" if nummer == 0 else f"familie{nummer}@familie.example"
            fabriken.anmeldung(kurs, email=adresse, sprache=sprache)
        vorher = Nachricht.objects.count()
        with CaptureQueriesContext(connection) as fragen:
            VERBEN[verb](kurs, netzwerk)
        assert Nachricht.objects.count() - vorher == familien
        gefragt[familien] = len(fragen)
    assert gefragt[20] == gefragt[3]


def test_wer_keine_adresse_hat_wird_angerufen(kurs: Angebot, netzwerk: Benutzer) -> None:
    ohne, mit = fabriken.anmeldung(kurs, "Ada", email=""), fabriken.anmeldung(kurs, "Bea")
    dienste.stand_aendern(kurs.pk, Angebotsstand.ABGESAGT, durch=netzwerk)
    assert dienste.anzurufende(kurs.pk) == {ohne: ["Abgesagt: Babymassage"]}
    assert letzte(mit).empfaenger == "bea@familie.example"
