"""The public list with ten thousand offers and their dates, against the empty page of the other lists."""

import random
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from uuid import uuid4

from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse

from benchmarks.messen import Messung, dauer, paarweise
from benchmarks.seiten import Aufruf, leere_seite
from demonstration.angebotsliste import FORMATE
from demonstration.daten import ORTE, POSTLEITZAHL
from familienbuero import kalender
from familienbuero.kalender.uhr import BERLIN
from familienbuero.massen import einfuegen, statistik_erneuern
from familienbuero.stammdaten.dienste import orte_festhalten, stadtteil_nennen
from familienbuero.stammdaten.models import Organisation
from familienbuero.stammdaten.regeln import sortierschluessel
from netzwerk.angebote.dienste import alle_fortschreiben, naechste_setzen
from netzwerk.angebote.dienste.angebote import schluessel_ableiten, worte_merken
from netzwerk.angebote.enums import Angebotsart, Angebotsstand
from netzwerk.angebote.models import Angebot, Angebotstermin, Format, Ort, Suchwort, Terminreihe

ORTE_JE_STADTTEIL, TERMINE = 20, 20
KEIN_SPEICHER = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}


FILTER = {
    "Angebote": "",
    "Angebote, Alter": "?alter=7",
    "Angebote, Schwangerschaft": "?alter=schwanger",
    "Angebote, Stadtteil": "?ort=Weidenau",
    "Angebote, 5 km um einen Stadtteil": "?ort=Weidenau&umkreis=5",
    "Angebote, nach Namen": "?ordnung=name",
    "Angebote, nach Entfernung": "?ort=Weidenau&umkreis=10&ordnung=naehe",
    "Angebote, Tage": "?tag=2&tag=6",
    "Angebote, Sprache": "?sprache=tr",
    "Angebote, alle Haken": "?frei=on&offen=on&stufenlos=on",
    "Angebote, Suchwort": "?q=stillen",
    "Angebote, drei Suchworte": "?q=krabbelgruppe+weidenau+bismarck",
    "Angebote, alles zugleich": "?q=cafe&alter=7&ort=Weidenau&umkreis=5&tag=2&frei=on&offen=on&stufenlos=on",
}


def _seite(client: Client, adresse: str) -> Aufruf:
    def abrufen() -> None:
        assert client.get(adresse).status_code == 200

    return abrufen


def bestand(anzahl: int) -> None:
    """So many public offers with twenty dates each, in all districts."""
    wuerfel, heute = random.Random(57072), kalender.heute()  # the same town every time
    stadtteile = [stadtteil for name in POSTLEITZAHL if (stadtteil := stadtteil_nennen(name))]
    orte_festhalten(buero=(None, None), stadtteile={eins.pk: ORTE[eins.name] for eins in stadtteile})
    anbieter = Organisation(name="Bildungswerk", sortierschluessel="bildungswerk")
    anbieter.save()
    orte = [
        Ort(name=f"Treff {nummer} {stadtteil.name}", strasse="Bismarckstraße 1", plz="57072",
            ort="Musterstadt", stadtteil=stadtteil, stufenlos=wuerfel.random() < 0.6,
            sortierschluessel=f"treff {nummer}")
        for stadtteil in stadtteile for nummer in range(ORTE_JE_STADTTEIL)
    ]  # fmt: skip
    formate = [
        Format(name=name, suchworte=worte.split(", "), sortierschluessel=sortierschluessel(name))
        for name, worte in FORMATE.items()
    ]
    einfuegen(orte)
    Format.objects.bulk_create(formate)
    angebote, reihen, termine = [], [], []
    for nummer in range(anzahl):
        format_ = wuerfel.choice(formate)
        alter = wuerfel.choice([(None, None), (0, 12), (6, 36), (36, 72), (72, 144)])
        angebot = Angebot(
            slug=f"angebot-{nummer}", status=Angebotsstand.LAUFEND, titel=f"{format_.name} {nummer}",
            kurz="Für Familien, einfach vorbeikommen.", art=wuerfel.choice(Angebotsart.values),
            format=format_, organisation=anbieter, ort=wuerfel.choice(orte), alter_von=alter[0],
            alter_bis=alter[1],
            schwangerschaft=wuerfel.random() < 0.2, kosten_cent=wuerfel.choice([0, 0, 500]),
            geprueft_am=heute, veroeffentlicht_am=kalender.jetzt(),
            sprachen=wuerfel.choice([["de"], ["de"], ["de", "tr"], ["de", "ar"]]),
        )  # fmt: skip
        schluessel_ableiten(angebot, formate)
        erster = heute + timedelta(days=wuerfel.randrange(7))
        beginn = time(wuerfel.randrange(8, 18))
        reihe = Terminreihe(
            angebot=angebot, von=erster, beginn=beginn, ende=time(beginn.hour + 1), in_ferien=True
        )
        angebote.append(angebot)
        reihen.append(reihe)
        for woche in range(TERMINE):
            tag = erster + timedelta(weeks=woche)
            anfang = datetime.combine(tag, beginn, BERLIN)
            termine.append(
                Angebotstermin(
                    id=uuid4(),
                    angebot=angebot,
                    reihe=reihe,
                    tag=tag,
                    beginn=anfang,
                    ende=anfang + timedelta(hours=1),
                )
            )
    worte_merken({wort for angebot in angebote for wort in angebot.suchworte})
    Angebot.objects.bulk_create(angebote, batch_size=1000)
    Terminreihe.objects.bulk_create(reihen, batch_size=1000)
    einfuegen(termine)
    statistik_erneuern(Angebot, Terminreihe, Angebotstermin, Ort, Suchwort)
    naechste_setzen(Angebot.objects.im_netz())


def messen(*, angebote: int = 10_000, runden: int = 20) -> Iterator[Messung]:
    """Every filter, week, month, one offer, each made anew; then from the cache, against an empty view."""
    bestand(angebote)
    client, mass = Client(), leere_seite()
    liste, eines = reverse("angebote:liste"), reverse("angebote:angebot", args=["angebot-1"])
    seiten = {
        **{name: liste + frage for name, frage in FILTER.items()},
        "Angebote, ein Tag": f"{liste}?am={kalender.heute() + timedelta(weeks=2)}",
        "Angebote, Woche": reverse("angebote:woche"),
        "Angebote, Woche mit Filter": reverse("angebote:woche") + "?alter=7&ort=Weidenau&umkreis=5",
        "Angebote, Monat": reverse("angebote:monat"),
        "Ein Angebot": eines,
        "Startseite": reverse("seiten:start"),
        "Verzeichnis für Suchmaschinen": reverse("seiten:sitemap"),
        "Verzeichnis, eine Datei": reverse("seiten:sitemap_teil", args=["angebote"]),
    }
    with override_settings(CACHES={**settings.CACHES, "seiten": KEIN_SPEICHER}):
        for name, adresse in seiten.items():
            yield paarweise(name, _seite(client, adresse), mass, ziel=8, runden=runden)
    leer = _seite(client, reverse("seiten:livez"))
    for name, adresse in (("Angebote", liste), ("Ein Angebot", eines), ("Startseite", seiten["Startseite"])):
        gespeichert = _seite(client, adresse)
        yield paarweise(f"{name}, aus dem Speicher", gespeichert, leer, ziel=3, runden=10 * runden)
    zeit = dauer(alle_fortschreiben)
    yield Messung("Termine aller Angebote fortschreiben (ein Lauf, zu 60 s)", 1, ((zeit, 60.0),), einheit="s")
