"""Is everything done that is due by the clock?"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from familienbuero.wecker.enums import Laufstand
from familienbuero.wecker.models import Wecker
from familienbuero.wecker.regeln import Weckzeit


@dataclass(frozen=True, kw_only=True)
class Lauf:
    """How one piece of work by the clock gets on."""

    text: str
    beendet_am: datetime | None
    fehler: str
    ueberfaellig: bool

    @property
    def stand(self) -> Laufstand:
        return Laufstand.UEBERFAELLIG if self.ueberfaellig else Laufstand.PUENKTLICH


def laeufe() -> list[Lauf]:
    """All work by the clock, in the order of the settings."""
    zeilen = {wecker.name: wecker for wecker in Wecker.objects.all()}
    jetzt = timezone.now()
    return [
        _lauf(zeit, zeilen.get(name) or Wecker(name=name), jetzt) for name, zeit in settings.WECKER.items()
    ]


def _lauf(zeit: Weckzeit, wecker: Wecker, jetzt: datetime) -> Lauf:
    ueberfaellig = zeit.ist_ueberfaellig(
        geplant_fuer=wecker.geplant_fuer, beendet_am=wecker.beendet_am, jetzt=jetzt
    )
    return Lauf(text=zeit.text, beendet_am=wecker.beendet_am, fehler=wecker.fehler, ueberfaellig=ueberfaellig)


def ist_wach() -> bool:
    """False when anything is overdue: beat or all workers are silent, or the work fails again and again."""
    return not any(lauf.ueberfaellig for lauf in laeufe())
