"""Text about people is sealed and bound to its place."""

import base64
import os
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from familienbuero.datenschutz import dateien
from familienbuero.datenschutz.tresor import (
    NichtEntschluesselbar,
    entschluesseln,
    schluessel_lesen,
    verschluesseln,
)
from familienbuero.konten.models import Benutzer
from tests.fabriken import familie
from willkommensbesuche.besuche.models import Anrufnotiz


def _schluessel(kennung: str) -> str:
    return f"{kennung}:{base64.urlsafe_b64encode(os.urandom(32)).decode()}"


def test_siegel_oeffnet_sich_nur_an_seiner_stelle() -> None:
    siegel = verschluesseln(b"Klingel links", bindung="notiz.1")
    assert entschluesseln(siegel, bindung="notiz.1") == b"Klingel links"
    with pytest.raises(NichtEntschluesselbar):
        entschluesseln(siegel, bindung="notiz.2")


def test_neuer_schluessel_vorn_verschluesselt_alter_oeffnet_weiter(settings: Any) -> None:
    settings.TEXTSCHLUESSEL = alt = [_schluessel("alt")]
    siegel = verschluesseln(b"Text", bindung="b")
    settings.TEXTSCHLUESSEL = [_schluessel("neu"), *alt]
    assert entschluesseln(siegel, bindung="b") == b"Text"
    assert verschluesseln(b"Text", bindung="b").startswith(b"neu:")


def test_fremder_schluessel_oeffnet_nicht(settings: Any) -> None:
    siegel = verschluesseln(b"Text", bindung="b")
    settings.TEXTSCHLUESSEL = [_schluessel("fremd")]
    with pytest.raises(NichtEntschluesselbar):
        entschluesseln(siegel, bindung="b")


@pytest.mark.parametrize("angabe", [[], ["a1"], ["a1:kurz"], [":" + "A" * 44], ["a1:" + "A" * 43 + "="]])
def test_schwache_schluessel_werden_benannt_und_abgelehnt(angabe: list[str]) -> None:
    with pytest.raises(ImproperlyConfigured, match="TEXTSCHLUESSEL"):
        schluessel_lesen(angabe)


def test_notiz_steht_nicht_im_klartext_in_der_datenbank(koordination: Benutzer) -> None:
    notiz = Anrufnotiz.objects.create(familie=familie(), text="möchte vormittags", wer=koordination)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM besuche_anrufnotiz")
        roh = bytes(cursor.fetchone()[0])
    assert b"vormittags" not in roh
    assert Anrufnotiz.objects.get(pk=notiz.pk).text == "möchte vormittags"


def test_notiz_einer_anderen_zeile_laesst_sich_nicht_unterschieben(koordination: Benutzer) -> None:
    eltern = familie()
    eine, andere = (
        Anrufnotiz.objects.create(familie=eltern, text=text, wer=koordination) for text in ("a", "b")
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE besuche_anrufnotiz ziel SET text = quelle.text"
            " FROM besuche_anrufnotiz quelle WHERE quelle.id = %s AND ziel.id = %s",
            [eine.pk, andere.pk],
        )
    with pytest.raises(NichtEntschluesselbar):
        _ = Anrufnotiz.objects.get(pk=andere.pk).text


def test_update_am_feld_vorbei_wird_abgelehnt(koordination: Benutzer) -> None:
    notiz = Anrufnotiz.objects.create(familie=familie(), text="a", wer=koordination)
    with pytest.raises(TypeError):
        Anrufnotiz.objects.filter(pk=notiz.pk).update(text="b")


def test_dateien_liegen_versiegelt_und_lassen_sich_vernichten(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    from uuid import uuid4

    kennung = uuid4()
    dateien.ablegen("probe", kennung, b"Familie Beispiel")
    assert dateien.lesen("probe", kennung) == b"Familie Beispiel"
    assert all(b"Beispiel" not in datei.read_bytes() for datei in tmp_path.rglob("*") if datei.is_file())
    dateien.vernichten("probe", kennung)
    dateien.vernichten("probe", kennung)
    with pytest.raises(FileNotFoundError):
        dateien.lesen("probe", kennung)
