"""How a visit stands in the office's own table."""

from __future__ import annotations

from django.db import models

from willkommensbesuche.besuche.enums import BesuchStatus


class Altstand(models.TextChoices):
    """How far a visit has got; the label is the word in the table."""

    OFFEN = "offen", "offen"
    VEREINBART = "vereinbart", "Termin vereinbart"
    EINGELADEN = "eingeladen", "eingeladen"
    BESUCHT = "besucht", "besucht"
    ABGESAGT = "abgesagt", "abgesagt"
    NICHT_ERREICHT = "nicht_erreicht", "nicht erreicht"

    @property
    def wird(self) -> BesuchStatus:
        """The state of the case that it becomes."""
        return _WIRD[self]

    @property
    def laeuft(self) -> bool:
        """Something is still to happen."""
        return self in (Altstand.OFFEN, Altstand.VEREINBART, Altstand.EINGELADEN)

    @property
    def braucht_termin(self) -> bool:
        """Without day and visitor it cannot be true."""
        return self not in (Altstand.OFFEN, Altstand.ABGESAGT)


_WIRD = {
    Altstand.OFFEN: BesuchStatus.GEPRUEFT,
    Altstand.VEREINBART: BesuchStatus.BESTAETIGT,
    Altstand.EINGELADEN: BesuchStatus.EINGELADEN,
    Altstand.BESUCHT: BesuchStatus.ABGESCHLOSSEN,
    Altstand.ABGESAGT: BesuchStatus.ABGESAGT,
    Altstand.NICHT_ERREICHT: BesuchStatus.NICHT_ERREICHT,
}
