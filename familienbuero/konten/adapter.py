"""How django-allauth behaves in this house: sign-in only, accounts are made by `verwaltung`."""

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from familienbuero.konten.models import Benutzer
from familienbuero.konten.regeln import email_normal
from familienbuero.konten.verweise import passwort_adresse


class Kontoadapter(DefaultAccountAdapter):  # type: ignore[misc]
    """No sign-up; every try to sign in is counted by axes under the address in its normal form."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Name the account to axes in lower case, or each spelling would have its own eight tries."""
        credentials["login"] = email_normal(credentials.get("email", ""))
        return cast(AbstractBaseUser | None, super().authenticate(request, **credentials))

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """Ask for the password again; our accounts have one address, the one of sign-in."""
        konto = cast(Benutzer, user)
        return self.authenticate(context.request, email=konto.email, password=password) == konto

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Links in mails lead to the configured address, never to the Host header of a request."""
        return passwort_adresse(key)

    def format_email_subject(self, subject: str) -> str:
        return subject
