"""Forms of the invitations."""

from datetime import timedelta

from django import forms

from familienbuero import eingabe, kalender
from familienbuero.eingabe import Tagfeld


class Zeitraum(eingabe.Zeitraum):
    """Visits from one day to another, both included."""

    von = Tagfeld(label="Besuche vom")


class Versandformular(forms.Form):
    """The day on which the batch went to the post."""

    am = Tagfeld(label="Versandt am")


def naechste_wochen() -> dict[str, str]:
    """The period that the page begins with."""
    heute = kalender.heute()
    return {"von": heute.isoformat(), "bis": (heute + timedelta(days=70)).isoformat()}


class Etikettenformular(forms.Form):
    """Where on the sheet to begin, so that one that was begun is used up."""

    ab = forms.IntegerField(
        label="Erstes freies Etikett", min_value=1, max_value=24, initial=1, help_text="1 ist oben links."
    )
