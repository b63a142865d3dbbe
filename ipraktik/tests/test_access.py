"""Every address × role, from the urlconf: an address that is forgotten in the table fails, and so does a row too many."""

import runpy
from urllib.parse import urlsplit

import pytest
from django.test import override_settings
from django.urls import get_resolver, reverse

from ipraktik import settings
from ipraktik.people.limited import ANYWHERE
from ipraktik.programme import programme
from ipraktik.tests import access
from ipraktik.tests.access import ROLES, Stage, patterns, rows, undone, whereto
from ipraktik.tests.pages import faults

pytestmark = pytest.mark.django_db
ROWS = rows()
SENT = {"csrfmiddlewaretoken": "as every form"}
IN_A_DEMO = {
    "ROOT_URLCONF": "ipraktik.tests.access",
    "DEMO": True,
    "EMAIL_FILE_PATH": access.GRID.with_name("no-letters"),
    "COORDINATORS_NEED_SECOND_FACTOR": False,
}


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), override_settings(**IN_A_DEMO), undone():
        yield Stage()


def test_every_address_has_a_row_and_every_row_an_address(stage):
    assert {each.name for each in patterns(get_resolver().url_patterns)} == {row.name for row in ROWS}


def test_a_row_stands_once():
    assert len({str(row) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_looking_answers_each_role_as_the_table_says_and_keeps_the_reader_safe(stage, row):
    answers = {role: stage.answer(role, row, "get") for role in ROLES}

    assert {role: mark for role, (mark, _page) in answers.items()} == row.get
    assert unsafe(answers) == {}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_sending_an_empty_form_answers_each_role_as_the_table_says(stage, row):
    answers = {role: stage.answer(role, row, "post", SENT) for role in ROLES}

    assert {role: mark for role, (mark, _page) in answers.items()} == row.post
    assert unsafe(answers) == {}


def unsafe(answers):
    office = urlsplit(programme().office.website).hostname
    found = {role: faults(page, role != "anonymous", {office}) for role, (_mark, page) in answers.items()}
    return {role: wrong for role, wrong in found.items() if wrong}


def test_a_coordinator_without_a_second_factor_is_led_to_one_and_elsewhere_sees_what_anyone_sees(stage):
    asked = [row for row in ROWS if row.name not in ANYWHERE and not row.name.startswith("mfa_")]
    for_all = {each.name for each in patterns(get_resolver().url_patterns) if is_for_all(each)}

    with override_settings(COORDINATORS_NEED_SECOND_FACTOR=True):
        marks = {str(row): stage.answer("karl", row, "get")[0] for row in asked}
        led = whereto(reverse("mfa_index"))

    assert marks == {str(row): row.get["anonymous"] if row.name in for_all else led for row in asked}


def is_for_all(pattern):
    return not getattr(pattern.callback, "login_required", True)


@pytest.mark.parametrize("address", ["https://ipraktik.example", "http://127.0.0.1:8000"])
def test_cookies_go_over_https_alone_where_the_site_has_it(address, monkeypatch):
    monkeypatch.setenv("IPRAKTIK_URL", address)
    made, https = runpy.run_path(settings.__file__), address.startswith("https")

    assert {made[f"{name}_COOKIE_SECURE"] for name in ("SESSION", "CSRF", "LANGUAGE")} == {https}
    assert bool(made["SECURE_HSTS_SECONDS"]) is https
