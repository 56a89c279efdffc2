"""Forms of the master data."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms

from familienbuero.fassung import MitFassung
from familienbuero.stammdaten.models import Familie, Stadtteil, Standort, Verortet


class Kontaktformular(MitFassung, forms.ModelForm[Familie]):
    """How a family can be reached; told by the family, never taken from the register."""

    class Meta:
        model = Familie
        fields = ["telefon", "email", "sprache"]


class Standortformular(MitFassung, forms.ModelForm[Standort]):
    """A place where families find the office."""

    class Meta:
        model = Standort
        fields = [
            "name", "strasse", "plz", "ort", "telefon", "email", "oeffnungszeiten", "zugang", "anfahrt",
            "reihenfolge",
        ]  # fmt: skip
        widgets = {"oeffnungszeiten": forms.Textarea(attrs={"rows": 4})}


# Two numbers as map programs copy them: "50.8748, 8.0243", in German also "50,8748 8,0243".
_ORT = re.compile(r"(-?\d{1,3}(?:[.,]\d+)?)[;,\s]\s*(-?\d{1,3}(?:[.,]\d+)?)")


class Ortsfeld(forms.CharField):
    """A place on the map as one field; empty where nobody knows it."""

    def clean(self, value: Any) -> tuple[float | None, float | None]:
        text = super().clean(value)
        if not text:
            return None, None
        if not (gelesen := _ORT.fullmatch(text)):
            raise forms.ValidationError("Bitte als „50,8748 8,0243“ eintragen: Breitengrad, dann Längengrad.")
        breite, laenge = (float(zahl.replace(",", ".")) for zahl in gelesen.groups())
        if not (abs(breite) <= 90 and abs(laenge) <= 180):
            raise forms.ValidationError("Diesen Ort gibt es auf der Erde nicht.")
        return breite, laenge


def ort_in_worten(ort: Verortet) -> str:
    """A place as it is typed."""
    return f"{ort.breite} {ort.laenge}".replace(".", ",") if ort.breite is not None else ""


class _Ortsfelder(forms.Form):
    """One field for the office, and one for each district."""

    buero = Ortsfeld(label="Familienbüro", required=False, help_text="Hier beginnen und enden die Wege.")

    def __init__(self, *args: Any, stadtteile: Sequence[Stadtteil], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stadtteile = stadtteile
        for stadtteil in stadtteile:
            self.fields[str(stadtteil.pk)] = Ortsfeld(
                label=stadtteil.name, required=False, initial=ort_in_worten(stadtteil)
            )


class Stadtteilorte(MitFassung, _Ortsfelder):
    """Where the office and the districts lie."""
