"""Addresses that go out by mail."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from familienbuero.konten.models import Benutzer


def passwort_adresse(schluessel: str) -> str:
    """Where a password is set; `schluessel` is "<account>-<token>" as allauth makes it."""
    konto, _, token = schluessel.partition("-")
    pfad = reverse("account_reset_password_from_key", kwargs={"uidb36": konto, "key": token})
    return f"{settings.OEFFENTLICHE_ADRESSE}{pfad}"


def passwort_verweis(konto: Benutzer) -> str:
    """A link with which this person sets a password once; it ends with PASSWORD_RESET_TIMEOUT."""
    token = default_token_generator.make_token(konto)
    return passwort_adresse(f"{user_pk_to_url_str(konto)}-{token}")
