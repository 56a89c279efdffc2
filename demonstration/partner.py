"""Partners of the invented town: those that the network of one city and the alliance of another name."""

from __future__ import annotations

from datetime import date, timedelta

from demonstration.angebotsliste import BILDUNG, BUERO, ERWACHSENE, PATEN
from demonstration.daten import ANSCHRIFT
from familienbuero.stammdaten.enums import Traegerart
from familienbuero.stammdaten.models import Organisation
from netzwerk.angebote.dienste import angebot_vorschlagen
from netzwerk.angebote.models import Angebot, Rueckfrage
from netzwerk.angebote.regeln import angaben
from netzwerk.angebote.regeln.vorschlag import halbjahr
from netzwerk.partner.dienste import link_ausstellen, organisation_schreiben
from netzwerk.partner.enums import Lebensphase, Partnerart, Partnerstatus
from netzwerk.partner.models import Ansprechperson

_A, _P, _T = Partnerart, Lebensphase, Traegerart
ZENTRUM, HEBAMMEN, MUSIK = "Familienzentrum Bismarckstraße", "Hebammenpraxis am Park", "Musikschule"
# The 21 lines of the network Frühe Hilfen; of some there are providers of offers already.
NETZWERK: dict[str, tuple[Partnerart, tuple[Lebensphase, ...]]] = {
    "Netzwerkkoordination Frühe Hilfen": (_A.KOORDINATION, tuple(_P)),
    BUERO: (_A.FAMILIENBUERO, tuple(_P)),
    HEBAMMEN: (_A.HEBAMME, (_P.SCHWANGERSCHAFT, _P.GEBURT)),
    "Familien-Kinderkrankenpflege (FamKi)": (_A.FAMKI, (_P.GEBURT, _P.FRUEHE_KINDHEIT)),
    "Familientreff Pestalozzihaus": (_A.FAMILIENTREFF, (_P.FRUEHE_KINDHEIT, _P.SOZIALES_UMFELD)),
    "Schwangerschaftsberatungsstelle": (_A.SCHWANGERSCHAFTSBERATUNG, (_P.SCHWANGERSCHAFT,)),
    "Frühförderstelle": (_A.FRUEHFOERDERUNG, (_P.FRUEHE_KINDHEIT,)),
    "Kreisgesundheitsamt": (_A.GESUNDHEITSAMT, (_P.GEBURT, _P.FRUEHE_KINDHEIT)),
    ZENTRUM: (_A.FAMILIENZENTRUM, (_P.FRUEHE_KINDHEIT, _P.FREMDBETREUUNG)),
    "Kindertagesstätte Regenbogen": (_A.KITA, (_P.FREMDBETREUUNG,)),
    "Fachberatung der Kindertagesstätten": (_A.FACHBERATUNG, (_P.FREMDBETREUUNG,)),
    "Erziehungsberatungsstelle": (_A.ERZIEHUNGSBERATUNG, (_P.FRUEHE_KINDHEIT, _P.SOZIALES_UMFELD)),
    "Polizei, Opferschutz": (_A.POLIZEI, (_P.SOZIALES_UMFELD,)),
    "Jugendamt, Allgemeiner Sozialer Dienst": (_A.JUGENDAMT, tuple(_P)),
    "Praxis für Ergotherapie": (_A.THERAPIE, (_P.FRUEHE_KINDHEIT,)),
    "Ganztag im Stadtteil e. V.": (_A.FREIER_TRAEGER, (_P.FREMDBETREUUNG,)),
    "Regionales Bildungsnetzwerk": (_A.BILDUNGSNETZWERK, (_P.FREMDBETREUUNG,)),
    "Kommunales Integrationszentrum": (_A.INTEGRATIONSZENTRUM, (_P.SOZIALES_UMFELD,)),
    "Jugendhilfeplanung": (_A.JUGENDHILFEPLANUNG, tuple(_P)),
    "Integrationsbüro": (_A.INTEGRATIONSBUERO, (_P.SOZIALES_UMFELD,)),
    PATEN: (_A.KINDERTAGESPFLEGE, (_P.FRUEHE_KINDHEIT, _P.FREMDBETREUUNG)),
}
# With whose ward the network reaches families on the first day.
KLINIK = "Katholisches Krankenhaus, Entbindungsstation"
# The 15 member groups of the alliance, one organisation each.
BUENDNIS: dict[str, Partnerart] = {
    "Agentur für Arbeit und Jobcenter": _A.ARBEITSAGENTUR,
    ERWACHSENE: _A.BILDUNGSTRAEGER,
    "Kirchenkreis und Dekanat": _A.KIRCHE,
    BILDUNG: _A.FREIER_TRAEGER,
    "Gewerkschaftshaus": _A.GEWERKSCHAFT,
    "Gleichstellungsbeauftragte": _A.GLEICHSTELLUNG,
    "Industrie- und Handelskammer": _A.KAMMER,
    "Ambulanter Pflegedienst": _A.PFLEGEDIENST,
    "Universität, Familienservice": _A.UNIVERSITAET,
    "Wirtschaftsjunioren": _A.UNTERNEHMEN,
    "Kinderschutzbund": _A.VEREIN,
    "Bündnis für Familie": _A.STADTVERWALTUNG,
    "Jugendhilfeausschuss": _A.POLITIK,
    "Kreisverwaltung": _A.KREIS,
    "Wirtschaftsförderung": _A.WIRTSCHAFTSFOERDERUNG,
}
# Who speaks for whom; the first two have a link and a proposal that waits, the third has not answered.
SPRECHENDE = (
    (ZENTRUM, "Petra Brandt", "Leitung"),
    (HEBAMMEN, "Sofia Keller", "Hebamme"),
    (MUSIK, "Jonas Albers", "Kursplanung"),
    (BILDUNG, "Anke Wirth", "Kursplanung"),
    ("Schwangerschaftsberatungsstelle", "Dilara Aksoy", "Beratung"),
    ("Kinderschutzbund", "Horst Meinert", "Vorstand"),
)


