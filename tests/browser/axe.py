"""axe-core in a page: what it finds wrong, in words."""

from functools import cache
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Page

REGELN = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def quelle() -> str:
    return Path(settings.BASE_DIR, "node_modules", "axe-core", "axe.min.js").read_text(encoding="utf-8")


def maengel(seite: Page, *, gedruckt: bool = False) -> list[str]:
    """Violations in an open page, one line for each element; its window must `bypass_csp`.

    Nobody presses anything on paper, so that `gedruckt` the size of what one presses does not matter.
    """
    seite.evaluate(quelle())
    befund = seite.evaluate(
        """([regeln, gedruckt]) => axe.run(document, {
          runOnly: regeln, resultTypes: ['violations'], rules: {'target-size': {enabled: !gedruckt}}})""",
        [REGELN, gedruckt],
    )
    return [
        f"{regel['id']}: {stelle['html'][:120]} ({stelle['failureSummary'].splitlines()[-1].strip()})"
        for regel in befund["violations"]
        for stelle in regel["nodes"]
    ]
