"""Hostile input over the whole site: never a broken page, never somebody else's words as ours, never led elsewhere."""

import re
import time
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import override_settings
from django.urls import get_resolver, reverse

from ipraktik import settings as site
from ipraktik.tests.access import ROLES, Stage, patterns, rows, undone, written
from ipraktik.tests.hostile import FORM, MARK, TOTAL, TYPED, VALUES, encoded, forms_of, too_big
from ipraktik.tests.pages import is_ours
from ipraktik.tests.test_access import IN_A_DEMO

pytestmark = pytest.mark.django_db
ROWS = rows()
HARMLESS = {200, 302, 400, 403, 404, 405, 409, 410, 413, 429}
PATIENCE = 20  # seconds of our own time for one answer: what grows with the square of what is written takes more
# Everyday the ones that have broken something before; the rest where time does not count.
QUICK = {"nul", "markup", "many figures", 2**63}
# What a database may choke on, each in its own way: the rest is tried on one of them.
STORED = {"nul", "very long", "half a character", "many figures", "beyond every column", "beyond a small column", "negative",
          "not a number", "infinite", "a day outside time", "weeks without end", 2**31, 2**63, 10**30}  # fmt: skip
NUMBERS = [0, 2**31, 2**63, 10**30]
TURNS = 3
ONE_BY_ONE = ("nul", "many figures", "beyond every column", "half a character", "a day that is none", "twice")
READ = re.compile(r"(?:GET|query|request\.GET)\.get(?:list)?\(\s*\"([\w-]+)\"|\"([\w-]+)\" (?:not )?in request\.GET")


def quickly(values):
    return [pytest.param(each, marks=marks(each), id=str(each)) for each in values]


def marks(value):
    slow = [] if value in QUICK else [pytest.mark.slow]
    return slow if value in STORED else [*slow, pytest.mark.anywhere]


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), override_settings(**IN_A_DEMO), undone():
        yield Stage()


@pytest.fixture(scope="module")
def forms(stage):
    return forms_of(stage, ROWS)


@pytest.fixture
def in_turn(request):
    """Of many the third whose turn it is, another one for each number; all of them with --thorough."""
    turns = 1 if request.config.getoption("thorough") else TURNS
    return lambda each, number: each[number % turns :: turns]


def send(stage, form, pairs):
    """(response, what is wrong with it)"""
    client, body = stage.client(form.role, form.kind), encoded(pairs)
    with undone(), written() as statements:
        began = time.process_time()
        if form.method == "get":
            response = client.get(form.address, QUERY_STRING=body.decode())
        else:
            response = client.post(form.address, body, content_type=FORM)
        took = time.process_time() - began
        return response, wrong(response, took) + (too_big() if statements else [])


def wrong(response, took=0):
    text = response.content.decode(errors="replace") if not response.streaming else ""
    leads = response.headers.get("Location", "/")
    found = [f"answers {response.status_code}"] if response.status_code not in HARMLESS else []
    found += [f"shows {each}" for each in (MARK, TOTAL) if each in text]
    found += [f"leads to {leads}"] if not is_ours(leads) else []
    found += [f"takes {took:.1f} s"] if took > PATIENCE else []
    return found


def faults(found):
    return {str(what): faults for what, faults in found.items() if faults}


# what is written in forms


@pytest.mark.parametrize("value", quickly(VALUES))
def test_what_is_written_in_every_field_breaks_no_form(stage, forms, value, in_turn):
    some = forms if value in QUICK else in_turn(forms, list(VALUES).index(value))

    assert faults({form: send(stage, form, form.filled(VALUES[value]))[1] for form in some}) == {}


@pytest.mark.slow
@pytest.mark.parametrize("value", quickly(ONE_BY_ONE))
def test_what_is_written_in_one_field_breaks_no_form(stage, forms, value, in_turn):
    fields = [(form, name) for form in forms for name in form.typed]
    found = {
        (form, name): send(stage, form, form.filled(VALUES[value], only=name))[1]
        for form, name in in_turn(fields, ONE_BY_ONE.index(value))
    }

    assert faults(found) == {}


@pytest.mark.slow
@pytest.mark.anywhere
def test_a_field_that_is_left_out_breaks_no_form(stage, forms, in_turn):
    fields = in_turn([(form, name) for form in forms for name in form.typed], 0)
    found = {(form, name): send(stage, form, form.filled([], only=name))[1] for form, name in fields}

    assert faults(found) == {}


