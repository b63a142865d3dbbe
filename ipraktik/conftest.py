"""What every room's tests share: the cast."""

import pytest

from ipraktik import cast as the_cast


@pytest.fixture
def cast(db):
    return the_cast.gather()


@pytest.fixture
def suggested(cast):
    return the_cast.placement(cast, "suggested")


@pytest.fixture
def preparing(cast):
    return the_cast.placement(cast, "preparing")
