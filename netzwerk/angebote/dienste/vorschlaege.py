"""What partners propose waits until the office takes it over or refuses it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ForeignKey
from django.template.loader import render_to_string

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer
from familienbuero.schreiben.dienste import nachricht_schreiben
from familienbuero.stammdaten.dienste import kommune
from familienbuero.verlauf import SYSTEM, uebergehen, verzeichnen
from netzwerk.angebote.dienste.angebote import angebot_schreiben, termine_nachfuehren
from netzwerk.angebote.enums import Vorschlagsart, Vorschlagsstand
from netzwerk.angebote.models import Aenderungsvorschlag, Angebot, Anmeldung, Rueckfrage
from netzwerk.angebote.regeln import OEFFENTLICHE_FELDER, angaben, unterschiede
from netzwerk.angebote.regeln.vorschlag import REIHE
from netzwerk.partner.models import Ansprechperson

# Who acts in a ledger when it was somebody with a link.
PARTNER = "partner"
NICHTS = "Sie haben nichts geändert. Stimmt noch alles, dann genügt „Alles stimmt noch“."
GEAENDERT = "Der Anbieter hat seinen Vorschlag eben noch geändert. Bitte sehen Sie ihn noch einmal an."
VERALTET = "Das lässt sich so nicht mehr übernehmen: {gruende} Bitte ändern Sie das Angebot von Hand."


def werte_setzen(angebot: Angebot, werte: Mapping[str, Any]) -> Angebot:
    """Put plain values into an offer; saves nothing. Other fields than the public ones are left alone."""
    for feld in OEFFENTLICHE_FELDER:
        if feld in werte:
            ist_verweis = isinstance(Angebot._meta.get_field(feld), ForeignKey)
            setattr(angebot, f"{feld}_id" if ist_verweis else feld, werte[feld])
    return angebot


def nachher(vorschlag: Aenderungsvorschlag) -> dict[str, Any]:
    """What the fields should become."""
    return {feld: werte["nachher"] for feld, werte in vorschlag.aenderungen.items()}


@transaction.atomic
def angebot_vorschlagen(
    angebot_id: UUID | None,
    *,
    werte: Mapping[str, Any],
    bemerkung: str,
    von: Ansprechperson,
    reihe: Mapping[str, Any] | None = None,
) -> Aenderungsvorschlag:
    """Let a proposal about an offer wait, or a new offer with a series; a proposal that waits is replaced.

    What changes nothing takes back the one that waits, and is refused where there is none. The caller has
    seen that the offer is one of the partner's own.
    """
    angebot = Angebot.objects.select_for_update(of=("self",)).get(pk=angebot_id) if angebot_id else None
    if angebot:
        aenderungen = unterschiede(angaben(angebot), werte)
    else:  # also what is as usual: the office reads it for the first time
        aenderungen = unterschiede(
            {}, {feld: wert for feld, wert in werte.items() if wert not in ("", None, [])}
        )
    if reihe:
        aenderungen[REIHE] = {"vorher": None, "nachher": dict(reihe)}
    art = Vorschlagsart.AENDERUNG if angebot else Vorschlagsart.NEU
    offene = Aenderungsvorschlag.objects.offen().filter(angebot=angebot, art=Vorschlagsart.AENDERUNG)
    vorschlag = offene.select_for_update().first() if angebot else None
    if not aenderungen and not bemerkung:
        if vorschlag is None:
            raise Ablehnung(NICHTS)
        return vorschlag_zurueckziehen(vorschlag.pk)
    warum = "ergaenzt" if vorschlag else ""
    vorschlag = vorschlag or Aenderungsvorschlag(art=art, organisation=von.organisation, angebot=angebot)
    vorschlag.ansprechperson, vorschlag.aenderungen = von, aenderungen
    vorschlag.bemerkung, vorschlag.eingegangen_am = bemerkung, kalender.jetzt()
    vorschlag.save()
    _verzeichnen(vorschlag, PARTNER, warum)
    beantwortet(von)
    return vorschlag


@transaction.atomic
def vorschlag_zurueckziehen(vorschlag_id: UUID) -> Aenderungsvorschlag:
    """The partner takes back what waits. Refuses when the office has decided meanwhile.

    The caller has seen that the proposal is one of the partner's own.
    """
    vorschlag = _gesperrt(vorschlag_id)
    uebergehen(vorschlag, Vorschlagsstand.ZURUECKGEZOGEN, wer=None, rolle=PARTNER)
    return vorschlag


def _verzeichnen(vorschlag: Aenderungsvorschlag, rolle: str, warum: str = "") -> None:
    von = Vorschlagsstand.OFFEN if warum else ""
    verzeichnen(vorschlag, von=von, nach=Vorschlagsstand.OFFEN, wer=None, rolle=rolle, warum=warum)


def absage_mitteilen(angebot: Angebot, satz: str, *, von: Ansprechperson | None) -> None:
    """Tell the office what a partner, or its calendar, has done to dates; inside the caller's transaction."""
    vorschlag = Aenderungsvorschlag.objects.create(
        art=Vorschlagsart.ABSAGE,
        organisation=angebot.organisation,
        angebot=angebot,
        ansprechperson=von,
        bemerkung=f"{satz} {_wer_davon_weiss(angebot)}".strip(),
    )
    _verzeichnen(vorschlag, PARTNER if von else SYSTEM)


