"""The end of a case: what is due, and what is left of it (DSGVO Art. 5 Abs. 1 lit. e, § 84 SGB X)."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import DateTimeField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Trunc
from django.utils.timezone import localtime

from familienbuero import kalender
from familienbuero.kalender.regeln import monatsanfang
from familienbuero.kalender.uhr import BERLIN
from familienbuero.konten.models import Benutzer
from familienbuero.stammdaten.models import Familie
from familienbuero.vermittlung.models import Folgeauftrag
from willkommensbesuche.besuche.dienste.gemeinsam import gesperrt, regeln, uebergehen
from willkommensbesuche.besuche.dienste.melden import Teilnahme, familien_neu_pruefen
from willkommensbesuche.besuche.enums import ANSTEHEND, Ausschlussgrund, BesuchStatus, Warum
from willkommensbesuche.besuche.models import Besuch, BesuchVerlauf, Protokoll

OHNE_BESUCH = (BesuchStatus.ABGESAGT, BesuchStatus.NICHT_ERREICHT, BesuchStatus.AUSGESCHLOSSEN)
# Cases that nobody has ended; at the end of their period they are excluded.
NIE_EINGEPLANT = frozenset({BesuchStatus.GEMELDET, BesuchStatus.MANUELLE_PRUEFUNG, BesuchStatus.GEPRUEFT})
LIEGEN_GEBLIEBEN = ANSTEHEND | {BesuchStatus.AUSFALL_DIENST, BesuchStatus.NICHT_ANGETROFFEN}


@transaction.atomic
def kein_kontakt(familie_id: UUID, *, durch: Benutzer) -> None:
    """The family wants no contact any more (Art. 21 DSGVO): open cases end, nothing goes out."""
    Familie.objects.filter(pk=familie_id, kein_kontakt_seit=None).update(kein_kontakt_seit=kalender.heute())
    familien_neu_pruefen([familie_id], wer=durch)


@transaction.atomic
def kontakt_wieder_erlaubt(familie_id: UUID, *, durch: Benutzer) -> None:
    """The family has changed its mind; cases that ended for that reason wait for a date again."""
    Familie.objects.filter(pk=familie_id).update(kein_kontakt_seit=None)
    familien_neu_pruefen([familie_id], wer=durch)


def ohne_besuch_beendet(bis: date) -> QuerySet[Besuch]:
    """Cases that ended without a visit on `bis` or before, or that nobody has ended: their target window
    was over then without a date, or their last date without a log.
    """
    fenster = timedelta(days=regeln().zielfenster_bis_tage)
    nie = Q(status__in=NIE_EINGEPLANT, ereignisdatum__lte=bis - fenster)
    liegen = Q(status__in=LIEGEN_GEBLIEBEN, tag__lte=bis)
    return _seit(bis).filter(Q(status__in=OHNE_BESUCH) | nie | liegen)


def nach_besuch_abgeschlossen(bis: date) -> QuerySet[Besuch]:
    """Visits whose case was closed on `bis` or before; one with follow-ups closes with the last of them."""
    return _seit(bis).filter(status=BesuchStatus.ABGESCHLOSSEN)


def _seit(bis: date) -> QuerySet[Besuch]:
    """Cases with which nothing has happened after that day."""
    danach = datetime.combine(bis + timedelta(days=1), time.min, BERLIN)
    spaeter = BesuchVerlauf.objects.filter(fall=OuterRef("pk"), wann__gte=danach)
    offen = Folgeauftrag.objects.offen().values("quelle_id")
    return Besuch.objects.filter(~Exists(spaeter), geloescht_am=None).exclude(pk__in=offen)


@transaction.atomic
def besuch_loeschen(besuch_id: UUID) -> Mapping[str, int]:
    """Take family, persons, notes and exact days from a case; row, ledger and log remain and count.

    Its days become months, so figures of whole months stay what they were. Returns the number of rows
    by model; nothing for the case of another room.
    """
    if not Besuch.objects.filter(pk=besuch_id, geloescht_am=None).exists():
        return {}
    besuch = gesperrt(besuch_id)
    if besuch.status in NIE_EINGEPLANT | LIEGEN_GEBLIEBEN:
        besuch.grund = Ausschlussgrund.ZU_SPAET
        uebergehen(besuch, BesuchStatus.AUSGESCHLOSSEN, durch=None, warum=Warum.FRIST, felder=["grund"])
    if besuch.tag and besuch.verlauf.filter(nach=BesuchStatus.DURCHGEFUEHRT).exists():
        besuch.tage_bis_besuch = (besuch.tag - besuch.ereignisdatum).days
    besuch.familie = besuch.besuchskraft = besuch.termin = None
    besuch.grund, besuch.festgelegt = "", False
    besuch.tag = besuch.tag and monatsanfang(besuch.tag)
    besuch.ereignisdatum = monatsanfang(besuch.ereignisdatum)
    besuch.erstellt_am = _monat(besuch.erstellt_am)
    besuch.geloescht_am = kalender.heute()
    besuch.save()
    return {
        "Besuch": 1,
        "Kind im Besuch": Teilnahme.objects.filter(besuch_id=besuch_id).delete()[0],
        "BesuchVerlauf": _verlauf_vergroebern(besuch),
        "Protokoll": _protokoll_leeren(besuch),
        "Protokollentwurf": besuch.entwuerfe.all().delete()[0],
        "Protokollsendung": besuch.sendungen.all().delete()[0],
    }


def _verlauf_vergroebern(besuch: Besuch) -> int:
    """Who becomes the role that stands there already, the time becomes the month, the reason its code."""
    return besuch.verlauf.update(
        wer=None,
        besuchskraft=None,
        beginn=None,
        wann=Trunc("wann", "month", output_field=DateTimeField(), tzinfo=BERLIN),
    )


def _protokoll_leeren(besuch: Besuch) -> int:
    """Topics, place and length of the talk are counted; what was written about people goes."""
    protokoll = Protokoll.objects.filter(besuch=besuch).first()
    if protokoll is None:
        return 0
    protokoll.notiz, protokoll.sprache, protokoll.geschrieben_von = "", "", None
    protokoll.geschrieben_am = _monat(protokoll.geschrieben_am)
    protokoll.save()
    return 1


def _monat(zeit: datetime) -> datetime:
    """The month of a moment, as it is counted here: not that of Greenwich."""
    return datetime.combine(monatsanfang(localtime(zeit).date()), time.min, BERLIN)
