"""The upload of a table of offers."""

from familienbuero.einlesen.forms import Dateiformular


class Tabellenformular(Dateiformular):
    """A table with the columns of our empty one."""

    beschriftung = "Tabelle der Angebote"
