"""The page of asking, at the offer's own address."""

from django.urls import path

from ipraktik.placements import ask_views

urlpatterns = [
    path("places/<int:pk>/ask/", ask_views.ask, name="offer-ask"),
]