def _wer_davon_weiss(angebot: Angebot) -> str:
    """How many have signed up, and whom nobody has told yet; empty when nobody has."""
    dabei = Anmeldung.objects.filter(angebot=angebot).mit_platz()
    ohne = dabei.filter(email="").count()
    if not (alle := dabei.count()):
        return ""
    satz = f"Anmeldungen: {alle}. Wer eine E-Mail-Adresse hat, bekommt Bescheid."
    return f"{satz} Ohne Adresse: {ohne}, bitte anrufen." if ohne else satz


def beantwortet(von: Ansprechperson) -> None:
    """A partner who says anything has answered the half-yearly question."""
    offene = Rueckfrage.objects.unbeantwortet().filter(organisation=von.organisation_id)
    offene.update(beantwortet_am=kalender.heute())


def _gesperrt(vorschlag_id: UUID, gesehen: str = "") -> Aenderungsvorschlag:
    """The proposal with its row lock; refuses when it is another than somebody has `gesehen`."""
    gesperrt = Aenderungsvorschlag.objects.select_for_update(of=("self",))
    vorschlag = gesperrt.select_related("organisation", "ansprechperson").get(pk=vorschlag_id)
    if gesehen and gesehen != vorschlag.fassung:
        raise Ablehnung(GEAENDERT)
    return vorschlag


@transaction.atomic
def vorschlag_uebernehmen(vorschlag_id: UUID, *, durch: Benutzer, gesehen: str = "") -> Aenderungsvorschlag:
    """Write into the offer what was proposed; a new one begins as a draft. `gesehen` is its `fassung`.

    Refuses what cannot be right any more, and what the partner has changed since somebody looked at it. Other
    fields keep what somebody has written there meanwhile.
    """
    vorschlag = _gesperrt(vorschlag_id, gesehen)
    # The state first: who comes second is told so, whatever has become of the offer.
    uebergehen(vorschlag, Vorschlagsstand.UEBERNOMMEN, wer=durch)
    if vorschlag.aenderungen:
        vorschlag.angebot = _geschrieben(vorschlag, durch)
        vorschlag.save(update_fields=["angebot"])
    _partner_benachrichtigen(vorschlag)
    return vorschlag


def _geschrieben(vorschlag: Aenderungsvorschlag, durch: Benutzer) -> Angebot:
    if vorschlag.angebot_id:
        angebot = Angebot.objects.select_for_update(of=("self",)).get(pk=vorschlag.angebot_id)
    else:
        angebot = Angebot(organisation=vorschlag.organisation)
    werte_setzen(angebot, nachher(vorschlag))
    andere = {feld.name for feld in Angebot._meta.fields} - set(OEFFENTLICHE_FELDER)
    try:
        angebot.full_clean(exclude=andere)
    except ValidationError as fehler:
        raise Ablehnung(VERALTET.format(gruende=" ".join(fehler.messages))) from None
    angebot_schreiben(angebot, durch=durch, warum="vorschlag")
    if reihe := vorschlag.reihe:
        reihe.angebot = angebot
        reihe.save()
        termine_nachfuehren(angebot)
    return angebot


@transaction.atomic
def vorschlag_ablehnen(
    vorschlag_id: UUID, *, antwort: str, durch: Benutzer, gesehen: str = ""
) -> Aenderungsvorschlag:
    """Refuse a proposal with a sentence that the partner sees; not one that has changed meanwhile."""
    vorschlag = _gesperrt(vorschlag_id, gesehen)
    vorschlag.antwort = antwort
    uebergehen(vorschlag, Vorschlagsstand.ABGELEHNT, wer=durch, felder=["antwort"])
    _partner_benachrichtigen(vorschlag)
    return vorschlag


def _partner_benachrichtigen(vorschlag: Aenderungsvorschlag) -> None:
    """Tell by mail what has become of a proposal, but for a date that was called off; the caller rings.

    The mail carries no link: only its hash is known here, and a new one would end the one that works.
    """
    person = vorschlag.ansprechperson
    if vorschlag.art == Vorschlagsart.ABSAGE or person is None or not person.email:
        return
    kontext = {"vorschlag": vorschlag, "kommune": kommune()}
    nachricht_schreiben(
        fall=person.pk,
        empfaenger=person.email,
        betreff=render_to_string("netzwerk/angebote/mail/entschieden_betreff.txt", kontext),
        text=render_to_string("netzwerk/angebote/mail/entschieden_text.txt", kontext),
    )
