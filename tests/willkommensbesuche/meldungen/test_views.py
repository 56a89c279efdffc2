"""Pages of the registry lists."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from familienbuero.einlesen.models import Eingangsdatei
from familienbuero.konten.models import Benutzer, Lesezugriff
from familienbuero.stammdaten.models import Familie
from tests.daten.meldelisten import liste, zeile
from willkommensbesuche.meldungen import dienste
from willkommensbesuche.meldungen.models import Meldeliste
from willkommensbesuche.meldungen.raum import heute

pytestmark = pytest.mark.usefixtures("siegen")
ROLLEN_OHNE_ZUGANG = [
    "besuchsdienst", "netzwerk", "fachkraft", "ehrenamt", "planung", "datenschutz", "verwaltung",
]  # fmt: skip


def wartende(wer: Benutzer, *zeilen: dict[str, str]) -> Meldeliste:
    inhalt = liste(*(zeilen or (zeile(),)))
    return dienste.liste_pruefen(inhalt=inhalt, dateiname="mai.csv", wer=wer)


def text(antwort: Any) -> str:
    """What a person reads on a page, blanks folded."""
    ohne_marken = re.sub(r"<[^>]+>", " ", antwort.content.decode())
    return " ".join(ohne_marken.split())


def hochgeladen(client: Client, inhalt: bytes, name: str = "mai.csv") -> Any:
    return client.post(reverse("meldungen:hochladen"), {"datei": SimpleUploadedFile(name, inhalt)})


@pytest.mark.parametrize("rolle", ["koordination", "leitung"])
def test_coordination_and_head_walk_from_upload_to_result(rolle: str, als: Any, request: Any):
    person = request.getfixturevalue(rolle)
    client = als(person)
    assert "Noch keine Meldelisten" in text(client.get(reverse("meldungen:listen")))
    antwort = hochgeladen(client, liste(zeile(), zeile(merkmal="2", Geburtsdatum="31.02.2026")))
    neue = Meldeliste.objects.get()
    assert antwort.headers["Location"] == reverse("meldungen:liste", args=[neue.pk])
    seite = text(client.get(antwort.headers["Location"]))
    assert "31.02.2026 Diesen Tag gibt es nicht." in seite
    assert "1 Kind übernehmen" in seite
    client.post(reverse("meldungen:uebernehmen", args=[neue.pk]))
    assert "Die Meldeliste wird übernommen" in text(client.get(reverse("meldungen:liste", args=[neue.pk])))
    dienste.uebernehmen(neue.pk)
    seite = text(client.get(reverse("meldungen:liste", args=[neue.pk])))
    assert "Die Meldeliste ist übernommen" in seite
    assert "Diesen Tag gibt es nicht." in seite
    assert "31.02.2026" not in seite
    assert "mai.csv" in text(client.get(reverse("meldungen:listen")))


@pytest.mark.parametrize("rolle", ROLLEN_OHNE_ZUGANG)
def test_other_roles_have_no_access(rolle: str, als: Any, koordination: Benutzer, request: Any):
    client = als(request.getfixturevalue(rolle))
    kennung = [wartende(koordination).pk]
    seiten = [
        client.get(reverse("meldungen:listen")),
        client.get(reverse("meldungen:hochladen")),
        client.get(reverse("meldungen:liste", args=kennung)),
        client.post(reverse("meldungen:uebernehmen", args=kennung)),
        client.get(reverse("meldungen:verwerfen", args=kennung)),
        client.get(reverse("meldungen:zurueckgewiesen", args=kennung)),
    ]
    assert [seite.status_code for seite in seiten] == [403] * 6


def test_without_sign_in_one_is_led_there(client: Client):
    assert client.get(reverse("meldungen:listen")).status_code == 302


@pytest.mark.parametrize(
    ("inhalt", "satz"),
    [
        (b"", "Die Datei ist leer."),
        (b"x" * (10 * 1024 * 1024 + 1), "Die Datei ist größer als 10 MiB."),
        (b"x" * (13 * 1024 * 1024), "Die Datei ist größer als 10 MiB."),
        (b"Name;Vorname\n", "Zeile 1: Die Datei hat keine Kopfzeile, die wir kennen."),
        (
            liste(zeile(), trennzeichen=","),
            "Zeile 1: Die Spalten trennt ein Komma, erwartet wird ein Semikolon.",
        ),
    ],
)
def test_what_is_wrong_with_a_file_stands_at_the_field(
    inhalt: bytes, satz: str, als: Any, koordination: Benutzer
):
    antwort = hochgeladen(als(koordination), inhalt)
    assert antwort.status_code == 200
    assert satz in text(antwort)
    assert Meldeliste.objects.count() == 0


def test_an_upload_without_file_asks_for_one(als: Any, koordination: Benutzer):
    antwort = als(koordination).post(reverse("meldungen:hochladen"), {})
    assert "Bitte wählen Sie eine Datei aus." in text(antwort)


def test_the_check_shows_before_after_and_consequence_and_notes_who_saw_it(als: Any, koordination: Benutzer):
    dienste.sofort_uebernehmen(inhalt=liste(zeile()), dateiname="april.csv")
    neue = wartende(koordination, zeile(Anlass="Umzug", strasse="Am Hang"))
    seite = text(als(koordination).get(reverse("meldungen:liste", args=[neue.pk])))
    assert (
        "Familie Beispiel Anschrift Rosenstraße 7, 57076 Siegen, Weidenau Am Hang 7, 57076 Siegen, Weidenau "
        "Gilt für den nächsten Brief"
    ) in seite
    assert list(Lesezugriff.objects.values_list("wer", "seite", "familie")) == [
        (koordination.pk, "Meldeliste prüfen", Familie.objects.get().pk)
    ]


def test_a_blocked_family_is_shown_to_the_head_only(als: Any, koordination: Benutzer, leitung: Benutzer):
    dienste.sofort_uebernehmen(inhalt=liste(zeile(Auskunftssperre="J")), dateiname="april.csv")
    neue = wartende(koordination, zeile(Vornamen="Ida", Auskunftssperre="J"))
    adresse = reverse("meldungen:liste", args=[neue.pk])
    seite = text(als(koordination).get(adresse))
    assert "Familie Beispiel" not in seite
    assert "Eine Familie mit Sperrvermerk sieht nur die Leitung." in seite
    assert Lesezugriff.objects.count() == 0
    assert "Familie Beispiel Vorname des Kindes Mika Ida" in text(als(leitung).get(adresse))


def test_long_lists_of_faults_and_changes_are_paged(als: Any, koordination: Benutzer):
    alte = [zeile(merkmal=str(i), Hausnummer=str(i)) for i in range(25)]
    dienste.sofort_uebernehmen(inhalt=liste(*alte), dateiname="april.csv")
    falsche = [zeile(merkmal=f"x{i}", plz="50667") for i in range(25)]
    neue = wartende(koordination, *(eine | {"Vornamen": "Ida"} for eine in alte), *falsche)
    client, adresse = als(koordination), reverse("meldungen:liste", args=[neue.pk])
    seite = text(client.get(adresse))
    assert seite.count("1 bis 20 von 25") == 2
    assert Lesezugriff.objects.count() == 20
    zweite = client.get(adresse, {"ab": "21", "fehler": "21"})
    assert text(zweite).count("21 bis 25 von 25") == 2
    assert text(client.get(adresse, {"ab": "-3", "fehler": "x"})).count("1 bis 20 von 25") == 2


def test_refused_rows_come_as_a_guarded_csv_and_without_values_after_the_take_over(
    als: Any, koordination: Benutzer
):
    neue = wartende(koordination, zeile(), zeile(merkmal="2", Familienname="=1+1"))
    client, adresse = als(koordination), reverse("meldungen:zurueckgewiesen", args=[neue.pk])
    antwort = client.get(adresse)
    assert antwort.headers["Content-Disposition"] == 'attachment; filename="zurueckgewiesene-zeilen.csv"'
    assert antwort.content.decode("utf-8-sig").splitlines() == [
        "Zeile;Spalte;Wert;Grund",
        "3;Familienname;'=1+1;Der Wert beginnt wie eine Formel und wird nicht übernommen.",
    ]
    dienste.liste_uebernehmen_lassen(neue.pk, wer=koordination)
    dienste.uebernehmen(neue.pk)
    assert client.get(adresse).content.decode("utf-8-sig").splitlines() == [
        "Zeile;Spalte;Grund",
        "3;Familienname;Der Wert beginnt wie eine Formel und wird nicht übernommen.",
    ]


def test_the_same_file_again_says_so(als: Any, koordination: Benutzer):
    dienste.sofort_uebernehmen(inhalt=liste(zeile()), dateiname="mai.csv")
    seite = text(als(koordination).get(reverse("meldungen:liste", args=[wartende(koordination).pk])))
    assert "Genau diese Datei ist schon einmal übernommen worden." in seite
    assert "Liste abschließen" in seite


def test_the_second_of_two_tabs_gets_a_sentence(als: Any, koordination: Benutzer):
    client, adresse = als(koordination), reverse("meldungen:uebernehmen", args=[wartende(koordination).pk])
    client.post(adresse)
    seite = text(client.post(adresse, follow=True))
    assert "Das geht nicht mehr: Der Stand ist inzwischen „wird übernommen“." in seite


def test_taking_over_needs_a_post(als: Any, koordination: Benutzer):
    adresse = reverse("meldungen:uebernehmen", args=[wartende(koordination).pk])
    assert als(koordination).get(adresse).status_code == 405


def test_discarding_asks_first(als: Any, koordination: Benutzer):
    client, adresse = als(koordination), reverse("meldungen:verwerfen", args=[wartende(koordination).pk])
    assert "Diese Meldeliste verwerfen?" in text(client.get(adresse))
    assert Meldeliste.objects.get().status == "geprueft"
    assert client.post(adresse).headers["Location"] == reverse("meldungen:listen")
    assert "Die Meldeliste ist verworfen" in text(
        client.get(reverse("meldungen:liste", args=[Meldeliste.objects.get().pk]))
    )


def test_a_list_whose_file_is_gone_says_how_to_continue(als: Any, koordination: Benutzer):
    neue = wartende(koordination)
    Eingangsdatei.objects.update(
        eingegangen_am=timezone.now() - timedelta(hours=25), verfaellt_am=timezone.now() - timedelta(hours=1)
    )
    seite = text(als(koordination).get(reverse("meldungen:liste", args=[neue.pk])))
    assert "Die Datei ist abgelaufen" in seite
    assert "Liste noch einmal hochladen" in seite


def test_a_damaged_file_leads_to_the_same_page(als: Any, koordination: Benutzer, ablage: Path):
    neue = wartende(koordination)
    for pfad in [pfad for pfad in ablage.rglob("*") if pfad.is_file()]:
        pfad.write_bytes(b"a1:kaputt")
    seite = text(als(koordination).get(reverse("meldungen:liste", args=[neue.pk])))
    assert "Die Datei ist abgelaufen" in seite


def test_an_old_file_warns_of_what_it_would_undo(als: Any, koordination: Benutzer):
    for inhalt in (liste(zeile()), liste(zeile(Vornamen="Ida"))):
        dienste.sofort_uebernehmen(inhalt=inhalt, dateiname="mai.csv")
    seite = text(als(koordination).get(reverse("meldungen:liste", args=[wartende(koordination).pk])))
    assert "Was sich seitdem geändert hat, würde zurückgesetzt." in seite


def test_progress_is_a_part_of_the_page_that_asks_for_itself(als: Any, koordination: Benutzer):
    neue = wartende(koordination)
    client, adresse = als(koordination), reverse("meldungen:liste", args=[neue.pk])
    client.post(reverse("meldungen:uebernehmen", args=[neue.pk]))
    Meldeliste.objects.update(erledigt=62, familien=105)
    teil = client.get(adresse, headers={"HX-Request": "true"})
    assert "62 von 105 Familien übernommen 59 Prozent" in text(teil)
    assert "<html" not in teil.content.decode()
    dienste.uebernehmen(neue.pk)
    assert client.get(adresse, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_a_list_that_does_not_exist_is_not_found(als: Any, koordination: Benutzer):
    neue = wartende(koordination)
    fremd = reverse("meldungen:liste", args=[neue.eingang_id])
    assert als(koordination).get(fremd).status_code == 404


def test_heute_names_lists_that_wait(koordination: Benutzer, besuchsdienst: Benutzer):
    assert heute(koordination) == []
    wartende(koordination)
    [eins] = heute(koordination)
    assert (eins.anzahl, eins.titel, eins.eilt) == (1, "Meldeliste wartet auf die Übernahme", False)
    assert heute(besuchsdienst) == []


def test_the_list_page_asks_the_database_as_often_for_one_list_as_for_many(als: Any, koordination: Benutzer):
    client = als(koordination)
    gezaehlt = []
    for anzahl in (1, 2, 47):
        for _ in range(anzahl):
            wartende(koordination)
        with CaptureQueriesContext(connection) as anfragen:
            client.get(reverse("meldungen:listen"))
        gezaehlt.append(len(anfragen))
    assert gezaehlt == [gezaehlt[0]] * 3
