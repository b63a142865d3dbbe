"""The second door: an intern looks around among the hosts, and asks one of them, who has opened a door on the pages too."""

import re

import pytest

from ipraktik import cast as the_cast
from ipraktik.tests.journeys import deeds

pytestmark = pytest.mark.browser


@pytest.fixture
def neighbours(transactional_db):
    """Hosts that were in the directory before; the newcomer is to be found among them."""
    cast = the_cast.gather()
    for number, name in enumerate(("Biblioteket", "Museet", "Svømmehallen")):
        the_cast.offer(cast, host="emil", reserve="tove", at=name, of=f"Kommune {number}", sector="municipality")


def test_a_host_opens_a_door_and_an_intern_finds_it(stage, neighbours):
    helle, rikke, line, sofie = map(stage.enter, ("Helle Juul", "Rikke Toft", "Line Lund", "Sofie Dahl"))

    offer(helle, rikke)
    publish(stage.coordinator())
    look_around(line)
    ask(line, sofie)
    answer(helle, line, sofie)


def offer(helle, rikke):
    """The host's wizard, from the front page to the receipt."""
    helle.go("/")
    helle.follow("Begin here")
    helle.follow("Write an offer")
    helle.follow("Sign up")
    helle.sign_up()
    deeds.add_workplace(helle, "Lønservice", "Region Midtjylland", "region")
    helle.fill(municipality="0751", about="Vi er et lønkontor med tolv ansatte.")
    helle.press("Save and go on")
    reserve = {"reserve_name": rikke.name, "reserve_email": rikke.email}  # the contact is who writes
    pages = [
        {"why": "Vi vil gerne ses efter."}, {"see": "Vores fejlliste og vores tavlemøder."}, {},
        {"open_when": "all-year"}, {"seats": "1", "at_a_time": "1"}, reserve, {"meet": "I receptionen, klokken 9."},
    ]  # fmt: skip
    for answers in pages:
        helle.fill(**answers)
        helle.press("Save and go on")
    helle.is_at("Read it through")
    helle.press("Send to the office")
    helle.is_at("Thank you for opening the door")


def publish(karl):
    karl.go("/office/")
    karl.follow("Look and publish")
    karl.press("Publish")


def look_around(line):
    """Without an account: words, a chip taken away, the map, the table beside it."""
    line.go("/")
    line.follow("See the places")
    assert hosts(line) == ["Biblioteket", "Lønservice", "Museet", "Svømmehallen"]
    search(line, "tavlemødet")
    assert hosts(line) == ["Lønservice"]
    line.leave_by(line.main.locator(".chips .chip"))
    assert hosts(line) == ["Biblioteket", "Lønservice", "Museet", "Svømmehallen"]
    line.leave_by(line.main.locator(".country-map a[aria-label*=Aarhus]"), by_key=True)
    assert hosts(line) == ["Lønservice"]
    line.leave_by(line.main.locator(".sheets h2 a"))
    line.never_reads("Helle Juul", "helle@ipraktik.example", "I receptionen, klokken 9.")


def hosts(actor):
    return sorted(actor.main.locator("#found > .sheets h2 a").all_inner_texts())


def search(actor, words):
    if actor.way.javascript:
        actor.fill(q=words)
        actor.page.wait_for_url(re.compile("q=tavle"))
        actor.main.locator(".chips").wait_for()
    else:
        actor.fill(q=words)
        actor.press("Search")
    actor.look()


def ask(line, sofie):
    """From the host's page to the request that is sent with the wish; stopped on the way, and gone on with later."""
    line.follow("Ask for a visit")
    line.follow("I am new here")
    line.sign_up()
    line.reads("Lønservice")
    line.press("Begin your wish")
    line.fill(title="Lønkonsulent")
    line.press("Save for later")
    line.go("/me/")
    line.follow_about("Finish your wish")
    line.follow("Go on")
    line.press("Save and go on")
    save_the_host(line)
    deeds.write_from_workplace(line, sofie, "Lønkontoret", "Aarhus Kommune")


def save_the_host(line):
    """Meanwhile, in between: she keeps the host, and finds it again."""
    here = line.path
    line.go("/places/")
    line.leave_by(line.main.get_by_role("link", name="Lønservice"))
    line.tap("Save for later")
    line.is_told("You have saved this host.")
    line.follow("See those you saved")
    assert line.main.locator(".sheets h2 a").all_inner_texts() == ["Lønservice"]
    line.go(here)


def answer(helle, line, sofie):
    """The manager by a link; the host, who has an account, signs in by a code and finds what waits for her."""
    deeds.consent(sofie)
    helle.go("/me/")
    helle.sign_out()
    helle.go("/account/sign-in/")
    helle.sign_in()
    helle.follow_about("Will you receive %(intern)s?", intern=line.name)
    helle.press("Say yes")
    deeds.stands(helle, "preparing")
    line.go("/me/")
    line.leave_by(line.main.locator(".travel-card h3 a"))
    deeds.stands(line, "preparing")
    line.reads("helle@ipraktik.example")
    line.go("/places/")
    assert hosts(line) == ["Biblioteket", "Museet", "Svømmehallen"]  # the only seat is taken
