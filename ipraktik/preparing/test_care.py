"""What the days must make room for: who sees it, who never does, and when it is gone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.directory.models import Wish
from ipraktik.notices.making import Maker
from ipraktik.notices.models import Letter
from ipraktik.placements.models import Participant, Placement, Visit
from ipraktik.preparing.care import Care, forget_needs
from ipraktik.programme import programme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
NEEDS, LATER = "Jeg tåler ikke nødder.", "Jeg skal hente Alma kl. 15.30."


@pytest.fixture
def placement(cast):
    offer = the_cast.offer(cast)
    offer.people.create(role="editor", person=cast["mona"])
    return the_cast.placement(cast, "preparing", wish_=the_cast.wish(cast, special_needs=NEEDS), offer_=offer)


def again(placement):
    return Placement.objects.get(pk=placement.pk)


def address(placement):
    return reverse("placement-care", args=[placement.pk])


def write(client, cast, placement, **more):
    client.force_login(cast["ida"])
    return client.post(address(placement), {"fetching": LATER} | more)


def who_reads(client, cast, placement, words):
    """Who finds the words on the overview or on the page of the needs."""

    def reads(key):
        client.force_login(cast[key])
        pages = [client.get(page).content.decode() for page in (placement.get_absolute_url(), address(placement))]
        return any(words in page for page in pages)

    return {key for key in ("ida", "hanne", "rune", "mona", "signe", "karl", "bo", "olga") if reads(key)}


def test_what_the_wish_says_is_there_already(client, cast, placement):
    assert who_reads(client, cast, placement, NEEDS) == {"ida", "hanne", "rune"}


def test_what_is_written_for_the_visit_stands_instead_of_what_the_wish_said(client, cast, placement):
    write(client, cast, placement)

    assert who_reads(client, cast, placement, LATER) == {"ida", "hanne", "rune"}
    assert who_reads(client, cast, placement, NEEDS) == set()


def test_whom_the_intern_ticks_sees_it_too_until_the_tick_is_taken_away(client, cast, placement):
    mona = Participant.objects.get(placement=placement, person=cast["mona"])

    write(client, cast, placement, told=[str(mona.pk)])
    ticked = who_reads(client, cast, placement, LATER)
    write(client, cast, placement)

    assert ticked == {"ida", "hanne", "rune", "mona"}
    assert who_reads(client, cast, placement, LATER) == {"ida", "hanne", "rune"}


def test_who_was_contact_before_does_not_see_it_any_more(client, cast, placement):
    write(client, cast, placement)

    again(placement).visit.staff(cast["mona"], cast["rune"], cast["hanne"])

    assert who_reads(client, cast, placement, LATER) == {"ida", "rune", "mona"}


@pytest.mark.parametrize(
    ("named", "sentence", "saved"),
    [
        (["contact", "reserve"], "by Hanne Krogh and Rune Toft, and by", "Those who receive you can see it."),
        (["contact"], "by Hanne Krogh, and by", "Those who receive you can see it."),
        ([], "when the host has named them, and by", "can see it when the host has named them."),
    ],
)
def test_the_page_says_truly_who_sees_it_also_when_the_host_has_named_nobody(
    client, cast, placement, named, sentence, saved
):
    Visit.objects.update(**{name: None for name in ("contact", "reserve") if name not in named})
    client.force_login(cast["ida"])

    page = client.get(address(placement)).content.decode()
    after = client.post(address(placement), {"fetching": LATER}, follow=True).content.decode()

    assert sentence in " ".join(page.split())
    assert saved in after


def test_only_the_intern_writes_it(client, cast, placement):
    client.force_login(cast["hanne"])

    client.post(address(placement), {"fetching": LATER})

    assert not Care.objects.exists()


def test_no_page_or_sheet_of_the_office_has_it(client, cast, placement):
    write(client, cast, placement)
    client.force_login(cast["karl"])
    names = ("today", "wishes", "placements", "people-list", "letters")
    pages = [reverse(name) for name in names] + [placement.wish.get_absolute_url()]
    pages += [reverse("export", args=[kind, "csv"]) for kind in ("wishes", "placements", "people")]

    found = [b"".join(client.get(page)) for page in pages]

    assert [
        page for page, text in zip(pages, found, strict=True) if LATER.encode() in text or NEEDS.encode() in text
    ] == []


def test_no_letter_and_no_calendar_has_it(client, cast, placement):
    write(client, cast, placement)
    the_cast.prepare(placement)
    for key in ("ida", "hanne", "signe"):
        again(placement).perform("sign", by=cast[key])
    Maker().make_all()

    said = "".join(f"{each.subject}{each.body}{each.calendar}" for each in Letter.objects.all())

    assert LATER not in said
    assert NEEDS not in said


def over(cast, days):
    """A visit that ended so many days ago."""
    placement = the_cast.placement(cast, "agreed", wish_=the_cast.wish(cast, special_needs=NEEDS))
    Care.objects.create(placement=placement, fetching=LATER)
    shift = timezone.localdate() - timedelta(days=days) - placement.visit.last_day
    the_cast.move_in_time(placement, shift.days)
    return again(placement)


@pytest.mark.parametrize(("late", "left"), [(-1, True), (0, False), (5, False)])
def test_it_is_gone_when_the_visit_has_been_over_for_the_days_of_the_programme(cast, late, left):
    placement = over(cast, programme().retention.needs_days + late)
    sees_it = placement.sees_needs(cast["hanne"])

    forget_needs()

    assert (sees_it, Care.objects.exists()) == (left, left)


def test_the_wish_forgets_it_when_its_journey_is_over(cast):
    placement = over(cast, programme().retention.needs_days)
    forget_needs()
    before = Wish.objects.get().special_needs  # the visit is not confirmed: it may be set up anew

    placement.perform("confirm", by=cast["ida"])
    forget_needs()

    assert (before, Wish.objects.get().special_needs) == (NEEDS, "")


def test_a_visit_that_is_cancelled_forgets_it_at_once_and_the_open_wish_keeps_it_for_the_next(cast):
    placement = the_cast.placement(cast, "preparing", wish_=the_cast.wish(cast, special_needs=NEEDS))
    Care.objects.create(placement=placement, fetching=LATER)
    again(placement).perform("cancel", by=cast["ida"], reason="Syg.")

    forget_needs()

    assert (Care.objects.exists(), Wish.objects.get().special_needs) == (False, NEEDS)


def test_a_wish_that_came_to_nothing_forgets_it_some_days_later(cast):
    wish = the_cast.wish(cast, "withdrawn", special_needs=NEEDS)
    forget_needs()
    soon = Wish.objects.get().special_needs
    long_ago = timezone.now() - timedelta(days=programme().retention.needs_days + 1)
    wish.events.update(at=long_ago)

    forget_needs()

    assert (soon, Wish.objects.get().special_needs) == (NEEDS, "")


@pytest.mark.parametrize("text", ["x" * 200_000, "nul\x00byte"])
def test_what_cannot_be_kept_is_said_on_the_page(client, cast, placement, text):
    answer = write(client, cast, placement, allergies=text)

    assert answer.status_code == 200
    assert not Care.objects.exists()
