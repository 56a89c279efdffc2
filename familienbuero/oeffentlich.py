"""Forms that anybody may send: kept from machines without a tracker and without a riddle for people.

A field that only machines fill in, a signed time stamp, and a limit by sender that the database counts.
Nothing is lost when a person is mistaken for a machine: a sentence says what helps, everything typed stays.
Use: derive the form from `OeffentlichesFormular`, put `{% include "bausteine/schutz.html" %}` into it, call
`eingang_zaehlen(request, "name")` once the form is valid, and show the `Ablehnung` in the form (429).
"""

import time
from typing import Any, cast

from django import forms
from django.core import signing
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from familienbuero.termine.absender import absender
from familienbuero.termine.dienste import versuch_zaehlen
from familienbuero.termine.regeln import Grenzen

# People need longer for a form than this; a page that has lain open for longer shows the form anew.
MINDESTENS_SEKUNDEN, HOECHSTENS_SEKUNDEN = 3, 12 * 60 * 60
# A flat, a home or a whole office may stand behind one address.
JE_STUNDE = 10
FALLE = _("Das ging nicht. Bitte schicken Sie das Formular noch einmal ab.")
ZU_LANGE = _("Die Seite war lange offen. Alle Angaben stehen noch da. Bitte senden Sie noch einmal ab.")
ZU_SCHNELL = _("Das ging sehr schnell. Bitte sehen Sie noch einmal nach und schicken Sie es dann ab.")
_unterschrift = signing.Signer(salt="oeffentliches formular")


def stempel(wann: float | None = None) -> str:
    """A signed time: when the form was shown."""
    return _unterschrift.sign(str(int(time.time() if wann is None else wann)))


def _alter(gezeigt: str) -> float | None:
    """Seconds since the form was shown; None when the stamp is not ours."""
    try:
        return time.time() - int(_unterschrift.unsign(gezeigt))
    except (signing.BadSignature, ValueError):
        return None


class OeffentlichesFormular(forms.Form):
    """A form without a sign-in. What looks like a machine is asked to send it again, with all it typed."""

    # Looks worth filling in to a machine; people neither see nor reach it.
    webseite = forms.CharField(
        label=_("Bitte leer lassen"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    stempel = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stempel"].initial = stempel()

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or self.cleaned_data
        falle, alter = daten.pop("webseite", ""), _alter(daten.pop("stempel", ""))
        if falle:  # a browser that fills in every field gets through the next time
            self._noch_einmal(FALLE, webseite="")
        if alter is None or alter > HOECHSTENS_SEKUNDEN:
            self._noch_einmal(ZU_LANGE, stempel=stempel())
        elif alter < MINDESTENS_SEKUNDEN:
            self._noch_einmal(ZU_SCHNELL)
        return daten

    def _noch_einmal(self, satz: Any, **werte: str) -> None:
        """Ask to send it again, with what a person has typed, and what will be right the next time."""
        neue = cast(QueryDict, self.data).copy()
        for name, wert in werte.items():
            neue[self.add_prefix(name)] = wert
        self.data = neue
        self.add_error(None, satz)


def eingang_zaehlen(request: HttpRequest, zweck: str) -> None:
    """Count a form that is about to be taken in; refuses when there were too many from this sender."""
    grenzen = Grenzen(wo=zweck, je_adresse_und_stunde=JE_STUNDE)
    versuch_zaehlen(absender=absender(request), kennung="", grenzen=grenzen)
