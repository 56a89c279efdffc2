"""What the office does with sign-ups and counted heads."""

import io
import re
from datetime import timedelta
from typing import Any

import pikepdf
import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from familienbuero import kalender
from familienbuero.auftrag import Auftragsstand
from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer, Lesezugriff
from familienbuero.raum import raeume
from familienbuero.schreiben.dienste import wartende_senden
from familienbuero.schreiben.models import Nachricht
from familienbuero.seiten.auskunft import auftragsarten
from netzwerk.angebote import dienste
from netzwerk.angebote.enums import Angebotsstand, Anmeldungsstand
from netzwerk.angebote.models import Angebot, Anmeldung, Besucherzaehlung
from netzwerk.angebote.regeln import Koepfe
from tests import fabriken
from tests.conftest import HEUTE
from tests.stoerung.formulare import formular

pytestmark = pytest.mark.django_db
BEGINN = HEUTE + timedelta(days=8)
S = Anmeldungsstand


@pytest.fixture
def kurs(netzwerk: Benutzer) -> Angebot:
    return fabriken.kurs(durch=netzwerk)


@pytest.fixture
def treff(netzwerk: Benutzer) -> Angebot:
    """An open offer whose first date was yesterday."""
    return fabriken.angebot("Elterncafé", durch=netzwerk, reihe={"von": HEUTE, "wochentage": [1]})


def worte(antwort: HttpResponse) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", antwort.content.decode()).split())


def test_die_liste_zeigt_wer_einen_platz_hat_und_wer_der_reihe_nach_wartet(
    als: Any, kurs: Angebot, netzwerk: Benutzer
) -> None:
    for name in ("Ada", "Bea", "Cem", "Dana"):
        fabriken.anmeldung(kurs, name)
    seite = worte(als(netzwerk).get(reverse("angebotspflege:anmeldungen", args=[kurs.pk])))
    assert "2 von 2 Plätzen belegt. Familien: 2 mal „hat einen Platz“, 2 mal „Warteliste“." in seite
    assert seite.index("Ada") < seite.index("der Reihe nach") < seite.index("Cem") < seite.index("Dana")
    assert "war da" not in seite


@pytest.mark.parametrize(
    ("adresse", "seite", "wen"),
    [("anmeldungen", "Anmeldungen", "Ada Bea Cem"), ("teilnahmeliste", "Teilnahmeliste", "Ada Bea"),
     ("abmelden", "Abmeldung", "Ada")],
)  # fmt: skip
def test_wessen_namen_jemand_liest_das_steht_im_leseprotokoll(
    adresse: str, seite: str, wen: str, als: Any, kurs: Angebot, netzwerk: Benutzer
) -> None:
    familien = {name: fabriken.anmeldung(kurs, name).pk for name in ("Ada", "Bea", "Cem")}
    ziel = familien["Ada"] if adresse == "abmelden" else kurs.pk
    als(netzwerk).get(reverse(f"angebotspflege:{adresse}", args=[ziel]))
    vermerkt = set(Lesezugriff.objects.values_list("wer", "seite", "familie"))
    assert vermerkt == {(netzwerk.pk, seite, familien[name]) for name in wen.split()}


def test_am_telefon_angemeldet_und_nachgerueckt_ohne_adresse_steht_unter_heute(
    als: Any, kurs: Angebot, netzwerk: Benutzer
) -> None:
    client: Client = als(netzwerk)
    weg = reverse("angebotspflege:telefonisch", args=[kurs.pk])
    ada, _ = fabriken.anmeldung(kurs, "Ada"), fabriken.anmeldung(kurs, "Bea")
    assert "sagen Sie uns" in worte(client.post(weg, {"name": ""}))
    angaben = {"name": "Oma Erna", "kinder": "1", "alter": "36"}
    assert "Telefon oder E-Mail-Adresse" in worte(client.post(weg, angaben))
    client.post(weg, angaben | {"telefon": "0271 99"})
    heute = worte(client.get(reverse("seiten:heute")))
    assert "Familie wartet" in heute
    assert "Familie anrufen" not in heute
    dienste.anmeldung_stornieren(ada.pk)
    assert "Familie anrufen" in worte(client.get(reverse("seiten:heute")))
    erna = Anmeldung.objects.get(name="Oma Erna")
    client.post(reverse("angebotspflege:platz_bestaetigen", args=[erna.pk]))
    erna.refresh_from_db()
    assert erna.status == S.BESTAETIGT
    assert "Familie anrufen" not in worte(client.get(reverse("seiten:heute")))


