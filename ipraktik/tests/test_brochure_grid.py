"""Who may do what, when, as the brochure and the house have it: written by hand, not read from the tables.

A mark for each person: + it may be done now, ! it is theirs but not the time, . it is not theirs.
"""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.kit.lifecycle import NotYet
from ipraktik.placements.models import Placement
from ipraktik.tests.scenes import begin

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]

WHO = ("ida", "hanne", "rune", "signe", "karl", "olga")  # intern, contact, reserve, sender, coordinator, outsider
GRID = """
move     state      phase    ida hanne rune signe karl olga
accept   suggested  before    +    +    !    .    .    .
accept   preparing  before    !    !    !    .    .    .
decline  suggested  before    +    +    +    .    +    .
decline  agreed     before    !    !    !    .    !    .
sign     suggested  before    !    !    !    !    .    .
sign     prepared   before    +    +    !    +    .    .
sign     preparing  before    !    !    !    !    .    .
sign     agreed     before    !    !    !    !    .    .
reopen   agreed     before    +    +    +    .    +    .
reopen   agreed     during    !    !    !    .    !    .
reopen   agreed     after     !    !    !    .    !    .
cancel   suggested  before    !    !    !    !    !    .
cancel   preparing  before    +    +    +    +    +    .
cancel   agreed     before    +    +    +    +    +    .
cancel   agreed     during    +    +    +    +    +    .
cancel   agreed     after     !    !    !    !    !    .
confirm  agreed     before    !    !    !    .    !    .
confirm  agreed     during    !    !    !    .    !    .
confirm  agreed     after     +    +    +    .    +    .
confirm  completed  after     !    !    !    .    !    .
miss     agreed     during    !    !    !    .    !    .
miss     agreed     after     +    +    +    .    +    .
miss     completed  after     !    !    !    .    !    .
settle-held   completed after   .    .    .    .    !    .
settle-missed not-held  after   .    .    .    .    !    .
"""

RIGHTS = """
right      state      phase    ida hanne rune signe karl olga
expect     suggested  before    !    !    !    !    .    .
expect     preparing  before    +    +    +    +    .    .
plan       preparing  before    +    +    +    .    +    .
plan       agreed     before    !    !    !    .    !    .
name-colleagues preparing before .   +    +    .    +    .
name-colleagues agreed  during   .    +    +    .    +    .
name-colleagues agreed  after    .    !    !    .    !    .
staff      preparing  before    .    +    +    .    +    .
staff      agreed     during    .    +    +    .    +    .
declare    preparing  before    +    +    +    .    .    .
declare    completed  after     !    !    !    .    .    .
note       preparing  before    !    !    !    .    .    .
note       agreed     during    +    +    +    .    .    .
note       completed  after     +    +    +    .    .    .
note       cancelled  before    !    !    !    .    .    .
second     preparing  before    .    +    +    +    +    .
hand-over  agreed     during    .    +    +    +    +    .
print      preparing  before    !    !    !    !    !    .
print      prepared   before    +    +    +    +    +    .
print      agreed     before    !    !    !    !    !    .
record-paper preparing before   .    .    .    .    !    .
record-paper prepared before    .    .    .    .    +    .
record-paper prepared during    .    .    .    .    !    .
record-paper agreed   before    .    .    .    .    !    .
take-back-paper preparing before .   .    .    .    +    .
take-back-paper agreed before   .    .    .    .    !    .
amend      agreed     before    !    !    !    .    !    .
amend      agreed     during    +    +    +    .    +    .
sign-amendment agreed during    +    +    +    +    .    .
write      suggested  before    +    +    +    +    +    .
write      declined   before    !    !    !    !    !    .
stand-in   preparing  before    .    +    +    .    +    .
stand-in   agreed     during    .    +    +    .    +    .
stand-in   agreed     after     .    !    !    .    !    .
present    agreed     before    .    +    +    .    .    .
present    completed  after     .    !    !    .    .    .
introduce  agreed     before    +    .    .    .    .    .
introduce  suggested  before    !    .    .    .    .    .
tell-department agreed before   .    +    +    .    .    .
cover      agreed     before    +    .    .    +    .    .
cover      agreed     during    +    .    .    +    .    .
cover      agreed     after     !    .    .    !    .    .
confide    suggested  before    !    !    !    !    .    .
confide    preparing  before    +    +    +    +    .    .
confide    agreed     during    +    +    +    +    .    .
confide    completed  after     !    !    !    !    .    .
see-needs  suggested  before    !    !    !    .    .    .
see-needs  preparing  before    +    +    +    .    .    .
see-needs  completed  after     !    !    !    .    .    .
talk       preparing  before    !    !    !    .    .    .
talk       agreed     before    !    !    !    .    .    .
talk       agreed     during    +    +    +    .    .    .
talk       agreed     after     +    +    +    .    .    .
talk       completed  after     +    +    +    .    .    .
talk       cancelled  before    !    !    !    .    .    .
talk       not-held   after     !    !    !    .    .    .
conclude   agreed     before    !    !    !    .    .    .
conclude   agreed     during    +    +    +    .    .    .
conclude   agreed     after     +    +    +    .    .    .
conclude   completed  after     !    !    !    .    .    .
give-advice agreed    before    !    .    .    .    .    .
give-advice agreed    during    +    .    .    .    .    .
give-advice completed after     +    .    .    .    .    .
give-advice not-held  after     !    .    .    .    .    .
answer-advice agreed  before    .    !    !    .    .    .
answer-advice agreed  during    .    +    +    .    .    .
answer-advice completed after   .    +    +    .    .    .
answer-advice cancelled before  .    !    !    .    .    .
evaluate   agreed     after     !    !    !    !    .    .
evaluate   completed  after     +    +    +    +    .    .
follow-up  completed  after     +    +    +    +    .    .
follow-up  not-held   after     !    !    !    !    .    .
"""


