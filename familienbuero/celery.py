"""The bell: Celery carries ids of rows that are to be worked on; the rows themselves are the queue."""

import logging
import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, setup_logging
from django.conf import settings
from django.utils.log import configure_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "familienbuero.settings")
app = Celery("familienbuero")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def protokollieren(loglevel: int | str | None = None, **_: Any) -> None:
    """Write the log of worker and beat like that of the web server: Celery's own lines repeat the text of an
    error, and that of a database error repeats the row.
    """
    configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)
    if loglevel:
        logging.getLogger().setLevel(loglevel)


@beat_init.connect
def wecken(**_: Any) -> None:
    """Ring for all work by the clock when beat starts, so that none waits an hour for its first time."""
    for name, ruf in app.conf.beat_schedule.items():
        app.send_task(name, **ruf["options"])
