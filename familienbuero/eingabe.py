"""Form widgets that speak the browser's own language: native pickers, values in ISO form."""

from typing import Any

from django import forms


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
