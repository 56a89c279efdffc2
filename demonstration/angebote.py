"""Offers, places and providers of the invented town: those that the concepts of three cities name.

Where the concepts contradict each other (Elternfrühstück every week or every 14 days), both rhythms are
there, each in its place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from familienbuero.kalender.models import Schulferien
from familienbuero.konten.models import Benutzer
from familienbuero.stammdaten.enums import Sprache, Traegerart
from familienbuero.stammdaten.models import Organisation, Stadtteil, Standort
from familienbuero.stammdaten.regeln import sortierschluessel
from netzwerk.angebote.dienste import angebot_schreiben, stand_aendern, termine_nachfuehren
from netzwerk.angebote.enums import (
    Angebotsart,
    Angebotsstand,
    Anmeldeweg,
    Mittelherkunft,
    Monatswoche,
    Rhythmus,
)
from netzwerk.angebote.models import Angebot, Format, Leitung, Ort, Terminreihe
from netzwerk.partner.enums import Lebensphase

BUERO = "Familienbüro"
BILDUNG = "Evangelische Familienbildung"
ERWACHSENE = "Evangelische Erwachsenenbildung"
PATEN = "Verein für Familiäre Kinder-Tagesbetreuung e. V."
ORGANISATIONEN = {
    BUERO: Traegerart.OEFFENTLICH,
    BILDUNG: Traegerart.FREI,
    ERWACHSENE: Traegerart.FREI,
    PATEN: Traegerart.FREI,
    "Familienzentrum Bismarckstraße": Traegerart.FREI,
    "Erziehungsberatungsstelle": Traegerart.OEFFENTLICH,
    "Schwangerschaftsberatungsstelle": Traegerart.FREI,
    "Kreisgesundheitsamt": Traegerart.OEFFENTLICH,
    "Bündnis für Familie": Traegerart.OEFFENTLICH,
    "Hebammenpraxis am Park": Traegerart.PRIVAT,
    "Musikschule": Traegerart.OEFFENTLICH,
    "Ganztag im Stadtteil e. V.": Traegerart.FREI,
}
PESTALOZZI, OBERADEN, RUENTHE = "Familientreff Pestalozzihaus", "Elterntreff Oberaden", "Treff Rünthe"


@dataclass(frozen=True)
class Platz:
    """A place of the town."""

    name: str
    strasse: str
    plz: str
    stadtteil: str
    raum: str = ""
    stufenlos: bool = True
    zugang: str = ""
    haltestelle: str = ""


ORTE = (
    Platz(
        PESTALOZZI,
        "Pestalozzistraße 6",
        "57072",
        "Siegen-Mitte",
        "Café",
        zugang="Wickelraum, Kinderwagen im Flur",
        haltestelle="Haltestelle Rathaus, 4 Minuten",
    ),
    Platz(PESTALOZZI, "Pestalozzistraße 6", "57072", "Siegen-Mitte", "Bewegungsraum"),
    Platz(
        OBERADEN, "Jahnstraße 12", "57078", "Geisweid", haltestelle="Haltestelle Markt Geisweid, 2 Minuten"
    ),
    Platz(
        RUENTHE, "Kanalstraße 3", "57080", "Eiserfeld", stufenlos=False, zugang="Drei Stufen, wir tragen mit"
    ),
    Platz(
        "Familienzentrum Bismarckstraße",
        "Bismarckstraße 45",
        "57076",
        "Weidenau",
        zugang="Aufzug",
        haltestelle="Haltestelle Bismarckhalle, 3 Minuten",
    ),
    Platz("Familienbüro", "Rathausplatz 1", "57072", "Siegen-Mitte", "Beratungsraum", zugang="Erdgeschoss"),
    Platz("Musikschule", "Am Hang 2", "57076", "Weidenau", "Saal"),
    Platz("Hebammenpraxis am Park", "Parkweg 9", "57074", "Kaan-Marienborn", stufenlos=False),
    Platz("Grundschule Kaan-Marienborn", "Schulweg 1", "57074", "Kaan-Marienborn"),
    Platz("Grundschule Geisweid", "Schulstraße 7", "57078", "Geisweid"),
    Platz("Grundschule Eiserfeld", "Hengsberg 4", "57080", "Eiserfeld"),
)
FORMATE = {
    "Elterncafé": "Müttercafé, Café, Treff, Elterntreff, reden, andere Eltern",
    "Stillcafé": "stillen, Still-Café, Stillgruppe, Stillberatung, Trageberatung, Tragetuch, Fläschchen",
    "Babycafé": "Baby-Café, Babytreff, Café, Treff",
    "Elternstartkurs": "Elternkurs, Neugeborene, Baby, erste Wochen, Pflege, Ernährung",
    "Elternfrühstück": "Frühstück, Familienfrühstück, Brunch",
    "Elternberatung": "Elternbegleitung, Rat, Beratung, Sorgen, Erziehung, Trotz",
    "Geburtsvorbereitung": "schwanger, Geburt, Hebamme, Entbindung, Wehen",
    "Kanga": "Pre-Kanga, Kangakurs, Rückbildung, Sport, Fitness, Beckenboden",
    "Babywiegen": "wiegen, Gewicht, Waage, Hebamme",
    "Babymassage": "Massage, Bauchweh, Koliken, Berührung",
    "Schreiberatung": "schreien, weinen, Schreibaby, schlafen, einschlafen, Stillberatung, füttern",
    "Eltern-Kind-Gruppe": "Krabbelgruppe, krabbeln, Spielgruppe, spielen, Miniclub, Babygruppe, PEKiP",
    "Bewegung": "turnen, toben, Spiel und Spaß, Sport, Kinderturnen",
    "Elternkompetenz": "Elternkurs, Erziehung, Grenzen, Trotz, starke Eltern",
    "Nähen": "Nähkurs, Handarbeit, Kleidung",
    "Musik": "Musikmäuse, Musikalische Früherziehung, singen, Lieder",
    "Familienfreizeit": "Urlaub, Ausflug, Wochenende, verreisen",
    "Babysitter": "Babysitterkurs, Babysitterqualifizierung, babysitten, aufpassen",
    "Ferien": "Ferienbetreuung, Ferienspiele, Schulferien, Betreuung, Ganztag",
    "Familienhebamme": "Hebamme, Wochenbett, Familienkinderkrankenschwester, FamKi, Kinderkrankenpflege",
    "Geld und Elternzeit": "Elterngeld, Kindergeld, Kinderzuschlag, Wiedereinstieg, Pflege, Vereinbarkeit",
}


@dataclass(frozen=True, kw_only=True)
class Folge:
    """A series: rhythm, day of the week (ISO), from and to; `wochen` is how long a course lasts."""

    rhythmus: Rhythmus = Rhythmus.WOECHENTLICH
    tag: int = 1
    von: time = time(9, 30)
    bis: time = time(11)
    wochen: int | None = None
    woche: Monatswoche = Monatswoche.ERSTE
    in_ferien: bool = False


@dataclass(frozen=True, kw_only=True)
class Vorlage:
    """An offer in short."""

    titel: str
    kurz: str
    format: str
    wer: str
    wo: tuple[str, str] | None
    folgen: tuple[Folge, ...] = ()
    art: Angebotsart = Angebotsart.OFFEN
    alter: tuple[int | None, int | None] = (None, None)
    schwanger: bool = False
    cent: int = 0
    hinweis: str = ""
    plaetze: int | None = None
    bei: str = ""
    leitung: tuple[str, ...] = ()
    mit: tuple[str, ...] = ()
    sprachen: tuple[Sprache, ...] = (Sprache.DEUTSCH,)
    mittel: Mittelherkunft = Mittelherkunft.FAMILIENBILDUNG
    phase: Lebensphase = Lebensphase.FRUEHE_KINDHEIT
    text: str = ""
    stand: Angebotsstand = field(default=Angebotsstand.VEROEFFENTLICHT)

    @property
    def weg(self) -> Anmeldeweg:
        if self.bei:
            return Anmeldeweg.ANBIETER
        return Anmeldeweg.ONLINE if self.plaetze else Anmeldeweg.KOMMEN


_CAFE, _RAUM = (PESTALOZZI, "Café"), (PESTALOZZI, "Bewegungsraum")
_TR, _AR, _UK = Sprache.TUERKISCH, Sprache.ARABISCH, Sprache.UKRAINISCH
ANGEBOTE: tuple[Vorlage, ...] = (
    Vorlage(
        titel="Offenes Elterncafé",
        kurz="Andere Eltern treffen, Fragen stellen, das Kind wiegen lassen. Einfach kommen.",
        text="Getränke stehen bereit, der Raum ist für Kinder eingerichtet.\n\nWer mag, lässt sich beraten: "
        "zum Schreien, Stillen oder Füttern. Auch bei Sorgen und Streit ist jemand da.",
        format="Elterncafé",
        wer=BUERO,
        mit=(BILDUNG,),
        wo=_CAFE,
        alter=(0, 12),
        schwanger=True,
        folgen=(Folge(tag=3, von=time(9, 30), bis=time(11, 30)),),
        leitung=(
            "Familienkinderkrankenschwester",
            "Pädagogische Mitarbeiterin der Familienbildung",
            "Fachkraft des Familienbüros",
        ),
        sprachen=(Sprache.DEUTSCH, _TR),
        mittel=Mittelherkunft.PAUSCHALE,
    ),
    Vorlage(
        titel="Müttercafé Oberaden",
        kurz="Kaffee, Tee und Gespräche für Mütter mit kleinen Kindern.",
        format="Elterncafé",
        wer=BUERO,
        wo=(OBERADEN, ""),
        alter=(0, 36),
        folgen=(Folge(tag=4, von=time(15), bis=time(17)),),
        sprachen=(Sprache.DEUTSCH, _AR),
        mittel=Mittelherkunft.PAUSCHALE,
    ),
    Vorlage(
        titel="Still-Café mit Trageberatung",
        kurz="Anregungen zum Stillen, zur Ernährung der Kleinsten und zum Tragen.",
        format="Stillcafé",
        wer=BILDUNG,
        wo=_CAFE,
        alter=(0, 12),
        schwanger=True,
        folgen=(Folge(tag=2, von=time(10), bis=time(11, 30)),),
        leitung=("Hebamme", "Trageberaterin"),
    ),
    Vorlage(
        titel="Baby-Café",
        kurz="Offener Treff mit Babys: Spiel, Spaß und Erfahrungen.",
        format="Babycafé",
        wer="Familienzentrum Bismarckstraße",
        wo=("Familienzentrum Bismarckstraße", ""),
        alter=(0, 12),
        folgen=(Folge(tag=5, von=time(9), bis=time(11)),),
        sprachen=(Sprache.DEUTSCH, _UK),
    ),
    *(
        Vorlage(
            titel=f"Elternstartkurs {name}",
            kurz="Neun Kursstunden für Eltern mit Neugeborenen: Umgang, Pflege, Ernährung.",
            format="Elternstartkurs",
            wer=ERWACHSENE,
            mit=(BUERO,),
            wo=wo,
            art=Angebotsart.KURS,
            alter=(0, 6),
            folgen=(Folge(tag=tag, von=time(10), bis=time(11), wochen=9),),
            plaetze=8,
            hinweis="9 Kursstunden",
            phase=Lebensphase.GEBURT,
            mittel=Mittelherkunft.PAUSCHALE,
        )
        for name, wo, tag in (
            ("Mitte", _CAFE, 1),
            ("Oberaden", (OBERADEN, ""), 2),
            ("Rünthe", (RUENTHE, ""), 3),
        )
    ),
    Vorlage(
        titel="Elternfrühstück im Familientreff",
        kurz="Jede Woche zusammen frühstücken, Kinder spielen daneben.",
        format="Elternfrühstück",
        wer=BUERO,
        mit=(BILDUNG,),
        wo=_CAFE,
        folgen=(Folge(tag=4, von=time(9), bis=time(11)),),
    ),
    Vorlage(
        titel="Elternfrühstück mit Thema",
        kurz="Alle 14 Tage mit Kinderbetreuung und einem Thema, nach dem Sie fragen.",
        format="Elternfrühstück",
        wer=ERWACHSENE,
        wo=(OBERADEN, ""),
        alter=(9, 72),
        cent=300,
        folgen=(Folge(rhythmus=Rhythmus.ZWEIWOECHENTLICH, tag=3, von=time(9), bis=time(11)),),
        mittel=Mittelherkunft.BEITRAEGE,
    ),
    Vorlage(
        titel="Elternbegleitung und Elternberatung",
        kurz="Ein Gespräch, so lange Sie es brauchen. Vertraulich.",
        format="Elternberatung",
        wer=BILDUNG,
        wo=_CAFE,
        art=Angebotsart.BERATUNG,
        bei="0271 555-120",
    ),
    Vorlage(
        titel="Geburtsvorbereitung",
        kurz="Für Schwangere und ihre Begleitung: Atmen, Wehen, die ersten Tage.",
        format="Geburtsvorbereitung",
        wer="Hebammenpraxis am Park",
        wo=("Hebammenpraxis am Park", ""),
        art=Angebotsart.KURS,
        schwanger=True,
        cent=0,
        hinweis="Ihre Krankenkasse bezahlt",
        bei="0271 555-770",
        folgen=(Folge(tag=1, von=time(18), bis=time(20), wochen=7),),
        phase=Lebensphase.SCHWANGERSCHAFT,
        mittel=Mittelherkunft.TRAEGER,
    ),
    Vorlage(
        titel="Pre-Kanga",
        kurz="Sanfte Bewegung in der Schwangerschaft.",
        format="Kanga",
        wer=BILDUNG,
        wo=_RAUM,
        art=Angebotsart.KURS,
        schwanger=True,
        cent=4500,
        hinweis="6 Termine",
        plaetze=10,
        folgen=(Folge(tag=4, von=time(17), bis=time(18), wochen=6),),
        phase=Lebensphase.SCHWANGERSCHAFT,
        mittel=Mittelherkunft.BEITRAEGE,
    ),
    Vorlage(
        titel="Kangakurs",
        kurz="Sport für Mütter, das Baby ist im Tragetuch dabei.",
        format="Kanga",
        wer=BILDUNG,
        wo=_RAUM,
        art=Angebotsart.KURS,
        alter=(2, 12),
        cent=4500,
        hinweis="6 Termine",
        plaetze=10,
        folgen=(Folge(tag=2, von=time(9), bis=time(10), wochen=6),),
        mittel=Mittelherkunft.BEITRAEGE,
    ),
    Vorlage(
        titel="Babywiegen",
        kurz="Die Hebamme wiegt Ihr Kind und beantwortet Fragen.",
        format="Babywiegen",
        wer="Kreisgesundheitsamt",
        wo=("Familienbüro", "Beratungsraum"),
        alter=(0, 12),
        folgen=(
            Folge(rhythmus=Rhythmus.MONATLICH, tag=1, woche=Monatswoche.ERSTE, von=time(9), bis=time(11)),
        ),
        mittel=Mittelherkunft.EIGENMITTEL,
    ),
    Vorlage(
        titel="Babymassage",
        kurz="Ruhe und Berührung, auch gegen Bauchweh.",
        format="Babymassage",
        wer="Hebammenpraxis am Park",
        wo=("Hebammenpraxis am Park", ""),
        art=Angebotsart.KURS,
        alter=(2, 9),
        cent=4500,
        hinweis="5 Termine",
        plaetze=6,
        folgen=(Folge(tag=1, von=time(9, 30), bis=time(10, 30), wochen=5),),
        mittel=Mittelherkunft.BEITRAEGE,
    ),
    Vorlage(
        titel="Schrei-, Schlaf- und Stillberatung",
        kurz="Wenn Ihr Kind viel weint, nicht schläft oder nicht trinkt.",
        format="Schreiberatung",
        wer=BUERO,
        wo=("Familienbüro", "Beratungsraum"),
        art=Angebotsart.BERATUNG,
        alter=(0, 36),
        bei="0271 555-100",
        leitung=("Familienkinderkrankenschwester",),
        sprachen=(Sprache.DEUTSCH, _TR, _AR),
        mittel=Mittelherkunft.PAUSCHALE,
    ),
    Vorlage(
        titel="Eltern-Kind-Gruppe Weidenau",
        kurz="Spielen, singen, andere Eltern treffen.",
        format="Eltern-Kind-Gruppe",
        wer="Familienzentrum Bismarckstraße",
        wo=("Familienzentrum Bismarckstraße", ""),
        alter=(6, 36),
        folgen=(Folge(tag=2, von=time(9, 30), bis=time(11)),),
        sprachen=(Sprache.DEUTSCH, _TR),
    ),
    Vorlage(
        titel="Miniclub",
        kurz="Zwei Stunden ohne Eltern: ein sanfter Anfang vor der Kita.",
        format="Eltern-Kind-Gruppe",
        wer=BILDUNG,
        wo=_RAUM,
        art=Angebotsart.KURS,
        alter=(24, 36),
        cent=6000,
        hinweis="im Monat",
        plaetze=12,
        folgen=(Folge(tag=1, von=time(8, 30), bis=time(10, 30), wochen=20),),
        phase=Lebensphase.FREMDBETREUUNG,
        mittel=Mittelherkunft.BEITRAEGE,
    ),
    Vorlage(
        titel="Bewegung, Spiel und Spaß",
        kurz="Turnen und toben für Kinder, die laufen.",
        format="Bewegung",
        wer=BILDUNG,
        wo=_RAUM,
        alter=(12, 48),
        folgen=(Folge(tag=5, von=time(15), bis=time(16)),),
        cent=200,
    ),
    Vorlage(
        titel="Infoabend: Kita oder Tagespflege?",
        kurz="Welche Betreuung passt, und wie Sie sich anmelden.",
        format="Elternberatung",
        wer=BUERO,
        mit=(PATEN,),
        wo=("Familienbüro", "Beratungsraum"),
        art=Angebotsart.VERANSTALTUNG,
        alter=(0, 72),
        schwanger=True,
        phase=Lebensphase.FREMDBETREUUNG,
        folgen=(Folge(rhythmus=Rhythmus.EINMALIG, tag=2, von=time(19), bis=time(20, 30)),),
        mittel=Mittelherkunft.EIGENMITTEL,
    ),
    Vorlage(
        titel="Elternkompetenzkurs",
        kurz="Klar und liebevoll: Grenzen setzen, ruhig bleiben.",
        format="Elternkompetenz",
        wer="Erziehungsberatungsstelle",
        wo=(OBERADEN, ""),
        art=Angebotsart.KURS,
        alter=(12, 144),
        plaetze=12,
        folgen=(Folge(tag=4, von=time(19), bis=time(21), wochen=8),),
        mittel=Mittelherkunft.EIGENMITTEL,
    ),
    Vorlage(
        titel="Zeit für mich: Kurs für Mütter",
        kurz="Für Mütter, die viel allein tragen. Mit Kinderbetreuung.",
        format="Elternkompetenz",
        wer="Schwangerschaftsberatungsstelle",
        wo=(RUENTHE, ""),
        art=Angebotsart.KURS,
        alter=(0, 36),
        plaetze=8,
        folgen=(Folge(tag=2, von=time(10), bis=time(11, 30), wochen=10),),
        mittel=Mittelherkunft.PAUSCHALE,
    ),
    Vorlage(
        titel="Nähkurs für Anfängerinnen",
        kurz="Mützen, Tücher, Babyhosen. Maschinen sind da.",
        format="Nähen",
        wer=BILDUNG,
        wo=_CAFE,
        art=Angebotsart.KURS,
        cent=3500,
        hinweis="4 Termine, Stoff inbegriffen",
        plaetze=6,
        folgen=(Folge(tag=3, von=time(18), bis=time(20), wochen=4),),
        phase=Lebensphase.SOZIALES_UMFELD,
        mittel=Mittelherkunft.BEITRAEGE,
    ),
    Vorlage(
        titel="Musikmäuse",
        kurz="Musik für die Kleinsten: singen, klatschen, lauschen.",
        format="Musik",
        wer="Musikschule",
        wo=("Musikschule", "Saal"),
        art=Angebotsart.KURS,
        alter=(6, 36),
        cent=4800,
        hinweis="8 Termine",
        plaetze=10,
        folgen=(Folge(tag=5, von=time(15), bis=time(15, 45), wochen=8),),
        mittel=Mittelherkunft.BEITRAEGE,
    ),
    Vorlage(
        titel="Familienfreizeit am See",
        kurz="Ein Wochenende mit anderen Familien.",
        format="Familienfreizeit",
        wer=BILDUNG,
        wo=None,
        art=Angebotsart.VERANSTALTUNG,
        alter=(12, 144),
        cent=9000,
        hinweis="je Familie, ermäßigt 40 Euro",
        plaetze=15,
        folgen=(Folge(rhythmus=Rhythmus.EINMALIG, tag=6, von=time(10), bis=time(18), wochen=6),),
        phase=Lebensphase.SOZIALES_UMFELD,
        mittel=Mittelherkunft.BEITRAEGE,
    ),
    Vorlage(
        titel="Babysitterkurs",
        kurz="Für Jugendliche ab 14: sicher auf Kinder aufpassen, mit Nachweis.",
        format="Babysitter",
        wer="Bündnis für Familie",
        wo=("Familienbüro", "Beratungsraum"),
        art=Angebotsart.KURS,
        plaetze=12,
        folgen=(Folge(tag=6, von=time(10), bis=time(14), wochen=2, in_ferien=True),),
        phase=Lebensphase.SOZIALES_UMFELD,
        mittel=Mittelherkunft.EIGENMITTEL,
    ),
    Vorlage(
        titel="Sprechstunde der Familienhebamme",
        kurz="Von der Schwangerschaft bis zum ersten Geburtstag.",
        format="Familienhebamme",
        wer=BUERO,
        wo=("Familienbüro", "Beratungsraum"),
        art=Angebotsart.BERATUNG,
        alter=(0, 12),
        schwanger=True,
        folgen=(Folge(tag=2, von=time(14), bis=time(16)),),
        leitung=("Familienhebamme",),
        mittel=Mittelherkunft.PAUSCHALE,
    ),
    Vorlage(
        titel="Rat zu Geld, Elternzeit und Pflege",
        kurz="Elterngeld, Zuschüsse, Beruf und Familie, Angehörige pflegen.",
        format="Geld und Elternzeit",
        wer=BUERO,
        wo=("Familienbüro", "Beratungsraum"),
        art=Angebotsart.BERATUNG,
        folgen=(Folge(tag=4, von=time(14), bis=time(17, 30)),),
        schwanger=False,
        mittel=Mittelherkunft.EIGENMITTEL,
        phase=Lebensphase.SOZIALES_UMFELD,
    ),
    Vorlage(
        titel="Zweites Elterncafé Rünthe",
        kurz="In Planung: ein weiterer Treff mit Elternschule.",
        format="Elterncafé",
        wer=BUERO,
        wo=(RUENTHE, ""),
        alter=(0, 36),
        folgen=(Folge(tag=1, von=time(15), bis=time(17)),),
        stand=Angebotsstand.ENTWURF,
        mittel=Mittelherkunft.PAUSCHALE,
    ),
)


def organisationen_anlegen() -> dict[str, Organisation]:
    """The providers by name."""
    return {
        name: Organisation.objects.create(
            name=name,
            traegerart=traegerart,
            ort="Musterstadt",
            telefon="0271 555-100",
            sortierschluessel=sortierschluessel(name),
        )
        for name, traegerart in ORGANISATIONEN.items()
    }


def standorte_anlegen() -> None:
    """Where the office is: the main place and one in a district."""
    Standort.objects.create(
        name="Familienbüro",
        strasse="Rathausplatz 1",
        plz="57072",
        ort="Musterstadt",
        telefon="0271 555-100",
        oeffnungszeiten="Montag bis Donnerstag, 8 bis 16 Uhr\nFreitag, 8 bis 12 Uhr",
        zugang="Erdgeschoss, stufenlos, mit Wickelraum",
        anfahrt="Bus bis Haltestelle Rathaus, Parkhaus am Markt",
    )
    Standort.objects.create(
        reihenfolge=2,
        name="Stadtteilbüro Geisweid",
        strasse="Marktstraße 8",
        plz="57078",
        ort="Musterstadt",
        telefon="0271 555-200",
        oeffnungszeiten="Dienstag, 9 bis 12 Uhr",
        zugang="Eine Stufe, Klingel am Eingang",
        anfahrt="Haltestelle Markt Geisweid",
    )


def orte_anlegen(stadtteile: dict[str, Stadtteil]) -> dict[tuple[str, str], Ort]:
    """The places by name and room."""
    return {
        (platz.name, platz.raum): Ort.objects.create(
            name=platz.name,
            raum=platz.raum,
            strasse=platz.strasse,
            plz=platz.plz,
            ort="Musterstadt",
            stadtteil=stadtteile[platz.stadtteil],
            stufenlos=platz.stufenlos,
            zugang=platz.zugang,
            haltestelle=platz.haltestelle,
            sortierschluessel=sortierschluessel(platz.name),
        )
        for platz in ORTE
    }


def angebote_anlegen(stadtteile: dict[str, Stadtteil], durch: Benutzer, heute: date) -> list[Angebot]:
    """Everything that families find; series begin in this or the next week."""
    standorte_anlegen()
    organisationen, orte = organisationen_anlegen(), orte_anlegen(stadtteile)
    formate = {
        name: Format.objects.create(
            name=name, suchworte=worte.split(", "), sortierschluessel=sortierschluessel(name)
        )
        for name, worte in FORMATE.items()
    }
    return [
        _anlegen(vorlage, organisationen, orte, formate, durch, heute)
        for vorlage in (*ANGEBOTE, *_ferien(heute))
    ]


def _ferien(heute: date) -> Iterable[Vorlage]:
    """Holiday care of the primary schools, one offer per school; the other districts show gaps."""
    schulen = ("Grundschule Kaan-Marienborn", "Grundschule Geisweid", "Grundschule Eiserfeld")
    for nummer, schule in enumerate(schulen):
        yield Vorlage(
            titel=f"Ferienbetreuung {schule.removeprefix('Grundschule ')}",
            kurz="Für Grundschulkinder, ganztägig, mit Mittagessen.",
            format="Ferien",
            wer="Ganztag im Stadtteil e. V.",
            wo=(schule, ""),
            art=Angebotsart.FERIEN,
            alter=(72, 144),
            cent=6000,
            hinweis="je Woche, mit Mittagessen",
            plaetze=20 - 4 * nummer,
            folgen=(
                Folge(
                    rhythmus=Rhythmus.TAEGLICH, von=time(8), bis=time(16 - nummer), wochen=0, in_ferien=True
                ),
            ),
            phase=Lebensphase.FREMDBETREUUNG,
            mittel=Mittelherkunft.BEITRAEGE,
        )


def _anlegen(
    vorlage: Vorlage,
    organisationen: dict[str, Organisation],
    orte: dict[tuple[str, str], Ort],
    formate: dict[str, Format],
    durch: Benutzer,
    heute: date,
) -> Angebot:
    angebot = Angebot(
        titel=vorlage.titel,
        kurz=vorlage.kurz,
        text=vorlage.text,
        art=vorlage.art,
        format=formate[vorlage.format],
        lebensphase=vorlage.phase,
        organisation=organisationen[vorlage.wer],
        ort=orte[vorlage.wo] if vorlage.wo else None,
        alter_von=vorlage.alter[0],
        alter_bis=vorlage.alter[1],
        schwangerschaft=vorlage.schwanger,
        kosten_cent=vorlage.cent,
        kostenhinweis=vorlage.hinweis,
        anmeldeweg=vorlage.weg,
        anmeldung_bei=vorlage.bei,
        plaetze=vorlage.plaetze,
        nach_vereinbarung=not vorlage.folgen,
        sprachen=list(vorlage.sprachen),
        mittel=vorlage.mittel,
        kontakt_telefon="0271 555-100",
    )
    angebot_schreiben(angebot, durch=durch)
    angebot.kooperation.set(organisationen[name] for name in vorlage.mit)
    Leitung.objects.bulk_create(Leitung(angebot=angebot, beruf=beruf) for beruf in vorlage.leitung)
    Terminreihe.objects.bulk_create(_reihe(angebot, folge, heute) for folge in vorlage.folgen)
    termine_nachfuehren(angebot)
    return (
        angebot
        if vorlage.stand == Angebotsstand.ENTWURF
        else stand_aendern(angebot.pk, vorlage.stand, durch=durch)
    )


def _reihe(angebot: Angebot, folge: Folge, heute: date) -> Terminreihe:
    """A series as it runs today: open ones since spring, courses from the coming days on."""
    montag = heute - timedelta(days=heute.weekday())
    if folge.wochen is None and folge.rhythmus != Rhythmus.EINMALIG:
        anfang = montag - timedelta(weeks=20) + timedelta(days=folge.tag - 1)
        schluss = None
    else:
        anfang = montag + timedelta(days=7 + folge.tag - 1)
        schluss = anfang + timedelta(weeks=folge.wochen) - timedelta(days=1) if folge.wochen else None
    if folge.rhythmus == Rhythmus.TAEGLICH:
        anfang, schluss = _naechste_ferienwoche(heute)
    if folge.rhythmus == Rhythmus.EINMALIG:
        anfang += timedelta(weeks=folge.wochen or 1)
        schluss = None
    return Terminreihe(
        angebot=angebot,
        rhythmus=folge.rhythmus,
        wochentage=[] if folge.rhythmus in (Rhythmus.EINMALIG, Rhythmus.TAEGLICH) else [folge.tag],
        monatswoche=folge.woche,
        von=anfang,
        bis=schluss,
        beginn=folge.von,
        ende=folge.bis,
        in_ferien=folge.in_ferien,
    )


def _naechste_ferienwoche(heute: date) -> tuple[date, date]:
    """Monday and Friday of the first whole week of the next school holidays, or of a week in two months."""
    for ferien in Schulferien.objects.filter(von__gt=heute):
        montag = ferien.von + timedelta(days=-ferien.von.weekday() % 7)
        if montag + timedelta(days=4) <= ferien.bis:
            return montag, montag + timedelta(days=4)
    montag = heute - timedelta(days=heute.weekday()) + timedelta(weeks=8)
    return montag, montag + timedelta(days=4)
