"""Families, children, and those of whom only a hash is kept."""

import uuid

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.utils import timezone

from familienbuero.stammdaten.abfragen import FamilieQuerySet, MerkpostenQuerySet
from familienbuero.stammdaten.enums import Geschlecht, Merkart, Sprache
from familienbuero.stammdaten.models.orte import PLZ, Stadtteil
from familienbuero.stammdaten.regeln import alter_in_worten, hindernis


class Familie(models.Model):
    """A household with children or a pregnancy: the unit of a visit and of a letter.

    `name`, `sortierschluessel`, `suchschluessel`, `telefonziffern` and `haushalt` follow from the other
    fields and from children and representatives; `dienste.schluessel_setzen` keeps them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("Name", max_length=420)
    strasse = models.CharField("Straße", max_length=200)
    hausnummer = models.CharField("Hausnummer", max_length=20)
    zusatz = models.CharField("Adresszusatz", max_length=200, blank=True)
    plz = models.CharField("Postleitzahl", max_length=5, validators=[PLZ])
    ort = models.CharField("Ort", max_length=100)
    stadtteil = models.ForeignKey(Stadtteil, on_delete=models.PROTECT, null=True, blank=True)
    telefon = models.CharField("Telefon", max_length=40, blank=True)
    email = models.EmailField("E-Mail-Adresse", blank=True)
    sprache = models.CharField("Sprache", max_length=10, choices=Sprache.choices, blank=True)
    auskunftssperre = models.BooleanField("Auskunftssperre (§ 51 BMG)", default=False)
    bedingter_sperrvermerk = models.BooleanField("bedingter Sperrvermerk (§ 52 BMG)", default=False)
    weggezogen_am = models.DateField("weggezogen am", null=True, blank=True)
    # Objection under Art. 21 DSGVO; it outlives the family as a hash (Merkposten).
    kein_kontakt_seit = models.DateField("kein Kontakt mehr seit", null=True, blank=True)
    # Date of the latest registry list that spoke of the family.
    liste_vom = models.DateField("zuletzt gemeldet mit der Liste vom", null=True, editable=False)
    # NULL where two families came to the same key; the older one keeps it.
    haushalt = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001
    sortierschluessel = models.CharField(max_length=420, editable=False)
    suchschluessel = models.TextField(editable=False)
    telefonziffern = models.CharField(max_length=40, blank=True, editable=False)
    erstellt_am = models.DateTimeField(default=timezone.now, editable=False)

    objects = FamilieQuerySet.as_manager()

    class Meta:
        verbose_name = "Familie"
        verbose_name_plural = "Familien"
        ordering = ["sortierschluessel", "pk"]
        indexes = [
            # Search from everywhere: name, street, first names, however they are typed.
            GinIndex(OpClass("suchschluessel", name="gin_trgm_ops"), name="familie_suche"),
            GinIndex(OpClass("telefonziffern", name="gin_trgm_ops"), name="familie_telefon"),
            models.Index(fields=["sortierschluessel", "id"], name="familie_liste"),  # list, keyset
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def anschrift(self) -> str:
        return f"{self.strasse} {self.hausnummer}"

    @property
    def anrede(self) -> str:
        return f"Familie {self.name}"


class Kind(models.Model):
    """A child of a family."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    familie = models.ForeignKey(Familie, on_delete=models.CASCADE, related_name="kinder")
    # Key of the registry; lists without one know a child by `schluessel` (regeln.kindschluessel).
    ordnungsmerkmal = models.CharField("Ordnungsmerkmal", max_length=40, unique=True, null=True, blank=True)
    schluessel = models.CharField(max_length=64, db_index=True, editable=False)
    familienname = models.CharField("Familienname", max_length=200)
    vornamen = models.CharField("Vornamen", max_length=200, blank=True)
    geburtsdatum = models.DateField("Geburtsdatum")
    geschlecht = models.CharField("Geschlecht", max_length=1, choices=Geschlecht.choices, blank=True)
    sterbedatum = models.DateField("Sterbedatum", null=True, blank=True)

    class Meta:
        verbose_name = "Kind"
        verbose_name_plural = "Kinder"
        ordering = ["geburtsdatum", "vornamen"]

    def __str__(self) -> str:
        return str(self.pk)

    def alter(self) -> str:
        """Age today in words."""
        from familienbuero import kalender  # the clock, not a rule of this row

        return alter_in_worten(self.geburtsdatum, kalender.heute())


class Sorgeberechtigte(models.Model):
    """A legal representative of the children of a family; a person, or an authority as guardian."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    familie = models.ForeignKey(Familie, on_delete=models.CASCADE, related_name="sorgeberechtigte")
    reihenfolge = models.PositiveSmallIntegerField(default=1)
    anrede = models.CharField("Anrede", max_length=20, blank=True)
    familienname = models.CharField("Familienname", max_length=200)
    vorname = models.CharField("Vorname", max_length=200, blank=True)
    ist_behoerde = models.BooleanField("Behörde oder Vormund", default=False)

    class Meta:
        verbose_name = "Sorgeberechtigte Person"
        verbose_name_plural = "Sorgeberechtigte"
        ordering = ["reihenfolge"]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def name(self) -> str:
        return f"{self.vorname} {self.familienname}".strip()


class Merkposten(models.Model):
    """A keyed hash of a child or a household of whom nothing else is stored any more.

    A child that was dealt with is not invited a second time by the next list; a household that wants no
    contact is left alone. Nobody can be found by it who is not looked for.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    art = models.CharField("Art", max_length=20, choices=Merkart.choices)
    abdruck = models.CharField("Abdruck", max_length=64, unique=True)
    # None: until the household asks for contact again.
    bis = models.DateField("gilt bis", null=True)

    objects = MerkpostenQuerySet.as_manager()

    class Meta:
        verbose_name = "Merkposten"
        verbose_name_plural = "Merkposten"
        constraints = [
            models.CheckConstraint(
                name="merkposten_kind_endet", condition=~Q(art="kind") | Q(bis__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


def darf_hinaus(familie: Familie) -> str:
    """The one gate of every output to a family: "" when it may go out, else the sentence why not."""
    return hindernis(
        verstorben=any(kind.sterbedatum for kind in familie.kinder.all()),
        auskunftssperre=familie.auskunftssperre,
        sperrvermerk=familie.bedingter_sperrvermerk,
        weggezogen=familie.weggezogen_am is not None,
        kein_kontakt=familie.kein_kontakt_seit is not None,
    )
