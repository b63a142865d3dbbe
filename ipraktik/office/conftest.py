"""What the office's tests share: a coordinator at his desk, and his pages read as one reads them."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse


class Desk:
    def __init__(self, client):
        self.client = client

    def get(self, name, *args, query="", status=200):
        response = self.client.get(reverse(name, args=args) + query)
        assert response.status_code == status
        return BeautifulSoup(response.content, "html.parser")

    def post(self, name, *args, data=None, status=302):
        response = self.client.post(reverse(name, args=args), data or {})
        assert response.status_code == status, problems(BeautifulSoup(response.content, "html.parser"))
        return BeautifulSoup(response.content, "html.parser") if status != 302 else response["Location"]

    def queries(self, name, *args, query=""):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            self.get(name, *args, query=query)
        return len(asked)


def words(element):
    """What stands there, with single spaces."""
    return " ".join(element.get_text(" ").split())


def problems(page):
    """The sentences of the error summary."""
    return [words(line) for line in page.select(".error-summary li")]


@pytest.fixture
def desk(client, cast, settings):
    """Karl, signed in. (A coordinator's second factor is tried elsewhere.)"""
    settings.COORDINATORS_NEED_SECOND_FACTOR = False
    cast["karl"].language = "en"
    cast["karl"].save()
    client.force_login(cast["karl"])
    return Desk(client)
