from django.urls import path

from ipraktik.reflections import evaluating, following_up

urlpatterns = [
    path("placement/<int:pk>/evaluate/", evaluating.placement_evaluate, name="placement-evaluate"),
    path("placement/<int:pk>/follow-up/<int:month>/", following_up.placement_follow_up, name="placement-follow-up"),
]
