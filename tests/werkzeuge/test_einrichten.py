"""What the set-up says, and what must not stand in the files it reads."""

import json
import re

import pytest

from werkzeuge.einrichten import python_pruefen
from werkzeuge.orte import CHECKOUT, Abbruch
from werkzeuge.start import procfile, stichtag


def test_ein_zu_altes_python_wird_in_einem_satz_genannt():
    with pytest.raises(Abbruch, match=r"Python ab 3\.11, python3 ist 3\.9\.2; .*apt-get install"):
        python_pruefen((3, 9, 2))


def test_ein_passendes_python_genuegt():
    python_pruefen()


def test_festgelegte_pakete_haben_pruefsummen_und_nennen_keine_adressen():
    for lock in (CHECKOUT / "requirements").glob("*.lock"):
        text = lock.read_text()
        assert "://" not in text
        assert len(re.findall(r"^[a-z0-9-]+(?:\[.*\])?==", text, re.M)) == len(
            re.findall(r"\\\n    --hash.*?(?=\n\S|\Z)", text, re.S)
        )


def test_npm_pakete_haben_pruefsummen_und_nennen_keine_adressen():
    text = (CHECKOUT / "package-lock.json").read_text()
    assert "://" not in text
    pakete = {name: paket for name, paket in json.loads(text)["packages"].items() if name}
    assert [name for name, paket in pakete.items() if "integrity" not in paket] == []


def test_produktion_hat_dieselben_versionen_wie_die_tests():
    def versionen(name: str) -> set[str]:
        return set(re.findall(r"^([a-z0-9-]+==\S+)", (CHECKOUT / "requirements" / name).read_text(), re.M))

    assert versionen("produktion.lock") <= versionen("demo.lock") <= versionen("entwicklung.lock")


def test_der_webserver_erbt_die_offene_tuer():
    prozesse = {prozess.name: prozess for prozess in procfile({}, tuer=7)}
    assert set(prozesse) == {"web", "worker", "beat"}
    assert "fd://7" in prozesse["web"].befehl
    assert [name for name, prozess in prozesse.items() if prozess.erbt] == ["web"]


def test_ein_unlesbarer_stichtag_wird_abgelehnt(monkeypatch):
    monkeypatch.setenv("STICHTAG", "31.12.2018")
    with pytest.raises(Abbruch, match="STICHTAG ist ein Tag wie 2018-12-31"):
        stichtag()
