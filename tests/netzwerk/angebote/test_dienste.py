"""What one can do with offers and their dates."""

from datetime import date, datetime, time, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.kalender.uhr import BERLIN
from familienbuero.konten.models import Benutzer
from netzwerk.angebote.dienste import (
    alle_fortschreiben,
    angebot_kopieren,
    angebot_pruefen,
    angebot_schreiben,
    besucher_zaehlen,
    staende_nachfuehren,
    stand_aendern,
    suche_erneuern,
    termin_absagen,
    termin_verlegen,
    termin_wieder_aufnehmen,
    termine_fortschreiben,
    vergangene_fortschreiben,
)
from netzwerk.angebote.enums import Angebotsstand, Rhythmus, Terminlage
from netzwerk.angebote.models import Angebot, Angebotstermin, Format, Leitung
from netzwerk.angebote.regeln import HORIZONT, Koepfe
from netzwerk.partner.dienste import organisation_schreiben
from tests import fabriken
from tests.conftest import HEUTE

pytestmark = pytest.mark.django_db
DIENSTAG = HEUTE + timedelta(days=1)


def tage(angebot: Angebot) -> list[date]:
    return list(angebot.termine.order_by("tag").values_list("tag", flat=True))


def um(tag: date, stunde: int, minute: int = 0) -> datetime:
    return datetime.combine(tag, time(stunde, minute), BERLIN)


def test_ein_neues_angebot_bekommt_eine_adresse_die_bleibt(netzwerk: Benutzer) -> None:
    eins, zwei = (fabriken.angebot("Still-Café", durch=netzwerk) for _ in range(2))
    assert (eins.slug, zwei.slug) == ("still-cafe", "still-cafe-2")
    eins.titel = "Stillgruppe"
    assert angebot_schreiben(eins, durch=netzwerk).slug == "still-cafe"


def test_was_veroeffentlicht_wird_ist_auf_dem_weg_freigegeben(netzwerk: Benutzer) -> None:
    angebot = fabriken.angebot(durch=netzwerk)
    assert list(angebot.verlauf.values_list("von", "nach")) == [
        ("", "entwurf"), ("entwurf", "freigegeben"), ("freigegeben", "veroeffentlicht"),
    ]  # fmt: skip


def test_ohne_termin_wird_nichts_veroeffentlicht(netzwerk: Benutzer) -> None:
    with pytest.raises(Ablehnung, match="keinen Termin"):
        fabriken.angebot(durch=netzwerk, reihe={})
    assert Angebot.objects.get().status == Angebotsstand.ENTWURF


def test_nach_vereinbarung_geht_ohne_termin(netzwerk: Benutzer) -> None:
    angebot = fabriken.angebot(durch=netzwerk, reihe={}, nach_vereinbarung=True)
    assert (angebot.status, angebot.naechster_beginn) == (Angebotsstand.VEROEFFENTLICHT, None)


@pytest.mark.parametrize("nach", [Angebotsstand.FREIGEGEBEN, Angebotsstand.ARCHIVIERT])
def test_was_im_netz_ist_geht_keinen_weg_der_nicht_vorgesehen_ist(
    nach: Angebotsstand, netzwerk: Benutzer
) -> None:
    angebot = fabriken.angebot(durch=netzwerk)
    with pytest.raises(Ablehnung, match="inzwischen"):
        stand_aendern(angebot.pk, nach, durch=netzwerk)


def test_termine_reichen_bis_zum_horizont_und_kein_zweites_mal(netzwerk: Benutzer) -> None:
    angebot = fabriken.angebot(durch=netzwerk, reihe={"in_ferien": True})
    vorher = tage(angebot)
    assert vorher[0] == DIENSTAG
    assert HEUTE + HORIZONT - timedelta(days=7) < vorher[-1] <= HEUTE + HORIZONT
    kennungen = set(angebot.termine.values_list("pk", flat=True))
    termine_fortschreiben(angebot.pk)
    assert set(angebot.termine.values_list("pk", flat=True)) == kennungen


