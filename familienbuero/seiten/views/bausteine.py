"""All recurring parts and every form widget on one page: for the eye, and for the check by axe."""

from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from familienbuero.blaettern import Blatt
from familienbuero.eingabe import Datum, DatumUndUhrzeit, Uhrzeit, Zeitpunkt
from familienbuero.konten.enums import Rolle
from familienbuero.konten.zugang import nur_rollen
from familienbuero.raum import Faelliges
from familienbuero.seiten.woche import Frei, Karte, Tag, Woche, Zeilenkopf, Zelle
from familienbuero.zustand import Zustand

ORTE = [("weidenau", "Weidenau"), ("geisweid", "Geisweid")]


class Muster(Zustand):
    """Every look a status mark can have."""

    GEPLANT = "geplant", ("geplant", "calendar-today"), "geplant"
    EINGELADEN = "eingeladen", ("eingeladen", "mail"), "eingeladen"
    BESTAETIGT = "bestaetigt", ("bestaetigt", "check"), "bestätigt"
    VERSCHOBEN = "verschoben", ("verschoben", "autorenew"), "verschoben"
    EILT = "eilt", ("eilt", "warning"), "nicht angetroffen"
    FERTIG = "fertig", ("fertig", "draft"), "protokolliert"
    ENDE = "ende", ("ende", "close"), "abgesagt"
    HALT = "halt", ("halt", "visibility-off"), "Entscheidung der Leitung"


class AlleFelder(forms.Form):
    """Every widget Django offers, some required, one of each kind of help."""

    text = forms.CharField(label="Text", help_text="Mit einem Satz, der hilft.")
    zahl = forms.IntegerField(label="Zahl", required=False)
    mail = forms.EmailField(label="E-Mail", required=False)
    adresse = forms.URLField(label="Webadresse", required=False, assume_scheme="https")
    telefon = forms.CharField(label="Telefon", required=False, widget=forms.TelInput())
    suche = forms.CharField(label="Suchwort", required=False, widget=forms.SearchInput())
    farbe = forms.CharField(label="Farbe", required=False, widget=forms.ColorInput(), initial="#0b5963")
    passwort = forms.CharField(label="Passwort", required=False, widget=forms.PasswordInput())
    unsichtbar = forms.CharField(widget=forms.HiddenInput(), initial="x")
    mehrfach_unsichtbar = forms.MultipleChoiceField(
        choices=ORTE, required=False, widget=forms.MultipleHiddenInput()
    )
    tag = forms.DateField(label="Tag", widget=Datum())
    uhrzeit = forms.TimeField(label="Uhrzeit", required=False, widget=Uhrzeit())
    zeitpunkt = forms.DateTimeField(label="Zeitpunkt", required=False, widget=Zeitpunkt())
    beides = forms.SplitDateTimeField(label="Datum und Uhrzeit", required=False, widget=DatumUndUhrzeit())
    beides_unsichtbar = forms.SplitDateTimeField(required=False, widget=forms.SplitHiddenDateTimeWidget())
    geburtstag = forms.DateField(
        label="Geburtstag", required=False, widget=forms.SelectDateWidget(years=range(2015, 2020))
    )
    freitext = forms.CharField(label="Notiz", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    haken = forms.BooleanField(label="Ich habe das gelesen")
    unklar = forms.NullBooleanField(label="Ja, nein, unbekannt", required=False)
    ort = forms.ChoiceField(label="Stadtteil", choices=[("", "Bitte wählen"), *ORTE])
    orte = forms.MultipleChoiceField(label="Stadtteile", choices=ORTE, required=False)
    eines = forms.ChoiceField(label="Eines davon", choices=ORTE, widget=forms.RadioSelect())
    mehrere = forms.MultipleChoiceField(
        label="Mehrere davon", choices=[("Nord", ORTE)], required=False, widget=forms.CheckboxSelectMultiple()
    )
    datei = forms.FileField(label="Datei", required=False, widget=forms.FileInput())
    austausch = forms.FileField(label="Datei mit Vorgänger", required=False, initial="liste.csv")
    gesperrt = forms.CharField(label="Nicht änderbar", disabled=True, required=False, initial="fest")


def _woche() -> Woche:
    karte = Karte(
        zeit="9:00",
        wer="Fam. Albrecht",
        wo="Weidenau",
        adresse="#",
        status=Muster.BESTAETIGT,
        verschieben="#",
    )
    voll = Zelle(person="Miriam Sommer", karten=(karte,), frei=(Frei(zeit="13:00", adresse="#"),))
    tage = [
        Tag(datum=date(2026, 6, 1), heute=False, zellen=(voll, Zelle(person="Aylin Demir", fort="Urlaub"))),
        Tag(datum=date(2026, 6, 2), heute=True, zellen=(voll, Zelle(person="Aylin Demir"))),
        Tag(datum=date(2026, 6, 3), heute=False, zellen=(voll, Zelle(person="Aylin Demir"))),
        Tag(datum=date(2026, 6, 4), heute=False, feiertag="Fronleichnam"),
        Tag(datum=date(2026, 6, 5), heute=False, zellen=(Zelle(person="Miriam Sommer"), voll)),
    ]
    namen = (
        Zeilenkopf(name="Miriam Sommer", angaben=("Deutsch", "Mo–Fr 8–16 Uhr")),
        Zeilenkopf(name="Aylin Demir"),
    )
    return Woche(personen=namen, tage=tuple(tage))


@nur_rollen(Rolle.VERWALTUNG)
def bausteine(request: HttpRequest) -> HttpResponse:
    """The stock of parts; a POST shows the form refused."""
    faellig = [
        Faelliges(
            anzahl=3,
            titel="Familien haben geantwortet",
            satz="2 haben bestätigt",
            adresse="#",
            frist="seit gestern",
        ),
        Faelliges(
            anzahl=1,
            titel="Anfrage wartet",
            satz="Frühe Hilfen",
            adresse="#",
            frist="noch 3 Werktage",
            eilt=True,
        ),
    ]
    nummer = request.user.pk
    kontext = {
        "form": AlleFelder(request.POST) if request.method == "POST" else AlleFelder(),
        "zustaende": list(Muster),
        "faellig": faellig,
        "woche": _woche(),
        "blatt": Blatt(zeilen=[], zurueck=nummer, weiter=nummer, je_seite=50),
        "fakten": (("Termin", "Mittwoch, 3. Juni 2026, 9:30 Uhr"), ("Besuch durch", "Aylin Demir")),
    }
    return render(request, "seiten/bausteine.html", kontext)
