"""What the room of the visits announces."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from familienbuero import kalender
from familienbuero.datenschutz.enums import Datenklasse
from familienbuero.konten.enums import PLANENDE, Rolle
from familienbuero.konten.models import Benutzer
from familienbuero.raum import (
    Familienabschnitt,
    Loeschregel,
    Navigationseintrag,
    Nebentuer,
    Raum,
    Tour,
    Tourzeile,
)
from familienbuero.stammdaten.models import Familie
from willkommensbesuche.besuche.auskunft import suche, suche_zu_familien
from willkommensbesuche.besuche.codeseite import CODESEITE
from willkommensbesuche.besuche.dienste.loeschen import (
    besuch_loeschen,
    nach_besuch_abgeschlossen,
    ohne_besuch_beendet,
)
from willkommensbesuche.besuche.dienste.protokoll import folgeauftrag_erledigt
from willkommensbesuche.besuche.dienste.wunsch import wuensche_eingegangen, wunsch_loeschen
from willkommensbesuche.besuche.enums import ANSTEHEND, BesuchStatus
from willkommensbesuche.besuche.heute import heute
from willkommensbesuche.besuche.models import (
    Anrufnotiz,
    Besuch,
    BesuchVerlauf,
    Protokoll,
    Protokollentwurf,
)

# Cases whose date the office can set or call off from the page of the family.
BUCHBAR = ANSTEHEND | {BesuchStatus.GEPRUEFT, BesuchStatus.NICHT_ANGETROFFEN, BesuchStatus.AUSFALL_DIENST}


def familien(benutzer: Benutzer) -> Q:
    """A visitor sees the families of the own visits, unless their address is blocked."""
    if not benutzer.hat_rolle(Rolle.BESUCHSDIENST):
        return Q(pk__in=[])
    eigene = Besuch.objects.filter(besuchskraft=benutzer).values("familie")
    return Q(pk__in=eigene, auskunftssperre=False, bedingter_sperrvermerk=False)


def unterwegs(benutzer: Benutzer) -> Sequence[Tour]:
    """Today's ways, by visitor."""
    if not benutzer.hat_rolle(*PLANENDE):
        return []
    wege: dict[str, list[Tourzeile]] = defaultdict(list)
    for besuch in Besuch.objects.sichtbar_fuer(benutzer).mit_allem().am(kalender.heute()):
        assert besuch.familie and besuch.besuchskraft and besuch.termin  # noqa: PT018 - `am` has them all
        wege[besuch.besuchskraft.name].append(
            Tourzeile(
                zeit=besuch.termin.beginn,
                wer=besuch.familie.anrede,
                wo=str(besuch.stadtteil or besuch.familie.ort),
                adresse=reverse("besuche:besuch", args=[besuch.pk]),
                status=besuch.stand,
                familie=besuch.familie_id,
            )
        )
    return [Tour(person=person, zeilen=tuple(zeilen)) for person, zeilen in sorted(wege.items())]


def familienabschnitt(benutzer: Benutzer, familie: UUID) -> Familienabschnitt | None:
    """Visits of a family, and what was said on the phone."""
    besuche = (
        Besuch.objects.sichtbar_fuer(benutzer).filter(familie=familie).mit_allem().order_by("-ereignisdatum")
    )
    darf_planen = benutzer.hat_rolle(*PLANENDE)
    offene = [besuch for besuch in besuche if besuch.status in BUCHBAR]
    eltern = Familie.objects.get(pk=familie)
    notizen = eltern.anrufnotizen.select_related("wer") if darf_planen else ()
    return Familienabschnitt(
        titel="Willkommensbesuche",
        vorlage="willkommensbesuche/besuche/_familie.html",
        inhalt={
            "besuche": besuche,
            "offene": offene,
            "notizen": notizen,
            "darf_planen": darf_planen,
            "kein_kontakt": eltern.kein_kontakt_seit is not None,
            "familie_id": familie,
        },
    )


def _eintrag(
    text: str, seite: str, rollen: tuple[str, ...], platz: int, bereich: str = "Willkommensbesuche"
) -> Navigationseintrag:
    return Navigationseintrag(
        bereich=bereich, text=text, adresse=f"besuche:{seite}", rollen=rollen, platz=platz
    )


