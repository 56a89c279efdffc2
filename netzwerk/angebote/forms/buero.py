"""Forms with which the office writes offers."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Row
from django import forms
from django.forms import inlineformset_factory

from familienbuero.eingabe import Datum, Tagfeld, Uhrzeit
from familienbuero.fassung import MitFassung
from netzwerk.angebote.auskunft import ZIELSPRACHEN
from netzwerk.angebote.enums import Angebotsart, Angebotsstand, Wochentag
from netzwerk.angebote.forms.angebot import FRAGEN_AN, KOSTEN_UND_TEILNAHME, Angebotsangaben, gruppen
from netzwerk.angebote.models import Angebot, Format, Leitung, Ort, Terminreihe


class Angebotsformular(MitFassung, Angebotsangaben):
    """Everything about an offer but its series and who leads it."""

    class Meta(Angebotsangaben.Meta):
        fields = [*Angebotsangaben.Meta.fields, "organisation", "kooperation", "mittel"]
        widgets = {**Angebotsangaben.Meta.widgets, "kooperation": forms.CheckboxSelectMultiple}

    @property
    def helper(self) -> FormHelper:
        """Six groups, in the order in which one would tell a family."""
        return gruppen(
            Fieldset("Was es ist", "titel", "kurz", "text", Row("art", "format"), "lebensphase"),
            Fieldset("Für wen", Row("alter_von", "alter_bis"), "schwangerschaft", "sprachen"),
            Fieldset("Wo und von wem", "ort", "organisation", "kooperation"),
            KOSTEN_UND_TEILNAHME,
            FRAGEN_AN,
            Fieldset("Nur für das Büro", "mittel"),
        )


class Zeile(MitFassung, forms.ModelForm[Any]):
    """One row of a set."""


class Reihenzeile(Zeile):
    """One series of an offer."""

    wochentage = forms.TypedMultipleChoiceField(
        label="Wochentage",
        choices=Wochentag.choices,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Ohne Angabe: der Wochentag des ersten Tages.",
    )

    def clean_wochentage(self) -> list[int]:
        return sorted(self.cleaned_data["wochentage"])


Leitungen = inlineformset_factory(Angebot, Leitung, form=Zeile, fields=["beruf", "name"], extra=1)
Terminreihen = inlineformset_factory(
    Angebot,
    Terminreihe,
    form=Reihenzeile,
    fields=["rhythmus", "wochentage", "monatswoche", "von", "bis", "beginn", "ende", "in_ferien"],
    widgets={"von": Datum, "bis": Datum, "beginn": Uhrzeit, "ende": Uhrzeit},
    extra=1,
)


class Ortsformular(MitFassung, forms.ModelForm[Ort]):
    """A place where offers take place."""

    class Meta:
        model = Ort
        fields = ["name", "raum", "strasse", "plz", "ort", "stadtteil", "stufenlos", "zugang", "haltestelle"]


class Formatformular(MitFassung, forms.ModelForm[Format]):
    """A format, and the words under which families look for it."""

    class Meta:
        model = Format
        fields = ["name", "suchworte"]


class Pflegefilter(forms.Form):
    """Which offers the list of the office shows."""

    q = forms.CharField(
        label="Suchwort",
        required=False,
        min_length=2,
        max_length=60,
        error_messages={"min_length": "Bitte geben Sie mindestens zwei Zeichen ein."},
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    stand = forms.ChoiceField(label="Stand", required=False, choices=[("", "alle"), *Angebotsstand.choices])
    art = forms.ChoiceField(label="Art", required=False, choices=[("", "alle"), *Angebotsart.choices])
    fehlt = forms.ChoiceField(
        label="Ohne Übersetzung in", required=False, choices=[("", "–"), *ZIELSPRACHEN.items()]
    )
    veraltet = forms.BooleanField(label="nur lange nicht geprüfte", required=False)


class Kopieformular(forms.Form):
    """The next term of an offer."""

    erster_tag = Tagfeld(
        label="Erster Tag",
        help_text="Alle Termine rücken um so viele Tage wie der erste. Es entsteht ein Entwurf.",
    )


class Terminabsage(forms.Form):
    """One date falls out."""

    hinweis = forms.CharField(
        label="Grund für die Familien",
        max_length=150,
        required=False,
        help_text="zum Beispiel „wegen einer Fortbildung“",
    )


class Terminverlegung(MitFassung, forms.Form):
    """One date at another time or place."""

    tag = Tagfeld(label="Tag")
    beginn = forms.TimeField(label="von", widget=Uhrzeit)
    ende = forms.TimeField(label="bis", widget=Uhrzeit)
    ort = forms.ModelChoiceField(
        label="Anderer Ort", queryset=Ort.objects.all(), required=False, empty_label="am gewohnten Ort"
    )
    hinweis = forms.CharField(label="Hinweis für die Familien", max_length=150, required=False)
