"""Files that a page hands over."""

from django.http import HttpResponse

ARTEN = {
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "json": "application/json",
    "pdf": "application/pdf",
}


def als_datei(inhalt: bytes | str, *, name: str) -> HttpResponse:
    """An answer that the browser saves under `name`; the ending says what it is."""
    antwort = HttpResponse(inhalt, content_type=ARTEN[name.rpartition(".")[2]])
    antwort["Content-Disposition"] = f'attachment; filename="{name}"'
    return antwort