def test_jede_nacht_kommt_hinten_etwas_dazu_und_vorne_bleibt_was_war(netzwerk: Benutzer) -> None:
    angebot = fabriken.angebot(durch=netzwerk, reihe={"in_ferien": True})
    vorher = tage(angebot)
    with kalender.stichtag(HEUTE + timedelta(days=14)):
        assert alle_fortschreiben() == 1
    assert tage(angebot)[: len(vorher)] == vorher
    assert len(tage(angebot)) == len(vorher) + 2


def test_eine_geaenderte_reihe_verschiebt_was_kommt_und_laesst_was_war(netzwerk: Benutzer) -> None:
    angebot = fabriken.angebot(durch=netzwerk)
    reihe = angebot.reihen.get()
    reihe.beginn, reihe.ende = time(14), time(16)
    reihe.save()
    with kalender.stichtag(HEUTE + timedelta(days=7)):
        termine_fortschreiben(angebot.pk)
    alt, neu = angebot.termine.order_by("tag")[:2]
    assert [kalender.uhr.BERLIN.fromutc(t.beginn.replace(tzinfo=BERLIN)).hour for t in (alt, neu)] == [9, 14]


def test_eine_andere_reihe_nimmt_termine_weg_aber_keine_ausnahme(netzwerk: Benutzer) -> None:
    angebot = fabriken.angebot(durch=netzwerk)
    erster, zweiter = angebot.termine.order_by("tag")[:2]
    termin_absagen(zweiter.pk, hinweis="Fortbildung", durch=netzwerk)
    angebot.reihen.update(wochentage=[4])
    termine_fortschreiben(angebot.pk)
    uebrig = Angebotstermin.objects.filter(tag__week_day=3)
    assert list(uebrig) == [zweiter]
    assert not Angebotstermin.objects.filter(pk=erster.pk).exists()


