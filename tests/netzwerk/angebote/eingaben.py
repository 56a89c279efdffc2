"""What a family types into the sign-up."""

import time
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from familienbuero.automatenschutz import KOEDER, MINDESTENS, ZEIT, stempel


def stempel_vor(zeit: timedelta) -> str:
    """The stamp of a form that was handed out so long ago."""
    damals = time.time() - zeit.total_seconds() - 1
    with patch("django.core.signing.time.time", return_value=damals):
        return stempel()


def ausgefuellt(**anders: Any) -> dict[str, Any]:
    """All fields as a person fills them in, some of them different."""
    felder = {"name": "Selma Öztürk", "email": "selma@familie.example", "telefon": "", "kinder": "1"}
    return felder | {"alter": "4", KOEDER: "", ZEIT: stempel_vor(MINDESTENS)} | anders
