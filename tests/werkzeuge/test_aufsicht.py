"""The keeper: the fallen stand up again, and nobody is left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from werkzeuge.aufsicht import Aufsicht, Prozess, startzeit
from werkzeuge.orte import CHECKOUT, Abbruch


def schlaefer(name: str = "schlaefer", befehl: str = "exec sleep 1000") -> Prozess:
    return Prozess(name, ["sh", "-c", befehl], Path("/"), dict(os.environ), frist=3)


def pid(ordner: Path, name: str = "schlaefer") -> int:
    return int((ordner / f"{name}.pid").read_text().split()[0])


def bald(bedingung) -> bool:
    bis = time.monotonic() + 10
    while not bedingung() and time.monotonic() < bis:
        time.sleep(0.05)
    return bedingung()


def test_ein_gestuerzter_prozess_wird_neu_gestartet(tmp_path, capsys):
    with Aufsicht(tmp_path) as aufsicht:
        aufsicht.starte(schlaefer())
        erster = pid(tmp_path)
        os.kill(erster, signal.SIGKILL)
        assert bald(lambda: not startzeit(erster))
        aufsicht.gestuerzte_neu_starten()
        assert pid(tmp_path) != erster
        assert startzeit(pid(tmp_path))
    assert capsys.readouterr().out == "schlaefer war beendet (-9) und wird neu gestartet.\n"


def test_wer_immer_wieder_stuerzt_wird_mit_seinen_letzten_worten_gemeldet(tmp_path):
    with Aufsicht(tmp_path) as aufsicht:
        aufsicht.starte(schlaefer(befehl="echo Kein Platz mehr; exit 1"))
        with pytest.raises(Abbruch, match=r"(?s)stürzt immer wieder ab.*Kein Platz mehr"):
            aufsicht.laufe()


def test_am_ende_bleibt_auch_kein_enkel(tmp_path):
    with Aufsicht(tmp_path) as aufsicht:
        aufsicht.starte(schlaefer(befehl=f"sleep 1000 & echo $! > {tmp_path}/enkel; wait"))
        assert bald(lambda: (tmp_path / "enkel").exists() and (tmp_path / "enkel").read_text().strip())
        kind, enkel = pid(tmp_path), int((tmp_path / "enkel").read_text())
    assert bald(lambda: not startzeit(kind) and not startzeit(enkel))
    assert not list(tmp_path.glob("*.pid"))


def test_wer_nicht_hoeren_will_wird_beendet(tmp_path):
    taub = schlaefer(befehl="trap '' TERM; echo bereit; while :; do sleep 0.1; done")
    taub.frist = 0.3
    with Aufsicht(tmp_path) as aufsicht:
        aufsicht.starte(taub)
        assert bald(lambda: "bereit" in (tmp_path / "schlaefer.log").read_text())
        kind = pid(tmp_path)
    assert not startzeit(kind)


def test_stirbt_die_aufsicht_so_sterben_ihre_prozesse(tmp_path):
    skript = f"""
from pathlib import Path
from werkzeuge.aufsicht import Aufsicht, Prozess
with Aufsicht(Path({str(tmp_path)!r})) as aufsicht:
    aufsicht.starte(Prozess("schlaefer", ["sleep", "1000"], Path("/"), {{"PATH": "/bin:/usr/bin"}}))
    aufsicht.laufe()
"""
    aufsicht = subprocess.Popen([sys.executable, "-c", skript], cwd=CHECKOUT)
    assert bald(lambda: (tmp_path / "schlaefer.pid").exists() and (tmp_path / "schlaefer.pid").read_text())
    kind = pid(tmp_path)
    aufsicht.kill()
    aufsicht.wait()
    assert bald(lambda: not startzeit(kind))


def test_was_ein_frueherer_lauf_zuruecklies_wird_beendet(tmp_path):
    waise = subprocess.Popen(["sleep", "1000"], start_new_session=True)
    (tmp_path / "waise.pid").write_text(f"{waise.pid} {startzeit(waise.pid)} 15 5")
    with Aufsicht(tmp_path):
        assert waise.wait(5) == -signal.SIGTERM
    assert not list(tmp_path.glob("*.pid"))


def test_eine_wiederverwendete_pid_wird_verschont(tmp_path):
    fremder = subprocess.Popen(["sleep", "1000"], start_new_session=True)
    (tmp_path / "waise.pid").write_text(f"{fremder.pid} 12345 15 5")
    with Aufsicht(tmp_path):
        assert fremder.poll() is None
    fremder.kill()
    fremder.wait()


def test_eine_halb_geschriebene_pid_datei_hindert_den_start_nicht(tmp_path):
    (tmp_path / "waise.pid").write_text("")
    with Aufsicht(tmp_path) as aufsicht:
        aufsicht.starte(schlaefer())
        assert startzeit(pid(tmp_path))
