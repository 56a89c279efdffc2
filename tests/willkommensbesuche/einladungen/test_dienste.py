"""From a planned visit to a posted letter."""

import io
from datetime import timedelta
from typing import Any

import pikepdf
import pytest

from familienbuero import kalender
from familienbuero.auftrag import HOECHSTVERSUCHE, Auftragsstand
from familienbuero.datenschutz import dateien
from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer
from familienbuero.schreiben.dienste import NICHT_GEBUNDEN, naechstes_schreiben, stapel_neu_binden
from familienbuero.schreiben.models import BRIEFE, Schreiben, Stapel
from familienbuero.stammdaten.models import Familie
from familienbuero.termine.models import Zugang
from tests import fabriken
from tests.conftest import HEUTE
from willkommensbesuche.besuche.dienste import besuch_herausnehmen, besuch_verschieben
from willkommensbesuche.besuche.enums import BesuchStatus
from willkommensbesuche.besuche.models import Besuch
from willkommensbesuche.einladungen.auskunft import auszusortieren
from willkommensbesuche.einladungen.dienste import (
    brief_neu_setzen,
    stapel_anlegen,
    stapel_bearbeiten,
    stapel_nachpruefen,
    stapel_noch_einmal,
    stapel_versenden,
    vorschau,
)
from willkommensbesuche.einladungen.models import Einladung
from willkommensbesuche.einladungen.raum import briefe_vollzaehlig

BIS = HEUTE + timedelta(days=30)


