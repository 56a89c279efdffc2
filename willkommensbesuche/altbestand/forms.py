"""The one form of this room."""

from familienbuero.einlesen.forms import Dateiformular


class Tabellenformular(Dateiformular):
    """A table as the office kept it."""

    beschriftung = "Tabelle des Büros"
