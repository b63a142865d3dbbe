from django.urls import path

from ipraktik.reflections import (
    advice_views,
    closing_views,
    evaluating,
    following_up,
    talks_views,
    talks_visit_views,
)

urlpatterns = [
    path("placement/<int:pk>/evaluate/", evaluating.placement_evaluate, name="placement-evaluate"),
    path("placement/<int:pk>/follow-up/<int:month>/", following_up.placement_follow_up, name="placement-follow-up"),
    path("placement/<int:pk>/talks/", talks_views.placement_talks, name="placement-talks"),
    path("placement/<int:pk>/talks/reminders/", talks_views.placement_talk_reminders, name="placement-talk-reminders"),
    path("placement/<int:pk>/talks/<slug:day>/", talks_views.placement_talk, name="placement-talk"),
    path("placement/<int:pk>/advice/", advice_views.placement_advice, name="placement-advice"),
    path("placement/<int:pk>/advice/sheet/", advice_views.placement_advice_sheet, name="placement-advice-sheet"),
    path("placement/<int:pk>/closing/", closing_views.placement_closing, name="placement-closing"),
    path("visit/<int:pk>/talks/reminders/", talks_visit_views.visit_talk_reminders, name="visit-talk-reminders"),
    path("visit/<int:pk>/talks/<slug:day>/", talks_visit_views.visit_talk, name="visit-talk"),
]
