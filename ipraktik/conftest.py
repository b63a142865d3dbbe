"""What every room's tests share: the cast."""

import pytest
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.utils import timezone, translation

from ipraktik import cast as the_cast
from ipraktik.placements.models import Placement


@pytest.fixture
def cast(db):
    return the_cast.gather()


@pytest.fixture
def in_english(client):
    client.cookies["language"] = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def no_second_factor(settings):
    settings.COORDINATORS_NEED_SECOND_FACTOR = False


@pytest.fixture
def held(monkeypatch):
    """How many bytes of each file that was sent were held in memory."""
    lengths = []

    def made(file, *more):
        lengths.append(file.getbuffer().nbytes)
        return InMemoryUploadedFile(file, *more)

    monkeypatch.setattr("ipraktik.kit.uploads.InMemoryUploadedFile", made)
    return lengths


@pytest.fixture
def suggested(cast):
    return the_cast.placement(cast, "suggested")


@pytest.fixture
def preparing(cast):
    return the_cast.placement(cast, "preparing")


@pytest.fixture
def begun(cast):
    """Agreed, and today is its first day."""
    placement = the_cast.placement(cast, "agreed")
    the_cast.move_in_time(placement, (timezone.localdate() - placement.visit.first_day).days)
    return Placement.objects.for_page().get(pk=placement.pk)
