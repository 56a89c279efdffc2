"""What one can do with follow-ups."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import DateField, DateTimeField
from django.db.models.functions import Trunc

from familienbuero import kalender
from familienbuero.kalender.uhr import BERLIN
from familienbuero.konten.models import Benutzer
from familienbuero.raum import raeume
from familienbuero.stammdaten.models import Familie
from familienbuero.verlauf import FAMILIE, uebergehen, verzeichnen
from familienbuero.vermittlung.enums import Folgeart, Folgestatus, Ratstatus
from familienbuero.vermittlung.models import Folgeauftrag, FolgeauftragVerlauf, Ratanfrage, RatanfrageVerlauf


@transaction.atomic
def folgeauftrag_anlegen(
    *,
    familie: Familie,
    art: Folgeart,
    quelle: str,
    quelle_id: UUID,
    zustaendig: Benutzer,
    faellig_am: date,
    durch: Benutzer,
) -> Folgeauftrag:
    """Note what follows, for whom and until when. No data leave the office by that."""
    auftrag = Folgeauftrag.objects.create(
        familie=familie,
        art=art,
        quelle=quelle,
        quelle_id=quelle_id,
        zustaendig=zustaendig,
        faellig_am=faellig_am,
    )
    verzeichnen(auftrag, von="", nach=Folgestatus.OFFEN, wer=durch)
    return auftrag


@transaction.atomic
def folgeauftrag_abschliessen(auftrag_id: UUID, *, status: Folgestatus, durch: Benutzer) -> Folgeauftrag:
    """Close a follow-up as done or no longer wished, or open it again; tells the room it came from."""
    auftrag = Folgeauftrag.objects.select_for_update().get(pk=auftrag_id)
    uebergehen(auftrag, status, wer=durch)
    for raum in raeume():
        if raum.name == auftrag.quelle and raum.erledigt:
            raum.erledigt(auftrag.quelle_id, durch)
    return auftrag


@transaction.atomic
def folgeauftrag_uebergeben(
    auftrag_id: UUID, *, an: Benutzer, faellig_am: date, durch: Benutzer
) -> Folgeauftrag:
    """Give a follow-up to another person or another day."""
    auftrag = Folgeauftrag.objects.select_for_update().get(pk=auftrag_id)
    auftrag.zustaendig, auftrag.faellig_am = an, faellig_am
    auftrag.save(update_fields=["zustaendig", "faellig_am"])
    verzeichnen(auftrag, von=auftrag.status, nach=auftrag.status, wer=durch, warum="uebergeben")
    return auftrag


def sind_alle_erledigt(*, quelle: str, quelle_id: UUID) -> bool:
    """True when nothing that came from this case is still open."""
    return not Folgeauftrag.objects.offen().filter(quelle=quelle, quelle_id=quelle_id).exists()


def folgeauftraege_loeschen(fall: UUID) -> Mapping[str, int]:
    """Take family, owner and exact days from what came from a case that is deleted; kind and end count on."""
    auftraege = Folgeauftrag.objects.filter(quelle_id=fall)
    monat = Trunc("wann", "month", output_field=DateTimeField(), tzinfo=BERLIN)
    verlauf = FolgeauftragVerlauf.objects.filter(fall__in=auftraege).update(wer=None, wann=monat)
    return {
        "Folgeauftrag": auftraege.update(
            familie=None,
            zustaendig=None,
            faellig_am=Trunc("faellig_am", "month", output_field=DateField()),
            erstellt_am=Trunc("erstellt_am", "month", output_field=DateTimeField(), tzinfo=BERLIN),
        ),
        "FolgeauftragVerlauf": verlauf,
    }


@transaction.atomic
def rat_anfragen(
    *, thema: str, name: str = "", telefon: str = "", email: str = "", sprache: str = "", text: str = ""
) -> Ratanfrage:
    """Somebody asks the office for advice; it waits for coordination or head."""
    anfrage = Ratanfrage.objects.create(
        thema=thema,
        name=name,
        telefon=telefon,
        email=email,
        sprache=sprache,
        text=text,
        eingegangen_am=kalender.jetzt(),
    )
    verzeichnen(anfrage, von="", nach=Ratstatus.OFFEN, wer=None, rolle=FAMILIE)
    return anfrage


@transaction.atomic
def ratanfrage_fuehren(anfrage_id: UUID, *, status: Ratstatus, durch: Benutzer) -> Ratanfrage:
    """Take a request over, close it, or open it again. Who takes it over answers it."""
    anfrage = Ratanfrage.objects.select_for_update().get(pk=anfrage_id)
    if status == Ratstatus.IN_ARBEIT:
        anfrage.zustaendig = durch
    elif status == Ratstatus.OFFEN:
        anfrage.zustaendig = None
    anfrage.erledigt_am = kalender.heute() if status == Ratstatus.ERLEDIGT else None
    uebergehen(anfrage, status, wer=durch, felder=["zustaendig", "erledigt_am"])
    return anfrage


def ratanfrage_loeschen(fall: UUID) -> Mapping[str, int]:
    """Take person and words from a request; topic, language, month and end count on."""
    anfrage = Ratanfrage.objects.select_for_update().filter(pk=fall).first()
    if anfrage is None:
        return {}
    anfrage.name = anfrage.telefon = anfrage.email = anfrage.text = ""
    anfrage.zustaendig, anfrage.geloescht_am = None, kalender.heute()
    anfrage.eingegangen_am = anfrage.eingegangen_am.astimezone(BERLIN).replace(
        day=1, hour=0, minute=0, second=0, microsecond=0
    )
    anfrage.save()
    monat = Trunc("wann", "month", output_field=DateTimeField(), tzinfo=BERLIN)
    verlauf = RatanfrageVerlauf.objects.filter(fall=fall).update(wer=None, wann=monat)
    return {"Ratanfrage": 1, "RatanfrageVerlauf": verlauf}


def fall_loeschen(fall: UUID) -> Mapping[str, int]:
    """What this room destroys of a case: its follow-ups, or itself when it is a request for advice."""
    return {**folgeauftraege_loeschen(fall), **ratanfrage_loeschen(fall)}
