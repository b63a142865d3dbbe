"""What comes between looking and writing: the last signature. What all have signed is what they have read."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from django.utils import translation

from ipraktik import cast as the_cast
from ipraktik.agreements.models import Version
from ipraktik.kit.lifecycle import NotYet
from ipraktik.placements.models import Placement
from ipraktik.placements.practical import PracticalForm

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def placement(cast):
    """As the host reads it, with every signature but the manager's."""
    placement = the_cast.placement(cast, "preparing")
    the_cast.prepare(placement)
    for key in ("ida", "hanne"):
        placement.perform("sign", by=cast[key])
    return read_again(placement)


def read_again(placement):
    return Placement.objects.for_page().get(pk=placement.pk)


def sending(person):
    request = RequestFactory().post("/")
    request.user = person
    return request


def the_last_signs(placement, cast):
    read_again(placement).perform("sign", by=cast["signe"])


def reads_as_signed(placement):
    now = read_again(placement)
    return (now.state, now.version.text) == ("agreed", Version.objects.draft("agreement", now).text)


def test_the_days_do_not_change_after_the_last_signature(cast, placement):
    visit, first = placement.visit, the_cast.soon(80)
    last = visit.last_day + (first - visit.first_day)
    given = {"first_day": f"{first:%d.%m.%Y}", "last_day": f"{last:%d.%m.%Y}", "practical": "Tag sko med."}
    given |= {"contact": visit.contact_id, "reserve": visit.reserve_id}
    form = PracticalForm(given, placement=placement, person=cast["hanne"])
    assert form.is_valid(), form.errors
    the_last_signs(placement, cast)

    with pytest.raises(NotYet):
        form.save()

    assert reads_as_signed(placement)


def test_who_leaves_the_visit_meanwhile_writes_no_more_in_it(cast, placement):
    placement.participants.filter(person=cast["rune"]).delete()

    with pytest.raises(PermissionDenied), placement.doing(cast["rune"], "plan"):
        raise AssertionError("never reached")


def test_what_is_interrupted_is_not_written(cast, placement):
    with pytest.raises(NotYet), placement.doing(cast["hanne"], "plan") as now:
        now.visit.items.all().delete()
        raise NotYet(["Vent."])

    assert placement.visit.items.exists()
