"""What people do in more than one journey, page by page."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from ipraktik import cast as the_cast
from ipraktik.kit.calendar import is_working_day
from ipraktik.notices.ladder import climb
from ipraktik.placements.models import Placement
from ipraktik.programme import programme

WHY = "Jeg vil se, hvordan I retter fejl i lønnen, før medarbejderne opdager dem."


def two_days(ahead=28):
    """Two working days in a row, some weeks ahead, as one writes them."""
    day = timezone.localdate() + timedelta(days=ahead)
    while not all(is_working_day(each, programme().country) for each in (day, day + timedelta(days=1))):
        day += timedelta(days=1)
    return [each.strftime("%d.%m.%Y") for each in (day, day + timedelta(days=1))]


def come_in(actor, door):
    """From the front page through a door to the first page of one's wish."""
    actor.go("/")
    actor.follow("Begin here")
    actor.follow(door)
    actor.follow("I am new here")
    actor.sign_up()
    actor.is_at("Write a wish")
    actor.press("Begin your wish")


def write_wish(actor, manager, workplace, organisation, where=None, care=""):
    """Every step of the wizard, and the button at its end."""
    actor.fill(title="Lønkonsulent")
    actor.press("Save and go on")
    write_from_workplace(actor, manager, workplace, organisation, where, care)


def write_from_workplace(actor, manager, workplace, organisation, where=None, care=""):
    add_workplace(actor, workplace, organisation)
    actor.fill(manager_name=manager.name, manager_email=manager.email)
    actor.press("Save and go on")
    how = [{"any_time": True}, {"travel_type": "tourist"}, {"company": "alone"}, {"special_needs": care}]
    for answers in ({"why": WHY}, where or {}, *how):
        actor.fill(**answers)
        actor.press("Save and go on")
    send(actor)


def send(actor):
    actor.is_at("Look it through")
    actor.press("Send the wish")
    actor.is_at("Your wish is sent")


def add_workplace(actor, workplace, organisation, sector="municipality"):
    """One that nobody has named before: looked for, then added."""
    look_for_workplace(actor, workplace)
    actor.is_told("We do not know a workplace of that name. Try another word, or add it below.")
    actor.fill(workplace_name=workplace, organisation=organisation, sector=sector)


def look_for_workplace(actor, words):
    if actor.way.javascript:
        with actor.page.expect_response(lambda answer: "/workplaces/find/" in answer.url):
            actor.fill(find=words)
    else:
        actor.fill(find=words)
        actor.press("Find")


def consent(manager):
    """By the link alone; the manager has no account."""
    manager.open("your-employee-asks-for-consent")
    manager.press("Yes, go ahead")
    manager.is_told("Thank you. We tell your employee that you have said yes.")


def set_days(host, **people):
    """Days, who is there, and where to meet, from the placement's own page."""
    first, last = two_days()
    host.follow("Set the days")
    host.fill(first_day=first, last_day=last, **people, meet="Klokken 9 i receptionen. Spørg efter Hanne.")
    host.press("Save")
    host.is_told("Saved.")


def plan_days(host):
    """The first day by hand, the second as a copy of it."""
    host.follow("Itinerary")
    day = host.main.locator("[name='day'] option").nth(1).get_attribute("value")
    host.fill(day=day, starts="9", ends="15.30", what="Følg en lønkonsulent", where="Kontoret på 2. sal")
    host.press("Add")
    host.press("Copy")
    assert host.main.locator(".itinerary strong").all_inner_texts() == ["Følg en lønkonsulent"] * 2


def expect_of_it(actor, goal):
    actor.follow("Expectations")
    actor.fill(**{"goal-new-1": goal})
    actor.press("Share with the others")
    actor.is_told("Shared with the others.")
    actor.reads(goal)


def sign(actor):
    actor.follow("Agreement")
    actor.press("Sign the agreement")
    if actor.path.startswith(reverse("account_confirm_login_code")):
        prove(actor)
        actor.press("Sign the agreement")
    actor.is_told("You have signed. Thank you.")


def prove(actor):
    """Who came by a personal link alone shows that the mailbox is theirs, before they sign."""
    actor.is_told(
        "Before you sign, show that it is you. Write the code we have sent to %(address)s.", address=actor.email
    )
    actor.fill(code=actor.post.code(actor.email))
    actor.press("Continue")
    actor.speak()


def evaluate(actor, to_others):
    actor.fill(benefit="yes", benefit_text="En fejlliste.", recommend="yes", to_others=to_others)
    actor.press("Send the evaluation")
    actor.is_told("Thank you. It is kept.")


def follow_up(actor, text):
    actor.follow("Answer")
    actor.fill(contact="yes", changed="yes", text=text)
    actor.press("Send the answer")
    actor.is_told("Thank you. The others can read it too.")
    actor.reads(text)


def stands(actor, state):
    """What is stamped on the travel card: “agreed”."""
    with override(actor.language):
        said = str(Placement.STATES[state])
    assert actor.main.locator(".travel-stub .stamp").inner_text().lower() == said.lower()


def stands_on_overview(actor, state):
    actor.follow("Overview")
    stands(actor, state)


# The clock: nobody's deed.


def number_of(actor, kind="placement"):
    """The number in the address of the page one is on."""
    parts = actor.path.split("/")
    return int(parts[parts.index(kind) + 1])


def let_it_end(pk, days_ago):
    """The days of the visit have passed, and the morning's reminders have been thought of."""
    placement = Placement.objects.get(pk=pk)
    the_cast.move_in_time(placement, (timezone.localdate() - placement.visit.last_day).days - days_ago)
    climb()
