"""Whom one waits for: only those who have something to do now."""

import pytest
from bs4 import BeautifulSoup

from ipraktik import cast as the_cast

pytestmark = pytest.mark.django_db


def test_nobody_is_waited_for_to_sign_what_is_not_ready(client, cast):
    client.cookies["language"] = "en"
    placement = the_cast.placement(cast, "preparing")
    client.force_login(cast["ida"])
    page = BeautifulSoup(client.get(placement.get_absolute_url()).content, "html.parser")

    assert "signs the agreement" not in page.main.get_text()
    assert "Signe Dahl" not in [each.strong.get_text() for each in page.select("#awaited + .people li")]
