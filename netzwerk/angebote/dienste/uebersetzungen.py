"""Write and delete what offers say in other languages. Nothing is translated here: people bring words."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import transaction

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer
from familienbuero.seiten.regeln import bereinigen
from familienbuero.verlauf import verzeichnen
from familienbuero.zwischenspeicher import veralten
from netzwerk.angebote.dienste.angebote import suche_nachfuehren
from netzwerk.angebote.enums import Uebersetzungsstand
from netzwerk.angebote.models import Angebot, Uebersetzung
from netzwerk.angebote.regeln import DEUTSCH


def _sprache_pruefen(sprache: str) -> None:
    if sprache == DEUTSCH:
        raise Ablehnung("Auf Deutsch steht der Text im Angebot selbst. Bitte ändern Sie ihn dort.")
    if sprache not in dict(settings.LANGUAGES):
        raise Ablehnung("In dieser Sprache gibt es die öffentlichen Seiten nicht.")


@transaction.atomic
def uebersetzung_schreiben(
    *,
    angebot_id: UUID,
    sprache: str,
    titel: str,
    kurz: str,
    text: str = "",
    kostenhinweis: str = "",
    stand: Uebersetzungsstand,
    durch: Benutzer,
) -> Uebersetzung:
    """Store an offer's words in another language, cleaned, as made from the German words of this moment.

    Refuses German and languages without public pages. Searches find its title from now on.
    """
    _sprache_pruefen(sprache)
    angebot = Angebot.objects.select_for_update().get(pk=angebot_id)
    werte = {
        "titel": titel,
        "kurz": kurz,
        "text": bereinigen(text),
        "kostenhinweis": kostenhinweis,
        "stand": stand,
        "abdruck": angebot.abdruck,
        "geaendert_am": kalender.jetzt(),
        "geaendert_von": durch,
    }
    geschrieben, _neu = Uebersetzung.objects.update_or_create(
        angebot=angebot, sprache=sprache, defaults=werte
    )
    _nachfuehren(angebot, durch=durch, warum="uebersetzt")
    return geschrieben


@transaction.atomic
def uebersetzung_loeschen(*, angebot_id: UUID, sprache: str, durch: Benutzer) -> None:
    """Let an offer stand in German again for readers of that language; refuses when it does already."""
    angebot = Angebot.objects.select_for_update().get(pk=angebot_id)
    if not angebot.uebersetzungen.filter(sprache=sprache).delete()[0]:
        raise Ablehnung("Diese Übersetzung gibt es nicht mehr.")
    _nachfuehren(angebot, durch=durch, warum="uebersetzung_geloescht")


@transaction.atomic
def uebersetzungen_stimmen(*, angebot_id: UUID, abdruck: str, durch: Benutzer) -> int:
    """Somebody has seen that old translations still fit the German words; how many were old.

    `abdruck` is that of the words that were seen. Refuses when they are others by now.
    """
    angebot = Angebot.objects.select_for_update().get(pk=angebot_id)
    if abdruck != angebot.abdruck:
        raise Ablehnung("Der deutsche Text ist inzwischen ein anderer. Bitte vergleichen Sie noch einmal.")
    anzahl = angebot.uebersetzungen.exclude(abdruck=abdruck).update(abdruck=abdruck)
    if anzahl:
        _nachfuehren(angebot, durch=durch, warum="uebersetzungen_stimmen")
    return anzahl


def _nachfuehren(angebot: Angebot, *, durch: Benutzer, warum: str) -> None:
    suche_nachfuehren(angebot)
    verzeichnen(angebot, von=angebot.status, nach=angebot.status, wer=durch, warum=warum)
    veralten()
