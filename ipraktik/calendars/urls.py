from django.urls import path

from ipraktik.calendars import views

urlpatterns = [
    path("calendar/<str:token>.ics", views.calendar, name="calendar"),
    path("profile/calendar/", views.calendar_link, name="calendar-link"),
    path("placement/<int:pk>/calendar.ics", views.placement_calendar, name="placement-calendar"),
    path(
        "placement/<int:pk>/homecoming.ics", views.placement_homecoming_calendar, name="placement-homecoming-calendar"
    ),
    path("visit/<int:pk>/calendar.ics", views.visit_calendar, name="visit-calendar"),
]
