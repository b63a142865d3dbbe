"""What is due by the clock: ends that come by themselves, and the letters of the day. Each may be run at any time, often.

`Reminded` keeps what has been told, so that a day without a worker, or one with two, tells nobody twice.
"""

import time
from datetime import timedelta
from itertools import takewhile

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ipraktik.directory.models import Wish
from ipraktik.documents.keeping import keep
from ipraktik.documents.papers import waiting
from ipraktik.guide.prompts import of_the_day
from ipraktik.notices.each import do_each
from ipraktik.notices.models import Reminded
from ipraktik.placements.models import Placement
from ipraktik.programme import programme
from ipraktik.programme.booklet import FARTHEST

A_MOMENT = 5  # seconds
GUIDE_REACHES = timedelta(days=2 * FARTHEST)  # so many working days are never more, holidays and all
SOON_AFTER = timedelta(days=14)  # a welcome home later than this is none


def lapse_silent():
    """Suggestions that nobody answers end."""
    since = timezone.now() - timedelta(days=programme().rules.days_to_answer_suggestion)
    silent = Q(answer_by=None, created_at__lte=since) | Q(answer_by__lt=today())
    do_each(placements("suggested").filter(silent), lambda each: each.perform("lapse"))


def expire_unsigned():
    """The first day has come, and the agreement is not signed."""
    do_each(placements("preparing").filter(visit__first_day__lte=today()), lambda each: each.perform("expire"))


def close_long_over():
    """Visits that nobody says anything about are taken to have taken place."""
    until = today() - timedelta(days=programme().rules.close_after_days)
    do_each(placements("agreed").filter(visit__last_day__lte=until), lambda each: each.perform("close"))


def lapse_wishes():
    """Open wishes whose days are over."""
    wishes = Wish.objects.open().filter(any_time=False).exclude(periods__last__gte=today()).order_by("pk")
    do_each(wishes, lambda each: each.perform("lapse"))


def tell_that_it_begins():
    """The guide of the day, some working days before the first one; again, if the days are moved."""
    ahead = placements("agreed").filter(visit__first_day__gt=today())
    soon = [each for each in ahead if each.visit.begins_soon]
    tell_each(soon, "the-visit-begins-soon", lambda each: each.visit.first_day)


def tell_the_guide_of_the_day():
    """To those whom the guide has something to say to today; not on the day that the visit is told of anyhow."""
    near = placements("agreed", "completed").filter(
        visit__first_day__lte=today() + GUIDE_REACHES, visit__last_day__gte=today() - GUIDE_REACHES
    )
    tell_each([p for p in near if guide_speaks(p.visit)], "guide-of-the-day", lambda each: today())


def guide_speaks(visit):
    told_anyhow = today() == visit.begins_soon_on
    return not told_anyhow and bool(of_the_day(programme().guide, visit.days, today(), programme().country))


def welcome_home():
    """To the manager, the day after: the talk is best while the impression is fresh."""
    home = placements("agreed", "completed").filter(
        visit__last_day__lt=today(), visit__last_day__gte=today() - SOON_AFTER
    )
    tell_each(home, "welcome-home", lambda each: each.visit.last_day)


def seal_signed():
    """Agreements that the last has signed become sealed documents; many at once must not keep the letters waiting."""
    until = time.monotonic() + A_MOMENT
    do_each(takewhile(lambda _paper: time.monotonic() < until, waiting()), keep)


def tell_each(placements, name, day_of):
    """Each of these placements once for its day; those that were told before cost no question each."""
    told = set(Reminded.objects.filter(kind="placement", rung__startswith=f"{name}@").values_list("target", "rung"))
    new = [(each, rung) for each in placements if (each.pk, rung := f"{name}@{day_of(each)}") not in told]
    do_each(new, lambda each: tell_once(*each, name))


def tell_once(placement, rung, name):
    with transaction.atomic():
        if Reminded.objects.get_or_create(kind="placement", target=placement.pk, rung=rung, person=None)[1]:
            placement.record(name)


def placements(*states):
    return Placement.objects.for_page().filter(state__in=states).order_by("pk")


def today():
    return timezone.localdate()
