"""Passkeys in a real browser, with a key that the browser itself plays; and every page of this room under axe."""

from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.urls import reverse

from ipraktik import cast as the_cast
from ipraktik.people.links import Link
from ipraktik.people.models import Person
from ipraktik.people.sign_in import prove

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(settings.PACKAGE).parent / "node_modules" / "axe-core" / "axe.min.js"
TOUCH = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
TOUCH |= {"isUserVerified": True, "automaticPresenceSimulation": True}


@pytest.fixture
def page(browser, live_server, cast):
    cache.clear()  # the limits of codes a minute: a test in a browser does not roll them back
    context = browser.new_context(base_url=live_server.url, locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(15000)
    page.troubles = []
    page.on("console", lambda said: page.troubles.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: page.troubles.append(str(error)))
    yield page
    context.close()


def signed_in(page, live_server, client, person):
    Person.objects.filter(pk=person.pk).update(language="en")
    prove(person)
    client.force_login(person)
    page.context.add_cookies([{"name": "sessionid", "value": client.session.session_key, "url": live_server.url}])


def with_key(page):
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": TOUCH})


def test_a_passkey_is_added_and_then_suffices_to_sign_in(page, live_server, client, cast):
    signed_in(page, live_server, client, cast["ida"])
    with_key(page)

    page.goto("/account/factors/webauthn/add/")
    page.get_by_label("What do you call it?").fill("My phone")
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url("**/recovery-codes/")
    assert page.locator("main li code").count() == 10
    assert [str(key) for key in Authenticator.objects.filter(type="webauthn")] == ["My phone"]

    page.context.clear_cookies()
    page.goto("/account/sign-in/?next=/profile/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/profile/")

    assert page.locator(".site-user").inner_text().startswith("Dansk")
    assert page.get_by_label("Your name").input_value() == "Ida Lund"
    assert page.troubles == []


def test_a_passkey_is_the_second_lock_after_a_code(page, live_server, client, cast):
    signed_in(page, live_server, client, cast["ida"])
    with_key(page)
    page.goto("/account/factors/webauthn/add/")
    page.get_by_label("I can sign in with this passkey alone").uncheck()
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url("**/recovery-codes/")
    page.context.clear_cookies()

    page.goto("/account/sign-in/?next=/profile/")
    page.get_by_label("Your e-mail at work").fill("ida@ipraktik.example")
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code").fill(code_in(page))
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/authenticate/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/profile/")

    assert page.troubles == []


def code_in(page):
    key = next(each["value"] for each in page.context.cookies() if each["name"] == "sessionid")
    return SessionStore(key)["account_login"]["state"]["stages"]["login_by_code"]["data"]["code"]


def test_a_passkey_that_does_not_work_is_told_in_words(page, live_server, cast):
    with_key(page)
    page.goto("/account/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    page.get_by_text("The passkey did not work.").wait_for()
    page.get_by_label("Your e-mail at work").fill("ida@ipraktik.example")
    page.get_by_role("button", name="Send me a code").click()
    page.wait_for_url("**/sign-in/code/")


def test_without_javascript_a_code_is_the_way(browser, live_server, cast):
    cache.clear()
    context = browser.new_context(base_url=live_server.url, locale="en-GB", java_script_enabled=False)
    page = context.new_page()
    page.goto("/account/sign-in/")
    assert not page.get_by_role("button", name="Sign in with a passkey").is_visible()

    page.get_by_label("Your e-mail at work").fill("ida@ipraktik.example")
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code").fill(code_in(page))
    page.get_by_role("button", name="Continue").click()

    assert page.url == f"{live_server.url}{reverse('home')}"
    context.close()


SIGNED_IN = ["/profile/", "/profile/sessions/", "/account/email/", "/account/factors/", "/account/factors/webauthn/"]
SIGNED_IN += ["/account/factors/webauthn/add/", "/account/factors/totp/activate/", "/account/sign-out/"]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["da", "en"])
def test_axe_finds_nothing_on_our_pages(page, live_server, client, cast, width, language):
    page.set_viewport_size({"width": width, "height": 900})
    page.context.add_cookies([{"name": "language", "value": language, "url": live_server.url}])
    found = {path: violations(page, path) for path in open_pages(cast)}
    found |= {
        "a wrong code": violations(page, after_a_wrong_code(page)),
        "limited": violations(page, after_a_link(page, found)),
    }
    signed_in(page, live_server, client, cast["ida"])
    found |= {path: violations(page, path) for path in SIGNED_IN}

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def after_a_wrong_code(page):
    """Leaves the page as it is: it is not an address one can go to."""
    page.goto("/account/sign-in/")
    page.locator("#id_email").fill("ida@ipraktik.example")
    page.locator("main form button").first.click()
    page.locator("#id_code").fill("1234")
    page.locator("main form button").first.click()
    page.locator(".error-summary").wait_for()


def after_a_link(page, found):
    page.goto(next(path for path in found if path.startswith("/l/")))
    page.locator("main form button").first.click()
    page.wait_for_url("**/placement/*/")
    return "/profile/"


def open_pages(cast):
    placement = the_cast.placement(cast)
    token, old = (Link.objects.mint(cast[key], "placement", placement.pk) for key in ("hanne", "ida"))
    Link.objects.revoke("placement", placement.pk, cast["ida"])
    for_karl = Link.objects.mint(cast["karl"], "placement", placement.pk)
    links = [reverse("link", args=[each]) for each in (token, old, for_karl, "x" * 43)]
    return ["/account/sign-in/", "/account/sign-up/", "/account/inactive/", *links]


def violations(page, path):
    """What axe finds here (on the page that is open, without a path), and whether it is wider than the screen."""
    if path:
        page.goto(path)
    page.evaluate(AXE.read_text())
    found = page.evaluate("async () => (await axe.run()).violations.map(v => [v.id, v.nodes.map(n => n.html)])")
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [*found, *(["wider than the screen"] if wide else [])]
