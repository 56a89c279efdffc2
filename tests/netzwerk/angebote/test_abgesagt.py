"""An offer that is called off as a whole: nothing says any more that it takes place."""

from collections.abc import Callable
from datetime import timedelta

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from familienbuero.fehler import Ablehnung
from familienbuero.kalender.models import Schulferien
from familienbuero.konten.models import Benutzer
from netzwerk.angebote import dienste
from netzwerk.angebote.auskunft import als_naechstes
from netzwerk.angebote.dokumente import papier
from netzwerk.angebote.enums import Angebotsart, Angebotsstand
from netzwerk.angebote.models import Angebot
from tests import fabriken
from tests.conftest import HEUTE

pytestmark = pytest.mark.django_db


@pytest.fixture
def kurs(netzwerk: Benutzer) -> Angebot:
    """A course that was called off; one of its dates had been called off before."""
    kurs = fabriken.kurs(durch=netzwerk)
    dienste.termin_absagen(kurs.termine.order_by("beginn")[1].pk, hinweis="Fortbildung", durch=netzwerk)
    return dienste.stand_aendern(kurs.pk, Angebotsstand.ABGESAGT, durch=netzwerk)


@pytest.mark.parametrize(
    "weg",
    ["/", "/angebote/", "/angebote/woche/?woche=2026-W38", "/angebote/neues.rss", "/angebote/einbetten/",
     "/angebote/daten/angebote.csv", "/api/v1/angebote", "/sitemap-angebote.xml"],
)  # fmt: skip
def test_wo_steht_was_stattfindet_steht_es_nicht(weg: str, client: Client, kurs: Angebot) -> None:
    antwort = client.get(weg)
    assert antwort.status_code == 200
    assert "abymassage" not in antwort.content.decode()


def test_im_monat_und_im_ferienplan_zaehlt_es_nicht(client: Client, netzwerk: Benutzer) -> None:
    Schulferien.objects.filter(von__year=2026).delete()
    Schulferien.objects.create(name="Herbstferien", von=HEUTE + timedelta(7), bis=HEUTE + timedelta(20))
    kurs = fabriken.kurs(durch=netzwerk, art=Angebotsart.FERIEN)
    seiten = ["/angebote/monat/?monat=2026-09", "/angebote/ferien/"]
    vorher = [client.get(weg).content.decode() for weg in seiten]
    dienste.stand_aendern(kurs.pk, Angebotsstand.ABGESAGT, durch=netzwerk)
    monat, ferien = (client.get(weg).content.decode() for weg in seiten)
    assert "?am=2026-09-15" in vorher[0]
    assert "?am=2026-09-15" not in monat
    assert "Babymassage" in vorher[1]
    assert "Babymassage" not in ferien
    assert als_naechstes(HEUTE, kurs.naechster_beginn or kurs.erstellt_am)[0] == []


@pytest.mark.parametrize("weg", ["/angebote/kalender.ics", "/angebote/babymassage/termine.ics"])
def test_wer_den_kalender_abonniert_hat_liest_dort_dass_nichts_stattfindet(
    weg: str, client: Client, kurs: Angebot
) -> None:
    termine = icalendar.Calendar.from_ical(client.get(weg).content).walk("VEVENT")
    assert [termin["status"] for termin in termine] == ["CANCELLED"] * 5
    assert all("Fällt aus" in termin["description"] for termin in termine)


def test_kommt_es_doch_zustande_stehen_die_termine_wieder_da(
    client: Client, kurs: Angebot, netzwerk: Benutzer
) -> None:
    dienste.stand_aendern(kurs.pk, Angebotsstand.VEROEFFENTLICHT, durch=netzwerk)
    termine = icalendar.Calendar.from_ical(client.get("/angebote/kalender.ics").content).walk("VEVENT")
    assert sorted(termin["status"] for termin in termine) == ["CANCELLED", *["CONFIRMED"] * 4]


def test_seine_seite_sagt_es_menschen_und_maschinen(client: Client, kurs: Angebot) -> None:
    seite = client.get(reverse("angebote:angebot", args=[kurs.slug])).content.decode()
    assert "Das Angebot ist abgesagt." in seite
    assert "https://schema.org/EventCancelled" in seite
    assert "EventScheduled" not in seite


def test_das_plakat_sagt_es_statt_der_termine(kurs: Angebot, monkeypatch: pytest.MonkeyPatch) -> None:
    gesetzt: list[str] = []
    setzen: Callable[..., str] = papier.render_to_string
    monkeypatch.setattr(
        papier,
        "render_to_string",
        lambda *was: gesetzt.append(setzen(*was)) or gesetzt[-1],  # type: ignore[func-returns-value]
    )
    papier.plakat(kurs, kurs.termine.order_by("beginn"), "https://buero.example/angebote/babymassage/")
    worte = " ".join(strip_tags(gesetzt[0]).split())
    assert "Abgesagt" in worte
    assert "September" not in worte
    assert "dienstags" not in worte


def test_das_buero_sieht_an_jedem_termin_dass_er_ausfaellt(
    als: Callable[[Benutzer], Client], kurs: Angebot, netzwerk: Benutzer
) -> None:
    seite = als(netzwerk).get(reverse("angebotspflege:angebot", args=[kurs.pk])).content.decode()
    assert reverse("angebotspflege:termin_absagen", args=[kurs.termine.order_by("beginn")[0].pk]) not in seite
    liste = als(netzwerk).get(reverse("angebotspflege:liste")).content.decode()
    assert "15. September" not in liste


def test_an_einem_abgesagten_angebot_aendert_niemand_einzelne_termine(
    kurs: Angebot, netzwerk: Benutzer
) -> None:
    erster, zweiter = kurs.termine.order_by("beginn")[:2]
    for tun in (
        lambda: dienste.termin_absagen(erster.pk, hinweis="", durch=netzwerk),
        lambda: dienste.termin_wieder_aufnehmen(zweiter.pk, durch=netzwerk),
    ):
        with pytest.raises(Ablehnung, match="ganz abgesagt"):
            tun()
