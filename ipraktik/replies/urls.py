"""What comes in: the webhook, the office's pages about it, and addresses put right."""

from django.urls import path

from ipraktik.replies import address_views, office_views, webhook

urlpatterns = [
    path("inbound/mail/", webhook.inbound_mail, name="inbound-mail"),
    path("office/letters/incoming/", office_views.arrivals, name="arrivals"),
    path("office/letters/incoming/<int:pk>/", office_views.arrival, name="arrival"),
    path("office/people/<int:pk>/address/", address_views.person_address, name="person-address"),
    path("placement/<int:pk>/address/<int:participant>/", address_views.placement_address, name="placement-address"),
    path("wish/<int:pk>/address/", address_views.wish_address, name="wish-address"),
]
