"""Booklet and poster: what stands on them, and that they are tagged."""

import io
import re
from datetime import date, time
from typing import Any

import pikepdf
import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from familienbuero.konten.models import Benutzer
from familienbuero.stammdaten.dienste import kommune
from netzwerk.angebote.dienste import termin_absagen, termine_nachfuehren
from netzwerk.angebote.dokumente.papier import Plakat, altersgruppe, eintrag, heft, plakat
from netzwerk.angebote.enums import Rhythmus
from netzwerk.angebote.models import Angebot, Terminreihe
from netzwerk.angebote.regeln import Reihe, reihe_in_worten
from tests import fabriken
from tests.browser.brief import text
from tests.conftest import HEUTE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rhythmus", "tage", "bis", "worte"),
    [
        (Rhythmus.WOECHENTLICH, (2,), None, "dienstags, 9:30 bis 11:00 Uhr"),
        (Rhythmus.WOECHENTLICH, (), None, "montags, 9:30 bis 11:00 Uhr"),
        (Rhythmus.ZWEIWOECHENTLICH, (2, 5), None, "alle 14 Tage dienstags und freitags, 9:30 bis 11:00 Uhr"),
        (Rhythmus.MONATLICH, (1,), None, "am ersten Montag im Monat, 9:30 bis 11:00 Uhr"),
        (Rhythmus.TAEGLICH, (), None, "montags bis freitags, 9:30 bis 11:00 Uhr"),
        (Rhythmus.EINMALIG, (), None, "7. September 2026, 9:30 bis 11:00 Uhr"),
        (Rhythmus.WOECHENTLICH, (1,), date(2026, 11, 2),
         "07.09. bis 02.11.2026, montags, 9:30 bis 11:00 Uhr"),
    ],
)  # fmt: skip
def test_eine_reihe_steht_in_worten_auf_dem_papier(
    rhythmus: Rhythmus, tage: tuple[int, ...], bis: date | None, worte: str
) -> None:
    reihe = Reihe(rhythmus=rhythmus, von=HEUTE, bis=bis, beginn=time(9, 30), ende=time(11), wochentage=tage)
    assert reihe_in_worten(reihe) == worte


@pytest.mark.parametrize(
    ("von", "bis", "schwanger", "gruppe"),
    [
        (None, None, False, "Für alle Familien"),
        (None, None, True, "Vor der Geburt"),
        (0, 12, True, "Vor der Geburt"),
        (0, 36, False, "Im ersten Jahr"),
        (None, 12, False, "Im ersten Jahr"),
        (12, None, False, "Ein bis drei Jahre"),
        (36, 72, False, "Ab drei Jahren"),
        (144, None, False, "Ab drei Jahren"),
    ],
)
def test_im_heft_zaehlt_das_juengste_kind(
    von: int | None, bis: int | None, schwanger: bool, gruppe: str
) -> None:
    assert altersgruppe(Angebot(alter_von=von, alter_bis=bis, schwangerschaft=schwanger)) == gruppe


def test_das_heft_ist_barrierefrei_gesetzt(netzwerk: Benutzer) -> None:
    fabriken.angebot(durch=netzwerk)
    fabriken.angebot("Freizeit", durch=netzwerk, ort=None)
    with pikepdf.open(io.BytesIO(heft(Angebot.objects.mit_allem(), HEUTE))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang) == "de"
        assert len(pdf.pages) == 4  # title, contents, two districts


def test_auf_dem_heft_steht_was_gewaehlt_ist_und_am_ende_was_zu_keinem_stadtteil_gehoert(
    netzwerk: Benutzer, als: Any
) -> None:
    fabriken.angebot(durch=netzwerk)  # in Weidenau
    fabriken.angebot("Freizeit", durch=netzwerk, ort=None)
    antwort = als(netzwerk).get("/netzwerk/angebote/heft.pdf?alter=7&frei=on")
    worte = text(antwort.getvalue())
    assert "Auswahl: 7 Monate, kostenlos" in worte
    assert worte.index("Weidenau") < worte.index("In der ganzen Stadt")


