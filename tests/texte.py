"""Which texts the code shows to families, and what the catalogues say for them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from django.conf import settings
from django.template import engines
from django.template.base import Node
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils.translation import to_locale

WURZEL = Path(settings.BASE_DIR)
RUFE = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}


def _aus_python() -> Iterator[str]:
    for ordner in ("familienbuero", "netzwerk", "willkommensbesuche", "statistik", "ehrenamt"):
        for datei in (WURZEL / ordner).rglob("*.py"):
            for knoten in ast.walk(ast.parse(datei.read_text(encoding="utf-8"))):
                if not isinstance(knoten, ast.Call) or not knoten.args:
                    continue
                name = getattr(knoten.func, "id", getattr(knoten.func, "attr", ""))
                text = knoten.args[0]
                if name in RUFE and isinstance(text, ast.Constant) and isinstance(text.value, str):
                    yield text.value


def _aus_vorlagen() -> Iterator[str]:
    for datei in (WURZEL / "templates").rglob("*.*"):
        quelle = datei.read_text(encoding="utf-8")
        if "translate" not in quelle:
            continue
        vorlage = engines["django"].from_string(quelle).template
        for knoten in _alle(vorlage.nodelist):
            if isinstance(knoten, TranslateNode):
                yield str(knoten.filter_expression.var.literal)
            elif isinstance(knoten, BlockTranslateNode):
                yield knoten.render_token_list(knoten.singular)[0]


def _alle(liste: list[Node]) -> Iterator[Node]:
    """Every node; what stands between our own block tags is not walked by Django."""
    for oben in liste:
        for knoten in oben.get_nodes_by_type(Node):
            yield knoten
            if not knoten.child_nodelists:
                yield from _alle(getattr(knoten, "nodelist", []))


@cache
def msgids() -> frozenset[str]:
    """Every text of ours that stands in gettext: German, as the code has it."""
    return frozenset([*_aus_python(), *_aus_vorlagen()])


@dataclass
class Eintrag:
    """What a catalogue says for a German text; several translations where they depend on a number."""

    mehrzahl: str = ""
    texte: list[str] = field(default_factory=list)


@cache
def eintraege(sprache: str) -> dict[str, Eintrag]:
    """German text -> its entry in the catalogue."""
    datei = WURZEL / "locale" / to_locale(sprache) / "LC_MESSAGES" / "django.po"
    with datei.open("rb") as quelle:
        katalog = read_po(quelle)
    gelesen = {}
    for zeile in katalog:
        einzahl, mehrzahl = zeile.id if zeile.pluralizable else (zeile.id, "")
        texte = zeile.string if zeile.pluralizable else (zeile.string,)
        gelesen[einzahl] = Eintrag(mehrzahl, list(texte))
    return gelesen


def katalog(sprache: str) -> dict[str, str]:
    """German text -> its (first) translation."""
    return {msgid: eintrag.texte[0] for msgid, eintrag in eintraege(sprache).items()}
