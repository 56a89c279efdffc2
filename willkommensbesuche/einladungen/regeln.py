"""What holds for invitations, as pure functions."""

from collections.abc import Sequence
from datetime import date

from familienbuero.kalender.regeln import monate_spaeter


def ist_verspaetet(gemeldet_am: date, versandt_am: date) -> bool:
    """True when the notice of Art. 14 DSGVO comes later than a month after the report.

    Art. 14 Abs. 3 lit. a DSGVO: within a reasonable period, at most one month after obtaining the data.
    """
    return versandt_am > monate_spaeter(gemeldet_am, 1)


def anschriftzeilen(
    *, vertreter: Sequence[tuple[str, str]], familienname: str, strasse: str, zusatz: str, plz: str, ort: str
) -> tuple[str, ...]:
    """Lines of the address field, at most six (DIN 5008).

    `vertreter` are pairs (first name, family name). One name: "Familie Öztürk"; different names stand on
    lines of their own. The child's name never shows in the window.
    """
    namen = list(dict.fromkeys(nachname for _, nachname in vertreter if nachname))
    if len(namen) > 1:
        oben = [f"{vorname} {nachname}".strip() for vorname, nachname in vertreter[:2]]
    else:
        oben = ["Familie", namen[0] if namen else familienname]
    return tuple(zeile for zeile in (*oben, zusatz, strasse, f"{plz} {ort}") if zeile)


def sortierung(plz: str, strasse: str, hausnummer: str) -> str:
    """Order of the post: postcode, street, number (9 before 10)."""
    nummer = "".join(zeichen for zeichen in hausnummer if zeichen.isdigit())
    return f"{plz} {strasse} {nummer:0>5} {hausnummer}"[:300]
