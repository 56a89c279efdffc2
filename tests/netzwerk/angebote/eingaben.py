"""What a family types into the sign-up."""

import time
from typing import Any

from familienbuero.oeffentlich import stempel


def ausgefuellt(**anders: Any) -> dict[str, Any]:
    """All fields as a person fills them in, some of them different."""
    felder = {"name": "Selma Öztürk", "email": "selma@familie.example", "telefon": "", "kinder": "1"}
    return felder | {"alter": "4", "webseite": "", "stempel": stempel(time.time() - 60)} | anders