def rows(grid):
    lines = [line.split() for line in grid.strip().splitlines()[1:]]
    return [pytest.param(*line[:3], line[3:], id="-".join(line[:3])) for line in lines]


def scene(cast, state, phase):
    if state == "prepared":
        placement = the_cast.placement(cast, "preparing")
        the_cast.prepare(placement)
    else:
        placement = begin(Placement, state, cast)
    if phase == "during":
        the_cast.move_in_time(placement, (timezone.localdate() - placement.visit.first_day).days)
    elif phase == "after" and state == "agreed":
        the_cast.move_in_time(placement, -60)
    placement = Placement.objects.get(pk=placement.pk)
    assert placement.phase == phase
    return placement


def mark(try_it):
    try:
        try_it()
    except PermissionDenied:
        return "."
    except NotYet:
        return "!"
    return "+"


@pytest.mark.parametrize(("move", "state", "phase", "marks"), rows(GRID))
def test_moves_are_as_the_brochure_has_them(cast, move, state, phase, marks):
    placement = scene(cast, state, phase)

    def found(key):
        before = transaction.savepoint()
        came = mark(lambda: placement.perform(move, by=cast[key], reason="Fordi."))
        transaction.savepoint_rollback(before)
        return came

    assert dict(zip(WHO, map(found, WHO), strict=True)) == dict(zip(WHO, marks, strict=True))


@pytest.mark.parametrize(("right", "state", "phase", "marks"), rows(RIGHTS))
def test_rights_are_as_the_brochure_has_them(cast, right, state, phase, marks):
    placement = scene(cast, state, phase)

    found = [mark(lambda key=key: placement.demand(cast[key], right)) for key in WHO]

    assert dict(zip(WHO, found, strict=True)) == dict(zip(WHO, marks, strict=True))


@pytest.mark.parametrize(("days", "allowed"), [(1, False), (2, True), (3, True), (5, True), (6, False)])
def test_a_visit_lasts_two_to_five_days(cast, days, allowed):
    placement = the_cast.placement(cast, "preparing")
    visit = placement.visit
    monday = date(2027, 3, 1)  # no holiday follows
    visit.first_day, visit.last_day = monday, monday + timedelta(days=days - 1)

    assert visit.length_fits is allowed


@pytest.mark.parametrize(("seats", "allowed"), [(0, False), (1, True), (3, True), (4, False)])
def test_a_host_receives_one_to_three_interns(cast, seats, allowed):
    offer = the_cast.offer(cast, "draft")
    offer.seats = seats
    stopped = [rule.name for rule in offer.MOVES["submit"].needs if not rule.holds(offer)]

    assert ("seats_fit" not in stopped) is allowed


@pytest.mark.parametrize(
    ("sector", "may_send", "may_host"),
    [
        ("municipality", True, True),
        ("region", True, True),
        ("state", True, True),
        ("private", False, True),
        ("association", False, True),
    ],
)
def test_public_employees_go_and_everyone_may_host(sector, may_send, may_host):
    found = the_cast.programme().sectors[sector]

    assert (found.may_send, found.may_host) == (may_send, may_host)


@pytest.mark.parametrize(
    ("travel_type", "days"),
    [("tourist", (2, 2)), ("business_traveller", (3, 4)), ("adventurer", (4, 5)), ("something_else", (2, 5))],
)
def test_each_travel_type_has_its_days(travel_type, days):
    assert the_cast.programme().travel_types[travel_type].days == days
