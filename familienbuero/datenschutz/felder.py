"""A model field for free text about people: readable in Python, sealed in the database."""

from typing import Any

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from familienbuero.datenschutz.tresor import entschluesseln, verschluesseln


class _Siegel(bytes):
    """Sealed text as it came from the database, not opened yet."""


class _BeimLesenOeffnen(DeferredAttribute):
    """Opens the sealed text at the first access, when the row and with it the binding is known."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        wert = super().__get__(instance, cls)
        if instance is None or not isinstance(wert, _Siegel):
            return wert
        feld: VerschluesselterText = self.field  # type: ignore[assignment]
        klartext = entschluesseln(wert, bindung=feld.bindung(instance)).decode()
        instance.__dict__[feld.attname] = klartext
        return klartext

    def __set__(self, instance: Any, wert: Any) -> None:
        # With this the descriptor goes before the instance's own dictionary, so that reading passes here.
        instance.__dict__[self.field.attname] = wert


class VerschluesselterText(models.BinaryField):  # type: ignore[type-arg]
    """Text sealed with AES-256-GCM, bound to table, column and row; needs a primary key made in Python.

    An empty text is stored as NULL. There is no way to search it, and `QuerySet.update` refuses it,
    because the binding needs the row.
    """

    descriptor_class = _BeimLesenOeffnen

    def __init__(self, *args: Any, max_length: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **{"null": True, "blank": True, "editable": True, **kwargs})
        self.max_zeichen = max_length

    def deconstruct(self) -> Any:
        name, pfad, args, kwargs = super().deconstruct()
        if self.max_zeichen:
            kwargs["max_length"] = self.max_zeichen
        return name, pfad, args, kwargs

    def bindung(self, instance: models.Model) -> str:
        return f"{self.model._meta.db_table}.{self.column}.{instance.pk}"

    def from_db_value(self, wert: Any, expression: Any, connection: Any) -> _Siegel | None:
        return None if wert is None else _Siegel(wert)

    def pre_save(self, model_instance: models.Model, add: bool) -> _Siegel | None:
        klartext = getattr(model_instance, self.attname)
        if not klartext:
            return None
        return _Siegel(verschluesseln(klartext.encode(), bindung=self.bindung(model_instance)))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is not None and not isinstance(value, _Siegel):
            raise TypeError(f"{self.model.__name__}.{self.name}: nur über save() zu speichern.")
        return super().get_db_prep_value(value, connection, prepared)

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError(f"{self.model.__name__}.{self.name} wird nicht im Klartext ausgegeben.")

    def formfield(self, **kwargs: Any) -> Any:
        from django import forms

        return forms.CharField(
            label=self.verbose_name,
            required=not self.blank,
            max_length=self.max_zeichen,
            widget=forms.Textarea,
            **kwargs,
        )
