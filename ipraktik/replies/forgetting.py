"""What came in is kept no longer than what went out."""

from ipraktik.notices.models import ReturnAddress
from ipraktik.notices.sweeping import before
from ipraktik.programme import programme
from ipraktik.replies.models import Arrival


def sweep():
    """What was handled, and addresses that nobody can answer any more. What still waits for the office stays."""
    old = Arrival.objects.filter(at__lt=before(programme().retention.letters))
    old.exclude(pk__in=Arrival.objects.waiting()).delete()
    ReturnAddress.objects.filter(expires_at__lt=before(programme().retention.links)).delete()
