from django.urls import path

from ipraktik.preparing import expectations

urlpatterns = [
    path("placement/<int:pk>/expectations/", expectations.placement_expectations, name="placement-expectations"),
]
