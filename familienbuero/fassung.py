"""Two people change the same thing: the second is shown what the first has saved, and overwrites nothing.

`MitFassung` before the form class, `@nacheinander` over the view, `status=status(form)` in its answer. The
form carries a hash of what its reader saw; nothing has to be stored for that. Both versions are shown by the
template of the errors.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django import forms
from django.db import connection, transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils.formats import localize

if TYPE_CHECKING:
    Grundlage = forms.BaseForm
else:
    Grundlage = object

FELD = "fassung"
INZWISCHEN = (
    "Inzwischen hat jemand anderes hier etwas gespeichert. Ihre Eingaben stehen noch im Formular. "
    "Bitte vergleichen Sie. Wenn Sie noch einmal abschicken, gilt, was im Formular steht."
)
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True)
class Abweichung:
    """What is stored of one field by now, and what its reader has typed."""

    name: str
    gespeichert: str
    eingabe: str


class Fassungsfeld(forms.CharField):
    """Which version somebody saw; to carry it along is not to change anything."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data) and data != initial


class MitFassung(Grundlage):
    """Mixin of forms that change what is stored already; `daneben` are facts that stand beside the fields."""

    def __init__(self, *args: Any, daneben: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.daneben = daneben or {}
        self.verglichene = tuple(self.fields)
        self.abweichungen: list[Abweichung] = []
        self.fassung = self._fassung()
        self.fields[FELD] = Fassungsfeld(required=False, initial=self.fassung)

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or self.cleaned_data
        gesehen = daten.pop(FELD, "")
        if gesehen and gesehen != self.fassung and (abweichungen := list(self._abweichungen())):
            self.abweichungen = abweichungen
            self.add_error(None, INZWISCHEN)
            # Sent once more, it is sent by somebody who has seen it.
            daten_neu = cast("QueryDict", self.data).copy()
            daten_neu[self.add_prefix(FELD)] = self.fassung
            self.data = daten_neu
        return daten

    def _gespeichert(self, name: str) -> Any:
        """The stored value of a field as its widget gets it."""
        feld = self.fields[name]
        return feld.prepare_value(self.get_initial_for_field(feld, name))

    def _fassung(self) -> str:
        werte = [(name, _flach(self._gespeichert(name))) for name in self.verglichene]
        return hashlib.sha256(repr((werte, sorted(self.daneben.items()))).encode()).hexdigest()[:32]

    def _abweichungen(self) -> Iterable[Abweichung]:
        for name, text in self.daneben.items():
            yield Abweichung(name, text, "")
        for name in self.verglichene:
            feld, wert, eingabe = self.fields[name], self._gespeichert(name), self[name].value()
            if feld.has_changed(wert, eingabe):
                yield Abweichung(str(feld.label or name), _in_worten(feld, wert), _in_worten(feld, eingabe))


def _flach(wert: Any) -> str:
    """A stored value as text; of several, the order does not count."""
    if isinstance(wert, list | tuple | set):
        return repr(sorted(map(_flach, wert)))
    return str(wert.pk if isinstance(wert, Model) else wert)


def _in_worten(feld: forms.Field, wert: Any) -> str:
    """A value as people read it: by its label, as yes or no, as a German day."""
    if isinstance(wert, list | tuple):
        return ", ".join(_in_worten(feld, einer) for einer in wert)
    if isinstance(feld, forms.BooleanField):
        return "ja" if feld.to_python(wert) else "nein"
    if isinstance(feld, forms.ChoiceField):
        wahl = cast("Iterable[tuple[Any, Any]]", feld.choices)
        worte = {str(getattr(schluessel, "value", schluessel)): text for schluessel, text in wahl}
        return str(worte.get(str(wert if wert is not None else ""), wert or ""))
    try:
        return str(localize(feld.to_python(wert)) or "")
    except forms.ValidationError:
        return str(wert)


def status(*formulare: MitFassung) -> int:
    """409 when somebody else was faster, else 200."""
    return 409 if any(formular.abweichungen for formular in formulare) else 200


def nacheinander(view: View) -> View:
    """Let nobody else send a form to the same address until this one is saved or refused."""
    return _wartend(view, lambda request: request.path)


def nacheinander_in(bereich: str) -> Callable[[View], View]:
    """The same for addresses whose forms write rows that they share."""
    return lambda view: _wartend(view, lambda request: bereich)


def _wartend(view: View, woran: Callable[[HttpRequest], str]) -> View:
    @wraps(view)
    def wartend(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            with connection.cursor() as zeiger:
                sperre = f"formular {woran(request)}"
                zeiger.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [sperre])
            return view(request, *args, **kwargs)

    return cast(View, wartend)
