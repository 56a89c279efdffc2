"""Forms of the code page."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from familienbuero.eingabe import Tagfeld
from familienbuero.raum import Fenster
from familienbuero.sprache import tag_in_worten
from familienbuero.stammdaten.models import PLZ


class Codeformular(forms.Form):
    """Code of the letter, and the birth date of a child - or the postcode, where there is no child yet."""

    code = forms.CharField(
        label=_("Code aus dem Brief"),
        help_text=_("12 Zeichen, zum Beispiel 7KQF-2M9X-HT4W"),
        max_length=30,
        widget=forms.TextInput(
            attrs={
                "class": "fb-code",
                "dir": "ltr",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )
    geburtsdatum = Tagfeld(
        label=_("Geburtstag Ihres Kindes"),
        help_text=_("Bei Zwillingen genügt einer."),
        required=False,
    )
    plz = forms.CharField(
        label=_("Postleitzahl"),
        help_text=_("Dann genügt die Postleitzahl Ihrer Wohnung. Den Geburtstag lassen Sie leer."),
        max_length=5,
        required=False,
        validators=[PLZ],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
    )

    def __init__(self, *args: Any, mit_verweis: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("geburtsdatum", "plz"):  # one of them is needed, so neither is called voluntary
            self.fields[name].nicht_freiwillig = True  # type: ignore[attr-defined]
        if mit_verweis:  # the QR code has brought the code along
            del self.fields["code"]

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        if not self.errors and not daten.get("geburtsdatum") and not daten.get("plz"):
            self.add_error("geburtsdatum", _("Bitte geben Sie den Geburtstag Ihres Kindes an."))
        return daten


class Fensterwahl(forms.Form):
    """Another free window."""

    fenster = forms.ChoiceField(label=_("Andere Zeiten"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, frei: Iterable[Fenster], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.frei = {f"{eins.person}|{eins.beginn.isoformat()}": eins for eins in frei}
        feld = cast(forms.ChoiceField, self.fields["fenster"])
        feld.choices = [(wert, in_worten(eins)) for wert, eins in self.frei.items()]
        feld.error_messages["invalid_choice"] = _(
            "Diese Zeit ist nicht mehr frei. Bitte wählen Sie eine andere."
        )
        feld.error_messages["required"] = _("Bitte wählen Sie eine Zeit.")

    def gewaehlt(self) -> Fenster:
        """The chosen window, after validation."""
        return self.frei[self.cleaned_data["fenster"]]


def in_worten(fenster: Fenster) -> str:
    """A window as a family reads it: "Mittwoch, 17. Juni, 9:00 bis 10:30 Uhr"."""
    beginn, ende = localtime(fenster.beginn), localtime(fenster.ende)
    return gettext("%(tag)s, %(von)s bis %(bis)s Uhr") % {
        "tag": tag_in_worten(beginn, "l, j. F"),
        "von": date_format(beginn, "G:i"),
        "bis": date_format(ende, "G:i"),
    }
