"""The bell: Celery carries ids of rows that are to be worked on; the rows themselves are the queue."""

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "familienbuero.settings")
app = Celery("familienbuero")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@beat_init.connect
def wecken(**_: Any) -> None:
    """Ring for all work by the clock when beat starts, so that none waits an hour for its first time."""
    for name, ruf in app.conf.beat_schedule.items():
        app.send_task(name, **ruf["options"])
