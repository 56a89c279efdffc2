"""Forms of the invitations."""

from datetime import timedelta

from django import forms

from familienbuero import kalender
from familienbuero.eingabe import Datum


class Zeitraum(forms.Form):
    """Visits from one day to another, both included."""

    von = forms.DateField(label="Besuche vom", widget=Datum)
    bis = forms.DateField(label="bis zum", widget=Datum)


class Versandformular(forms.Form):
    """The day on which the batch went to the post."""

    am = forms.DateField(label="Versandt am", widget=Datum)


def naechste_wochen() -> dict[str, str]:
    """The period that the page begins with."""
    heute = kalender.heute()
    return {"von": heute.isoformat(), "bis": (heute + timedelta(days=70)).isoformat()}
