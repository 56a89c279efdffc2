"""What the room of the offers announces."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familienbuero import kalender
from familienbuero.konten.models import Benutzer
from familienbuero.raum import (
    Faelliges,
    Loeschregel,
    Navigationseintrag,
    Organisationsabschnitt,
    Pruefung,
    Raum,
    Startabschnitt,
    Treffer,
    Tuer,
    gezaehlt,
)
from familienbuero.schreiben.models import Nachricht
from familienbuero.sprache import je_nach
from netzwerk.angebote.abfragen import PFLEGENDE, AngebotQuerySet, AnmeldungQuerySet
from netzwerk.angebote.auskunft import als_naechstes, suche_zu
from netzwerk.angebote.dienste import (
    anmeldung_loeschen,
    anmeldungen_beendet,
    gefoerderte_beendet,
    suche_erneuern,
    unerreichte,
)
from netzwerk.angebote.enums import HALTEND, IM_NETZ, Angebotsstand, Anmeldungsstand
from netzwerk.angebote.models import Aenderungsvorschlag, Angebot, Anmeldung, Kalenderquelle
from netzwerk.angebote.raum.datenklassen import DATENKLASSEN
from netzwerk.angebote.regeln import Auswahl, suchworte
from netzwerk.partner.models import Ansprechperson

# A search of the office shows at most so many offers.
HOECHSTENS = 15
# "Heute" names so many offers with something to do; the rest comes when these are done.
HOECHSTENS_HEUTE = 5
# A computer that is away for a night is no matter for the office.
GEDULD = timedelta(days=1)


def heute(benutzer: Benutzer) -> Sequence[Faelliges]:
    """Proposals and drafts that wait, and offers that nobody has looked at for half a year."""
    if not benutzer.hat_rolle(*PFLEGENDE):
        return []
    entwuerfe = gezaehlt(Angebot.objects.filter(status=Angebotsstand.ENTWURF))
    alt = gezaehlt(Angebot.objects.veraltet(kalender.heute()))
    liste = reverse("angebotspflege:liste")
    vorschlaege = gezaehlt(Aenderungsvorschlag.objects.sichtbar_fuer(benutzer).offen())
    stumme = len(unerreichte())
    kalender_gestoert = gezaehlt(Kalenderquelle.objects.gestoert(timezone.now() - GEDULD))
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
            anzahl=stumme,
            titel="Partner nicht zu erreichen",
            satz="Die Frage, ob alles noch stimmt, kommt nicht an",
            adresse=f"{reverse('angebotspflege:vorschlaege')}#unerreichte",
        ),
        Faelliges(
            anzahl=kalender_gestoert,
            titel="Kalender von Partnern nicht zu lesen",
            satz="Ihre Termine folgen dem Kalender nicht mehr",
            adresse=reverse("angebotspflege:quellen"),
        ),
        Faelliges(
            anzahl=alt,
            titel=je_nach(alt, "Angebot prüfen", "Angebote prüfen"),
            satz="Seit einem halben Jahr hat niemand nachgesehen, ob alles noch stimmt",
            adresse=f"{liste}?veraltet=1",
        ),
    ]
    return [*anzurufende(), *(punkt for punkt in punkte if punkt.anzahl), *wartelisten()]


def anzurufende() -> Iterable[Faelliges]:
    """Families that no mail reaches: none is known, or it did not get through."""
    ohne_post = Nachricht.objects.nicht_angekommen().values("fall")
    ohne_adresse = Q(status=Anmeldungsstand.NACHGERUECKT, email="", angebot__status__in=IM_NETZ)
    betroffen = Anmeldung.objects.filter(ohne_adresse | Q(pk__in=ohne_post))
    # Also of what has just been called off.
    for angebot, anzahl in _je_angebot(betroffen, Angebot.objects.mit_adresse()):
        yield Faelliges(
            anzahl=anzahl,
            titel=je_nach(anzahl, "Familie anrufen", "Familien anrufen"),
            satz=f"{angebot.titel}: per E-Mail nicht zu erreichen",
            adresse=reverse("angebotspflege:anmeldungen", args=[angebot.pk]),
            eilt=True,
        )


def wartelisten() -> Iterable[Faelliges]:
    """Families that wait for a place."""
    wartende = Anmeldung.objects.filter(status=Anmeldungsstand.WARTELISTE)
    for angebot, anzahl in _je_angebot(wartende, Angebot.objects.im_netz()):
        yield Faelliges(
            anzahl=anzahl,
            titel=je_nach(anzahl, "Familie wartet", "Familien warten"),
            satz=f"{angebot.titel}: auf der Warteliste, vielleicht hilft ein zweiter Kurs",
            adresse=reverse("angebotspflege:anmeldungen", args=[angebot.pk]),
        )


def _je_angebot(anmeldungen: AnmeldungQuerySet, angebote: AngebotQuerySet) -> Iterable[tuple[Angebot, int]]:
    gezaehlte = (
        anmeldungen.filter(geloescht_am=None).order_by().values("angebot").annotate(anzahl=Count("pk"))
    )
    anzahl = {zeile["angebot"]: zeile["anzahl"] for zeile in gezaehlte}
    for angebot in angebote.filter(pk__in=anzahl)[:HOECHSTENS_HEUTE]:
        yield angebot, anzahl[angebot.pk]


def plaetze_stimmen() -> Pruefung:
    """I5: the counter of each offer is the sum of its sign-ups, and never more than there are."""
    summe = Coalesce(Sum("anmeldungen__kinder", filter=Q(anmeldungen__status__in=HALTEND)), 0)
    falsch = Angebot.objects.annotate(summe=summe).exclude(belegte_plaetze=F("summe")).count()
    gut = not falsch
    satz = (
        f"{Anmeldung.objects.count()} Anmeldungen, alle Plätze gezählt."
        if gut
        else f"Bei {falsch} Angeboten stimmt die Zahl der belegten Plätze nicht."
    )
    return Pruefung(name="I5 Plätze", ok=gut, satz=satz)


def suche(benutzer: Benutzer, wort: str) -> Sequence[Treffer]:
    """Offers by the words under which families find them; a single letter is none and finds nothing."""
    if not suchworte(wort):
        return []
    darf_schreiben = benutzer.hat_rolle(*PFLEGENDE)
    gefunden = (
        Angebot.objects.sichtbar_fuer(benutzer)
        .passend_auch_ohne_termin(suche_zu(Auswahl(wort=wort)))
        .mit_ort()
    )
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
    ohne_post = Exists(Nachricht.objects.all().geparkt().filter(fall=OuterRef("pk")))
    personen = Ansprechperson.objects.sichtbar_fuer(benutzer).filter(organisation=organisation_id)
    return Organisationsabschnitt(
        titel="Angebote",
        vorlage="netzwerk/angebote/pflege/_organisation.html",
        inhalt={
            "angebote": Angebot.objects.sichtbar_fuer(benutzer).filter(organisation=organisation_id),
            "personen": personen.select_related("pflegelink").annotate(ohne_post=ohne_post),
        },
    )


def startabschnitt() -> Startabschnitt:
    """What is open today, for the public start page."""
    termine, heute = als_naechstes(kalender.heute(), kalender.jetzt())
    return Startabschnitt(
        vorlage="netzwerk/angebote/_heute.html", inhalt={"termine": termine, "heute": heute}
    )


def oeffentliche_seiten() -> Iterable[tuple[str, Mapping[str, str]]]:
    """List, week, month, holidays, and every offer that families find."""
    yield from ((f"angebote:{ansicht}", {}) for ansicht in ("liste", "woche", "monat", "ferien"))
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
    organisation_geaendert=suche_erneuern,
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
    loeschregeln=(
        Loeschregel(
            kennung="angebote.anmeldungen",
            titel="Anmeldungen zu Kursen",
            beginn="letzter Termin des Angebots, bei Abgemeldeten die Abmeldung",
            monate=6,
            faellig=anmeldungen_beendet,
        ),
        Loeschregel(
            kennung="angebote.gefoerderte",
            titel="Anmeldungen zu Kursen aus der Fachbezogenen Pauschale",
            beginn="letzter Termin des Angebots; lang genug, bis der Nachweis geprüft ist",
            monate=6,
            faellig=gefoerderte_beendet,
        ),
    ),
    fall_loeschen=anmeldung_loeschen,
    pruefungen=(plaetze_stimmen,),
    datenklassen=DATENKLASSEN,
)
