"""A public page in every language: which addresses it has."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, get_language_info, override


@dataclass(frozen=True, kw_only=True)
class Sprachfassung:
    """A page in one language."""

    kennung: str
    name: str
    adresse: str
    von_rechts: bool
    hier: bool


def fassungen(request: HttpRequest, seitenname: str = "", *, mit_frage: bool = True) -> list[Sprachfassung]:
    """The page of this request, or the one of that name, in all languages; empty for others than public ones.

    Addresses come from the table of addresses, never from what the request says, so that none leads out of
    the house. The question behind the `?` goes along.
    """
    stelle = request.resolver_match
    if seitenname:
        name, args, kwargs, frage = seitenname, (), {}, ""
    elif stelle:
        name, args, kwargs = stelle.view_name, stelle.args, stelle.kwargs
        frage = request.META.get("QUERY_STRING", "") if mit_frage else ""
    else:
        return []
    jetzt, gefunden = get_language(), []
    for kennung, eigenname in settings.LANGUAGES:
        with override(kennung):
            adresse = reverse(name, args=args, kwargs=kwargs)
        gefunden.append(
            Sprachfassung(
                kennung=kennung,
                name=eigenname,
                adresse=f"{adresse}?{frage}" if frage else adresse,
                von_rechts=get_language_info(kennung)["bidi"],
                hier=kennung == jetzt,
            )
        )
    return gefunden if gefunden[0].adresse != gefunden[-1].adresse else []
