"""What one can do with letters: claim, set, put together."""

import io
from collections.abc import Collection
from functools import partial
from uuid import UUID

import pikepdf
from django.db import transaction
from django.utils import timezone

from familienbuero.auftrag import HOECHSTVERSUCHE, PACHT, Auftragsstand
from familienbuero.datenschutz import dateien
from familienbuero.schreiben.models import BRIEFE, STAPEL, Schreiben, Stapel

NICHT_GESETZT = "Der Brief ließ sich dreimal nicht erzeugen. Bitte an die Verwaltung wenden."
NICHT_GEBUNDEN = "Die Druckdatei ließ sich dreimal nicht erzeugen. Bitte an die Verwaltung wenden."


def naechstes_schreiben(stapel_id: UUID) -> Schreiben | None:
    """Claim the next letter of a batch that nobody works on; None when there is none left.

    A letter that has killed its worker three times is parked and named, so that the others get done.
    """
    for schreiben in Schreiben.objects.zu_tun().filter(stapel=stapel_id).order_by("sortierung", "pk")[:50]:
        if schreiben.versuche >= HOECHSTVERSUCHE:
            Schreiben.objects.zu_tun().filter(pk=schreiben.pk).parken(
                NICHT_GESETZT, zurueckgestellt=NICHT_GESETZT
            )
        elif Schreiben.objects.beanspruchen(schreiben.pk):
            return schreiben
    return None


@transaction.atomic
def schreiben_ablegen(schreiben: Schreiben, pdf: bytes) -> None:
    """Keep a finished letter: the file first, then the row, so that no row is done without its file."""
    dateien.ablegen(BRIEFE, schreiben.pk, pdf)
    schreiben.stand, schreiben.fehler = Auftragsstand.ERLEDIGT, ""
    schreiben.pacht_bis = None
    schreiben.groesse = len(pdf)
    schreiben.pruefsumme = dateien.pruefsumme(pdf)
    schreiben.seiten = seitenzahl(pdf)
    schreiben.save(update_fields=["stand", "fehler", "pacht_bis", "groesse", "pruefsumme", "seiten"])


def schreiben_zurueckstellen(schreiben: Schreiben, grund: str, *, aussortieren: bool = False) -> None:
    """Park a letter with the sentence that says why; its file goes once that is written.

    `aussortieren` when it stood in a print file, so that its sheet must be taken out of the pile.
    """
    transaction.on_commit(partial(dateien.vernichten, BRIEFE, schreiben.pk))
    schreiben.aussortieren = aussortieren
    schreiben.stand, schreiben.fehler = Auftragsstand.GESCHEITERT, ""  # parked, and not failed
    schreiben.pacht_bis = None
    schreiben.zurueckgestellt = grund
    schreiben.groesse = schreiben.seiten = 0
    schreiben.pruefsumme = ""
    schreiben.save(
        update_fields=[
            "stand", "fehler", "pacht_bis", "zurueckgestellt", "aussortieren", "groesse", "seiten",
            "pruefsumme",
        ]
    )  # fmt: skip


def stapel_neu_binden(stapel_id: UUID) -> None:
    """Let the print file of a batch be made anew; the caller rings."""
    Stapel.objects.filter(pk=stapel_id).wieder_oeffnen()


def seitenzahl(pdf: bytes) -> int:
    """Number of pages of a PDF file."""
    with pikepdf.open(io.BytesIO(pdf)) as dokument:
        return len(dokument.pages)


def stapel_zum_binden(stapel_id: UUID) -> Stapel | None:
    """Claim a batch whose letters are all done; None when another worker has it.

    What has failed three times is parked with a sentence, and does not go round for ever.
    """
    offen = Stapel.objects.zu_tun().filter(pk=stapel_id)
    if offen.filter(versuche__gte=HOECHSTVERSUCHE).parken(NICHT_GEBUNDEN):
        return None
    return Stapel.objects.get(pk=stapel_id) if Stapel.objects.beanspruchen(stapel_id) else None


def stapel_binden(stapel: Stapel) -> None:
    """Put the letters of a batch together as one print file, in the order of the post.

    The print file need not be tagged; each letter is. The caller has claimed the batch.
    """
    with pikepdf.new() as druck:
        for nummer, schreiben in enumerate(stapel.schreiben.fertig()):
            with pikepdf.open(io.BytesIO(schreiben.datei())) as brief:
                druck.pages.extend(brief.pages)
            if nummer % 50 == 0:
                verlaengern(stapel)
        puffer = io.BytesIO()
        stapel.seiten = len(druck.pages)
        druck.save(puffer)
    dateien.ablegen(STAPEL, stapel.pk, puffer.getvalue())
    stapel.pruefsumme = dateien.pruefsumme(puffer.getvalue())
    stapel.stand, stapel.fehler = Auftragsstand.ERLEDIGT, ""
    stapel.save(update_fields=["stand", "fehler", "seiten", "pruefsumme"])


def stapel_pachten(stapel_id: UUID) -> bool:
    """Take a whole batch for this process, so that no sweep rings and no worker begins; False when taken.

    The lease runs out like any other: `verlaengern` while working, `stapel_freigeben` when interrupted.
    """
    frei = Stapel.objects.zu_tun().filter(pk=stapel_id)
    return frei.update(stand=Auftragsstand.IN_ARBEIT, pacht_bis=timezone.now() + PACHT) == 1


def stapel_freigeben(stapel_id: UUID) -> None:
    """Leave an unfinished batch to the workers."""
    Stapel.objects.filter(pk=stapel_id, stand=Auftragsstand.IN_ARBEIT).update(
        stand=Auftragsstand.OFFEN, pacht_bis=None
    )


def verlaengern(stapel: Stapel) -> None:
    """Renew the lease of a long piece of work."""
    Stapel.objects.filter(pk=stapel.pk).update(pacht_bis=timezone.now() + PACHT)


def schreiben_loeschen(ids: Collection[UUID]) -> int:
    """Destroy letters for good, and the print files that hold them; an emptied batch goes as well.

    Files go first, so that none is left without its row. Returns the number of letters.
    """
    stapel = list(Stapel.objects.filter(schreiben__in=ids).distinct().values_list("pk", flat=True))
    for schreiben_id in ids:
        dateien.vernichten(BRIEFE, schreiben_id)
    for stapel_id in stapel:
        dateien.vernichten(STAPEL, stapel_id)
    Stapel.objects.filter(pk__in=stapel).update(seiten=0, pruefsumme="")
    anzahl = Schreiben.objects.filter(pk__in=ids).delete()[1].get("schreiben.Schreiben", 0)
    Stapel.objects.filter(pk__in=stapel, schreiben=None).delete()
    return anzahl
