"""Forms of the follow-ups."""

from operator import attrgetter
from typing import Any, cast

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from familienbuero.eingabe import Tagfeld
from familienbuero.fassung import MitFassung
from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from familienbuero.oeffentlich import OeffentlichesFormular
from familienbuero.stammdaten.enums import Sprache, sprachen_zur_wahl
from familienbuero.vermittlung.enums import Ratthema


class Uebergabe(MitFassung, forms.Form):
    """Who does it, and until when."""

    an = forms.ModelChoiceField(label="Zuständig", queryset=Benutzer.objects.none())
    faellig_am = Tagfeld(label="Fällig am")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feld = cast(forms.ModelChoiceField[Benutzer], self.fields["an"])
        feld.queryset = Benutzer.objects.mit_rolle(Rolle.BESUCHSDIENST, Rolle.KOORDINATION, Rolle.LEITUNG)
        feld.label_from_instance = attrgetter("name")  # type: ignore[method-assign, assignment]


class Ratformular(OeffentlichesFormular):
    """A question to the office: what about, how to be reached, and nothing else that must be told."""

    thema = forms.ChoiceField(label=_("Worum geht es?"), choices=Ratthema.choices, widget=forms.RadioSelect)
    telefon = forms.CharField(
        label=_("Telefon"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "dir": "ltr"}),
    )
    email = forms.EmailField(
        label=_("E-Mail-Adresse"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )
    sprache = forms.ChoiceField(label=_("In welcher Sprache möchten Sie sprechen?"), required=False)
    name = forms.CharField(
        label=_("Ihr Name"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    text = forms.CharField(
        label=_("Ihre Nachricht"),
        help_text=_("Ein Satz genügt. Sie können auch nichts schreiben, dann fragen wir Sie."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

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
