"""Ground floor of the Familienbüro: what all areas share. It knows none of them."""

from familienbuero.celery import app as celery_app

__all__ = ["celery_app"]
