"""What the tests of talks and advice share: a visit in fixed days, and a clock that is set."""

from datetime import date, datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.placements.models import Placement

THURSDAY, FRIDAY, MONDAY = date(2027, 3, 4), date(2027, 3, 5), date(2027, 3, 8)


def at(day, hour=12, minute=0):
    """The clock on the wall here."""
    moment = timezone.make_aware(datetime(day.year, day.month, day.day, hour, minute))
    return time_machine.travel(moment, tick=False)


@pytest.fixture
def visit_of(cast):
    """An agreed visit of Ida's at Hanne's on these days (a weekend between them is none of them)."""

    def made(first=THURSDAY, last=MONDAY, intern="ida", manager="signe", beside=None):
        with at(date(2027, 1, 4)):
            wish = the_cast.wish(cast, intern=intern, manager=manager, at=f"Kontor {intern}")
            offer = beside.offer if beside else the_cast.offer(cast)
            placement = the_cast.placement(
                cast, "preparing", wish_=wish, offer_=offer, visit=beside.visit if beside else None
            )
            the_cast.prepare(placement, first=first)
            for signer in the_cast.people_of(placement):
                placement = placement.perform("sign", by=signer)
        if beside is None:
            placement.visit.items.all().delete()
            placement.visit.first_day, placement.visit.last_day = first, last
            placement.visit.save()
        return Placement.objects.get(pk=placement.pk)

    return made


@pytest.fixture
def visit(visit_of):
    return visit_of()


@pytest.fixture
def page(client, settings):
    """What a person is shown at an address, and what comes of what they send to it; in English."""
    settings.COORDINATORS_NEED_SECOND_FACTOR = False

    def shown(person, name, *args, **given):
        client.cookies["language"] = "en"
        client.force_login(person)
        address = reverse(name, args=args)
        response = client.post(address, given, follow=True) if given else client.get(address)
        response.soup = BeautifulSoup(response.content, "html.parser")
        main = response.soup.select_one("#main-content")
        response.words = " ".join(main.get_text(" ").split()) if main else ""
        return response

    return shown
