"""What the documents promise: links lead somewhere, pictures are there, tables say what the code says."""

import re
from collections import Counter
from dataclasses import fields
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import get_commands
from django.db.models import TextChoices

from familienbuero.datenschutz.enums import Datenklasse
from familienbuero.einlesen.enums import Uebernahmestand
from familienbuero.konten.enums import Rolle
from familienbuero.raum import Raum, raeume
from familienbuero.vermittlung.enums import Folgestatus
from netzwerk.angebote.enums import Angebotsstand, Anmeldungsstand, Vorschlagsstand
from willkommensbesuche.besuche.enums import BesuchStatus

HAUS = Path(settings.BASE_DIR)
DOKUMENTE = sorted([*HAUS.glob("*.md"), *(HAUS / "docs").rglob("*.md")])
BILDER = HAUS / "docs" / "handbuch" / "bilder"
VERWEIS = re.compile(r"\]\(([^)\s]+)\)")


def text(name: str) -> str:
    return (HAUS / name).read_text()


def sprungmarken(seite: Path) -> set[str]:
    """The anchors of a page, as GitHub makes them from headings."""
    titel = re.findall(r"^#+ (.+)$", seite.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", eine).strip().lower().replace(" ", "-") for eine in titel}


def totes(seite: Path) -> list[str]:
    """Links of a page that lead nowhere."""
    tote = []
    for verweis in VERWEIS.findall(seite.read_text()):
        pfad, _, marke = verweis.partition("#")
        ziel = seite.parent / pfad if pfad else seite
        if verweis.startswith(("http:", "https:", "mailto:")):
            continue
        if not ziel.exists() or (marke and marke not in sprungmarken(ziel)):
            tote.append(verweis)
    return tote


@pytest.mark.parametrize("seite", DOKUMENTE, ids=lambda seite: str(seite.relative_to(HAUS)))
def test_jeder_verweis_fuehrt_zu_etwas_das_es_gibt(seite: Path):
    assert totes(seite) == []


def test_die_probe_erkennt_einen_toten_verweis(tmp_path):
    seite = tmp_path / "seite.md"
    seite.write_text("# Titel\n[gut](#titel) [fort](gibt-es-nicht.md) [daneben](#anders)")
    assert totes(seite) == ["gibt-es-nicht.md", "#anders"]


def test_jedes_bild_des_handbuchs_wird_gezeigt_und_ist_klein():
    gezeigt = {Path(verweis).name for seite in DOKUMENTE for verweis in VERWEIS.findall(seite.read_text())}
    bilder = {bild.name: bild.stat().st_size for bild in BILDER.glob("*.png")}
    assert set(bilder) - gezeigt == set()
    assert max(bilder.values()) < 150_000
    assert sum(bilder.values()) < 3_000_000


@pytest.mark.parametrize(
    "zustaende",
    [BesuchStatus, Uebernahmestand, Folgestatus, Angebotsstand, Vorschlagsstand, Anmeldungsstand],
)
def test_die_tabelle_der_zustaende_ist_die_karte_im_code(zustaende: type[TextChoices]):
    abschnitt = text("docs/zustaende.md").split(f".{zustaende.__name__}`)")[1].split("\n## ")[0]
    zeilen = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]*) \|$", abschnitt, re.MULTILINE)
    beschrieben = {stand: (wort, set(re.findall(r"`(\w+)`", danach))) for stand, wort, danach in zeilen}
    assert beschrieben == {
        stand.value: (stand.label, {naechster.value for naechster in stand.danach})  # type: ignore[attr-defined]
        for stand in zustaende
    }


def test_die_tabelle_der_raeume_sagt_wer_was_ansagt():
    abschnitt = text("docs/aufbau.md").split("## What rooms announce")[1].split("\n## ")[0]
    zeilen = re.findall(r"^\| (`.+`) \| [^|]+ \| ([^|]+) \|$", abschnitt, re.MULTILINE)
    beschrieben = {
        tuple(re.findall(r"`(\w+)`", felder)): set(re.sub(r" ?\(.*?\)", "", wer).split(", "))
        for felder, wer in zeilen
    }
    assert beschrieben.pop(("datenklassen",)) == {"every room with rows"}
    genannt = [feld for gruppe in beschrieben for feld in gruppe]
    assert Counter(genannt) == Counter({feld.name for feld in fields(Raum)} - {"name", "datenklassen"})
    assert beschrieben == {
        gruppe: {raum.name for raum in raeume() for feld in gruppe if getattr(raum, feld)}
        for gruppe in beschrieben
    }


def erste_spalte(name: str) -> list[str]:
    """What stands as code in the first column of the tables of a page."""
    return re.findall(r"^\| `([^`]+)` \|", text(name), re.MULTILINE)


def test_jede_variable_der_einstellungen_steht_im_betrieb():
    gelesen = re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', text("familienbuero/settings.py"))
    assert len(gelesen) >= 14
    genannt = [name for name in erste_spalte("docs/betrieb.md") if name.isupper()]
    assert Counter(genannt) == Counter(gelesen)


def test_jede_datenklasse_steht_im_datenschutz():
    assert Counter(erste_spalte("docs/datenschutz.md")) == Counter(Datenklasse.values)


def test_jedes_wort_steht_einmal_im_glossar():
    worte = Counter(wort.lower() for wort in erste_spalte("docs/glossar.md"))
    assert [wort for wort, anzahl in worte.items() if anzahl > 1] == []
    modelle = {modell.__name__ for modell in apps.get_models() if modell.__module__.startswith(_RAEUME)}
    raeume = {name.rpartition(".")[2] for name in settings.RAEUME}
    namen = {name.lower() for name in modelle | raeume | set(Rolle.values) if "Verlauf" not in name}
    assert namen - set(worte) == set()


_RAEUME = tuple(settings.RAEUME)


def test_die_dokumente_nennen_nur_befehle_die_es_gibt():
    ziele = set(re.findall(r"^([a-z-]+):", text("Makefile"), re.MULTILINE))
    befehle = get_commands()
    for seite in DOKUMENTE:
        inhalt = seite.read_text()
        assert set(re.findall(r"`make ([a-z-]+)", inhalt)) - ziele == set(), seite
        assert set(re.findall(r"manage\.py ([a-z_]+)", inhalt)) - set(befehle) == set(), seite
