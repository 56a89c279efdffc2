"""Pictures of the manual: `make handbuch` walks the way of the office in a browser and saves what is seen.

Runs on a fresh database with the invented town and the clock at STICHTAG, so that the same code makes
the same pictures; only times of day differ. Nothing of an installation is touched.
"""

from __future__ import annotations

import io
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from werkzeuge import umgebung
from werkzeuge.einrichten import BROWSER
from werkzeuge.orte import CHECKOUT, Abbruch, mit_satz, sage

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BILDER = CHECKOUT / "docs" / "handbuch" / "bilder"
STICHTAG = "2026-11-23"  # a Monday without holidays around it
GROESSEN = {"buero": (1280, 800), "handy": (390, 780), "blatt": (900, 1270)}
FARBEN = 128  # of the palette: a third of the size, no difference to the eye
# Births and move-ins of the test data; the manual shows their October, moved by eight years.
LISTE = CHECKOUT / "tests" / "daten" / "meldedaten" / "geburten_zuzuege_2018.csv"
# An English browser writes days as 11/23/2026. The office's is German, and so are the pictures.
DEUTSCHE_TAGE = """() => document.querySelectorAll('input[type=date]').forEach(feld => {
  const tag = feld.value; feld.type = 'text'; feld.value = tag.split('-').reverse().join('.') })"""


