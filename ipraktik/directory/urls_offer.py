"""The pages of the offer: the host directory, the wizard, and what may happen to an offer."""

from django.urls import path

from ipraktik.directory import directory_views, offer_views

urlpatterns = [
    path("places/", directory_views.offers, name="offers"),
    path("places/saved/", directory_views.saved, name="saved-offers"),
    path("places/<int:pk>/", directory_views.offer, name="offer"),
    path("places/<int:pk>/save/", directory_views.save, name="offer-save"),
    path("places/<int:pk>/edit/<slug:step>/", offer_views.step, name="offer-step"),
    path("places/<int:pk>/do/<slug:move>/", offer_views.move, name="offer-move"),
    path("places/<int:pk>/confirm/", offer_views.ask_to_confirm, name="offer-confirm"),
    path("host/new/", offer_views.new, name="offer-new"),
]
