"""The office's pages about letters."""

from django.urls import path

from ipraktik.notices import log, preview

urlpatterns = [
    path("office/letters/", log.letters, name="letters"),
    path("office/letters/preview/", preview.letters_preview, name="letters-preview"),
    path("office/letters/<int:pk>/", log.letter, name="letter"),
    path("office/letters/<int:pk>/again/", log.letter_again, name="letter-again"),
]
