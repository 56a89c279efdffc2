"""Settings of the house, for the role `verwaltung`."""

from typing import Any

from django.contrib import messages
from django.contrib.messages.views import SuccessMessageMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.generic import UpdateView

from familienbuero import kalender
from familienbuero.fassung import nacheinander, status
from familienbuero.kalender.models import Schulferien
from familienbuero.konten.enums import Rolle
from familienbuero.konten.zugang import NurRollen, nur_rollen
from familienbuero.seiten.forms import Ferien, KommuneForm
from familienbuero.stammdaten.dienste import kommune
from familienbuero.stammdaten.models import Kommune
from familienbuero.zwischenspeicher import veralten


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

    def form_valid(self, form: KommuneForm) -> HttpResponse:
        veralten()
        return super().form_valid(form)

    def form_invalid(self, form: KommuneForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status(form))


@nur_rollen(Rolle.VERWALTUNG, Rolle.LEITUNG)
@nacheinander
def schulferien(request: HttpRequest) -> HttpResponse:
    """School holidays, in which many offers pause."""
    kommende = Schulferien.objects.filter(bis__gte=kalender.heute())
    formular = Ferien(request.POST or None, queryset=kommende)
    if request.method == "POST" and formular.is_valid():
        formular.save()
        messages.success(request, "Die Schulferien sind gespeichert.")
        return redirect("seiten:schulferien")
    return render(request, "seiten/schulferien.html", {"form": formular}, status=status(*formular))
