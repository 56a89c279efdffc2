"""What some offers of the invented town say in other languages: checked, by a machine, and out of date."""

from __future__ import annotations

from familienbuero.konten.models import Benutzer
from netzwerk.angebote.dienste import angebot_schreiben, uebersetzung_schreiben
from netzwerk.angebote.enums import Uebersetzungsstand
from netzwerk.angebote.models import Angebot

CAFE, WIEGEN = "Offenes Elterncafé", "Babywiegen"
# Offer, language, state, title, one sentence, description.
UEBERSETZUNGEN = (
    (
        CAFE,
        "tr",
        Uebersetzungsstand.GEPRUEFT,
        "Herkese açık ebeveyn kafesi",
        "Başka anne babalarla tanışın, soru sorun, bebeğinizi tarttırın. Randevu gerekmez, gelmeniz yeterli.",
        (
            "İçecekler hazır, oda çocuklara göre düzenlenmiştir.\n\nİsteyen danışabilir: ağlama, emzirme "
            "ya da mama hakkında. Kaygı ve anlaşmazlıklarda da yanınızda biri vardır."
        ),
    ),
    (
        CAFE,
        "ar",
        Uebersetzungsstand.MASCHINELL,
        "مقهى مفتوح للأهل",
        "تعرّفوا على أهالٍ آخرين، واطرحوا أسئلتكم، وزِنوا طفلكم. يكفي أن تأتوا.",
        (
            "المشروبات جاهزة، والغرفة مهيأة للأطفال.\n\nمن يرغب يحصل على مشورة حول البكاء أو الرضاعة "
            "أو الإطعام. وهناك من يساعد أيضًا عند القلق والخلافات."
        ),
    ),
    (
        WIEGEN,
        "uk",
        Uebersetzungsstand.GEPRUEFT,
        "Зважування немовлят",
        "Акушерка зважить вашу дитину й відповість на запитання.",
        "",
    ),
)
NEUER = "Die Hebamme wiegt Ihr Kind und beantwortet Fragen, auch zum Stillen."


def angebote_uebersetzen(durch: Benutzer) -> None:
    """Enter the translations; afterwards the German words of one offer change."""
    for angebot, sprache, stand, titel, kurz, text in UEBERSETZUNGEN:
        uebersetzung_schreiben(
            angebot_id=Angebot.objects.get(titel=angebot).pk,
            sprache=sprache,
            titel=titel,
            kurz=kurz,
            text=text,
            stand=stand,
            durch=durch,
        )
    geaendert = Angebot.objects.get(titel=WIEGEN)
    geaendert.kurz = NEUER
    angebot_schreiben(geaendert, durch=durch)
