"""What one can do with sign-ups, from which states it is refused, and what if it is called twice."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer
from familienbuero.raum import raeume
from familienbuero.schreiben.models import Nachricht
from netzwerk.angebote import dienste
from netzwerk.angebote.enums import Angebotsstand, Anmeldungsstand
from netzwerk.angebote.models import Angebot, Anmeldung
from netzwerk.angebote.regeln import BEDENKZEIT
from tests import fabriken
from tests.conftest import HEUTE

pytestmark = pytest.mark.django_db
S = Anmeldungsstand
BEGINN = HEUTE + timedelta(days=8)


@pytest.fixture
def kurs(netzwerk: Benutzer) -> Angebot:
    return fabriken.kurs(durch=netzwerk)


def staende(kurs: Angebot) -> list[str]:
    return list(kurs.anmeldungen.order_by("angefragt_am", "pk").values_list("status", flat=True))


def stand(anmeldung: Anmeldung) -> str:
    anmeldung.refresh_from_db()
    return anmeldung.status


def betreffe(anmeldung: Anmeldung) -> list[str]:
    """Subjects of the mails that wait for a family, the oldest first."""
    post = Nachricht.objects.filter(fall=anmeldung.pk).order_by("erstellt_am", "stand_seit")
    return [nachricht.betreff.partition(":")[0] for nachricht in post]


def gezaehlt() -> None:
    """The counter of places is right."""
    pruefungen = [pruefen() for raum in raeume() if raum.name == "angebote" for pruefen in raum.pruefungen]
    assert [pruefung.satz for pruefung in pruefungen if not pruefung.ok] == []


def volle_liste(kurs: Angebot) -> tuple[Anmeldung, Anmeldung, Anmeldung, Anmeldung]:
    """Two with a place, two who wait."""
    eins, zwei, drei, vier = (fabriken.anmeldung(kurs, name) for name in ("Ada", "Bea", "Cem", "Dana"))
    return eins, zwei, drei, vier


def in_stand(kurs: Angebot, gewuenscht: Anmeldungsstand, durch: Benutzer) -> Anmeldung:
    """A sign-up that has come to this state by services."""
    eins, _, drei, _ = volle_liste(kurs)
    if gewuenscht in (S.TEILGENOMMEN, S.NICHT_ERSCHIENEN):
        with kalender.stichtag(BEGINN + timedelta(days=1)):
            dienste.teilnahme_vermerken(eins.pk, teilgenommen=gewuenscht == S.TEILGENOMMEN, durch=durch)
        return eins
    if gewuenscht in (S.NACHGERUECKT, S.VERFALLEN, S.STORNIERT):
        dienste.anmeldung_stornieren(eins.pk)
    if gewuenscht == S.VERFALLEN:
        with kalender.stichtag(HEUTE + timedelta(days=3)):
            dienste.nachruecken(kurs.pk)
    return {S.BESTAETIGT: eins, S.STORNIERT: eins}.get(gewuenscht, drei)


def test_wer_platz_bekommt_ist_bestaetigt_und_hoert_davon(kurs: Angebot) -> None:
    anmeldung = fabriken.anmeldung(kurs)
    assert list(anmeldung.verlauf.values_list("von", "nach", "rolle")) == [
        ("", "angefragt", "familie"), ("angefragt", "bestaetigt", "familie"),
    ]  # fmt: skip
    assert betreffe(anmeldung) == ["Sie haben einen Platz"]
    kurs.refresh_from_db()
    assert (kurs.belegte_plaetze, kurs.freie_plaetze) == (1, 1)


def test_wer_zu_spaet_kommt_steht_auf_der_warteliste(kurs: Angebot) -> None:
    *_, vierte = volle_liste(kurs)
    assert staende(kurs) == ["bestaetigt", "bestaetigt", "warteliste", "warteliste"]
    assert betreffe(vierte) == ["Sie stehen auf der Warteliste"]
    gezaehlt()


def test_zwillinge_brauchen_zwei_plaetze(kurs: Angebot) -> None:
    fabriken.anmeldung(kurs, "Ada")
    assert fabriken.anmeldung(kurs, "Bea", kinder=2).status == S.WARTELISTE
    assert fabriken.anmeldung(kurs, "Cem").status == S.BESTAETIGT
    gezaehlt()


def test_zwillinge_nehmen_zwei_plaetze(kurs: Angebot) -> None:
    zwillinge = fabriken.anmeldung(kurs, "Ada", kinder=2)
    assert fabriken.anmeldung(kurs, "Bea").status == S.WARTELISTE
    gezaehlt()
    dienste.anmeldung_stornieren(zwillinge.pk)
    assert fabriken.anmeldung(kurs, "Cem").status == S.BESTAETIGT
    gezaehlt()


def test_mehr_kinder_als_plaetze_ist_keine_warteliste(kurs: Angebot) -> None:
    with pytest.raises(Ablehnung, match="So viele Plätze"):
        fabriken.anmeldung(kurs, kinder=3)


@pytest.mark.parametrize("schreibweise", ["selma@familie.example", "Selma@Familie.EXAMPLE"])
def test_dieselbe_adresse_wird_abgelehnt_die_familie_hoert_es_per_mail(
    schreibweise: str, kurs: Angebot
) -> None:
    erste = fabriken.anmeldung(kurs, email="selma@familie.example")
    with pytest.raises(dienste.SchonAngemeldet):
        fabriken.anmeldung(kurs, email=schreibweise)
    dienste.familie_anmelden(kurs.pk, dienste.Anmeldeangaben(name="Selma", email=schreibweise))
    assert betreffe(erste) == ["Sie haben einen Platz", "Sie sind schon angemeldet"]
    assert Anmeldung.objects.count() == 1


def test_nach_der_abmeldung_geht_es_noch_einmal(kurs: Angebot) -> None:
    dienste.anmeldung_stornieren(fabriken.anmeldung(kurs).pk)
    assert fabriken.anmeldung(kurs).status == S.BESTAETIGT


@pytest.mark.parametrize(
    "anders",
    [{"anmeldeweg": "kommen"}, {"status": Angebotsstand.ENTWURF}, {"status": Angebotsstand.ABGESAGT},
     {"status": Angebotsstand.BEENDET}, {"naechster_beginn": None, "naechstes_ende": None}],
)  # fmt: skip
def test_wo_man_sich_nicht_anmelden_kann_wird_abgelehnt(anders: dict[str, Any], kurs: Angebot) -> None:
    Angebot.objects.filter(pk=kurs.pk).update(**anders)
    with pytest.raises(Ablehnung, match="nicht mehr anmelden"):
        fabriken.anmeldung(kurs)
    assert (Anmeldung.objects.count(), Nachricht.objects.count()) == (0, 0)


def test_ein_frei_gewordener_platz_geht_an_die_naechste_mit_frist(kurs: Angebot) -> None:
    eins, _, drei, _ = volle_liste(kurs)
    dienste.anmeldung_stornieren(eins.pk)
    assert staende(kurs) == ["storniert", "bestaetigt", "nachgerueckt", "warteliste"]
    drei.refresh_from_db()
    assert drei.frist
    assert timedelta() <= kalender.jetzt() + BEDENKZEIT - drei.frist < timedelta(minutes=1)
    assert betreffe(drei)[-1] == "Ein Platz ist frei geworden"
    assert betreffe(eins)[-1] == "Sie sind abgemeldet"
    dienste.anmeldung_bestaetigen(drei.pk)
    assert stand(drei) == S.BESTAETIGT
    assert betreffe(drei)[-1] == "Sie haben einen Platz"
    gezaehlt()


def test_ein_nachgerueckter_platz_ist_nicht_frei(kurs: Angebot) -> None:
    eins, *_ = volle_liste(kurs)
    dienste.anmeldung_stornieren(eins.pk)
    assert fabriken.anmeldung(kurs, "Eva").status == S.WARTELISTE


def test_wer_nicht_antwortet_gibt_weiter_und_das_darf_sich_wiederholen(kurs: Angebot) -> None:
    eins, _, drei, vier = volle_liste(kurs)
    dienste.anmeldung_stornieren(eins.pk)
    with kalender.stichtag(HEUTE + timedelta(days=3)):
        assert [dienste.alle_nachruecken() for _ in range(3)] == [1, 0, 0]
        assert (stand(drei), stand(vier)) == (S.VERFALLEN, S.NACHGERUECKT)
        with pytest.raises(Ablehnung):
            dienste.anmeldung_bestaetigen(drei.pk)
        assert betreffe(drei)[-1] == "Der Platz ist weitergegeben"
        assert len(betreffe(vier)) == 2
    gezaehlt()


def test_nach_der_frist_gilt_kein_ja_auch_wenn_noch_niemand_aufgeraeumt_hat(kurs: Angebot) -> None:
    eins, _, drei, _ = volle_liste(kurs)
    dienste.anmeldung_stornieren(eins.pk)
    with kalender.stichtag(HEUTE + timedelta(days=3)), pytest.raises(Ablehnung, match="vorbei"):
        dienste.anmeldung_bestaetigen(drei.pk)


def test_wer_sich_neu_anmeldet_ueberholt_niemanden_dessen_platz_gerade_frei_wird(kurs: Angebot) -> None:
    *_, drei, _ = volle_liste(kurs)
    Angebot.objects.filter(pk=kurs.pk).update(plaetze=3)
    assert fabriken.anmeldung(kurs, "Eva").status == S.WARTELISTE
    assert stand(drei) == S.NACHGERUECKT


def test_mehr_plaetze_lassen_nachruecken(kurs: Angebot) -> None:
    *_, drei, vier = volle_liste(kurs)
    Angebot.objects.filter(pk=kurs.pk).update(plaetze=4)
    assert dienste.alle_nachruecken() == 2
    assert {stand(drei), stand(vier)} == {S.NACHGERUECKT}


def test_nach_dem_letzten_termin_rueckt_niemand_nach(kurs: Angebot) -> None:
    eins, _, drei, _ = volle_liste(kurs)
    with kalender.stichtag(BEGINN + timedelta(weeks=9)):
        dienste.anmeldung_stornieren(eins.pk)
    assert stand(drei) == S.WARTELISTE


VERBEN: dict[str, tuple[Callable[[Anmeldung, Benutzer], object], set[Anmeldungsstand]]] = {
    "bestaetigen": (lambda eine, wer: dienste.anmeldung_bestaetigen(eine.pk), {S.NACHGERUECKT, S.BESTAETIGT}),
    "stornieren": (
        lambda eine, wer: dienste.anmeldung_stornieren(eine.pk),
        {S.BESTAETIGT, S.WARTELISTE, S.NACHGERUECKT},
    ),
    "aendern": (
        lambda eine, wer: dienste.anmeldung_aendern(
            eine.pk, name="Neu", telefon="", kinder=1, alter_monate=None
        ),
        {S.BESTAETIGT, S.WARTELISTE, S.NACHGERUECKT},
    ),
    "war da": (
        lambda eine, wer: dienste.teilnahme_vermerken(eine.pk, teilgenommen=True, durch=wer),
        {S.BESTAETIGT, S.TEILGENOMMEN, S.NICHT_ERSCHIENEN},
    ),
    "kam nicht": (
        lambda eine, wer: dienste.teilnahme_vermerken(eine.pk, teilgenommen=False, durch=wer),
        {S.BESTAETIGT, S.TEILGENOMMEN, S.NICHT_ERSCHIENEN},
    ),
}


@pytest.mark.parametrize("verb", VERBEN)
@pytest.mark.parametrize("von", [eins for eins in S if eins != S.ANGEFRAGT])
def test_aus_welchem_stand_was_geht(
    verb: str, von: Anmeldungsstand, kurs: Angebot, netzwerk: Benutzer
) -> None:
    anmeldung = in_stand(kurs, von, netzwerk)
    assert stand(anmeldung) == von
    tun, erlaubt = VERBEN[verb]
    hat_begonnen = verb in ("war da", "kam nicht")
    with kalender.stichtag(BEGINN + timedelta(days=1) if hat_begonnen else HEUTE):
        if von in erlaubt:
            tun(anmeldung, netzwerk)
        else:
            with pytest.raises(Ablehnung):
                tun(anmeldung, netzwerk)
            assert stand(anmeldung) == von
    gezaehlt()


def test_zweimal_getippt_ist_einmal_dagewesen_und_ein_verdruecker_laesst_sich_aendern(
    kurs: Angebot, netzwerk: Benutzer
) -> None:
    anmeldung = fabriken.anmeldung(kurs)
    with pytest.raises(Ablehnung, match="noch nicht begonnen"):
        dienste.teilnahme_vermerken(anmeldung.pk, teilgenommen=True, durch=netzwerk)
    with kalender.stichtag(BEGINN + timedelta(days=1)):
        for da in (True, True, False):
            dienste.teilnahme_vermerken(anmeldung.pk, teilgenommen=da, durch=netzwerk)
    assert [zeile.nach for zeile in anmeldung.verlauf.all()][2:] == ["teilgenommen", "nicht_erschienen"]


def test_weniger_kinder_geben_einen_platz_frei_mehr_brauchen_einen(kurs: Angebot) -> None:
    erste = fabriken.anmeldung(kurs, "Ada", kinder=2)
    zweite = fabriken.anmeldung(kurs, "Bea")
    angaben = {"name": "Ada", "telefon": "0271 1", "alter_monate": 3}
    dienste.anmeldung_aendern(erste.pk, kinder=1, **angaben)
    assert stand(zweite) == S.NACHGERUECKT
    with pytest.raises(Ablehnung, match="nicht mehr frei"):
        dienste.anmeldung_aendern(erste.pk, kinder=2, **angaben)
    gezaehlt()


def test_auf_der_warteliste_aendert_sich_der_platz_in_der_reihe_nicht(kurs: Angebot) -> None:
    eins, _, drei, vier = volle_liste(kurs)
    dienste.anmeldung_aendern(drei.pk, name="Cem", telefon="", kinder=2, alter_monate=1)
    assert list(kurs.anmeldungen.all().wartend()) == [drei, vier]  # type: ignore[attr-defined]
    dienste.anmeldung_stornieren(eins.pk)
    assert (stand(drei), stand(vier)) == (S.WARTELISTE, S.NACHGERUECKT)


def test_wer_anruft_braucht_keine_adresse_und_hoert_am_telefon(kurs: Angebot, netzwerk: Benutzer) -> None:
    for name in ("Ada", "Bea"):
        angaben = dienste.Anmeldeangaben(name=name, telefon="0271 1")
        anmeldung = dienste.anmelden(kurs.pk, angaben, durch=netzwerk)
        assert anmeldung.verlauf.order_by("wann")[0].warum == "telefonisch"
    assert Nachricht.objects.count() == 0


def test_weniger_plaetze_als_vergeben_sind_gibt_es_nicht(kurs: Angebot, netzwerk: Benutzer) -> None:
    volle_liste(kurs)
    kurs = Angebot.objects.get(pk=kurs.pk)
    kurs.plaetze = 1
    with pytest.raises(Ablehnung, match="2 Plätze sind vergeben"):
        dienste.angebot_schreiben(kurs, durch=netzwerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Angebot.objects.filter(pk=kurs.pk).update(plaetze=1)


def test_wer_ein_angebot_speichert_das_laenger_offen_war_verzaehlt_nichts_und_nimmt_keine_absage_zurueck(
    kurs: Angebot, netzwerk: Benutzer
) -> None:
    offen = Angebot.objects.get(pk=kurs.pk)
    volle_liste(kurs)
    dienste.stand_aendern(kurs.pk, Angebotsstand.ABGESAGT, durch=netzwerk)
    dienste.angebot_schreiben(offen, durch=netzwerk)
    gezaehlt()
    assert Angebot.objects.get(pk=kurs.pk).status == offen.status == Angebotsstand.ABGESAGT


def test_eine_kopie_beginnt_ohne_anmeldungen(kurs: Angebot, netzwerk: Benutzer) -> None:
    volle_liste(kurs)
    kopie = dienste.angebot_kopieren(kurs.pk, erster_tag=BEGINN, durch=netzwerk)
    assert (kopie.belegte_plaetze, kopie.anmeldungen.count()) == (0, 0)
    gezaehlt()


@pytest.mark.parametrize("nach", [Angebotsstand.BEENDET, Angebotsstand.ENTWURF])
def test_solange_familien_kommen_oder_warten_endet_ein_angebot_nicht_still(
    nach: Angebotsstand, kurs: Angebot, netzwerk: Benutzer
) -> None:
    familien = volle_liste(kurs)
    with pytest.raises(Ablehnung, match="4 Familien haben einen Platz oder warten"):
        dienste.stand_aendern(kurs.pk, nach, durch=netzwerk)
    for eine in familien:
        dienste.anmeldung_stornieren(Anmeldung.objects.get(pk=eine.pk).pk)
    assert dienste.stand_aendern(kurs.pk, nach, durch=netzwerk).status == nach


@pytest.mark.parametrize("wie", ["in der Nacht", "von Hand"])
def test_ist_der_letzte_termin_vorbei_hoert_wer_noch_wartet_davon(
    wie: str, kurs: Angebot, netzwerk: Benutzer
) -> None:
    eins, _, drei, vier = volle_liste(kurs)
    ohne = dienste.anmelden(kurs.pk, dienste.Anmeldeangaben(name="Erna", telefon="0271 1"), durch=netzwerk)
    with kalender.stichtag(BEGINN + timedelta(weeks=5)):
        dienste.alle_fortschreiben()
        if wie == "in der Nacht":
            assert dienste.staende_nachfuehren() == 2
            assert dienste.staende_nachfuehren() == 0
        else:
            dienste.stand_aendern(kurs.pk, Angebotsstand.BEENDET, durch=netzwerk)
    assert staende(kurs) == ["bestaetigt", "bestaetigt", "storniert", "storniert", "storniert"]
    for wartend in (drei, vier):
        assert betreffe(wartend)[-1] == "Kein Platz mehr frei geworden"
    assert drei.verlauf.get(nach="storniert").warum == "vorbei"
    assert betreffe(eins) == ["Sie haben einen Platz"]
    assert {eine.pk for eine in dienste.anzurufende(kurs.pk)} == {ohne.pk}
    gezaehlt()
