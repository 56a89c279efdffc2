"""Fetching from outside: whom our server asks, and whom it never asks (A8)."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from familienbuero.einlesen.abholen import ABRUF, Abruf, abholen, adresse_pruefen, ist_oeffentlich
from familienbuero.fehler import Ablehnung

HIER = Abruf(nur_oeffentlich=False, sekunden=3, bytes_=10_000)


@pytest.mark.parametrize(
    "adresse",
    [
        "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "255.255.255.255", "192.0.2.1",
        "::1", "::", "fe80::1", "fe80::1%eth0",
        "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1",
        "2002:7f00:1::", "2001:db8::1",
    ],
)  # fmt: skip
def test_eigene_und_besondere_netze_sind_nicht_oeffentlich(adresse: str):
    assert not ist_oeffentlich(adresse)


@pytest.mark.parametrize("adresse", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_das_oeffentliche_netz_ist_oeffentlich(adresse: str):
    assert ist_oeffentlich(adresse)


@pytest.mark.parametrize(
    "adresse",
    [
        "http://erlaubt.example/a.ics", "ftp://erlaubt.example/a.ics", "file:///etc/passwd",
        "gopher://erlaubt.example/",
        "https://erlaubt.example:8443/a.ics", "https://wer:geheim@erlaubt.example/a.ics",
        "//erlaubt.example/a.ics",
        "https://erlaubt.example\\@boese.example/", "https://erlaubt.example/a b",
        "https://erlaubt.example/a\r\nHost: x",
        "https://erlaubt.example#@boese.example/", "https://boese.example/a.ics",
        "https://erlaubt.example.boese.example/",
        "https://boese.example/?erlaubt.example", "https://[::1]/", "https://[erlaubt.example/", "https://",
        "https://erlaubt.example:99999/", "https://ＥＲＬＡＵＢＴ.example/",
        "data:text/calendar,BEGIN:VCALENDAR", "",
    ],
)  # fmt: skip
def test_gefragt_wird_nur_wer_auf_der_liste_steht_und_nur_mit_https(adresse: str):
    with pytest.raises(Ablehnung):
        adresse_pruefen(adresse, rechner={"erlaubt.example"})


def test_wer_auf_der_liste_steht_wird_gefragt():
    assert adresse_pruefen("https://erlaubt.example/a.ics?b=c", rechner={"erlaubt.example"}).path == "/a.ics"


@contextmanager
def lauschend() -> Iterator[tuple[int, list[str]]]:
    """A server of ours that writes down who asks."""
    fragen: list[str] = []

    class Antwort(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            fragen.append(self.path)
            antworten.get(self.path, lambda wer: wer.send_error(404))(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Antwort)
    faden = threading.Thread(target=server.serve_forever, daemon=True)
    faden.start()
    try:
        yield server.server_address[1], fragen
    finally:
        server.shutdown()
        server.server_close()
        faden.join()


def _gut(wer: BaseHTTPRequestHandler, inhalt: bytes = b"BEGIN:VCALENDAR", **kopf: str) -> None:
    wer.send_response(200)
    for name, wert in kopf.items():
        wer.send_header(name.replace("_", "-"), wert)
    wer.end_headers()
    wer.wfile.write(inhalt)


def _weiter(wer: BaseHTTPRequestHandler) -> None:
    wer.send_response(302)
    wer.send_header("Location", "/gut")
    wer.end_headers()


def _troepfelnd(wer: BaseHTTPRequestHandler) -> None:
    wer.send_response(200)
    wer.end_headers()
    for _ in range(100):
        try:
            wer.wfile.write(b"x")
            wer.wfile.flush()
        except OSError:
            return
        time.sleep(0.1)


antworten: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {
    "/gut": _gut,
    "/weiter": _weiter,
    "/gross": lambda wer: _gut(wer, b"x" * 10_001),
    "/gepackt": lambda wer: _gut(wer, b"x", Content_Encoding="gzip"),
    "/troepfelnd": _troepfelnd,
    "/fehler": lambda wer: wer.send_error(500),
}


@pytest.mark.parametrize(
    "rechner",
    ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::ffff:127.0.0.1]"],
)
def test_unser_eigener_rechner_wird_nicht_gefragt_wie_man_ihn_auch_schreibt(rechner: str):
    """Even where somebody has put him on the list, and with a port that would answer."""
    with lauschend() as (port, fragen):
        name = rechner.strip("[]")
        offen = Abruf(sekunden=3, nur_oeffentlich=False)
        # The control: without the wall this very address is asked.
        if ":" not in name:
            assert abholen(f"http://{rechner}:{port}/gut", rechner={name}, abruf=offen)
            assert fragen.pop() == "/gut"
        with pytest.raises(Ablehnung, match=r"internes Netz|nicht zu finden"):
            abholen(f"https://{rechner}/gut", rechner={name}, abruf=ABRUF)
        assert fragen == []


def test_der_auskunftsdienst_der_wolke_wird_nicht_gefragt():
    with pytest.raises(Ablehnung, match="internes Netz"):
        abholen("https://169.254.169.254/latest/meta-data/", rechner={"169.254.169.254"})


def test_ein_name_der_nach_innen_zeigt_wird_nicht_gefragt(monkeypatch: pytest.MonkeyPatch):
    """One public address beside a private one: who chooses would be a matter of luck."""
    eintraege = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 443)) for ip in ("93.184.215.14", "10.0.0.5")
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: eintraege)
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("asked"))
    with pytest.raises(Ablehnung, match="internes Netz"):
        abholen("https://erlaubt.example/", rechner={"erlaubt.example"})


def test_verbunden_wird_mit_der_geprueften_adresse_auch_wenn_der_name_umzieht(
    monkeypatch: pytest.MonkeyPatch,
):
    gefragt: list[tuple[str, int]] = []
    antworten = iter(["93.184.215.14", "127.0.0.1"])

    def aufloesen(*_: object, **__: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(antworten), 443))]

    def verbinden(ziel: tuple[str, int], *_: object) -> None:
        gefragt.append(ziel)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", aufloesen)
    monkeypatch.setattr(socket, "create_connection", verbinden)
    with pytest.raises(Ablehnung, match="antwortet nicht"):
        abholen("https://erlaubt.example/", rechner={"erlaubt.example"})
    assert gefragt == [("93.184.215.14", 443)]


@pytest.mark.parametrize(
    ("weg", "satz"),
    [
        ("/weiter", "umgezogen"),
        ("/gross", "größer als"),
        ("/gepackt", "antwortet nicht"),
        ("/fehler", "antwortet nicht"),
        ("/troepfelnd", "antwortet nicht"),
    ],
)
def test_was_anders_antwortet_als_mit_einer_kleinen_datei_wird_nicht_geholt(weg: str, satz: str):
    with lauschend() as (port, fragen):
        anfang = time.monotonic()
        with pytest.raises(Ablehnung, match=satz):
            abholen(f"http://127.0.0.1:{port}{weg}", rechner={"127.0.0.1"}, abruf=HIER)
        assert fragen == [weg]
        assert time.monotonic() - anfang < 5


def test_eine_kleine_datei_wird_geholt():
    with lauschend() as (port, _):
        adresse = f"http://127.0.0.1:{port}/gut"
        assert abholen(adresse, rechner={"127.0.0.1"}, abruf=HIER) == b"BEGIN:VCALENDAR"