def partner_anlegen(heute: date) -> None:
    """All partners, after the offers; some speak for them, some have something to say."""
    seit = date(heute.year - 6, 3, 1)
    for name, (art, phasen) in NETZWERK.items():
        _eintragen(name, art, Partnerstatus.KOOPERATIONSPARTNER, phasen, seit)
    _eintragen(KLINIK, _A.KLINIK, Partnerstatus.KOOPERATIONSPARTNER, (_P.GEBURT,), seit)
    for name, art in BUENDNIS.items():
        _eintragen(name, art, Partnerstatus.NETZWERKPARTNER, (), seit)
    personen = [_ansprechperson(nummer, *wer) for nummer, wer in enumerate(SPRECHENDE)]
    for person, satz in zip(personen, ("Ab Oktober im Saal.", "Die Nummer ist neu."), strict=False):
        link_ausstellen(person.pk)
        _vorschlagen(person, satz)
    _veraltet(personen[2], heute)


def _eintragen(
    name: str, art: Partnerart, status: Partnerstatus, phasen: tuple[Lebensphase, ...], seit: date
) -> None:
    organisation = Organisation.objects.filter(name=name).first()
    organisation = organisation or Organisation(name=name, traegerart=_T.FREI, ort="Musterstadt")
    organisation_schreiben(organisation, art=art, partnerstatus=status, lebensphasen=phasen, seit=seit)


def _ansprechperson(nummer: int, organisation: str, name: str, funktion: str) -> Ansprechperson:
    return Ansprechperson.objects.create(
        organisation=Organisation.objects.get(name=organisation),
        name=name,
        funktion=funktion,
        telefon=f"0271 555-{310 + nummer}",
        email=f"{name.split()[0].lower()}@partner.{ANSCHRIFT}",
    )


def _vorschlagen(person: Ansprechperson, satz: str) -> None:
    """A proposal that waits: another sentence and another phone number, or a new offer."""
    angebot = Angebot.objects.filter(organisation=person.organisation).first()
    werte = angaben(angebot or Angebot(titel="Treff für Großeltern")) | {
        "kurz": "Kommen Sie vorbei, auch wenn Sie niemanden kennen.",
        "kontakt_name": person.name,
        "kontakt_telefon": person.telefon,
    }
    angebot_vorschlagen(angebot.pk if angebot else None, werte=werte, bemerkung=satz, von=person)


def _veraltet(person: Ansprechperson, heute: date) -> None:
    """Offers that nobody has looked at for half a year, and a question without an answer."""
    Angebot.objects.filter(organisation=person.organisation).update(geprueft_am=heute - timedelta(days=200))
    gefragt = heute - timedelta(days=10)
    Rueckfrage.objects.create(
        organisation=person.organisation,
        ansprechperson=person,
        halbjahr=halbjahr(gefragt.year, gefragt.month),
        gefragt_am=gefragt,
    )
