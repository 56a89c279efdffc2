"""Health check of the web container: does the server answer under the name it serves?"""

from __future__ import annotations

import os
import sys
from http.client import HTTPConnection


def gesund() -> int:
    """Exit code 0 when `/livez` answers with 200."""
    name = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].lstrip(".")
    leitung = HTTPConnection("127.0.0.1", 8000, timeout=8)
    leitung.request("GET", "/livez", headers={"Host": name})
    return 0 if leitung.getresponse().status == 200 else 1


if __name__ == "__main__":
    sys.exit(gesund())