RAUM = Raum(
    name="besuche",
    navigation=(
        _eintrag("Mein Tag", "mein_tag", (Rolle.BESUCHSDIENST,), 20),
        _eintrag("Woche", "woche", (*PLANENDE, Rolle.BESUCHSDIENST), 21),
        _eintrag("Planen", "planen", PLANENDE, 24),
        _eintrag("Besuche", "liste", PLANENDE, 26),
        _eintrag("Besuchskräfte", "kraefte", PLANENDE, 28),
        _eintrag("Schließtage", "schliesstage", (Rolle.VERWALTUNG,), 95, bereich="Verwaltung"),
        _eintrag("Besuchsregeln", "regeln", (Rolle.VERWALTUNG, Rolle.LEITUNG), 94, bereich="Verwaltung"),
    ),
    heute=heute,
    unterwegs=unterwegs,
    suche=suche,
    suche_zu_familien=suche_zu_familien,
    familien=familien,
    braucht_familie=lambda: Besuch.objects.filter(familie__isnull=False),
    loeschregeln=(
        Loeschregel(
            kennung="besuche.ohne_besuch",
            titel="Ohne Besuch geblieben: abgesagt, nicht erreicht, ausgeschlossen oder nie beendet",
            beginn="Ende des Falls; sonst der letzte Termin, ohne Termin das Ende des Zielfensters",
            monate=3,
            faellig=ohne_besuch_beendet,
        ),
        Loeschregel(
            kennung="besuche.abgeschlossen",
            titel="Besucht und abgeschlossen",
            beginn="Abschluss des Falls, mit Folgeaufträgen der Abschluss des letzten",
            monate=6,
            faellig=nach_besuch_abgeschlossen,
        ),
        Loeschregel(
            kennung="besuche.wunsch",
            titel="Auf der öffentlichen Seite gewünschte Besuche, die niemand übernommen hat",
            beginn="Eingang des Wunsches",
            monate=3,
            faellig=wuensche_eingegangen,
        ),
    ),
    fall_loeschen=lambda fall: {**besuch_loeschen(fall), **wunsch_loeschen(fall)},
    nebentueren=(
        Nebentuer(
            tuer="termine:anmelden",
            text=_("Noch kein Brief? Einen Besuch wünschen"),
            adresse="besuchswunsch:wuenschen",
        ),
    ),
    oeffentliche_seiten=lambda: [("besuchswunsch:wuenschen", {})],
    zur_familie={
        "Besuch": lambda familie: Besuch.objects.filter(familie=familie),
        "BesuchVerlauf": lambda familie: BesuchVerlauf.objects.filter(fall__familie=familie),
        "Protokoll": lambda familie: Protokoll.objects.filter(besuch__familie=familie),
        "Protokollentwurf": lambda familie: Protokollentwurf.objects.filter(besuch__familie=familie),
        "Anrufnotiz": lambda familie: Anrufnotiz.objects.filter(familie=familie),
    },
    familienabschnitt=familienabschnitt,
    terminarten=(CODESEITE,),
    erledigt=folgeauftrag_erledigt,
    datenklassen={
        "Besuchsregeln": {
            Datenklasse.TECHNISCH: ("id",),
            Datenklasse.EINSTELLUNG: (
                "zielfenster_von_tage", "zielfenster_bis_tage", "vorlauf_tage", "fenster_minuten",
                "weg_minuten", "hoechstversuche", "zuzug_10a_monate", "zuzug_hoechstens_monate",
                "zuzug_rechtsgrundlage",
            ),
        },
        "Besuchskraft": {
            Datenklasse.BESCHAEFTIGTE: ("benutzer", "sprachen", "stadtteile", "hoechstens_je_tag"),
        },
        "Kalenderabo": {Datenklasse.TECHNISCH: ("abdruck", "seit"), Datenklasse.BESCHAEFTIGTE: ("person",)},
        "Besuch": {
            Datenklasse.TECHNISCH: ("id", "termin", "erstellt_am", "festgelegt", "geloescht_am"),
            Datenklasse.PERSON: ("familie", "kinder"),
            Datenklasse.FALL: ("anzahl_kinder", "anlass", "ereignisdatum", "stadtteil", "status", "tag",
                               "versuche", "tage_bis_besuch"),
            Datenklasse.SPERRE: ("grund",),
            Datenklasse.BESCHAEFTIGTE: ("besuchskraft",),
        },
        "BesuchVerlauf": {
            Datenklasse.TECHNISCH: ("id", "fall", "wann"),
            Datenklasse.FALL: ("von", "nach", "rolle", "warum", "beginn", "festgelegt",
                               "zurueckgenommen"),
            Datenklasse.BESCHAEFTIGTE: ("wer", "besuchskraft"),
        },
        "Protokoll": {
            Datenklasse.TECHNISCH: ("id", "besuch", "geschrieben_am"),
            Datenklasse.FALL: ("form", "dauer_minuten", "themen", "paket"),
            Datenklasse.KONTAKT: ("sprache",),
            Datenklasse.FREITEXT: ("notiz",),
            Datenklasse.BESCHAEFTIGTE: ("geschrieben_von",),
        },
        "Protokollentwurf": {
            Datenklasse.TECHNISCH: ("id", "besuch", "gespeichert_am"),
            Datenklasse.FREITEXT: ("inhalt",),
            Datenklasse.BESCHAEFTIGTE: ("wer",),
        },
        "Protokollsendung": {
            Datenklasse.TECHNISCH: ("id", "besuch", "wann"),
            Datenklasse.FALL: ("ergebnis",),
            Datenklasse.BESCHAEFTIGTE: ("wer",),
        },
        "Besuchswunsch": {
            Datenklasse.TECHNISCH: ("id", "eingegangen_am"),
            Datenklasse.PERSON: ("vorname", "familienname", "tag"),
            Datenklasse.ANSCHRIFT: ("strasse", "hausnummer", "plz", "ort"),
            Datenklasse.KONTAKT: ("telefon", "email", "sprache"),
            Datenklasse.FALL: ("anlass",),
        },
        "Anrufnotiz": {
            Datenklasse.TECHNISCH: ("id", "wann"),
            Datenklasse.PERSON: ("familie",),
            Datenklasse.FREITEXT: ("text",),
            Datenklasse.BESCHAEFTIGTE: ("wer",),
        },
    },
)  # fmt: skip
