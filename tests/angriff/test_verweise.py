"""A3 and A12: links of letters open one thing only and leave no trace; nobody is led to another house."""

import logging
import re
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from familienbuero.konten.enums import Rolle
from familienbuero.termine.dienste import zugang_ausstellen, zugang_finden
from familienbuero.termine.models import Zugang
from tests.bestand import Bestand
from tests.conftest import HEUTE
from tests.fabriken import PASSWORT
from tests.stoerung.conftest import stadt
from tests.stoerung.groesse import groesse
from tests.stoerung.test_doppelt_abgeschickt import abdruck, veraendert
from willkommensbesuche.besuche.dienste.abo import abo_erneuern
from willkommensbesuche.besuche.models import TERMINART

__all__ = ["stadt"]
pytestmark = pytest.mark.django_db
ZEICHEN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def gekippt(token: str, nummer: int) -> str:
    """The token with one bit turned."""
    stelle, bit = divmod(nummer, 6)
    stelle %= len(token)
    anderes = ZEICHEN[ZEICHEN.index(token[stelle]) ^ 1 << bit]
    return token[:stelle] + anderes + token[stelle + 1 :]


def test_ein_gekipptes_bit_oeffnet_nichts(stadt: Bestand):
    gekippte = {gekippt(stadt.token, nummer) for nummer in range(len(stadt.token) * 6)}
    assert len(gekippte) >= 120
    for token in sorted(gekippte):
        assert zugang_finden(token=token) is None
    assert zugang_finden(token=stadt.token) is not None


@pytest.mark.parametrize("fall", ["abgelaufen", "ersetzt", "als Code", "Code als Verweis"])
def test_ein_verweis_oeffnet_nur_was_er_soll_und_solange_er_gilt(fall: str, stadt: Bestand):
    angabe = {"token": stadt.token}
    if fall == "abgelaufen":
        Zugang.objects.update(gueltig_bis=HEUTE - timedelta(days=1))
    elif fall == "ersetzt":
        zugang_ausstellen(art=TERMINART, fall=stadt.eigene.besuch.pk, gueltig_bis=HEUTE)
    else:
        angabe = {"code": stadt.token} if fall == "als Code" else {"token": stadt.code}
    assert zugang_finden(**angabe) is None


def test_vorab_ansehen_verbraucht_nichts(stadt: Bestand):
    """What the scanners of mail programs do."""
    weg, vorher = reverse("termine:verweis", args=[stadt.token]), abdruck()
    for nummer in range(100):
        client = Client()
        assert (client.get if nummer % 2 else client.head)(weg).status_code in (302, 405)
    assert veraendert(vorher, abdruck()) == set()
    assert zugang_finden(token=stadt.token) is not None


def test_nach_dem_tausch_steht_der_verweis_nirgends_mehr(stadt: Bestand):
    client = Client()
    antwort = client.get(reverse("termine:verweis", args=[stadt.token]))
    assert antwort["Location"] == reverse("termine:anmelden")
    assert antwort["Referrer-Policy"] == "same-origin"
    assert "no-store" in antwort["Cache-Control"]
    seite = client.get(antwort["Location"])
    assert stadt.token not in seite.content.decode() + str(seite.headers) + str(client.cookies)


def test_an_einem_anderen_haus_gilt_nichts(stadt: Bestand):
    weg = reverse("termine:verweis", args=[stadt.token])
    assert Client().get(weg, HTTP_HOST="boese.example").status_code == 400


class Zeilen(logging.Handler):
    """What our handler on the console would write."""

    def __init__(self) -> None:
        super().__init__()
        self.texte: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texte.append(self.format(record))


