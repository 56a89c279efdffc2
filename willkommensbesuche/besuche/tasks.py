"""Work of this room by the clock."""

from familienbuero.wecker.tasks import geweckt
from willkommensbesuche.besuche import dienste


@geweckt("besuche.alte_entwuerfe_vernichten")
def alte_entwuerfe_vernichten() -> None:
    """Destroy drafts of logs that nobody has come back to."""
    dienste.alte_entwuerfe_vernichten()
