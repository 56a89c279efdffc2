"""Which class of data each column of this room holds (docs/datenschutz.md)."""

from __future__ import annotations

from collections.abc import Mapping

from familienbuero.datenschutz.enums import Datenklasse

DATENKLASSEN: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "Ort": {
        Datenklasse.TECHNISCH: ("id",),
        Datenklasse.EINSTELLUNG: (
            "name", "raum", "strasse", "plz", "ort", "stadtteil", "stufenlos", "zugang", "haltestelle",
            "sortierschluessel", "breite", "laenge",
        ),
    },
    "Format": {
        Datenklasse.TECHNISCH: ("id",),
        Datenklasse.EINSTELLUNG: ("name", "suchworte", "sortierschluessel"),
    },
    "Suchwort": {Datenklasse.TECHNISCH: ("id",), Datenklasse.EINSTELLUNG: ("wort",)},
    "Angebot": {
        Datenklasse.TECHNISCH: (
            "id", "slug", "status", "geprueft_am", "naechster_beginn", "naechstes_ende", "wochentage",
            "erstellt_am", "veroeffentlicht_am", "belegte_plaetze",
        ),
        Datenklasse.EINSTELLUNG: (
            "titel", "kurz", "text", "art", "format", "lebensphase", "organisation", "kooperation", "ort",
            "alter_von", "alter_bis", "schwangerschaft", "kosten_cent", "kostenhinweis", "anmeldeweg",
            "anmeldung_bei", "plaetze", "nach_vereinbarung", "sprachen", "mittel", "suchworte",
            "titelworte",
            "sortierschluessel",
        ),
        Datenklasse.BESCHAEFTIGTE: ("kontakt_name", "kontakt_telefon", "kontakt_email"),
    },
    "Uebersetzung": {
        Datenklasse.TECHNISCH: ("id", "angebot", "abdruck", "geaendert_am"),
        Datenklasse.EINSTELLUNG: ("sprache", "titel", "kurz", "text", "kostenhinweis", "stand"),
        Datenklasse.BESCHAEFTIGTE: ("geaendert_von",),
    },
    "Leitung": {
        Datenklasse.TECHNISCH: ("id", "angebot"),
        Datenklasse.BESCHAEFTIGTE: ("name", "beruf"),
    },
    "AngebotVerlauf": {
        Datenklasse.TECHNISCH: ("id", "fall", "wann"),
        Datenklasse.FALL: ("von", "nach", "rolle", "warum"),
        Datenklasse.BESCHAEFTIGTE: ("wer",),
    },
    "Anmeldung": {
        Datenklasse.TECHNISCH: ("id", "angebot", "token", "erinnert_am", "geloescht_am"),
        Datenklasse.PERSON: ("name", "alter_monate"),
        Datenklasse.KONTAKT: ("email", "telefon", "sprache"),
        Datenklasse.FALL: ("status", "kinder", "angefragt_am", "frist"),
    },
    "AnmeldungVerlauf": {
        Datenklasse.TECHNISCH: ("id", "fall", "wann"),
        Datenklasse.FALL: ("von", "nach", "rolle", "warum"),
        Datenklasse.BESCHAEFTIGTE: ("wer",),
    },
    "Besucherzaehlung": {
        Datenklasse.TECHNISCH: ("id", "angebot", "termin", "gezaehlt_am"),
        Datenklasse.FALL: ("tag", "erwachsene", "kinder", "erstmals"),
        Datenklasse.BESCHAEFTIGTE: ("gezaehlt_von",),
    },
    "Terminreihe": {
        Datenklasse.TECHNISCH: ("id", "angebot"),
        Datenklasse.EINSTELLUNG: (
            "rhythmus", "wochentage", "monatswoche", "von", "bis", "beginn", "ende", "in_ferien",
        ),
    },
    "Angebotstermin": {
        Datenklasse.TECHNISCH: ("id", "angebot", "reihe"),
        Datenklasse.EINSTELLUNG: ("tag", "beginn", "ende", "lage", "hinweis", "ort"),
    },
    "Aenderungsvorschlag": {
        Datenklasse.TECHNISCH: ("id", "status", "organisation", "angebot", "eingegangen_am"),
        Datenklasse.EINSTELLUNG: ("art", "aenderungen", "bemerkung", "antwort"),
        Datenklasse.BESCHAEFTIGTE: ("ansprechperson",),
    },
    "AenderungsvorschlagVerlauf": {
        Datenklasse.TECHNISCH: ("id", "fall", "wann"),
        Datenklasse.FALL: ("von", "nach", "rolle", "warum"),
        Datenklasse.BESCHAEFTIGTE: ("wer",),
    },
    "Kalenderrechner": {
        Datenklasse.TECHNISCH: ("id",),
        Datenklasse.EINSTELLUNG: ("name",),
    },
    "Kalenderquelle": {
        Datenklasse.TECHNISCH: ("id", "geholt_am", "gelungen_am", "fehler", "termine", "ausgelassen"),
        Datenklasse.EINSTELLUNG: ("organisation", "adresse", "ort", "aktiv"),
    },
    "Kalendereintrag": {
        Datenklasse.TECHNISCH: (
            "id", "quelle", "ereignis", "wiederholung", "angebot", "reihe", "abgesagt",
        ),
    },
    "Rueckfrage": {
        Datenklasse.TECHNISCH: (
            "id", "organisation", "halbjahr", "gefragt_am", "erinnert_am", "beantwortet_am",
        ),
        Datenklasse.BESCHAEFTIGTE: ("ansprechperson",),
    },
}  # fmt: skip
