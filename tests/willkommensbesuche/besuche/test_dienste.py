"""What one can do with visits: does it work, from which states is it refused, what if called twice?"""

from datetime import date, datetime, time, timedelta

import pytest

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.kalender.uhr import BERLIN
from familienbuero.konten.models import Benutzer
from familienbuero.termine.enums import Terminstand
from familienbuero.termine.models import Abwesenheit, Dienstzeit, Termin
from familienbuero.vermittlung.dienste import folgeauftrag_abschliessen
from familienbuero.vermittlung.enums import Folgeart, Folgestatus
from familienbuero.vermittlung.models import Folgeauftrag
from tests import fabriken
from tests.conftest import HEUTE
from willkommensbesuche.besuche.dienste import (
    NeuerFall,
    Protokollangaben,
    besuch_absagen,
    besuch_bestaetigen,
    besuch_buchen,
    besuch_einladen,
    besuch_festlegen,
    besuch_herausnehmen,
    besuch_protokollieren,
    besuch_verschieben,
    besuch_wieder_aufnehmen,
    besuche_melden,
    besuche_planen,
    besuche_tauschen,
    familien_neu_pruefen,
    liste_uebergeben,
    ueber_besuch_entscheiden,
)
from willkommensbesuche.besuche.enums import Anlass, Ausschlussgrund, BesuchStatus, Ergebnis, OhneTermin
from willkommensbesuche.besuche.models import Besuch

MORGEN = HEUTE + timedelta(days=1)


def _stationen(besuch: Besuch) -> list[str]:
    return list(besuch.verlauf.order_by("wann").values_list("nach", flat=True))


def test_gemeldete_familie_wird_geprueft_und_verzeichnet(db: None) -> None:
    besuch = fabriken.besuch()
    assert (besuch.status, besuch.anzahl_kinder) == (BesuchStatus.GEPRUEFT, 1)
    assert _stationen(besuch) == ["gemeldet", "geprueft"]


def test_weiteres_kind_kommt_zum_offenen_besuch_des_haushalts(db: None) -> None:
    besuch = fabriken.besuch()
    assert besuch.familie is not None
    zwilling = fabriken.kind(besuch.familie, geburtsdatum=besuch.ereignisdatum, vornamen="Bo")
    (wieder,) = besuche_melden(
        [NeuerFall(besuch.familie, [zwilling], Anlass.GEBURT, besuch.ereignisdatum)], wer=None
    )
    besuch.refresh_from_db()
    assert (wieder.pk, besuch.anzahl_kinder, besuch.kinder.count()) == (besuch.pk, 2, 2)


def test_tod_eines_kindes_stoppt_den_besuch_und_gibt_das_fenster_frei(besuchsdienst: Benutzer) -> None:
    besuch = fabriken.geplanter_besuch(besuchsdienst, MORGEN)
    besuch.kinder.update(sterbedatum=HEUTE)
    familien_neu_pruefen([besuch.familie_id], wer=None)
    besuch.refresh_from_db()
    assert (besuch.status, besuch.grund, besuch.termin) == (
        BesuchStatus.AUSGESCHLOSSEN, Ausschlussgrund.VERSTORBEN, None,
    )  # fmt: skip
    assert not Termin.objects.filter(stand=Terminstand.GEBUCHT).exists()


def test_sperre_bringt_den_fall_zur_leitung_und_nur_einmal(
    besuchsdienst: Benutzer, leitung: Benutzer
) -> None:
    besuch = fabriken.geplanter_besuch(besuchsdienst, MORGEN)
    besuch.familie.auskunftssperre = True  # type: ignore[union-attr]
    besuch.familie.save()  # type: ignore[union-attr]
    familien_neu_pruefen([besuch.familie_id], wer=None)
    besuch.refresh_from_db()
    assert besuch.status == BesuchStatus.MANUELLE_PRUEFUNG
    ueber_besuch_entscheiden(besuch.pk, besuchen=True, durch=leitung)
    familien_neu_pruefen([besuch.familie_id], wer=None)
    besuch.refresh_from_db()
    assert besuch.status == BesuchStatus.GEPRUEFT


def test_aufgehobene_sperre_setzt_den_fall_wieder_frei(db: None) -> None:
    besuch = fabriken.besuch(auskunftssperre=True)
    assert besuch.status == BesuchStatus.MANUELLE_PRUEFUNG
    besuch.familie.auskunftssperre = False  # type: ignore[union-attr]
    besuch.familie.save()  # type: ignore[union-attr]
    familien_neu_pruefen([besuch.familie_id], wer=None)
    besuch.refresh_from_db()
    assert (besuch.status, besuch.grund) == (BesuchStatus.GEPRUEFT, "")


