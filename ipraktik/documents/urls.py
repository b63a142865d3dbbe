from django.urls import path

from ipraktik.documents import booklets, paper_views, posters, verify_views, views

urlpatterns = [
    path("placement/<int:pk>/document/<int:document>/", views.placement_document, name="placement-document"),
    path(
        "placement/<int:pk>/itinerary/print/<slug:language>/",
        views.placement_itinerary_print,
        name="placement-itinerary-print",
    ),
    path("placement/<int:pk>/archive/", views.placement_archive, name="placement-archive"),
    path("placement/<int:pk>/print/<slug:kind>/", paper_views.placement_print, name="placement-print"),
    path("placement/<int:pk>/paper/", paper_views.placement_paper, name="placement-paper"),
    path(
        "placement/<int:pk>/paper/<int:signature>/back/",
        paper_views.placement_paper_back,
        name="placement-paper-back",
    ),
    path("placement/<int:pk>/scan/<int:scan>/", paper_views.placement_scan, name="placement-scan"),
    path("placement/<int:pk>/poster/<slug:language>/", posters.placement_poster, name="placement-poster"),
    path("guide/<slug:party>.pdf", booklets.guide_booklet, name="guide-booklet"),
    path("placement/<int:pk>/booklet.pdf", booklets.placement_booklet, name="placement-booklet"),
    path("verify/", verify_views.verify_page, name="verify"),
]
