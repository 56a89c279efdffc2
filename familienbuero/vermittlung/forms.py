"""Forms of the follow-ups."""

from operator import attrgetter
from typing import Any, cast

from django import forms

from familienbuero.eingabe import Tagfeld
from familienbuero.fassung import MitFassung
from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer


class Uebergabe(MitFassung, forms.Form):
    """Who does it, and until when."""

    an = forms.ModelChoiceField(label="Zuständig", queryset=Benutzer.objects.none())
    faellig_am = Tagfeld(label="Fällig am")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feld = cast(forms.ModelChoiceField[Benutzer], self.fields["an"])
        feld.queryset = Benutzer.objects.mit_rolle(Rolle.BESUCHSDIENST, Rolle.KOORDINATION, Rolle.LEITUNG)
        feld.label_from_instance = attrgetter("name")  # type: ignore[method-assign, assignment]
