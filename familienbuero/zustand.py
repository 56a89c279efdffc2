"""States, as pages show them."""

from __future__ import annotations

from typing import Self

from django.db import models


class Zustand(models.TextChoices):
    """A choice with the look of its mark: `OFFEN = "offen", ("eilt", "warning"), "wartet"`.

    Between the value and its word stand tone and icon: the end of `fb-status--…`, and the name of a KERN
    icon. Without them the state is an end.
    """

    ton: str
    zeichen: str

    def __new__(cls, wert: str, aussehen: tuple[str, str] = ("ende", "close")) -> Self:
        zustand = str.__new__(cls, wert)
        zustand._value_ = wert
        zustand.ton, zustand.zeichen = aussehen
        return zustand
