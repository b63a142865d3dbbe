from django.urls import path

from ipraktik.journeys import checklist, home, open_pages, placement_page

urlpatterns = [
    path("", open_pages.front, name="front"),
    path("start/", open_pages.doors, name="doors"),
    path("small-print/", open_pages.small_print, name="small-print"),
    path("privacy/", open_pages.privacy, name="privacy"),
    path("was/", open_pages.accessibility, name="accessibility"),
    path("contact/", open_pages.contact, name="contact"),
    path("me/", home.home, name="home"),
    path("placement/<int:pk>/", placement_page.placement_page, name="placement"),
    path("placement/<int:pk>/history/", placement_page.placement_history, name="placement-history"),
    path("placement/<int:pk>/tick/<slug:key>/", checklist.placement_tick, name="placement-tick"),
    path("placement/<int:pk>/remember/", checklist.placement_own_item, name="placement-own-item"),
    path(
        "placement/<int:pk>/remember/<int:item>/tick/",
        checklist.placement_own_item_tick,
        name="placement-own-item-tick",
    ),
    path(
        "placement/<int:pk>/remember/<int:item>/remove/",
        checklist.placement_own_item_remove,
        name="placement-own-item-remove",
    ),
    path("placement/<int:pk>/remind/<int:participant>/", placement_page.placement_remind, name="placement-remind"),
]
