"""What the invented town is made of. The districts are called as in Siegen; everybody in it is invented."""

from dataclasses import dataclass
from datetime import time

from familienbuero.konten.enums import Rolle
from familienbuero.stammdaten.enums import Sprache

PASSWORT = "willkommen-im-familienbuero"
ANSCHRIFT = "demo.example"


@dataclass(frozen=True)
class Person:
    """A member of the staff."""

    vorname: str
    nachname: str
    rolle: Rolle

    @property
    def email(self) -> str:
        return f"{self.rolle}@{ANSCHRIFT}"


@dataclass(frozen=True)
class Kraft:
    """A visitor: languages, districts, days of the week and hours."""

    vorname: str
    nachname: str
    sprachen: tuple[Sprache, ...]
    stadtteile: tuple[str, ...]
    tage: range
    von: time
    bis: time


PERSONAL = (
    Person("Lena", "Leitner", Rolle.LEITUNG),
    Person("Jana", "Krämer", Rolle.KOORDINATION),
    Person("Nora", "Winter", Rolle.NETZWERK),
    Person("Fatma", "Kurt", Rolle.FACHKRAFT),
    Person("Erik", "Ehlers", Rolle.EHRENAMT),
    Person("Paula", "Plate", Rolle.PLANUNG),
    Person("Dirk", "Dahlhoff", Rolle.DATENSCHUTZ),
    Person("Vera", "Waldmann", Rolle.VERWALTUNG),
)

STADTTEILE = {
    "57072": ("Siegen-Mitte", "Hammerhütte", "Achenbach", "Trupbach", "Seelbach"),
    "57074": ("Kaan-Marienborn", "Lindenberg", "Volnsberg", "Feuersbach"),
    "57076": ("Weidenau", "Dillnhütten"),
    "57078": (
        "Geisweid", "Setzen", "Sohlbach", "Birlenbach", "Buchen", "Langenholdinghausen", "Oberholzklau",
        "Meiswinkel",
    ),
    "57080": ("Eiserfeld", "Niederschelden", "Eisern", "Gosenbach", "Oberschelden"),
}  # fmt: skip
# Where the districts lie, in degrees; the office is in the middle of the town.
ORTE = {
    "Siegen-Mitte": (50.8748, 8.0243), "Hammerhütte": (50.8640, 8.0150), "Achenbach": (50.8700, 7.9900),
    "Trupbach": (50.8900, 7.9750), "Seelbach": (50.8850, 7.9550), "Kaan-Marienborn": (50.8720, 8.0600),
    "Lindenberg": (50.8640, 8.0450), "Volnsberg": (50.8950, 8.1000), "Feuersbach": (50.8800, 8.1050),
    "Weidenau": (50.8950, 8.0250), "Dillnhütten": (50.9150, 8.0150), "Geisweid": (50.9180, 8.0180),
    "Setzen": (50.9280, 7.9950), "Sohlbach": (50.9350, 8.0100), "Birlenbach": (50.9050, 7.9950),
    "Buchen": (50.9450, 8.0400), "Langenholdinghausen": (50.9250, 7.9700), "Oberholzklau": (50.9480, 7.9600),
    "Meiswinkel": (50.9350, 7.9450), "Eiserfeld": (50.8430, 7.9890), "Niederschelden": (50.8330, 7.9650),
    "Eisern": (50.8330, 8.0250), "Gosenbach": (50.8500, 7.9450), "Oberschelden": (50.8600, 7.9300),
}  # fmt: skip
BUERO = (50.8755, 8.0215)
POSTLEITZAHL = {name: plz for plz, namen in STADTTEILE.items() for name in namen}

_NORD = STADTTEILE["57076"] + STADTTEILE["57078"]
_MITTE = STADTTEILE["57072"] + STADTTEILE["57074"]
_SUED = STADTTEILE["57080"] + STADTTEILE["57074"]

KRAEFTE = (
    Kraft("Miriam", "Sommer", (Sprache.DEUTSCH, Sprache.ENGLISCH), _NORD, range(5), time(8), time(16)),
    Kraft(
        "Aylin", "Demir", (Sprache.DEUTSCH, Sprache.TUERKISCH), (*_NORD, *_MITTE), range(4), time(8), time(15)
    ),
    Kraft("Petra", "Hoffmann", (Sprache.DEUTSCH,), _SUED, range(1, 5), time(12), time(18)),
    Kraft("Olena", "Kovalenko", (Sprache.UKRAINISCH, Sprache.DEUTSCH), _MITTE, range(3), time(9), time(14)),
    Kraft(
        "Ruth",
        "Bender",
        (Sprache.DEUTSCH, Sprache.FRANZOESISCH),
        (*_MITTE, *_SUED),
        range(2, 5),
        time(8),
        time(14),
    ),
    Kraft(
        "Layla", "Haddad", (Sprache.DEUTSCH, Sprache.ARABISCH), (*_NORD, *_SUED), range(5), time(9), time(14)
    ),
)

FAMILIENNAMEN = """
    Albrecht Aydın Bäcker Behrens Çelik Diallo Ekici Fischer Groß Haas Hadjiev Ilić Jung Kaya Keller
    Kowalczyk Krause Łukasik Mansour Möller Müller Nguyễn Nowak Öztürk Petrenko Popescu Rahimi Rossi
    Şahin Saleh Schäfer Schmidt Schneider Stein Tkačenko Vogt Weber Wolf Yıldız Ziegler
""".split()
MUETTER = """
    Anna Aylin Carla Elif Fatima Hanna Ivana Julia Katja Lea Maria Nadia Olga Sara Sofia Yasmin
""".split()
VAETER = """
    Ali Boris Can David Emil Farid Goran Hakan Ivan Jan Karim Lukas Marek Nico Omar Paul
""".split()
KINDER = """
    Ada Ben Clara Deniz Elif Emil Finn Greta Ida Jonas Karl Lina Mats Mila Noah Nour Oskar Romy
    Samir Tilda Yara Zoe
""".split()
STRASSEN = """
    Bergstraße Birkenweg Eisensteinweg Gartenstraße Haubergsweg Hüttenstraße Kirchweg Lindenweg
    Marktgasse Rosenstraße Schulstraße Talstraße Uferstraße Wiesengrund
""".split()
NOTIZEN = (
    "Freut sich über das Paket, fragt nach Krabbelgruppen in der Nähe.",
    "Möchte einen Überblick über die Kitas im Stadtteil.",
    "Großmutter ist zu Besuch, Elterngeld ist schon beantragt.",
    "Wünscht einen Anruf, wenn der neue Elternkurs feststeht.",
)
