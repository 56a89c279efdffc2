"""The form with which a file from outside comes in."""

from typing import Any, ClassVar

from django import forms

from familienbuero.einlesen.regeln import GRENZEN
from familienbuero.einlesen.regeln.grenzen import groesse_in_worten

ZU_GROSS = f"Die Datei ist größer als {groesse_in_worten(GRENZEN.dateigroesse)}."


class Dateiformular(forms.Form):
    """A file from outside; a room gives the field its own label."""

    beschriftung: ClassVar[str] = "Datei"

    datei = forms.FileField(
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

    def __init__(self, *args: Any, groesse: int = 0, **kwargs: Any) -> None:
        """`groesse`: length of the whole request; files behind the wall of the settings do not arrive."""
        super().__init__(*args, **kwargs)
        self.fields["datei"].label = self.beschriftung
        if groesse > GRENZEN.dateigroesse:
            self.fields["datei"].error_messages["required"] = ZU_GROSS

    def clean_datei(self) -> Any:
        datei = self.cleaned_data["datei"]
        if (datei.size or 0) > GRENZEN.dateigroesse:
            raise forms.ValidationError(ZU_GROSS)
        return datei
