"""Files that a page hands over."""

from django.http import HttpResponse


def als_datei(inhalt: bytes, *, name: str, art: str = "application/pdf") -> HttpResponse:
    """An answer that the browser saves under `name`, which brings its ending."""
    antwort = HttpResponse(inhalt, content_type=art)
    antwort["Content-Disposition"] = f'attachment; filename="{name}"'
    return antwort
