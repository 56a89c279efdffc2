"""What the room of the offers announces."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from familienbuero import kalender
from familienbuero.datenschutz.enums import Datenklasse
from familienbuero.konten.models import Benutzer
from familienbuero.raum import (
    Faelliges,
    Navigationseintrag,
    Organisationsabschnitt,
    Raum,
    Startabschnitt,
    Treffer,
    Tuer,
    gezaehlt,
)
from familienbuero.sprache import je_nach
from netzwerk.angebote.abfragen import PFLEGENDE
from netzwerk.angebote.auskunft import als_naechstes, suche_zu
from netzwerk.angebote.enums import Angebotsstand
from netzwerk.angebote.models import Aenderungsvorschlag, Angebot
from netzwerk.angebote.regeln import Auswahl
from netzwerk.partner.models import Ansprechperson

# A search of the office shows at most so many offers.
HOECHSTENS = 15


def heute(benutzer: Benutzer) -> Sequence[Faelliges]:
    """Drafts that wait for release, and offers that nobody has looked at for half a year."""
    if not benutzer.hat_rolle(*PFLEGENDE):
        return []
    entwuerfe = gezaehlt(Angebot.objects.filter(status=Angebotsstand.ENTWURF))
    alt = gezaehlt(Angebot.objects.veraltet(kalender.heute()))
    liste = reverse("angebotspflege:liste")
    vorschlaege = gezaehlt(Aenderungsvorschlag.objects.sichtbar_fuer(benutzer).offen())
    punkte = [
        Faelliges(
            anzahl=vorschlaege,
            titel=je_nach(vorschlaege, "Vorschlag eines Partners", "Vorschläge von Partnern"),
            satz="Änderungen, neue Angebote und abgesagte Termine",
            adresse=reverse("angebotspflege:vorschlaege"),
        ),
        Faelliges(
            anzahl=entwuerfe,
            titel=je_nach(entwuerfe, "Entwurf eines Angebots", "Entwürfe von Angeboten"),
            satz="Noch nicht veröffentlicht",
            adresse=f"{liste}?stand={Angebotsstand.ENTWURF}",
        ),
        Faelliges(
            anzahl=alt,
            titel=je_nach(alt, "Angebot prüfen", "Angebote prüfen"),
            satz="Seit einem halben Jahr hat niemand nachgesehen, ob alles noch stimmt",
            adresse=f"{liste}?veraltet=1",
        ),
    ]
    return [punkt for punkt in punkte if punkt.anzahl]


def suche(benutzer: Benutzer, wort: str) -> Sequence[Treffer]:
    """Offers by the words under which families find them."""
    darf_schreiben = benutzer.hat_rolle(*PFLEGENDE)
    gefunden = Angebot.objects.sichtbar_fuer(benutzer).mit_worten(suche_zu(Auswahl(wort=wort))).mit_ort()
    return [
        Treffer(
            gruppe="Angebote",
            titel=angebot.titel,
            satz=", ".join(filter(None, [angebot.alter, str(angebot.ort or "")])),
            adresse=reverse("angebotspflege:angebot", args=[angebot.pk])
            if darf_schreiben
            else reverse("angebote:angebot", args=[angebot.slug]),
        )
        for angebot in gefunden[:HOECHSTENS]
    ]


def organisationsabschnitt(benutzer: Benutzer, organisation_id: UUID) -> Organisationsabschnitt | None:
    """The offers of an organisation, and who keeps them with a link."""
    if not benutzer.hat_rolle(*PFLEGENDE):
        return None
    personen = Ansprechperson.objects.sichtbar_fuer(benutzer).filter(organisation=organisation_id)
    return Organisationsabschnitt(
        titel="Angebote",
        vorlage="netzwerk/angebote/pflege/_organisation.html",
        inhalt={
            "angebote": Angebot.objects.sichtbar_fuer(benutzer).filter(organisation=organisation_id),
            "personen": personen.select_related("pflegelink"),
        },
    )


def startabschnitt() -> Startabschnitt:
    """What is open today, for the public start page."""
    termine, heute = als_naechstes(kalender.heute(), kalender.jetzt())
    return Startabschnitt(
        vorlage="netzwerk/angebote/_heute.html", inhalt={"termine": termine, "heute": heute}
    )


def oeffentliche_seiten() -> Iterable[tuple[str, Mapping[str, str]]]:
    """List, week, month, and every offer that families find."""
    yield from ((f"angebote:{ansicht}", {}) for ansicht in ("liste", "woche", "monat"))
    for slug in Angebot.objects.im_netz().values_list("slug", flat=True):
        yield "angebote:angebot", {"slug": slug}


def _eintrag(text: str, adresse: str, platz: int) -> Navigationseintrag:
    return Navigationseintrag(
        bereich="Netzwerk", text=text, adresse=f"angebotspflege:{adresse}", rollen=PFLEGENDE, platz=platz
    )


RAUM = Raum(
    name="angebote",
    navigation=(
        _eintrag("Angebote", "liste", 40),
        _eintrag("Vorschläge", "vorschlaege", 41),
        _eintrag("Orte", "orte", 46),
        _eintrag("Formate", "formate", 47),
        _eintrag("Kalender", "quellen", 48),
    ),
    heute=heute,
    suche=suche,
    startabschnitt=startabschnitt,
    organisationsabschnitt=organisationsabschnitt,
    oeffentliche_seiten=oeffentliche_seiten,
    tueren=(
        Tuer(
            titel=_("Angebote finden"),
            satz=_("Krabbelgruppen, Stillcafés, Kurse und Ferien, nach Alter und Stadtteil."),
            weiter=_("Angebote ansehen"),
            adresse="angebote:liste",
            bild="angebote",
            platz=20,
        ),
    ),
    datenklassen={
        "Ort": {
            Datenklasse.TECHNISCH: ("id",),
            Datenklasse.EINSTELLUNG: (
                "name", "raum", "strasse", "plz", "ort", "stadtteil", "stufenlos", "zugang", "haltestelle",
                "sortierschluessel", "breite", "laenge",
            ),
        },
        "Format": {
            Datenklasse.TECHNISCH: ("id",),
            Datenklasse.EINSTELLUNG: ("name", "suchworte", "sortierschluessel"),
        },
        "Suchwort": {Datenklasse.TECHNISCH: ("id",), Datenklasse.EINSTELLUNG: ("wort",)},
        "Angebot": {
            Datenklasse.TECHNISCH: (
                "id", "slug", "status", "geprueft_am", "naechster_beginn", "naechstes_ende", "wochentage",
                "erstellt_am",
            ),
            Datenklasse.EINSTELLUNG: (
                "titel", "kurz", "text", "art", "format", "lebensphase", "organisation", "kooperation", "ort",
                "alter_von", "alter_bis", "schwangerschaft", "kosten_cent", "kostenhinweis", "anmeldeweg",
                "anmeldung_bei", "plaetze", "nach_vereinbarung", "sprachen", "mittel", "suchworte",
                "titelworte",
                "sortierschluessel",
            ),
            Datenklasse.BESCHAEFTIGTE: ("kontakt_name", "kontakt_telefon", "kontakt_email"),
        },
        "Leitung": {
            Datenklasse.TECHNISCH: ("id", "angebot"),
            Datenklasse.BESCHAEFTIGTE: ("name", "beruf"),
        },
        "AngebotVerlauf": {
            Datenklasse.TECHNISCH: ("id", "fall", "wann"),
            Datenklasse.FALL: ("von", "nach", "rolle", "warum"),
            Datenklasse.BESCHAEFTIGTE: ("wer",),
        },
        "Terminreihe": {
            Datenklasse.TECHNISCH: ("id", "angebot"),
            Datenklasse.EINSTELLUNG: (
                "rhythmus", "wochentage", "monatswoche", "von", "bis", "beginn", "ende", "in_ferien",
            ),
        },
        "Angebotstermin": {
            Datenklasse.TECHNISCH: ("id", "angebot", "reihe"),
            Datenklasse.EINSTELLUNG: ("tag", "beginn", "ende", "lage", "hinweis", "ort"),
        },
        "Aenderungsvorschlag": {
            Datenklasse.TECHNISCH: ("id", "status", "organisation", "angebot", "eingegangen_am"),
            Datenklasse.EINSTELLUNG: ("art", "aenderungen", "bemerkung", "antwort"),
            Datenklasse.BESCHAEFTIGTE: ("ansprechperson",),
        },
        "AenderungsvorschlagVerlauf": {
            Datenklasse.TECHNISCH: ("id", "fall", "wann"),
            Datenklasse.FALL: ("von", "nach", "rolle", "warum"),
            Datenklasse.BESCHAEFTIGTE: ("wer",),
        },
        "Kalenderrechner": {
            Datenklasse.TECHNISCH: ("id",),
            Datenklasse.EINSTELLUNG: ("name",),
        },
        "Kalenderquelle": {
            Datenklasse.TECHNISCH: ("id", "geholt_am", "gelungen_am", "fehler", "termine", "ausgelassen"),
            Datenklasse.EINSTELLUNG: ("organisation", "adresse", "ort", "aktiv"),
        },
        "Kalendereintrag": {
            Datenklasse.TECHNISCH: (
                "id", "quelle", "ereignis", "wiederholung", "angebot", "reihe", "abgesagt",
            ),
        },
        "Rueckfrage": {
            Datenklasse.TECHNISCH: (
                "id", "organisation", "halbjahr", "gefragt_am", "erinnert_am", "beantwortet_am",
            ),
            Datenklasse.BESCHAEFTIGTE: ("ansprechperson",),
        },
    },
)  # fmt: skip
