"""Three interns from three workplaces at one visit, with a private host nobody had invited and managers without accounts."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ipraktik import cast as the_cast
from ipraktik.directory.models import Offer, Wish
from ipraktik.people.models import Link, Organisation
from ipraktik.placements.models import Placement, Visit
from ipraktik.tests.reading import told

pytestmark = pytest.mark.django_db
INTERNS = {  # intern: (manager, workplace, organisation)
    "ida": ("signe", "Lønkontoret", "Aarhus Kommune"),
    "mona": ("jens", "Akutten", "Region Syd"),
    "emil": ("tove", "Nordskolen", "Vejle Kommune"),
}


@pytest.fixture(autouse=True)
def english(client, settings):
    client.cookies["language"] = "en"
    settings.COORDINATORS_NEED_SECOND_FACTOR = False


@pytest.fixture
def offer(cast):
    """A private firm that Ida found herself: unlisted, never published."""
    made = the_cast.offer(cast, "unlisted", at="Lønhuset", of="Lønhuset A/S")
    Organisation.objects.filter(name="Lønhuset A/S").update(sector="private")
    return Offer.objects.get(pk=made.pk)


@pytest.fixture
def three(cast, offer):
    """Their suggestions, by intern, at one visit."""
    made, visit = {}, None
    for intern, (manager, at, of) in INTERNS.items():
        wish = the_cast.wish(cast, intern=intern, manager=manager, at=at, of=of)
        Wish.objects.filter(pk=wish.pk).update(asked_offer=offer)
        made[intern] = Placement.objects.suggest(wish, offer, by=cast[intern], origin="own_host", visit=visit)
        visit = made[intern].visit
    return made


def fresh(placements):
    return {intern: Placement.objects.get(pk=each.pk) for intern, each in placements.items()}


def states(placements):
    return {intern: each.state for intern, each in fresh(placements).items()}


def host_form(client, cast, visit):
    client.force_login(cast["hanne"])
    return BeautifulSoup(client.get(reverse("visit", args=[visit.pk])).content, "html.parser")


def post(client, page, move, visit, leave_out=()):
    given = {}
    for box in page.select("input[type=checkbox]"):
        if int(box["value"]) not in leave_out:
            given.setdefault(box["name"], []).append(box["value"])
    given |= {field["name"]: field["value"] for field in page.select("[name^=sha256]")}
    return client.post(reverse("visit-move", args=[visit.pk, move]), given, follow=True)


def prepare_all(three):
    for placement in fresh(three).values():
        the_cast.prepare(placement)


def test_the_host_says_yes_to_all_in_one_form(client, cast, three):
    visit = three["ida"].visit

    response = post(client, host_form(client, cast, visit), "accept", visit)

    assert states(three) == dict.fromkeys(INTERNS, "preparing")
    assert told(response) == ["You have said yes to: Ida Lund, Mona Skov, Emil Ravn."]


def test_the_host_says_yes_to_some(client, cast, three):
    visit = three["ida"].visit

    post(client, host_form(client, cast, visit), "accept", visit, leave_out=[three["mona"].pk])

    assert states(three) == {"ida": "preparing", "mona": "suggested", "emil": "preparing"}


def test_a_yes_to_one_is_no_attempt_at_signing_for_another(client, cast, three):
    visit = three["ida"].visit
    fresh(three)["ida"].perform("accept", by=cast["hanne"])
    the_cast.prepare(fresh(three)["ida"])

    response = post(client, host_form(client, cast, visit), "accept", visit)

    assert states(three) == dict.fromkeys(INTERNS, "preparing")
    assert told(response) == ["You have said yes to: Mona Skov, Emil Ravn."]


def test_what_stops_one_stops_only_that_one_and_is_said_with_the_name(client, cast, three):
    visit = three["ida"].visit
    page = host_form(client, cast, visit)
    three["mona"].perform("decline", by=cast["mona"], reason="Jeg har fået nyt job.")

    response = post(client, page, "accept", visit)

    assert states(three) == {"ida": "preparing", "mona": "declined", "emil": "preparing"}
    assert told(response)[0] == "Mona Skov: This cannot be done any more, or not yet: it is “declined”."


def test_the_host_signs_for_all_in_one_form(client, cast, three):
    visit = three["ida"].visit
    post(client, host_form(client, cast, visit), "accept", visit)
    prepare_all(three)

    post(client, host_form(client, cast, visit), "sign", visit)

    signed = {
        intern: [each.name for each in placement.version.signatures.all()] for intern, placement in fresh(three).items()
    }
    assert signed == dict.fromkeys(INTERNS, ["Hanne Krogh"])


def test_a_changed_text_is_not_signed_with_the_others(client, cast, three):
    visit = three["ida"].visit
    post(client, host_form(client, cast, visit), "accept", visit)
    prepare_all(three)
    page = host_form(client, cast, visit)
    Placement.objects.filter(pk=three["emil"].pk).update(special_terms="Emil går til middag.")

    response = post(client, page, "sign", visit)

    signed = {intern: placement.versions.count() for intern, placement in fresh(three).items()}
    assert signed == {"ida": 1, "mona": 1, "emil": 0}
    assert "Emil Ravn: The text has changed since you opened it. Read it again, then sign." in told(response)


def test_nobody_chosen_is_asked_to_choose(client, cast, three):
    visit = three["ida"].visit
    client.force_login(cast["hanne"])

    response = client.post(reverse("visit-move", args=[visit.pk, "accept"]), follow=True)

    assert told(response) == ["Choose at least one intern."]


@pytest.mark.parametrize("person", ["ida", "signe", "olga", "per"])
def test_only_the_host_and_the_office_see_the_visit_as_one(client, cast, three, person):
    client.force_login(cast[person])

    answers = [
        client.get(reverse("visit", args=[three["ida"].visit.pk])).status_code,
        client.post(reverse("visit-move", args=[three["ida"].visit.pk, "accept"])).status_code,
    ]

    assert answers == [404, 404]


def test_one_declines_one_cancels_and_the_third_stands(cast, three):
    three["mona"].perform("decline", by=cast["mona"], reason="Jeg kan ikke.")
    for intern in ("ida", "emil"):
        agree(cast, three, intern)

    fresh(three)["emil"].perform("cancel", by=cast["tove"], reason="Skolen brænder.")

    assert states(three) == {"ida": "agreed", "mona": "declined", "emil": "cancelled"}
    assert fresh(three)["ida"].signed_by == {each.pk for each in three["ida"].participants.filter(signs=True)}


def agree(cast, three, intern):
    placement = fresh(three)[intern].perform("accept", by=cast["hanne"])
    return the_cast.advance_from_preparing(placement, "agreed")


def test_a_page_tells_nothing_of_another_interns_manager(client, cast, three):
    for intern in INTERNS:
        agree(cast, three, intern)
    names = {str(cast[manager]) for manager, _at, _of in INTERNS.values()}
    pages = ("placement", "placement-history", "placement-agreement", "placement-expectations", "placement-practical")

    for intern, (manager, _at, _of) in INTERNS.items():
        for reader in (intern, manager, "hanne"):
            client.force_login(cast[reader])
            shown = "".join(client.get(reverse(name, args=[three[intern].pk])).content.decode() for name in pages)
            assert {name for name in names if name in shown} == {str(cast[manager])}, (intern, reader)


def test_a_manager_does_not_even_see_who_else_comes(client, cast, three):
    for intern in INTERNS:
        agree(cast, three, intern)
    client.force_login(cast["signe"])

    shown = client.get(three["ida"].get_absolute_url()).content.decode()

    assert ("Mona Skov" in shown, "Emil Ravn" in shown) == (False, False)
    assert client.get(three["mona"].get_absolute_url()).status_code == 404


def test_the_interns_see_each_other_once_they_have_said_yes(client, cast, three):
    agree(cast, three, "mona")
    client.force_login(cast["ida"])
    before = "Mona Skov" in client.get(three["ida"].get_absolute_url()).content.decode()
    fresh(three)["ida"].perform("accept", by=cast["hanne"])

    after = "Mona Skov" in client.get(three["ida"].get_absolute_url()).content.decode()

    assert (before, after) == (False, True)


def test_one_who_joins_late_plans_only_their_own_part(client, cast, three):
    agree(cast, three, "ida")
    late = fresh(three)["mona"].perform("accept", by=cast["hanne"])
    client.force_login(cast["hanne"])
    row = {"day": late.visit.first_day.isoformat(), "what": "Akutmodtagelsen", "starts": "15"}

    client.post(reverse("placement-itinerary", args=[late.pk]), row)

    assert [(item.what, item.placement_id) for item in late.visit.items.filter(placement=late)] == [
        ("Akutmodtagelsen", late.pk)
    ]
    assert states(three)["ida"] == "agreed"
    client.force_login(cast["ida"])
    assert "Akutmodtagelsen" not in client.get(three["ida"].get_absolute_url()).content.decode()


def test_a_manager_without_an_account_reads_by_the_link_signs_with_a_code_and_sees_no_more(client, cast, three):
    placement = fresh(three)["mona"].perform("accept", by=cast["hanne"])
    the_cast.prepare(placement)
    token = Link.objects.mint(cast["jens"], "placement", placement.pk)
    enter(client, token)
    page = BeautifulSoup(client.get(reverse("placement-agreement", args=[placement.pk])).content, "html.parser")

    signing = (
        reverse("placement-move", args=[placement.pk, "sign"]),
        {"sha256": page.select_one("[name=sha256]")["value"]},
    )
    assert client.get(reverse("placement", args=[three["ida"].pk])).status_code == 302

    client.post(*signing)
    code = client.session["account_login"]["state"]["stages"]["login_by_code"]["data"]["code"]
    client.post(reverse("account_confirm_login_code"), {"code": code})
    client.post(*signing)

    signature = Placement.objects.get(pk=placement.pk).version.signatures.get()
    assert (signature.name, signature.method) == ("Jens Juhl", "code")
    assert client.get(reverse("placement", args=[three["ida"].pk])).status_code == 404


def enter(client, token):
    """Through the personal link, as a person would: reading it uses nothing up, pressing the button lets one in."""
    address = reverse("link", args=[token])
    client.get(address)
    client.post(address)


def test_the_days_of_the_visit_are_the_days_of_all(cast, three):
    visit = Visit.objects.visible_to(cast["hanne"]).get()
    visit.set_days(the_cast.soon(), the_cast.soon() + timedelta(days=1), cast["hanne"])

    assert {each.visit.first_day for each in fresh(three).values()} == {the_cast.soon()}
