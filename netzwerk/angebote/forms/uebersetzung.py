"""The form with which the office writes an offer in another language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language_info

from familienbuero.fassung import MitFassung
from familienbuero.seiten.forms import Absatzfeld
from netzwerk.angebote.enums import Uebersetzungsstand
from netzwerk.angebote.models import Uebersetzung


class Wortfelder(forms.ModelForm[Uebersetzung]):
    """One field for everything that the offer says in German, written in the direction of the language."""

    stand = forms.ChoiceField(
        label="Wer hat übersetzt?",
        choices=[
            (Uebersetzungsstand.MASCHINELL, "eine Maschine"),
            (Uebersetzungsstand.GEPRUEFT, "ein Mensch, oder ein Mensch hat es geprüft"),
        ],
        widget=forms.RadioSelect,
        help_text="Hat nur eine Maschine übersetzt, lesen Familien das dazu.",
    )

    class Meta:
        model = Uebersetzung
        fields = ["titel", "kurz", "text", "kostenhinweis", "stand"]
        field_classes = {"text": Absatzfeld}
        widgets = {"text": forms.Textarea(attrs={"rows": 12})}
        help_texts = {"text": "Eine Leerzeile trennt Absätze."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        von_rechts = get_language_info(self.instance.sprache)["bidi"]
        schrift = {"lang": self.instance.sprache, "dir": "rtl" if von_rechts else "ltr"}
        for name, deutsch in self.instance.angebot.worte.items():
            if not deutsch:
                del self.fields[name]
                continue
            self.fields[name].required = True
            self.fields[name].widget.attrs |= schrift


class Uebersetzungsformular(MitFassung, Wortfelder):
    """The same, telling who was slower than somebody else or than a change of the German words."""