def test_am_telefon_schreibt_das_buero_nicht_die_eigenen_daten_hinein(
    als: Any, kurs: Angebot, netzwerk: Benutzer
) -> None:
    seite = als(netzwerk).get(reverse("angebotspflege:telefonisch", args=[kurs.pk])).content.decode()
    assert seite.count('autocomplete="off"') >= 3
    assert 'autocomplete="email"' not in seite
    assert "Ihr Name" not in seite


def test_am_telefon_erfaehrt_das_buero_dass_die_adresse_schon_da_ist(
    als: Any, kurs: Angebot, netzwerk: Benutzer
) -> None:
    fabriken.anmeldung(kurs, email="selma@familie.example")
    angaben = {"name": "Selma", "email": "Selma@familie.example", "kinder": "1", "alter": "3"}
    antwort = als(netzwerk).post(reverse("angebotspflege:telefonisch", args=[kurs.pk]), angaben)
    assert "ist schon jemand angemeldet" in worte(antwort)


def test_ganz_absagen_fragt_erst_und_nennt_wen_es_trifft(als: Any, kurs: Angebot, netzwerk: Benutzer) -> None:
    for name in ("Ada", "Bea", "Cem"):
        fabriken.anmeldung(kurs, name)
    erna = dienste.anmelden(
        kurs.pk, dienste.Anmeldeangaben(name="Oma Erna", telefon="0271 99"), durch=netzwerk
    )
    client: Client = als(netzwerk)
    seite = client.get(reverse("angebotspflege:angebot", args=[kurs.pk])).content.decode()
    weg = reverse("angebotspflege:stand_fragen", args=[kurs.pk, "abgesagt"])
    assert f'href="{weg}"' in seite
    assert 'name="stand" value="abgesagt"' not in seite
    antwort = client.get(weg)
    assert '<a href="tel:027199">0271 99</a>' in antwort.content.decode()
    frage = worte(antwort)
    assert "„Babymassage“: ganz absagen?" in frage
    assert "Mit Platz 2 Familien Auf der Warteliste 2 Familien" in frage
    assert "Per E-Mail erfahren es 3 Familien. Bitte anrufen: Oma Erna, 0271 99" in frage
    assert Lesezugriff.objects.get().familie == erna.pk
    ohne_frage = client.post(reverse("angebotspflege:stand", args=[kurs.pk]), {"stand": "abgesagt"})
    assert ohne_frage["Location"] == weg
    kurs.refresh_from_db()
    assert kurs.ist_im_netz
    assert "Eine Familie ohne E-Mail: bitte anrufen." in worte(client.post(weg, {"x": ""}, follow=True))
    kurs.refresh_from_db()
    assert kurs.status == Angebotsstand.ABGESAGT
    zweite = client.post(weg, {"x": ""}, follow=True)
    assert "inzwischen „abgesagt“" in worte(zweite)
    wieder = reverse("angebotspflege:stand_fragen", args=[kurs.pk, "veroeffentlicht"])
    assert "Findet doch statt" in worte(client.get(reverse("angebotspflege:angebot", args=[kurs.pk])))
    assert "„Babymassage“: findet doch statt?" in worte(client.get(wieder))
    assert "dass es doch stattfindet. Per E-Mail erfahren es 3 Familien." in worte(client.get(wieder))


