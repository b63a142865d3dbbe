from django.urls import path

from ipraktik.journeys import checklist, placement_page

urlpatterns = [
    path("placement/<int:pk>/", placement_page.placement_page, name="placement"),
    path("placement/<int:pk>/history/", placement_page.placement_history, name="placement-history"),
    path("placement/<int:pk>/tick/<slug:key>/", checklist.placement_tick, name="placement-tick"),
    path("placement/<int:pk>/remind/<int:participant>/", placement_page.placement_remind, name="placement-remind"),
]
