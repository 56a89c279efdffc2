"""Forms of the figures."""

from datetime import timedelta
from typing import Any, cast

from crispy_forms.helper import FormHelper
from django import forms

from familienbuero import kalender
from familienbuero.eingabe import Zeitraum
from familienbuero.fassung import MitFassung
from familienbuero.kalender.regeln import monate_spaeter, monatsanfang
from familienbuero.stammdaten.models import Stadtteil
from statistik.kennzahlen.auskunft import Jahresangaben
from statistik.kennzahlen.bericht import HAUSHALTE, KINDER
from statistik.kennzahlen.regeln import KENNZAHLEN

# Nobody has counted such visits earlier.
ERSTES_JAHR = 1990


class Auswahl(Zeitraum):
    """Period, district, and whether households or children are counted."""

    stadtteil = forms.ModelChoiceField(
        label="Stadtteil", queryset=Stadtteil.objects.all(), required=False, empty_label="ganze Kommune"
    )
    einheit = forms.ChoiceField(
        label="Gezählt nach", choices=[(HAUSHALTE, "Haushalten"), (KINDER, "Kindern")]
    )


def letzte_zwoelf_monate() -> dict[str, str]:
    """The last twelve months and the next two: visits are planned ahead."""
    anfang = monatsanfang(kalender.heute())
    bis = monate_spaeter(anfang, 3) - timedelta(days=1)
    return {"von": monate_spaeter(anfang, -11).isoformat(), "bis": bis.isoformat(), "einheit": HAUSHALTE}


class _Zahlenfelder(forms.Form):
    """A year with one field per figure."""

    jahr = forms.IntegerField(label="Jahr", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kennzahl in KENNZAHLEN:
            self.fields[kennzahl.name] = forms.IntegerField(
                label=kennzahl.titel, required=False, min_value=0, max_value=1_000_000
            )
        self.fields["quelle"] = forms.CharField(label="Quelle", required=False, max_length=200)


class Jahreszeile(MitFassung, _Zahlenfelder):
    """One year; without any figure it is as if it were not there."""

    def clean(self) -> dict[str, Any]:
        daten = super().clean()
        if not self.zahlen:
            return daten
        letztes = kalender.heute().year
        if not ERSTES_JAHR <= (daten.get("jahr") or 0) <= letztes and not self.has_error("jahr"):
            self.add_error("jahr", f"Bitte geben Sie ein Jahr von {ERSTES_JAHR} bis {letztes} an.")
        if not daten.get("quelle") and not self.has_error("quelle"):
            self.add_error("quelle", "Bitte sagen Sie, woher die Zahlen sind.")
        return daten

    @property
    def zahlen(self) -> dict[str, int]:
        """The figures that are filled in."""
        werte = {kennzahl.name: self.cleaned_data.get(kennzahl.name) for kennzahl in KENNZAHLEN}
        return {name: wert for name, wert in werte.items() if wert is not None}


class _Jahresliste(forms.BaseFormSet[Jahreszeile]):
    """All years in one unit."""

    def clean(self) -> None:
        jahre = [zeile.cleaned_data.get("jahr") for zeile in self.forms if zeile.is_valid() and zeile.zahlen]
        if len(set(jahre)) < len(jahre):
            raise forms.ValidationError("Ein Jahr steht zweimal da. Bitte lassen Sie nur eine Zeile stehen.")

    @property
    def helper(self) -> FormHelper:
        """How the table is set."""
        helper = FormHelper()
        helper.form_tag, helper.template = False, "kern/table_inline_formset.html"
        return helper

    @property
    def jahre(self) -> list[Jahresangaben]:
        """The years that are filled in, after validation."""
        return [
            Jahresangaben(zeile.cleaned_data["jahr"], zeile.cleaned_data["quelle"], {**zeile.zahlen})
            for zeile in self.forms
            if zeile.zahlen
        ]


Jahresliste = cast(type[_Jahresliste], forms.formset_factory(Jahreszeile, formset=_Jahresliste, extra=2))


def vorbelegt(jahre: list[Jahresangaben]) -> list[dict[str, Any]]:
    """The stored years as the formset wants them."""
    return [{"jahr": angaben.jahr, "quelle": angaben.quelle, **angaben.werte} for angaben in jahre]