def test_ein_leeres_heft_sagt_was_hilft(netzwerk: Benutzer, als: Any) -> None:
    fabriken.angebot(durch=netzwerk)
    seite = als(netzwerk).get("/netzwerk/angebote/heft.pdf?q=Schwimmen", follow=True).content.decode()
    assert "Zu dieser Auswahl gibt es kein Angebot. Bitte nehmen Sie einen Filter heraus." in seite


def test_ein_falscher_filter_ergibt_kein_heft_der_ganzen_stadt(netzwerk: Benutzer, als: Any) -> None:
    fabriken.angebot(durch=netzwerk)
    antwort = als(netzwerk).get("/netzwerk/angebote/heft.pdf?alter=30&ort=Nix", follow=True)
    assert "Stadtteil: Das ist keine gültige Auswahl." in antwort.content.decode()


def test_auch_wo_viel_zu_sagen_ist_bleibt_es_ein_blatt(netzwerk: Benutzer) -> None:
    titel = "Gruppe mit Musik, Bewegung und gemeinsamem Frühstück für Alleinerziehende aus allen Stadtteilen"
    angebot = fabriken.angebot(titel, kurz="Kommen Sie vorbei, " * 10, durch=netzwerk)
    for tag in (3, 4, 5):
        reihe = {"rhythmus": Rhythmus.ZWEIWOECHENTLICH, "wochentage": [tag], "von": HEUTE}
        Terminreihe.objects.create(angebot=angebot, beginn=time(15), ende=time(17), **reihe)
    termine_nachfuehren(angebot)
    for termin in angebot.termine.order_by("beginn")[:3]:
        termin_absagen(termin.pk, hinweis="weil der Raum an diesem Tag gebraucht wird " * 2, durch=netzwerk)
    pdf = plakat(angebot, angebot.termine.order_by("beginn")[:8], f"https://stadt.example/{angebot.slug}/")
    with pikepdf.open(io.BytesIO(pdf)) as blaetter:
        assert len(blaetter.pages) == 1


def test_das_plakat_sagt_was_ausfaellt_und_fuehrt_zur_seite(netzwerk: Benutzer) -> None:
    angebot = fabriken.angebot(durch=netzwerk)
    termin = termin_absagen(
        angebot.termine.order_by("beginn")[0].pk, hinweis="wegen Krankheit", durch=netzwerk
    )
    pdf = plakat(angebot, angebot.termine.order_by("beginn")[:3], "https://stadt.example/angebote/x/")
    assert pdf.startswith(b"%PDF")
    inhalt = Plakat(
        kommune=kommune(),
        eintrag=eintrag(angebot),
        termine=(),
        ausnahmen=(f"{termin.in_worten}: Dienstag",),
        adresse="https://stadt.example/angebote/x/",
    )
    html = render_to_string("netzwerk/angebote/papier/plakat.html", {"plakat": inhalt})
    text = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    for wort in (
        "Krabbelgruppe", "dienstags, 9:30 bis 11:00 Uhr", "Fällt aus, wegen Krankheit: Dienstag",
        "https://stadt.example/angebote/x/", "Bismarckstraße 45",
    ):  # fmt: skip
        assert wort in text


def test_das_buero_findet_das_heft_der_auswahl_neben_der_liste(als: Any, netzwerk: Benutzer) -> None:
    fabriken.angebot(durch=netzwerk, alter_von=6)
    weg = f'href="{reverse("angebotspflege:heft")}?alter=7&amp;ort=Weidenau"'
    assert weg in als(netzwerk).get("/angebote/?alter=7&ort=Weidenau").content.decode()
    assert "heft.pdf" not in Client().get("/angebote/?alter=7&ort=Weidenau").content.decode()
