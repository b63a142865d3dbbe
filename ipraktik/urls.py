"""The front door: one line a room."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("ipraktik.people.urls")),
    path("", include("ipraktik.guide.urls")),
    path("", include("ipraktik.directory.urls")),
    path("", include("ipraktik.kit.style")),
    path("", include("ipraktik.placements.urls")),
    path("", include("ipraktik.itinerary.urls")),
    path("", include("ipraktik.preparing.urls")),
    path("", include("ipraktik.calendars.urls")),
    path("", include("ipraktik.documents.urls")),
    path("", include("ipraktik.matching.urls")),
    path("", include("ipraktik.photos.urls")),
    path("", include("ipraktik.journeys.urls")),
    path("", include("ipraktik.notebook.urls")),
    path("", include("ipraktik.reflections.urls")),
    path("", include("ipraktik.notices.urls")),
    path("", include("ipraktik.replies.urls")),
    path("", include("ipraktik.office.urls")),
]

if settings.DEMO:
    urlpatterns += [path("", include("ipraktik.demo.sign_in"))]
    urlpatterns += [path("", include("ipraktik.demo.letters_views"))]

handler400 = "ipraktik.kit.refusals.bad_request"
handler403 = "ipraktik.kit.refusals.not_yours"
handler404 = "ipraktik.kit.refusals.not_here"
handler500 = "ipraktik.kit.refusals.our_mistake"
