"""What matching keeps no longer than it is needed: vectors of texts that are gone, and weights that were only tried."""

from datetime import timedelta

from django.utils import timezone

from ipraktik.matching.vectors import forget_unused
from ipraktik.matching.weighing import Trial

TRIALS = timedelta(days=7)


def sweep():
    """(A wish's list goes with the wish, and when it is open no more: rolling.py.)"""
    forget_unused()
    Trial.objects.filter(at__lt=timezone.now() - TRIALS).delete()
