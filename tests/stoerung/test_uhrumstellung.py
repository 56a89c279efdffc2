"""F7: both changes of the clock, 29 February and the turn of the year: no window missing, double or odd."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import pairwise
from uuid import uuid4

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from familienbuero.kalender import icalendar
from familienbuero.kalender.icalendar import Eintrag, termindatei
from familienbuero.kalender.regeln import frist, ist_werktag, monate_spaeter, tage, werktage_zwischen
from familienbuero.kalender.uhr import BERLIN
from familienbuero.raum import Fenster
from familienbuero.stammdaten import regeln as stammdaten
from familienbuero.stammdaten.regeln import alter_in_worten, merkfrist
from familienbuero.termine import regeln as termine
from familienbuero.termine.regeln import Dienst, Raster, fenster_des_tages, freie_fenster

UMSTELLUNGEN = [date(2027, 3, 28), date(2027, 10, 31), date(2028, 3, 26), date(2028, 10, 29)]
BESONDERE = [*UMSTELLUNGEN, date(2028, 2, 29), date(2027, 12, 31), date(2028, 1, 1)]
PERSON = uuid4()
RASTER = Raster(minuten=90, weg=30)
JE_TAG = 4  # windows between 8 and 16 hours
besondere_tage = st.sampled_from(BESONDERE).flatmap(
    lambda tag: st.integers(-40, 40).map(lambda abstand: tag + timedelta(days=abstand))
)


def dienst(wochentag: int, von: int = 8, bis: int = 16) -> Dienst:
    return Dienst(person=PERSON, wochentag=wochentag, von=time(von), bis=time(bis))


def frei(von: date, bis: date, **mehr: object) -> list[Fenster]:
    angaben = {
        "dienste": [dienst(wochentag) for wochentag in range(7)],
        "fehlzeiten": [],
        "belegt": {},
        "schliesstage": (),
        "raster": RASTER,
    }
    return freie_fenster(von=von, bis=bis, **(angaben | mehr))  # type: ignore[arg-type]


@pytest.mark.parametrize("tag", BESONDERE)
def test_um_den_tag_herum_fehlt_kein_fenster_und_keines_kommt_doppelt(tag: date):
    von, bis = tag - timedelta(days=7), tag + timedelta(days=7)
    fenster = frei(von, bis)
    werktage = [eins for eins in tage(von, bis) if ist_werktag(eins)]
    assert len(werktage) >= 6
    assert [eins.beginn.astimezone(BERLIN).date() for eins in fenster] == [
        eins for eins in werktage for _ in range(JE_TAG)
    ]
    assert {eins.beginn.astimezone(BERLIN).time() for eins in fenster} == {
        time(8), time(10), time(12), time(14)
    }  # fmt: skip
    assert len({eins.beginn.astimezone(UTC) for eins in fenster}) == len(fenster)


@given(tag=besondere_tage, von=st.integers(6, 12), stunden=st.integers(2, 8))
def test_jedes_fenster_dauert_so_lange_wie_das_raster_auf_jeder_uhr(tag: date, von: int, stunden: int):
    for eins in fenster_des_tages(tag, dienst(tag.weekday(), von, von + stunden), RASTER):
        # In UTC, where no hour is missing or comes twice.
        assert eins.ende.astimezone(UTC) - eins.beginn.astimezone(UTC) == timedelta(minutes=90)
        assert eins.beginn.date() == tag


@given(tag=besondere_tage)
def test_ein_gebuchtes_fenster_verdraengt_genau_sich_selbst(tag: date):
    von, bis = tag - timedelta(days=3), tag + timedelta(days=3)
    alle = frei(von, bis)
    if alle:
        gebucht = alle[0]
        # As the database gives it back: in UTC.
        belegt = {PERSON: [(gebucht.beginn.astimezone(UTC), gebucht.ende.astimezone(UTC))]}
        assert frei(von, bis, belegt=belegt) == alle[1:]


@pytest.mark.parametrize("tag", UMSTELLUNGEN)
def test_gegenprobe_ohne_die_uhr_von_berlin_beginnen_fenster_zu_einer_anderen_stunde(
    tag: date, monkeypatch: pytest.MonkeyPatch
):
    """Counted on with the offset of the day before, as who adds 24 hours to a moment does."""
    vorher = datetime.combine(tag - timedelta(days=1), time(12), BERLIN).utcoffset()
    assert vorher
    monkeypatch.setattr(termine, "BERLIN", timezone(vorher))
    naechster = frist(tag, 1)
    stunden = [eins.beginn.astimezone(BERLIN).hour for eins in frei(naechster, naechster)]
    assert stunden in ([7, 9, 11, 13], [9, 11, 13, 15])


@pytest.mark.parametrize("tag", UMSTELLUNGEN)
def test_gegenprobe_wer_nachts_dienst_haette_bekaeme_ein_fenster_von_falscher_dauer(tag: date):
    """The grid counts on the wall clock, and that is right only where no clock changes: by day."""
    fenster = fenster_des_tages(tag, dienst(tag.weekday(), 1, 8), Raster(minuten=90, weg=0))
    dauern = {eins.ende.astimezone(UTC) - eins.beginn.astimezone(UTC) for eins in fenster}
    assert len(dauern) == 2


def datei(beginn: datetime, ende: datetime) -> bytes:
    return termindatei(Eintrag(kennung="x@y", titel="Besuch", beschreibung="-", beginn=beginn, ende=ende))


@pytest.mark.parametrize("tag", BESONDERE)
@pytest.mark.parametrize("stunde", [1, 2, 3, 9])
@pytest.mark.parametrize("fold", [0, 1])
def test_die_kalenderdatei_meint_denselben_augenblick(tag: date, stunde: int, fold: int):
    beginn = datetime.combine(tag, time(stunde, 30), BERLIN).replace(fold=fold)
    ende = (beginn.astimezone(UTC) + timedelta(minutes=90)).astimezone(BERLIN)
    inhalt = datei(beginn, ende)
    termin = next(iter(Calendar.from_ical(inhalt).walk("VEVENT")))
    anderer_leser = vobject.readOne(inhalt.decode()).vevent
    for gelesen in ((termin["dtstart"].dt, termin["dtend"].dt),
                    (anderer_leser.dtstart.value, anderer_leser.dtend.value)):  # fmt: skip
        assert [zeit.astimezone(UTC) for zeit in gelesen] == [beginn.astimezone(UTC), ende.astimezone(UTC)]
    assert b"DTSTART:" in inhalt
    assert inhalt.count(b"Z\r\n") >= 2  # in UTC: nobody has to know when clocks change


def test_halb_drei_im_oktober_ist_zweimal_und_jedes_mal_ein_anderer_augenblick():
    halb_drei = datetime(2027, 10, 31, 2, 30, tzinfo=BERLIN)
    dateien = [datei(zeit, zeit + timedelta(hours=2)) for zeit in (halb_drei, halb_drei.replace(fold=1))]
    anfaenge = [next(iter(Calendar.from_ical(inhalt).walk("VEVENT")))["dtstart"].dt for inhalt in dateien]
    assert anfaenge[1] - anfaenge[0] == timedelta(hours=1)


def test_gegenprobe_mit_der_uhr_von_berlin_in_der_datei_sind_beide_dasselbe(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(icalendar, "UTC", BERLIN)
    halb_drei = datetime(2027, 10, 31, 2, 30, tzinfo=BERLIN)
    dateien = [datei(zeit, zeit + timedelta(hours=2)) for zeit in (halb_drei, halb_drei.replace(fold=1))]
    anfaenge = [next(iter(Calendar.from_ical(inhalt).walk("VEVENT")))["dtstart"].dt for inhalt in dateien]
    assert anfaenge[1].astimezone(UTC) - anfaenge[0].astimezone(UTC) == timedelta(0)


@given(tag=besondere_tage, anzahl=st.integers(1, 30))
def test_eine_frist_zaehlt_tage_und_keine_stunden(tag: date, anzahl: int):
    ende = frist(tag, anzahl)
    assert ist_werktag(ende)
    assert werktage_zwischen(tag, ende) == anzahl
    assert frist(tag, anzahl - 1) < ende if anzahl > 1 else tag < ende


@pytest.mark.parametrize(
    ("tag", "monate", "danach"),
    [
        (date(2028, 2, 29), 12, date(2029, 3, 1)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2027, 12, 31), 2, date(2028, 3, 1)),
        (date(2027, 8, 31), 6, date(2028, 3, 1)),
        (date(2027, 12, 31), 1, date(2028, 1, 31)),
        (date(2027, 12, 1), 1, date(2028, 1, 1)),
    ],
)
def test_monate_ueber_schalttag_und_jahreswechsel(tag: date, monate: int, danach: date):
    assert monate_spaeter(tag, monate) == danach


def letzter_tag_statt_erster(tag: date, monate: int) -> date:
    """What most libraries of dates do: 29 February becomes the 28th, not 1 March."""
    return min(
        monate_spaeter(tag, monate), monate_spaeter(tag.replace(day=1), monate + 1) - timedelta(days=1)
    )


def test_wer_am_schalttag_geboren_ist_wird_bis_zum_ersten_maerz_wiedererkannt():
    assert merkfrist(date(2028, 2, 29)) == date(2034, 3, 1)


def test_gegenprobe_mit_dem_letzten_tag_des_monats_ist_das_einen_tag_zu_kurz(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(stammdaten, "monate_spaeter", letzter_tag_statt_erster)
    assert merkfrist(date(2028, 2, 29)) == date(2034, 2, 28)


@given(geboren=besondere_tage, monate=st.integers(0, 60))
def test_ein_alter_waechst_und_springt_nie_zurueck(geboren: date, monate: int):
    stufen = [monate_spaeter(geboren, monat) for monat in range(monate + 1)]
    assert all(a < b for a, b in pairwise(stufen))


@pytest.mark.parametrize("tag", BESONDERE)
def test_ein_alter_ist_am_besonderen_tag_dasselbe_wie_an_jedem_anderen(tag: date):
    andere = tag + timedelta(days=3)
    for abstand in (0, 1, 6, 7, 13, 40, 90):
        an_dem_tag = alter_in_worten(tag - timedelta(days=abstand), tag)
        assert an_dem_tag == alter_in_worten(andere - timedelta(days=abstand), andere)
