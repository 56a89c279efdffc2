"""The crispy pack `kern`: every widget Django offers, every template crispy's layout objects ask for."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from crispy_forms import bootstrap, layout
from crispy_forms.helper import FormHelper
from crispy_forms.utils import render_crispy_form
from django import forms
from django.forms import widgets
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse

from familienbuero.eingabe import Datum, Uhrzeit, Zeitpunkt
from familienbuero.konten.models import Benutzer
from familienbuero.seiten.views.bausteine import AlleFelder

# What a pack offers beyond what layout objects name: entry points of `{% crispy %}` and the filters.
EINGAENGE = [
    "field", "display_form", "errors", "errors_formset", "inputs", "uni_form", "uni_formset",
    "whole_uni_form", "whole_uni_formset", "table_inline_formset",
]  # fmt: skip
# Tabs and dialogs need scripts of Bootstrap; the house has neither.
OHNE = {"tab", "tab-link", "modal"}


def layoutvorlagen() -> Iterator[str]:
    for modul in (layout, bootstrap):
        for klasse in vars(modul).values():
            for name in ("template", "field_template"):
                vorlage = getattr(klasse, name, None)
                if isinstance(vorlage, str) and vorlage.startswith("%s/"):
                    yield vorlage.removeprefix("%s/").removesuffix(".html")


@pytest.mark.parametrize("name", sorted({*EINGAENGE, *layoutvorlagen()}))
def test_jede_vorlage_der_sammlung_ist_da(name: str) -> None:
    if name.rpartition("/")[2] not in OHNE:
        assert get_template(f"kern/{name}.html")


def test_die_musterseite_zeigt_jedes_eingabefeld_von_django() -> None:
    alle = {
        klasse
        for klasse in vars(widgets).values()
        if isinstance(klasse, type)
        and issubclass(klasse, forms.Widget)
        and klasse.__module__ == widgets.__name__
    }
    gerippe = {widgets.Widget, widgets.Input, widgets.ChoiceWidget, widgets.MultiWidget}
    gezeigt = {basis for feld in AlleFelder().fields.values() for basis in type(feld.widget).__mro__}
    assert alle - gerippe - gezeigt == set()


def seite(daten: dict[str, Any] | None = None) -> str:
    return render_crispy_form(AlleFelder(daten), FormHelper())


def kennungen(html: str) -> list[str]:
    return re.findall(r'\bid="([^"]+)"', html)


@pytest.mark.parametrize("daten", [None, {}], ids=["leer", "zurückgewiesen"])
def test_jedes_feld_hat_eine_beschriftung_und_jede_kennung_gibt_es_einmal(
    daten: dict[str, Any] | None,
) -> None:
    html = seite(daten)
    assert len(kennungen(html)) == len(set(kennungen(html)))
    felder = re.findall(r'<(?:input|select|textarea)(?![^>]*type="hidden")[^>]*\bid="([^"]+)"', html)
    beschriftet = re.findall(r'<label[^>]*\bfor="([^"]+)"', html)
    assert sorted(set(felder)) == sorted(set(beschriftet))


@pytest.mark.parametrize("daten", [None, {}], ids=["leer", "zurückgewiesen"])
def test_hilfen_und_fehler_sind_mit_ihrem_feld_verbunden(daten: dict[str, Any] | None) -> None:
    html = seite(daten)
    verweise = {k for liste in re.findall(r'aria-describedby="([^"]+)"', html) for k in liste.split()}
    assert verweise <= set(kennungen(html))
    assert verweise == {k for k in kennungen(html) if k.endswith(("_helptext", "_error"))}


def test_die_fehlerliste_nimmt_den_fokus_und_fuehrt_zu_jedem_feld() -> None:
    html = seite({})
    assert 'tabindex="-1" data-fehlerliste' in html
    ziele = re.findall(r'<a class="kern-link" href="#([^"]+)"', html)
    assert ziele == ["id_text", "id_tag", "id_haken", "id_ort", "id_eines_0"]
    assert set(ziele) <= set(kennungen(html))


def test_ohne_fehler_gibt_es_keine_fehlerliste() -> None:
    assert "data-fehlerliste" not in seite()


def test_tage_und_zeiten_stehen_so_da_wie_der_browser_sie_liest() -> None:
    jetzt = datetime(2018, 12, 31, 9, 5)  # noqa: DTZ001 - only its text is of interest
    assert 'type="date" name="t" value="2018-12-31"' in Datum().render("t", jetzt)
    assert 'type="time" name="t" value="09:05"' in Uhrzeit().render("t", jetzt)
    assert 'type="datetime-local" name="t" value="2018-12-31T09:05"' in Zeitpunkt().render("t", jetzt)


class Zeile(forms.Form):
    name = forms.CharField(label="Name")
    merken = forms.BooleanField(label="Merken", required=False)


def gestaltet(*teile: Any, form: forms.Form | None = None) -> str:
    helfer = FormHelper()
    helfer.layout = layout.Layout(*teile)
    return render_crispy_form(form or Zeile(), helfer)


def test_die_bausteine_von_crispy_werden_zu_kern() -> None:
    html = gestaltet(
        layout.Fieldset("Angaben", layout.Row(layout.Column("name"))),
        bootstrap.PrependedText("merken", "§"),
        layout.HTML("<p>Text</p>"),
        bootstrap.FormActions(layout.Submit("los", "Los"), layout.Reset("leeren", "Leeren")),
    )
    assert '<legend class="kern-title">Angaben</legend>' in html
    assert 'class="kern-btn kern-btn--primary ' in html
    assert 'class="kern-btn kern-btn--secondary ' in html
    assert "fb-felder" in html


def test_angehaengter_text_und_knoepfe_stehen_neben_dem_feld() -> None:
    knopf = bootstrap.StrictButton("Finden", css_class="kern-btn kern-btn--secondary")
    assert '<span class="kern-input-group-text">Euro</span>' in gestaltet(
        bootstrap.AppendedText("name", "Euro")
    )
    assert "Finden</span></button>" in gestaltet(bootstrap.FieldWithButtons("name", knopf))


def test_auswahl_nebeneinander() -> None:
    for art, name in ((bootstrap.InlineRadios, "eines"), (bootstrap.InlineCheckboxes, "mehrere")):
        assert "kern-fieldset__body--horizontal" in gestaltet(art(name), form=AlleFelder())


def test_ein_formular_aus_vielen_zeilen() -> None:
    menge = forms.formset_factory(Zeile, extra=2)
    html = render_crispy_form(menge(), FormHelper())
    assert html.count("kern-form-check__checkbox") == 2
    assert 'name="form-TOTAL_FORMS"' in html
    tabelle = FormHelper()
    tabelle.template = "kern/table_inline_formset.html"
    html = render_crispy_form(menge(), tabelle)
    assert html.count('<tr class="kern-table__row">') == 3
    assert html.count('<th class="kern-table__header" scope="col">') == 2


def test_eine_datei_laesst_sich_ersetzen_und_entfernen() -> None:
    html = seite()
    assert "Vorhanden: liste.csv" in html
    assert 'name="austausch-clear" id="id_austausch-clear"' in html


def test_die_musterseite_steht_nur_der_verwaltung_offen(
    als: Any, verwaltung: Benutzer, client: Client
) -> None:
    adresse = reverse("seiten:bausteine")
    assert client.get(adresse).status_code == 302
    verwaltend = als(verwaltung)
    assert verwaltend.get(adresse).status_code == 200
    fehler = verwaltend.post(adresse, {}).context["form"].errors
    assert fehler.keys() == {"text", "unsichtbar", "tag", "haken", "ort", "eines"}
