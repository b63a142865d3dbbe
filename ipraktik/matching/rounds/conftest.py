"""What the tests of rounds share: a coordinator at the desk, two wishes and a host, and a page as one reads it."""

import pytest
from bs4 import BeautifulSoup

from ipraktik import cast as the_cast


@pytest.fixture
def office(client, cast):
    client.force_login(cast["karl"])
    return client


@pytest.fixture
def ida(cast):
    return the_cast.wish(cast)


@pytest.fixture
def bo(cast):
    return the_cast.wish(cast, intern="bo", manager="jens", at="Havnen")


@pytest.fixture
def payroll(cast):
    return the_cast.offer(cast)


def read(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text(part):
    return " ".join(part.get_text(" ", strip=True).split())
