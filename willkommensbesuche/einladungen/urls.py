"""Addresses of the invitations."""

from django.urls import path

from willkommensbesuche.einladungen import views

app_name = "einladungen"
urlpatterns = [
    path("", views.uebersicht, name="uebersicht"),
    path("muster/", views.muster, name="muster"),
    path("anlegen/", views.anlegen, name="anlegen"),
    path("stapel/<uuid:stapel_id>/", views.stapel, name="stapel"),
    path("stapel/<uuid:stapel_id>/druckdatei/", views.druckdatei, name="druckdatei"),
    path("stapel/<uuid:stapel_id>/etiketten/", views.etiketten, name="etiketten"),
    path("stapel/<uuid:stapel_id>/umschlaege/", views.umschlaege, name="umschlaege"),
    path("stapel/<uuid:stapel_id>/versenden/", views.versenden, name="versenden"),
    path("stapel/<uuid:stapel_id>/noch-einmal/", views.noch_einmal, name="noch_einmal"),
    path("briefe/<uuid:schreiben_id>/", views.brief, name="brief"),
    path("briefe/<uuid:schreiben_id>/neu/", views.neu_setzen, name="neu_setzen"),
]
