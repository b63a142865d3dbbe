"""The page of every part, in a browser: nothing to complain about for who cannot see it, and nothing beyond the edge."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
BEYOND = """[...document.querySelectorAll("body *")].filter(
    (each) => each.getBoundingClientRect().right > innerWidth + 1
        && !each.closest(".table-scroll, svg, .sr-only, details:not([open]) > :not(summary)")
).map((each) => each.outerHTML.slice(0, 120))"""


@pytest.mark.django_db
@pytest.mark.parametrize(("demo", "status"), [(True, 200), (False, 404)])
def test_the_page_is_there_for_builders_only(settings, demo, status):
    settings.DEMO, settings.ROOT_URLCONF = demo, "ipraktik.tests.access"  # with what a demo adds

    assert Client().get(reverse("style")).status_code == status


@pytest.mark.browser
@pytest.mark.django_db
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("filled", ["", "?wrong"])
def test_every_part_can_be_used_by_everybody(browser, live_server, settings, width, filled):
    settings.DEMO, settings.ROOT_URLCONF = True, "ipraktik.tests.access"  # with what a demo adds
    page = browser.new_page(viewport={"width": width, "height": 900})
    assert page.goto(f"{live_server.url}{reverse('style')}{filled}").ok

    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run()")["violations"]

    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
    assert page.evaluate(BEYOND) == []
    page.close()


@pytest.mark.browser
@pytest.mark.django_db
def test_the_summary_of_mistakes_has_the_focus_and_leads_to_the_field(browser, live_server, settings):
    settings.DEMO, settings.ROOT_URLCONF = True, "ipraktik.tests.access"  # with what a demo adds
    page = browser.new_page()
    page.goto(f"{live_server.url}{reverse('style')}?wrong")

    assert "error-summary" in page.evaluate("document.activeElement.className")
    page.locator(".error-summary a").first.click()
    assert page.evaluate("document.activeElement.id") == "id_name"
    page.close()


@pytest.mark.browser
@pytest.mark.django_db
def test_the_menu_opens_on_a_phone_without_scripts(browser, live_server, settings):
    settings.DEMO, settings.ROOT_URLCONF = True, "ipraktik.tests.access"  # with what a demo adds
    phone = browser.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    page = phone.new_page()
    page.goto(f"{live_server.url}{reverse('style')}")

    page.locator(".site-menu summary").click()

    assert page.locator(".site-menu-inner").is_visible()
    phone.close()


@pytest.mark.browser
@pytest.mark.django_db
def test_characters_are_counted_in_the_readers_language(browser, live_server, settings):
    settings.DEMO, settings.ROOT_URLCONF = True, "ipraktik.tests.access"  # with what a demo adds
    english = browser.new_context(locale="en-GB")
    page = english.new_page()
    page.goto(f"{live_server.url}{reverse('style')}")

    page.locator("#id_why").press_sequentially("To learn")

    assert page.locator(".character-limit").inner_text() == "You have 492 characters left"
    english.close()
