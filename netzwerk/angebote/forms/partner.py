"""Forms with which partners propose, and with which the office refuses."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from familienbuero.seiten.forms import Absatzfeld
from familienbuero.stammdaten.enums import Sprache
from netzwerk.angebote.models import Angebot
from netzwerk.angebote.regeln import angaben


class Vorschlagsformular(forms.ModelForm[Angebot]):
    """What families read of an offer, to be proposed by its provider. It never saves the offer."""

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
    bemerkung = forms.CharField(
        label="Was wir noch wissen sollen",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Andere Tage und Zeiten, ein neuer Raum, wer leitet: zum Beispiel „ab Oktober donnerstags, "
        "10 bis 12 Uhr“. Bitte keine Namen von Familien.",
    )

    class Meta:
        model = Angebot
        fields = [
            "titel", "kurz", "text", "art", "format", "lebensphase", "ort", "alter_von", "alter_bis",
            "schwangerschaft", "kostenhinweis", "anmeldeweg", "anmeldung_bei", "plaetze", "nach_vereinbarung",
            "sprachen", "kontakt_name", "kontakt_telefon", "kontakt_email",
        ]  # fmt: skip
        field_classes = {"text": Absatzfeld}
        widgets = {"text": forms.Textarea(attrs={"rows": 8}), "kontakt_telefon": forms.TelInput()}
        help_texts = {
            "kurz": "Steht unter dem Titel.",
            "text": "Eine Leerzeile trennt Absätze.",
            "ort": "Ihr Ort fehlt? Schreiben Sie ihn unten dazu.",
            "alter_von": "Leer: von Anfang an. Drei Jahre sind 36.",
            "alter_bis": "Einschließlich. Leer: nach oben offen.",
            "plaetze": "Nur bei der Anmeldung auf dieser Seite nötig.",
        }

    def __init__(self, *args: Any, bemerkung: str = "", **kwargs: Any) -> None:
        angebot: Angebot = kwargs["instance"]
        kwargs["initial"] = {
            "kosten": Decimal(angebot.kosten_cent) / 100,
            "bemerkung": bemerkung,
        }
        super().__init__(*args, **kwargs)

    @property
    def helper(self) -> FormHelper:
        """The groups of the office's form, without what is the office's alone."""
        helper = FormHelper()
        helper.form_tag = helper.include_media = False
        helper.disable_csrf = helper.render_hidden_fields = True
        helper.layout = Layout(
            Fieldset("Was es ist", "titel", "kurz", "text", Row("art", "format"), "lebensphase"),
            Fieldset("Für wen und wo", Row("alter_von", "alter_bis"), "schwangerschaft", "sprachen", "ort"),
            Fieldset("Kosten und Teilnahme", Row("kosten", "kostenhinweis"), "anmeldeweg", "anmeldung_bei",
                     "plaetze", "nach_vereinbarung"),
            Fieldset("Fragen an", "kontakt_name", Row("kontakt_telefon", "kontakt_email")),
            Fieldset("Bemerkung an das Büro", "bemerkung"),
        )  # fmt: skip
        return helper

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or self.cleaned_data
        if (kosten := daten.get("kosten")) is not None:
            self.instance.kosten_cent = int(kosten * 100)
        return daten

    def werte(self) -> dict[str, Any]:
        """What the fields should become, after validation."""
        return angaben(self.instance)


class Ablehnungsformular(forms.Form):
    """Why a proposal is not taken over, in the version that somebody has `gesehen`."""

    gesehen = forms.CharField(required=False, widget=forms.HiddenInput)
    antwort = forms.CharField(
        label="Antwort an den Anbieter",
        max_length=300,
        help_text="Ein Satz. Der Anbieter bekommt ihn per E-Mail und liest ihn hinter seinem Link.",
    )