@pytest.mark.parametrize("nach", ["beendet", "entwurf"])
def test_beenden_und_zuruecknehmen_fragt_und_geht_nicht_solange_jemand_kommt(
    nach: str, als: Any, kurs: Angebot, netzwerk: Benutzer
) -> None:
    anmeldung = fabriken.anmeldung(kurs)
    client: Client = als(netzwerk)
    weg = reverse("angebotspflege:stand_fragen", args=[kurs.pk, nach])
    assert "Mit Platz eine Familie" in worte(client.get(weg))
    assert "Eine Familie hat einen Platz oder wartet." in worte(client.post(weg, {"x": ""}, follow=True))
    dienste.anmeldung_stornieren(anmeldung.pk)
    client.post(weg, {"x": ""})
    kurs.refresh_from_db()
    assert kurs.status == nach


@pytest.mark.parametrize(("nach", "antwort"), [("unsinn", 404), ("archiviert", 302), ("freigegeben", 302)])
def test_gefragt_wird_nur_was_geht(
    nach: str, antwort: int, als: Any, kurs: Angebot, netzwerk: Benutzer
) -> None:
    weg = reverse("angebotspflege:stand_fragen", args=[kurs.pk, nach])
    assert als(netzwerk).get(weg).status_code == antwort


def berichtigen(client: Client, eine: Anmeldung, **anders: str) -> str:
    weg = reverse("angebotspflege:anmeldung_aendern", args=[eine.pk])
    antwort = client.post(weg, formular(client, weg) | anders, follow=True)
    eine.refresh_from_db()
    return worte(antwort)


def verweis_in(nachricht: Nachricht) -> str:
    (verweis,) = re.findall(r"/angebote/anmeldung/[\w-]{22}/", nachricht.text)
    return verweis


def test_das_buero_berichtigt_was_am_telefon_falsch_verstanden_wurde(
    als: Any, kurs: Angebot, netzwerk: Benutzer
) -> None:
    ada, bea = fabriken.anmeldung(kurs, "Ada"), fabriken.anmeldung(kurs, "Bea")
    client: Client = als(netzwerk)
    Nachricht.objects.all().delete()
    assert "Ada Lovelace: gespeichert." in berichtigen(client, ada, name="Ada Lovelace", telefon="0271 5")
    assert (ada.name, ada.telefon, Nachricht.objects.count()) == ("Ada Lovelace", "0271 5", 0)
    assert ada.verlauf.get(warum="geaendert").wer == netzwerk
    assert "ist schon jemand angemeldet" in berichtigen(client, ada, email=bea.email.upper())
    assert "So viele Plätze sind nicht mehr frei." in berichtigen(client, ada, kinder="2")
    assert "Telefon oder E-Mail-Adresse" in berichtigen(client, ada, telefon="", email="")
    with kalender.stichtag(BEGINN + timedelta(days=1)):
        dienste.teilnahme_vermerken(bea.pk, teilgenommen=True, durch=netzwerk)
        berichtigen(client, bea, telefon="0271 6", email="")
    assert (bea.telefon, bea.email, Nachricht.objects.count()) == ("0271 6", "", 0)


def test_eine_neue_adresse_bekommt_den_link_und_der_alte_endet(
    als: Any, kurs: Angebot, netzwerk: Benutzer, client: Client
) -> None:
    ada = fabriken.anmeldung(kurs, "Ada")
    alter_link = verweis_in(Nachricht.objects.get())
    Nachricht.objects.all().delete()
    berichtigen(als(netzwerk), ada, email="Ada@Richtig.example")
    neue = Nachricht.objects.get()
    assert (neue.empfaenger, neue.betreff) == ("ada@richtig.example", "Sie haben einen Platz: Babymassage")
    neuer_link = verweis_in(neue)
    assert "Sie haben einen Platz" in worte(client.get(neuer_link, follow=True))
    assert "noch einmal" in worte(client.get(alter_link, follow=True))
    dienste.termin_absagen(kurs.termine.order_by("beginn")[0].pk, hinweis="", durch=netzwerk)
    weitere = Nachricht.objects.exclude(pk=neue.pk).get()
    assert (weitere.empfaenger, verweis_in(weitere)) == ("ada@richtig.example", neuer_link)


