"""A form that is sent twice counts once: double click, back button, a repeat after a lost answer.

Every rendered form carries a CSRF token of its own (Django masks the secret anew each time), so the token
tells which piece of paper it is. What came of it stands in a row, in one transaction with the effect.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from django.contrib import messages
from django.contrib.messages.storage.base import BaseStorage
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from familienbuero.konten.models import Absendung
from familienbuero.sprache import tag_in_worten


class EinmalAbsenden:
    """Middleware behind the check of the token: the second sending gets the answer of the first.

    Only answers that lead on (redirects) count as done; whoever gets the form back with errors, or is led
    on with a refusal, may send it again. Another content from the same paper is another act. Sign-in forms
    are left to their package.
    """

    def __init__(self, antworten: Callable[[HttpRequest], HttpResponse]) -> None:
        self.antworten = antworten

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.antworten(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Answer in the place of the view, with everything that it does in one transaction."""
        papier = request.POST.get("csrfmiddlewaretoken") if request.method == "POST" else None
        if not papier or view.__module__.startswith("allauth."):
            return None
        with transaction.atomic():
            absendung = _gesperrt(hashlib.sha256(papier.encode()).hexdigest())
            inhalt = _abdruck(request)
            if absendung.inhalt == inhalt:
                messages.info(request, _schon_da(timezone.localtime(absendung.wann)))
                return redirect(absendung.ziel)
            sitzung = request.session.session_key
            meldungen = cast(BaseStorage, messages.get_messages(request))
            bisher = len(meldungen)
            antwort = view(request, *args, **kwargs)
            # Who has just shown a code gets a new session, and needs the answer that brings its cookie.
            fertig = isinstance(antwort, HttpResponseRedirect) and sitzung == request.session.session_key
            if fertig and not _abgelehnt(meldungen, bisher):
                absendung.inhalt, absendung.ziel = inhalt, antwort["Location"]
                absendung.wann = timezone.now()
                absendung.save(update_fields=["inhalt", "ziel", "wann"])
            elif not absendung.inhalt:
                absendung.delete()
            return antwort


def _schon_da(wann: datetime) -> str:
    return gettext(
        "Dieses Formular ist schon am %(tag)s um %(zeit)s Uhr angekommen. Jetzt hat sich nichts geändert. "
        "Wenn Sie es noch einmal wollen, laden Sie die Seite bitte neu."
    ) % {"tag": tag_in_worten(wann, "j. F"), "zeit": f"{wann:%H:%M}"}


def _gesperrt(papier: str) -> Absendung:
    """The row of this paper, locked; whoever clicks twice waits here for the first click's end."""
    Absendung.objects.bulk_create([Absendung(papier=papier)], ignore_conflicts=True)
    return Absendung.objects.select_for_update().get(papier=papier)


def _abgelehnt(meldungen: BaseStorage, bisher: int) -> bool:
    """Whether the view has left a refusal behind the older messages; all still wait for the next page."""
    neue = list(meldungen)[bisher:]
    meldungen.used = False
    return any(meldung.level >= messages.ERROR for meldung in neue)


def _abdruck(request: HttpRequest) -> str:
    """Hash of address, fields and files of a form."""
    summe = hashlib.sha256(request.get_full_path().encode())
    for name, werte in sorted(request.POST.lists()):
        summe.update(repr((name, werte)).encode())
    for name, dateien in sorted(request.FILES.lists()):
        for datei in dateien:
            summe.update(repr((name, datei.name)).encode())
            for stueck in datei.chunks():
                summe.update(stueck)
            datei.seek(0)
    return summe.hexdigest()
