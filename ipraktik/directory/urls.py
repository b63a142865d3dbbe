"""The pages of the directory: wishes with their consents, and offers."""

from ipraktik.directory import urls_offer, urls_wish

urlpatterns = [*urls_wish.urlpatterns, *urls_offer.urlpatterns]
