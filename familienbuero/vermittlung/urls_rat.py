"""Public addresses: asking the office for advice."""

from django.urls import path

from familienbuero.vermittlung.views import rat

app_name = "rat"
urlpatterns = [
    path("", rat.anfragen, name="anfragen"),
    path("danke/", rat.danke, name="danke"),
]
