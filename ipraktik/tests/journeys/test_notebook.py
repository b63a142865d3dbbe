"""The notebook on a real phone's browser, with the network cut in every way we know: nothing is lost, nothing comes twice."""

from contextlib import suppress

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Error, expect

from ipraktik import cast as the_cast
from ipraktik.notebook.models import Note
from ipraktik.people.sign_in import prove
from ipraktik.placements.models import Placement
from ipraktik.tests.journeys.wire import Wire

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
READY = """async () => {
  await navigator.serviceWorker.ready;
  const pages = await caches.open("notebook");
  const needed = [location.href, document.querySelector("link[rel=stylesheet]").href, ...[...document.scripts].map((s) => s.src)];
  const kept = await Promise.all(needed.filter(Boolean).map((each) => pages.match(each)));
  return navigator.serviceWorker.controller !== null && kept.every(Boolean);
}"""
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)
EMPTY = """async () => ({
  pages: (await caches.keys()).length ? (await (await caches.open("notebook")).keys()).length : 0,
  notes: (await Queue.of(document.body.dataset.reader)).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""


def until(page, script):
    """Asked again and again: a promise is true at once to Playwright's own waiting."""
    for _try in range(200):
        with suppress(Error):  # the page was just going on to another
            if page.evaluate(script):
                return
        page.wait_for_timeout(100)
    raise AssertionError(script)


class Phone:
    """A browser of its own, signed in as somebody of the cast."""

    def __init__(self, browser, wire, cast):
        self.wire, self.cast = wire, cast
        self.context = browser.new_context(
            base_url=wire.address, viewport={"width": 390, "height": 844}, locale="en-GB"
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)

    def be(self, key):
        prove(self.cast[key])
        client = Client()
        client.force_login(self.cast[key])
        named = {"sessionid": client.cookies["sessionid"].value, "language": "en"}
        self.context.add_cookies([{"name": n, "value": v, "url": self.wire.address} for n, v in named.items()])

    def be_nobody(self):
        self.context.clear_cookies(name="sessionid")

    def open(self, placement):
        self.page.goto(f"/placement/{placement.pk}/notebook/")
        until(self.page, READY)

    def write(self, *texts):
        for text in texts:
            self.page.locator("textarea[name=text]").fill(text)
            self.page.get_by_role("button", name="Save the note").click()
            expect(self.page.locator("textarea[name=text]")).to_have_value("")

    def cut(self):
        """Off the air, and the site gone too."""
        self.wire.cut()
        self.context.set_offline(True)

    def come_back(self):
        self.wire.open()
        self.context.set_offline(False)

    def waits(self, *texts):
        expect(self.page.locator("#kept .note-text")).to_have_text(list(texts))

    def worker_sends(self):
        """The browser says to the worker alone that there is a network."""
        page, found = self.page, []
        told = self.context.new_cdp_session(page)
        told.on("ServiceWorker.workerRegistrationUpdated", lambda event: found.extend(event["registrations"]))
        told.send("ServiceWorker.enable")
        while not found:
            page.wait_for_timeout(50)
        sync = {"origin": self.wire.address, "registrationId": found[0]["registrationId"], "tag": "notebook"}
        told.send("ServiceWorker.dispatchSyncEvent", sync | {"lastChance": False})

    def all_is_sent(self):
        until(self.page, "async () => !(await Queue.of(document.body.dataset.reader)).length")
        expect(self.page.locator("#kept .note")).to_have_count(0)


@pytest.fixture
def wire(live_server):
    wire = Wire(live_server.url)
    yield wire
    wire.cut()


@pytest.fixture
def placement(transactional_db, cast):
    placement = the_cast.placement(cast, "agreed")
    the_cast.move_in_time(placement, (timezone.localdate() - placement.visit.first_day).days)
    return Placement.objects.for_page().get(pk=placement.pk)


@pytest.fixture
def phone(browser, wire, cast, placement):
    phone = Phone(browser, wire, cast)
    phone.be("ida")
    yield phone
    phone.context.close()


def kept(placement):
    """What the site has, in the order in which it came."""
    return list(Note.objects.filter(placement=placement).order_by("pk").values_list("text", flat=True))


def test_what_is_written_with_a_network_is_there_at_once(phone, placement):
    phone.open(placement)

    phone.write("De spørger, før de retter.")

    expect(phone.page.locator("#notes .note-text")).to_have_text("De spørger, før de retter.")
    phone.all_is_sent()
    assert kept(placement) == ["De spørger, før de retter."]


