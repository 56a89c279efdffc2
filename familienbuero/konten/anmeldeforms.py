"""The forms of django-allauth without placeholders: a label says the same and does not vanish."""

from typing import Any

from allauth.account import forms


class OhnePlatzhalter:
    """Takes the placeholders away."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for feld in self.fields.values():
            feld.widget.attrs.pop("placeholder", None)


class Anmeldung(OhnePlatzhalter, forms.LoginForm):  # type: ignore[misc]
    """E-mail address and password."""


class PasswortVergessen(OhnePlatzhalter, forms.ResetPasswordForm):  # type: ignore[misc]
    """The address to which the link goes."""


class NeuesPasswort(OhnePlatzhalter, forms.ResetPasswordKeyForm):  # type: ignore[misc]
    """The new password, twice."""


class PasswortAendern(OhnePlatzhalter, forms.ChangePasswordForm):  # type: ignore[misc]
    """The current password and the new one, twice."""
