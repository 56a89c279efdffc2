"""Folders: private, short enough for sockets, apart from those of other checkouts."""

from pathlib import Path

import pytest

from werkzeuge.orte import KURZ, Abbruch, fluechtiger_ort, kennung, privat

# sun_path holds 108 bytes, the last one is zero.
LAENGSTE_SOCKELADRESSE = 107


def test_zwei_checkouts_haben_verschiedene_kennungen():
    assert kennung(Path("/srv/a/familienbuero")) != kennung(Path("/srv/b/familienbuero"))


def test_ein_langer_pfad_des_checkouts_laesst_die_sockeladresse_kurz():
    langer = Path("/home") / ("x" * 250) / ("y" * 250)
    adresse = KURZ / f"familienbuero-{2**32 - 2}-{kennung(langer)}" / ".s.PGSQL.5432.lock"
    assert len(str(adresse)) <= LAENGSTE_SOCKELADRESSE


def test_ein_langes_tmpdir_laesst_die_sockeladresse_kurz(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / ("x" * 120)))
    with fluechtiger_ort() as ort:
        assert len(str(ort.sockel / ".s.PGSQL.5432.lock")) <= LAENGSTE_SOCKELADRESSE


def test_ein_privater_ordner_ist_nur_fuer_seinen_besitzer(tmp_path):
    assert privat(tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700


def test_ein_vorhandener_offener_ordner_wird_geschlossen(tmp_path):
    (tmp_path / "offen").mkdir(mode=0o755)
    assert privat(tmp_path / "offen").stat().st_mode & 0o777 == 0o700


def test_ein_untergeschobener_verweis_wird_abgelehnt(tmp_path):
    (tmp_path / "falle").symlink_to(tmp_path)
    with pytest.raises(Abbruch, match="gehört einem anderen Konto"):
        privat(tmp_path / "falle")


def test_ein_fluechtiger_ort_ist_danach_fort():
    with fluechtiger_ort() as ort:
        basis = ort.daten.parent
        assert basis.exists()
    assert not basis.exists()
