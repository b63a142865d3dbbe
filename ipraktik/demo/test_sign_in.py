"""The bar of the demo: signs one in as any of the cast, and refuses to exist elsewhere."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.urls import NoReverseMatch, include, path, reverse

from ipraktik import cast as the_cast
from ipraktik.demo import sign_in
from ipraktik.people.links import Link

BAR = Path(sign_in.__file__).parent / "pages" / "_bar.html"
urlpatterns = [path("", include("ipraktik.urls")), *sign_in.urlpatterns]


@pytest.fixture
def demo(settings):
    settings.ROOT_URLCONF = __name__
    settings.DEMO = True


def test_there_is_no_such_page_elsewhere(client, cast):
    with pytest.raises(NoReverseMatch):
        reverse("demo-sign-in", args=["ida"])
    assert client.post("/demo/as/ida/").status_code == 404


def test_the_view_refuses_too(client, cast, settings, demo):
    settings.DEMO = False

    assert client.post("/demo/as/ida/").status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("key", the_cast.PEOPLE)
def test_one_press_makes_one_anybody_of_the_cast(client, cast, demo, key):
    client.force_login(cast["olga"])

    assert client.post(f"/demo/as/{key}/").url == reverse("home")

    assert int(client.session["_auth_user_id"]) == cast[key].pk


def test_looking_signs_nobody_in_and_a_stranger_is_not_found(client, cast, demo):
    assert client.get("/demo/as/ida/").status_code == 405
    assert client.post("/demo/as/nobody/").status_code == 404


def test_it_ends_what_a_link_began(client, cast, demo):
    placement = the_cast.placement(cast)
    client.post(reverse("link", args=[Link.objects.mint(cast["hanne"], "placement", placement.pk)]))

    client.post("/demo/as/ida/")

    assert client.get("/profile/").status_code == 200


def test_the_bar_offers_all_of_the_cast_by_their_own_names(client, cast, demo):
    buttons = BeautifulSoup(client.get("/account/sign-in/").content, "html.parser").select(".demo-bar button")
    offered = {re.search(r"/demo/as/(\w+)/", each["formaction"])[1]: each.strong.text for each in buttons}

    assert offered == {key: name.split()[0] for key, (name, _title) in the_cast.PEOPLE.items()}


def test_no_other_installation_shows_the_bar(client, cast):
    assert "demo-bar" not in client.get("/account/sign-in/").content.decode()
