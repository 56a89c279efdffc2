"""Forms with which the office writes offers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.forms import inlineformset_factory

from familienbuero.eingabe import Datum, Tagfeld, Uhrzeit
from familienbuero.fassung import MitFassung
from familienbuero.seiten.forms import Absatzfeld
from familienbuero.stammdaten.enums import Sprache
from netzwerk.angebote.auskunft import ZIELSPRACHEN
from netzwerk.angebote.enums import Angebotsart, Angebotsstand, Wochentag
from netzwerk.angebote.models import Angebot, Format, Leitung, Ort, Terminreihe


class Angebotsformular(MitFassung, forms.ModelForm[Angebot]):
    """Everything about an offer but its series and who leads it."""

    kosten = forms.DecimalField(
        label="Kosten in Euro",
        min_value=0,
        max_value=9999,
        decimal_places=2,
        localize=True,
        initial=Decimal(0),
        help_text="0 heißt kostenlos.",
    )
    sprachen = forms.MultipleChoiceField(
        label="Sprachen", choices=Sprache.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Angebot
        fields = [
            "titel", "kurz", "text", "art", "format", "lebensphase", "organisation", "kooperation", "ort",
            "alter_von", "alter_bis", "schwangerschaft", "kostenhinweis", "anmeldeweg", "anmeldung_bei",
            "plaetze", "nach_vereinbarung", "sprachen", "kontakt_name", "kontakt_telefon", "kontakt_email",
            "mittel",
        ]  # fmt: skip
        field_classes = {"text": Absatzfeld}
        widgets = {
            "text": forms.Textarea(attrs={"rows": 8}),
            "kooperation": forms.CheckboxSelectMultiple,
            "kontakt_telefon": forms.TelInput(),
        }
        help_texts = {
            "text": "Eine Leerzeile trennt Absätze.",
            "alter_von": "Leer: von Anfang an. Drei Jahre sind 36.",
            "alter_bis": "Einschließlich. Leer: nach oben offen.",
            "plaetze": "Nur bei der Anmeldung auf dieser Seite nötig.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        angebot: Angebot | None = kwargs.get("instance")
        if angebot:
            kwargs.setdefault("initial", {})["kosten"] = Decimal(angebot.kosten_cent) / 100
        super().__init__(*args, **kwargs)

    @property
    def helper(self) -> FormHelper:
        """Six groups, in the order in which one would tell a family."""
        helper = FormHelper()
        helper.form_tag = helper.include_media = False
        helper.disable_csrf = helper.render_hidden_fields = True
        helper.layout = Layout(
            Fieldset("Was es ist", "titel", "kurz", "text", Row("art", "format"), "lebensphase"),
            Fieldset("Für wen", Row("alter_von", "alter_bis"), "schwangerschaft", "sprachen"),
            Fieldset("Wo und von wem", "ort", "organisation", "kooperation"),
            Fieldset("Kosten und Teilnahme", Row("kosten", "kostenhinweis"), "anmeldeweg", "anmeldung_bei",
                     "plaetze", "nach_vereinbarung"),
            Fieldset("Fragen an", "kontakt_name", Row("kontakt_telefon", "kontakt_email")),
            Fieldset("Nur für das Büro", "mittel"),
        )  # fmt: skip
        return helper

    def clean(self) -> dict[str, Any]:
        daten = super().clean()
        if (kosten := daten.get("kosten")) is not None:
            self.instance.kosten_cent = int(kosten * 100)
        return daten


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
