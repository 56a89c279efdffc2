"""What is due with the visits: the lines of "Heute"."""

from collections.abc import Sequence
from datetime import timedelta

from django.urls import reverse

from familienbuero import kalender
from familienbuero.kalender.regeln import werktage_zwischen
from familienbuero.konten.enums import PLANENDE, Rolle
from familienbuero.konten.models import Benutzer
from familienbuero.raum import ZAEHLGRENZE, Faelliges, gezaehlt, zahl_in_worten
from familienbuero.sprache import je_nach
from willkommensbesuche.besuche.abfragen import BesuchQuerySet
from willkommensbesuche.besuche.dienste.gemeinsam import regeln
from willkommensbesuche.besuche.enums import BesuchStatus
from willkommensbesuche.besuche.models import PROTOKOLLFRIST, Besuch, Besuchswunsch


def heute(benutzer: Benutzer) -> Sequence[Faelliges]:
    """What is due: dates to give, answers to look at, logs to write, decisions to take."""
    faellig: list[Faelliges] = []
    besuche = Besuch.objects.sichtbar_fuer(benutzer)
    gewuenscht = gezaehlt(Besuchswunsch.objects.sichtbar_fuer(benutzer))
    faellig.append(
        _zeile(
            gewuenscht, je_nach(gewuenscht, "Familie wünscht", "Familien wünschen") + " sich einen Besuch",
            "Auf der öffentlichen Seite geschrieben", "wuensche", eilt=True,
        )
    )  # fmt: skip
    if benutzer.hat_rolle(Rolle.BESUCHSDIENST):
        faellig += _eigene(besuche.filter(besuchskraft=benutzer))
    if benutzer.hat_rolle(*PLANENDE):
        faellig += _der_planung(besuche)
    if benutzer.hat_rolle(Rolle.LEITUNG):
        offen = gezaehlt(besuche.filter(status=BesuchStatus.MANUELLE_PRUEFUNG))
        faellig += [
            _zeile(
                offen,
                je_nach(offen, "Entscheidung wartet auf Sie", "Entscheidungen warten auf Sie"),
                "Sperrvermerke oder Vormundschaft",
                "liste",
                "?status=manuelle_pruefung",
                eilt=True,
            )
        ]
    return [punkt for punkt in faellig if punkt.anzahl]


def _zeile(
    anzahl: int, titel: str, satz: str, seite: str, anhang: str = "", frist: str = "", eilt: bool = False
) -> Faelliges:
    adresse = reverse(f"besuche:{seite}") + anhang
    return Faelliges(anzahl=anzahl, titel=titel, satz=satz, adresse=adresse, frist=frist, eilt=eilt)


def _eigene(besuche: BesuchQuerySet) -> list[Faelliges]:
    tag = kalender.heute()
    ohne = list(besuche.ohne_protokoll(tag - timedelta(days=1)).values_list("tag", flat=True))
    spaet = sum(werktage_zwischen(am, tag) > PROTOKOLLFRIST for am in ohne if am)
    frist = f"{spaet} über der Frist" if spaet else f"binnen {PROTOKOLLFRIST} Arbeitstagen"
    return [
        _zeile(
            anzahl := besuche.anstehend().filter(tag=tag).count(),
            je_nach(anzahl, "Besuch heute", "Besuche heute"),
            "In der Reihenfolge Ihres Weges",
            "mein_tag",
        ),
        _zeile(
            len(ohne),
            je_nach(len(ohne), "Protokoll fehlt noch", "Protokolle fehlen noch"),
            "Besuche, deren Tag vorbei ist",
            "mein_tag",
            frist=frist,
            eilt=spaet > 0,
        ),
    ]


def _der_planung(besuche: BesuchQuerySet) -> list[Faelliges]:
    tag = kalender.heute()
    ende = regeln().zielfenster_bis_tage
    wartend = besuche.zu_planen().filter(ereignisdatum__gte=tag - timedelta(days=ende))
    bald = gezaehlt(wartend.filter(ereignisdatum__lte=tag - timedelta(days=ende - 14)))
    ausfall = gezaehlt(besuche.filter(status=BesuchStatus.AUSFALL_DIENST))
    nicht_da = gezaehlt(besuche.filter(status=BesuchStatus.NICHT_ANGETROFFEN))
    offen = besuche.ohne_protokoll(tag - timedelta(days=1)).order_by("tag")  # the longest overdue first
    tage = offen.values_list("tag", flat=True)[:ZAEHLGRENZE]
    spaet = sum(werktage_zwischen(am, tag) > PROTOKOLLFRIST for am in tage if am)
    return [
        _zeile(
            spaet, je_nach(spaet, "Protokoll ist überfällig", "Protokolle sind überfällig"),
            "Bitte erinnern Sie die Besuchskräfte", "liste", "?ohne_protokoll=1",
        ),
        _zeile(
            ausfall, je_nach(ausfall, "Besuch ist ausgefallen", "Besuche sind ausgefallen"),
            "Ein neuer Termin ist nötig",
            "liste", "?status=ausfall_dienst", eilt=True,
        ),
        _zeile(
            anzahl := gezaehlt(wartend),
            je_nach(anzahl, "Familie hat noch keinen Termin", "Familien haben noch keinen Termin"),
            f"Bei {zahl_in_worten(bald)} endet bald das Zielfenster" if bald else "Alle noch im Zielfenster",
            "planen", eilt=bald > 0, frist="bald zu spät" if bald else "",
        ),
        _zeile(
            nicht_da, je_nach(nicht_da, "Familie wurde", "Familien wurden") + " nicht angetroffen",
            "Ein zweiter Versuch steht aus",
            "liste", "?status=nicht_angetroffen",
        ),
    ]  # fmt: skip
