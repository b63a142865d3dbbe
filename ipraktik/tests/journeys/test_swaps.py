"""Where htmx spares a repaint: what was swapped in is what one would see had one loaded the page again."""

import re

import pytest
from playwright.sync_api import expect

from ipraktik import cast as the_cast
from ipraktik.people.models import Person
from ipraktik.tests.journeys import deeds
from ipraktik.tests.journeys.conftest import WAYS, Way

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("way", [way for way in WAYS if way.javascript], ids=str, indirect=True),
]
# Without the token that differs each time, and what the scripts leave behind.
PART = """(part) => {
  const copy = part.cloneNode(true);
  for (const token of copy.querySelectorAll("[name=csrfmiddlewaretoken]")) token.remove();
  for (const each of [copy, ...copy.querySelectorAll("[class]")]) each.classList.remove("htmx-settling", "htmx-added");
  return copy.outerHTML.replace(/ class=""/g, "").replace(/\\s+/g, " ");
}"""


@pytest.fixture
def cast(transactional_db):
    return the_cast.gather()


@pytest.fixture
def ida(stage, cast):
    ida = stage.enter("Ida Lund")
    Person.objects.filter(email=ida.email).update(language=stage.way.language)
    ida.go("/account/sign-in/")
    ida.sign_in()
    return ida


def part(actor, selector):
    expect(actor.page.locator(".htmx-request, .htmx-settling, .htmx-swapping")).to_have_count(0)
    return actor.page.locator(selector).evaluate(PART)


def is_as_reloaded(actor, *selectors):
    swapped = [part(actor, selector) for selector in selectors]
    actor.page.reload()
    actor.look()
    assert swapped == [part(actor, selector) for selector in selectors]


def test_advice_ticked_off(ida, cast):
    placement = the_cast.placement(cast, "agreed")
    ida.go(placement.get_absolute_url())
    first = ida.main.locator("#advice .tick").first
    words = first.inner_text()

    first.click()
    ida.main.locator("#advice .tick[aria-pressed=true]").wait_for()

    assert ida.main.locator("#advice .tick[aria-pressed=true]").first.inner_text().endswith(words.strip())
    is_as_reloaded(ida, "#advice")


def test_a_host_kept_for_later_and_let_go(ida, cast):
    offer = the_cast.offer(cast)
    ida.go(offer.get_absolute_url())

    ida.tap("Save for later")
    ida.is_told("You have saved this host.")
    is_as_reloaded(ida, ".offer-save")

    ida.tap("Do not save it any more")
    ida.main.get_by_role("button", name=ida.exactly("Save for later")).wait_for()
    is_as_reloaded(ida, ".offer-save")


def test_hosts_found_while_one_types(ida, cast):
    the_cast.offer(cast, see="Vores tavlemøder.")
    the_cast.offer(cast, host="emil", reserve="tove", at="Biblioteket", of="Vejle Kommune")
    ida.go("/places/")

    ida.main.locator("[name='q']").press_sequentially("tavle", delay=30)
    ida.page.wait_for_url(re.compile("q=tavle$|q=tavle&"))
    ida.main.locator(".chips").wait_for()

    assert ida.main.locator("#found > .sheets h2").all_inner_texts() == ["Lønservice"]
    is_as_reloaded(ida, "#hits", "#found")


def test_workplaces_found_while_one_types(stage, ida, cast):
    wish = the_cast.wish(cast, "draft")
    plain = stage.enter("Ida Lund", Way(stage.way.language, javascript=False))
    plain.context.add_cookies(ida.context.cookies())
    for words in ("Løn", "Findes ikke"):
        for actor in (ida, plain):
            actor.go(f"/wish/{wish.pk}/edit/workplace/")
            deeds.look_for_workplace(actor, words)

        assert part(ida, "#workplace-found") == part(plain, "#workplace-found")
