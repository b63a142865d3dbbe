"""What matching keeps no longer than it is needed: vectors of texts that are gone, weights only tried, old verdicts."""

from datetime import timedelta

from django.utils import timezone

from ipraktik.matching.weights.verdicts import Verdict
from ipraktik.matching.weights.weighing import Trial
from ipraktik.matching.words.vectors import forget_unused

TRIALS = timedelta(days=7)


def sweep():
    """(A wish's list goes with the wish, and when it is open no more: rolling.py.)"""
    forget_unused()
    Trial.objects.filter(at__lt=timezone.now() - TRIALS).delete()
    Verdict.objects.forget_old()
