"""A small stock: one row of everything that a page shows, and beside it what others must not see."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from familienbuero.auftrag import Auftragsstand
from familienbuero.datenschutz import dateien
from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from familienbuero.schreiben.dienste import NICHT_GEBUNDEN
from familienbuero.schreiben.models import BRIEFE, STAPEL, Nachricht, Schreiben, Stapel
from familienbuero.seiten.models import Neuigkeit
from familienbuero.stammdaten.dienste import kommune
from familienbuero.stammdaten.models import Familie, Standort
from familienbuero.termine.dienste import zugang_ausstellen
from familienbuero.termine.regeln import code_schreiben
from familienbuero.vermittlung.dienste import folgeauftrag_anlegen, rat_anfragen
from familienbuero.vermittlung.enums import Folgeart, Ratthema
from familienbuero.vermittlung.models import Folgeauftrag, Ratanfrage
from netzwerk.angebote.dienste import angebot_vorschlagen, anmeldung_stornieren, termin_absagen
from netzwerk.angebote.enums import Uebersetzungsstand
from netzwerk.angebote.models import (
    Aenderungsvorschlag,
    Angebot,
    Anmeldung,
    Format,
    Kalenderquelle,
    Kalenderrechner,
    Uebersetzung,
)
from netzwerk.angebotstabellen.dienste import tabelle_pruefen as angebotstabelle_pruefen
from netzwerk.angebotstabellen.models import Angebotstabelle
from netzwerk.partner.dienste import link_ausstellen
from netzwerk.partner.models import Ansprechperson, Netzwerkpartner
from statistik.kennzahlen.models import Jahreszahl
from tests import fabriken
from tests.conftest import HEUTE
from tests.daten.angebotstabellen import tabelle as angebotstabelle
from tests.daten.angebotstabellen import zeile as angebotszeile
from tests.daten.bestandstabellen import tabelle
from tests.daten.bestandstabellen import zeile as bestandszeile
from tests.daten.meldelisten import liste, zeile
from willkommensbesuche.altbestand.dienste import tabelle_pruefen
from willkommensbesuche.altbestand.models import Bestandstabelle
from willkommensbesuche.besuche.dienste import besuch_wuenschen
from willkommensbesuche.besuche.models import TERMINART, Besuch, Besuchswunsch
from willkommensbesuche.einladungen.dienste import ART
from willkommensbesuche.einladungen.models import Einladung
from willkommensbesuche.meldungen.dienste import liste_pruefen
from willkommensbesuche.meldungen.models import Meldeliste

DRUCKDATEI = b"%PDF-1.7\n"
LEERES_PDF = b"%PDF-1.7\n"
VORNAMEN = {
    Rolle.LEITUNG: "Lena",
    Rolle.KOORDINATION: "Jana",
    Rolle.BESUCHSDIENST: "Miriam",
    Rolle.NETZWERK: "Nora",
    Rolle.FACHKRAFT: "Fatma",
    Rolle.EHRENAMT: "Erik",
    Rolle.PLANUNG: "Paula",
    Rolle.DATENSCHUTZ: "Dirk",
    Rolle.VERWALTUNG: "Vera",
}


@dataclass(frozen=True, kw_only=True)
class Zeilen:
    """Rows of one family, as addresses name them."""

    familie: Familie
    besuch: Besuch
    brief: Schreiben
    folgeauftrag: Folgeauftrag


@dataclass(frozen=True, kw_only=True)
class Bestand:
    """Everybody, and their rows: `eigene` are those of the visitor, `fremde` those of a colleague,
    `gesperrte` those of a family with a blocking mark that only the head may see."""

    personen: dict[Rolle, Benutzer]
    kollegin: Benutzer
    eigene: Zeilen
    fremde: Zeilen
    gesperrte: Zeilen
    stapel: Stapel
    geparkt: Stapel
    meldeliste: Meldeliste
    tabelle: Bestandstabelle
    angebot: Angebot
    ansprechperson: Ansprechperson
    vorschlag: Aenderungsvorschlag
    pflegetoken: str
    quelle: Kalenderquelle
    angebotstabelle: Angebotstabelle
    ratanfrage: Ratanfrage
    wunsch: Besuchswunsch
    neuigkeit: Neuigkeit
    standort: Standort
    kurs: Angebot
    anmeldung: Anmeldung
    code: str
    token: str


def _person(vorname: str, nachname: str, rolle: Rolle) -> Benutzer:
    return Benutzer.objects.create(
        email=f"{vorname.lower()}@buero.example",
        vorname=vorname,
        nachname=nachname,
        rollen=[rolle],
        password=fabriken.passwort_abdruck(),
    )


def personen_anlegen() -> dict[Rolle, Benutzer]:
    """One person for each role."""
    return {rolle: _person(name, rolle.label, rolle) for rolle, name in VORNAMEN.items()}


def anlegen() -> Bestand:
    """Fill an empty database."""
    hier = kommune()
    hier.postleitzahlen = ["57072", "57074", "57076", "57078", "57080"]
    hier.save(update_fields=["postleitzahlen"])
    personen = personen_anlegen()
    miriam = personen[Rolle.BESUCHSDIENST]
    kollegin = _person("Aylin", "Demir", Rolle.BESUCHSDIENST)
    for person in (miriam, kollegin):
        fabriken.besuchskraft(person)
    stapel = _stapel(personen[Rolle.KOORDINATION])
    morgen = HEUTE + timedelta(days=1)
    eigene = fabriken.geplanter_besuch(miriam, morgen, "Öztürk", telefon="0271 4711")
    fremde = fabriken.geplanter_besuch(kollegin, morgen, "Weißgerber", telefon="0271 4712")
    gesperrte = fabriken.geplanter_besuch(miriam, morgen, "Schatten", stunde=13)
    Familie.objects.filter(pk=gesperrte.familie_id).update(auskunftssperre=True)
    fabriken.geplanter_besuch(kollegin, morgen, "Ohne-Brief", stunde=11)
    Jahreszahl.objects.create(jahr=2019, kennzahl="geplant", haushalte=500, quelle="Jahresbericht 2019")
    angebot = _angebot(personen[Rolle.NETZWERK])
    petra = _ansprechperson(angebot)
    code, token = zugang_ausstellen(art=TERMINART, fall=eigene.pk, gueltig_bis=morgen)
    return Bestand(
        personen=personen,
        kollegin=kollegin,
        eigene=_zeilen(eigene, stapel, miriam),
        fremde=_zeilen(fremde, stapel, kollegin),
        gesperrte=_zeilen(gesperrte, _stapel(personen[Rolle.LEITUNG]), miriam),
        stapel=stapel,
        geparkt=Stapel.objects.create(
            art=ART, von=HEUTE, bis=HEUTE, stand=Auftragsstand.GESCHEITERT, fehler=NICHT_GEBUNDEN, versuche=3
        ),
        meldeliste=liste_pruefen(
            inhalt=liste(zeile(), zeile(merkmal="5707626000002", plz="50667")),
            dateiname="september.csv",
            wer=personen[Rolle.KOORDINATION],
        ),
        tabelle=tabelle_pruefen(
            inhalt=tabelle(bestandszeile(name="Altbekannt")),
            dateiname="besuche.csv",
            wer=personen[Rolle.KOORDINATION],
        ),
        angebot=angebot,
        ansprechperson=petra,
        vorschlag=angebot_vorschlagen(
            angebot.pk, werte={"kurz": "Spielen, singen, reden."}, bemerkung="Gern bald.", von=petra
        ),
        pflegetoken=link_ausstellen(petra.pk),
        quelle=_quelle(angebot),
        angebotstabelle=angebotstabelle_pruefen(
            inhalt=angebotstabelle(angebotszeile(), angebotszeile(titel="Ohne", anbieter="Gibt es nicht")),
            dateiname="angebote.csv",
            wer=personen[Rolle.NETZWERK],
        ),
        ratanfrage=rat_anfragen(
            thema=Ratthema.BETREUUNG, telefon="0271 4714", sprache="tr", text="Wer hat einen Platz?"
        ),
        wunsch=besuch_wuenschen(**fabriken.WUNSCH),
        neuigkeit=Neuigkeit.objects.create(
            datum=HEUTE,
            titel="Neues Modell der Frühen Hilfen",
            text="<p>Der Jugendhilfeausschuss hat es beschlossen.</p>",
            quelle="Vorlage 12/2026",
            quelle_adresse="https://rat.musterstadt.example/12",
        ),
        standort=Standort.objects.create(
            name="Stadtteilbüro Geisweid",
            strasse="Marktstraße 8",
            plz="57078",
            ort="Musterstadt",
            oeffnungszeiten="Dienstag, 9 bis 12 Uhr",
        ),
        kurs=(kurs := fabriken.kurs("Kanga", durch=personen[Rolle.NETZWERK], plaetze=1)),
        anmeldung=_anmeldungen(kurs),
        code=code_schreiben(code),
        token=token,
    )


def _angebot(von_wem: Benutzer) -> Angebot:
    Format.objects.create(name="Spielgruppe", suchworte=["Krabbelgruppe"], sortierschluessel="spielgruppe")
    ort = fabriken.ort(stufenlos=True, haltestelle="Haltestelle Bismarckhalle")
    angebot = fabriken.angebot(durch=von_wem, ort=ort, alter_von=6, sprachen=["de", "tr"])
    termin_absagen(angebot.termine.order_by("beginn")[1].pk, hinweis="wegen einer Fortbildung", durch=von_wem)
    fabriken.uebersetzung(angebot, stand=Uebersetzungsstand.GEPRUEFT, durch=von_wem)
    fabriken.uebersetzung(angebot, "ar", titel="مجموعة اللعب", kurz="نلعب ونغني معًا.", durch=von_wem)
    fabriken.uebersetzung(angebot, "uk", titel="Дитяча група", kurz="Граємо й співаємо.", durch=von_wem)
    Uebersetzung.objects.filter(sprache="uk").update(abdruck="von früher")
    kurs = {"art": "kurs", "kosten_cent": 4500, "anmeldeweg": "anbieter", "anmeldung_bei": "0271 4713"}
    fabriken.angebot("Babymassage", durch=von_wem, ort=ort, **kurs)
    return angebot


def _ansprechperson(angebot: Angebot) -> Ansprechperson:
    Netzwerkpartner.objects.create(organisation=angebot.organisation, art="familienzentrum")
    return Ansprechperson.objects.create(
        organisation=angebot.organisation, name="Petra Partner", email="petra@treff.example"
    )


def _quelle(angebot: Angebot) -> Kalenderquelle:
    Kalenderrechner.objects.create(name="kalender.example")
    return Kalenderquelle.objects.create(
        organisation=angebot.organisation,
        adresse="https://kalender.example/treff.ics",
        ort=angebot.ort,
        geholt_am=timezone.now(),
        fehler="Der Rechner antwortet nicht.",
    )


def _anmeldungen(kurs: Angebot) -> Anmeldung:
    """One who has moved up, one who waits behind; the mails to them have left."""
    erste, naechste, _ = (fabriken.anmeldung(kurs, name) for name in ("Ada", "Selma Kaya", "Zeynep"))
    anmeldung_stornieren(erste.pk)
    Nachricht.objects.all().delete()
    naechste.refresh_from_db()
    return naechste


def _stapel(von_wem: Benutzer) -> Stapel:
    stapel = Stapel.objects.create(
        art=ART,
        von=HEUTE,
        bis=HEUTE + timedelta(days=14),
        stand=Auftragsstand.ERLEDIGT,
        erstellt_von=von_wem,
        seiten=3,
        pruefsumme=dateien.pruefsumme(DRUCKDATEI),
    )
    _ablegen(STAPEL, stapel.pk)
    return stapel


def _zeilen(besuch: Besuch, stapel: Stapel, person: Benutzer) -> Zeilen:
    familie = besuch.familie
    assert familie
    brief = Schreiben.objects.create(
        stapel=stapel,
        sortierung=f"{familie.plz} {familie.strasse}",
        stand=Auftragsstand.ERLEDIGT,
        seiten=1,
        groesse=len(LEERES_PDF),
        pruefsumme=dateien.pruefsumme(LEERES_PDF),
    )
    _ablegen(BRIEFE, brief.pk)
    assert besuch.termin
    Einladung.objects.create(besuch=besuch, termin=besuch.termin, schreiben=brief)
    folgeauftrag = folgeauftrag_anlegen(
        familie=familie,
        art=Folgeart.ANRUF,
        quelle="besuche",
        quelle_id=besuch.pk,
        zustaendig=person,
        faellig_am=HEUTE,
        durch=person,
    )
    return Zeilen(familie=familie, besuch=besuch, brief=brief, folgeauftrag=folgeauftrag)


def _ablegen(ordner: str, kennung: UUID) -> None:
    dateien.ablegen(ordner, kennung, DRUCKDATEI)
