"""The front door: one line a room."""

from django.urls import include, path

urlpatterns = [
    path("", include("ipraktik.directory.urls")),
    path("", include("ipraktik.kit.style")),
]

handler400 = "ipraktik.kit.refusals.bad_request"
handler403 = "ipraktik.kit.refusals.not_yours"
handler404 = "ipraktik.kit.refusals.not_here"
handler500 = "ipraktik.kit.refusals.our_mistake"
