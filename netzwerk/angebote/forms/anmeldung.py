"""Forms with which families sign up, and with which the office counts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from familienbuero.fassung import MitFassung
from familienbuero.oeffentlich import OeffentlichesFormular
from familienbuero.sprache import fuer_sich
from netzwerk.angebote.dienste import Anmeldeangaben
from netzwerk.angebote.forms.suche import SCHWANGER, altersstufen, mit_zwischenalter
from netzwerk.angebote.models import Angebot, Anmeldung
from netzwerk.angebote.regeln import (
    DEUTSCH,
    HOECHSTENS_GEZAEHLT,
    HOECHSTENS_KINDER,
    Auswahl,
    Koepfe,
    passt_zum_alter,
)


def kinderzahlen() -> list[tuple[int, str]]:
    """How many children one sign-up may bring."""
    zahlen = range(1, HOECHSTENS_KINDER + 1)
    return [(n, ngettext("%(n)s Kind", "%(n)s Kinder", n) % {"n": n}) for n in zahlen]


def alter() -> list[tuple[str, str]]:
    """Ages to choose from: not born yet, months, years."""
    stufen = [(wert, wort) for wert, wort in altersstufen() if wert not in ("", SCHWANGER)]
    return [("", str(_("Bitte wählen"))), (SCHWANGER, str(_("noch nicht geboren"))), *stufen]


class Angaben(forms.Form):
    """What a family tells in any case: only what a course needs."""

    name = forms.CharField(
        label=_("Ihr Name"),
        max_length=100,
        error_messages={"required": _("Bitte sagen Sie uns, wie Sie heißen.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    telefon = forms.CharField(
        label=_("Telefon"),
        max_length=40,
        required=False,
        help_text=_("Falls ein Termin kurzfristig ausfällt."),
        widget=forms.TelInput(attrs={"autocomplete": "tel"}),
    )
    kinder = forms.TypedChoiceField(
        label=_("Wie viele Kinder bringen Sie mit?"),
        choices=kinderzahlen,
        coerce=int,
        initial=1,
        help_text=_("Jedes Kind bekommt einen Platz. In der Schwangerschaft zählen Sie als eines."),
    )
    alter = forms.ChoiceField(
        label=_("Wie alt ist das jüngste Kind?"),
        choices=alter,
        error_messages={"required": _("Bitte wählen Sie das Alter.")},
    )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_telefon(self) -> str:
        return " ".join(self.cleaned_data["telefon"].split())

    @property
    def alter_monate(self) -> int | None:
        """The chosen age, after validation; None is a child not born yet."""
        gewaehlt = self.cleaned_data["alter"]
        return None if gewaehlt == SCHWANGER else int(gewaehlt)

    def angaben(self) -> dict[str, Any]:
        """The fields as services want them, after validation."""
        daten = {name: self.cleaned_data[name] for name in ("name", "telefon", "kinder")}
        return daten | {"alter_monate": self.alter_monate}


def _email(*, pflicht: bool, hilfe: Any) -> forms.EmailField:
    return forms.EmailField(
        label=_("Ihre E-Mail-Adresse") if pflicht else "E-Mail-Adresse",
        max_length=254,
        required=pflicht,
        help_text=hilfe,
        error_messages={
            "required": _("Bitte geben Sie Ihre E-Mail-Adresse an."),
            "invalid": _("Das ist noch keine E-Mail-Adresse. Sie sieht so aus: name@beispiel.de"),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class Anmeldeformular(OeffentlichesFormular, Angaben):
    """The public sign-up.

    A child outside the ages of the offer is asked about once and not refused: it grows until the course
    begins, brothers and sisters may be of the right age, and a month more or less is for the course to judge.
    """

    email = _email(pflicht=True, hilfe=_("Hierhin schreiben wir, ob Sie einen Platz haben."))
    trotzdem = forms.BooleanField(label=_("Trotzdem anmelden"), required=False)
    field_order = ("name", "email", "telefon", "kinder", "alter", "trotzdem")

    def __init__(self, *args: Any, angebot: Angebot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.angebot = angebot
        self.passt_nicht = False

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or self.cleaned_data
        if "alter" in daten and not self._passt():
            self.passt_nicht = True
            if not daten["trotzdem"]:
                satz = _("Dieses Angebot ist gedacht für: %(alter)s. Möchten Sie sich trotzdem anmelden?")
                self.add_error("alter", satz % {"alter": fuer_sich(self.angebot.alter)})
        return daten

    def _passt(self) -> bool:
        alter = self.alter_monate
        return passt_zum_alter(
            Auswahl(alter=alter, schwanger=alter is None),
            alter_von=self.angebot.alter_von,
            alter_bis=self.angebot.alter_bis,
            schwangerschaft=self.angebot.schwangerschaft,
        )

    def anmeldeangaben(self) -> Anmeldeangaben:
        """All of it, in the language of the page: Leichte Sprache as well."""
        sprache = get_language() or DEUTSCH
        return Anmeldeangaben(**self.angaben(), email=self.cleaned_data["email"], sprache=sprache)


class AmTelefon(Angaben):
    """What the office writes down: without phone and address nobody would hear of anything."""

    email = _email(pflicht=False, hilfe="Ohne Adresse rufen Sie an, wenn sich etwas ändert.")
    field_order = ("name", "telefon", "email", "kinder", "alter")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label, self.fields["kinder"].label = "Name", "Kinder"
        # The browser would offer the clerk's own.
        for name in ("name", "telefon", "email"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or self.cleaned_data
        if not self.errors and not daten["telefon"] and not daten["email"]:
            self.add_error("telefon", "Bitte notieren Sie Telefon oder E-Mail-Adresse, am besten beides.")
        return daten


class Telefonanmeldung(AmTelefon):
    """Somebody signs a family up by phone."""

    def anmeldeangaben(self) -> Anmeldeangaben:
        return Anmeldeangaben(**self.angaben(), email=self.cleaned_data["email"])


class Aenderung(MitFassung, Angaben):
    """What a family changes behind its link; the address stays, since it is where the link went."""

    def __init__(self, *args: Any, anmeldung: Anmeldung, **kwargs: Any) -> None:
        alter_monate = anmeldung.alter_monate
        anfang = {
            "name": anmeldung.name,
            "telefon": anmeldung.telefon,
            "email": anmeldung.email,
            "kinder": anmeldung.kinder,
            "alter": SCHWANGER if alter_monate is None else str(alter_monate),
        }
        super().__init__(*args, initial=anfang, **kwargs)
        mit_zwischenalter(self.fields["alter"], str(anfang["alter"]))


class Berichtigung(Aenderung, AmTelefon):
    """What the office corrects for a family, the address as well."""

    email = _email(pflicht=False, hilfe="Eine neue Adresse bekommt gleich eine E-Mail mit dem Link.")

    def angaben(self) -> dict[str, Any]:
        return super().angaben() | {"email": self.cleaned_data["email"]}


class Zaehlformular(MitFassung, forms.Form):
    """All numbers of one date."""

    erwachsene = forms.IntegerField(label="Erwachsene", min_value=0, max_value=HOECHSTENS_GEZAEHLT)
    kinder = forms.IntegerField(label="Kinder", min_value=0, max_value=HOECHSTENS_GEZAEHLT)
    erstmals = forms.IntegerField(label="davon zum ersten Mal da", min_value=0, max_value=HOECHSTENS_GEZAEHLT)

    def koepfe(self) -> Koepfe:
        return Koepfe(**{name: self.cleaned_data[name] for name in ("erwachsene", "kinder", "erstmals")})
