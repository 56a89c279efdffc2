"""The one door to WeasyPrint.

Imported lazily, because WeasyPrint needs system libraries (Pango) that a machine may lack. Nothing is
fetched but files of this project and the pictures that a document brings along: everything else, from
`http:` to `file:`, is refused, because names and notes in documents come from outside.
"""

import atexit
import contextlib
import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.utils._os import safe_join

from familienbuero.fehler import Ablehnung

FEHLT = (
    "PDF-Dateien können nicht erzeugt werden, weil die Systembibliothek Pango fehlt. Debian/Ubuntu: "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)
# Addresses in documents: `bund:css/brief.css` is a static file of the project, `bild:qr` a picture of it.
BUND, BILD = "bund:", "bild:"


class NichtErlaubt(ValueError):
    """A document asked for something that is neither bundled nor its own."""


def _weasyprint() -> Any:
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # it prints a banner when a library is missing
            import weasyprint
    except OSError:
        raise Ablehnung(FEHLT) from None
    return weasyprint


def _datei(name: str) -> Path:
    """A static file of the project by name; nothing outside the static folders."""
    try:
        gefunden = finders.find(name)
        pfad = Path(gefunden) if isinstance(gefunden, str) else Path(safe_join(settings.STATIC_ROOT, name))
    except SuspiciousFileOperation:
        raise NichtErlaubt(f"Keine Datei des Projekts: {name}") from None
    if not pfad.is_file():
        raise NichtErlaubt(f"Keine Datei des Projekts: {name}")
    return pfad


def holen(adresse: str, bilder: Mapping[str, bytes]) -> bytes:
    """What lies at an address of a document; NichtErlaubt for all but bundled files and own pictures."""
    if adresse.startswith(BUND):
        return _datei(adresse.removeprefix(BUND)).read_bytes()
    if adresse.startswith(BILD):
        with contextlib.suppress(KeyError):
            return bilder[adresse.removeprefix(BILD)]
    raise NichtErlaubt(f"Nicht erlaubt: {adresse[:80]}")


@cache
def _schriften() -> tuple[Any, Any]:
    """Font configuration and parsed style sheets, made once per process: half the time of a letter."""
    weasyprint = _weasyprint()
    konfiguration = weasyprint.text.fonts.FontConfiguration()
    stil = weasyprint.CSS(
        string=_datei("css/pdf/schriften.css").read_text(),
        font_config=konfiguration,
        url_fetcher=_holer({}),
        base_url=BUND,
    )
    return konfiguration, stil


@cache
def _stil(name: str) -> Any:
    konfiguration, _ = _schriften()
    return _weasyprint().CSS(
        string=_datei(f"css/pdf/{name}.css").read_text(),
        font_config=konfiguration,
        url_fetcher=_holer({}),
        base_url=BUND,
    )


# Fonts are let go while their libraries are still there; at the very end it would be too late.
atexit.register(_schriften.cache_clear)
atexit.register(_stil.cache_clear)


def _holer(bilder: Mapping[str, bytes]) -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Holer(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            return URLFetcherResponse(url, body=holen(url, bilder))

    return Holer(allowed_protocols=(), allow_redirects=False)


def setzen(html: str, *, stil: str, bilder: Mapping[str, bytes] | None = None) -> bytes:
    """Set an HTML document as tagged PDF/UA-1.

    `stil` names a sheet in static/css/pdf/, `bilder` maps names to PNG bytes for `bild:<name>`. The
    document brings `<html lang>` and `<title>`. Raises Ablehnung when Pango is missing.
    """
    weasyprint = _weasyprint()
    konfiguration, schriften = _schriften()
    dokument = weasyprint.HTML(string=html, url_fetcher=_holer(bilder or {}), base_url=BUND)
    pdf: bytes = dokument.write_pdf(
        stylesheets=[schriften, _stil(stil)],
        font_config=konfiguration,
        pdf_variant="pdf/ua-1",
        presentational_hints=False,
    )
    return pdf


def qr_code(text: str) -> bytes:
    """A QR code as PNG with one pixel per module; the style sheet gives it its size.

    A fixed mask saves the search for the best one, which takes longer than the rest of the letter.
    """
    puffer = io.BytesIO()
    segno.make_qr(text, error="m", mask=3, boost_error=False).save(puffer, kind="png", scale=1, border=2)
    return puffer.getvalue()
