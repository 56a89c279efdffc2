"""The queue of the mails: nothing is lost, nothing is said twice without need, nobody is named in the log."""

import smtplib
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from familienbuero.auftrag import HOECHSTVERSUCHE, Auftragsstand
from familienbuero.konten.models import Benutzer
from familienbuero.schreiben.dienste import (
    nachricht_schreiben,
    nachricht_senden,
    nachrichten_loeschen,
    wartende_senden,
)
from familienbuero.schreiben.dienste.nachrichten import ABGEWIESEN, NICHT_ERREICHT, NICHT_VERSANDT
from familienbuero.schreiben.models import Nachricht

pytestmark = pytest.mark.django_db
AN = "selma@familie.example"


def schreiben(an: str = AN, betreff: str = "Ihr Platz", fall: UUID | None = None) -> Nachricht:
    return nachricht_schreiben(
        fall=fall or uuid4(), empfaenger=an, betreff=betreff, text="https://buero.example/geheim/"
    )


class Server:
    """A mail server that answers as the test says; what it takes goes to the outbox."""

    antwort: Any = None

    @staticmethod
    def verschickt(zugang: Any, briefe: Any) -> int:
        if Server.antwort:
            raise Server.antwort
        mail.outbox += briefe
        return len(briefe)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> type[Server]:
    Server.antwort = None
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", Server.verschickt)
    return Server


def test_versandt_ist_sie_leer_und_geht_kein_zweites_mal_hinaus() -> None:
    nachricht = schreiben()
    assert nachricht_senden(nachricht.pk)
    assert not nachricht_senden(nachricht.pk)
    nachricht.refresh_from_db()
    assert (nachricht.stand, nachricht.empfaenger, nachricht.betreff, nachricht.text) == (
        Auftragsstand.ERLEDIGT, None, None, None,
    )  # fmt: skip
    (brief,) = mail.outbox
    assert (brief.to, brief.subject, brief.body) == ([AN], "Ihr Platz", "https://buero.example/geheim/")


def test_in_der_datenbank_steht_weder_adresse_noch_verweis() -> None:
    schreiben()
    with connection.cursor() as zeiger:
        zeiger.execute("SELECT row_to_json(t)::text FROM schreiben_nachricht t")
        (zeile,) = zeiger.fetchone()
    assert not [wort for wort in (AN, "geheim", "Ihr Platz", AN.encode().hex()) if wort in zeile]


def test_ein_betreff_ist_eine_zeile() -> None:
    nachricht_senden(schreiben(betreff="Kurs\r\nBcc: alle@boese.example\nX-Mehr: 1\x00").pk)
    (brief,) = mail.outbox
    nachricht = brief.message()
    assert nachricht["Bcc"] is None
    assert nachricht["X-Mehr"] is None
    assert "\n" not in brief.subject


@pytest.mark.parametrize(
    "fehler",
    [
        ConnectionRefusedError(),
        TimeoutError(),
        smtplib.SMTPServerDisconnected(),
        smtplib.SMTPAuthenticationError(535, b"nein"),
    ],
)
def test_ist_der_server_fort_wartet_alles_und_kein_versuch_geht_verloren(
    fehler: OSError, server: type[Server]
) -> None:
    nachrichten = [schreiben() for _ in range(HOECHSTVERSUCHE + 2)]
    server.antwort = fehler
    for lauf in range(1, HOECHSTVERSUCHE + 2):
        assert not wartende_senden()
        assert (
            Nachricht.objects.filter(fehler=NICHT_ERREICHT).count() == lauf
        )  # the others were not even tried
    assert set(Nachricht.objects.values_list("stand", "versuche")) == {(Auftragsstand.OFFEN, 0)}
    server.antwort = None
    wartende_senden()
    assert len(mail.outbox) == len(nachrichten)


def test_was_der_server_abweist_wird_geparkt_und_haelt_niemanden_auf(
    server: type[Server], caplog: pytest.LogCaptureFixture
) -> None:
    nachricht = schreiben()
    server.antwort = smtplib.SMTPRecipientsRefused({AN: (550, b"kennt niemand: " + AN.encode())})
    assert not nachricht_senden(nachricht.pk)
    nachricht.refresh_from_db()
    assert (nachricht.stand, nachricht.fehler) == (Auftragsstand.GESCHEITERT, ABGEWIESEN)
    assert str(nachricht.pk) in caplog.text
    assert AN not in caplog.text


def test_was_der_server_aufschiebt_wartet_hinter_den_anderen(server: type[Server]) -> None:
    erste, zweite = schreiben(), schreiben()
    server.antwort = smtplib.SMTPRecipientsRefused({AN: (450, b"spaeter")})
    assert not nachricht_senden(erste.pk)
    assert list(Nachricht.objects.zu_tun()) == [zweite, erste]


def test_wer_dreimal_seinen_worker_umgebracht_hat_wartet_auf_einen_menschen() -> None:
    nachricht = schreiben()
    for _ in range(HOECHSTVERSUCHE):
        assert Nachricht.objects.beanspruchen(nachricht.pk)
        assert not nachricht_senden(nachricht.pk)  # its lease still runs
        Nachricht.objects.update(pacht_bis=timezone.now() - timedelta(seconds=1))
    assert not nachricht_senden(nachricht.pk)
    nachricht.refresh_from_db()
    assert (nachricht.fehler, mail.outbox) == (NICHT_VERSANDT, [])


def test_zwischen_ja_und_zeile_umgebracht_kommt_sie_zweimal_unter_derselben_kennung(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Repeating is better than losing; mail programs know a repetition by its Message-ID."""
    nachricht = schreiben()
    with monkeypatch.context() as einmal:
        einmal.setattr(Nachricht, "save", lambda *_, **__: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            nachricht_senden(nachricht.pk)
    Nachricht.objects.update(pacht_bis=timezone.now() - timedelta(seconds=1))
    assert nachricht_senden(nachricht.pk)
    assert len({brief.message()["Message-ID"] for brief in mail.outbox}) == 1
    assert len(mail.outbox) == 2


def test_verwaltung_sieht_geparktes_ohne_adresse_und_versucht_es_noch_einmal(
    als: Any, verwaltung: Benutzer, server: type[Server], wach: None
) -> None:
    nachricht = schreiben()
    server.antwort = smtplib.SMTPRecipientsRefused({AN: (550, b"nein")})
    nachricht_senden(nachricht.pk)
    client: Client = als(verwaltung)
    seite = client.get(reverse("seiten:auftraege")).content.decode()
    assert ABGEWIESEN in seite
    assert AN not in seite
    client.post(reverse("seiten:noch_einmal", args=["nachrichten", nachricht.pk]))
    server.antwort = None
    assert nachricht_senden(nachricht.pk)


def test_mit_dem_fall_gehen_seine_nachrichten() -> None:
    fall = uuid4()
    schreiben(fall=fall)
    andere = schreiben()
    assert nachrichten_loeschen(fall) == {"Nachricht": 1}
    assert list(Nachricht.objects.all()) == [andere]
