"""Files that we fetch ourselves: from computers that somebody has allowed, never from our own network.

Whoever may enter an address could otherwise let our server ask what only it can reach. So: https, a host of
the list, no port of one's own, the address resolved once and checked, the connection made to exactly that
address, no redirect followed, little time, few bytes.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from familienbuero.einlesen.regeln.grenzen import groesse_in_worten
from familienbuero.fehler import Ablehnung

NAT64 = IPv6Network("64:ff9b::/96")
NUR_HTTPS = (
    "Die Adresse beginnt nicht mit https://, oder es steht mehr darin als Rechner und Weg. Bitte kopieren "
    "Sie sie noch einmal aus dem Kalender des Partners."
)
NICHT_ERLAUBT = (
    "Der Rechner „{rechner}“ steht nicht auf der Liste der erlaubten Rechner. Bitte lassen Sie ihn dort "
    "eintragen."
)
EIGENES_NETZ = (
    "Die Adresse führt in ein internes Netz. Von dort wird nichts geholt. Bitte fragen Sie den Partner nach "
    "der öffentlichen Adresse."
)
UNBEKANNT = "Den Rechner dieser Adresse finden wir nicht. Bitte prüfen Sie, ob sie richtig geschrieben ist."
ZU_GROSS = "Die Datei ist größer als {groesse}. Bitte fragen Sie den Partner nach einer kleineren."
UMGEZOGEN = "Der Kalender ist umgezogen. Bitte tragen Sie die neue Adresse ein."
KEINE_ANTWORT = "Der Rechner antwortet nicht, oder nicht richtig. Wir versuchen es später noch einmal."


@dataclass(frozen=True, kw_only=True)
class Abruf:
    """Limits of one fetch. `nur_oeffentlich` is False in tests only, whose server is http://127.0.0.1."""

    bytes_: int = 5 * 1024 * 1024
    sekunden: float = 20
    nur_oeffentlich: bool = True


ABRUF = Abruf()


def ist_oeffentlich(adresse: str) -> bool:
    """True for addresses of the public net, also seen through the ways to write IPv4 inside IPv6."""
    ip: IPv4Address | IPv6Address = ip_address(adresse.partition("%")[0])
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped:
            return ist_oeffentlich(str(ip.ipv4_mapped))
        if ip.sixtofour or ip.teredo or ip in NAT64:
            return False
    return ip.is_global and not ip.is_multicast


def adresse_pruefen(adresse: str, *, rechner: Collection[str], abruf: Abruf = ABRUF) -> SplitResult:
    """The parts of an address that may be asked; Ablehnung for any other. Asks nobody."""
    try:
        teile = urlsplit(adresse)
        port = teile.port
    except ValueError:
        raise Ablehnung(NUR_HTTPS) from None
    sauber = adresse.isascii() and adresse.isprintable() and " " not in adresse and "\\" not in adresse
    schlicht = teile.hostname and not (teile.username or teile.password or teile.fragment)
    if not sauber or not schlicht:
        raise Ablehnung(NUR_HTTPS)
    if abruf.nur_oeffentlich and (teile.scheme != "https" or port not in (None, 443)):
        raise Ablehnung(NUR_HTTPS)
    if teile.scheme not in ("http", "https"):
        raise Ablehnung(NUR_HTTPS)
    if teile.hostname not in rechner:
        raise Ablehnung(NICHT_ERLAUBT.format(rechner=teile.hostname))
    return teile


def _ziel(teile: SplitResult, abruf: Abruf) -> tuple[str, int]:
    """Address and port to connect to. One address in the own network is enough to refuse the name."""
    port = teile.port or (443 if teile.scheme == "https" else 80)
    try:
        gefunden = socket.getaddrinfo(teile.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Ablehnung(UNBEKANNT) from None
    adressen = [str(eintrag[4][0]) for eintrag in gefunden]
    if abruf.nur_oeffentlich and not all(map(ist_oeffentlich, adressen)):
        raise Ablehnung(EIGENES_NETZ)
    return adressen[0], port


class _Verbindung(http.client.HTTPConnection):
    """A connection to an address that was checked, whatever its name would resolve to by now."""

    def __init__(self, teile: SplitResult, ziel: tuple[str, int], sekunden: float) -> None:
        assert teile.hostname
        super().__init__(teile.hostname, ziel[1], timeout=sekunden)
        self.name, self.ziel, self.verschluesselt = teile.hostname, ziel, teile.scheme == "https"
        self.uhr = threading.Timer(sekunden, self._abbrechen)
        self.abgelaufen = False
        self.leitung: socket.socket | None = None

    def connect(self) -> None:
        self.uhr.start()
        self.sock = socket.create_connection(self.ziel, self.timeout)
        # A second handle on the same connection: it is cut when time is over, however the bytes trickle.
        self.leitung = self.sock.dup()
        if self.verschluesselt:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.name)

    def _abbrechen(self) -> None:
        self.abgelaufen = True
        if self.leitung:
            with suppress(OSError):  # closed by the other side already
                self.leitung.shutdown(socket.SHUT_RDWR)

    def beenden(self) -> None:
        """Not in `close`, which the library calls as soon as the head of an answer has been read."""
        self.uhr.cancel()
        self.close()
        if self.leitung:
            self.leitung.close()


def abholen(adresse: str, *, rechner: Collection[str], abruf: Abruf = ABRUF) -> bytes:
    """The file behind an address; Ablehnung with one German sentence when it is not to be had."""
    teile = adresse_pruefen(adresse, rechner=rechner, abruf=abruf)
    verbindung = _Verbindung(teile, _ziel(teile, abruf), abruf.sekunden)
    weg = f"{teile.path or '/'}{f'?{teile.query}' if teile.query else ''}"
    try:
        verbindung.request("GET", weg, headers={"Accept-Encoding": "identity", "User-Agent": "Familienbuero"})
        antwort = verbindung.getresponse()
        if 300 <= antwort.status < 400:
            raise Ablehnung(UMGEZOGEN)
        if antwort.status != 200 or antwort.headers.get("Content-Encoding", "identity") != "identity":
            raise Ablehnung(KEINE_ANTWORT)
        inhalt = antwort.read(abruf.bytes_ + 1)
    except (OSError, http.client.HTTPException, ValueError):
        raise Ablehnung(KEINE_ANTWORT) from None
    finally:
        verbindung.beenden()
    if verbindung.abgelaufen:
        raise Ablehnung(KEINE_ANTWORT)
    if len(inhalt) > abruf.bytes_:
        raise Ablehnung(ZU_GROSS.format(groesse=groesse_in_worten(abruf.bytes_)))
    return inhalt
