"""Addresses of the sign-in: of django-allauth's pages only those that this house has.

No page to add or change e-mail addresses (`verwaltung` does that), none for codes by mail. The names are
allauth's own, because its views refer to them.
"""

from allauth.account import views
from django.urls import include, path, re_path

from familienbuero.konten.abmeldung import abmelden

urlpatterns = [
    path("anmelden/", views.login, name="account_login"),
    path("abmelden/", abmelden, name="account_logout"),
    path("gesperrt/", views.account_inactive, name="account_inactive"),
    path("registrieren/", views.signup, name="account_signup"),  # closed; views of allauth refer to it
    path("bestaetigen/", views.reauthenticate, name="account_reauthenticate"),
    path("passwort/", views.password_change, name="account_change_password"),
    path("passwort/setzen/", views.password_set, name="account_set_password"),
    path("passwort/vergessen/", views.password_reset, name="account_reset_password"),
    path("passwort/vergessen/gesendet/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^passwort/neu/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("passwort/neu/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("zweiter-faktor/", include("allauth.mfa.urls")),
]
