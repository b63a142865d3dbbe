"""The pages of the wish: the quiz, the wizard, the wish, and the manager's consent."""

from django.urls import path

from ipraktik.people import workplace_views

urlpatterns = [
    path("workplaces/find/", workplace_views.find, name="workplace-find"),
]
