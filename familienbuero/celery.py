"""The bell: Celery carries ids of rows that are to be worked on; the rows themselves are the queue."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "familienbuero.settings")
app = Celery("familienbuero")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
