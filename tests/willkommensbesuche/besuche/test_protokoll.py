"""The log loses nothing and takes effect once: drafts, keys, and what is answered to a script."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer
from familienbuero.vermittlung.enums import Folgeart
from familienbuero.vermittlung.models import Folgeauftrag
from tests import fabriken
from tests.conftest import HEUTE
from willkommensbesuche.besuche.dienste import (
    Protokollangaben,
    alte_entwuerfe_vernichten,
    besuch_protokollieren,
    besuch_verschieben,
    entwurf_speichern,
    liste_uebergeben,
)
from willkommensbesuche.besuche.enums import BesuchStatus, Ergebnis
from willkommensbesuche.besuche.models import Besuch, Protokoll, Protokollentwurf, Protokollsendung

MORGEN = HEUTE + timedelta(days=1)
EINGABEN = {"ergebnis": "durchgefuehrt", "form": "zu_hause", "dauer": "60", "sprache": "tr", "paket": "on"}
JSON = {"accept": "application/json"}


@pytest.fixture
def besuch(besuchsdienst: Benutzer) -> Besuch:
    return fabriken.geplanter_besuch(besuchsdienst, HEUTE, stunde=8)


def seite(besuch: Besuch, name: str = "protokoll") -> str:
    return reverse(f"besuche:{name}", args=[besuch.pk])


def formular(besuch: Besuch, **angaben: Any) -> dict[str, Any]:
    """The log as the page of the visit sends it: with a key, and with the appointment of this moment."""
    assert besuch.termin
    return EINGABEN | {"schluessel": str(uuid4()), "termin": besuch.termin.beginn.isoformat()} | angaben


# --- Once -------------------------------------------------------------------------------------------


def test_dasselbe_formular_noch_einmal_gesendet_bekommt_dieselbe_antwort_und_wirkt_einmal(
    als: Callable[[Benutzer], Client], besuchsdienst: Benutzer, besuch: Besuch
) -> None:
    client = als(besuchsdienst)
    daten = formular(besuch, folgen=["anruf"])
    antworten = [client.post(seite(besuch), daten) for _ in range(3)]
    assert {(antwort.status_code, antwort.headers["Location"]) for antwort in antworten} == {
        (302, f"{reverse('besuche:mein_tag')}?tag={HEUTE}")
    }
    assert (Protokoll.objects.count(), Folgeauftrag.objects.count()) == (1, 1)
    assert besuch.verlauf.filter(nach=BesuchStatus.PROTOKOLLIERT).count() == 1


def test_ein_anderes_formular_desselben_besuchs_wird_abgelehnt(
    als: Callable[[Benutzer], Client], besuchsdienst: Benutzer, besuch: Besuch
) -> None:
    client = als(besuchsdienst)
    client.post(seite(besuch), formular(besuch))
    html = client.post(seite(besuch), formular(besuch)).content.decode()
    assert "schon eingetragen" in html


@pytest.mark.parametrize(
    "anderes", [{"notiz": "doch noch etwas"}, {"folgen": ["anruf"]}, {"ergebnis": "an_der_tuer"}]
)
def test_was_sich_nach_dem_ankommen_geaendert_hat_wird_nicht_verschwiegen(
    als: Callable[[Benutzer], Client], besuchsdienst: Benutzer, besuch: Besuch, anderes: dict[str, Any]
) -> None:
    client = als(besuchsdienst)
    daten = formular(besuch)
    client.post(seite(besuch), daten)
    assert "mit anderen Angaben" in client.post(seite(besuch), daten | anderes).content.decode()


def test_ein_schluessel_gilt_nicht_fuer_einen_zweiten_besuch(
    als: Callable[[Benutzer], Client], besuchsdienst: Benutzer, besuch: Besuch
) -> None:
    zweiter = fabriken.geplanter_besuch(besuchsdienst, HEUTE, "Zweite", stunde=11)
    client = als(besuchsdienst)
    daten = formular(besuch)
    client.post(seite(besuch), daten)
    assert client.post(seite(zweiter), daten).status_code == 200
    zweiter.refresh_from_db()
    assert zweiter.status == BesuchStatus.EINGEPLANT


def _niemand_da_zweimal_gesendet(besuch: Besuch, person: Benutzer, schluessel: Any) -> Besuch:
    """Nobody there; the office gives another date; then a phone sends the same form once more."""
    assert besuch.termin
    termin = besuch.termin.beginn

    def senden() -> None:
        besuch_protokollieren(
            besuch.pk,
            ergebnis=Ergebnis.NICHT_ANGETROFFEN,
            angaben=Protokollangaben(),
            durch=person,
            schluessel=schluessel,
            termin=termin if schluessel else None,
        )

    senden()
    besuch_verschieben(besuch.pk, fenster=fabriken.fenster(person, MORGEN), durch=person, vereinbart=True)
    with kalender.stichtag(MORGEN):
        senden()
    besuch.refresh_from_db()
    return besuch


def test_ein_spaet_nachgesendetes_formular_zaehlt_keinen_zweiten_versuch(
    besuchsdienst: Benutzer, besuch: Besuch
) -> None:
    besuch = _niemand_da_zweimal_gesendet(besuch, besuchsdienst, uuid4())
    assert (besuch.versuche, besuch.status) == (1, BesuchStatus.BESTAETIGT)


def test_gegenprobe_ohne_schluessel_zaehlt_es_zweimal(besuchsdienst: Benutzer, besuch: Besuch) -> None:
    besuch = _niemand_da_zweimal_gesendet(besuch, besuchsdienst, None)
    assert (besuch.versuche, besuch.status) == (2, BesuchStatus.NICHT_ERREICHT)


@pytest.mark.django_db(transaction=True)
def test_acht_gleichzeitige_sendungen_wirken_einmal(besuchsdienst: Benutzer) -> None:
    besuch = fabriken.geplanter_besuch(besuchsdienst, HEUTE, stunde=8)
    assert besuch.termin
    schluessel, termin, start = uuid4(), besuch.termin.beginn, Barrier(8)

    def senden(_: int) -> str:
        try:
            with kalender.stichtag(HEUTE):
                start.wait()
                besuch_protokollieren(
                    besuch.pk,
                    ergebnis=Ergebnis.DURCHGEFUEHRT,
                    angaben=Protokollangaben(folgen=[Folgeart.ANRUF]),
                    durch=besuchsdienst,
                    schluessel=schluessel,
                    termin=termin,
                )
            return "gespeichert"
        except Ablehnung as ablehnung:
            return ablehnung.satz
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as laeufer:
        assert set(laeufer.map(senden, range(8))) == {"gespeichert"}
    assert (Protokoll.objects.count(), Folgeauftrag.objects.count()) == (1, 1)


# --- For one appointment ------------------------------------------------------------------------------


def verschoben(besuch: Besuch, person: Benutzer, tag: date = MORGEN) -> Besuch:
    besuch_verschieben(besuch.pk, fenster=fabriken.fenster(person, tag, 14), durch=person, vereinbart=True)
    return Besuch.objects.get(pk=besuch.pk)


def test_ein_protokoll_gilt_nur_fuer_seinen_termin(
    als: Callable[[Benutzer], Client], besuchsdienst: Benutzer, besuch: Besuch
) -> None:
    """Written at the first door and sent on the morning of the second visit."""
    daten = formular(besuch, ergebnis="nicht_angetroffen", notiz="Nachbarin sagt: verreist")
    neu = verschoben(besuch, besuchsdienst)
    with kalender.stichtag(MORGEN):
        client = als(besuchsdienst)
        html = client.post(seite(besuch), daten).content.decode()
        assert "für den Termin am 07.09.2026 um 8:00 Uhr geschrieben" in html
        assert "jetzt am 08.09.2026 um 14:00 Uhr" in html
        assert "Nachbarin sagt: verreist" in html
        neu.refresh_from_db()
        assert (neu.status, neu.versuche) == (BesuchStatus.BESTAETIGT, 0)
        [satz] = client.post(seite(besuch), daten, headers=JSON).json()["fehler"]
        assert "für den Termin am 07.09.2026" in satz


def test_wer_es_gelesen_hat_sendet_es_fuer_den_neuen_termin(
    als: Callable[[Benutzer], Client], besuchsdienst: Benutzer, besuch: Besuch
) -> None:
    daten = formular(besuch)
    verschoben(besuch, besuchsdienst, HEUTE)
    client = als(besuchsdienst)
    bogen = client.post(seite(besuch), daten).context["form"]
    assert client.post(seite(besuch), daten | {"termin": bogen["termin"].value()}).status_code == 302
    assert Protokoll.objects.get().besuch == besuch


def test_eine_andere_ablehnung_schreibt_den_termin_nicht_still_um(
    als: Callable[[Benutzer], Client], besuchsdienst: Benutzer, besuch: Besuch
) -> None:
    daten = formular(besuch, notiz="x" * 501)
    verschoben(besuch, besuchsdienst, HEUTE)
    bogen = als(besuchsdienst).post(seite(besuch), daten).context["form"]
    assert bogen["termin"].value() == daten["termin"]


def test_ein_protokoll_ohne_termin_fragt_erst_nach(
    als: Callable[[Benutzer], Client], besuchsdienst: Benutzer, besuch: Besuch
) -> None:
    """It has waited on a phone since before forms named their appointment."""
    client = als(besuchsdienst)
    antwort = client.post(seite(besuch), formular(besuch, termin=""))
    assert "nennt keinen Termin" in antwort.content.decode()
    bogen = antwort.context["form"]
    assert client.post(seite(besuch), formular(besuch, termin=bogen["termin"].value())).status_code == 302


def test_an_eine_vertretung_uebergeben_bleibt_es_derselbe_termin(
    als: Callable[[Benutzer], Client],
    besuchsdienst: Benutzer,
    zweite_besuchskraft: Benutzer,
    koordination: Benutzer,
    besuch: Besuch,
) -> None:
    daten = formular(besuch)
    liste_uebergeben(
        von_person=besuchsdienst, an=zweite_besuchskraft, von=HEUTE, bis=HEUTE, durch=koordination
    )
    assert als(koordination).post(seite(besuch), daten).status_code == 302


def test_ein_verbrauchter_schluessel_gilt_nicht_fuer_einen_spaeteren_termin(
    als: Callable[[Benutzer], Client], besuchsdienst: Benutzer, besuch: Besuch
) -> None:
    client = als(besuchsdienst)
    daten = formular(besuch, ergebnis="nicht_angetroffen")
    client.post(seite(besuch), daten)
    neu = verschoben(besuch, besuchsdienst)
    assert neu.termin
    with kalender.stichtag(MORGEN):
        spaeter = daten | {"termin": neu.termin.beginn.isoformat()}
        html = als(besuchsdienst).post(seite(besuch), spaeter).content.decode()
    assert "schon einmal angekommen" in html
    neu.refresh_from_db()
    assert (neu.status, neu.versuche) == (BesuchStatus.BESTAETIGT, 1)


# --- Drafts -----------------------------------------------------------------------------------------


def test_der_entwurf_steht_beim_naechsten_oeffnen_wieder_da(
    als: Callable[[Benutzer], Client], besuchsdienst: Benutzer, besuch: Besuch
) -> None:
    client = als(besuchsdienst)
    halb = {"ergebnis": "durchgefuehrt", "themen": ["kita"], "notiz": "fragt nach"}
    assert client.post(seite(besuch, "entwurf"), halb).status_code == 200
    antwort = client.post(seite(besuch, "entwurf"), halb | {"notiz": "fragt nach Kita"})
    assert antwort.json() == {"stand": Protokollentwurf.objects.get().stand}
    antwort = client.get(seite(besuch))
    html = antwort.content.decode()
    assert "fragt nach Kita" in html
    bogen = antwort.context["form"]
    assert (bogen["themen"].value(), bogen["paket"].value()) == (["kita"], False)
    assert "Entwurf vom" in html
    assert Protokollentwurf.objects.count() == 1


def test_ein_entwurf_bringt_keinen_schluessel_und_keinen_termin_mit(
    als: Callable[[Benutzer], Client], besuchsdienst: Benutzer, besuch: Besuch
) -> None:
    """He may be taken up for a later appointment."""
    client = als(besuchsdienst)
    daten = formular(besuch, notiz="angefangen")
    client.post(seite(besuch, "entwurf"), daten)
    neu = verschoben(besuch, besuchsdienst)
    assert neu.termin
    bogen = client.get(seite(besuch)).context["form"]
    assert bogen["notiz"].value() == "angefangen"
    assert str(bogen["schluessel"].value()) != daten["schluessel"]
    assert bogen["termin"].value() == neu.termin.beginn.isoformat()


def test_der_entwurf_liegt_verschluesselt(
    als: Callable[[Benutzer], Client], besuchsdienst: Benutzer, besuch: Besuch
) -> None:
    als(besuchsdienst).post(seite(besuch, "entwurf"), {"notiz": "Merkwürdiges"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT inhalt FROM besuche_protokollentwurf")
        [(siegel,)] = cursor.fetchall()
    assert "Merkw" not in bytes(siegel).decode("latin-1")
    assert json.loads(Protokollentwurf.objects.get().inhalt) == {"notiz": ["Merkwürdiges"]}


def test_ein_entwurf_gehoert_dem_der_schreibt(
    als: Callable[[Benutzer], Client], besuchsdienst: Benutzer, koordination: Benutzer, besuch: Besuch
) -> None:
    als(besuchsdienst).post(seite(besuch, "entwurf"), {"notiz": "nur meins"})
    client = als(koordination)
    assert "nur meins" not in client.get(seite(besuch)).content.decode()
    client.post(seite(besuch, "entwurf_verwerfen"))
    assert Protokollentwurf.objects.count() == 1


def test_ein_verworfener_entwurf_ist_weg(
    als: Callable[[Benutzer], Client], besuchsdienst: Benutzer, besuch: Besuch
) -> None:
    client = als(besuchsdienst)
    client.post(seite(besuch, "entwurf"), {"notiz": "weg damit"})
    html = client.post(seite(besuch, "entwurf_verwerfen"), follow=True).content.decode()
    assert "weg damit" not in html
    assert not Protokollentwurf.objects.exists()


def test_mit_dem_protokoll_gehen_alle_entwuerfe_und_keiner_kommt_nach(
    als: Callable[[Benutzer], Client], besuchsdienst: Benutzer, koordination: Benutzer, besuch: Besuch
) -> None:
    entwurf_speichern(besuch.pk, felder={"notiz": ["anderer"]}, durch=koordination)
    client = als(besuchsdienst)
    client.post(seite(besuch, "entwurf"), {"notiz": "halb"})
    client.post(seite(besuch), EINGABEN)
    spaet = client.post(seite(besuch, "entwurf"), {"notiz": "zu spät"})
    assert (spaet.status_code, Protokollentwurf.objects.count()) == (422, 0)


def test_ein_masslos_langer_entwurf_wird_abgelehnt(
    als: Callable[[Benutzer], Client], besuchsdienst: Benutzer, besuch: Besuch
) -> None:
    antwort = als(besuchsdienst).post(seite(besuch, "entwurf"), {"notiz": "x" * 5000})
    assert "zu lang" in antwort.json()["fehler"][0]


def test_alte_entwuerfe_und_schluessel_verschwinden(besuchsdienst: Benutzer, besuch: Besuch) -> None:
    anderer = fabriken.geplanter_besuch(besuchsdienst, HEUTE, "Andere", stunde=11)
    for fall, tage in ((besuch, 15), (anderer, 13)):
        entwurf = entwurf_speichern(fall.pk, felder={"notiz": ["x"]}, durch=besuchsdienst)
        vor = timezone.now() - timedelta(days=tage)
        Protokollentwurf.objects.filter(pk=entwurf.pk).update(gespeichert_am=vor)
    for tage in (91, 89):
        Protokollsendung.objects.create(
            id=uuid4(),
            besuch=besuch,
            ergebnis="an_der_tuer",
            wer=besuchsdienst,
            wann=timezone.now() - timedelta(days=tage),
        )
    alte_entwuerfe_vernichten()
    assert (Protokollentwurf.objects.get().besuch, Protokollsendung.objects.count()) == (anderer, 1)


# --- What a script is answered ------------------------------------------------------------------------


def test_ein_skript_erfaehrt_wohin_es_weitergeht(
    als: Callable[[Benutzer], Client], besuchsdienst: Benutzer, besuch: Besuch
) -> None:
    antwort = als(besuchsdienst).post(seite(besuch), EINGABEN, headers=JSON)
    assert antwort.json() == {"weiter": f"{reverse('besuche:mein_tag')}?tag={HEUTE}"}


def test_ein_skript_erfaehrt_was_nicht_stimmt(
    als: Callable[[Benutzer], Client], besuchsdienst: Benutzer, besuch: Besuch
) -> None:
    antwort = als(besuchsdienst).post(seite(besuch), EINGABEN | {"dauer": "7"}, headers=JSON)
    assert antwort.status_code == 422
    assert len(antwort.json()["fehler"]) == 1


def test_die_marke_nennt_wer_angemeldet_ist(
    als: Callable[[Benutzer], Client], besuchsdienst: Benutzer
) -> None:
    angaben = als(besuchsdienst).get(reverse("besuche:marke")).json()
    assert angaben["person"] == str(besuchsdienst.pk)
    assert len(angaben["csrf"]) == 64


def test_das_protokoll_gibt_folgen_gleich_an_wen_und_bis_wann(
    als: Callable[[Benutzer], Client], besuchsdienst: Benutzer, koordination: Benutzer, besuch: Besuch
) -> None:
    wer = {"folgen": ["anruf"], "zustaendig": str(koordination.pk), "faellig_am": "2026-09-30"}
    als(besuchsdienst).post(seite(besuch), EINGABEN | wer)
    auftrag = Folgeauftrag.objects.get()
    assert (auftrag.zustaendig, auftrag.faellig_am) == (koordination, date(2026, 9, 30))


def test_nach_dem_abmelden_soll_der_browser_alles_vergessen(
    als: Callable[[Benutzer], Client], besuchsdienst: Benutzer
) -> None:
    client = als(besuchsdienst)
    assert "Clear-Site-Data" not in client.get(reverse("account_logout")).headers
    antwort = client.post(reverse("account_logout"))
    assert antwort.headers["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.parametrize(("art", "saetze"), [("navigate", 1), ("cors", 0)])
def test_wer_nur_vorausholt_hinterlaesst_keinen_satz(
    als: Any, besuchsdienst: Benutzer, besuch: Besuch, art: str, saetze: int
) -> None:
    Besuch.objects.filter(pk=besuch.pk).update(status=BesuchStatus.ABGESCHLOSSEN)
    client = als(besuchsdienst)
    client.get(reverse("besuche:protokoll", args=[besuch.pk]), headers={"Sec-Fetch-Mode": art})
    seite = client.get(reverse("besuche:mein_tag")).content.decode()
    assert seite.count("Dieser Besuch ist schon eingetragen") == saetze
