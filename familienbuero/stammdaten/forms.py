"""Forms of the master data."""

from django import forms

from familienbuero.stammdaten.models import Familie


class Kontaktformular(forms.ModelForm[Familie]):
    """How a family can be reached; told by the family, never taken from the register."""

    class Meta:
        model = Familie
        fields = ["telefon", "email", "sprache"]
