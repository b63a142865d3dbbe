"""Moving a row with the mouse and with the arrow keys, in a real browser: the same forms as the buttons beside it."""

import pytest
from django.test import Client

from ipraktik.itinerary.test_rows import MONDAY, planned, rows

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser, live_server, cast, at):
    """Hanne's page of an itinerary with A and B on Monday; and the visit."""
    placement = planned(cast)
    for what, starts, ends in (("A", "09:00", "10:00"), ("B", "10:00", "11:00")):
        placement.visit.items.create(day=MONDAY, starts=starts, ends=ends, what=what)
    client = Client()
    client.force_login(cast["hanne"])
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    context.add_cookies([session, {"name": "language", "value": "en", "url": live_server.url}])
    opened = context.new_page()
    opened.goto(live_server.url + at("placement-itinerary", placement))
    yield opened, placement.visit
    context.close()


def row(page, what):
    return page.locator("[data-row]", has_text=what).first


def test_a_row_is_dragged_before_another_and_goes_on_by_the_arrow_keys(page):
    page, visit = page

    with page.expect_navigation():
        row(page, "B").drag_to(row(page, "A"), target_position={"x": 100, "y": 3})
    dragged = rows(visit)
    page.wait_for_function("document.activeElement.classList.contains('handle')")
    with page.expect_navigation():
        page.keyboard.press("ArrowDown")
    page.wait_for_function("document.activeElement.classList.contains('handle')")
    lowered = rows(visit)
    with page.expect_navigation():
        page.keyboard.press("ArrowRight")

    assert dragged == [(0, "09:00", "B"), (0, "10:00", "A")]
    assert lowered == [(0, "09:00", "A"), (0, "10:00", "B")]
    assert rows(visit) == [(0, "09:00", "A"), (1, "10:00", "B")]
