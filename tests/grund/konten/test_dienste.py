"""What one can do with accounts, and what is refused."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import connection

from familienbuero.fehler import Ablehnung
from familienbuero.konten import dienste
from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from tests.fabriken import BenutzerFabrik


def neu(**felder: object) -> Benutzer:
    angaben = {"email": "neu@buero.example", "vorname": "Nele", "nachname": "Neu", "rollen": [Rolle.NETZWERK]}
    return dienste.konto_anlegen(**angaben | felder)  # type: ignore[arg-type]


def test_ein_neues_konto_hat_rollen_und_noch_kein_passwort(db: None) -> None:
    konto = neu(email=" Neu@Buero.example ")
    assert (konto.email, konto.rollen, konto.has_usable_password()) == (
        "neu@buero.example",
        ["netzwerk"],
        False,
    )


def test_eine_adresse_gibt_es_nur_einmal_wie_man_sie_auch_schreibt(db: None) -> None:
    neu()
    with pytest.raises(Ablehnung, match="schon ein Konto"):
        neu(email="NEU@buero.example")


def test_die_einladung_nennt_einen_link_und_kein_passwort(db: None) -> None:
    dienste.einladung_schicken(konto=neu())
    brief = mail.outbox[0]
    assert (brief.to, brief.subject) == (["neu@buero.example"], "Ihr Konto im Familienbüro")
    assert "/konto/passwort/neu/" in brief.body


def test_ein_gesperrtes_konto_wird_nicht_eingeladen(db: None) -> None:
    with pytest.raises(Ablehnung, match="gesperrt"):
        dienste.einladung_schicken(konto=BenutzerFabrik.create(is_active=False))
    assert mail.outbox == []


def test_name_und_rollen_werden_geaendert(verwaltung: Benutzer, koordination: Benutzer) -> None:
    dienste.konto_aendern(
        konto=koordination, vorname="Jana", nachname="Kräft", rollen=[Rolle.LEITUNG], durch=verwaltung
    )
    koordination.refresh_from_db()
    assert (koordination.name, koordination.rollen) == ("Jana Kräft", ["leitung"])


def test_die_eigene_rolle_verwaltung_bleibt(verwaltung: Benutzer) -> None:
    BenutzerFabrik.create(rollen=[Rolle.VERWALTUNG])
    with pytest.raises(Ablehnung, match="nur jemand anderes"):
        dienste.konto_aendern(
            konto=verwaltung, vorname="V", nachname="W", rollen=[Rolle.LEITUNG], durch=verwaltung
        )


def test_das_letzte_aktive_konto_der_verwaltung_bleibt(verwaltung: Benutzer, leitung: Benutzer) -> None:
    BenutzerFabrik.create(rollen=[Rolle.VERWALTUNG], is_active=False)
    with pytest.raises(Ablehnung, match="das letzte Konto"):
        dienste.konto_sperren(konto=verwaltung, durch=leitung)
    with pytest.raises(Ablehnung, match="das letzte Konto"):
        dienste.konto_aendern(konto=verwaltung, vorname="V", nachname="W", rollen=[], durch=leitung)


def test_das_eigene_konto_sperrt_man_nicht(verwaltung: Benutzer) -> None:
    with pytest.raises(Ablehnung, match="eigene Konto"):
        dienste.konto_sperren(konto=verwaltung, durch=verwaltung)


def test_sperren_macht_auch_das_passwort_ungueltig(verwaltung: Benutzer, koordination: Benutzer) -> None:
    konto = dienste.konto_sperren(konto=koordination, durch=verwaltung)
    assert (konto.is_active, konto.has_usable_password()) == (False, False)


def test_entsperren_oeffnet_das_konto_ohne_das_alte_passwort(
    verwaltung: Benutzer, koordination: Benutzer
) -> None:
    dienste.konto_sperren(konto=koordination, durch=verwaltung)
    konto = dienste.konto_entsperren(konto=koordination, durch=verwaltung)
    assert (konto.is_active, konto.has_usable_password()) == (True, False)


@pytest.mark.django_db(transaction=True)
def test_zwei_die_einander_gleichzeitig_sperren_schliessen_das_haus_nicht_ab() -> None:
    eine, andere = (BenutzerFabrik.create(rollen=[Rolle.VERWALTUNG]) for _ in range(2))

    def sperren(paar: tuple[Benutzer, Benutzer]) -> bool:
        try:
            dienste.konto_sperren(konto=paar[0], durch=paar[1])
        except Ablehnung:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as faeden:
        gelungen = list(faeden.map(sperren, [(eine, andere), (andere, eine)]))
    assert sorted(gelungen) == [False, True]
    assert Benutzer.objects.mit_rolle(Rolle.VERWALTUNG).count() == 1
