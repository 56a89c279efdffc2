"""How work by the clock gets on."""

from familienbuero.zustand import Zustand


class Laufstand(Zustand):
    """In time, or too late."""

    PUENKTLICH = "puenktlich", ("fertig", "check"), "pünktlich"
    UEBERFAELLIG = "ueberfaellig", ("eilt", "warning"), "überfällig"
