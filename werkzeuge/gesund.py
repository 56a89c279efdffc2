"""Health check of the web container: does the server answer under the name it serves?"""

from __future__ import annotations

import os
import sys
from urllib.request import Request, urlopen


def gesund() -> int:
    """Exit code 0 when `/livez` answers with 200."""
    name = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].lstrip(".")
    anfrage = Request("http://127.0.0.1:8000/livez", headers={"Host": name})
    with urlopen(anfrage, timeout=8) as antwort:  # noqa: S310 - our own address
        return 0 if antwort.status == 200 else 1


if __name__ == "__main__":
    sys.exit(gesund())
