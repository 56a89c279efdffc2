"""What of our addresses must not stand in a log."""

import logging
import re

VERWEIS = re.compile(r"(/termin/q/)[\w-]+")


class OhneVerweise(logging.Filter):
    """Cuts the token out of the path of a QR link: a request that fails is logged with its path."""

    def filter(self, record: logging.LogRecord) -> bool:
        satz = record.getMessage()
        if (ohne := VERWEIS.sub(r"\1…", satz)) != satz:
            record.msg, record.args = ohne, ()
        return True
