"""The public form with which a family wishes a visit."""

from typing import Any, cast

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from familienbuero.eingabe import Tagfeld
from familienbuero.oeffentlich import OeffentlichesFormular
from familienbuero.stammdaten.enums import Sprache, sprachen_zur_wahl
from familienbuero.stammdaten.models import PLZ
from willkommensbesuche.besuche.enums import Anlass


def _text(label: Any, laenge: int, autocomplete: str, **mehr: Any) -> forms.CharField:
    angaben = {"autocomplete": autocomplete} | mehr.pop("angaben", {})
    return forms.CharField(label=label, max_length=laenge, widget=forms.TextInput(attrs=angaben), **mehr)


class Wunschformular(OeffentlichesFormular):
    """Who, where, how to be reached, and about which child."""

    anlass = forms.ChoiceField(
        label=_("Ist Ihr Kind schon da?"),
        choices=[
            (Anlass.EIGENER_WUNSCH.value, _("Ja, unser Kind ist da")),
            (Anlass.SCHWANGERSCHAFT.value, _("Nein, wir erwarten ein Kind")),
        ],
        widget=forms.RadioSelect,
    )
    tag = Tagfeld(
        label=_("Geburtstag Ihres Kindes"),
        help_text=_("Ist es noch nicht da: der Tag, an dem es kommen soll."),
        required=False,
    )
    vorname = _text(_("Ihr Vorname"), 200, "given-name")
    familienname = _text(_("Ihr Familienname"), 200, "family-name")
    strasse = _text(_("Straße"), 200, "address-line1")
    hausnummer = _text(_("Hausnummer"), 20, "off")
    plz = _text(_("Postleitzahl"), 5, "postal-code", validators=[PLZ], angaben={"inputmode": "numeric"})
    ort = _text(_("Ort"), 100, "address-level2")
    telefon = _text(_("Telefon"), 40, "tel", required=False, angaben={"type": "tel", "dir": "ltr"})
    email = forms.EmailField(
        label=_("E-Mail-Adresse"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )
    sprache = forms.ChoiceField(label=_("In welcher Sprache möchten Sie sprechen?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wahl = cast(forms.ChoiceField, self.fields["sprache"])
        wahl.choices = [("", _("keine Angabe")), *sprachen_zur_wahl()]
        if (hier := (get_language() or "")) in Sprache.values and hier != Sprache.DEUTSCH:
            wahl.initial = hier
        for feld in ("telefon", "email"):  # one of them is needed, so neither is called voluntary
            self.fields[feld].nicht_freiwillig = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        daten = super().clean()
        gefuellt = [name for name in ("telefon", "email") if daten.get(name) or name in self.errors]
        if not gefuellt:
            self.add_error("telefon", _("Bitte geben Sie eine Telefonnummer oder eine E-Mail-Adresse an."))
        return daten
