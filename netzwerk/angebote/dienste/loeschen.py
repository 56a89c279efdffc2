"""The end of sign-ups: names and addresses go, numbers stay (DSGVO Art. 5 Abs. 1 lit. e)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import DateTimeField, Exists, OuterRef, Q, QuerySet, UUIDField, Value
from django.db.models.functions import Trunc

from familienbuero import kalender
from familienbuero.kalender.uhr import BERLIN
from netzwerk.angebote.enums import ZU_ENDE, Mittelherkunft
from netzwerk.angebote.models import Angebotstermin, Anmeldung, AnmeldungVerlauf


def anmeldungen_beendet(bis: date) -> QuerySet[Anmeldung]:
    """Sign-ups to offers whose last date was on `bis` or before; cancelled ones from then on."""
    return _beendet(bis).exclude(angebot__mittel=Mittelherkunft.PAUSCHALE)


def gefoerderte_beendet(bis: date) -> QuerySet[Anmeldung]:
    """The same where public money has to be accounted for: the office sets a period of its own."""
    return _beendet(bis).filter(angebot__mittel=Mittelherkunft.PAUSCHALE)


def _beendet(bis: date) -> QuerySet[Anmeldung]:
    danach = datetime.combine(bis + timedelta(days=1), time.min, BERLIN)
    spaeter = AnmeldungVerlauf.objects.filter(fall=OuterRef("pk"), wann__gte=danach)
    laeuft = Angebotstermin.objects.filter(angebot=OuterRef("angebot"), ende__gte=danach)
    return (
        Anmeldung.objects.filter(~Exists(spaeter), geloescht_am=None)
        .filter(Q(status__in=ZU_ENDE) | ~Exists(laeuft))
        .annotate(familie=Value(None, UUIDField(null=True)))  # nobody's family in the sense of the register
    )


@transaction.atomic
def anmeldung_loeschen(anmeldung_id: UUID) -> Mapping[str, int]:
    """Take name, ways to be reached, age and exact days from a sign-up; row and ledger remain and count.

    Returns the number of rows by model; nothing for the case of another room.
    """
    zeile = Anmeldung.objects.select_for_update().filter(pk=anmeldung_id, geloescht_am=None).first()
    if zeile is None:
        return {}
    zeile.name = zeile.email = zeile.telefon = zeile.sprache = zeile.token = ""
    zeile.alter_monate = zeile.erinnert_am = None
    zeile.angefragt_am = zeile.angefragt_am.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    zeile.frist = zeile.frist and zeile.angefragt_am
    zeile.geloescht_am = kalender.heute()
    zeile.save()
    verlauf = zeile.verlauf.update(
        wer=None, wann=Trunc("wann", "month", output_field=DateTimeField(), tzinfo=BERLIN)
    )
    return {"Anmeldung": 1, "AnmeldungVerlauf": verlauf}
