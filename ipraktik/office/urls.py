"""The office's pages, each behind the same guard."""

from ipraktik.office import desk_views, enter_views, import_views, views
from ipraktik.people.office_access import office_path

urlpatterns = [
    office_path("", views.today, "today"),
    office_path("wishes/", views.listed("wishes"), "wishes"),
    office_path("offers/", views.listed("offers"), "office-offers"),
    office_path("placements/", views.listed("placements"), "placements"),
    office_path("people/", views.listed("people"), "people-list"),
    office_path("organisations/", views.listed("organisations"), "organisations"),
    office_path("export/<slug:kind>.<slug:ending>", views.exported, "export"),
    office_path("wishes/new/", enter_views.enter_wish, "enter-wish"),
    office_path("offers/new/", enter_views.enter_offer, "enter-offer"),
    office_path("wishes/<int:pk>/match/", desk_views.desk, "desk"),
    office_path("wishes/<int:pk>/match/<int:offer>/", desk_views.suggest, "desk-suggest"),
    office_path("wishes/<int:pk>/contact/", desk_views.contact_host, "contact-host"),
    office_path("import/", import_views.choose, "import"),
    office_path("import/<int:pk>/", import_views.sheet, "import-sheet"),
]
