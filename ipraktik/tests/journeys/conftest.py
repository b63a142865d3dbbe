"""The stage of the journeys: a site, a mail server, and people at browsers of their own who meet nothing else."""

from dataclasses import dataclass
from itertools import product

import pytest
from django.core.cache import cache

from ipraktik.notices.conftest import mailbox  # noqa: F401  (a fixture)
from ipraktik.people.models import Person
from ipraktik.people.sign_in import prove
from ipraktik.tests.journeys.actor import LOCALES, Actor
from ipraktik.tests.journeys.post import Post


@dataclass(frozen=True)
class Way:
    """How a journey is played: in which language, and on what."""

    language: str
    javascript: bool

    @property
    def width(self):
        return 390 if self.javascript else 1280

    def __str__(self):
        return f"{self.language}-{'phone' if self.javascript else 'without-javascript'}"


WAYS = [Way(*each) for each in product(("da", "en"), (True, False))]


class Stage:
    def __init__(self, browser, site, post, way):
        self.browser, self.site, self.post, self.way, self.actors = browser, site, post, way, []

    def new_context(self, way):
        return self.browser.new_context(
            base_url=self.site,
            locale=LOCALES[way.language],
            viewport={"width": way.width, "height": 844},
            java_script_enabled=way.javascript,
        )

    def enter(self, name, way=None):
        """Someone the site may never have heard of."""
        self.actors.append(Actor(self, name, way or self.way))
        return self.actors[-1]

    def coordinator(self, name="Karl Bech"):
        """Made by the installation, never on a page; signs in as all do."""
        karl = self.enter(name)
        person = Person.objects.known_as(karl.email, name, self.way.language)
        Person.objects.filter(pk=person.pk).update(is_coordinator=True)
        prove(person)
        karl.go("/account/sign-in/")
        karl.sign_in()
        return karl

    def close(self):
        for actor in self.actors:
            actor.context.close()
        return [trouble for actor in self.actors for trouble in actor.watch.troubles]


# Each language and each way of sending once, on every database; the other two pairs on one.
CROSSWISE = [WAYS[0], WAYS[3]]
crosswise = pytest.mark.parametrize("way", CROSSWISE, ids=str, indirect=True)
WAYS_PLAYED = [pytest.param(way, id=str(way), marks=[pytest.mark.anywhere] * (way not in CROSSWISE)) for way in WAYS]


@pytest.fixture(params=WAYS_PLAYED)
def way(request):
    return request.param


@pytest.fixture
def stage(browser, live_server, mailbox, settings, transactional_db, way):  # noqa: F811
    cache.clear()  # the limits of codes a minute: a test in a browser does not roll them back
    settings.SITE_URL = live_server.url
    stage = Stage(browser, live_server.url, Post(mailbox, live_server.url), way)
    yield stage
    assert stage.close() == []
