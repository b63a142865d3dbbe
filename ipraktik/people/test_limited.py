"""What a session begun by a personal link reaches."""

from types import SimpleNamespace

import pytest
from allauth.account.adapter import get_adapter
from django.contrib.auth import get_user
from django.http import HttpResponse
from django.urls import path, reverse

from ipraktik import cast as the_cast
from ipraktik.directory.models import Offer
from ipraktik.people.limited import LIMIT, LimitedMiddleware, belongs
from ipraktik.people.links import Link
from ipraktik.people.models import Person


def page(name, **kwargs):
    return SimpleNamespace(url_name=name, kwargs=kwargs)


@pytest.mark.parametrize(
    ("name", "pk", "reached"),
    [
        ("placement", 7, True),
        ("placement-move", 7, True),
        ("placement", 8, False),
        ("placements", 7, False),
        ("consent", 7, False),
        ("home", None, False),
    ],
)
def test_a_link_to_a_placement_opens_its_pages_and_no_other(name, pk, reached):
    kwargs = {"pk": pk} if pk else {}

    assert belongs(page(name, **kwargs), "placement", 7) is reached


@pytest.fixture
def placement(cast):
    return the_cast.placement(cast)


@pytest.fixture
def by_link(client, cast, placement):
    """Hanne, here by a link to the placement."""
    client.post(reverse("link", args=[Link.objects.mint(cast["hanne"], "placement", placement.pk)]))
    return client


def test_the_page_of_the_link_opens_and_others_lead_to_signing_in(by_link, placement):
    other = f"/placement/{placement.pk + 1}/"

    assert by_link.get(f"/placement/{placement.pk}/").status_code == 200
    assert (
        by_link.get(f"{other}?tab=people").url == f"/limited/?next=%2Fplacement%2F{placement.pk + 1}%2F%3Ftab%3Dpeople"
    )
    assert by_link.get("/profile/").url == "/limited/?next=%2Fprofile%2F"
    assert by_link.post("/profile/", {"name": "Hacket", "language": "da"}).url == "/limited/"
    assert by_link.get("/account/email/").url == "/limited/?next=%2Faccount%2Femail%2F"
    assert by_link.get("/account/factors/").url == "/limited/?next=%2Faccount%2Ffactors%2F"
    assert Person.objects.get(email="hanne@ipraktik.example").name == "Hanne Krogh"


def test_a_part_of_a_page_is_led_on_as_a_whole(by_link):
    answer = by_link.get("/profile/", headers={"HX-Request": "true"})

    assert (answer.status_code, answer.headers["HX-Redirect"]) == (200, "/limited/")


def seen(request):
    return HttpResponse(f"{request.user} {request.user.is_authenticated}")


seen.login_required = False
urlpatterns = [path("public/", seen, name="public")]


def test_on_public_pages_one_is_nobody_in_particular(rf, by_link, cast):
    """Else a link to one thing would also show the person's drafts in the directory."""
    request = rf.get("/places/")
    request.session, request.resolver_match = by_link.session, page("offers")
    request.user = get_user(SimpleNamespace(session=by_link.session, META={}))

    LimitedMiddleware(None).process_view(request, seen, (), {})

    assert (str(request.user), request.user.is_authenticated) == ("Hanne Krogh", False)
    own = the_cast.offer(cast, "draft")
    assert own in Offer.objects.visible_to(cast["hanne"])
    assert own not in Offer.objects.visible_to(request.user)


def test_who_becomes_a_coordinator_must_sign_in(by_link, placement):
    Person.objects.filter(email="hanne@ipraktik.example").update(is_coordinator=True)

    assert by_link.get(f"/placement/{placement.pk}/").url.startswith("/limited/")


def test_the_limit_is_lifted_by_a_code(by_link, placement):
    asked = by_link.post("/limited/", {"next": "/profile/"})
    assert asked.url == "/account/sign-in/code/?next=%2Fprofile%2F"
    assert "_auth_user_id" not in by_link.session

    code = by_link.session["account_login"]["state"]["stages"]["login_by_code"]["data"]["code"]
    assert by_link.post("/account/sign-in/code/", {"code": code, "next": "/profile/"}).url == "/profile/"

    assert LIMIT not in by_link.session
    assert by_link.get("/profile/").status_code == 200


def test_the_page_that_asks_for_signing_in_is_only_for_those_who_came_by_a_link(client, cast, by_link, placement):
    page = by_link.get("/limited/?next=https://evil.example/")
    assert "hanne@ipraktik.example" in page.content.decode()
    assert page.context["next"] == ""
    assert page.context["back"] == f"/placement/{placement.pk}/"

    client.force_login(cast["ida"])
    assert client.get("/limited/?next=/profile/").url == "/profile/"


def test_signing_out_works_from_a_link(by_link):
    by_link.post("/account/sign-out/")

    assert "_auth_user_id" not in by_link.session


def test_a_passkey_lifts_the_limit_too(rf, by_link, cast):
    """In whatever way one signs in, allauth's adapter opens the session."""
    request = rf.post("/account/factors/webauthn/login/")
    request.session = by_link.session

    get_adapter(request).login(request, cast["hanne"])

    assert LIMIT not in request.session
    assert request.session.get_expiry_age() > 60 * 60 * 24
