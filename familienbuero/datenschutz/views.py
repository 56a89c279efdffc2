"""Periods, what they will lead to, and the proofs of what is gone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from familienbuero import kalender
from familienbuero.blaettern import blaettern
from familienbuero.datenschutz import dienste
from familienbuero.datenschutz.enums import FESTLEGENDE
from familienbuero.datenschutz.forms import Fristenformular
from familienbuero.datenschutz.models import Loeschfrist, Loeschung
from familienbuero.fassung import nacheinander, status
from familienbuero.konten.enums import Rolle
from familienbuero.konten.zugang import angemeldet, nur_rollen


@nur_rollen(Rolle.DATENSCHUTZ, *FESTLEGENDE)
def loeschungen(request: HttpRequest) -> HttpResponse:
    """What the next run will do by each rule, and the proofs of what is gone; without content."""
    fristen = {frist.regel: frist for frist in Loeschfrist.objects.select_related("gesetzt_von")}
    vorschau = dienste.probelauf(kalender.heute())
    offen = Loeschung.objects.vorgemerkt()
    regeln = [
        (regel, fristen.get(kennung), vorschau[kennung].vorgemerkt, offen.filter(regel=kennung).count())
        for kennung, regel in dienste.loeschregeln().items()
    ]
    blatt = blaettern(Loeschung.objects.nachweise(), nach=["-vernichtet_am"], anfrage=request.GET)
    kontext = {"regeln": regeln, "blatt": blatt, "darf_aendern": angemeldet(request).hat_rolle(*FESTLEGENDE)}
    return render(request, "datenschutz/loeschungen.html", kontext)


@nur_rollen(*FESTLEGENDE)
@nacheinander
def fristen(request: HttpRequest) -> HttpResponse:
    """Set the periods; what is set here is deleted by itself from the next night on."""
    gesetzt = dict(Loeschfrist.objects.values_list("regel", "monate"))
    form = Fristenformular(request.POST or None, regeln=dienste.loeschregeln(), gesetzt=gesetzt)
    if form.is_valid():
        dienste.fristen_setzen(form.cleaned_data, durch=angemeldet(request))
        messages.success(request, "Die Löschfristen gelten ab der nächsten Nacht.")
        return redirect("datenschutz:loeschungen")
    kontext = {
        "form": form,
        "titel": "Löschfristen",
        "satz": "Nach Ablauf wird ein Fall vorgemerkt und 14 Tage später gelöscht. Zahlen bleiben erhalten.",
        "speichern": "Fristen festlegen",
        "zurueck": reverse("datenschutz:loeschungen"),
    }
    return render(request, "formular.html", kontext, status=status(form))
