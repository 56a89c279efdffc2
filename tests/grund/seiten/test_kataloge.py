"""Every public text has a translation in every language, with the same places to fill."""

import re
from gettext import GNUTranslations

import pytest
from django.conf import settings
from django.utils.translation import to_locale

from tests.texte import WURZEL, eintraege, katalog, msgids

ANDERE = [kennung for kennung, _ in settings.LANGUAGES if kennung != "de"]
STELLEN = re.compile(r"%\(\w+\)s|\{\w+\}")


def test_es_gibt_texte_zu_uebersetzen():
    assert len(msgids()) >= 250
    assert "Schön, dass Sie da sind." in msgids()
    assert "%(zahl)s je Seite" in msgids()


@pytest.mark.parametrize("sprache", ANDERE)
def test_kein_text_fehlt_und_keiner_ist_zu_viel(sprache: str):
    vorhanden = {msgid for msgid, eintrag in eintraege(sprache).items() if msgid and all(eintrag.texte)}
    assert msgids() - vorhanden == set(), "`make texte`, then translate what is new"
    assert vorhanden - msgids() == set(), "`make texte` takes away what nobody says any more"


@pytest.mark.parametrize("sprache", ANDERE)
def test_jede_uebersetzung_hat_dieselben_stellen(sprache: str):
    for msgid, eintrag in eintraege(sprache).items():
        stellen = [set(STELLEN.findall(text)) for text in (msgid, eintrag.mehrzahl) if text]
        for text in eintrag.texte if msgid else ():
            assert set(STELLEN.findall(text)) in stellen, (sprache, msgid)


@pytest.mark.parametrize("sprache", [*ANDERE, "de"])
def test_die_uebersetzten_dateien_sind_die_von_heute(sprache: str):
    ordner = WURZEL / "locale" / to_locale(sprache) / "LC_MESSAGES"
    with (ordner / "django.mo").open("rb") as datei:
        fertig = GNUTranslations(datei)._catalog  # type: ignore[attr-defined]
    for msgid, eintrag in eintraege(sprache).items():
        for nummer, text in enumerate(eintrag.texte if msgid else ()):
            schluessel = (msgid, nummer) if (msgid, nummer) in fertig else msgid
            assert fertig[schluessel] == text, (sprache, msgid, "`make setup-entwicklung`")


def test_leichte_sprache_ist_leicht():
    """Short sentences without subjunctive: the rules that a machine can count."""
    for text in katalog("de-simple").values():
        for satz in re.split(r"(?<=[.!?:])\s", text.split("\n")[0]):
            worte = [wort for wort in satz.split() if wort.isalpha()]
            assert len(worte) <= 15, satz
            assert not {"würde", "könnte", "wäre", "hätte", "wird", "werden", "wurde"} & set(worte), satz
