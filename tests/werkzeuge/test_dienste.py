"""The embedded services, for real: they keep what they were given and let nobody else in."""

import os
import pwd
import signal
import subprocess
from functools import partial

import psycopg
import pytest
import redis

from werkzeuge.aufsicht import Aufsicht, startzeit
from werkzeuge.dienste import (
    adressen,
    dienste_starten,
    postgres_antwortet,
    programme,
    valkey_antwortet,
)
from werkzeuge.orte import Konto, Ort, fluechtiger_ort


def abfrage(ort: Ort, sql: str) -> list[tuple]:
    with psycopg.connect(adressen(ort)["DATABASE_URL"], autocommit=True) as verbindung:
        zeiger = verbindung.execute(sql)
        return zeiger.fetchall() if zeiger.description else []


def speicher(ort: Ort) -> redis.Redis:
    return redis.Redis(unix_socket_path=str(ort.sockel / "valkey.sock"), decode_responses=True)


def pid(ort: Ort, name: str) -> int:
    return int((ort.protokolle / f"{name}.pid").read_text().split()[0])


@pytest.fixture(scope="module")
def ort():
    with fluechtiger_ort() as ort, Aufsicht(ort.protokolle) as aufsicht:
        dienste_starten(aufsicht, ort)
        yield ort


def test_die_anwendung_ist_eigentuemerin_aber_keine_oberverwalterin(ort):
    assert abfrage(ort, "SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user") == [
        (False, True)
    ]


@pytest.mark.parametrize("erweiterung", ["btree_gist", "pg_trgm", "unaccent"])
def test_die_anwendung_darf_ihre_erweiterungen_anlegen(ort, erweiterung):
    abfrage(ort, f"CREATE EXTENSION IF NOT EXISTS {erweiterung}")


def test_umlaute_sind_buchstaben(ort):
    abfrage(ort, "CREATE EXTENSION IF NOT EXISTS pg_trgm")
    assert abfrage(ort, "SELECT lower('ÄÖÜẞ'), similarity('Müller', 'MÜLLER')") == [("äöüß", 1.0)]


def test_postgres_hoert_auf_keinem_netz_und_schreibt_keine_werte_ins_protokoll(ort):
    namen = (
        "listen_addresses",
        "log_parameter_max_length",
        "log_min_error_statement",
        "jit",
        "max_connections",
    )
    werte = [abfrage(ort, f"SHOW {name}")[0][0] for name in namen]
    assert werte == ["", "0", "panic", "off", "200"]


def test_der_ordner_der_sockel_ist_privat(ort):
    assert ort.sockel.stat().st_mode & 0o777 == 0o700


def test_ein_anderes_konto_kommt_nicht_in_die_datenbank(ort):
    def verbinden(rolle: str, **als: object) -> subprocess.CompletedProcess[str]:
        ziel = f"host={ort.sockel} user={rolle} dbname=familienbuero"
        psql = [programme(ort)[0] / "psql", ziel, "-c", "SELECT 1"]
        return subprocess.run(psql, cwd="/", capture_output=True, text=True, check=False, **als)

    assert verbinden("familienbuero").returncode == 0
    versuche = [verbinden("fremd")]
    # Only root can become somebody else: a stranger, and the account that runs the services.
    if os.geteuid() == 0:
        fremd = pwd.getpwnam("nobody")
        versuche.append(verbinden("familienbuero", **Konto("nobody", fremd.pw_uid, fremd.pw_gid).rechte))
        versuche.append(verbinden("familienbuero", **ort.konto.rechte))
    for versuch in versuche:
        assert versuch.returncode == 2
        assert "Permission denied" in versuch.stderr or "Peer authentication failed" in versuch.stderr


def test_nach_kill_9_stehen_beide_wieder_auf_und_wissen_alles():
    with fluechtiger_ort() as ort, Aufsicht(ort.protokolle) as aufsicht:
        dienste_starten(aufsicht, ort)
        abfrage(ort, "CREATE TABLE t AS SELECT 42 AS antwort")
        speicher(ort).set("frage", "sechs mal neun")
        for name in ("postgres", "valkey"):
            opfer = pid(ort, name)
            os.kill(opfer, signal.SIGKILL)
            aufsicht.laufe(solange=partial(startzeit, opfer))
        aufsicht.warte(lambda: postgres_antwortet(ort), auf="postgres")
        aufsicht.warte(lambda: valkey_antwortet(ort), auf="valkey")
        assert abfrage(ort, "SELECT antwort FROM t") == [(42,)]
        assert speicher(ort).get("frage") == "sechs mal neun"


def test_ein_zweiter_start_findet_die_daten_und_uebergeht_eine_alte_sperre():
    with fluechtiger_ort() as ort:
        with Aufsicht(ort.protokolle) as aufsicht:
            dienste_starten(aufsicht, ort)
            abfrage(ort, "CREATE TABLE t AS SELECT 42 AS antwort")
            erste = pid(ort, "postgres"), pid(ort, "valkey")
        assert [startzeit(p) for p in erste] == ["", ""]
        # As after a reboot: the pid in the lock belongs to somebody else by now.
        sperre = ort.daten / "postgres" / "postmaster.pid"
        sperre.write_text(f"{os.getpid()}\n{ort.daten / 'postgres'}\n1\n5432\n{ort.sockel}\n\n  1 1\nready\n")
        if ort.konto:
            os.chown(sperre, ort.konto.uid, ort.konto.gid)
        with Aufsicht(ort.protokolle) as aufsicht:
            dienste_starten(aufsicht, ort)
            assert abfrage(ort, "SELECT antwort FROM t") == [(42,)]