def test_planung_gibt_termin_im_zielfenster_an_einem_besuchstag(besuchsdienst: Benutzer) -> None:
    fabriken.besuchskraft(besuchsdienst)
    for nummer in range(12):
        fabriken.besuch(f"Fall{nummer}", geburtsdatum=HEUTE - timedelta(days=10 + 7 * nummer))
    ergebnis = besuche_planen(von=HEUTE, bis=HEUTE + timedelta(days=60), durch=None)
    besuche = list(Besuch.objects.anstehend())
    assert ergebnis.geplant == len(besuche) == 11
    assert ergebnis.gruende == {OhneTermin.ZU_SPAET: 1}
    for besuch in besuche:
        assert besuch.tag is not None
        assert 28 <= (besuch.tag - besuch.ereignisdatum).days <= 90
        assert besuch.tag.weekday() < 5
        assert besuch.tag >= HEUTE + timedelta(days=7)


def test_zweite_planung_plant_nichts_doppelt(besuchsdienst: Benutzer) -> None:
    fabriken.besuchskraft(besuchsdienst)
    fabriken.besuch()
    zeitraum = {"von": HEUTE, "bis": HEUTE + timedelta(days=40)}
    assert besuche_planen(**zeitraum, durch=None).geplant == 1
    assert besuche_planen(**zeitraum, durch=None).geplant == 0


@pytest.mark.parametrize(
    ("von", "bis", "satz"),
    [(MORGEN, HEUTE, "endet, bevor er beginnt"), (HEUTE, MORGEN, "früheste Besuchstag"),
     (HEUTE, HEUTE + timedelta(days=999), "höchstens")],
)  # fmt: skip
def test_unmoegliche_zeitraeume_werden_mit_einem_satz_abgelehnt(
    db: None, von: date, bis: date, satz: str
) -> None:
    with pytest.raises(Ablehnung, match=satz):
        besuche_planen(von=von, bis=bis, durch=None)


def test_vergebenes_fenster_wird_freundlich_abgelehnt(besuchsdienst: Benutzer) -> None:
    fabriken.geplanter_besuch(besuchsdienst, MORGEN, stunde=9)
    anderer = fabriken.besuch("Zweite")
    with pytest.raises(Ablehnung, match="gerade vergeben"):
        besuch_buchen(anderer.pk, fenster=fabriken.fenster(besuchsdienst, MORGEN, 10), durch=besuchsdienst)
    anderer.refresh_from_db()
    assert anderer.status == BesuchStatus.GEPRUEFT


def test_umplanen_vor_dem_brief_merkt_die_familie_nicht(
    besuchsdienst: Benutzer, koordination: Benutzer
) -> None:
    besuch = fabriken.geplanter_besuch(besuchsdienst, MORGEN)
    neu = fabriken.fenster(besuchsdienst, MORGEN + timedelta(days=1), 14)
    besuch_verschieben(besuch.pk, fenster=neu, durch=koordination, vereinbart=False)
    besuch.refresh_from_db()
    assert (besuch.status, besuch.tag) == (BesuchStatus.EINGEPLANT, MORGEN + timedelta(days=1))


def test_verschieben_auf_wunsch_der_familie_bestaetigt_gleich(
    besuchsdienst: Benutzer, koordination: Benutzer
) -> None:
    besuch = fabriken.geplanter_besuch(besuchsdienst, MORGEN)
    besuch_einladen(besuch.pk, durch=koordination)
    neu = fabriken.fenster(besuchsdienst, MORGEN, 14)
    besuch_verschieben(besuch.pk, fenster=neu, durch=koordination, vereinbart=True)
    assert _stationen(besuch) == [
        "gemeldet",
        "geprueft",
        "eingeplant",
        "eingeladen",
        "verschoben",
        "bestaetigt",
    ]


def test_kein_besuch_am_wochenende_feiertag_oder_gestern(besuchsdienst: Benutzer) -> None:
    besuch = fabriken.besuch()
    for tag in (date(2026, 9, 12), date(2026, 12, 25), HEUTE - timedelta(days=3)):
        with pytest.raises(Ablehnung):
            besuch_buchen(besuch.pk, fenster=fabriken.fenster(besuchsdienst, tag), durch=besuchsdienst)


