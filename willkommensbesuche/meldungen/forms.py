"""The one form of this room."""

from datetime import date
from typing import Any

from django import forms

from familienbuero import kalender
from familienbuero.eingabe import Tagfeld
from familienbuero.einlesen.regeln import GRENZEN
from familienbuero.einlesen.regeln.grenzen import groesse_in_worten

ZU_GROSS = f"Die Datei ist größer als {groesse_in_worten(GRENZEN.dateigroesse)}."


class HochladenForm(forms.Form):
    """A registry list as the office sends it."""

    datei = forms.FileField(
        label="Meldeliste",
        help_text=f"CSV oder Excel (XLSX), höchstens {groesse_in_worten(GRENZEN.dateigroesse)}. "
        "Die Datei wird verschlüsselt und spätestens nach 24 Stunden vernichtet.",
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={
            "required": "Bitte wählen Sie eine Datei aus.",
            "empty": "Die Datei ist leer.",
            "max_length": "Der Name der Datei ist zu lang.",
        },
    )

    liste_vom = Tagfeld(
        label="Liste vom",
        required=False,
        help_text="Der Tag, an dem das Meldeamt die Liste erstellt hat. Ohne Angabe gilt ihr jüngstes "
        "Ereignis. Eine ältere Liste setzt neuere Angaben nicht zurück.",
    )

    def __init__(self, *args: Any, groesse: int = 0, **kwargs: Any) -> None:
        """`groesse`: length of the whole request; files behind the wall of the settings do not arrive."""
        super().__init__(*args, **kwargs)
        if groesse > GRENZEN.dateigroesse:
            self.fields["datei"].error_messages["required"] = ZU_GROSS

    def clean_datei(self) -> Any:
        datei = self.cleaned_data["datei"]
        if (datei.size or 0) > GRENZEN.dateigroesse:
            raise forms.ValidationError(ZU_GROSS)
        return datei

    def clean_liste_vom(self) -> date | None:
        tag: date | None = self.cleaned_data["liste_vom"]
        if tag and tag > kalender.heute():
            raise forms.ValidationError(
                "Dieser Tag liegt in der Zukunft. Bitte prüfen Sie das Datum der Liste."
            )
        return tag