def test_was_heute_schon_war_und_gezaehlt_ist_bleibt_wenn_die_reihe_auf_einen_anderen_tag_faellt(
    netzwerk: Benutzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    angebot = fabriken.angebot(durch=netzwerk)
    erster, zweiter = angebot.termine.order_by("tag")[:2]
    with kalender.stichtag(DIENSTAG):
        monkeypatch.setattr(kalender, "jetzt", lambda: um(DIENSTAG, 12))
        zaehlung = besucher_zaehlen(erster.pk, Koepfe(kinder=3), durch=netzwerk)
        angebot.reihen.update(wochentage=[4], beginn=time(8))
        termine_fortschreiben(angebot.pk)
    zaehlung.refresh_from_db()
    assert zaehlung.termin == erster
    assert angebot.termine.get(tag=DIENSTAG).beginn == um(DIENSTAG, 9, 30)
    assert not Angebotstermin.objects.filter(pk=zweiter.pk).exists()


def test_wer_eine_reihe_loescht_loescht_ihre_termine(netzwerk: Benutzer) -> None:
    angebot = fabriken.angebot(durch=netzwerk)
    angebot.reihen.all().delete()
    assert tage(angebot) == []


def test_der_naechste_termin_steht_am_angebot(netzwerk: Benutzer) -> None:
    angebot = fabriken.angebot(durch=netzwerk)
    assert (angebot.naechster_beginn, angebot.wochentage) == (um(DIENSTAG, 9, 30), [2])
    termin_absagen(angebot.termine.order_by("beginn")[0].pk, hinweis="", durch=netzwerk)
    angebot.refresh_from_db()
    assert angebot.naechster_beginn == um(DIENSTAG + timedelta(days=7), 9, 30)


def test_was_vorbei_ist_rueckt_weiter(netzwerk: Benutzer) -> None:
    angebot = fabriken.angebot(durch=netzwerk)
    with kalender.stichtag(DIENSTAG + timedelta(days=1)):
        assert vergangene_fortschreiben() == 1
        assert vergangene_fortschreiben() == 0
    angebot.refresh_from_db()
    assert angebot.naechster_beginn == um(DIENSTAG + timedelta(days=7), 9, 30)


def test_ein_termin_faellt_aus_und_findet_doch_statt(netzwerk: Benutzer) -> None:
    termin = fabriken.angebot(durch=netzwerk).termine.order_by("beginn")[0]
    abgesagt = termin_absagen(termin.pk, hinweis="wegen einer Fortbildung", durch=netzwerk)
    assert abgesagt.in_worten == "Fällt aus, wegen einer Fortbildung"
    wieder = termin_wieder_aufnehmen(termin.pk, durch=netzwerk)
    assert (wieder.lage, wieder.hinweis, wieder.beginn) == (Terminlage.FINDET_STATT, "", termin.beginn)
    warum = list(termin.angebot.verlauf.order_by("wann").values_list("warum", flat=True))
    assert warum[-2:] == ["termin_abgesagt", "termin_wieder"]


def test_ein_verlegter_termin_bleibt_verlegt_wenn_die_nacht_kommt(netzwerk: Benutzer) -> None:
    termin = fabriken.angebot(durch=netzwerk).termine.order_by("beginn")[0]
    anderswo = fabriken.ort("Stadtteilbüro")
    neu = um(DIENSTAG + timedelta(days=1), 15)
    termin_verlegen(
        termin.pk, beginn=neu, ende=neu + timedelta(hours=1), ort=anderswo, hinweis="", durch=netzwerk
    )
    termine_fortschreiben(termin.angebot_id)
    termin.refresh_from_db()
    assert (termin.beginn, termin.am_ort, termin.lage) == (neu, anderswo, Terminlage.VERLEGT)


@pytest.mark.parametrize(
    ("beginn", "ende", "satz"),
    [
        (um(HEUTE - timedelta(days=1), 9), um(HEUTE, 10), "Vergangenheit"),
        (um(DIENSTAG, 9), um(DIENSTAG, 9), "vor dem Anfang"),
    ],
)
def test_verlegt_wird_nur_in_die_zukunft(
    beginn: datetime, ende: datetime, satz: str, netzwerk: Benutzer
) -> None:
    termin = fabriken.angebot(durch=netzwerk).termine.order_by("beginn")[0]
    with pytest.raises(Ablehnung, match=satz):
        termin_verlegen(termin.pk, beginn=beginn, ende=ende, ort=None, hinweis="", durch=netzwerk)


def test_was_vorbei_ist_faellt_nicht_mehr_aus(netzwerk: Benutzer) -> None:
    termin = fabriken.angebot(durch=netzwerk).termine.order_by("beginn")[0]
    with kalender.stichtag(HEUTE + timedelta(days=3)), pytest.raises(Ablehnung, match="schon vorbei"):
        termin_absagen(termin.pk, hinweis="", durch=netzwerk)


def test_eine_kopie_ist_ein_entwurf_mit_allem_ein_halbjahr_spaeter(netzwerk: Benutzer) -> None:
    angebot = fabriken.angebot(
        durch=netzwerk, reihe={"von": HEUTE, "bis": HEUTE + timedelta(days=30), "wochentage": []}
    )
    Leitung.objects.create(angebot=angebot, beruf="Hebamme")
    angebot.kooperation.add(fabriken.organisation("Stadt"))
    kopie = angebot_kopieren(angebot.pk, erster_tag=date(2027, 1, 11), durch=netzwerk)
    reihe = kopie.reihen.get()
    assert (kopie.slug, kopie.status) == ("krabbelgruppe-2", Angebotsstand.ENTWURF)
    assert (reihe.von, reihe.bis) == (date(2027, 1, 11), date(2027, 2, 10))
    assert (kopie.leitungen.get().beruf, kopie.kooperation.get().name) == ("Hebamme", "Stadt")
    assert angebot.reihen.count() == angebot.leitungen.count() == 1
    assert kopie.termine.order_by("tag")[0].tag == date(2027, 1, 11)


def test_wer_einen_entwurf_speichert_der_inzwischen_veroeffentlicht_ist_nimmt_den_tag_nicht_zurueck(
    netzwerk: Benutzer,
) -> None:
    vorlage = fabriken.angebot(durch=netzwerk)
    entwurf = angebot_kopieren(vorlage.pk, erster_tag=HEUTE, durch=netzwerk)
    stand_aendern(entwurf.pk, Angebotsstand.VEROEFFENTLICHT, durch=netzwerk)
    angebot_schreiben(entwurf, durch=netzwerk)
    assert Angebot.objects.get(pk=entwurf.pk).veroeffentlicht_am


def test_was_vor_dem_feld_veroeffentlicht_wurde_bekommt_den_tag_aus_dem_verlauf(netzwerk: Benutzer) -> None:
    beendet, ohne_verlauf, entwurf = (fabriken.angebot(name, durch=netzwerk) for name in ("A", "B", "C"))
    wann = beendet.veroeffentlicht_am
    for angebot, stand in ((beendet, "beendet"), (ohne_verlauf, "beendet"), (entwurf, "entwurf")):
        stand_aendern(angebot.pk, Angebotsstand(stand), durch=netzwerk)
    ohne_verlauf.verlauf.all().delete()
    entwurf.verlauf.filter(nach=Angebotsstand.VEROEFFENTLICHT).delete()
    Angebot.objects.update(veroeffentlicht_am=None)
    import_module("netzwerk.angebote.migrations.0010_veroeffentlicht_am_nachtragen").nachtragen(apps, None)
    tage = [Angebot.objects.get(pk=eines.pk).veroeffentlicht_am for eines in (beendet, ohne_verlauf, entwurf)]
    assert tage == [pytest.approx(wann, abs=timedelta(seconds=1)), ohne_verlauf.erstellt_am, None]


def test_in_der_nacht_laeuft_was_begonnen_hat_und_endet_was_vorbei_ist(netzwerk: Benutzer) -> None:
    laufend = fabriken.angebot("Laufend", durch=netzwerk)
    einmal = fabriken.angebot(
        "Einmal", durch=netzwerk, reihe={"rhythmus": Rhythmus.EINMALIG, "von": DIENSTAG}
    )
    immer = fabriken.angebot("Auf Anruf", durch=netzwerk, reihe={}, nach_vereinbarung=True)
    with kalender.stichtag(HEUTE + timedelta(days=3)):
        alle_fortschreiben()
        assert staende_nachfuehren() == 3
        assert staende_nachfuehren() == 0
    stand = {angebot.titel: angebot.status for angebot in Angebot.objects.all()}
    assert stand == {
        laufend.titel: Angebotsstand.LAUFEND,
        einmal.titel: Angebotsstand.BEENDET,
        immer.titel: Angebotsstand.VEROEFFENTLICHT,
    }


def test_wer_nachgesehen_hat_sagt_es(netzwerk: Benutzer) -> None:
    angebot = fabriken.angebot(durch=netzwerk)
    Angebot.objects.update(geprueft_am=HEUTE - timedelta(days=200))
    assert list(Angebot.objects.veraltet(HEUTE)) == [angebot]
    angebot_pruefen(angebot.pk, durch=netzwerk)
    assert not Angebot.objects.veraltet(HEUTE).exists()


def test_neue_suchworte_gelten_fuer_alte_angebote(netzwerk: Benutzer) -> None:
    fabriken.angebot("Stillcafé", durch=netzwerk)
    fabriken.angebot("Musikmäuse", durch=netzwerk)
    Format.objects.create(name="Stillcafé", suchworte=["stillen"], sortierschluessel="stillcafe")
    assert suche_erneuern() == 1
    assert "stillen" in Angebot.objects.get(titel="Stillcafé").suchworte


def test_wie_ein_anbieter_jetzt_heisst_findet_seine_angebote(netzwerk: Benutzer) -> None:
    angebot = fabriken.angebot("Musikmäuse", durch=netzwerk)
    angebot.organisation.name = "Quasselstrippe e.V."
    organisation_schreiben(angebot.organisation, art="")
    assert "quasselstrippe" in Angebot.objects.get().suchworte


@pytest.mark.parametrize(
    "felder",
    [
        {"alter_von": 12, "alter_bis": 6},
        {"alter_bis": 145},
        {"anmeldeweg": "online", "plaetze": None},
        {"anmeldeweg": "anbieter", "anmeldung_bei": ""},
    ],
)
def test_was_nicht_sein_kann_laesst_die_datenbank_nicht_zu(
    felder: dict[str, Any], netzwerk: Benutzer
) -> None:
    with pytest.raises(IntegrityError):
        fabriken.angebot(durch=netzwerk, **felder)
