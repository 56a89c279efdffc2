"""The self-check of the house, after every fault."""

from familienbuero.raum import raeume


def alles_gut() -> None:
    """Each rule that a room announces holds."""
    pruefungen = [pruefen() for raum in raeume() for pruefen in raum.pruefungen]
    assert len(pruefungen) >= 3
    assert [pruefung.satz for pruefung in pruefungen if not pruefung.ok] == []
