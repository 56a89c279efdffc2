"""Forms of planning and settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from operator import attrgetter
from typing import Any, cast
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.forms import inlineformset_factory, modelformset_factory
from django.utils.formats import date_format
from django.utils.timezone import localtime

from familienbuero import kalender
from familienbuero.eingabe import Datum, Tagfeld, Uhrzeit, Zeitraum
from familienbuero.fassung import MitFassung
from familienbuero.kalender.models import Schliesstag
from familienbuero.kalender.uhr import BERLIN
from familienbuero.konten.models import Benutzer
from familienbuero.raum import Fenster
from familienbuero.stammdaten.enums import Sprache
from familienbuero.stammdaten.models import PLZ, Stadtteil
from familienbuero.termine.models import Abwesenheit, Dienstzeit
from willkommensbesuche.besuche.enums import Anlass, BesuchStatus
from willkommensbesuche.besuche.models import Besuch, Besuchskraft, Besuchsregeln


def fenster_schreiben(fenster: Fenster) -> str:
    """A window as the value of a form field; it names a colleague and a time, no family."""
    return f"{fenster.person}|{fenster.beginn.astimezone(BERLIN).isoformat()}"


def fenster_in_worten(fenster: Fenster, namen: Mapping[UUID, str]) -> str:
    """A window as people read it: "Mi 9. September, 11:00–12:30, Miriam Sommer"."""
    zeiten = f"{date_format(fenster.beginn, 'D j. F, G:i')}–{date_format(fenster.ende, 'G:i')}"
    return f"{zeiten}, {namen[fenster.person]}"


class Terminwahl(MitFassung, forms.Form):
    """A free window for a visit, with what was agreed on the phone."""

    fenster = forms.ChoiceField(label="Zeitfenster")
    vereinbart = forms.BooleanField(
        label="Mit der Familie vereinbart",
        help_text="Der Besuch gilt dann als bestätigt, ein neuer Brief ist nicht nötig.",
        required=False,
        initial=True,
    )
    notiz = forms.CharField(
        label="Notiz zum Anruf",
        help_text="Nur Tatsachen und Wünsche, höchstens 500 Zeichen.",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, frei: Iterable[Fenster], namen: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.frei = {fenster_schreiben(fenster): fenster for fenster in frei}
        feld = cast(forms.ChoiceField, self.fields["fenster"])
        feld.choices = [("", "Bitte wählen")] + [
            (wert, fenster_in_worten(fenster, namen)) for wert, fenster in self.frei.items()
        ]
        feld.error_messages["invalid_choice"] = (
            "Dieses Zeitfenster ist nicht mehr frei. Bitte wählen Sie ein anderes."
        )

    def gewaehlt(self) -> Fenster:
        """The chosen window, after validation."""
        return self.frei[self.cleaned_data["fenster"]]


class Tauschwahl(MitFassung, forms.Form):
    """The visit to change windows with."""

    anderer = forms.ModelChoiceField(
        label="Tauschen mit", queryset=Besuch.objects.none(), empty_label="Bitte wählen"
    )

    def __init__(self, *args: Any, andere: QuerySet[Besuch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feld = cast(forms.ModelChoiceField[Besuch], self.fields["anderer"])
        feld.queryset = andere
        feld.label_from_instance = _besuch_in_worten  # type: ignore[method-assign, assignment]


def _besuch_in_worten(besuch: Besuch) -> str:
    assert besuch.termin is not None
    assert besuch.familie is not None
    assert besuch.besuchskraft is not None
    wann = date_format(localtime(besuch.termin.beginn), "D j. F, G:i")
    return f"{wann} Uhr, {besuch.besuchskraft.name}: Familie {besuch.familie.name}"


class Anrufnotizformular(forms.Form):
    """What was said on the phone."""

    text = forms.CharField(
        label="Notiz zum Anruf",
        help_text="Nur Tatsachen und Wünsche, höchstens 500 Zeichen.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class Absage(forms.Form):
    """A family says no on the phone; nobody asks why."""

    notiz = forms.CharField(
        label="Notiz zum Anruf",
        help_text="Einen Grund muss niemand nennen.",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class Uebergabeformular(Zeitraum):
    """Hand the visits of a person to a deputy."""

    von_person = forms.ModelChoiceField(
        label="Besuche von", queryset=Benutzer.objects.none(), empty_label="Bitte wählen"
    )
    an = forms.ModelChoiceField(
        label="Vertretung", queryset=Benutzer.objects.none(), empty_label="Bitte wählen"
    )
    field_order = ["von_person", "an", "von", "bis"]

    def __init__(self, *args: Any, personen: QuerySet[Benutzer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("von_person", "an"):
            feld = cast(forms.ModelChoiceField[Benutzer], self.fields[name])
            feld.queryset = personen
            feld.label_from_instance = attrgetter("name")  # type: ignore[method-assign, assignment]


class Familienformular(forms.Form):
    """A family without a report: own wish or pregnancy. One form, one case."""

    anlass = forms.ChoiceField(
        label="Anlass",
        choices=[(art.value, art.label) for art in (Anlass.EIGENER_WUNSCH, Anlass.SCHWANGERSCHAFT)],
        widget=forms.RadioSelect,
        initial=Anlass.EIGENER_WUNSCH,
    )
    vorname = forms.CharField(label="Vorname", max_length=200)
    familienname = forms.CharField(label="Familienname", max_length=200)
    telefon = forms.CharField(label="Telefon", max_length=40, required=False)
    email = forms.EmailField(label="E-Mail-Adresse", required=False)
    sprache = forms.ChoiceField(
        label="Sprache", choices=[("", "keine Angabe"), *Sprache.choices], required=False
    )
    strasse = forms.CharField(label="Straße", max_length=200)
    hausnummer = forms.CharField(label="Hausnummer", max_length=20)
    plz = forms.CharField(label="Postleitzahl", max_length=5, validators=[PLZ])
    ort = forms.CharField(label="Ort", max_length=100)
    stadtteil = forms.ModelChoiceField(label="Stadtteil", queryset=Stadtteil.objects.all(), required=False)
    kind_vorname = forms.CharField(label="Vorname des Kindes", max_length=200, required=False)
    kind_geburtsdatum = Tagfeld(
        label="Geburtsdatum des Kindes",
        required=False,
        help_text="Bei einer Schwangerschaft leer lassen.",
    )

    def clean_kind_geburtsdatum(self) -> Any:
        tag = self.cleaned_data["kind_geburtsdatum"]
        if tag and tag > kalender.heute():
            raise forms.ValidationError("Das Geburtsdatum liegt in der Zukunft.")
        return tag


class Kraftformular(MitFassung, forms.ModelForm[Besuchskraft]):
    """Languages and districts of a visitor."""

    sprachen = forms.MultipleChoiceField(
        label="Sprachen", choices=Sprache.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Besuchskraft
        fields = ["sprachen", "stadtteile", "hoechstens_je_tag"]
        widgets = {"stadtteile": forms.CheckboxSelectMultiple}


class Zeile(MitFassung, forms.ModelForm[Any]):
    """One row of a set."""


Dienstzeiten = inlineformset_factory(
    Benutzer,
    Dienstzeit,
    form=Zeile,
    fields=["wochentag", "von", "bis"],
    widgets={"von": Uhrzeit, "bis": Uhrzeit},
    extra=2,
)
Abwesenheiten = inlineformset_factory(
    Benutzer,
    Abwesenheit,
    form=Zeile,
    fields=["von", "bis", "grund"],
    widgets={"von": Datum, "bis": Datum},
    extra=1,
)


Schliesstage = modelformset_factory(
    Schliesstag,
    form=Zeile,
    fields=["von", "bis", "grund"],
    widgets={"von": Datum, "bis": Datum},
    can_delete=True,
    extra=2,
)


class Regelnformular(MitFassung, forms.ModelForm[Besuchsregeln]):
    """Settings for visits."""

    class Meta:
        model = Besuchsregeln
        fields = [
            "zielfenster_von_tage", "zielfenster_bis_tage", "vorlauf_tage", "fenster_minuten", "weg_minuten",
            "hoechstversuche", "zuzug_10a_monate", "zuzug_hoechstens_monate", "zuzug_rechtsgrundlage",
        ]  # fmt: skip


class Besuchsfilter(forms.Form):
    """Which visits the list shows."""

    status = forms.ChoiceField(label="Stand", required=False, choices=[("", "alle"), *BesuchStatus.choices])
    stadtteil = forms.ModelChoiceField(
        label="Stadtteil", required=False, queryset=Stadtteil.objects.all(), empty_label="alle"
    )


def in_einer_woche() -> dict[str, Any]:
    """Initial period of the planning: the eight weeks after the letter can have arrived."""
    erster = kalender.heute() + timedelta(days=7)
    return {"von": erster, "bis": erster + timedelta(days=55)}