def test_tauschen_wechselt_fenster_und_besuchskraft(
    besuchsdienst: Benutzer, zweite_besuchskraft: Benutzer, koordination: Benutzer
) -> None:
    eins = fabriken.geplanter_besuch(besuchsdienst, MORGEN, "Eins", stunde=9)
    zwei = fabriken.geplanter_besuch(zweite_besuchskraft, MORGEN + timedelta(days=1), "Zwei", stunde=11)
    besuche_tauschen(eins.pk, zwei.pk, durch=koordination)
    eins.refresh_from_db()
    zwei.refresh_from_db()
    assert (eins.besuchskraft, eins.tag) == (zweite_besuchskraft, MORGEN + timedelta(days=1))
    assert (zwei.besuchskraft, zwei.tag) == (besuchsdienst, MORGEN)


def test_ein_tausch_bringt_niemanden_auf_einen_tag_der_vorbei_ist(
    besuchsdienst: Benutzer, zweite_besuchskraft: Benutzer, koordination: Benutzer
) -> None:
    with kalender.stichtag(HEUTE - timedelta(days=7)):
        vorbei = fabriken.geplanter_besuch(besuchsdienst, HEUTE - timedelta(days=3), "Vorbei")
    kommend = fabriken.geplanter_besuch(zweite_besuchskraft, MORGEN, "Kommend")
    for eins, zwei in ((vorbei, kommend), (kommend, vorbei)):
        with pytest.raises(Ablehnung, match="schon vorbei"):
            besuche_tauschen(eins.pk, zwei.pk, durch=koordination)
    kommend.refresh_from_db()
    assert (kommend.tag, kommend.status) == (MORGEN, BesuchStatus.EINGEPLANT)


