"""What the directory's tests share."""

from datetime import date, timedelta

import pytest
from django.utils import timezone


@pytest.fixture
def monday():
    """The next Monday of week 37: no holiday is near it, on whatever day the tests run."""
    soon = timezone.localdate() + timedelta(days=14)
    this_year = date.fromisocalendar(soon.year, 37, 1)
    return this_year if this_year >= soon else date.fromisocalendar(soon.year + 1, 37, 1)