def django_starten() -> None:
    """Load Django with our clock; ids are thrown with fixed dice, because lists are sorted by them too."""
    adresse = {"OEFFENTLICHE_ADRESSE": "https://familienbuero.musterstadt.example"}
    # Playwright runs a loop of its own in this thread, which Django takes for asynchronous code.
    os.environ |= adresse | {"STICHTAG": STICHTAG, "DJANGO_ALLOW_ASYNC_UNSAFE": "true"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "familienbuero.settings"
    wuerfel = random.Random(2026)  # noqa: S311 - the same pictures every time, nothing secret
    uuid.uuid4 = lambda: uuid.UUID(int=wuerfel.getrandbits(128), version=4)
    import django

    django.setup()


def stadt_fuellen() -> None:
    """Tables and the invented town."""
    from django.core.management import call_command

    sage("Die erfundene Stadt wird angelegt …")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("demo_fuellen", stdout=io.StringIO())


@contextmanager
def webserver() -> Iterator[str]:
    """The pages, served for as long as pictures are taken; yields their address."""
    with umgebung.tuer_oeffnen() as tuer:
        befehl = [sys.executable, "-m", "gunicorn", "familienbuero.wsgi", "--bind", f"fd://{tuer.fileno()}"]
        server = subprocess.Popen(
            [*befehl, "--threads", "4", "--no-control-socket", "--log-level", "warning"],
            cwd=CHECKOUT,
            pass_fds=(tuer.fileno(),),
        )
        try:
            yield f"http://127.0.0.1:{tuer.getsockname()[1]}"
        finally:
            server.terminate()
            server.wait()


@contextmanager
def browser_oeffnen() -> Iterator[Browser]:
    """Chromium of the system, in the headless mode that also shows PDF files."""
    from playwright.sync_api import sync_playwright

    programm = next(filter(None, map(shutil.which, BROWSER)), None)
    if programm is None:
        raise Abbruch("Für die Bilder fehlt Chromium; es hilft: sudo apt-get install chromium")
    with sync_playwright() as spiel:
        browser = spiel.chromium.launch(
            executable_path=programm,
            headless=False,
            args=["--headless=new", "--no-sandbox", "--hide-scrollbars"],
        )
        yield browser
        browser.close()


class Kamera:
    """Somebody at a desk or with a phone who saves what is to be seen; with `rolle` signed in."""

    def __init__(self, browser: Browser, adresse: str, rolle: str, geraet: str) -> None:
        breite, hoehe = GROESSEN[geraet]
        self.browser = browser
        self.seite: Page = browser.new_context(
            base_url=adresse, viewport={"width": breite, "height": hoehe}, locale="de-DE"
        ).new_page()
        if rolle:
            self.anmelden(rolle)

    def anmelden(self, rolle: str) -> None:
        from demonstration.daten import ANSCHRIFT, PASSWORT

        self.gehe("/konto/anmelden/")
        self.seite.fill("input[name=login]", f"{rolle}@{ANSCHRIFT}")
        self.seite.fill("input[name=password]", PASSWORT)
        self.druecke("Anmelden")

    def gehe(self, pfad: str) -> None:
        antwort = self.seite.goto(pfad)
        if antwort is None or not antwort.ok:
            raise Abbruch(f"{pfad} antwortet mit {antwort and antwort.status}.")

    def druecke(self, text: str) -> None:
        self._klicke("button", text)

    def folge(self, text: str) -> None:
        self._klicke("link", text)

    def _klicke(self, art: Any, text: str) -> None:
        self.seite.get_by_role("main").get_by_role(art, name=text).first.click()
        self.seite.wait_for_load_state()

    def arbeiten(self, dienst: Callable[[uuid.UUID], object]) -> None:
        """Do the work of the worker for the row that the address names, and look again."""
        kennung = re.search(r"[0-9a-f-]{36}", self.seite.url)
        assert kennung
        while dienst(uuid.UUID(kennung[0])):
            pass
        self.seite.reload()

    def bild(self, name: str, *, ganz: bool = False) -> None:
        """Save the window, or with `ganz` the page to its end."""
        groesse = self.seite.viewport_size
        if ganz and groesse:  # a window as high as the page, or a bar at its lower edge covers the middle
            hoehe = self.seite.evaluate("document.documentElement.scrollHeight")
            self.seite.set_viewport_size({"width": groesse["width"], "height": hoehe})
        self.seite.evaluate("document.fonts.ready")
        self.seite.evaluate(DEUTSCHE_TAGE)
        sichern(name, self.seite.screenshot(animations="disabled", caret="hide"))
        if groesse:
            self.seite.set_viewport_size(groesse)

    def pdf(self, name: str, adresse: str) -> None:
        """Save the first page of a PDF file as a picture."""
        with tempfile.NamedTemporaryFile(suffix=".pdf") as datei:
            datei.write(self.seite.request.get(adresse).body())
            datei.flush()
            breite, hoehe = GROESSEN["blatt"]
            blatt = self.browser.new_page(viewport={"width": breite, "height": hoehe})
            blatt.goto(f"file://{datei.name}#toolbar=0")
            blatt.wait_for_timeout(3000)  # the viewer tells nobody when it is done
            sichern(name, blatt.screenshot(), nur_weisses=True)
            blatt.close()


def sichern(name: str, png: bytes, *, nur_weisses: bool = False) -> None:
    """Save a picture with a palette of its own; `nur_weisses` cuts the dark desk off around a sheet."""
    from PIL import Image

    bild = Image.open(io.BytesIO(png)).convert("RGB")
    if nur_weisses:
        bild = bild.crop(bild.convert("L").point([0] * 250 + [255] * 6).getbbox())
    bild.quantize(FARBEN, dither=Image.Dither.NONE).save(BILDER / f"{name}.png", optimize=True)


def meldeliste() -> Any:
    """A list of October 2026 as a file for the browser, with the rows that must be refused."""
    kopf, *zeilen = LISTE.read_text("utf-8-sig").splitlines()
    oktober = [zeile for zeile in zeilen if ".10.2018" in zeile.split(";")[2] or zeile.startswith("X")]
    jetzig = (re.sub(r"\.(201\d)", lambda jahr: f".{int(jahr[1]) + 8}", zeile) for zeile in oktober)
    inhalt = "\n".join([kopf, *jetzig]).encode()
    return {"name": "geburten_zuzuege_oktober.csv", "mimeType": "text/csv", "buffer": inhalt}


# --- The way, step by step: what is to be seen stands in docs/handbuch/ ------------------------------


def anmelden(niemand: Kamera) -> None:
    niemand.gehe("/konto/anmelden/")
    niemand.bild("anmelden")
    niemand.gehe("/")
    niemand.bild("startseite")


def meldelisten(buero: Kamera) -> None:
    from willkommensbesuche.meldungen.dienste import uebernehmen

    buero.gehe("/heute/")
    buero.bild("heute")
    buero.gehe("/willkommensbesuche/meldungen/neu/")
    buero.seite.set_input_files("input[type=file]", meldeliste())
    buero.druecke("Liste prüfen")
    buero.bild("meldeliste-pruefung", ganz=True)
    buero.druecke("Kinder übernehmen")
    buero.arbeiten(uebernehmen)
    buero.bild("meldeliste-uebernommen")


def planen(buero: Kamera) -> None:
    buero.gehe("/willkommensbesuche/planen/")
    buero.seite.fill("input[name=bis]", "2026-12-04")  # too short for all, so that reasons are seen
    buero.druecke("Jetzt planen")
    buero.bild("planen")
    buero.gehe("/willkommensbesuche/?woche=2026-W49")
    buero.bild("woche")
    buero.folge("Verschieben")
    buero.bild("verschieben")
    buero.gehe("/willkommensbesuche/besuche/?status=bestaetigt")
    buero.seite.locator("tbody th a").first.click()
    buero.bild("besuch")
    buero.gehe("/willkommensbesuche/besuchskraefte/")
    buero.bild("besuchskraefte")


def einladungen(buero: Kamera) -> None:
    from willkommensbesuche.einladungen.dienste import stapel_bearbeiten

    buero.gehe("/willkommensbesuche/einladungen/?von=2026-11-30&bis=2026-12-04")
    buero.bild("einladungen")
    buero.pdf("brief", "/willkommensbesuche/einladungen/muster/?von=2026-11-30&bis=2026-12-04")
    buero.druecke("erstellen")
    buero.arbeiten(stapel_bearbeiten)
    buero.bild("briefstapel")


def antworten(familie: Kamera) -> None:
    from familienbuero import kalender
    from familienbuero.termine.dienste import zugang_ausstellen
    from willkommensbesuche.besuche.enums import BesuchStatus
    from willkommensbesuche.besuche.models import TERMINART, Besuch

    eingeladene = Besuch.objects.filter(status=BesuchStatus.EINGELADEN, tag__gt=kalender.heute())
    besuch = eingeladene.order_by("tag", "pk")[0]
    code, _ = zugang_ausstellen(art=TERMINART, fall=besuch.pk, gueltig_bis=besuch.tag or kalender.heute())
    familie.gehe("/termin/")
    familie.bild("termin-code")
    familie.seite.fill("input[name=code]", code)
    familie.seite.fill("input[name=geburtsdatum]", besuch.kinder.all()[0].geburtsdatum.isoformat())
    familie.druecke("Termin ansehen")
    familie.bild("termin-vorschlag", ganz=True)
    familie.seite.get_by_text("Lieber ein anderer Termin").click()
    familie.bild("termin-andere", ganz=True)


def unterwegs(besuchskraft: Kamera) -> None:
    besuchskraft.gehe("/willkommensbesuche/mein-tag/")
    besuchskraft.bild("mein-tag")
    besuchskraft.folge("Protokoll schreiben")
    besuchskraft.bild("protokoll", ganz=True)


def von_hand(buero: Kamera) -> None:
    buero.gehe("/suche/")
    buero.seite.get_by_role("main").get_by_role("searchbox").fill("muler")
    buero.druecke("Suchen")
    buero.bild("suche")
    buero.gehe("/willkommensbesuche/besuche/?status=bestaetigt")
    buero.seite.locator("tbody th a").first.click()
    buero.folge("Alles zur Familie")
    buero.bild("familie")
    buero.gehe("/willkommensbesuche/familie-eintragen/")
    buero.bild("familie-eintragen")
    buero.gehe("/willkommensbesuche/vertretung/")
    buero.bild("vertretung")
    buero.gehe("/folgeauftraege/")
    buero.bild("folgeauftraege")


def zahlen(planung: Kamera) -> None:
    planung.gehe("/statistik/?von=2026-09-01&bis=2026-12-31&einheit=haushalte")
    planung.bild("zahlen")


def entscheiden(leitung: Kamera) -> None:
    leitung.gehe("/willkommensbesuche/besuche/?status=manuelle_pruefung")
    leitung.seite.locator("tbody th a").first.click()
    leitung.folge("Entscheiden")
    leitung.bild("entscheiden")
    leitung.gehe("/willkommensbesuche/regeln/")
    leitung.bild("regeln")


def angebote(netzwerk: Kamera) -> None:
    netzwerk.gehe("/netzwerk/angebote/")
    netzwerk.bild("angebote-pflege")
    netzwerk.folge("Offenes Elterncafé")
    netzwerk.bild("angebot-pflege")


def anmeldungen(netzwerk: Kamera) -> None:
    netzwerk.gehe("/netzwerk/angebote/?q=babymassage")
    netzwerk.folge("Babymassage")
    netzwerk.folge("Anmeldungen")
    netzwerk.bild("anmeldungen")


def zaehlen(netzwerk: Kamera) -> None:
    netzwerk.gehe("/netzwerk/angebote/?q=elterncafé")
    netzwerk.folge("Offenes Elterncafé")
    netzwerk.folge("Besucherzahlen")
    netzwerk.folge("zählen")
    netzwerk.bild("zaehlen-handy")


def partner(netzwerk: Kamera) -> None:
    netzwerk.gehe("/netzwerk/partner/?q=familienbildung")
    netzwerk.folge("Evangelische Familienbildung")
    netzwerk.bild("partner")
    netzwerk.gehe("/netzwerk/angebote/vorschlaege/")
    netzwerk.seite.locator("tbody th a").first.click()
    netzwerk.bild("vorschlag")


def pflegen(partner: Kamera) -> None:
    from netzwerk.partner.dienste import link_ausstellen
    from netzwerk.partner.models import Ansprechperson

    person = Ansprechperson.objects.exclude(pflegelink=None).order_by("name")[0]
    partner.gehe(f"/angebote/pflegen/{link_ausstellen(person.pk)}/")
    partner.bild("pflegen")


def oeffentliches(familie: Kamera) -> None:
    familie.gehe("/")
    familie.bild("start-handy")
    familie.gehe("/ar/")
    familie.bild("start-arabisch")
    familie.gehe("/angebote/babymassage/anmelden/")
    familie.bild("anmeldung-handy")


def rat(buero: Kamera) -> None:
    buero.gehe("/folgeauftraege/rat/")
    buero.bild("rat")


def seiten(verwaltung: Kamera) -> None:
    verwaltung.gehe("/verwaltung/seiten/")
    verwaltung.bild("seiten")


def angebote_finden(familie: Kamera) -> None:
    familie.gehe("/angebote/?alter=7&frei=on")
    familie.bild("angebote-handy")
    familie.gehe("/angebote/offenes-elterncafe/")
    familie.bild("angebot-handy")


def verwalten(verwaltung: Kamera) -> None:
    verwaltung.gehe("/verwaltung/konten/")
    verwaltung.bild("konten")
    verwaltung.gehe("/verwaltung/einstellungen/")
    verwaltung.bild("einstellungen")


# Who goes which way, with which device.
WEGE: tuple[tuple[Callable[[Kamera], None], str, str], ...] = (
    (anmelden, "", "buero"),
    (meldelisten, "koordination", "buero"),
    (planen, "koordination", "buero"),
    (einladungen, "koordination", "buero"),
    (antworten, "", "handy"),
    (unterwegs, "besuchsdienst", "handy"),
    (von_hand, "koordination", "buero"),
    (zahlen, "planung", "buero"),
    (entscheiden, "leitung", "buero"),
    (angebote, "netzwerk", "buero"),
    (angebote_finden, "", "handy"),
    (anmeldungen, "netzwerk", "buero"),
    (zaehlen, "netzwerk", "handy"),
    (partner, "netzwerk", "buero"),
    (pflegen, "", "buero"),
    (oeffentliches, "", "handy"),
    (rat, "koordination", "buero"),
    (seiten, "verwaltung", "buero"),
    (verwalten, "verwaltung", "buero"),
)


def main() -> int:
    """Fill, serve, walk and save."""
    django_starten()
    stadt_fuellen()
    shutil.rmtree(BILDER, ignore_errors=True)
    BILDER.mkdir(parents=True)
    with webserver() as adresse, browser_oeffnen() as browser:
        for weg, rolle, geraet in WEGE:
            sage(f"Bilder: {weg.__name__}")
            weg(Kamera(browser, adresse, rolle, geraet))
    groesse = sum(datei.stat().st_size for datei in BILDER.iterdir()) // 1024
    sage(f"{len(list(BILDER.iterdir()))} Bilder, {groesse} KiB, in {BILDER.relative_to(CHECKOUT)}/")
    return 0


if __name__ == "__main__":
    mit_satz(main)
