"""The read log: written before the answer leaves, never changed, shown to data protection without content."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from familienbuero.konten.leseprotokoll import vermerken
from familienbuero.konten.models import Benutzer, Lesezugriff
from tests import fabriken


def test_jeder_blick_in_eine_akte_steht_im_protokoll(als: Any, koordination: Benutzer) -> None:
    familie = fabriken.familie("Öztürk")
    als(koordination).get(reverse("stammdaten:familie", args=[familie.pk]))
    assert list(Lesezugriff.objects.values_list("wer", "seite", "familie")) == [
        (koordination.pk, "Familie", familie.pk)
    ]


def test_eintraege_lassen_sich_weder_aendern_noch_loeschen(koordination: Benutzer) -> None:
    vermerken(koordination, seite="Familie", familien=[uuid4()])
    for versuch in (
        lambda: Lesezugriff.objects.update(seite="andere"),
        lambda: Lesezugriff.objects.all().delete(),
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            versuch()
    assert Lesezugriff.objects.get().seite == "Familie"


def test_datenschutz_sieht_wer_und_wann_aber_keinen_namen_einer_familie(
    als: Any, koordination: Benutzer, datenschutz: Benutzer
) -> None:
    familie = fabriken.familie("Öztürk")
    vermerken(koordination, seite="Familie", familien=[familie.pk])
    html = als(datenschutz).get(reverse("konten:lesezugriffe"), {"familie": str(familie.pk)}).content.decode()
    assert "Jana Krämer" in html
    assert str(familie.pk) in html
    assert '<td class="kern-table__cell" data-spalte="Rollen">Koordination</td>' in html
    assert "Öztürk" not in html
