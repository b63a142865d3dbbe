"""What ends by itself, and the letters of the day."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.directory.models import Wish
from ipraktik.guide.models import Answer, Tick
from ipraktik.jobs import JOBS
from ipraktik.kit.calendar import working_days_before
from ipraktik.kit.clock import Job
from ipraktik.notices import due, worker
from ipraktik.notices.making import Maker
from ipraktik.notices.models import JobRun, Letter
from ipraktik.notices.sweeping import sweep
from ipraktik.people.models import Link
from ipraktik.placements.models import Placement
from ipraktik.programme import programme
from ipraktik.programme.test_loader import OUTSIDE_VIEW

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["innovationspraktik", "outside_view"])
def either_programme(request, settings):
    """Rules are data: the same holds for other numbers."""
    if request.param == "outside_view":
        settings.PROGRAMME_DIR = OUTSIDE_VIEW
    return programme()


def days_on(days):
    """So many times 24 hours from now."""
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


def at_noon(day):
    return time_machine.travel(timezone.make_aware(datetime.combine(day, time(12))), tick=False)


def state_of(subject):
    return type(subject)._base_manager.get(pk=subject.pk).state


def agreed(cast, first):
    placement = the_cast.placement(cast, "agreed")
    the_cast.move_in_time(placement, (first - placement.visit.first_day).days)
    return Placement.objects.get(pk=placement.pk)


def test_a_suggestion_nobody_answers_ends(either_programme, cast):
    placement = the_cast.placement(cast)
    limit = either_programme.rules.days_to_answer_suggestion

    with days_on(limit - 1):
        due.lapse_silent()
    assert state_of(placement) == "suggested"

    with days_on(limit):
        due.lapse_silent()
        due.lapse_silent()
    assert state_of(placement) == "lapsed"


def test_what_is_not_signed_when_the_first_day_comes_ends(either_programme, cast):
    placement = the_cast.placement(cast, "preparing")
    first = timezone.localdate() + timedelta(days=5)
    the_cast.prepare(placement, first=first)

    with at_noon(first - timedelta(days=1)):
        due.expire_unsigned()
    assert state_of(placement) == "preparing"

    with at_noon(first):
        due.expire_unsigned()
    assert state_of(placement) == "lapsed"
    assert state_of(placement.wish) == "open"


def test_a_visit_nobody_says_anything_about_is_closed(either_programme, cast):
    placement = agreed(cast, timezone.localdate())
    closing = placement.visit.last_day + timedelta(days=either_programme.rules.close_after_days)

    with at_noon(closing - timedelta(days=1)):
        due.close_long_over()
    assert state_of(placement) == "agreed"

    with at_noon(closing):
        due.close_long_over()
    assert state_of(placement) == "completed"
    assert Placement.objects.get(pk=placement.pk).unconfirmed


def test_wishes_whose_days_are_over_end(cast):
    today = timezone.localdate()
    over, ahead, always = (the_cast.wish(cast, intern=key, at=f"Kontor {key}") for key in ("ida", "bo", "per"))
    Wish.objects.filter(pk__in=[over.pk, ahead.pk]).update(any_time=False)
    over.periods.create(first=today - timedelta(days=9), last=today - timedelta(days=1))
    ahead.periods.create(first=today - timedelta(days=9), last=today)

    due.lapse_wishes()

    assert [state_of(each) for each in (over, ahead, always)] == ["lapsed", "open", "open"]


def letters_on(day):
    with at_noon(day):
        due.tell_that_it_begins()
        due.welcome_home()
        Maker().make_all()
    found = sorted((letter.key, letter.reader.email.split("@")[0]) for letter in Letter.objects.all())
    Letter.objects.all().delete()
    return found


def test_the_guide_of_the_day_comes_some_working_days_before(either_programme, cast, quiet):
    monday = the_cast.soon(60)
    agreed(cast, monday)
    quiet()
    day = working_days_before(monday, either_programme.rules.begins_soon_working_days, either_programme.country)
    everyone = [("the-visit-begins-soon", who) for who in ("hanne", "ida", "rune", "signe")]

    assert [letters_on(day + timedelta(days=days)) for days in (-1, 0, 1)] == [[], everyone, []]


def guide_on(day):
    """Who gets the guide of that day, and what it says to them."""
    with at_noon(day):
        due.tell_the_guide_of_the_day()
        Maker().make_all()
    found = {letter.reader.email.split("@")[0]: letter.body for letter in Letter.objects.all()}
    Letter.objects.all().delete()
    return found


def keys_in(body):
    return [entry.key for entry in programme().guide if f"- {entry.text.in_('da')}" in body]


def test_the_guide_comes_on_the_day_it_is_of_use_two_things_at_a_time_and_once(cast, quiet):
    monday = the_cast.soon(60)
    agreed(cast, monday)
    quiet()
    day = working_days_before(monday, 7, "DK")

    told = {who: keys_in(body) for who, body in guide_on(day).items()}

    assert told == {
        "ida": ["plan-your-cover"],
        "hanne": ["tell-everyone"],
        "signe": ["make-room-for-the-absence", "plan-how-to-use-it"],
    }
    assert guide_on(day) == {}
    assert guide_on(day + timedelta(days=1)) == {}


def test_the_host_hears_the_guide_also_where_the_visits_first_intern_has_not_signed(cast, quiet):
    monday = the_cast.soon(60)
    waiting = the_cast.placement(cast, "preparing")
    wish = the_cast.wish(cast, intern="bo", manager="jens", at="Havnen")
    beside = the_cast.placement(cast, "preparing", wish_=wish, offer_=waiting.offer, visit=waiting.visit)
    the_cast.prepare(beside, first=monday)
    for signer in the_cast.people_of(beside):
        beside = beside.perform("sign", by=signer)
    quiet()

    told = guide_on(working_days_before(monday, 7, "DK"))

    assert (state_of(waiting), set(told)) == ("preparing", {"bo", "hanne", "jens"})


def test_each_day_of_the_visit_has_its_own_advice(cast, quiet):
    placement = agreed(cast, the_cast.soon(60))
    quiet()

    told = [keys_in(guide_on(day)["ida"]) for day in placement.visit.days]

    assert told[0] == ["write-down-as-you-go", "take-pictures-ask-first"]
    assert len(told) > 1
    assert [key for key in told[1] if key in told[0]] == []


def test_the_guide_is_silent_about_what_is_ticked_off_and_on_the_day_the_visit_is_told_of_anyhow(cast, quiet):
    monday = the_cast.soon(60)
    placement = agreed(cast, monday)
    quiet()
    me = placement.participants.get(person=cast["ida"])
    Tick.objects.create(participant=me, key="plan-your-cover")

    assert sorted(guide_on(working_days_before(monday, 7, "DK"))) == ["hanne", "signe"]
    assert guide_on(working_days_before(monday, programme().rules.begins_soon_working_days, "DK")) == {}


def test_a_visit_that_is_moved_is_told_of_anew(cast, quiet):
    monday = the_cast.soon(60)
    placement = agreed(cast, monday)
    quiet()
    eve = monday - timedelta(days=1)
    first = letters_on(eve)

    the_cast.move_in_time(Placement.objects.get(pk=placement.pk), 14)

    assert letters_on(eve + timedelta(days=14)) == first != []


def test_a_visit_that_has_begun_is_not_told_of(cast, quiet):
    agreed(cast, timezone.localdate())
    quiet()

    assert letters_on(timezone.localdate()) == []


def test_the_manager_is_told_of_the_homecoming_once_and_not_weeks_after(cast, quiet):
    placement = agreed(cast, timezone.localdate())
    quiet()
    over = placement.visit.last_day
    home = [("welcome-home", "signe")]

    assert [letters_on(over + timedelta(days=days)) for days in (0, 1, 2)] == [[], home, []]


def test_a_homecoming_missed_for_weeks_is_not_told(cast, quiet):
    placement = agreed(cast, timezone.localdate())
    quiet()

    assert letters_on(placement.visit.last_day + timedelta(days=30)) == []


def told(cast, placement, event, who):
    event = placement.record(event)
    Maker().make_all()
    return event.letters.get(reader=cast[who]).body


def told_in_time(cast, placement, who):
    """What the letter says when it comes: some working days before the visit."""
    with at_noon(working_days_before(placement.visit.first_day, programme().rules.begins_soon_working_days, "DK")):
        return told(cast, placement, "the-visit-begins-soon", who)


def in_guide(key):
    return next(str(entry.text.in_("da")) for entry in programme().guide if entry.key == key)


def test_before_the_visit_each_reads_what_matters_most_of_what_is_left(cast):
    placement = the_cast.placement(cast, "agreed")
    placement.visit.meet = "Hovedindgangen\nkl. 9"
    placement.visit.save()

    bodies = {who: told_in_time(cast, placement, who) for who in ("ida", "hanne", "signe")}

    assert [key for key in ("sort-out-the-practical", "plan-your-cover") if in_guide(key) not in bodies["ida"]] == []
    assert "2 mere står på siden." in bodies["ida"]
    assert "Hovedindgangen kl. 9" in bodies["ida"]
    assert "Hovedindgangen" not in bodies["hanne"] + bodies["signe"]
    assert [key for key in ("tell-everyone", "provide-a-desk") if in_guide(key) not in bodies["hanne"]] == []
    for_the_manager = ("make-room-for-the-absence", "leave-the-intern-in-peace")
    assert [key for key in for_the_manager if in_guide(key) not in bodies["signe"]] == []


def test_what_is_ticked_off_or_agreed_already_is_not_said_again(cast):
    placement = the_cast.placement(cast, "agreed")
    me = placement.participants.get(person=cast["ida"])
    Tick.objects.create(participant=me, key="sort-out-the-practical")

    body = told_in_time(cast, placement, "ida")

    assert in_guide("sort-out-the-practical") not in body
    assert in_guide("write-your-own-goals") not in body
    assert in_guide("plan-your-cover") in body


def test_whoever_has_ticked_off_everything_is_told_so(cast):
    placement = the_cast.placement(cast, "agreed")
    me = placement.participants.get(person=cast["ida"])
    for entry in programme().guide_for("intern", "before", "advice"):
        Tick.objects.create(participant=me, key=entry.key)

    body = told_in_time(cast, placement, "ida")

    assert [line for line in body.split("\n") if line.startswith("- ")] != []


def test_at_home_the_manager_is_reminded_of_their_own_plan_but_not_told_it_in_a_mailbox(cast):
    placement = the_cast.placement(cast, "agreed")
    me = placement.participants.get(person=cast["signe"])
    without = told(cast, placement, "welcome-home", "signe")
    Answer.objects.create(participant=me, key="how-to-use-the-experience", text="Vi holder et møde.")

    body = told(cast, placement, "welcome-home", "signe")

    assert in_guide("hear-the-intern-soon") in body
    assert len(body) > len(without)
    assert "Vi holder et møde." not in body


# the clock itself


@pytest.fixture
def jobs(monkeypatch):
    def table(*rows):
        monkeypatch.setattr(worker, "JOBS", rows)

    return table


done = []


def note():
    done.append("note")


def fail():
    raise RuntimeError("Ida Lund")


HOURLY = {"every": timedelta(hours=1)}
NOTE = Job("note", "ipraktik.notices.test_due:note", **HOURLY)
FAIL = Job("fail", "ipraktik.notices.test_due:fail", **HOURLY)


@pytest.fixture(autouse=True)
def nothing_done():
    done.clear()


def test_a_job_is_done_when_it_is_due_and_not_before(jobs):
    jobs(NOTE)
    now = timezone.now()

    for minutes in (0, 30, 60, 61):
        worker.do_jobs(now=now + timedelta(minutes=minutes))

    assert done == ["note", "note"]


def test_one_job_that_fails_does_not_stop_the_others_and_is_tried_again_later(jobs, caplog):
    jobs(FAIL, NOTE)
    now = timezone.now()

    worker.do_jobs(now=now)
    worker.do_jobs(now=now + timedelta(minutes=5))
    failures = len(caplog.records)
    worker.do_jobs(now=now + timedelta(minutes=11))

    assert done == ["note"]
    assert (failures, len(caplog.records)) == (1, 2)
    assert "Ida Lund" not in caplog.text


def test_a_job_that_another_worker_has_begun_is_left_to_it(jobs):
    jobs(NOTE)
    JobRun.objects.create(name="note", claimed_at=timezone.now())

    worker.do_jobs()

    assert done == []


def test_a_job_whose_worker_died_is_done_by_the_next(jobs):
    jobs(NOTE)
    JobRun.objects.create(name="note", claimed_at=timezone.now() - timedelta(minutes=11))

    worker.do_jobs()

    assert done == ["note"]


def test_a_job_done_by_another_since_we_looked_is_not_done_again():
    now = timezone.now()
    JobRun.objects.create(name="note", last_run_at=now)

    assert not worker.claimed(NOTE, now - timedelta(hours=2), now)


def test_every_job_can_be_done_twice_in_an_empty_house(db):
    for job in JOBS + JOBS:
        job.run()


def test_every_job_of_the_table_leaves_one_row(db):
    worker.do_jobs()

    assert sorted(JobRun.objects.values_list("name", flat=True)) == sorted(job.name for job in JOBS)
    assert not JobRun.objects.filter(last_run_at=None).exists()


def test_what_ends_by_itself_ends_before_anybody_is_reminded_of_it(cast, quiet):
    the_cast.placement(cast)
    quiet()

    with days_on(programme().rules.days_to_answer_suggestion + 1):
        worker.do_jobs()
        Maker().make_all()

    assert set(Letter.objects.values_list("key", flat=True)) == {"the-suggestion-has-lapsed"}


# forgetting


def test_old_letters_keep_that_they_were_sent_and_lose_what_they_said(cast, quiet):
    the_cast.wish(cast)
    Maker().make_all()
    old, new = Letter.objects.all()[:2]
    Letter.objects.filter(pk=old.pk).update(made_at=timezone.now() - timedelta(days=400), sent_at=timezone.now())
    code = Letter.objects.create(reader=cast["ida"], key="sign-in-code", subject="Din kode", body="QX7", urgent=True)
    Letter.objects.filter(pk=code.pk).update(made_at=timezone.now() - timedelta(days=2))

    sweep()

    found = Letter.objects.get(pk=old.pk)
    assert (found.subject, found.body, found.why_you, found.key, found.state) == ("", "", "", old.key, "sent")
    assert Letter.objects.get(pk=new.pk).body == new.body
    assert Letter.objects.get(pk=code.pk).body == ""


def test_links_long_expired_are_forgotten(cast):
    now = timezone.now()
    for days in (-200, -10, 10):
        Link.objects.create(
            person=cast["ida"], kind="wish", target=1, token_hash=f"{days}", expires_at=now + timedelta(days=days)
        )

    sweep()

    assert set(Link.objects.values_list("token_hash", flat=True)) == {"-10", "10"}
