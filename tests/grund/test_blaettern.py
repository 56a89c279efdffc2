"""Keyset pagination, tried on accounts."""

from django.http import QueryDict

from familienbuero.blaettern import Blatt, blaettern
from familienbuero.konten.models import Benutzer
from tests.fabriken import BenutzerFabrik


def seite(anfrage: str = "", *, nach: tuple[str, ...] = ("nachname",)) -> Blatt[Benutzer]:
    return blaettern(Benutzer.objects.all(), nach=nach, anfrage=QueryDict(anfrage), je_seite=2)


def namen(blatt: Blatt[Benutzer]) -> list[str]:
    return [konto.nachname for konto in blatt.zeilen]


def anlegen(*nachnamen: str) -> None:
    for nachname in nachnamen:
        BenutzerFabrik.create(nachname=nachname)


def test_eine_leere_liste_hat_keine_nachbarn(db: None) -> None:
    assert seite() == Blatt([], None, None, 2)


def test_vorwaerts_und_rueckwaerts_zeigen_jede_zeile_genau_einmal(db: None) -> None:
    anlegen("a", "b", "c", "d", "e")
    erste = seite()
    zweite = seite(f"nach={erste.weiter}")
    dritte = seite(f"nach={zweite.weiter}")
    assert [namen(erste), namen(zweite), namen(dritte)] == [["a", "b"], ["c", "d"], ["e"]]
    assert (erste.zurueck, dritte.weiter) == (None, None)
    wieder_zweite = seite(f"vor={dritte.zurueck}")
    wieder_erste = seite(f"vor={wieder_zweite.zurueck}")
    assert [namen(wieder_zweite), namen(wieder_erste)] == [["c", "d"], ["a", "b"]]
    assert (wieder_erste.zurueck, wieder_erste.weiter) == (None, erste.weiter)


def test_gleiche_schluessel_gehen_nicht_verloren(db: None) -> None:
    anlegen("gleich", "gleich", "gleich")
    erste = seite()
    zweite = seite(f"nach={erste.weiter}")
    gezeigt = [konto.pk for konto in (*erste.zeilen, *zweite.zeilen)]
    assert sorted(gezeigt) == sorted(Benutzer.objects.values_list("pk", flat=True))


def test_absteigend_und_aufsteigend_lassen_sich_mischen(db: None) -> None:
    for nachname, vorname in (("a", "1"), ("b", "1"), ("b", "2")):
        BenutzerFabrik.create(nachname=nachname, vorname=vorname)
    schluessel = ("-nachname", "vorname")
    erste = seite(nach=schluessel)
    zweite = seite(f"nach={erste.weiter}", nach=schluessel)
    assert [(konto.nachname, konto.vorname) for konto in (*erste.zeilen, *zweite.zeilen)] == [
        ("b", "1"), ("b", "2"), ("a", "1"),
    ]  # fmt: skip


def test_eine_verschwundene_oder_erfundene_stelle_fuehrt_an_den_anfang(db: None) -> None:
    anlegen("a", "b", "c")
    assert namen(seite("nach=kein-schluessel")) == ["a", "b"]
    assert namen(seite("vor=00000000-0000-4000-8000-000000000000")) == ["a", "b"]
