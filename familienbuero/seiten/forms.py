"""Forms of the settings and of the search."""

from math import floor
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.conf import settings
from django.forms import modelformset_factory

from familienbuero.eingabe import Datum
from familienbuero.fassung import MitFassung
from familienbuero.kalender.models import Schulferien
from familienbuero.seiten.enums import MIT_FILM
from familienbuero.seiten.models import Neuigkeit, Seite
from familienbuero.seiten.regeln import (
    GRUND_DUNKEL,
    GRUND_HELL,
    KONTRAST,
    bereinigen,
    kontrast,
    ohne_absaetze,
    unbekannte_platzhalter,
)
from familienbuero.stammdaten.dienste import kommune
from familienbuero.stammdaten.models import FARBE, Kommune


class Absatzfeld(forms.CharField):
    """A text in paragraphs: typed with empty lines between them, cleaned and marked when it is stored."""

    def prepare_value(self, value: Any) -> Any:
        return ohne_absaetze(value) if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        return bereinigen(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bereinigen(initial or "") != bereinigen(data or "")


class KommuneForm(MitFassung, forms.ModelForm[Kommune]):
    """What stands on every page and in every letter."""

    webadresse = forms.URLField(label="Webadresse", required=False, assume_scheme="https")

    class Meta:
        model = Kommune
        fields = [
            "name", "amt", "strasse", "plz", "ort", "telefon", "email", "webadresse", "sprechzeiten",
            "postleitzahlen", "unterzeichnet_von", "akzent_hell", "akzent_dunkel",
            "datenschutzbeauftragte", "aufsichtsbehoerde",
        ]  # fmt: skip
        widgets = {
            "telefon": forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
            "akzent_hell": forms.ColorInput(),
            "akzent_dunkel": forms.ColorInput(),
            "datenschutzbeauftragte": forms.Textarea(attrs={"rows": 3}),
            "aufsichtsbehoerde": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "postleitzahlen": "Mit Komma getrennt. Meldungen aus anderen werden zurückgewiesen.",
            "akzent_hell": "Für alles, was man drücken kann. Sie muss auf Weiß gut lesbar sein.",
            "akzent_dunkel": "Dieselbe Farbe für Menschen, die ihr Gerät dunkel eingestellt haben.",
            "unterzeichnet_von": "Steht unter jedem Brief.",
        }

    @property
    def helper(self) -> FormHelper:
        """Six groups, so that one finds what one wants to change."""
        helper = FormHelper()
        helper.form_tag = helper.include_media = False
        helper.disable_csrf = helper.render_hidden_fields = True
        helper.layout = Layout(
            Fieldset("Kommune", "name", "amt", "postleitzahlen"),
            Fieldset("Kontakt", Row("telefon", "email"), "sprechzeiten", "webadresse"),
            Fieldset("Anschrift", "strasse", Row("plz", "ort")),
            Fieldset("Briefe", "unterzeichnet_von"),
            Fieldset("Farbe", Row("akzent_hell", "akzent_dunkel")),
            Fieldset("Datenschutz", "datenschutzbeauftragte", "aufsichtsbehoerde"),
        )
        return helper

    def clean_akzent_hell(self) -> str:
        return self._lesbar("akzent_hell", GRUND_HELL, "auf Weiß zu schwach. Wählen Sie einen dunkleren Ton")

    def clean_akzent_dunkel(self) -> str:
        return self._lesbar(
            "akzent_dunkel", GRUND_DUNKEL, "auf dunklem Grund zu schwach. Wählen Sie einen helleren Ton"
        )

    def _lesbar(self, feld: str, grund: str, mangel: str) -> str:
        """WCAG AA, or text and buttons of the whole house could not be read by everybody."""
        farbe: str = self.cleaned_data[feld]
        FARBE(farbe)
        staerke = kontrast(farbe, grund)
        if staerke < KONTRAST:
            zahl = str(floor(staerke * 10) / 10).replace(".", ",")  # 4.48 is not yet 4.5
            raise forms.ValidationError(f"Diese Farbe ist {mangel} (Kontrast {zahl}, nötig sind 4,5).")
        return farbe


class SeiteForm(MitFassung, forms.ModelForm[Seite]):
    """Title and text of an editable page."""

    film = forms.URLField(
        label="Adresse eines Films",
        help_text="Die Seite verweist darauf; von dort wird nichts geladen, bis jemand darauf drückt.",
        required=False,
        assume_scheme="https",
    )

    class Meta:
        model = Seite
        fields = ["titel", "text", "film"]
        field_classes = {"text": Absatzfeld}
        widgets = {"text": forms.Textarea(attrs={"rows": 24})}
        help_texts = {
            "text": "Eine Leerzeile trennt Absätze. Überschrift: &lt;h2&gt;…&lt;/h2&gt;, Liste: &lt;ul&gt;"
            "&lt;li&gt;…&lt;/li&gt;&lt;/ul&gt;, Verweis: &lt;a href=…&gt;…&lt;/a&gt;. Aus den "
            "Einstellungen kommen {name}, {amt}, {anschrift}, {telefon}, {email}, "
            "{datenschutzbeauftragte}, {aufsichtsbehoerde}.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.slug not in MIT_FILM:
            self.fields["film"].widget = forms.HiddenInput()

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if fremde := unbekannte_platzhalter(text, kommune()):
            raise forms.ValidationError(
                f"Den Platzhalter {fremde[0]} gibt es nicht. Die bekannten stehen unter dem Feld."
            )
        return text


class NeuigkeitForm(MitFassung, forms.ModelForm[Neuigkeit]):
    """News or a decision, with its source."""

    sprache = forms.ChoiceField(label="Sprache", choices=settings.LANGUAGES, initial="de")
    quelle_adresse = forms.URLField(label="Adresse der Quelle", required=False, assume_scheme="https")

    class Meta:
        model = Neuigkeit
        fields = ["datum", "titel", "text", "quelle", "quelle_adresse", "sprache"]
        field_classes = {"text": Absatzfeld}
        widgets = {"datum": Datum(), "text": forms.Textarea(attrs={"rows": 10})}
        help_texts = {
            "datum": "Liegt es in der Zukunft, erscheint die Neuigkeit erst an diesem Tag.",
            "text": "Eine Leerzeile trennt Absätze.",
        }


class Ferienzeile(MitFassung, forms.ModelForm[Schulferien]):
    """One span of school holidays."""


Ferien = modelformset_factory(
    Schulferien,
    form=Ferienzeile,
    fields=["name", "von", "bis"],
    widgets={"von": Datum, "bis": Datum},
    can_delete=True,
    extra=2,
)


class SuchForm(forms.Form):
    """What somebody looks for; sent by POST, because it is mostly a name."""

    wort = forms.CharField(
        label="Familie, Straße oder Telefon",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
