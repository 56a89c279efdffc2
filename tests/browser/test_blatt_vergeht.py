"""The sheet of the day goes from the phone: at midnight on an open page, and when somebody else comes."""

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, expect

from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from tests import fabriken
from tests.browser.conftest import TELEFON, Fenster
from tests.browser.test_unterwegs import BLAETTER, adresse, besuch, miriam, tag_oeffnen, telefon
from tests.conftest import HEUTE
from willkommensbesuche.besuche.models import Besuch

__all__ = ["besuch", "miriam", "telefon"]


def test_um_mitternacht_vergeht_das_blatt_auf_einer_offenen_seite(telefon: BrowserContext, besuch: Besuch):
    telefon.clock.install()
    seite = tag_oeffnen(telefon, besuch)
    telefon.set_offline(True)
    expect(seite.get_by_role("heading", name="Familie Öztürk")).to_be_visible()
    telefon.clock.fast_forward("24:00:00")
    expect(seite.get_by_role("heading", name="Ohne Netz nicht da")).to_be_visible()
    assert seite.evaluate(BLAETTER) == []


@pytest.fixture
def aylins(fenster: Fenster) -> tuple[BrowserContext, Besuch]:
    """A window of Aylin, who has a visit of her own today."""
    aylin: Benutzer = fabriken.BenutzerFabrik.create(vorname="Aylin", rollen=[Rolle.BESUCHSDIENST])
    fabriken.besuchskraft(aylin)
    return fenster(aylin, **TELEFON), fabriken.geplanter_besuch(aylin, HEUTE, "Demir", stunde=8)


def test_wer_am_selben_telefon_die_naechste_ist_findet_kein_fremdes_blatt(
    telefon: BrowserContext, besuch: Besuch, aylins: tuple[BrowserContext, Besuch]
):
    """Without signing out: the session of the first is over, and the second is signed in."""
    tag_oeffnen(telefon, besuch).close()
    woanders, ihrer = aylins
    telefon.add_cookies([eins for eins in woanders.cookies() if eins["name"] == settings.SESSION_COOKIE_NAME])
    seite = tag_oeffnen(telefon, ihrer)
    assert adresse(besuch) not in seite.evaluate(BLAETTER)
