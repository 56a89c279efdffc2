"""The log of a visit as a form, and its draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any, Self, cast
from uuid import uuid4

from django import forms
from django.http import QueryDict

from familienbuero.eingabe import Tagfeld
from familienbuero.konten.enums import PLANENDE, Rolle
from familienbuero.konten.models import Benutzer
from familienbuero.stammdaten.enums import Sprache
from familienbuero.vermittlung.enums import Folgeart
from willkommensbesuche.besuche.dienste import Protokollangaben, folge_faellig_am
from willkommensbesuche.besuche.dokumente import Papierfeld
from willkommensbesuche.besuche.enums import Besuchsform, Ergebnis, Thema
from willkommensbesuche.besuche.models import Besuch, Protokollentwurf

DAUERN = [(minuten, str(minuten)) for minuten in (15, 30, 45, 60, 90)]
# Who may own a follow-up.
BETEILIGTE = (*PLANENDE, Rolle.BESUCHSDIENST)


class Protokollfelder(forms.Form):
    """What is asked about a visit.

    `schluessel` names this filled-in form for good: in the queue of a phone, at every attempt. `termin` is
    the beginning of the appointment that it is about.
    """

    schluessel = forms.UUIDField(required=False, initial=uuid4, widget=forms.HiddenInput)
    termin = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    ergebnis = forms.ChoiceField(
        label="Wie war es?",
        choices=Ergebnis.choices,
        initial=Ergebnis.DURCHGEFUEHRT,
        widget=forms.RadioSelect,
    )
    form = forms.ChoiceField(
        label="Ort des Gesprächs",
        choices=Besuchsform.choices,
        initial=Besuchsform.ZU_HAUSE,
        widget=forms.RadioSelect,
    )
    dauer = forms.TypedChoiceField(
        label="Dauer in Minuten", choices=DAUERN, coerce=int, initial=45, widget=forms.RadioSelect
    )
    sprache = forms.ChoiceField(label="Sprache", choices=Sprache.choices, initial=Sprache.DEUTSCH)
    themen = forms.MultipleChoiceField(
        label="Worüber haben Sie gesprochen?",
        choices=Thema.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    paket = forms.BooleanField(label="Begrüßungspaket", required=False, initial=True)
    folgen = forms.MultipleChoiceField(
        label="Was folgt?", choices=Folgeart.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    notiz = forms.CharField(
        label="Notiz",
        help_text="Nur Fakten und Wünsche der Familie, höchstens 500 Zeichen.",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def umwidmen(self, termin: datetime) -> None:
        """Let what was sent be about another appointment when it is sent once more; people are told so."""
        daten = cast(QueryDict, self.data).copy()
        daten[self.add_prefix("termin")] = termin.isoformat()
        self.data = daten

    def angaben(self) -> Protokollangaben:
        """What the service takes, after validation."""
        daten = self.cleaned_data
        return Protokollangaben(
            form=Besuchsform(daten["form"]),
            dauer_minuten=daten["dauer"],
            sprache=daten["sprache"],
            themen=daten["themen"],
            paket=daten["paket"],
            notiz=daten["notiz"],
            folgen=[Folgeart(art) for art in daten["folgen"]],
            zustaendig=daten.get("zustaendig"),
            faellig_am=daten.get("faellig_am"),
        )


class Protokollformular(Protokollfelder):
    """The log of a visit; the usual one takes seven taps."""

    zustaendig = forms.ModelChoiceField(
        label="Zuständig", queryset=Benutzer.objects.none(), required=False, empty_label="Sie selbst"
    )
    faellig_am = Tagfeld(label="Fällig am", required=False, initial=folge_faellig_am)

    def __init__(self, *args: Any, durch: Benutzer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feld = cast(forms.ModelChoiceField[Benutzer], self.fields["zustaendig"])
        feld.queryset = Benutzer.objects.mit_rolle(*BETEILIGTE).exclude(pk=durch.pk)
        feld.label_from_instance = attrgetter("name")  # type: ignore[method-assign, assignment]


class Nachtrag(Protokollfelder):
    """A log from paper, one row of many: without a result nothing is saved."""

    ergebnis = forms.ChoiceField(
        label="Ergebnis", choices=[("", "noch nicht"), *Ergebnis.choices], required=False
    )
    dauer = forms.TypedChoiceField(label="Minuten", choices=DAUERN, coerce=int, initial=45)
    form = forms.ChoiceField(choices=Besuchsform.choices, initial=Besuchsform.ZU_HAUSE)
    notiz = forms.CharField(label="Notiz", max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # It may wait, but nobody gets around it.
        self.fields["ergebnis"].nicht_freiwillig = True  # type: ignore[attr-defined]

    @property
    def beschrieben(self) -> bool:
        """Whether somebody has written anything into this row."""
        return any(self[name].value() for name in ("ergebnis", "themen", "folgen", "notiz"))

    @classmethod
    def zu(cls, besuch: Besuch, entwurf: Protokollentwurf | None, daten: QueryDict | None = None) -> Self:
        """The row of a visit: as it was sent, or as its draft has it."""
        return cls(daten, prefix=str(besuch.pk), initial=anfang(besuch, entwurf))


def papierfelder() -> list[Papierfeld]:
    """The questions of the log for a sheet of paper, in the order of the form."""
    reihe = ("ergebnis", "dauer", "themen", "paket", "folgen", "notiz", "form", "sprache")
    return [_auf_papier(name, Protokollformular.base_fields[name]) for name in reihe]


def _auf_papier(name: str, feld: forms.Field) -> Papierfeld:
    frage = str(feld.label)
    if isinstance(feld, forms.BooleanField):
        return Papierfeld("Übergeben", (frage,))
    if isinstance(feld, forms.ChoiceField) and name != "sprache":
        return Papierfeld(frage, tuple(str(wort) for _, wort in cast(list[tuple[str, str]], feld.choices)))
    return Papierfeld(frage, zeilen=3 if name == "notiz" else 1)


def _entwurfsfelder() -> dict[str, forms.Field]:
    """What a draft keeps: neither key nor appointment, since it may be taken up for a later one."""
    return {n: feld for n, feld in Protokollformular.base_fields.items() if n not in ("schluessel", "termin")}


def eingegeben(daten: QueryDict) -> dict[str, list[str]]:
    """What was sent of the fields of the log, unchecked: the content of a draft."""
    return {name: daten.getlist(name) for name in _entwurfsfelder() if name in daten}


def anfang(besuch: Besuch, entwurf: Protokollentwurf | None) -> dict[str, Any]:
    """What the form of a visit begins with: the appointment of now, the family's language, the own draft."""
    return {
        "termin": besuch.termin and besuch.termin.beginn.isoformat(),
        "sprache": (besuch.familie.sprache if besuch.familie else "") or Sprache.DEUTSCH,
        "stand": entwurf.stand if entwurf else "",
    } | (_aus_entwurf(entwurf.felder) if entwurf else {})


def _aus_entwurf(felder: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Initial values from a draft; a box that is not in it was not ticked."""
    werte: dict[str, Any] = {}
    for name, feld in _entwurfsfelder().items():
        gesendet = list(felder.get(name, []))
        if isinstance(feld, forms.MultipleChoiceField):
            werte[name] = gesendet
        elif isinstance(feld, forms.BooleanField):
            werte[name] = bool(gesendet)
        elif gesendet:
            werte[name] = gesendet[0]
    return werte
