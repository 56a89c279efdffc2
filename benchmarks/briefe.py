"""A letter through our door against WeasyPrint called plainly on the same HTML."""

import weasyprint

from benchmarks.messen import Messung, paarweise
from familienbuero.schreiben.pdf import _datei, holen, qr_code, setzen
from familienbuero.stammdaten.dienste import kommune
from willkommensbesuche.besuche.models import Besuch
from willkommensbesuche.einladungen.dokumente import MUSTERCODE, MUSTERVERWEIS, einladungsbrief


class _Holer(weasyprint.urls.URLFetcher):  # type: ignore[misc]
    def __init__(self, bilder: dict[str, bytes]) -> None:
        super().__init__()
        self.bilder = bilder

    def fetch(self, url: str, headers: object = None) -> object:
        return weasyprint.urls.URLFetcherResponse(url, body=holen(url, self.bilder))


def messen(*, runden: int = 15) -> Messung:
    """Tagged PDF/UA-1 of one page with QR code."""
    besuch = Besuch.objects.anstehend().select_related("familie", "termin", "besuchskraft")[0]
    brief = einladungsbrief(besuch, kommune(), code=MUSTERCODE, token=MUSTERVERWEIS)
    html, bilder = brief.html(), {"qr": qr_code(brief.verweis)}
    stile = [_datei(f"css/pdf/{name}.css").read_text() for name in ("schriften", "brief")]

    def unser_brief() -> bytes:
        return setzen(html, stil="brief", bilder=bilder)

    def weasyprint_schlicht() -> bytes:
        holer = _Holer(bilder)
        blaetter = [weasyprint.CSS(string=stil, url_fetcher=holer, base_url="bund:") for stil in stile]
        dokument = weasyprint.HTML(string=html, url_fetcher=holer, base_url="bund:")
        ergebnis: bytes = dokument.write_pdf(stylesheets=blaetter, pdf_variant="pdf/ua-1")
        return ergebnis

    return paarweise("Brief, eine Seite", unser_brief, weasyprint_schlicht, ziel=0.71, runden=runden)