def test_what_was_typed_stands_where_it_was_refused(stage, forms):
    lost = {}
    for form in forms_kept(forms):
        names = [name for name, kind, _value in form.fields if kind in TYPED and name not in NOT_SHOWN_AGAIN]
        response, _wrong = send(stage, form, form.filled("Trut nr. 7"))
        if form.method == "post" and response.status_code == 200:
            lost[form] = [name for name in names if name not in standing(response)]

    assert faults(lost) == {}


NOT_SHOWN_AGAIN = {"code"}


def forms_kept(forms):
    """Those that take what is sent; on the page of the look they stand to be looked at."""
    return [form for form in forms if form.key[0] != "style"]


def standing(response):
    """The fields in which what was typed still stands."""
    page = BeautifulSoup(response.content, "html.parser")
    typed = [*page.select("input[value='Trut nr. 7']"), *page.select("textarea")]
    return {each["name"] for each in typed if each.name == "input" or "Trut nr. 7" in each.get_text()}


# what is written in addresses


def parameters():
    """Every name that the code looks for in an address."""
    package = Path(site.__file__).parent
    sources = (path.read_text() for path in package.rglob("*.py") if "test" not in path.name)
    return sorted({name for source in sources for found in READ.findall(source) for name in found if name})


@pytest.mark.parametrize("value", quickly(VALUES))
def test_what_is_written_in_an_address_breaks_no_page(stage, forms, value, in_turn):
    names = sorted({"next", *parameters(), *(name for form in forms if form.method == "get" for name in form.names)})
    given = VALUES[value] if isinstance(VALUES[value], list) else [VALUES[value]]
    query = encoded([(name, each) for name in names for each in given])[:60_000].decode()
    shown = list({row.name: (row, role) for row in ROWS for role in ROLES if row.get[role] == "o"}.values())
    some = shown if value in QUICK else in_turn(shown, list(VALUES).index(value))

    assert {"page", "sort", "q"} <= {*names}
    assert faults({row: asked(stage, role, row, query) for row, role in some}) == {}


def asked(stage, role, row, query):
    with undone():
        return wrong(stage.client(role, row.kind).get(row.address(stage.things), QUERY_STRING=query))


@pytest.mark.parametrize("number", quickly(NUMBERS))
@pytest.mark.parametrize("role", ["anonymous", "ida", "karl"])
def test_no_number_in_an_address_breaks_it(stage, role, number, in_turn):
    numbered = list({row.name: row for row in ROWS if "<int:" in route_of(row.name)}.values())
    some = numbered if number in QUICK else in_turn(numbered, NUMBERS.index(number))
    found = {row: strange(stage, role, row, number) for row in some}

    assert faults(found) == {}


def route_of(name):
    return next(str(each.pattern) for each in patterns(get_resolver().url_patterns) if each.name == name)


def strange(stage, role, row, number):
    """The page at this number, and at this number inside one that is there; looked at and sent to."""
    kinds = list(get_resolver().reverse_dict.getlist(row.name))[0][3]
    places = [place for place, name in enumerate(kinds) if kinds[name].regex == "[0-9]+"]
    args, client = [stage.things.get(each, each) for each in row.given], stage.client(role, row.kind)
    addresses = [reverse(row.name, args=[*args[:place], number, *args[place + 1 :]]) for place in places]
    with undone():
        return [fault for at in addresses for answer in (client.get(at), client.post(at)) for fault in wrong(answer)]


@pytest.mark.parametrize(
    "path",
    ["/places/%FF%FE/", "/%00", "/l/%00/", "/l/" + "x" * 8000 + "/", "/l/..%2F..%2Fetc/", "/places/٣/", "/placement/-1/",
     "/%E2%80%AEgnp/", "/office/export/wishes.%00", "/wish/5/edit/" + "a" * 5000 + "/", "/\\evil.example"],
)  # fmt: skip
def test_an_address_that_is_none_says_so_with_our_page(stage, path):
    for role in ("anonymous", "karl"):
        response = stage.client(role, "").get(path)

        assert response.status_code in (302, 404), role
        assert wrong(response) == []