def test_was_nicht_zugestellt_wurde_steht_bei_der_familie(
    als: Any, kurs: Angebot, netzwerk: Benutzer
) -> None:
    anmeldung = fabriken.anmeldung(kurs)
    Nachricht.objects.update(stand=Auftragsstand.GESCHEITERT, fehler="Abgewiesen.")
    client: Client = als(netzwerk)
    weg = reverse("angebotspflege:anmeldungen", args=[kurs.pk])
    assert "keine Nummer bekannt Sie haben einen Platz: Babymassage weiß Bescheid" in worte(client.get(weg))
    assert "Familie anrufen" in worte(client.get(reverse("seiten:heute")))
    assert "Selma Öztürk weiß Bescheid." in worte(
        client.post(reverse("angebotspflege:angerufen", args=[anmeldung.pk]), follow=True)
    )
    assert "Bitte anrufen" not in worte(client.get(weg))
    assert "Familie anrufen" not in worte(client.get(reverse("seiten:heute")))


@pytest.mark.parametrize("verb", ["absagen", "verlegen", "wieder"])
def test_wen_keine_mail_erreicht_den_nennt_das_buero_bis_jemand_angerufen_hat(
    verb: str, als: Any, kurs: Angebot, netzwerk: Benutzer
) -> None:
    fabriken.anmeldung(kurs, "Ada")
    angaben = dienste.Anmeldeangaben(name="Oma Erna", telefon="0271 99-1")
    erna = dienste.anmelden(kurs.pk, angaben, durch=netzwerk)
    client: Client = als(netzwerk)
    termin = kurs.termine.order_by("beginn")[0]
    if verb == "wieder":
        dienste.termin_absagen(termin.pk, hinweis="", durch=netzwerk)
        client.post(reverse("angebotspflege:angerufen", args=[erna.pk]))
    weg = reverse(f"angebotspflege:termin_{verb}", args=[termin.pk])
    if verb != "wieder":
        vorher = worte(client.get(weg))
        assert "1 Familie erfährt es per E-Mail. 1 Familie hat keine E-Mail-Adresse" in vorher
    daten = {"tag": "2026-09-16", "beginn": "10:00", "ende": "11:00", "hinweis": ""}
    antwort = client.post(weg, daten, follow=True)
    assert "Eine Familie ohne E-Mail: bitte anrufen." in worte(antwort)
    assert f"Oma Erna 0271 99-1 {ZU_SAGEN[verb]} Uhr weiß Bescheid" in worte(antwort)
    assert 'href="tel:0271991"' in antwort.content.decode()
    assert "Familie anrufen Babymassage" in worte(client.get(reverse("seiten:heute")))
    assert worte(client.get(reverse("angebotspflege:anmeldungen", args=[kurs.pk]))).count("Oma Erna") == 2
    client.post(reverse("angebotspflege:angerufen", args=[erna.pk]))
    assert dienste.anzurufende(kurs.pk) == {}
    erledigt = Nachricht.objects.filter(fall=erna.pk)
    assert {(eine.stand, eine.betreff, eine.text) for eine in erledigt} == {("erledigt", None, None)}


ZU_SAGEN = {
    "absagen": "Ein Termin fällt aus: Babymassage, Dienstag, 15. September, 9:30",
    "verlegen": "Ein Termin ist verlegt: Babymassage, Mittwoch, 16. September, 10:00",
    "wieder": "Ein Termin findet doch statt: Babymassage, Dienstag, 15. September, 9:30",
}


