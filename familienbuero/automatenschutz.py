"""Public forms against programs, without trackers and without riddles for people.

A field that nobody sees and programs fill in, and a signed time stamp: what comes back within seconds was
not typed. Nothing is lost when a person is mistaken for a program: a sentence says what helps, everything
typed stays. Limits on numbers are counted in the database (`termine.dienste.versuch_zaehlen`).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core import signing
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.http import QueryDict

    Grundlage = forms.BaseForm
else:
    Grundlage = object

KOEDER, ZEIT = "webseite", "zeit"
# Nobody reads and fills in a form faster; a page that was left open over night is loaded again.
MINDESTENS, HOECHSTENS = timedelta(seconds=3), timedelta(hours=12)
_stempler = signing.TimestampSigner(salt="familienbuero.automatenschutz")


def stempel() -> str:
    """When a form was handed out, signed."""
    return _stempler.sign("")


def _ist_juenger(gestempelt: str, als: timedelta) -> bool:
    """Raises BadSignature for a stamp that is not ours."""
    try:
        _stempler.unsign(gestempelt, max_age=als)
    except signing.SignatureExpired:
        return False
    return True


class Automatenschutz(Grundlage):
    """Mixin of public forms; the template includes `bausteine/automatenschutz.html`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[KOEDER] = forms.CharField(required=False, max_length=200, label=_("Bitte leer lassen"))
        self.fields[KOEDER].widget.attrs = {"autocomplete": "off", "tabindex": "-1"}
        self.fields[ZEIT] = forms.CharField(required=False, widget=forms.HiddenInput, initial=stempel)

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or self.cleaned_data
        koeder, gestempelt = daten.pop(KOEDER, ""), daten.pop(ZEIT, "")
        if koeder or self.errors.get(KOEDER):
            self.errors.pop(KOEDER, None)
            self.add_error(None, _("Das ging nicht. Bitte schicken Sie das Formular noch einmal ab."))
            self._ersetzen(KOEDER, "")  # a browser that fills in everything gets through the next time
        try:
            if _ist_juenger(gestempelt, MINDESTENS):
                self.add_error(
                    None,
                    _("Das ging sehr schnell. Bitte sehen Sie noch einmal nach und schicken Sie es dann ab."),
                )
            elif not _ist_juenger(gestempelt, HOECHSTENS):
                raise signing.BadSignature
        except signing.BadSignature:
            self.add_error(
                None,
                _("Die Seite war lange offen. Alle Angaben stehen noch da. Bitte senden Sie noch einmal ab."),
            )
            self._ersetzen(ZEIT, stempel())
        return daten

    def _ersetzen(self, name: str, wert: str) -> None:
        daten = cast("QueryDict", self.data).copy()
        daten[self.add_prefix(name)] = wert
        self.data = daten