@pytest.fixture(autouse=True)
def _ablage(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def _besuch(person: Benutzer, name: str, *, tage: int = 9, stunde: int = 9, **felder: Any) -> Besuch:
    return fabriken.geplanter_besuch(person, HEUTE + timedelta(days=tage), name, stunde=stunde, **felder)


def _fertiger_stapel(person: Benutzer) -> Stapel:
    stapel = stapel_anlegen(von=HEUTE, bis=BIS, durch=person)
    while stapel_bearbeiten(stapel.pk):
        pass
    stapel.refresh_from_db()
    return stapel


def test_stapel_hat_einen_brief_je_haushalt_und_eine_druckdatei_nach_postleitzahl(
    besuchsdienst: Benutzer,
) -> None:
    _besuch(besuchsdienst, "Hinten", plz="57080", stunde=9)
    _besuch(besuchsdienst, "Vorn", plz="57072", stunde=11)
    stapel = _fertiger_stapel(besuchsdienst)
    assert (stapel.stand, stapel.seiten) == (Auftragsstand.ERLEDIGT, 2)
    namen = [brief.einladung.besuch.familie.name for brief in stapel.schreiben.fertig()]
    assert namen == ["Vorn", "Hinten"]
    with pikepdf.open(io.BytesIO(stapel.druckdatei())) as pdf:
        assert len(pdf.pages) == 2
    assert briefe_vollzaehlig().ok


def test_einzelner_brief_ist_getaggt_und_eine_seite_lang(besuchsdienst: Benutzer) -> None:
    _besuch(
        besuchsdienst,
        "Wolfeschlegelsteinhausenbergerdorff-Łukasik",
        zusatz="Hinterhaus, 2. Obergeschoss links",
    )
    stapel = _fertiger_stapel(besuchsdienst)
    with pikepdf.open(io.BytesIO(stapel.schreiben.get().datei())) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert len(pdf.pages) == 1


def test_gesperrte_familie_bekommt_keinen_brief_sondern_einen_grund(besuchsdienst: Benutzer) -> None:
    besuch = _besuch(besuchsdienst, "Gesperrt")
    _besuch(besuchsdienst, "Offen", stunde=12)
    besuch.familie.auskunftssperre = True  # type: ignore[union-attr]
    besuch.familie.save()  # type: ignore[union-attr]
    assert [grund for _, grund in vorschau(HEUTE, BIS).zurueckgestellt] == [
        "Für die Familie gilt eine Auskunftssperre (§ 51 BMG)."
    ]
    stapel = _fertiger_stapel(besuchsdienst)
    assert stapel.schreiben.fertig().count() == 1
    assert stapel.schreiben.zurueckgestellt().get().groesse == 0


def test_tod_nach_dem_anlegen_stoppt_den_brief_noch(besuchsdienst: Benutzer) -> None:
    besuch = _besuch(besuchsdienst, "Spaet")
    _besuch(besuchsdienst, "Andere", stunde=12)
    stapel = stapel_anlegen(von=HEUTE, bis=BIS, durch=besuchsdienst)
    besuch.kinder.update(sterbedatum=HEUTE)
    while stapel_bearbeiten(stapel.pk):
        pass
    assert stapel.schreiben.zurueckgestellt().get().einladung.besuch == besuch


def test_nach_dem_druck_umgeplanter_besuch_haelt_den_versand_bis_zur_neuen_druckdatei_auf(
    besuchsdienst: Benutzer,
) -> None:
    bleibt = _besuch(besuchsdienst, "Bleibt")
    geht = _besuch(besuchsdienst, "Geht", stunde=12)
    stapel = _fertiger_stapel(besuchsdienst)
    besuch_herausnehmen(geht.pk, durch=besuchsdienst)
    with pytest.raises(Ablehnung, match="neue Druckdatei"):
        stapel_versenden(stapel.pk, am=HEUTE, durch=besuchsdienst)
    assert stapel_nachpruefen(stapel.pk) == 1
    stapel_bearbeiten(stapel.pk)
    stapel.refresh_from_db()
    assert (stapel.seiten, [besuch.pk for besuch, _ in auszusortieren(stapel)]) == (1, [geht.pk])
    assert stapel_versenden(stapel.pk, am=HEUTE, durch=besuchsdienst) == 1
    bleibt.refresh_from_db()
    assert bleibt.status == BesuchStatus.EINGELADEN


def test_zweimal_versenden_und_ein_unmoeglicher_tag_werden_abgelehnt(besuchsdienst: Benutzer) -> None:
    _besuch(besuchsdienst, "Eins")
    stapel = _fertiger_stapel(besuchsdienst)
    with pytest.raises(Ablehnung, match="Zukunft"):
        stapel_versenden(stapel.pk, am=HEUTE + timedelta(days=1), durch=besuchsdienst)
    with pytest.raises(Ablehnung, match="vor dem Datum der Briefe"):
        stapel_versenden(stapel.pk, am=HEUTE - timedelta(days=1), durch=besuchsdienst)
    stapel_versenden(stapel.pk, am=HEUTE, durch=besuchsdienst)
    with pytest.raises(Ablehnung, match="schon versandt"):
        stapel_versenden(stapel.pk, am=HEUTE, durch=besuchsdienst)


def test_derselbe_termin_bekommt_nie_zwei_briefe_ein_neuer_termin_schon(besuchsdienst: Benutzer) -> None:
    besuch = _besuch(besuchsdienst, "Eins")
    stapel = _fertiger_stapel(besuchsdienst)
    with pytest.raises(Ablehnung, match="wartet keine Einladung"):
        stapel_anlegen(von=HEUTE, bis=BIS, durch=besuchsdienst)
    stapel_versenden(stapel.pk, am=HEUTE, durch=besuchsdienst)
    neu = fabriken.fenster(besuchsdienst, HEUTE + timedelta(days=10))
    besuch_verschieben(besuch.pk, fenster=neu, durch=besuchsdienst, vereinbart=False)
    stapel_anlegen(von=HEUTE, bis=BIS, durch=besuchsdienst)
    assert Einladung.objects.filter(besuch=besuch).count() == 2


def test_neudruck_hat_einen_neuen_code_der_alte_gilt_nicht_mehr(besuchsdienst: Benutzer) -> None:
    _besuch(besuchsdienst, "Eins")
    stapel = _fertiger_stapel(besuchsdienst)
    alt = Zugang.objects.get()
    brief_neu_setzen(stapel.schreiben.get().pk, durch=besuchsdienst)
    stapel_bearbeiten(stapel.pk)
    neu = Zugang.objects.get()
    assert (neu.pk, neu.kennung, neu.token) != (alt.pk, alt.kennung, alt.token)
    stapel.refresh_from_db()
    assert stapel.stand == Auftragsstand.ERLEDIGT


def test_ein_brief_der_beim_versand_noch_lag_bekommt_einen_eigenen_stapel_und_geht_zur_post(
    besuchsdienst: Benutzer, koordination: Benutzer
) -> None:
    _besuch(besuchsdienst, "Puenktlich", stunde=9)
    besuch = _besuch(besuchsdienst, "Nachzuegler", stunde=13)
    Familie.objects.filter(pk=besuch.familie_id).update(kein_kontakt_seit=HEUTE)
    stapel = _fertiger_stapel(besuchsdienst)
    stapel_versenden(stapel.pk, am=HEUTE, durch=besuchsdienst)
    spaeter = HEUTE + timedelta(days=2)
    Familie.objects.filter(pk=besuch.familie_id).update(kein_kontakt_seit=None)
    liegt = stapel.schreiben.zurueckgestellt().get()
    with kalender.stichtag(spaeter):
        neuer = brief_neu_setzen(liegt.pk, durch=koordination).stapel
        assert (neuer.von, neuer.bis, neuer.datum) == (besuch.tag, besuch.tag, spaeter)
        while stapel_bearbeiten(neuer.pk):
            pass
        assert stapel_versenden(neuer.pk, am=spaeter, durch=koordination) == 1
    besuch.refresh_from_db()
    assert besuch.status == BesuchStatus.EINGELADEN
    stapel.refresh_from_db()
    assert (stapel.schreiben.count(), stapel.versandt_am) == (1, HEUTE)
    assert stapel.stand == Auftragsstand.ERLEDIGT


def test_was_noch_immer_nicht_hinaus_darf_bleibt_wo_es_liegt(besuchsdienst: Benutzer) -> None:
    _besuch(besuchsdienst, "Puenktlich", stunde=9)
    besuch = _besuch(besuchsdienst, "Still", stunde=13)
    Familie.objects.filter(pk=besuch.familie_id).update(kein_kontakt_seit=HEUTE)
    stapel = _fertiger_stapel(besuchsdienst)
    stapel_versenden(stapel.pk, am=HEUTE, durch=besuchsdienst)
    liegt = brief_neu_setzen(stapel.schreiben.zurueckgestellt().get().pk, durch=besuchsdienst)
    stapel_bearbeiten(stapel.pk)
    liegt.refresh_from_db()
    assert (liegt.stapel, liegt.zurueckgestellt) == (stapel, "Die Familie möchte keinen Kontakt mehr.")


def test_brief_der_dreimal_scheitert_haelt_die_anderen_nicht_auf(besuchsdienst: Benutzer) -> None:
    _besuch(besuchsdienst, "Giftig", plz="57072")
    _besuch(besuchsdienst, "Gut", plz="57080", stunde=12)
    stapel = stapel_anlegen(von=HEUTE, bis=BIS, durch=None)
    giftig = stapel.schreiben.order_by("sortierung").first()
    assert giftig is not None
    Schreiben.objects.filter(pk=giftig.pk).update(versuche=3)
    naechster = naechstes_schreiben(stapel.pk)
    assert naechster is not None
    assert naechster.pk != giftig.pk
    giftig.refresh_from_db()
    assert "Verwaltung" in giftig.zurueckgestellt


def test_verspaetete_hinweise_werden_gezaehlt(besuchsdienst: Benutzer) -> None:
    besuch = _besuch(besuchsdienst, "Spaet")
    Besuch.objects.filter(pk=besuch.pk).update(erstellt_am=kalender.jetzt() - timedelta(days=40))
    assert vorschau(HEUTE, BIS).verspaetet == 1


def test_zu_einem_besuch_von_heute_oder_gestern_geht_kein_brief_mehr(besuchsdienst: Benutzer) -> None:
    gestern = _besuch(besuchsdienst, "Gestern", tage=1)
    _besuch(besuchsdienst, "Heute", tage=0)
    morgen = _besuch(besuchsdienst, "Morgen", tage=1, stunde=12)
    Besuch.objects.filter(pk=gestern.pk).update(tag=HEUTE - timedelta(days=1))
    assert vorschau(HEUTE - timedelta(days=7), BIS).briefe == [morgen]


def test_eine_druckdatei_die_dreimal_scheitert_wird_geparkt_und_geht_noch_einmal(
    besuchsdienst: Benutzer,
) -> None:
    _besuch(besuchsdienst, "Eins")
    stapel = _fertiger_stapel(besuchsdienst)
    brief = stapel.schreiben.get()
    inhalt = brief.datei()
    dateien.vernichten(BRIEFE, brief.pk)
    stapel_neu_binden(stapel.pk)
    for _ in range(HOECHSTVERSUCHE):
        with pytest.raises(FileNotFoundError):
            stapel_bearbeiten(stapel.pk)
        Stapel.objects.update(pacht_bis="2000-01-01T00:00Z")
    assert stapel_bearbeiten(stapel.pk) is False
    stapel.refresh_from_db()
    assert (stapel.stand, stapel.fehler) == (Auftragsstand.GESCHEITERT, NICHT_GEBUNDEN)
    dateien.ablegen(BRIEFE, brief.pk, inhalt)
    stapel_noch_einmal(stapel.pk)
    stapel_bearbeiten(stapel.pk)
    stapel.refresh_from_db()
    assert (stapel.stand, stapel.fehler) == (Auftragsstand.ERLEDIGT, "")
