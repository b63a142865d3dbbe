from django.urls import path

from ipraktik.itinerary import colleague_views, moving, start_views, views

urlpatterns = [
    path("placement/<int:pk>/itinerary/", views.placement_itinerary, name="placement-itinerary"),
    path("placement/<int:pk>/itinerary/copy/", views.placement_itinerary_copy, name="placement-itinerary-copy"),
    path(
        "placement/<int:pk>/itinerary/start/", start_views.placement_itinerary_start, name="placement-itinerary-start"
    ),
    path("placement/<int:pk>/itinerary/undo/", start_views.placement_itinerary_undo, name="placement-itinerary-undo"),
    path("placement/<int:pk>/itinerary/<int:item>/", views.placement_itinerary_row, name="placement-itinerary-row"),
    path(
        "placement/<int:pk>/itinerary/<int:item>/move/",
        moving.placement_itinerary_move,
        name="placement-itinerary-move",
    ),
    path(
        "placement/<int:pk>/itinerary/<int:item>/colleagues/",
        views.placement_itinerary_colleagues,
        name="placement-itinerary-colleagues",
    ),
    path(
        "placement/<int:pk>/itinerary/<int:item>/remove/",
        views.placement_itinerary_remove,
        name="placement-itinerary-remove",
    ),
    path("colleague/<str:token>/", colleague_views.colleague, name="colleague"),
]
