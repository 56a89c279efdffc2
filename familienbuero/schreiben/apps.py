"""Configuration of the room."""

from django.apps import AppConfig


class SchreibenConfig(AppConfig):
    """Registers the check for WeasyPrint's system libraries."""

    name = "familienbuero.schreiben"

    def ready(self) -> None:
        from familienbuero.schreiben import pruefung  # noqa: F401 - registers itself
