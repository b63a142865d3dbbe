"""The front door: one line a room."""

from django.urls import include, path

urlpatterns = [
    path("", include("ipraktik.directory.urls")),
]
