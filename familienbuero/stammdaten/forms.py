"""Forms of the master data."""

from django import forms

from familienbuero.fassung import MitFassung
from familienbuero.stammdaten.models import Familie


class Kontaktformular(MitFassung, forms.ModelForm[Familie]):
    """How a family can be reached; told by the family, never taken from the register."""

    class Meta:
        model = Familie
        fields = ["telefon", "email", "sprache"]
