"""Who has signed up in the invented town, and how many came to the café.

The families have no mailbox: what would be sent to them is thrown away.
"""

from __future__ import annotations

from datetime import date, timedelta

from demonstration.daten import ANSCHRIFT
from familienbuero import kalender
from familienbuero.konten.models import Benutzer
from familienbuero.schreiben.models import Nachricht
from netzwerk.angebote.dienste import (
    Anmeldeangaben,
    anmelden,
    anmeldung_stornieren,
    besucher_zaehlen,
    termine_nachfuehren,
)
from netzwerk.angebote.models import Angebot, Anmeldung
from netzwerk.angebote.regeln import Koepfe

# Title of a course: name, number of children, age in months. In the first one six places are taken, one who
# waited has moved up and has not answered yet, two wait.
KURSE = {
    "Babymassage": (
        ("Familie Adler", 1, 3),
        ("Merve Aydın", 1, 4),
        ("Olena Bondar", 1, 2),
        ("Paul Brückner", 2, 5),
        ("Sophie Diehl", 1, 6),
        ("Rana Haddad", 1, 3),
        ("Tim Jansen", 1, 4),
        ("Ewa Kowalska", 1, 7),
    ),
    "Elternstartkurs Mitte": (("Lea Franke", 1, 1), ("Jonas Groß", 2, 2), ("Derya Kaplan", 1, 0)),
    "Pre-Kanga": (("Nina Lorenz", 1, None), ("Zofia Nowak", 1, None)),
}
CAFE = "Offenes Elterncafé"
# Adults, children, newcomers: one Wednesday after the other, back from the last one.
WOCHEN = ((8, 8, 0), (11, 13, 4), (7, 8, 1), (9, 10, 3))
# So far back there are as many Wednesdays, even if the summer holidays have just ended.
ZURUECK = timedelta(weeks=12)


def anmeldungen_spielen(durch: Benutzer, heute: date) -> None:
    """Sign-ups to some courses, one of them full, and four counted Wednesdays."""
    for titel, familien in KURSE.items():
        kurs = Angebot.objects.get(titel=titel)
        for nummer, (name, kinder, alter) in enumerate(familien):
            email = f"familie{nummer}-{kurs.slug}@{ANSCHRIFT}"
            angaben = Anmeldeangaben(name=name, email=email, kinder=kinder, alter_monate=alter)
            anmelden(kurs.pk, angaben)
    voll = Angebot.objects.get(titel="Babymassage")
    angaben = Anmeldeangaben(name="Gerda Ohm (Oma)", telefon="0271 555-931", kinder=1, alter_monate=8)
    anmelden(voll.pk, angaben, durch=durch)
    anmeldung_stornieren(Anmeldung.objects.filter(angebot=voll).mit_platz()[0].pk)
    Nachricht.objects.all().delete()
    _zaehlen(Angebot.objects.get(titel=CAFE), durch, heute)


def _zaehlen(cafe: Angebot, durch: Benutzer, heute: date) -> None:
    with kalender.stichtag(heute - ZURUECK):
        termine_nachfuehren(cafe)  # past dates are stored only once they have been ahead
    termine_nachfuehren(cafe)
    for termin, (erwachsene, kinder, erstmals) in zip(
        cafe.termine.filter(ende__lt=kalender.jetzt()).order_by("-beginn"), WOCHEN, strict=False
    ):
        koepfe = Koepfe(erwachsene=erwachsene, kinder=kinder, erstmals=erstmals)
        besucher_zaehlen(termin.pk, koepfe, durch=durch)