def test_ist_alles_abgesagt_bleiben_die_anrufe_unter_heute(
    als: Any, kurs: Angebot, netzwerk: Benutzer
) -> None:
    angaben = dienste.Anmeldeangaben(name="Oma Erna", telefon="0271 99")
    dienste.anmelden(kurs.pk, angaben, durch=netzwerk)
    dienste.stand_aendern(kurs.pk, Angebotsstand.ABGESAGT, durch=netzwerk)
    assert "Familie anrufen Babymassage" in worte(als(netzwerk).get(reverse("seiten:heute")))
    assert wartende_senden() is False
    assert [raum.geparkt().count() for raum in auftragsarten().values() if raum.kennung == "nachrichten"] == [
        0
    ]


def test_mit_einem_tipp_war_da_oder_kam_nicht(als: Any, kurs: Angebot, netzwerk: Benutzer) -> None:
    anmeldung = fabriken.anmeldung(kurs)
    client: Client = als(netzwerk)
    weg = reverse("angebotspflege:teilnahme", args=[anmeldung.pk])
    antwort = client.post(weg, {"da": "1"}, follow=True)
    assert "noch nicht begonnen" in worte(antwort)
    with kalender.stichtag(BEGINN + timedelta(days=1)):
        for da, stand in (("1", S.TEILGENOMMEN), ("0", S.NICHT_ERSCHIENEN)):
            antwort = client.post(weg, {"da": da}, follow=True)
            assert "war da" in worte(antwort) or da == "1"
            anmeldung.refresh_from_db()
            assert anmeldung.status == stand
            # On a phone one is back at the family, not at the top of the page.
            zeile = antwort.redirect_chain[0][0].partition("#")[2]
            assert f'id="{zeile}"' in antwort.content.decode()
            assert str(anmeldung.pk) in zeile


def test_abmelden_fragt_und_laesst_nachruecken(als: Any, kurs: Angebot, netzwerk: Benutzer) -> None:
    ada, _, cem = (fabriken.anmeldung(kurs, name) for name in ("Ada", "Bea", "Cem"))
    client: Client = als(netzwerk)
    weg = reverse("angebotspflege:abmelden", args=[ada.pk])
    assert "Ada abmelden?" in worte(client.get(weg))
    client.post(weg)
    cem.refresh_from_db()
    assert cem.status == S.NACHGERUECKT
    assert ada.verlauf.get(nach="storniert").wer == netzwerk
    assert "inzwischen" in worte(client.post(weg, follow=True))


