"""The watch that every page of a journey is under does see what it is there for."""

import pytest

from ipraktik.tests.journeys.watching import Watch

pytestmark = pytest.mark.browser
GOOD = '<html lang="da"><title>Mit ønske – X</title><h1>Mit ønske</h1><button>Send ønsket</button><p>Send the wish</p>'
BAD = {
    "an English button": ("<button>Send ønsket</button>", "<button>Send the wish</button>", "['Send the wish']"),
    "an English button with more for the ear": ("Send ønsket", "Send the wish<span>: Ida</span>", "['Send the wish']"),
    "an English heading with a name in it": ("<button>", "<h2>A visit from Ida</h2><button>", "['A visit from Ida']"),
    "an English title": ("Mit ønske –", "My wish –", "['My wish']"),
    "no title": ("Mit ønske –", " –", "the title says nothing"),
    "two headings": ("<button>", "<h1>To</h1><button>", "not one heading: ['Mit ønske', 'To']"),
    "no heading": ("<h1>Mit ønske</h1>", "", "not one heading: []"),
    "a page too wide": ("<button>", '<div style="width: 500px">x</div><button>', "pixels wider than the screen"),
    "an error in the console": ("<p>", "<script>console.error('au')</script><p>", "au"),
    "a script that breaks": ("<p>", "<script>missing()</script><p>", "missing is not defined"),
    "a picture that is not there": ("<p>", '<img src="http://127.0.0.1:1/x.png"><p>', "ERR_UNSAFE_PORT"),
}


@pytest.fixture
def seen(browser):
    page = browser.new_page(viewport={"width": 390, "height": 844})

    def troubles(html):
        watch = Watch(page, "da")
        page.set_content(html)
        watch.look()
        return watch.troubles

    yield troubles
    page.close()


def test_a_good_page_is_not_complained_of(seen):
    assert seen(GOOD) == []


@pytest.mark.parametrize("case", BAD)
def test_what_is_wrong_is_noticed(seen, case):
    before, after, noted = BAD[case]

    troubles = seen(GOOD.replace(before, after, 1))

    assert any(noted in trouble for trouble in troubles), troubles


def test_what_speaks_another_language_on_purpose_may(seen):
    assert seen(GOOD.replace("<button>Send ønsket", '<button lang="en">Send the wish')) == []
