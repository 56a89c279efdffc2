"""Widgets, fields and forms for days and times: native pickers of the browser, values in ISO form."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from familienbuero.kalender.regeln import ERSTER_TAG, LETZTER_TAG


class Datum(forms.DateInput):
    """A day; the browser shows it in German and sends 2018-12-31."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class Uhrzeit(forms.TimeInput):
    """A time of day in steps of minutes."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class Zeitpunkt(forms.DateTimeInput):
    """Day and time in one field."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class DatumUndUhrzeit(forms.SplitDateTimeWidget):
    """Day and time in two fields, for a `SplitDateTimeField`."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        forms.MultiWidget.__init__(self, (Datum(), Uhrzeit()), attrs)


class Tagfeld(forms.DateField):
    """A day between 1900 and 2100; a year with a digit too many is refused with a sentence."""

    widget = Datum
    default_validators = [
        MinValueValidator(
            ERSTER_TAG,
            format_lazy(_("Bitte geben Sie einen Tag ab dem {tag} an."), tag=f"{ERSTER_TAG:%d.%m.%Y}"),
        ),
        MaxValueValidator(
            LETZTER_TAG,
            format_lazy(_("Bitte geben Sie einen Tag bis zum {tag} an."), tag=f"{LETZTER_TAG:%d.%m.%Y}"),
        ),
    ]

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"min": ERSTER_TAG.isoformat(), "max": LETZTER_TAG.isoformat()}


class Zeitraum(forms.Form):
    """Two days, both included; a room gives the fields its own labels."""

    von = Tagfeld(label="Vom")
    bis = Tagfeld(label="bis zum")

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        if daten.get("von") and daten.get("bis") and daten["bis"] < daten["von"]:
            self.add_error("bis", "Der Zeitraum endet, bevor er beginnt. Bitte tauschen Sie die beiden Tage.")
        return daten
