"""The filters of the public list. Every state of them is an address that works without script."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from familienbuero.eingabe import Tagfeld
from familienbuero.stammdaten.enums import Sprache
from familienbuero.stammdaten.models import Stadtteil
from netzwerk.angebote.enums import Angebotsart
from netzwerk.angebote.regeln import HOECHSTALTER, NACH_NAEHE, NACH_NAMEN, Auswahl, ein_alter

SCHWANGER = "schwanger"
UMKREIS = (
    ("0", _("nur in diesem Stadtteil")),
    ("2", _("bis 2 km")),
    ("5", _("bis 5 km")),
    ("10", _("bis 10 km")),
)
ARTEN = (
    ("", _("alles")),
    (Angebotsart.OFFEN, _("Offene Treffs")),
    (Angebotsart.KURS, _("Kurse")),
    (Angebotsart.BERATUNG, _("Beratung")),
    (Angebotsart.VERANSTALTUNG, _("Veranstaltungen")),
    (Angebotsart.FERIEN, _("Ferienbetreuung")),
)

ORDNUNGEN = (
    ("", _("nach Termin")),
    (NACH_NAMEN, _("nach Namen")),
    (NACH_NAEHE, _("nach Entfernung")),
)


def altersstufen() -> list[tuple[str, str]]:
    """Ages to choose from: pregnancy, each month of the first two years, then years."""
    monate = [(str(n), ngettext("%(n)s Monat", "%(n)s Monate", n) % {"n": n}) for n in range(24)]
    jahre = [
        (str(n * 12), ngettext("%(n)s Jahr", "%(n)s Jahre", n) % {"n": n})
        for n in range(2, HOECHSTALTER // 12 + 1)
    ]
    return [("", str(_("jedes Alter"))), (SCHWANGER, str(_("Schwangerschaft"))), *monate, *jahre]


def mit_zwischenalter(feld: forms.Field, alter: str) -> None:
    """Let a choice of ages take also a month between two of its steps, as one has it from a birthday."""
    auswahl = cast(forms.ChoiceField, feld)
    stufen = list(cast("Iterable[tuple[str, str]]", auswahl.choices))
    if alter in {str(monate) for monate in range(HOECHSTALTER)} - dict(stufen).keys():
        auswahl.choices = [*stufen, (alter, ein_alter(int(alter)))]


# Stand with another filter, or beside the list.
OHNE_MARKE = frozenset({"umkreis", "ordnung"})


def wochentage() -> list[tuple[str, str]]:
    """Days of the week by their number in ISO 8601, in the language of the reader."""
    return [(str(nummer + 1), str(name)) for nummer, name in sorted(WEEKDAYS_ABBR.items())]


class Angebotsfilter(forms.Form):
    """What somebody is looking for. Names are short, because they stand in addresses that people share."""

    q = forms.CharField(
        label=_("Suchwort"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("zum Beispiel Stillen")}),
    )
    alter = forms.ChoiceField(label=_("Alter Ihres Kindes"), choices=altersstufen, required=False)
    ort = forms.ModelChoiceField(
        label=_("Stadtteil"),
        queryset=Stadtteil.objects.all(),
        to_field_name="name",
        empty_label=_("überall"),
        required=False,
    )
    umkreis = forms.ChoiceField(label=_("Entfernung"), choices=UMKREIS, required=False)
    tag = forms.MultipleChoiceField(
        label=_("Tag"), choices=wochentage, required=False, widget=forms.CheckboxSelectMultiple
    )
    art = forms.ChoiceField(label=_("Art"), choices=ARTEN, required=False)
    sprache = forms.ChoiceField(label=_("Sprache"), required=False)
    frei = forms.BooleanField(label=_("kostenlos"), required=False)
    offen = forms.BooleanField(label=_("ohne Anmeldung"), required=False)
    stufenlos = forms.BooleanField(label=_("stufenlos"), required=False)
    am = Tagfeld(label=_("An diesem Tag"), required=False)
    ordnung = forms.ChoiceField(
        label=_("Reihenfolge"), choices=ORDNUNGEN, required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sprachen = [(str(wert), str(_(text))) for wert, text in Sprache.choices if wert != Sprache.DEUTSCH]
        cast(forms.ChoiceField, self.fields["sprache"]).choices = [("", _("alle Sprachen")), *sprachen]
        mit_zwischenalter(self.fields["alter"], self.data.get("alter", ""))

    def auswahl(self) -> Auswahl:
        """The filters as plain values; a field with an error does not filter."""
        self.is_valid()
        daten = self.cleaned_data
        alter, stadtteil = daten.get("alter", ""), daten.get("ort")
        return Auswahl(
            wort=daten.get("q", "").strip(),
            alter=int(alter) if alter.isdigit() else None,
            schwanger=alter == SCHWANGER,
            stadtteil=stadtteil.pk if stadtteil else None,
            umkreis=int(daten.get("umkreis") or 0) if stadtteil else 0,
            tage=tuple(map(int, daten.get("tag", ()))),
            am=daten.get("am"),
            art=daten.get("art", ""),
            sprache=daten.get("sprache", ""),
            kostenlos=daten.get("frei", False),
            ohne_anmeldung=daten.get("offen", False),
            stufenlos=daten.get("stufenlos", False),
            ordnung=daten.get("ordnung", ""),
        )

    def einwaende(self) -> list[str]:
        """What is wrong, for whoever sees no fields: "Stadtteil: Das ist keine gültige Auswahl." """
        return [f"{self[name].label}: {satz}" for name, saetze in self.errors.items() for satz in saetze]

    def gewaehlte(self) -> list[tuple[str, str, str]]:
        """What filters, as (name, value, words); asked after `auswahl`."""
        gewaehlt = []
        for name, feld in self.fields.items():
            wert = self.data.getlist(name) if hasattr(self.data, "getlist") else []
            if name not in self.cleaned_data or not self.cleaned_data[name] or name in OHNE_MARKE:
                continue
            if isinstance(feld, forms.ModelChoiceField | forms.BooleanField | Tagfeld | forms.CharField):
                gewaehlt.append((name, wert[-1], self._in_worten(name, feld)))
            else:
                worte = {str(w): str(text) for w, text in cast(Any, feld).choices}
                gewaehlt += [(name, eins, worte[eins]) for eins in wert if eins in worte]
        return gewaehlt

    def _in_worten(self, name: str, feld: forms.Field) -> str:
        wert = self.cleaned_data[name]
        if isinstance(feld, forms.BooleanField):
            return str(feld.label)
        if isinstance(feld, Tagfeld):
            return f"{wert:%d.%m.%Y}"
        if name == "ort" and (umkreis := self.cleaned_data.get("umkreis", "0")) not in ("", "0"):
            return str(_("%(ort)s und %(km)s km")) % {"ort": wert, "km": umkreis}
        return str(wert)
