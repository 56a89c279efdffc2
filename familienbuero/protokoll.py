"""How lines of the log are written: with the place of an error, without values and secret addresses."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Iterable
from types import TracebackType


class OhneWerte(logging.Formatter):
    """Tracebacks without the texts of their errors: that of a database error repeats the whole row."""

    def formatException(  # noqa: N802 - named so by the base
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        fehler, stuecke = ei[1], []
        while fehler:
            stelle = "".join(traceback.format_tb(fehler.__traceback__))
            stuecke.append(f"{stelle}{type(fehler).__module__}.{type(fehler).__qualname__}")
            fehler = fehler.__cause__ or (None if fehler.__suppress_context__ else fehler.__context__)
        return "\n".join(reversed(stuecke))


class OhneVerweise(logging.Filter):
    """Cuts tokens out of addresses that begin like one of `vor`: what fails is logged with its path."""

    def __init__(self, vor: Iterable[str]) -> None:
        super().__init__()
        self.verweis = re.compile(rf"({'|'.join(map(re.escape, vor))})[\w-]+")

    def filter(self, record: logging.LogRecord) -> bool:
        satz = record.getMessage()
        if (ohne := self.verweis.sub(r"\1…", satz)) != satz:
            record.msg, record.args = ohne, ()
        return True


class OhneFehlertexte(logging.Filter):
    """Of an error that Celery repeats in its own line only the kind stays; its place stands below."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, dict) and "exc" in record.args:
            art = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else "Fehler"
            record.args = {**record.args, "exc": art, "traceback": ""}
        return True
