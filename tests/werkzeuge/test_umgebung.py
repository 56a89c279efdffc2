"""The file of addresses and keys, and the port."""

import base64
import socket
import subprocess
import sys

from werkzeuge.umgebung import (
    bleibende_schluessel,
    fuer_prozesse,
    lesen,
    schluessel,
    schreiben,
    tuer_oeffnen,
)


def test_was_geschrieben_wurde_wird_gelesen(tmp_path):
    datei = tmp_path / "umgebung.env"
    werte = {"DATABASE_URL": "postgres://a@/b?host=/tmp/c", "STICHTAG": ""}
    schreiben({"ALT": "1"}, datei)
    schreiben(werte, datei)
    assert lesen(datei) == werte


def test_die_datei_ist_fuer_niemanden_sonst_lesbar(tmp_path):
    datei = tmp_path / "umgebung.env"
    schreiben({"SECRET_KEY": "geheim"}, datei)
    assert datei.stat().st_mode & 0o777 == 0o600


def test_ohne_datei_gibt_es_keine_werte(tmp_path):
    assert lesen(tmp_path / "fehlt.env") == {}


def test_schluessel_haben_256_bit_und_sind_jedes_mal_andere():
    eine, andere = schluessel(), schluessel()
    name, text = eine["TEXTSCHLUESSEL"].split(":")
    assert name == "s1"
    assert len(base64.urlsafe_b64decode(text)) == 32
    assert len(base64.urlsafe_b64decode(eine["CODESCHLUESSEL"])) == 32
    assert not set(eine.values()) & set(andere.values())


def test_schluessel_bleiben_vom_ersten_start_an(tmp_path):
    erste = bleibende_schluessel(tmp_path / "schluessel.env")
    assert bleibende_schluessel(tmp_path / "schluessel.env") == erste


def test_ein_belegter_port_wird_uebersprungen():
    with socket.create_server(("127.0.0.1", 0)) as belegt:
        port = belegt.getsockname()[1]
        with tuer_oeffnen(port) as tuer:
            assert tuer.getsockname()[1] > port


def test_zwei_zugleich_bekommen_verschiedene_ports():
    with tuer_oeffnen(20_000) as eine, tuer_oeffnen(20_000) as andere:
        assert eine.getsockname()[1] < andere.getsockname()[1]


def test_was_ein_prozess_uebersetzt_hat_findet_der_naechste_vor(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    (tmp_path / "modul.py").touch()
    subprocess.run([sys.executable, "-c", "import modul"], cwd=tmp_path, env=fuer_prozesse({}), check=True)
    assert list(tmp_path.glob("__pycache__/modul.*.pyc"))
