"""What the log says while a test runs, and the words that it must not say."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

# A word that no page has by itself: tests put it where somebody may type, and look where it turns up.
KANARIE = "kanarienvogel"
# What families of the tests are called, where they live, how they are reached and what they want: each family
# of the factories and of the lists has some of it, those of the small town have the rest.
VERTRAULICH = (
    "Rosina", "Rosenstraße", "Beispiel", "Öztürk", "Weißgerber", "Altbekannt", "0271 471", "Selma",
    "familie.example", "Ada Wunsch", "Wer hat einen Platz?",
)  # fmt: skip


@contextmanager
def protokoll(*, wie_konsole: bool = True) -> Iterator[list[str]]:
    """The lines of the log as the console shows them, or as Python would write them by itself."""
    zeilen: list[str] = []
    (konsole,) = [handler for handler in logging.getLogger().handlers if handler.name == "konsole"]

    class Mitschrift(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            record.exc_text = None  # the text that another handler has made
            zeilen.append(self.format(record))

    mitschrift = Mitschrift()
    mitschrift.setFormatter(konsole.formatter if wie_konsole else logging.Formatter())
    logging.getLogger().addHandler(mitschrift)
    try:
        yield zeilen
    finally:
        logging.getLogger().removeHandler(mitschrift)


def verrat(zeilen: list[str]) -> list[str]:
    """The lines that tell about a family."""
    return [zeile for zeile in zeilen if any(wort in zeile for wort in (KANARIE, *VERTRAULICH))]
