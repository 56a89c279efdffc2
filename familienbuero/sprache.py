"""German words that depend on a number."""


def je_nach(anzahl: int, eins: str, viele: str) -> str:
    """`eins` for one thing, `viele` for none or more: "Besuch" or "Besuche"."""
    return eins if anzahl == 1 else viele
