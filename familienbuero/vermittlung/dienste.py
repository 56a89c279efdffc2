"""What one can do with follow-ups."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import DateField, DateTimeField
from django.db.models.functions import Trunc

from familienbuero.kalender.uhr import BERLIN
from familienbuero.konten.models import Benutzer
from familienbuero.raum import raeume
from familienbuero.stammdaten.models import Familie
from familienbuero.verlauf import uebergehen, verzeichnen
from familienbuero.vermittlung.enums import Folgeart, Folgestatus
from familienbuero.vermittlung.models import Folgeauftrag, FolgeauftragVerlauf


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
