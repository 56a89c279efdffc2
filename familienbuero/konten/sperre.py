"""Lock-out after wrong passwords: eight for an account, forty for an address, counted apart."""

from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest


class Sperre(AxesDatabaseHandler):  # type: ignore[misc]
    """An office of many people sits behind one network address: it gets a wider limit than one account.

    axes knows a single limit; tries of an address are therefore scaled down to that of an account.
    """

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        konto, adresse = (
            versuche.aggregate(summe=Sum("failures_since_start"))["summe"] or 0
            for versuche in self.get_user_attempts(request, credentials)
        )
        return max(konto, adresse * settings.AXES_FAILURE_LIMIT // settings.SPERRE_ADRESSE)
