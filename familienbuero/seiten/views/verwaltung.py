"""Settings of the house, for the role `verwaltung`."""

from typing import Any

from django.contrib import messages
from django.contrib.messages.views import SuccessMessageMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.safestring import mark_safe
from django.views.generic import ListView, UpdateView

from familienbuero.fassung import nacheinander, status
from familienbuero.konten.enums import Rolle
from familienbuero.konten.zugang import NurRollen, angemeldet, nur_rollen
from familienbuero.seiten import dienste
from familienbuero.seiten.forms import KommuneForm, SeiteForm
from familienbuero.seiten.models import Seite
from familienbuero.seiten.regeln import ausfuellen, bereinigen
from familienbuero.stammdaten.dienste import kommune
from familienbuero.stammdaten.models import Kommune


@method_decorator(nacheinander, name="post")
class Einstellungen(NurRollen, SuccessMessageMixin[KommuneForm], UpdateView[Kommune, KommuneForm]):
    """Name, contact, colours and letterhead of the municipality."""

    rollen = (Rolle.VERWALTUNG,)
    form_class = KommuneForm
    template_name = "formular.html"
    success_url = reverse_lazy("seiten:einstellungen")
    success_message = "Die Einstellungen sind gespeichert."
    extra_context = {"titel": "Einstellungen", "satz": "Steht auf jeder Seite und in jedem Brief"}

    def get_object(self, queryset: Any = None) -> Kommune:
        return kommune()

    def form_invalid(self, form: KommuneForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status(form))


class Seitenliste(NurRollen, ListView[Seite]):
    """The texts that the office writes itself."""

    rollen = (Rolle.VERWALTUNG,)
    queryset = Seite.objects.select_related("geaendert_von")
    template_name = "seiten/seite_liste.html"


@nur_rollen(Rolle.VERWALTUNG)
@nacheinander
def seite_bearbeiten(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a text; "Vorschau" shows it as it would stand on the page and stores nothing."""
    seite = get_object_or_404(Seite, slug=slug)
    form = SeiteForm(request.POST or None, instance=seite)
    vorschau = ""
    if form.is_valid():
        if "vorschau" not in request.POST:
            dienste.seite_schreiben(
                seite=seite,
                titel=form.cleaned_data["titel"],
                text=form.cleaned_data["text"],
                durch=angemeldet(request),
            )
            messages.success(request, f"„{seite.titel}“ ist gespeichert.")
            return redirect("seiten:seitenliste")
        vorschau = mark_safe(ausfuellen(bereinigen(form.cleaned_data["text"]), kommune()))  # noqa: S308 - cleaned
    kontext = {"form": form, "seite": seite, "vorschau": vorschau}
    return render(request, "seiten/seite_formular.html", kontext, status=status(form))
