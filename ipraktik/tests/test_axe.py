"""Every page as each role who may see it, on a phone and on a screen: axe with no rule switched off, nothing wider than
the screen, one first heading, and not a word in the console."""

from pathlib import Path

import pytest
from django.test import override_settings

from ipraktik.tests.access import PEOPLE, Stage, rows

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = (390, 1280)
ROLES = ("anonymous", *PEOPLE)
IN_A_DEMO = {"ROOT_URLCONF": "ipraktik.tests.access", "DEMO": True, "COORDINATORS_NEED_SECOND_FACTOR": False}
NO_PAGES = ("export", "healthy", "workplace-find")  # a file, a word, a part
NO_PAGES += ("round-evidence",)  # a file
NO_PAGES += ("calendar", "placement-calendar", "visit-calendar")  # files
NO_PAGES += ("placement-notebook-export", "notebook-token", "notebook-worker")  # a file, and for machines
NO_PAGES += ("placement-document", "placement-archive", "placement-scan", "placement-poster")  # files
NO_PAGES += ("guide-booklet", "placement-booklet", "placement-advice-sheet", "placement-itinerary-print")  # files
NO_PAGES += ("placement-homecoming-calendar", "placement-photo-image", "depicted-image", "placement-handout")  # files

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def pages(stage, role):
    """The addresses that this role is shown a page at."""
    seen = [row for row in rows() if row.get[role] == "o" and row.name not in NO_PAGES]
    return {row.address(stage.things): str(row) for row in seen}


def trouble(page, heard, address, width):
    """What is wrong with this page, in words; nothing when it is well. `heard` is what the console says meanwhile."""
    heard.clear()
    page.goto(address)
    page.evaluate(AXE.read_text())  # through the browser itself: the page's own rules forbid strange scripts
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    said = [*heard]
    said += [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]
    if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
        said.append(f"is {wide} px wide")
    if (headings := page.locator("h1").count()) != 1:
        said.append(f"has {headings} first headings")
    return said


@pytest.mark.anywhere
@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role_is_accessible(browser, live_server, role, language):
    with override_settings(**IN_A_DEMO):
        stage = Stage()
        width = WIDTHS[(ROLES.index(role) + (language == "en")) % 2]  # a role at both widths, each in one language
        context = browser.new_context(viewport={"width": width, "height": 900})
        cookies = stage.cookies[role, ""] | {"language": language}
        context.add_cookies([{"name": n, "value": str(v), "url": live_server.url} for n, v in cookies.items()])
        page, heard = context.new_page(), []  # one for all addresses: a new one for each takes most of the time
        page.on("console", lambda message: heard.append(message.text) if message.type in ("error", "warning") else None)
        found = {
            row: problems
            for address, row in pages(stage, role).items()
            if (problems := trouble(page, heard, live_server.url + address, width))
        }
        context.close()

    assert found == {}
