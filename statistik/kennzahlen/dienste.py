"""What one can do with the figures of the years before."""

from collections.abc import Sequence

from django.db import transaction

from statistik.kennzahlen.auskunft import Jahresangaben
from statistik.kennzahlen.models import Jahreszahl


@transaction.atomic
def jahre_eintragen(jahre: Sequence[Jahresangaben], *, einheit: str) -> None:
    """Let these be all years of the unit, `haushalte` or `kinder`; those of the other one stay.

    What is left out is not known any more. The source of a year holds for both units.
    """
    zahlen = {(zahl.jahr, zahl.kennzahl): zahl for zahl in Jahreszahl.objects.select_for_update()}
    for zahl in zahlen.values():
        setattr(zahl, einheit, None)
    quellen = {angaben.jahr: angaben.quelle for angaben in jahre}
    for angaben in jahre:
        for name, wert in angaben.werte.items():
            if wert is not None:
                zahl = zahlen.setdefault((angaben.jahr, name), Jahreszahl(jahr=angaben.jahr, kennzahl=name))
                setattr(zahl, einheit, wert)
    for zahl in zahlen.values():
        zahl.quelle = quellen.get(zahl.jahr, zahl.quelle)
        if zahl.haushalte is None and zahl.kinder is None:
            Jahreszahl.objects.filter(pk=zahl.pk).delete()
        else:
            zahl.save()
