"""What the notebook keeps no longer than the programme says: notes, and the marks of what devices have sent."""

from django.db.models import Q
from django.utils import timezone

from ipraktik.kit.calendar import months_after
from ipraktik.notebook.models import Delivery, Note
from ipraktik.programme import programme


def sweep():
    """A note goes so long after the visit's last day; with its placement or its writer in any case."""
    since = months_after(timezone.localdate(), -programme().retention.notes)
    over = Q(placement__visit__last_day__lt=since)
    Note.objects.filter(over | Q(placement__visit__last_day=None, received_at__date__lt=since)).delete()
    Delivery.objects.filter(at__date__lt=since).delete()
