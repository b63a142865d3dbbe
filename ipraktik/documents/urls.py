from django.urls import path

from ipraktik.documents import verify_views, views

urlpatterns = [
    path("placement/<int:pk>/document/<int:document>/", views.placement_document, name="placement-document"),
    path("placement/<int:pk>/archive/", views.placement_archive, name="placement-archive"),
    path("verify/", verify_views.verify_page, name="verify"),
]
