"""Public addresses: wishing a visit."""

from django.urls import path

from willkommensbesuche.besuche.views import wunsch

app_name = "besuchswunsch"
urlpatterns = [
    path("wuenschen/", wunsch.wuenschen, name="wuenschen"),
    path("danke/", wunsch.danke, name="danke"),
]
