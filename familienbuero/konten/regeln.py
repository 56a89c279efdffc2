"""Rules of accounts, over plain values."""

from collections.abc import Collection

from familienbuero.konten.enums import Rolle


def email_normal(email: str) -> str:
    """The form in which an address is stored, compared and counted."""
    return email.strip().lower()


def verliert_verwaltung(bisher: Collection[str], neu: Collection[str]) -> bool:
    """True when a change takes the role `verwaltung` away."""
    return Rolle.VERWALTUNG in bisher and Rolle.VERWALTUNG not in neu