def test_what_is_written_without_a_network_waits_survives_a_reload_and_is_sent_in_order_once(phone, placement):
    phone.open(placement)
    phone.cut()
    phone.write("Den første.", "Den anden.")
    phone.waits("Den første.", "Den anden.")
    assert kept(placement) == []

    phone.page.reload()
    phone.waits("Den første.", "Den anden.")
    phone.write("Den tredje.")
    phone.waits("Den første.", "Den anden.", "Den tredje.")
    expect(phone.page.locator("[data-when=offline]")).to_be_visible()
    phone.come_back()

    phone.all_is_sent()
    expect(phone.page.locator("#notes .note-text")).to_have_text(["Den tredje.", "Den anden.", "Den første."])
    assert kept(placement) == ["Den første.", "Den anden.", "Den tredje."]


def test_a_page_that_was_closed_and_opened_again_still_has_it_and_sends_it(phone, placement):
    phone.open(placement)
    phone.cut()
    phone.write("Skrevet i kælderen.")
    phone.page.close()

    phone.page = phone.context.new_page()
    phone.page.goto(f"/placement/{placement.pk}/notebook/")
    phone.waits("Skrevet i kælderen.")
    phone.come_back()

    phone.all_is_sent()
    assert kept(placement) == ["Skrevet i kælderen."]


def test_the_site_alone_is_gone_while_the_browser_believes_in_the_network(phone, wire, placement):
    phone.open(placement)
    wire.cut()
    phone.write("Serveren er væk.")
    phone.waits("Serveren er væk.")
    phone.page.reload()
    phone.waits("Serveren er væk.")

    wire.open()
    phone.page.reload()

    phone.all_is_sent()
    assert kept(placement) == ["Serveren er væk."]


def test_what_the_worker_sends_is_shown_at_once_on_a_page_that_is_open(phone, wire, placement):
    phone.open(placement)
    wire.cut()
    phone.write("Sendt i baggrunden.")
    phone.waits("Sendt i baggrunden.")
    wire.open()

    phone.worker_sends()

    expect(phone.page.locator("#notes .note-text")).to_have_text("Sendt i baggrunden.")
    phone.all_is_sent()
    assert kept(placement) == ["Sendt i baggrunden."]


def test_a_page_that_was_shown_from_before_renews_its_list_once_another_has_sent(phone, wire, placement):
    """Nothing tells the page: it finds its queue empty, after a reload without a network."""
    phone.open(placement)
    wire.cut()
    phone.write("Sendt af en anden.")
    phone.page.reload()
    phone.waits("Sendt af en anden.")
    wire.open()
    phone.page.evaluate("Queue.send(document.body.dataset.reader)")

    phone.page.evaluate("dispatchEvent(new Event('online'))")

    expect(phone.page.locator("#notes .note-text")).to_have_text("Sendt af en anden.")
    assert kept(placement) == ["Sendt af en anden."]


def test_an_answer_that_is_lost_after_the_note_was_saved_makes_no_second_note(phone, wire, placement):
    phone.open(placement)
    wire.loses = True
    phone.write("Kun én gang.", "Og så den næste.")
    phone.waits("Kun én gang.", "Og så den næste.")
    expect(phone.page.locator("[data-when=offline]")).to_be_visible()
    assert kept(placement) == ["Kun én gang."]
    assert wire.posted > 0

    wire.loses = False
    phone.page.reload()

    phone.all_is_sent()
    assert kept(placement) == ["Kun én gang.", "Og så den næste."]


def test_two_tabs_that_send_at_the_same_time_send_once(phone, placement):
    phone.open(placement)
    other = phone.context.new_page()
    other.goto(f"/placement/{placement.pk}/notebook/")
    phone.cut()
    phone.write("En.", "To.", "Tre.")

    phone.come_back()

    phone.all_is_sent()
    expect(other.locator("#kept .note")).to_have_count(0)
    assert kept(placement) == ["En.", "To.", "Tre."]


def test_who_is_signed_out_meanwhile_keeps_it_is_asked_to_sign_in_and_nobody_else_sends_it(phone, placement):
    phone.open(placement)
    phone.cut()
    phone.write("Kun Idas.")
    phone.be_nobody()
    phone.come_back()
    expect(phone.page.get_by_role("link", name="Sign in to send it")).to_be_visible()
    phone.waits("Kun Idas.")

    phone.be("hanne")
    phone.open(placement)
    phone.page.wait_for_load_state("networkidle")
    assert (phone.page.locator("#kept .note").count(), kept(placement)) == (0, [])

    phone.be("ida")
    phone.open(placement)
    phone.all_is_sent()
    assert kept(placement) == ["Kun Idas."]


def test_another_person_on_the_same_phone_never_sees_the_kept_page(phone, placement):
    Note.objects.create(
        placement=placement, writer=phone.cast["ida"], party="intern", day=timezone.localdate(), text="Mit."
    )
    phone.open(placement)
    expect(phone.page.locator("#notes")).to_contain_text("Mit.")
    phone.be("olga")
    phone.page.goto("/profile/")
    until(phone.page, "async () => !(await caches.has('notebook'))")
    phone.cut()

    with pytest.raises(Error, match="ERR_"):
        phone.page.goto(f"/placement/{placement.pk}/notebook/")


