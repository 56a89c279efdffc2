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
