"""The page of the figures against its SQL, and one year against reading both tables as a whole."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from django.db import connection
from django.test import Client
from django.urls import reverse

from benchmarks.messen import Messung, paarweise
from familienbuero import kalender
from statistik.kennzahlen.abfragen import _SQL, NACH_STAND


def messen(client: Client, *, runden: int = 5) -> Iterator[Messung]:
    """Twelve months of the figures, and all of them."""
    bis = kalender.heute().replace(day=1) - timedelta(days=1)
    jahr, alles = (bis - timedelta(days=364), bis), (date(1990, 1, 1), bis)
    for name, (von, ende) in {"ein Jahr": jahr, "alle Jahre": alles}.items():
        adresse = f"{reverse('kennzahlen:zahlen')}?von={von}&bis={ende}&einheit=haushalte&stadtteil="

        def seite(adresse: str = adresse) -> None:
            antwort = client.get(adresse)
            assert antwort.status_code == 200
            assert antwort.context["bericht"]

        yield paarweise(f"Zahlen, {name}, zu ihrem SQL", seite, _sql(von, ende), ziel=1.5, runden=runden)
    yield paarweise(
        "Zahlen, ein Jahr, zum Lesen von allem", _sql(*jahr), _alles_lesen(*jahr), ziel=0.2, runden=runden
    )


def _sql(von: date, bis: date) -> Callable[[], None]:
    angaben = {"von": von, "bis": bis, "stadtteil": None, "staende": list(NACH_STAND)}

    def fragen() -> None:
        with connection.cursor() as cursor:
            cursor.execute(_SQL, angaben)
            cursor.fetchall()

    return fragen


def _alles_lesen(von: date, bis: date) -> Callable[[], None]:
    """The same figures by reading both tables from the first row to the last."""
    ohne_index = """
        SELECT date_trunc('month', besuch.tag)::date, besuch.anlass, besuch.stadtteil_id, verlauf.nach,
               count(DISTINCT besuch.id)
          FROM besuche_besuchverlauf verlauf
          JOIN besuche_besuch besuch ON besuch.id = verlauf.fall_id
         WHERE besuch.tag BETWEEN %s AND %s AND verlauf.nach = ANY(%s)
         GROUP BY 1, 2, 3, 4
    """

    def fragen() -> None:
        with connection.cursor() as cursor:
            schalter = ("indexscan", "indexonlyscan", "bitmapscan")
            cursor.execute("".join(f"SET enable_{art} = off;" for art in schalter))
            cursor.execute(ohne_index, [von, bis, list(NACH_STAND)])
            cursor.fetchall()
            cursor.execute("".join(f"RESET enable_{art};" for art in schalter))

    return fragen
