"""Pages of the tables: from the empty one over check and decision to the refused rows as a file."""

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from familienbuero.einlesen import dienste as einlesen
from familienbuero.einlesen.models import Eingangsdatei
from familienbuero.konten.models import Benutzer, Lesezugriff
from familienbuero.stammdaten.models import Familie
from tests import fabriken
from tests.conftest import HEUTE
from tests.daten.bestandstabellen import KOPF, tabelle, zeile
from willkommensbesuche.altbestand import dienste
from willkommensbesuche.altbestand.models import Bestandstabelle
from willkommensbesuche.altbestand.raum import heute
from willkommensbesuche.besuche.models import Besuch

pytestmark = pytest.mark.usefixtures("miriam")
TERMIN = {"Besuchskraft": "Miriam Sommer", "Stand": "Termin vereinbart", "Termin": "15.09.2026 10:00"}


def text(antwort: Any) -> str:
    """What a person reads on a page, blanks folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", antwort.content.decode()).split())


def hochgeladen(client: Any, inhalt: bytes, name: str = "besuche.csv") -> Any:
    return client.post(reverse("altbestand:hochladen"), {"datei": SimpleUploadedFile(name, inhalt)})


def wartende(wer: Benutzer, *zeilen: dict[str, str]) -> Bestandstabelle:
    return dienste.tabelle_pruefen(inhalt=tabelle(*zeilen), dateiname="besuche.csv", wer=wer)


def als_zeilen(antwort: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(antwort.content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize("rolle", ["koordination", "leitung"])
def test_coordination_and_head_walk_from_upload_to_result(rolle: str, als: Any, request: Any):
    client = als(request.getfixturevalue(rolle))
    assert "Noch keine Tabelle" in text(client.get(reverse("altbestand:tabellen")))
    antwort = hochgeladen(client, tabelle(zeile(**TERMIN), zeile(nummer="8", geboren="31.02.2026")))
    neue = Bestandstabelle.objects.get()
    assert antwort.headers["Location"] == reverse("altbestand:tabelle", args=[neue.pk])
    seite = text(client.get(antwort.headers["Location"]))
    assert "3 Kind geboren am 31.02.2026 Diesen Tag gibt es nicht." in seite
    assert "Besuche: 1 laufend, 0 beendet; 1 neue Familie" in seite
    seite = text(client.post(reverse("altbestand:uebernehmen", args=[neue.pk]), follow=True))
    assert "Die Tabelle wird übernommen" in seite
    assert "Die Übernahme beginnt gleich" in seite
    dienste.uebernehmen(neue.pk)
    seite = text(client.get(reverse("altbestand:tabelle", args=[neue.pk])))
    assert "Die Tabelle ist übernommen" in seite
    assert "Diesen Tag gibt es nicht." in seite
    assert "31.02.2026" not in seite
    assert "besuche.csv" in text(client.get(reverse("altbestand:tabellen")))
    assert Besuch.objects.get().status == "bestaetigt"


def test_what_is_wrong_with_a_file_stands_at_the_field(als: Any, koordination: Benutzer):
    antwort = hochgeladen(als(koordination), b"Name;Vorname\n")
    assert "Zeile 1: Die Datei hat keine Kopfzeile, die wir kennen." in text(antwort)
    assert Bestandstabelle.objects.count() == 0


def test_the_empty_table_has_all_columns_and_is_itself_a_table(als: Any, koordination: Benutzer):
    client = als(koordination)
    vorlage = client.get(reverse("altbestand:vorlage"))
    kopf, beispiel = als_zeilen(vorlage)
    assert (tuple(kopf), len(beispiel)) == (KOPF, len(KOPF))
    hochgeladen(client, vorlage.content)
    (_, _, grund), *_ = dienste.bericht_erstellen(vorlage.content, wer=koordination).gruende
    assert grund == "Das ist die Beispielzeile der Vorlage. Bitte löschen Sie sie."


def test_refused_rows_come_back_to_be_corrected_and_brought_again(als: Any, koordination: Benutzer):
    client = als(koordination)
    neue = wartende(koordination, zeile(), zeile(nummer="8", geboren="31.02.2026", Telefon="+49 271 4711"))
    kopf, falsche = als_zeilen(client.get(reverse("altbestand:zurueckgewiesen", args=[neue.pk])))
    assert kopf == [*KOPF, "Was nicht stimmt"]
    assert falsche[-1] == "Zeile 3: Kind geboren am: Diesen Tag gibt es nicht."
    berichtigt = dict(zip(kopf, falsche, strict=True)) | {"Kind geboren am": "28.02.2026"}
    assert berichtigt["Telefon"] == "+49 271 4711"
    hochgeladen(client, tabelle(berichtigt, kopf=kopf))
    assert list(Bestandstabelle.objects.order_by("geprueft_am").values_list("neu", "zurueckgewiesen")) == [
        (1, 1),
        (1, 0),
    ]


def test_formulas_never_come_back_as_formulas(als: Any, koordination: Benutzer):
    neue = wartende(koordination, zeile(name="=HYPERLINK(1)"))
    falsche = als_zeilen(als(koordination).get(reverse("altbestand:zurueckgewiesen", args=[neue.pk])))[1]
    assert falsche[0] == "'=HYPERLINK(1)"


def test_after_the_take_over_only_the_reasons_are_left(als: Any, koordination: Benutzer):
    client = als(koordination)
    neue = wartende(koordination, zeile(), zeile(nummer="8", geboren="31.02.2026"))
    dienste.tabelle_uebernehmen_lassen(neue.pk, wer=koordination)
    dienste.uebernehmen(neue.pk)
    assert als_zeilen(client.get(reverse("altbestand:zurueckgewiesen", args=[neue.pk]))) == [
        ["Zeile", "Spalte", "Grund"],
        ["3", "Kind geboren am", "Diesen Tag gibt es nicht."],
    ]


def test_a_table_can_be_discarded_and_then_not_be_taken_over(als: Any, koordination: Benutzer):
    client = als(koordination)
    neue = wartende(koordination, zeile())
    verwerfen = reverse("altbestand:verwerfen", args=[neue.pk])
    assert "Aus der Tabelle wird nichts gespeichert." in text(client.get(verwerfen))
    client.post(verwerfen)
    seite = client.post(reverse("altbestand:uebernehmen", args=[neue.pk]), follow=True)
    assert "Das geht nicht mehr: Der Stand ist inzwischen „verworfen“." in text(seite)
    assert "Die Tabelle ist verworfen" in text(seite)
    assert (Besuch.objects.count(), Eingangsdatei.objects.vorhanden().count()) == (0, 0)


def test_the_page_asks_for_itself_until_the_worker_is_done(als: Any, koordination: Benutzer):
    client = als(koordination)
    neue = wartende(koordination, zeile())
    dienste.tabelle_uebernehmen_lassen(neue.pk, wer=koordination)
    adresse = reverse("altbestand:tabelle", args=[neue.pk])
    teil = client.get(adresse, headers={"HX-Request": "true"})
    assert 'hx-trigger="every 2s"' in teil.content.decode()
    assert "<html" not in teil.content.decode()
    dienste.uebernehmen(neue.pk)
    assert client.get(adresse, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_why_a_take_over_failed_stands_on_the_page(als: Any, koordination: Benutzer, verwaltung: Benutzer):
    neue = wartende(koordination, zeile())
    dienste.tabelle_uebernehmen_lassen(neue.pk, wer=koordination)
    einlesen.uebernahme_zurueckgeben(Bestandstabelle, neue.pk, einlesen.UNERWARTET)
    seite = text(als(koordination).get(reverse("altbestand:tabelle", args=[neue.pk])))
    assert einlesen.UNERWARTET in seite
    seite = text(als(verwaltung).get(reverse("seiten:auftraege")))
    assert einlesen.UNERWARTET in seite
    assert "besuche.csv" not in seite


def test_a_table_that_waited_too_long_says_so(als: Any, koordination: Benutzer):
    neue = wartende(koordination, zeile())
    assert [eintrag.anzahl for eintrag in heute(koordination)] == [1]
    Eingangsdatei.objects.update(
        eingegangen_am=timezone.now() - timedelta(days=2), verfaellt_am=timezone.now() - timedelta(hours=1)
    )
    assert "Die Datei ist abgelaufen" in text(
        als(koordination).get(reverse("altbestand:tabelle", args=[neue.pk]))
    )
    assert heute(koordination) == []


def test_who_learns_something_about_a_stored_family_is_noted(als: Any, koordination: Benutzer):
    eltern = fabriken.familie(vorname="Rosina", hausnummer="7", strasse="Rosenstraße")
    Familie.objects.filter(pk=eltern.pk).update(weggezogen_am=HEUTE)
    neue = wartende(koordination, zeile(), zeile(nummer="8", geboren="31.02.2026"))
    seite = text(als(koordination).get(reverse("altbestand:tabelle", args=[neue.pk])))
    assert "Diese Familie wird nicht besucht: weggezogen." in seite
    assert list(Lesezugriff.objects.values_list("wer", "seite", "familie")) == [
        (koordination.pk, "Tabelle prüfen", eltern.pk)
    ]


def test_the_lists_of_the_registry_lead_to_the_tables(als: Any, koordination: Benutzer):
    seite = als(koordination).get(reverse("meldungen:listen")).content.decode()
    assert f'href="{reverse("altbestand:tabellen")}"' in seite


def test_the_new_visit_stands_in_the_week_and_on_the_day(als: Any, koordination: Benutzer, miriam: Benutzer):
    dienste.sofort_uebernehmen(
        inhalt=tabelle(zeile(**TERMIN | {"Termin": "07.09.2026 10:00"})), dateiname="t.csv", wer=koordination
    )
    assert "Beispiel" in text(als(koordination).get(reverse("besuche:woche")))
    assert "Beispiel" in text(als(miriam).get(reverse("besuche:mein_tag")))
