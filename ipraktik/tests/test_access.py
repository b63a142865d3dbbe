"""Every address × role, from the urlconf: an address that is forgotten in the table fails, and so does a row too many."""

import pytest
from django.test import override_settings
from django.urls import get_resolver

from ipraktik.tests.access import ROLES, Stage, patterns, rows, undone

pytestmark = pytest.mark.django_db
ROWS = rows()
SENT = {"csrfmiddlewaretoken": "as every form"}
IN_A_DEMO = {"ROOT_URLCONF": "ipraktik.tests.access", "DEMO": True, "COORDINATORS_NEED_SECOND_FACTOR": False}


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), override_settings(**IN_A_DEMO), undone():
        yield Stage()


def test_every_address_has_a_row_and_every_row_an_address(stage):
    assert {each.name for each in patterns(get_resolver().url_patterns)} == {row.name for row in ROWS}


def test_a_row_stands_once():
    assert len({str(row) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_looking_answers_each_role_as_the_table_says_and_changes_nothing(stage, row):
    assert {role: stage.mark(role, row, "get") for role in ROLES} == row.get


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_sending_an_empty_form_answers_each_role_as_the_table_says(stage, row):
    assert {role: stage.mark(role, row, "post", SENT) for role in ROLES} == row.post
