"""Dockerfile and docker-compose.yml: complete, pinned, without secrets of their own, not as root."""

import re
import shutil
import subprocess

import yaml

from werkzeuge.orte import CHECKOUT
from werkzeuge.umgebung import lesen

COMPOSE = yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text())
DIENSTE = COMPOSE["services"]
ANWENDUNG = ("web", "worker", "beat", "migrate")
DOCKERFILE = (CHECKOUT / "Dockerfile").read_text().replace("\\\n", " ").splitlines()


def anweisungen(art: str) -> list[str]:
    return [zeile.removeprefix(art).strip() for zeile in DOCKERFILE if zeile.startswith(f"{art} ")]


def test_alle_prozesse_sind_da():
    assert set(DIENSTE) == {*ANWENDUNG, "postgres", "redis"}


def test_wer_dauernd_laeuft_wird_geprueft_und_neu_gestartet():
    for name, dienst in DIENSTE.items():
        if name != "migrate":
            assert dienst["healthcheck"]["test"], name
            assert dienst["restart"] == "unless-stopped", name


def test_die_anwendung_wartet_auf_die_tabellen():
    for name in ("web", "worker", "beat"):
        bedingungen = {wer: wie["condition"] for wer, wie in DIENSTE[name]["depends_on"].items()}
        assert bedingungen == {
            "migrate": "service_completed_successfully",
            "postgres": "service_healthy",
            "redis": "service_healthy",
        }


def test_die_anwendung_kann_nichts_schreiben_als_ihre_dateien():
    for name in ANWENDUNG:
        assert DIENSTE[name]["read_only"] is True
        assert DIENSTE[name]["cap_drop"] == ["ALL"]
        assert DIENSTE[name]["volumes"] == ["dateien:/dateien"]


def test_datenbank_und_warteschlange_sind_von_aussen_nicht_zu_erreichen():
    assert COMPOSE["networks"]["innen"]["internal"] is True
    for name in ("postgres", "redis"):
        assert DIENSTE[name]["networks"] == ["innen"]
        assert "ports" not in DIENSTE[name]
    assert DIENSTE["web"]["ports"] == ["127.0.0.1:${WEB_PORT:-8000}:8000"]


def test_benannte_datentraeger_gibt_es_alle():
    gebraucht = {band.split(":")[0] for dienst in DIENSTE.values() for band in dienst.get("volumes", [])}
    assert gebraucht == set(COMPOSE["volumes"])


def test_was_die_einstellungen_verlangen_wird_gesetzt():
    settings = (CHECKOUT / "familienbuero" / "settings.py").read_text()
    verlangt = set(re.findall(r'env\.\w+\("([A-Z_]+)"\)', settings))
    assert verlangt - set(DIENSTE["web"]["environment"]) == set()


def test_geheimnisse_kommen_von_aussen_und_fehlen_mit_einem_satz():
    for name in ("SECRET_KEY", "TEXTSCHLUESSEL", "CODESCHLUESSEL"):
        assert DIENSTE["web"]["environment"][name] == f"${{{name}:?{name} fehlt in .env}}"


def test_das_beispiel_nennt_jede_variable_und_kein_geheimnis():
    beispiel = lesen(CHECKOUT / ".env.beispiel")
    assert set(beispiel) == set(re.findall(r"\$\{([A-Z_]+)", (CHECKOUT / "docker-compose.yml").read_text()))
    geheim = ("SECRET_KEY", "TEXTSCHLUESSEL", "CODESCHLUESSEL", "POSTGRES_PASSWORD")
    assert [beispiel[name] for name in geheim] == [""] * 4


def test_das_abbild_laeuft_nicht_als_root():
    assert anweisungen("USER") == ["familienbuero"]
    assert DOCKERFILE.index("USER familienbuero") > max(
        nummer for nummer, zeile in enumerate(DOCKERFILE) if zeile.startswith("RUN ")
    )


def test_grundlagen_sind_festgelegt():
    bilder = [zeile.split()[0] for zeile in anweisungen("FROM")]
    bilder += [DIENSTE["postgres"]["image"], DIENSTE["redis"]["image"]]
    assert [bild for bild in bilder if ":" not in bild or bild.endswith(":latest")] == []
    assert any("--require-hashes" in zeile for zeile in anweisungen("RUN"))


def test_was_kopiert_wird_gibt_es():
    quellen = [wort for zeile in anweisungen("COPY") if "--from" not in zeile for wort in zeile.split()[:-1]]
    assert [quelle for quelle in quellen if not (CHECKOUT / quelle).exists()] == []


def test_jede_installierte_app_kommt_in_das_abbild(settings):
    eigene = {app.split(".")[0] for app in settings.INSTALLED_APPS if (CHECKOUT / app.split(".")[0]).is_dir()}
    assert {f"!{name}" for name in eigene} - set((CHECKOUT / ".dockerignore").read_text().split()) == set()


def test_in_das_abbild_kommt_nur_was_ausdruecklich_genannt_ist():
    regeln = (CHECKOUT / ".dockerignore").read_text().split()
    assert regeln[0] == "*"
    assert not {"!.env", "!.laufend", "!tests"} & set(regeln)


def test_docker_compose_versteht_die_datei(tmp_path):
    """Where the client with compose exists it has the last word; elsewhere the tests above stand alone."""
    docker = shutil.which("docker")
    if (
        docker
        and not subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode
    ):
        werte = tmp_path / "werte.env"
        werte.write_text("".join(f"{n}={w or 'x'}\n" for n, w in lesen(CHECKOUT / ".env.beispiel").items()))
        befehl = [
            docker,
            "compose",
            "--env-file",
            werte,
            "-f",
            CHECKOUT / "docker-compose.yml",
            "config",
            "-q",
        ]
        ergebnis = subprocess.run(befehl, capture_output=True, text=True, check=False)
        assert (ergebnis.returncode, ergebnis.stderr) == (0, "")
