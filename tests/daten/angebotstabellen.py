"""Tables of offers as an office would send them."""

from netzwerk.angebotstabellen.dienste import profile

FELDER = {
    "titel": "Titel", "kurz": "In einem Satz",
    "art": "Art", "anbieter": "Anbieter", "ort": "Ort",
    "raum": "Raum", "ab": "Alter ab (Monate)", "alter_bis": "Alter bis (Monate)", "kosten": "Kosten",
    "rhythmus": "Rhythmus",
    "tage": "Wochentage", "erster": "Erster Tag", "letzter": "Letzter Tag", "von": "Von", "bis": "Bis",
    "email": "E-Mail",
}  # fmt: skip


def zeile(**werte: str) -> dict[str, str]:
    """A row that is right, unless said otherwise."""
    wie_immer = {
        "titel": "Spielkreis", "kurz": "Spielen und singen.", "anbieter": "Familienzentrum",
        "erster": "08.09.2026", "von": "9:30", "bis": "11:00", "tage": "Dienstag",
    }  # fmt: skip
    return wie_immer | werte


def tabelle(*zeilen: dict[str, str]) -> bytes:
    """The rows as CSV with all columns of our empty table."""
    kopf = [spalte for spalte, feld in profile()[0].spalten.items() if feld]
    je_spalte = [{FELDER[feld]: wert for feld, wert in eine.items()} for eine in zeilen]
    text = [";".join(kopf), *(";".join(eine.get(spalte, "") for spalte in kopf) for eine in je_spalte)]
    return "\r\n".join(text).encode()
