"""Moving a row: neighbours change places and nobody else; another day keeps the hours. Dragging sends the same form."""

from datetime import time

import pytest

from ipraktik import cast as the_cast
from ipraktik.itinerary.moving import exchanged
from ipraktik.itinerary.test_rows import MONDAY, TUESDAY, rows
from ipraktik.placements.models import Placement

pytestmark = pytest.mark.django_db


def clock(text):
    return time(*map(int, text.split("."))) if text else None


@pytest.mark.parametrize(
    ("first", "second", "then"),
    [  # (from, to) of both; then the first's, which comes second, and the second's
        (("9.00", "10.00"), ("10.00", "12.00"), (("11.00", "12.00"), ("9.00", "11.00"))),
        (("9.00", "10.00"), ("10.30", "11.00"), (("10.00", "11.00"), ("9.00", "9.30"))),
        (("9.00", None), ("10.00", None), (("10.00", None), ("9.00", None))),
        (("9.00", "10.00"), ("9.30", "10.30"), (("10.00", "11.00"), ("9.00", "10.00"))),
        (("9.00", "10.00"), ("9.00", None), (("9.05", "10.05"), ("9.00", None))),
        (("22.00", "23.30"), ("22.00", "23.30"), None),
    ],
)
def test_two_rows_change_places_and_keep_their_lengths_and_the_pause_between(first, second, then):
    found = exchanged(tuple(map(clock, first)), tuple(map(clock, second)))

    assert found == (then and [tuple(map(clock, each)) for each in then])


@pytest.fixture
def morning(with_days):
    """Three rows on Monday; by what they are called."""
    items = with_days.visit.items
    hours = {"A": ("09:00", "10:00"), "B": ("10:00", "10:30"), "C": ("11:00", "12:00")}
    return {what: items.create(day=MONDAY, starts=s, ends=e, what=what) for what, (s, e) in hours.items()}


@pytest.fixture
def move(client, cast, with_days, at):
    def sent(item, who="hanne", **given):
        client.force_login(cast[who])
        return client.post(at("placement-itinerary-move", with_days, item.pk), given, follow=True)

    return sent


def test_earlier_and_later_move_two_rows_and_no_third(with_days, morning, move):
    move(morning["B"], step="earlier")
    assert rows(with_days.visit) == [(0, "09:00", "B"), (0, "09:30", "A"), (0, "11:00", "C")]

    move(morning["B"], step="later")
    assert rows(with_days.visit) == [(0, "09:00", "A"), (0, "10:00", "B"), (0, "11:00", "C")]


def test_dragged_to_before_another_row_it_passes_those_between(with_days, morning, move):
    move(morning["C"], day=MONDAY.isoformat(), before=str(morning["A"].pk))

    assert rows(with_days.visit) == [(0, "09:00", "C"), (0, "10:00", "A"), (0, "11:30", "B")]


def test_dragged_to_the_end_of_the_day_it_is_the_last(with_days, morning, move):
    move(morning["A"], day=MONDAY.isoformat(), before="")

    assert [what for _day, _at, what in rows(with_days.visit)] == ["B", "C", "A"]


def test_on_another_day_it_keeps_its_hours(with_days, morning, move):
    move(morning["B"], day=TUESDAY.isoformat(), before="")

    assert rows(with_days.visit) == [(0, "09:00", "A"), (0, "11:00", "C"), (1, "10:00", "B")]


@pytest.mark.parametrize(
    ("what", "given", "sentence"),
    [
        ("A", {"step": "earlier"}, "It cannot be moved further that way on this day."),
        ("C", {"step": "later"}, "It cannot be moved further that way on this day."),
        ("A", {"day": "2020-01-01"}, "Choose a day of the visit."),
        ("A", {"step": "sideways"}, "Choose a day of the visit."),
        ("A", {}, "Choose a day of the visit."),
        ("D", {"step": "earlier"}, "Give it a time first. Then it can be moved earlier or later."),
        ("D", {"day": MONDAY.isoformat()}, "Give it a time first. Then it can be moved earlier or later."),
    ],
)
def test_a_move_that_cannot_be_says_why_and_moves_nothing(with_days, morning, move, what, given, sentence):
    morning["D"] = with_days.visit.items.create(day=MONDAY, what="D")
    before = rows(with_days.visit)

    response = move(morning[what], **given)

    assert sentence in response.content.decode()
    assert rows(with_days.visit) == before


def test_rows_of_another_intern_are_no_neighbours(with_days, beside, move):
    items = with_days.visit.items
    mine = items.create(day=MONDAY, starts="10:00", ends="11:00", what="Idas", placement=with_days)
    items.create(day=MONDAY, starts="09:30", ends="10:00", what="Bos", placement=beside)
    items.create(day=MONDAY, starts="09:00", ends="10:00", what="Fælles")

    move(mine, step="earlier")

    assert rows(with_days.visit) == [(0, "09:00", "Idas"), (0, "09:30", "Bos"), (0, "10:00", "Fælles")]


def test_an_own_row_pushes_no_shared_one_about_where_only_ones_own_may_be_written(with_days, beside, move):
    the_cast.prepare(beside)
    own = with_days.visit.items.create(day=MONDAY, starts="16:00", ends="17:00", what="Idas", placement=with_days)
    for signer in the_cast.people_of(beside):
        beside.perform("sign", by=signer)
    before = rows(with_days.visit)

    response = move(own, step="earlier")

    assert (
        "Another intern&#x27;s agreement about this visit has been signed. Open it again first."
        in response.content.decode()
    )
    assert rows(with_days.visit) == before
    assert Placement.objects.get(pk=beside.pk).state == "agreed"


def test_moving_what_was_signed_asks_to_sign_again(cast, with_days, morning, move):
    the_cast.prepare(with_days)
    with_days.perform("sign", by=cast["ida"])

    response = move(morning["A"], step="later")

    assert "Those whom it concerns must sign again." in response.content.decode()
    assert Placement.objects.get(pk=with_days.pk).signed_by == set()


def test_the_page_comes_back_at_the_row_that_was_moved(client, cast, with_days, morning, at):
    client.force_login(cast["ida"])

    response = client.post(at("placement-itinerary-move", with_days, morning["A"].pk), {"step": "later"})

    assert response.headers["Location"].endswith(f"/itinerary/#row-{morning['A'].pk}")
