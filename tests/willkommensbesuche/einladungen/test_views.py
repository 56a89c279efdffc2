"""Pages of the invitations: what may not go out any more is named, and is in no print file."""

import io
import re
from datetime import timedelta
from typing import Any

import pikepdf
import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from familienbuero.konten.models import Benutzer, Lesezugriff
from familienbuero.schreiben.models import Stapel
from familienbuero.stammdaten.models import Familie, Kommune
from familienbuero.termine.models import Zugang
from tests import fabriken
from tests.browser.brief import text
from tests.conftest import HEUTE
from willkommensbesuche.besuche.models import Besuch
from willkommensbesuche.einladungen.dienste import stapel_anlegen, stapel_bearbeiten, stapel_versenden
from willkommensbesuche.einladungen.dokumente import Anschriften
from willkommensbesuche.einladungen.raum import heute


@pytest.fixture(autouse=True)
def _ablage(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def _gebunden(stapel: Stapel) -> Stapel:
    while stapel_bearbeiten(stapel.pk):
        pass
    stapel.refresh_from_db()
    return stapel


def _besuche(person: Benutzer, *namen: str, ab: int = 9) -> list[Besuch]:
    """Planned visits, four a day."""
    besuche = []
    for stelle, name in enumerate(namen):
        tag = HEUTE + timedelta(days=ab + stelle // 4)
        besuche.append(fabriken.geplanter_besuch(person, tag, name, stunde=8 + 2 * (stelle % 4)))
    return besuche


def _stapel(person: Benutzer) -> Stapel:
    return _gebunden(stapel_anlegen(von=HEUTE, bis=HEUTE + timedelta(days=30), durch=person))


@pytest.fixture
def stapel(besuchsdienst: Benutzer) -> Stapel:
    """Three letters, of which two were stopped after they were made: a death, and a block."""
    _, tot, gesperrt = _besuche(besuchsdienst, "Bleibt", "Todesfall", "Verborgen")
    stapel = _stapel(besuchsdienst)
    tot.kinder.update(sterbedatum=HEUTE)
    Familie.objects.filter(pk=gesperrt.familie_id).update(auskunftssperre=True)
    return stapel


def test_vor_dem_versand_steht_da_welcher_brief_nicht_mehr_hinaus_darf(
    als: Any, koordination: Benutzer, stapel: Stapel
) -> None:
    html = als(koordination).get(reverse("einladungen:stapel", args=[stapel.pk])).content.decode()
    abschnitt = html.partition("Bitte aussortieren")[2].partition("</section>")[0]
    assert "Familie Todesfall" in abschnitt
    assert "eine gesperrte Familie" in abschnitt
    assert "Verborgen" not in html


def test_die_leitung_sieht_auch_die_gesperrte_familie_und_beides_steht_im_leseprotokoll(
    als: Any, leitung: Benutzer, stapel: Stapel
) -> None:
    html = als(leitung).get(reverse("einladungen:stapel", args=[stapel.pk])).content.decode()
    assert "Familie Verborgen" in html.partition("Bitte aussortieren")[2].partition("</section>")[0]
    assert Lesezugriff.objects.filter(seite="Briefstapel").count() == 3


@pytest.mark.parametrize("weg", ["druckdatei", "versenden"])
def test_ein_gestoppter_brief_kommt_in_keine_druckdatei_und_ohne_neue_geht_nichts_zur_post(
    als: Any, koordination: Benutzer, stapel: Stapel, weg: str
) -> None:
    client, seite = als(koordination), reverse("einladungen:stapel", args=[stapel.pk])
    adresse = reverse(f"einladungen:{weg}", args=[stapel.pk])
    antwort = client.get(adresse) if weg == "druckdatei" else client.post(adresse, {"am": HEUTE})
    assert (antwort.status_code, antwort.get("Location")) == (302, seite)
    saetze = " ".join(str(satz) for satz in get_messages(antwort.wsgi_request))
    assert saetze == "2 Briefe dürfen nicht mehr hinaus. Die Druckdatei wird neu erstellt."
    _gebunden(stapel)
    assert (stapel.seiten, stapel.versandt_am) == (1, None)
    druck = client.get(reverse("einladungen:druckdatei", args=[stapel.pk]))
    with pikepdf.open(io.BytesIO(druck.content)) as pdf:
        assert len(pdf.pages) == 1
    assert "Familie Todesfall" in client.get(seite).content.decode().partition("Bitte aussortieren")[2]
    client.post(reverse("einladungen:versenden", args=[stapel.pk]), {"am": HEUTE})
    stapel.refresh_from_db()
    assert stapel.versandt_am == HEUTE
    assert "Bitte aussortieren" not in client.get(seite).content.decode()


def test_ein_neuer_code_wird_erst_nach_einer_frage_gemacht(
    als: Any, koordination: Benutzer, besuchsdienst: Benutzer
) -> None:
    _besuche(besuchsdienst, "Eins")
    stapel = _stapel(besuchsdienst)
    stapel_versenden(stapel.pk, am=HEUTE, durch=besuchsdienst)
    brief, code = stapel.schreiben.get(), Zugang.objects.get()
    client, adresse = als(koordination), reverse("einladungen:neu_setzen", args=[brief.pk])
    seite = client.get(reverse("einladungen:stapel", args=[stapel.pk])).content.decode()
    assert f'href="{adresse}"' in seite
    frage = client.get(adresse).content.decode()
    assert "Der Code, den die Familie schon hat, gilt dann nicht mehr." in frage
    assert "am 07.09.2026 mit der Post hinausgegangen" in frage
    assert Zugang.objects.get() == code
    client.post(adresse)
    _gebunden(stapel)
    assert Zugang.objects.get() != code
    Familie.objects.update(kein_kontakt_seit=HEUTE)
    for antwort in (client.get(adresse, follow=True), client.post(adresse, follow=True)):
        assert "Die Familie möchte keinen Kontakt mehr." in antwort.content.decode()


def test_ein_gestoppter_brief_ist_auch_einzeln_nicht_zu_haben(
    als: Any, koordination: Benutzer, stapel: Stapel
) -> None:
    brief = stapel.schreiben.get(einladung__besuch__familie__name="Todesfall")
    antwort = als(koordination).get(reverse("einladungen:brief", args=[brief.pk]))
    assert (antwort.status_code, antwort["Location"]) == (
        302,
        reverse("einladungen:stapel", args=[stapel.pk]),
    )


def test_die_seite_fragt_bei_acht_briefen_nicht_oefter_als_bei_zweien(
    als: Any, koordination: Benutzer, besuchsdienst: Benutzer
) -> None:
    client, fragen = als(koordination), []
    for ab, namen in ((7, "AB"), (14, "CDEFGHIJ")):
        _besuche(besuchsdienst, *namen, ab=ab)
        adresse = reverse("einladungen:stapel", args=[_stapel(besuchsdienst).pk])
        with CaptureQueriesContext(connection) as gezaehlt:
            client.get(adresse)
        fragen.append(len(gezaehlt))
    assert fragen[0] == fragen[1]


def test_eine_gescheiterte_druckdatei_sagt_es_und_laesst_sich_noch_einmal_anstossen(
    als: Any, koordination: Benutzer, stapel: Stapel
) -> None:
    Stapel.objects.update(stand="gescheitert", fehler="Das ging nicht.")
    client, seite = als(koordination), reverse("einladungen:stapel", args=[stapel.pk])
    html = client.get(seite).content.decode()
    assert "Das ging nicht." in html
    assert reverse("einladungen:druckdatei", args=[stapel.pk]) not in html
    client.post(reverse("einladungen:noch_einmal", args=[stapel.pk]))
    stapel.refresh_from_db()
    assert (stapel.stand, stapel.fehler) == ("offen", "")


def test_ein_stapel_ohne_einen_brief_wartet_nicht_auf_den_versand(
    koordination: Benutzer, besuchsdienst: Benutzer
) -> None:
    (besuch,) = _besuche(besuchsdienst, "Gesperrt")
    Familie.objects.filter(pk=besuch.familie_id).update(auskunftssperre=True)
    assert (_stapel(besuchsdienst).seiten, list(heute(koordination))) == (0, [])


# --- Labels and envelopes --------------------------------------------------------------------------------


def _seitenmasse(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in mm."""
    with pikepdf.open(io.BytesIO(pdf)) as dokument:
        return [
            tuple(round(float(wert) / 72 * 25.4) for wert in seite.mediabox[2:]) for seite in dokument.pages
        ]


def _namen(pdf: bytes) -> list[str]:
    """Which families are written to, label for label or envelope for envelope."""
    return re.findall(r"^Familie\n(.+)\nRosenstraße \d+$", text(pdf), re.MULTILINE)


def _drei_fertige(besuchsdienst: Benutzer, koordination: Benutzer) -> Stapel:
    for stunde, name in ((9, "Eins"), (11, "Zwei"), (13, "Drei")):
        fabriken.geplanter_besuch(besuchsdienst, HEUTE + timedelta(days=9), name, stunde=stunde)
    return _gebunden(stapel_anlegen(von=HEUTE, bis=HEUTE + timedelta(days=30), durch=koordination))


@pytest.mark.parametrize(("ab", "seiten"), [("", 1), ("22", 1), ("23", 2), ("24", 2), ("99", 1)])
def test_etiketten_beginnen_wo_der_bogen_noch_frei_ist(
    als: Any, besuchsdienst: Benutzer, koordination: Benutzer, ab: str, seiten: int
) -> None:
    stapel = _drei_fertige(besuchsdienst, koordination)
    antwort = als(koordination).get(reverse("einladungen:etiketten", args=[stapel.pk]), {"ab": ab})
    assert _seitenmasse(antwort.content) == [(210, 297)] * seiten
    assert _namen(antwort.content) == ["Eins", "Zwei", "Drei"]


LANGE = (
    "Maria Fernanda Alejandra Gonzalez Rodriguez",
    "Muhammad Abdulrahman Al-Khatib Mansour ibn Abdulaziz",
    "Hinterhaus, 3. Obergeschoss links, bei Schmidt-Hohenstein",
    "Prinzessin-Charlotte-Amalie-von-Hessen-Straße 117 a",
    "57076 Siegen",
)


@pytest.mark.parametrize(
    "zeilen", [LANGE, LANGE[1:], (" ".join(["Wolfeschlegelsteinhausen"] * 17), *LANGE[1:])]
)
def test_auch_eine_lange_anschrift_endet_auf_ihrem_etikett_mit_dem_ort(
    kommune: Kommune, zeilen: tuple[str, ...]
) -> None:
    pdf = Anschriften(kommune=kommune, anschriften=(zeilen,)).etiketten()
    with pikepdf.open(io.BytesIO(pdf)) as dokument:
        striche = pikepdf.parse_content_stream(dokument.pages[0])
        tiefen = [float(werte[5]) / 96 * 25.4 for werte, befehl in striche if str(befehl) == "Tm"]
    assert 7 <= len(tiefen) <= 1 + 2 * len(zeilen)
    assert max(tiefen) < 37 - 1


def test_ein_umschlag_je_brief_der_hinaus_darf(
    als: Any, besuchsdienst: Benutzer, koordination: Benutzer
) -> None:
    stapel = _drei_fertige(besuchsdienst, koordination)
    Familie.objects.filter(name="Zwei").update(auskunftssperre=True)
    antwort = als(koordination).get(reverse("einladungen:umschlaege", args=[stapel.pk]))
    assert _seitenmasse(antwort.content) == [(220, 110)] * 2
    assert _namen(antwort.content) == ["Eins", "Drei"]
    assert Lesezugriff.objects.filter(seite="Umschläge").count() == 2
