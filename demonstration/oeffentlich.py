"""What the invented town tells its families, and what they have asked on the public pages."""

from __future__ import annotations

from datetime import date, timedelta

from familienbuero.konten.models import Benutzer
from familienbuero.seiten.dienste import neuigkeit_schreiben
from familienbuero.seiten.models import Neuigkeit
from familienbuero.stammdaten.enums import Sprache
from familienbuero.vermittlung.dienste import rat_anfragen, ratanfrage_fuehren
from familienbuero.vermittlung.enums import Ratstatus, Ratthema
from willkommensbesuche.besuche.dienste import besuch_wuenschen
from willkommensbesuche.besuche.enums import Anlass

# Days ago, title, text, source.
NEUIGKEITEN = (
    (
        4,
        "Ein zweiter Kurs Babymassage",
        "<p>Der erste war in drei Tagen voll. Wer auf der Warteliste steht, hört von uns zuerst.</p>",
        "",
    ),
    (
        26,
        "Das Konzept Frühe Hilfen ist beschlossen",
        "<p>Neu ist: Auch Familien, die mit kleinen Kindern zuziehen, werden zum Besuch eingeladen.</p>",
        "Beschluss des Jugendhilfeausschusses, Vorlage 112",
    ),
    (
        61,
        "Stadtteilbüro Geisweid jetzt auch dienstags",
        "<p>Von 9 bis 12 Uhr, ohne Termin. Kinder spielen, Erwachsene fragen.</p>",
        "",
    ),
)


def oeffentliches_spielen(durch: Benutzer, heute: date) -> None:
    """Three news, two questions, one wish for a visit."""
    for vor_tagen, titel, text, quelle in NEUIGKEITEN:
        datum = heute - timedelta(days=vor_tagen)
        neuigkeit_schreiben(Neuigkeit(datum=datum, titel=titel, text=text, quelle=quelle))
    rat_anfragen(
        thema=Ratthema.BETREUUNG,
        name="Emine Aksoy",
        telefon="0271 555-941",
        sprache=Sprache.TUERKISCH,
        text="Ab März arbeite ich wieder. Wer betreut ein Kind von elf Monaten?",
    )
    zweite = rat_anfragen(
        thema=Ratthema.GELD, email="vater@familie.example", text="Bekommen wir Kinderzuschlag?"
    )
    ratanfrage_fuehren(zweite.pk, status=Ratstatus.IN_ARBEIT, durch=durch)
    besuch_wuenschen(
        anlass=Anlass.SCHWANGERSCHAFT,
        tag=heute + timedelta(days=40),
        vorname="Hanna",
        familienname="Sommer",
        strasse="Lindenweg",
        hausnummer="14",
        plz="57078",
        ort="Musterstadt",
        telefon="0271 555-942",
    )
