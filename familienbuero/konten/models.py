"""Staff accounts and the read log."""

import uuid
from typing import Any, ClassVar

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from familienbuero.konten.enums import Rolle


class BenutzerManager(BaseUserManager["Benutzer"]):
    """Makes accounts; e-mail addresses are kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **felder: Any) -> "Benutzer":
        """A new account; without a password nobody can sign in until one is set by mail."""
        benutzer = self.model(email=email.strip().lower(), **felder)
        benutzer.set_password(password)
        benutzer.save()
        return benutzer

    def mit_rolle(self, *rollen: Rolle) -> "models.QuerySet[Benutzer]":
        """Active people with at least one of the roles, by name."""
        return self.filter(is_active=True, rollen__overlap=list(rollen)).order_by("nachname", "vorname")


class Benutzer(AbstractBaseUser):
    """A person of the staff, signed in by e-mail."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("E-Mail-Adresse")
    vorname = models.CharField("Vorname", max_length=80)
    nachname = models.CharField("Nachname", max_length=80)
    rollen = ArrayField(
        models.CharField(max_length=20, choices=Rolle.choices), verbose_name="Rollen", default=list
    )
    is_active = models.BooleanField("aktiv", default=True)
    erstellt_am = models.DateTimeField("erstellt am", default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["vorname", "nachname"]

    objects = BenutzerManager()

    class Meta:
        verbose_name = "Konto"
        verbose_name_plural = "Konten"
        ordering = ["nachname", "vorname"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="benutzer_email_einmalig",
                violation_error_message="Mit dieser E-Mail-Adresse gibt es schon ein Konto.",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def name(self) -> str:
        return f"{self.vorname} {self.nachname}"

    @property
    def hauptrolle(self) -> str:
        """The role that the ledger notes; the first one given to the person."""
        return self.rollen[0] if self.rollen else ""

    @property
    def rollen_text(self) -> str:
        return ", ".join(Rolle(rolle).label for rolle in self.rollen)

    def hat_rolle(self, *rollen: str) -> bool:
        """True when the person has at least one of the roles."""
        return self.is_active and not set(rollen).isdisjoint(self.rollen)


class Absendung(models.Model):
    """What came of a form: the hash of its token, of its content, and where its answer led."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    papier = models.CharField("Formular", max_length=64, unique=True)
    inhalt = models.CharField("Inhalt", max_length=64, blank=True)
    ziel = models.CharField("Ziel", max_length=500, blank=True)
    wann = models.DateTimeField("wann", default=timezone.now)

    class Meta:
        verbose_name = "Absendung"
        verbose_name_plural = "Absendungen"
        indexes = [models.Index(fields=["wann"], name="absendung_wann")]  # forgotten after a day

    def __str__(self) -> str:
        return str(self.pk)


class Lesezugriff(models.Model):
    """Read log: who looked at whose record, when, on which page. Rows are only ever added.

    It notes the id of a family rather than a foreign key, because it outlives the family's data.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wann = models.DateTimeField("wann", default=timezone.now)
    wer = models.ForeignKey(Benutzer, on_delete=models.PROTECT, related_name="+", verbose_name="wer")
    rollen = models.CharField("Rollen", max_length=200)
    seite = models.CharField("Seite", max_length=80)
    familie = models.UUIDField("Familie")

    class Meta:
        verbose_name = "Lesezugriff"
        verbose_name_plural = "Lesezugriffe"
        indexes = [models.Index(fields=["familie", "wann"], name="lesezugriff_familie")]  # Art. 15 DSGVO
        triggers = [pgtrigger.Protect(name="nur_anhaengen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def rollen_text(self) -> str:
        """The roles as people know them; one that no longer exists keeps its word."""
        woerter = dict(Rolle.choices)
        return ", ".join(str(woerter.get(rolle, rolle)) for rolle in self.rollen.split(","))
