"""Offers, places and providers of the invented town: those that the concepts of three cities name.

Where the concepts contradict each other (Elternfrühstück every week or every 14 days), both rhythms are
there, each in its place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time

from familienbuero.stammdaten.enums import Sprache, Traegerart
from netzwerk.angebote.enums import (
    Angebotsart,
    Angebotsstand,
    Anmeldeweg,
    Mittelherkunft,
    Monatswoche,
    Rhythmus,
)
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
    """A place of the town; without a district it is meant for all of it."""

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
    Platz("Waldhof", "Am Tiergarten 1", "57072", "", stufenlos=False, haltestelle="Haltestelle Tiergarten"),
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
    """A series: rhythm, day of the week (ISO), from and to; `wochen` is how often a course takes place."""

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
        titel="Müttercafé Rünthe",
        kurz="Kaffee, Tee und Gespräche für Mütter mit kleinen Kindern.",
        format="Elterncafé",
        wer=BUERO,
        wo=(RUENTHE, ""),
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
        titel="Musikalische Früherziehung",
        kurz="Instrumente ausprobieren, Rhythmus spüren, ohne Noten.",
        format="Musik",
        wer="Musikschule",
        wo=("Musikschule", "Saal"),
        art=Angebotsart.KURS,
        alter=(48, 72),
        cent=6400,
        hinweis="8 Termine",
        plaetze=10,
        folgen=(Folge(tag=5, von=time(16), bis=time(17), wochen=8),),
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
        titel="Wieder arbeiten oder gründen: Rat für Mütter",
        kurz="Zurück in den Beruf oder ein eigener Betrieb, mit Kindern und ohne Umwege.",
        format="Geld und Elternzeit",
        wer=BUERO,
        mit=("Bündnis für Familie",),
        wo=("Familienbüro", "Beratungsraum"),
        art=Angebotsart.BERATUNG,
        bei="0271 555-100",
        mittel=Mittelherkunft.EIGENMITTEL,
        phase=Lebensphase.SOZIALES_UMFELD,
    ),
    Vorlage(
        titel="Zweites Elterncafé mit Elternschule",
        kurz="In Planung: ein zweiter Elterntreff, in Oberaden.",
        format="Elterncafé",
        wer=BUERO,
        wo=(OBERADEN, ""),
        alter=(0, 36),
        folgen=(Folge(tag=1, von=time(15), bis=time(17)),),
        stand=Angebotsstand.ENTWURF,
        mittel=Mittelherkunft.PAUSCHALE,
    ),
)
