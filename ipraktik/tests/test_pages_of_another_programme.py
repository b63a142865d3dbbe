"""Every page under a programme of other rules, names and one language: it stands, and speaks that language alone."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import override_settings

from ipraktik.programme import programme
from ipraktik.tests.access import Stage, rows, undone
from ipraktik.tests.test_access import IN_A_DEMO
from ipraktik.tests.test_two_programmes import PROGRAMMES

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.anywhere]
READERS = ("anonymous", "ida", "hanne", "signe", "karl")
# A file, a word, a part; what shows both languages of the house; and the page that names the headings of any sheet.
NO_PAGES = ("export", "healthy", "workplace-find", "style", "import")
OF_THE_DEFAULT = re.compile(  # whole words: a one-time secret on a page is made of letters too
    r"\b(innovationspraktik|innovation internship|COI|praktik(ant|vært)\w*|municipality|danish)\b", re.IGNORECASE
)


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker):
    with (
        django_db_blocker.unblock(),
        override_settings(**IN_A_DEMO, PROGRAMME_DIR=PROGRAMMES["outside_view"]),
        undone(),
    ):
        yield Stage()


@pytest.mark.parametrize("role", READERS)
def test_each_page_stands_and_speaks_the_programmes_own_words(stage, role):
    assert programme().key == "outside_view"

    pages = [row for row in rows() if row.get[role] == "o" and row.name not in NO_PAGES]
    answers = {str(row): stage.ask(role, row, "get") for row in pages}

    wrong = {page: faults(answer) for page, answer in answers.items()}
    assert {page: found for page, found in wrong.items() if found} == {}


def faults(answer):
    """What is wrong with a page: an address may lead on or not be there, since the rules are others."""
    if answer.status_code != 200:
        return [] if answer.status_code < 500 else [answer.status_code]
    if not answer.headers["Content-Type"].startswith("text/html"):
        return []  # a file
    page = BeautifulSoup(answer.content, "html.parser")
    words = page.get_text(" ")
    said = {found[0] for found in OF_THE_DEFAULT.finditer(words)}
    return sorted(said) + [f"lang={page.html['lang']}"] * (page.html["lang"] != "en")