def test_signing_out_warns_of_what_is_not_sent_and_leaves_nothing_behind(phone, placement):
    phone.open(placement)
    phone.write("Sagen 010190-1234 lå øverst.")
    expect(phone.page.locator("#kept .note-trouble")).to_be_visible()
    phone.page.locator(".site-menu > summary").click()
    phone.page.get_by_role("button", name="Sign out").click()
    expect(phone.page.locator("[data-unsent]")).to_be_visible()

    phone.page.locator("#main-content").get_by_role("button", name="Sign out").click()
    phone.page.wait_for_url(f"{phone.wire.address}/")

    assert phone.page.evaluate(EMPTY.replace("Queue.of(document.body.dataset.reader)", "[]")) == {
        "pages": 0, "notes": 0, "workers": 0,
    }  # fmt: skip
    phone.be("ida")
    phone.page.goto("/profile/")
    assert phone.page.evaluate(EMPTY)["notes"] == 0


def test_signing_out_asks_the_queue_itself_whether_something_waits(phone, placement):
    phone.open(placement)
    phone.cut()
    phone.write("Venter stadig.")
    phone.come_back()
    phone.all_is_sent()
    phone.page.goto("/account/sign-out/")
    expect(phone.page.locator("[data-unsent]")).to_be_hidden()

    phone.open(placement)
    phone.write("Sagen 010190-1234 lå øverst.")
    expect(phone.page.locator("#kept .note-trouble")).to_be_visible()
    phone.be("olga")
    phone.page.goto("/profile/")
    phone.be("ida")
    phone.page.goto("/account/sign-out/")

    expect(phone.page.locator("[data-unsent]")).to_be_visible()


def test_what_the_server_refuses_stays_with_its_sentence_and_goes_through_once_it_is_answered(phone, placement):
    phone.open(placement)
    phone.cut()
    phone.write("Sagen 010190-1234 lå øverst.", "Og den næste.")
    phone.come_back()

    phone.waits("Sagen 010190-1234 lå øverst.")
    expect(phone.page.locator("#kept .note-trouble")).to_contain_text("looks like a personal number")
    assert kept(placement) == ["Og den næste."]
    phone.page.get_by_role("button", name="Put it back in the form").click()
    expect(phone.page.locator("textarea[name=text]")).to_have_value("Sagen 010190-1234 lå øverst.")
    phone.page.get_by_label("I have checked: it is not a personal number.").check()
    phone.page.get_by_role("button", name="Save the note").click()

    phone.all_is_sent()
    assert kept(placement) == ["Og den næste.", "Sagen 010190-1234 lå øverst."]


def test_a_note_that_is_far_too_long_is_said_to_be_so_and_stays_as_typed(phone, placement):
    phone.open(placement)

    phone.page.locator("textarea[name=text]").fill("x" * 200_000)
    phone.page.get_by_role("button", name="Save the note").click()

    expect(phone.page.locator("[data-when=too-long]")).to_be_visible()
    assert len(phone.page.locator("textarea[name=text]").input_value()) == 200_000
    assert kept(placement) == []


def test_a_change_made_without_a_network_meets_one_from_another_device_and_both_are_kept(phone, placement):
    note = Note.objects.create(
        placement=placement, writer=phone.cast["ida"], party="intern", day=timezone.localdate(), text="Som det var."
    )
    phone.open(placement)
    phone.page.goto(f"/placement/{placement.pk}/notebook/{note.pk}/")
    phone.cut()
    phone.page.locator("textarea[name=text]").fill("Fra telefonen.")
    phone.page.get_by_role("button", name="Save", exact=True).click()
    phone.waits("Fra telefonen.")
    Note.objects.filter(pk=note.pk).update(text="Fra computeren.", revision=2)
    phone.come_back()

    phone.all_is_sent()
    phone.page.get_by_role("link", name="Choose between the two").click()
    expect(phone.page.locator("#others .note-text")).to_have_text(["Fra computeren.", "Fra telefonen."])
    phone.page.get_by_role("button", name="Keep the other").click()

    expect(phone.page.locator("#notes .note-text")).to_have_text("Fra telefonen.")
    assert kept(placement) == ["Fra telefonen."]


def test_a_page_kept_since_yesterday_opens_on_today(phone, placement, browser):
    phone.open(placement)
    tomorrow = placement.visit.days[1]
    phone.cut()
    phone.page.clock.set_fixed_time(f"{tomorrow.isoformat()}T10:15:00")

    phone.page.reload()

    expect(phone.page.locator("select[name=day]")).to_have_value(tomorrow.isoformat())


def test_the_pages_scripts_are_small():
    sizes = [
        (settings.PACKAGE / "static" / f"{name}.js").stat().st_size for name in ("notebook", "notebook-worker", "queue")
    ]

    assert max(sizes) < 10_000
