"""Cover at home: for intern and sender; what colleagues see by the address; the talk in the calendars before departure."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from ipraktik import cast as the_cast
from ipraktik.calendars import homecoming
from ipraktik.history.models import Outbox
from ipraktik.kit.calendar import working_days_before
from ipraktik.kit.lifecycle import NotYet
from ipraktik.notices.ladder import climb
from ipraktik.notices.making import Maker
from ipraktik.notices.models import Letter
from ipraktik.placements.models import Placement
from ipraktik.preparing.away import out_of_office
from ipraktik.preparing.cover import ColleaguesPage, CoverTask, Homecoming, set_homecoming
from ipraktik.programme import programme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
NEEDS = "Jeg tåler ikke nødder."


@pytest.fixture
def placement(cast):
    return the_cast.placement(cast, "agreed", wish_=the_cast.wish(cast, special_needs=NEEDS))


def again(placement):
    return Placement.objects.for_page().get(pk=placement.pk)


def address(placement):
    return reverse("placement-cover", args=[placement.pk])


def add(client, person, placement, what="Fredagens lønkørsel", who="Birthe", by=""):
    client.force_login(person)
    return client.post(address(placement), {"what": what, "who": who, "by": by})


def after(placement, days=3):
    day = placement.visit.last_day + timedelta(days=days)
    return datetime(day.year, day.month, day.day, 9, 30, tzinfo=ZoneInfo(programme().timezone))


@pytest.mark.parametrize(
    ("key", "answer"),
    [("ida", 200), ("signe", 200), ("hanne", 403), ("rune", 403), ("karl", 403), ("bo", 404), ("olga", 404)],
)
def test_it_is_between_intern_and_sender(client, cast, placement, key, answer):
    client.force_login(cast[key])

    assert client.get(address(placement)).status_code == answer


def test_the_host_meets_no_word_of_it(client, cast, placement):
    add(client, cast["ida"], placement, what="Hemmelig opgave")
    set_homecoming(placement, after(placement), "Kantinen", cast["signe"])
    client.force_login(cast["hanne"])

    pages = [reverse(name, args=[placement.pk]) for name in ("placement", "placement-history", "placement-itinerary")]
    said = "".join(client.get(page).content.decode() for page in pages)

    assert [word for word in ("Hemmelig opgave", "Kantinen", "homecoming", "cover") if word in said] == []


def test_a_task_is_added_ticked_off_and_taken_out(client, cast, placement):
    add(client, cast["ida"], placement, by="12.10.2027")
    task = CoverTask.objects.get()
    page = reverse("placement-cover-task", args=[placement.pk, task.pk])

    client.post(page)
    ticked = CoverTask.objects.get().done_at
    client.post(page, {"remove": "yes"})

    assert (task.what, task.who, task.by.isoformat()) == ("Fredagens lønkørsel", "Birthe", "2027-10-12")
    assert ticked is not None
    assert not CoverTask.objects.exists()


def test_the_task_of_another_visit_is_not_there(client, cast, placement):
    others = the_cast.placement(cast, "agreed", offer_=the_cast.offer(cast, at="Arkivet"))
    task = others.cover_tasks.create(what="Andet")
    client.force_login(cast["ida"])

    answer = client.post(reverse("placement-cover-task", args=[placement.pk, task.pk]), {"remove": "yes"})

    assert answer.status_code == 404
    assert CoverTask.objects.exists()


def test_the_automatic_answer_tells_days_and_who_answers_and_nothing_of_the_host(cast, placement):
    placement.cover_tasks.create(what="Lønkørsel", who="Birthe")
    placement.cover_tasks.create(what="Noget uden en kollega")

    texts = out_of_office(again(placement))

    assert list(texts) == list(programme().languages)
    assert "- Lønkørsel: Birthe" in texts["en"]
    assert [word for word in (NEEDS, "Noget uden en kollega", "Lønservice", "Region Midt") if word in str(texts)] == []


def share(client, cast, placement):
    client.force_login(cast["ida"])
    shown = client.post(reverse("placement-cover-share", args=[placement.pk])).content.decode()
    return "/away/" + shown.split("/away/")[1].split("<")[0]


def test_colleagues_see_who_answers_and_until_when_and_nothing_else(client, cast, placement):
    add(client, cast["ida"], placement)
    page = share(client, cast, placement)
    client.logout()

    answer = client.get(page)

    said = answer.content.decode()
    assert [word in said for word in ("Birthe", "Fredagens lønkørsel", "Ida Lund")] == [True] * 3
    assert [word for word in ("Hanne", "Lønservice", NEEDS, "Signe", "Dahl") if word in said] == []
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("strict-origin", "noindex")


def test_only_the_hash_of_the_address_is_kept_and_a_new_one_stops_the_old(client, cast, placement):
    old = share(client, cast, placement)
    new = share(client, cast, placement)

    assert ColleaguesPage.objects.get().token_hash not in new
    assert [client.get(page).status_code for page in (old, new)] == [404, 200]


@pytest.mark.parametrize(("days", "answer"), [(0, 200), (1, 404)])
def test_the_address_works_until_the_visit_is_over(client, cast, placement, days, answer):
    page = share(client, cast, placement)
    the_cast.move_in_time(placement, (timezone.localdate() - placement.visit.last_day).days - days)

    assert client.get(page).status_code == answer


def test_the_address_stops_when_the_visit_is_cancelled(client, cast, placement):
    page = share(client, cast, placement)
    again(placement).perform("cancel", by=cast["ida"], reason="Syg.")

    assert client.get(page).status_code == 404


# the talk


def letters():
    Maker().make_all()
    return list(Letter.objects.order_by("pk"))


def forget_letters():
    Outbox.objects.all().delete()
    Letter.objects.all().delete()


def who_has(found, key):
    return {each.reader.email.split("@")[0] for each in found if each.key == key}


def event_in(letter):
    calendar = Calendar.from_ical(letter.calendar)
    return calendar["METHOD"], next(iter(calendar.walk("VEVENT")))


def test_the_talk_comes_into_the_calendars_of_intern_and_manager_before_the_visit(cast, placement):
    forget_letters()

    set_homecoming(placement, after(placement), "Kantinen", cast["signe"])
    found = letters()

    assert who_has(found, "the-homecoming-talk-is-set") == {"ida", "signe"}
    method, event = event_in(found[0])
    assert (method, event.decoded("dtstart"), str(event["location"])) == ("REQUEST", after(placement), "Kantinen")
    assert sorted(str(each) for each in event["attendee"]) == [
        "mailto:ida@ipraktik.example",
        "mailto:signe@ipraktik.example",
    ]
    assert "Kantinen" not in found[0].body


def test_a_moved_talk_is_the_same_entry_with_a_higher_number(cast, placement):
    set_homecoming(placement, after(placement), "", cast["signe"])
    first = event_in(letters()[-1])[1]
    forget_letters()

    set_homecoming(again(placement), after(placement, 4), "", cast["signe"])
    second = event_in(letters()[-1])[1]

    assert first["uid"] == second["uid"]
    assert (first["sequence"], second["sequence"]) == (0, 1)


def test_the_same_talk_again_tells_nobody(cast, placement):
    set_homecoming(placement, after(placement), "", cast["signe"])
    letters()
    forget_letters()

    set_homecoming(again(placement), after(placement), "", cast["ida"])

    assert letters() == []


def cancel(cast, placement):
    again(placement).perform("cancel", by=cast["ida"], reason="Syg.")


def expire(cast, placement):
    again(placement).perform("reopen", by=cast["ida"], reason="Andre dage.")
    the_cast.move_in_time(placement, (timezone.localdate() - placement.visit.first_day).days)
    again(placement).perform("expire")


def go_by(placement):
    the_cast.move_in_time(placement, (timezone.localdate() - placement.visit.last_day).days - 1)


def miss(cast, placement):
    go_by(placement)
    again(placement).perform("miss", by=cast["ida"], reason="Syg.")


def dispute(cast, placement):
    go_by(placement)
    again(placement).perform("confirm", by=cast["hanne"])
    again(placement).dispute(cast["ida"], "Jeg var syg.")


def settle_as_missed(cast, placement):
    dispute(cast, placement)
    again(placement).perform("settle-missed", by=cast["karl"], reason="Syg.")


ENDINGS = [cancel, expire, miss, settle_as_missed]


@pytest.mark.parametrize("end", ENDINGS)
def test_a_visit_that_comes_to_nothing_takes_the_talk_out_of_the_calendars(cast, placement, end):
    set_homecoming(placement, after(placement, 30), "", cast["signe"])
    letters()

    end(cast, placement)
    found = letters()

    assert who_has(found, "the-homecoming-talk-is-off") == {"ida", "signe"}
    method, event = event_in(next(each for each in found if each.key == "the-homecoming-talk-is-off"))
    assert (method, event["sequence"], event["status"]) == ("CANCEL", 1, "CANCELLED")


@pytest.mark.parametrize("end", ENDINGS)
def test_where_the_talk_falls_away_there_is_no_file_of_it(client, cast, placement, end):
    set_homecoming(placement, after(placement, 30), "", cast["signe"])
    end(cast, placement)
    client.force_login(cast["ida"])

    answer = client.get(reverse("placement-homecoming-calendar", args=[placement.pk]))

    assert homecoming.file(again(placement)) is None
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "calendar file" not in client.get(address(placement)).content.decode()


def test_what_was_taken_back_as_missed_is_not_taken_back_again_when_that_is_settled(cast, placement):
    set_homecoming(placement, after(placement, 30), "", cast["signe"])
    miss(cast, placement)
    again(placement).dispute(cast["hanne"], "Hun var her.")
    letters()
    forget_letters()

    again(placement).perform("settle-missed", by=cast["karl"], reason="Syg.")

    assert who_has(letters(), "the-homecoming-talk-is-off") == set()


def test_a_talk_whose_hour_is_past_is_left_as_it_was(cast, placement):
    set_homecoming(placement, after(placement), "", cast["signe"])
    letters()
    forget_letters()
    Homecoming.objects.update(starts_at=timezone.now() - timedelta(hours=1))

    miss(cast, placement)

    assert who_has(letters(), "the-homecoming-talk-is-off") == set()


@pytest.mark.parametrize(("hour", "is_too_early"), [(23, True), (24, False)])
def test_the_day_of_the_talk_is_a_day_of_the_programmes_own_time(cast, placement, hour, is_too_early):
    """An hour before and at midnight here: in both cases it is still the last day elsewhere."""
    midnight = after(placement, 0).replace(hour=0, minute=0)

    talk = Homecoming(placement=placement, starts_at=midnight + timedelta(hours=hour))

    assert talk.is_too_early == is_too_early


@pytest.mark.parametrize("days", [-1, 0])
def test_whoever_sets_the_talk_it_comes_after_the_visit(cast, placement, days):
    with pytest.raises(NotYet):
        set_homecoming(placement, after(placement, days), "", cast["signe"])

    assert not Homecoming.objects.exists()


@pytest.mark.parametrize("days", [-1, 0])
def test_the_talk_comes_after_the_visit(client, cast, placement, days):
    client.force_login(cast["signe"])
    day = f"{after(placement, days):%d.%m.%Y}"

    answer = client.post(address(placement), {"homecoming-day": day, "homecoming-clock": "9.30"})

    assert "Choose a day after the visit" in answer.content.decode()
    assert not Homecoming.objects.exists()


def test_the_page_sets_the_talk(client, cast, placement):
    client.force_login(cast["signe"])
    day = f"{after(placement):%d.%m.%Y}"

    client.post(address(placement), {"homecoming-day": day, "homecoming-clock": "9.30"})

    assert Homecoming.objects.get().starts_at == after(placement)


def test_colleagues_get_a_file_without_anybodys_address(client, cast, placement):
    set_homecoming(placement, after(placement), "Kantinen", cast["signe"])
    client.force_login(cast["ida"])

    text = client.get(reverse("placement-homecoming-calendar", args=[placement.pk])).content.decode()

    assert "METHOD:PUBLISH" in text
    assert "ATTENDEE" not in text


@pytest.mark.parametrize(("is_set", "told"), [(False, {"ida", "signe"}), (True, set())])
def test_who_has_set_no_talk_is_reminded_some_working_days_before(cast, placement, is_set, told):
    if is_set:
        set_homecoming(placement, after(placement), "", cast["signe"])
    letters()
    forget_letters()
    due = working_days_before(placement.visit.first_day, 5, programme().country)

    climb(due - timedelta(days=1))
    early = who_has(letters(), "please-set-the-homecoming-talk")
    climb(due)
    climb(due)

    assert early == set()
    assert who_has(letters(), "please-set-the-homecoming-talk") == told


@pytest.mark.parametrize("what", ["", "x" * 200_000, "nul\x00byte"])
def test_what_cannot_be_kept_is_said_on_the_page(client, cast, placement, what):
    answer = add(client, cast["ida"], placement, what=what)

    assert answer.status_code == 200
    assert not CoverTask.objects.exists()


@pytest.mark.parametrize("number", ["0", "999999999999999999999"])
def test_strange_numbers_are_not_there(client, cast, placement, number):
    client.force_login(cast["ida"])

    assert client.post(f"{address(placement)}{number}/").status_code == 404
