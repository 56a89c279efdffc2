"""The application of Celery with two works by a fast clock, one of them without protection.

`python -m celery -A tests.stoerung.taktgeber beat` rings for both, a worker does them: each notes in a file
of its own for which planned time it was done.
"""

import os
from datetime import datetime, timedelta
from pathlib import Path

import django
from celery import shared_task
from django.conf import settings
from django.utils import timezone

from familienbuero.celery import app

django.setup()  # before models are imported: Celery itself does it later

from familienbuero.wecker.models import Wecker  # noqa: E402
from familienbuero.wecker.regeln import Weckzeit  # noqa: E402
from familienbuero.wecker.tasks import geweckt  # noqa: E402

PROBE, UNGESCHUETZT = "probe", "ungeschuetzt"
ZEIT = Weckzeit("Probe", timedelta(seconds=0.5))
NAMEN = (PROBE, UNGESCHUETZT)
settings.WECKER = {PROBE: ZEIT}
app.conf.beat_schedule = {name: ZEIT.ruf(name) for name in NAMEN}
__all__ = ["app"]


def _vermerken(name: str, jetzt: datetime) -> None:
    with Path(os.environ["VERMERKE"], name).open("a") as datei:
        datei.write(f"{ZEIT.geplant(jetzt).isoformat()}\n")


@geweckt(PROBE)
def probe() -> None:
    begonnen = Wecker.objects.get(name=PROBE).begonnen_am
    assert begonnen
    _vermerken(PROBE, begonnen)


@shared_task(name=UNGESCHUETZT)
def ungeschuetzt() -> None:
    _vermerken(UNGESCHUETZT, timezone.now())
