"""What the tests of this room share: a visit being prepared, its days, and the page in English."""

import pytest
from django.urls import reverse

from ipraktik.itinerary.test_rows import bo_beside, planned, signed


@pytest.fixture(autouse=True)
def english(in_english, no_second_factor):
    """This room's pages are read in English."""


@pytest.fixture
def with_days(cast):
    """Ida's, on Monday and Tuesday, with nothing planned."""
    return planned(cast)


@pytest.fixture
def beside(cast, with_days):
    """Bo's placement at the same visit."""
    return bo_beside(cast, with_days)


@pytest.fixture
def agreed(cast, with_days):
    """Ida's, signed by all, with a row each day."""
    return signed(with_days)


@pytest.fixture
def at():
    return lambda name, placement, *more: reverse(name, args=[placement.pk, *more])
