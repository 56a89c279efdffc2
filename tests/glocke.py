"""The broker, with a number for each process of the tests, so that none hears the bells of another."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import redis
from celery.signals import before_task_publish
from django.conf import settings


def eigene_glocke() -> str:
    """Address of the broker with the number of this process: each has its own worker."""
    nummer = 1 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    if settings.REDIS_URL.startswith("redis+socket:"):
        return f"{settings.REDIS_URL}?virtual_host={nummer}"
    return urlunsplit(urlsplit(settings.REDIS_URL)._replace(path=f"/{nummer}"))


def valkey(glocke: str) -> redis.Redis:
    """What lies behind such an address."""
    teile = urlsplit(glocke)
    if teile.scheme == "redis+socket":
        return redis.Redis(unix_socket_path=teile.path, db=int(teile.query.removeprefix("virtual_host=")))
    return redis.Redis.from_url(glocke)


@contextmanager
def gelaeutet() -> Iterator[list[tuple[str, ...]]]:
    """The bells that are rung meanwhile: the name of the task, and its arguments."""
    gehoert: list[tuple[str, ...]] = []

    def hoeren(sender: str, body: Any, **_: Any) -> None:
        gehoert.append((sender, *body[0]))

    before_task_publish.connect(hoeren)
    try:
        yield gehoert
    finally:
        before_task_publish.disconnect(hoeren)
