"""Bells that ring by the clock: `@geweckt("raum.aufgabe")` over a function in the `tasks.py` of a room."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from celery import shared_task

from familienbuero.wecker.dienste import einmal


def geweckt(name: str) -> Callable[[Callable[[], object]], Any]:
    """Make a task of work that `settings.WECKER` names: done once for each planned time."""

    def huelle(arbeit: Callable[[], object]) -> Any:
        @wraps(arbeit)
        def gerufen() -> None:
            einmal(name, arbeit)

        return shared_task(name=name)(gerufen)

    return huelle