def test_auch_die_stunde_eines_tauschs_darf_nicht_vorbei_sein(
    besuchsdienst: Benutzer, koordination: Benutzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    heute = fabriken.geplanter_besuch(besuchsdienst, HEUTE, "Heute", stunde=9)
    kommend = fabriken.geplanter_besuch(besuchsdienst, MORGEN, "Kommend")
    mittags = datetime.combine(HEUTE, time(12), BERLIN)
    monkeypatch.setattr(kalender, "jetzt", lambda: mittags)
    with pytest.raises(Ablehnung, match="schon vorbei"):
        besuche_tauschen(heute.pk, kommend.pk, durch=koordination)


def test_festgelegter_termin_bleibt_stehen(besuchsdienst: Benutzer, koordination: Benutzer) -> None:
    besuch = fabriken.geplanter_besuch(besuchsdienst, MORGEN)
    besuch_festlegen(besuch.pk, festgelegt=True, durch=koordination)
    with pytest.raises(Ablehnung, match="festgelegt"):
        besuch_herausnehmen(besuch.pk, durch=koordination)
    besuch_festlegen(besuch.pk, festgelegt=False, durch=koordination)
    besuch_herausnehmen(besuch.pk, durch=koordination)
    besuch.refresh_from_db()
    assert (besuch.status, besuch.termin) == (BesuchStatus.GEPRUEFT, None)


def test_absagen_gibt_das_fenster_frei_und_ist_zweimal_harmlos(besuchsdienst: Benutzer) -> None:
    besuch = fabriken.geplanter_besuch(besuchsdienst, MORGEN)
    for _ in range(2):
        besuch_absagen(besuch.pk, durch=None)
    assert _stationen(besuch)[-2:] == ["eingeplant", "abgesagt"]
    fabriken.geplanter_besuch(besuchsdienst, MORGEN, "Nachruecker")


def test_bestaetigen_einer_abgesagten_familie_wird_abgelehnt(besuchsdienst: Benutzer) -> None:
    besuch = fabriken.geplanter_besuch(besuchsdienst, MORGEN)
    besuch_absagen(besuch.pk, durch=None)
    with pytest.raises(Ablehnung, match="abgesagt"):
        besuch_bestaetigen(besuch.pk, durch=None)


def test_vertretung_uebernimmt_was_in_ihren_kalender_passt(
    besuchsdienst: Benutzer, zweite_besuchskraft: Benutzer, koordination: Benutzer
) -> None:
    passt = fabriken.geplanter_besuch(besuchsdienst, MORGEN, "Passt", stunde=9)
    stoesst = fabriken.geplanter_besuch(besuchsdienst, MORGEN, "Stoesst", stunde=13)
    fabriken.geplanter_besuch(zweite_besuchskraft, MORGEN, "Eigener", stunde=13)
    ergebnis = liste_uebergeben(
        von_person=besuchsdienst, an=zweite_besuchskraft, von=HEUTE, bis=MORGEN, durch=koordination
    )
    assert ([b.pk for b in ergebnis.uebergeben], [b.pk for b in ergebnis.geblieben]) == (
        [passt.pk],
        [stoesst.pk],
    )
    passt.refresh_from_db()
    assert (passt.besuchskraft, passt.status) == (zweite_besuchskraft, BesuchStatus.EINGEPLANT)


def _heutiger(person: Benutzer, name: str = "Heute") -> Besuch:
    return fabriken.geplanter_besuch(person, HEUTE, name, stunde=8)


def test_protokoll_ohne_folgen_schliesst_den_fall(besuchsdienst: Benutzer) -> None:
    besuch = _heutiger(besuchsdienst)
    besuch_protokollieren(
        besuch.pk,
        ergebnis=Ergebnis.DURCHGEFUEHRT,
        angaben=Protokollangaben(notiz="freut sich"),
        durch=besuchsdienst,
    )
    besuch.refresh_from_db()
    assert besuch.status == BesuchStatus.ABGESCHLOSSEN
    assert besuch.protokoll.notiz == "freut sich"


def test_folgen_halten_den_fall_offen_bis_sie_erledigt_sind(besuchsdienst: Benutzer) -> None:
    besuch = _heutiger(besuchsdienst)
    angaben = Protokollangaben(folgen=[Folgeart.ANGEBOT, Folgeart.ANRUF])
    besuch_protokollieren(besuch.pk, ergebnis=Ergebnis.DURCHGEFUEHRT, angaben=angaben, durch=besuchsdienst)
    eins, zwei = Folgeauftrag.objects.all()
    assert eins.faellig_am == date(2026, 9, 14)
    folgeauftrag_abschliessen(eins.pk, status=Folgestatus.ERLEDIGT, durch=besuchsdienst)
    besuch.refresh_from_db()
    assert besuch.status == BesuchStatus.IN_NACHBEARBEITUNG
    folgeauftrag_abschliessen(zwei.pk, status=Folgestatus.ZURUECKGEZOGEN, durch=besuchsdienst)
    besuch.refresh_from_db()
    assert besuch.status == BesuchStatus.ABGESCHLOSSEN


def test_nach_dem_zweiten_vergeblichen_versuch_ist_die_familie_nicht_erreicht(
    besuchsdienst: Benutzer,
) -> None:
    besuch = _heutiger(besuchsdienst)
    besuch_protokollieren(
        besuch.pk, ergebnis=Ergebnis.NICHT_ANGETROFFEN, angaben=Protokollangaben(), durch=besuchsdienst
    )
    besuch_verschieben(
        besuch.pk, fenster=fabriken.fenster(besuchsdienst, MORGEN), durch=besuchsdienst, vereinbart=True
    )
    with kalender.stichtag(MORGEN):
        besuch_protokollieren(
            besuch.pk, ergebnis=Ergebnis.NICHT_ANGETROFFEN, angaben=Protokollangaben(), durch=besuchsdienst
        )
    besuch.refresh_from_db()
    assert (besuch.status, besuch.versuche) == (BesuchStatus.NICHT_ERREICHT, 2)


def test_vor_dem_besuchstag_gibt_es_nichts_einzutragen(besuchsdienst: Benutzer) -> None:
    besuch = fabriken.geplanter_besuch(besuchsdienst, MORGEN)
    with pytest.raises(Ablehnung, match=r"erst am 08\.09\.2026"):
        besuch_protokollieren(
            besuch.pk, ergebnis=Ergebnis.DURCHGEFUEHRT, angaben=Protokollangaben(), durch=besuchsdienst
        )


def test_dasselbe_protokoll_zweimal_wird_abgelehnt(besuchsdienst: Benutzer) -> None:
    besuch = _heutiger(besuchsdienst)
    besuch_protokollieren(
        besuch.pk, ergebnis=Ergebnis.DURCHGEFUEHRT, angaben=Protokollangaben(), durch=besuchsdienst
    )
    with pytest.raises(Ablehnung, match="schon eingetragen"):
        besuch_protokollieren(
            besuch.pk, ergebnis=Ergebnis.DURCHGEFUEHRT, angaben=Protokollangaben(), durch=besuchsdienst
        )


# --- What must not come back, and who must not see ----------------------------------------------------


def test_nur_die_leitung_entscheidet_und_nur_wo_etwas_zu_entscheiden_ist(
    koordination: Benutzer, leitung: Benutzer
) -> None:
    besuch = fabriken.besuch(auskunftssperre=True)
    with pytest.raises(Ablehnung, match="entscheidet die Leitung"):
        ueber_besuch_entscheiden(besuch.pk, besuchen=True, durch=koordination)
    ueber_besuch_entscheiden(besuch.pk, besuchen=False, durch=leitung)
    with pytest.raises(Ablehnung, match="nichts mehr zu entscheiden"):
        ueber_besuch_entscheiden(besuch.pk, besuchen=True, durch=leitung)


def test_ausgeschlossene_und_wartende_lassen_sich_nicht_wieder_aufnehmen(koordination: Benutzer) -> None:
    for felder in ({"auskunftssperre": True}, {"weggezogen_am": HEUTE}):
        besuch = fabriken.besuch(**felder)
        with pytest.raises(Ablehnung, match="nicht wieder aufnehmen"):
            besuch_wieder_aufnehmen(besuch.pk, durch=koordination)


def test_nach_einer_absage_wird_neu_geprueft(koordination: Benutzer, besuchsdienst: Benutzer) -> None:
    besuch = fabriken.geplanter_besuch(besuchsdienst, MORGEN)
    besuch_absagen(besuch.pk, durch=None)
    besuch.kinder.update(sterbedatum=HEUTE)
    with pytest.raises(Ablehnung, match="verstorben"):
        besuch_wieder_aufnehmen(besuch.pk, durch=koordination)


def test_gesperrte_familie_bleibt_aus_der_planung_und_geht_nur_an_die_leitung(
    besuchsdienst: Benutzer, leitung: Benutzer
) -> None:
    fabriken.besuchskraft(besuchsdienst)
    besuch = fabriken.besuch(auskunftssperre=True)
    ueber_besuch_entscheiden(besuch.pk, besuchen=True, durch=leitung)
    assert besuche_planen(von=HEUTE, bis=HEUTE + timedelta(days=40), durch=None).geplant == 0
    with pytest.raises(Ablehnung, match="Sperrvermerk"):
        besuch_buchen(besuch.pk, fenster=fabriken.fenster(besuchsdienst, MORGEN), durch=leitung)
    besuch_buchen(besuch.pk, fenster=fabriken.fenster(leitung, MORGEN), durch=leitung)
    assert Besuch.objects.sichtbar_fuer(leitung).get().tag == MORGEN


def test_dasselbe_kind_zweimal_gemeldet_zaehlt_einmal(db: None) -> None:
    besuch = fabriken.besuch()
    assert besuch.familie is not None
    kinder = list(besuch.familie.kinder.all())
    besuche_melden([NeuerFall(besuch.familie, kinder, Anlass.EIGENER_WUNSCH, HEUTE)], wer=None)
    besuch.refresh_from_db()
    assert (Besuch.objects.count(), besuch.anzahl_kinder, besuch.kinder.count()) == (1, 1, 1)


def test_ueberlappende_dienstzeiten_planen_niemanden_doppelt(besuchsdienst: Benutzer) -> None:
    fabriken.besuchskraft(besuchsdienst)
    Dienstzeit.objects.create(person=besuchsdienst, wochentag=1, von=time(8, 30), bis=time(13))
    for nummer in range(6):
        fabriken.besuch(f"Fall{nummer}")
    assert besuche_planen(von=HEUTE, bis=HEUTE + timedelta(days=20), durch=None).geplant == 6


def test_abwesende_vertretung_bekommt_nichts_und_vergangenes_bleibt(
    besuchsdienst: Benutzer, zweite_besuchskraft: Benutzer, koordination: Benutzer
) -> None:
    fabriken.geplanter_besuch(besuchsdienst, MORGEN)
    Abwesenheit.objects.create(person=zweite_besuchskraft, von=MORGEN, bis=MORGEN)
    with kalender.stichtag(HEUTE - timedelta(days=7)):
        fabriken.geplanter_besuch(besuchsdienst, HEUTE - timedelta(days=3), "Vorbei")
    ergebnis = liste_uebergeben(
        von_person=besuchsdienst, an=zweite_besuchskraft, von=HEUTE - timedelta(days=9), bis=MORGEN,
        durch=koordination,
    )  # fmt: skip
    assert (len(ergebnis.uebergeben), len(ergebnis.geblieben)) == (0, 1)
