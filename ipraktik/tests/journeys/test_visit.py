"""A whole visit on three phones, day by day: prepared, written down (one day without a network), talked over, answered."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from ipraktik import cast as the_cast
from ipraktik.notebook.models import Note
from ipraktik.notices import due
from ipraktik.notices.making import Maker
from ipraktik.notices.models import Letter
from ipraktik.placements.models import Placement
from ipraktik.reflections.models import Advice
from ipraktik.tests.journeys.test_notebook import Phone, wire  # noqa: F401  (a fixture)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MORNING, NOON, EVENING = time(8), time(12), time(17)
ADVICE = ("Skriv tavlen om hver mandag.", "Lad nye følges med to.", "Spørg borgeren først.")


class Days:
    """The site's clock, moved. The phones keep their own: a wrong one, which the notebook must bear."""

    def __init__(self, traveller):
        self.traveller = traveller

    def are(self, day, at):
        self.traveller.move_to(timezone.make_aware(datetime.combine(day, at)))


@pytest.fixture
def placement(transactional_db, cast):
    return Placement.objects.for_page().get(pk=the_cast.placement(cast, "agreed").pk)


@pytest.fixture
def phones(browser, wire, cast):  # noqa: F811
    phones = {key: Phone(browser, wire, cast) for key in ("ida", "hanne", "signe")}
    yield phones
    for phone in phones.values():
        phone.context.close()


@pytest.fixture
def days(placement, phones):
    before = timezone.make_aware(datetime.combine(placement.visit.first_day - timedelta(days=10), MORNING))
    with time_machine.travel(before, tick=True) as traveller:
        for key, phone in phones.items():
            phone.be(key)
        yield Days(traveller)


def test_a_visit_from_the_last_preparations_to_the_hosts_answers(cast, placement, phones, days):
    ida, hanne, signe = phones.values()
    first, last = placement.visit.days[0], placement.visit.days[-1]

    days.are(first - timedelta(days=7), NOON)
    prepare(ida, signe, hanne, placement)
    days.are(first, NOON)
    ida.open(placement)
    ida.write("De holder tavlemøde hver morgen.")
    days.are(first, EVENING)
    talk(ida, hanne, placement, first)
    days.are(last, NOON)
    write_without_a_network(ida, placement)
    share(ida, hanne, signe, placement)
    days.are(last, EVENING)
    give_advice(ida, hanne, placement)

    assert list(Note.objects.order_by("pk").values_list("text", "day", "level")) == [
        ("De holder tavlemøde hver morgen.", first, "me"),
        ("Ingen net i kælderen.", last, "me"),
        ("Arkivet er et forbillede.", last, "all"),
    ]
    assert list(Advice.objects.order_by("number").values_list("text", flat=True)) == list(ADVICE)
    days.are(last + timedelta(days=1), MORNING)
    assert guide_tells(cast) == {"ida", "hanne", "signe"}


def go(phone, placement, part=""):
    phone.page.goto(f"/placement/{placement.pk}/{part}")
    return phone.page.locator("#main-content")


def press(phone, words):
    with phone.page.expect_navigation():
        phone.page.get_by_role("button", name=words).first.click()


def prepare(ida, signe, hanne, placement):
    """The one or two things that matter, ticked; cover agreed on at home, which the host never meets."""
    now = go(ida, placement).locator("#advice .sheet .tick")
    assert 0 < now.count() <= 2
    go(ida, placement, "cover/").locator("input[name=what]").fill("Telefonvagten")
    ida.page.locator("input[name=who]").fill("Mette")
    press(ida, "Add it")
    expect(go(signe, placement, "cover/")).to_contain_text("Telefonvagten")
    assert hanne.page.goto(f"/placement/{placement.pk}/cover/").status == 403


def talk(ida, hanne, placement, day):
    """Apart first; then both read both."""
    where = f"talks/{day}/"
    answer(ida, placement, where, "Idas overraskelse")
    expect(go(hanne, placement, where)).not_to_contain_text("Idas overraskelse")
    answer(hanne, placement, where, "Hannes overraskelse")
    for phone in (ida, hanne):
        expect(go(phone, placement, where)).to_contain_text("Idas overraskelse")
        expect(phone.page.locator("#main-content")).to_contain_text("Hannes overraskelse")


def answer(phone, placement, where, words):
    go(phone, placement, where).locator("textarea").first.fill(words)
    phone.page.locator("#main-content form").first.locator("button.button-primary").first.click()
    phone.page.wait_for_load_state()


def write_without_a_network(ida, placement):
    ida.open(placement)
    ida.cut()
    ida.write("Ingen net i kælderen.", "Arkivet er et forbillede.")
    ida.waits("Ingen net i kælderen.", "Arkivet er et forbillede.")
    ida.come_back()
    ida.page.reload()
    ida.all_is_sent()


def share(ida, hanne, signe, placement):
    """One note with all; the others stay one's own."""
    note = Note.objects.get(text="Arkivet er et forbillede.")
    go(ida, placement, f"notebook/{note.pk}/").locator("[name=level][value=all]").check()
    ida.page.locator(
        "#main-content form[data-keep] button.button-primary, #main-content form button.button-primary"
    ).first.click()
    ida.page.wait_for_url("**/notebook/**")
    ida.all_is_sent()
    for phone in (hanne, signe):
        page = go(phone, placement, "notebook/")
        expect(page).to_contain_text("Arkivet er et forbillede.")
        expect(page).not_to_contain_text("Ingen net i kælderen.")


def give_advice(ida, hanne, placement):
    page = go(ida, placement, "advice/")
    for number, words in enumerate(ADVICE, 1):
        page.locator(f"[name=advice_{number}]").fill(words)
    press(ida, "Give them to the host")
    expect(go(hanne, placement, "advice/")).to_contain_text(ADVICE[0])


def guide_tells(cast):
    """Whom the guide of the day writes to the day after."""
    due.tell_the_guide_of_the_day()
    Maker().make_all()
    told = Letter.objects.filter(key="the-guide-of-the-day").select_related("reader")
    return {letter.reader.email.split("@")[0] for letter in told}