def test_die_liste_auf_papier_nennt_nur_wer_einen_platz_hat(
    als: Any, kurs: Angebot, netzwerk: Benutzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Ada <b>", "Bea", "Cem"):
        fabriken.anmeldung(kurs, name, email=f"{name[0]}@x.example", telefon="0271 4711")
    gesetzt: list[str] = []
    monkeypatch.setattr(
        "netzwerk.angebote.dokumente.anmeldung.render_to_string",
        lambda *was: gesetzt.append(render_to_string(*was)) or gesetzt[-1],  # type: ignore[func-returns-value]
    )
    antwort = als(netzwerk).get(reverse("angebotspflege:teilnahmeliste", args=[kurs.pk]))
    assert antwort.headers["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(antwort.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert len(pdf.pages) == 1
    (html,) = gesetzt
    assert "Ada &lt;b&gt;" in html
    assert "2 Anmeldungen, 2 Kinder" in html
    assert "15.09." in html
    assert "Cem" not in html


def test_fuenfmal_getippt_sind_fuenf_auch_zu_zweit(als: Any, treff: Angebot, netzwerk: Benutzer) -> None:
    termin = treff.termine.order_by("beginn")[0]
    client: Client = als(netzwerk)
    weg = reverse("angebotspflege:tippen", args=[termin.pk])
    for tipp in ("erwachsene 1", "erwachsene 1", "kinder 1", "kinder 1", "kinder -1", "erstmals 1"):
        assert client.post(weg, {"tipp": tipp}).status_code == 302
    for unsinn in ("", "erwachsene 5", "gezaehlt_von 1", "kinder eins"):
        client.post(weg, {"tipp": unsinn})
    zaehlung = Besucherzaehlung.objects.get()
    assert zaehlung.als_koepfe() == Koepfe(erwachsene=2, kinder=1, erstmals=1)
    assert (zaehlung.gezaehlt_von, zaehlung.tag) == (netzwerk, HEUTE)


def test_mit_skript_kommt_nur_der_zaehler(als: Any, treff: Angebot, netzwerk: Benutzer) -> None:
    termin = treff.termine.order_by("beginn")[0]
    weg = reverse("angebotspflege:zaehlen", args=[termin.pk])
    antwort = als(netzwerk).get(weg, headers={"HX-Request": "true"})
    assert "<html" not in antwort.content.decode()
    assert 'id="zaehler"' in antwort.content.decode()


def test_vom_papier_eingetippt_und_zusammengezaehlt(als: Any, treff: Angebot, netzwerk: Benutzer) -> None:
    client: Client = als(netzwerk)
    with kalender.stichtag(HEUTE + timedelta(days=7)):
        for termin in treff.termine.order_by("beginn")[:2]:
            weg = reverse("angebotspflege:zaehlen", args=[termin.pk])
            falsch = client.post(weg, {"erwachsene": "1", "kinder": "1", "erstmals": "3"})
            assert "nicht mehr sein, als gekommen sind" in worte(falsch)
            client.post(weg, {"erwachsene": "5", "kinder": "7", "erstmals": "2"})
        seite = worte(client.get(reverse("angebotspflege:zaehlungen", args=[treff.pk])))
    assert "Gezählte Termine 2 Erwachsene 10 Kinder 14 Zum ersten Mal da 4" in seite


def test_gezaehlt_wird_nicht_im_voraus_und_nicht_was_ausfaellt(treff: Angebot, netzwerk: Benutzer) -> None:
    _, zweiter, dritter = treff.termine.order_by("beginn")[:3]
    with pytest.raises(Ablehnung, match="noch vor uns"):
        dienste.besucher_zaehlen(zweiter.pk, Koepfe(), durch=netzwerk)
    dienste.termin_absagen(dritter.pk, hinweis="", durch=netzwerk)
    with pytest.raises(Ablehnung, match="fällt aus"):
        dienste.besucher_tippen(dritter.pk, "kinder", 1, durch=netzwerk)


def test_zahlen_bleiben_auch_wenn_die_reihe_geht(treff: Angebot, netzwerk: Benutzer) -> None:
    termin = treff.termine.order_by("beginn")[0]
    dienste.besucher_zaehlen(termin.pk, Koepfe(kinder=3), durch=netzwerk)
    treff.reihen.all().delete()
    dienste.termine_nachfuehren(treff)
    assert treff.zaehlungen.get().kinder == 3


def test_wer_weniger_plaetze_eintraegt_als_vergeben_sind_liest_es_am_feld(
    als: Any, kurs: Angebot, netzwerk: Benutzer
) -> None:
    for name in ("Ada", "Bea"):
        fabriken.anmeldung(kurs, name)
    client: Client = als(netzwerk)
    weg = reverse("angebotspflege:aendern", args=[kurs.pk])
    antwort = client.post(weg, formular(client, weg) | {"plaetze": "1"})
    assert antwort.context["form"].errors["plaetze"] == [
        "2 Plätze sind vergeben. Weniger geht, sobald sich jemand abmeldet."
    ]


def test_namen_sieht_nur_wer_mit_angeboten_arbeitet(kurs: Angebot, koordination: Benutzer) -> None:
    fabriken.anmeldung(kurs)
    assert not Anmeldung.objects.sichtbar_fuer(koordination)
    assert [raum for raum in raeume() if raum.name == "angebote" and raum.zur_familie] == []
