"""A server on this machine that nobody has a reason to ask, and the words that nobody has a reason to say."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class Kanarie(ThreadingHTTPServer):
    """Answers everything and remembers who asked; `/weiter` leads on to another path."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Antwort)
        self.gefragt: list[str] = []

    @property
    def adresse(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Antwort(BaseHTTPRequestHandler):
    server: Kanarie

    def do_GET(self) -> None:
        self.server.gefragt.append(self.path)
        weiter = self.path.startswith("/weiter")
        self.send_response(302 if weiter else 200)
        if weiter:
            self.send_header("Location", "/umgeleitet")
        self.send_header("Content-Type", "text/css" if "css" in self.path else "image/svg+xml")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_POST = do_GET  # noqa: N815 - named so by the base

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named so by the base
        """Nothing on the terminal."""


@contextmanager
def kanarie() -> Iterator[Kanarie]:
    """The server while it runs."""
    with Kanarie() as server:
        faden = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        faden.start()
        try:
            yield server
        finally:
            server.shutdown()
            faden.join()