def _protokolliert(weg: str, geschuetzt: bool, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lines that a request leaves which fails."""
    zeilen, (konsole,) = Zeilen(), [h for h in logging.getLogger().handlers if h.name == "konsole"]
    if not geschuetzt:
        monkeypatch.setattr(konsole, "filters", [])
    logging.getLogger().addHandler(zeilen)
    try:
        assert Client(raise_request_exception=False).get(weg).status_code >= 500
    finally:
        logging.getLogger().removeHandler(zeilen)
    return zeilen.texte


@pytest.mark.parametrize("geschuetzt", [True, False], ids=["mit Filter", "Gegenprobe"])
def test_eine_gescheiterte_anfrage_schreibt_keinen_verweis_ins_protokoll(
    geschuetzt: bool, stadt: Bestand, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("django.contrib.sessions.backends.base.SessionBase.__setitem__", _kaputt)
    texte = _protokolliert(reverse("termine:verweis", args=[stadt.token]), geschuetzt, monkeypatch)
    assert any("/termin/q/" in text for text in texte)
    assert any(stadt.token in text for text in texte) is not geschuetzt


@pytest.mark.parametrize("geschuetzt", [True, False], ids=["mit Filter", "Gegenprobe"])
def test_eine_gescheiterte_anfrage_schreibt_keine_kalenderadresse_ins_protokoll(
    geschuetzt: bool, stadt: Bestand, monkeypatch: pytest.MonkeyPatch
):
    token = abo_erneuern(fuer=stadt.personen[Rolle.BESUCHSDIENST])
    monkeypatch.setattr("willkommensbesuche.besuche.views.abo.kalenderfeed", _kaputt)
    texte = _protokolliert(reverse("besuche:kalenderfeed", args=[token]), geschuetzt, monkeypatch)
    assert any("/willkommensbesuche/kalender/" in text for text in texte)
    assert any(token in text for text in texte) is not geschuetzt


def _kaputt(*_: Any) -> None:
    raise RuntimeError


def test_der_webserver_schreibt_keine_adressen_mit():
    """gunicorn writes an access log only when it is told to."""
    for datei in ("Dockerfile", "Procfile", "docker-compose.yml"):
        assert not re.search(r"access-?log", (settings.BASE_DIR / datei).read_text())


# --- A12: led to another house -----------------------------------------------------------------------

_ZIELE = ["boese.example", "boese.example/heute/", "user@boese.example", "[::1]", "2130706433"]
_VORN = ["https://", "http://", "//", "///", "////", r"\\", r"/\\", r"\/\/", "https:", "HtTpS://", " //"]
ZIELE = [
    *(f"{vorn}{ziel}" for vorn in _VORN for ziel in _ZIELE),
    "javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "\thttps://boese.example",
    "/\t/boese.example",
    "/\n/boese.example",
    "%2f%2fboese.example",
    "/%5cboese.example",
    "https://localhost@boese.example",
    "https://localhost.boese.example",
    "//boese%E3%80%82example",
    "ftp://boese.example",
    "\x00//boese.example",
]


def im_haus(ziel: str) -> bool:
    """Whether a browser on our page would stay with us."""
    wie_ein_browser = re.sub(r"[\t\n\r]", "", ziel.strip()).replace("\\", "/")
    fertig = urlsplit(urljoin("https://unser.haus/a/", wie_ein_browser))
    return fertig.scheme in ("http", "https") and fertig.netloc == "unser.haus"


def test_gegenprobe_die_ziele_fuehren_fast_alle_hinaus():
    assert len(ZIELE) >= 60
    assert sum(not im_haus(ziel) for ziel in ZIELE) >= 40


@pytest.mark.parametrize("name", ["account_login", "account_logout", "account_reauthenticate"])
def test_kein_ziel_fuehrt_aus_dem_haus(name: str, stadt: Bestand):
    wer = stadt.personen[Rolle.LEITUNG]
    for ziel in ZIELE[:: groesse(3, 1)]:
        client = Client()
        if name != "account_login":
            client.force_login(wer, backend="allauth.account.auth_backends.AuthenticationBackend")
        eingabe = {"login": wer.email, "password": PASSWORT, "next": ziel}
        antwort = client.post(reverse(name), eingabe, query_params={"next": ziel})
        assert antwort.status_code in (200, 302, 429)
        assert im_haus(antwort.get("Location", "/")), ziel
        assert im_haus(client.get(reverse(name), {"next": ziel}).get("Location", "/")), ziel


@pytest.mark.parametrize(
    "kopf",
    [
        {"HTTP_X_FORWARDED_HOST": "boese.example"},
        {"HTTP_FORWARDED": "host=boese.example"},
        {"HTTP_X_HOST": "boese.example"},
        {"HTTP_HOST": "localhost", "HTTP_X_FORWARDED_PROTO": "https"},
    ],
)
def test_die_mail_zum_passwort_nennt_immer_unsere_adresse(kopf: dict[str, str], stadt: Bestand):
    client = Client()
    wer = stadt.personen[Rolle.LEITUNG]
    client.post(reverse("account_reset_password"), {"email": wer.email}, **kopf)
    (brief,) = mail.outbox
    adressen = re.findall(r"https?://\S+", str(brief.body))
    assert adressen
    assert all(adresse.startswith(f"{settings.OEFFENTLICHE_ADRESSE}/") for adresse in adressen)


def test_ein_fremder_rechnername_bekommt_keine_antwort(stadt: Bestand):
    wer = stadt.personen[Rolle.LEITUNG]
    antwort = Client().post(
        reverse("account_reset_password"), {"email": wer.email}, HTTP_HOST="boese.example"
    )
    assert (antwort.status_code, mail.outbox) == (400, [])
