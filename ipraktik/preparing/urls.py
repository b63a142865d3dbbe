from django.urls import path

from ipraktik.preparing import (
    care_page,
    cover_page,
    department_page,
    expectations,
    handout_page,
    place_page,
    talk_page,
    trouble_page,
)

urlpatterns = [
    path("placement/<int:pk>/care/", care_page.placement_care, name="placement-care"),
    path("placement/<int:pk>/place/", place_page.placement_place, name="placement-place"),
    path("placement/<int:pk>/place/read/", place_page.placement_place_read, name="placement-place-read"),
    path("placement/<int:pk>/place/handout/<int:handout>/", handout_page.placement_handout, name="placement-handout"),
    path(
        "placement/<int:pk>/place/handout/<int:handout>/remove/",
        handout_page.placement_handout_remove,
        name="placement-handout-remove",
    ),
    path("placement/<int:pk>/department/", department_page.placement_department, name="placement-department"),
    path("placement/<int:pk>/cover/", cover_page.placement_cover, name="placement-cover"),
    path("placement/<int:pk>/cover/share/", cover_page.placement_cover_share, name="placement-cover-share"),
    path("placement/<int:pk>/cover/<int:task>/", cover_page.placement_cover_task, name="placement-cover-task"),
    path("away/<str:token>/", cover_page.away, name="away"),
    path("placement/<int:pk>/trouble/", trouble_page.placement_trouble, name="placement-trouble"),
    path("trouble/<int:pk>/", trouble_page.trouble, name="trouble"),
    path("placement/<int:pk>/expectations/", expectations.placement_expectations, name="placement-expectations"),
    path("placement/<int:pk>/first-talk/", talk_page.placement_talk, name="placement-first-talk"),
    path(
        "placement/<int:pk>/first-talk/<int:proposal>/yes/",
        talk_page.placement_talk_accept,
        name="placement-first-talk-accept",
    ),
    path("placement/<int:pk>/first-conclusion/", talk_page.placement_conclusion, name="placement-first-conclusion"),
    path(
        "placement/<int:pk>/first-conclusion/<int:text>/agree/",
        talk_page.placement_conclusion_agree,
        name="placement-first-conclusion-agree",
    ),
]
