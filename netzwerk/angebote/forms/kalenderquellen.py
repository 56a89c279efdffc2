"""Forms for the calendars of partners."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from familienbuero.einlesen.abholen import adresse_pruefen
from familienbuero.fassung import MitFassung
from familienbuero.fehler import Ablehnung
from netzwerk.angebote.models import Kalenderquelle, Kalenderrechner
from netzwerk.angebote.models.kalenderquellen import RECHNER


class Quellenformular(MitFassung, forms.ModelForm[Kalenderquelle]):
    """A calendar of a partner; its computer must be allowed."""

    adresse = forms.URLField(
        label="Adresse des Kalenders",
        max_length=500,
        assume_scheme="https",
        help_text="https://… im Format iCalendar, oft „Kalender abonnieren“ genannt",
    )

    class Meta:
        model = Kalenderquelle
        fields = ["organisation", "adresse", "ort", "aktiv"]
        help_texts = {"ort": "Wo die Termine stattfinden. Es entstehen Entwürfe, die Sie veröffentlichen."}

    def clean_adresse(self) -> str:
        adresse = str(self.cleaned_data["adresse"])
        erlaubt = set(Kalenderrechner.objects.values_list("name", flat=True))
        try:
            adresse_pruefen(adresse, rechner=erlaubt)
        except Ablehnung as ablehnung:
            raise ValidationError(ablehnung.satz) from None
        return adresse


class Rechnerformular(MitFassung, forms.Form):
    """All computers from which calendars may be fetched, one a line."""

    rechner = forms.CharField(
        label="Erlaubte Rechner",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text="Einer je Zeile, zum Beispiel kalender.example.org. Nur von dort werden Kalender geholt.",
    )

    def clean_rechner(self) -> list[str]:
        namen = [zeile.strip().lower() for zeile in self.cleaned_data["rechner"].splitlines()]
        namen = list(dict.fromkeys(filter(None, namen)))
        falsche = [name for name in namen if _falsch(name)]
        if falsche:
            raise ValidationError([f"„{name}“: {RECHNER.message}" for name in falsche[:5]])
        return namen


def _falsch(name: str) -> bool:
    try:
        RECHNER(name)
    except ValidationError:
        return True
    return False


def rechnerzeilen() -> dict[str, Any]:
    """What the form shows at first."""
    return {"rechner": "\n".join(Kalenderrechner.objects.values_list("name", flat=True))}
