"""Enter the offers of the invented town, so that their series run today."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta

from demonstration.angebotsliste import ANGEBOTE, BILDUNG, FORMATE, ORGANISATIONEN, ORTE, Folge, Vorlage
from familienbuero.kalender.models import Schulferien
from familienbuero.konten.models import Benutzer
from familienbuero.stammdaten.models import Organisation, Stadtteil, Standort
from familienbuero.stammdaten.regeln import sortierschluessel
from netzwerk.angebote.dienste import angebot_schreiben, stand_aendern, termine_nachfuehren
from netzwerk.angebote.enums import Angebotsart, Angebotsstand, Mittelherkunft, Rhythmus
from netzwerk.angebote.models import Angebot, Format, Leitung, Ort, Terminreihe
from netzwerk.angebote.regeln import Reihe, tage_der_reihe
from netzwerk.partner.enums import Lebensphase


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
            stadtteil=stadtteile.get(platz.stadtteil),
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
    """Holiday care of the primary schools and one for all; the other districts show gaps."""
    yield Vorlage(
        titel="Ferienspiele im Wald",
        kurz="Für Kinder aus der ganzen Stadt, vormittags, bei jedem Wetter.",
        format="Ferien",
        wer=BILDUNG,
        wo=("Waldhof", ""),
        art=Angebotsart.FERIEN,
        alter=(72, 144),
        cent=4000,
        hinweis="je Woche",
        plaetze=15,
        folgen=(Folge(rhythmus=Rhythmus.TAEGLICH, von=time(9), bis=time(13), in_ferien=True),),
        phase=Lebensphase.FREMDBETREUUNG,
        mittel=Mittelherkunft.BEITRAEGE,
    )
    schulen = ("Grundschule Kaan-Marienborn", "Grundschule Geisweid", "Grundschule Eiserfeld")
    for nummer, schule in enumerate(schulen):
        yield Vorlage(
            titel=f"Ferienbetreuung {schule.removeprefix('Grundschule ')}",
            kurz="Für Grundschulkinder, mit Mittagessen.",
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
        schluss = _letzter_tag(folge, anfang)
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


def _letzter_tag(folge: Folge, anfang: date) -> date | None:
    """When a course has taken place as often as it says; holidays do not count."""
    if not folge.wochen or folge.rhythmus == Rhythmus.EINMALIG:
        return None
    reihe = Reihe(
        rhythmus=folge.rhythmus,
        von=anfang,
        bis=None,
        beginn=folge.von,
        ende=folge.bis,
        wochentage=(folge.tag,),
        in_ferien=folge.in_ferien,
    )
    in_einem_jahr = anfang + timedelta(days=365)
    ferien = Schulferien.objects.spannen(anfang, in_einem_jahr)
    return tage_der_reihe(reihe, von=anfang, bis=in_einem_jahr, ferien=ferien)[folge.wochen - 1]


def _naechste_ferienwoche(heute: date) -> tuple[date, date]:
    """Monday and Friday of the first whole week of the next school holidays, or of a week in two months."""
    for ferien in Schulferien.objects.filter(von__gt=heute):
        montag = ferien.von + timedelta(days=-ferien.von.weekday() % 7)
        if montag + timedelta(days=4) <= ferien.bis:
            return montag, montag + timedelta(days=4)
    montag = heute - timedelta(days=heute.weekday()) + timedelta(weeks=8)
    return montag, montag + timedelta(days=4)
