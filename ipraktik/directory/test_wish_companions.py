"""Colleagues who go along: each confirms, each has a manager; one who falls out leaves the others whole."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.translation import override

from ipraktik import cast as the_cast
from ipraktik.directory.models import NamedHost, Wish
from ipraktik.history.models import Event
from ipraktik.kit.lifecycle import NotYet
from ipraktik.people.limited import LIMIT
from ipraktik.placements.models import Placement

pytestmark = pytest.mark.django_db
BO = {"company": "along", "together": "yes", "name_1": "Bo Winther", "email_1": "BO@ipraktik.example"}


@pytest.fixture
def ida(client, cast):
    client.force_login(cast["ida"])
    client.cookies["language"] = "en"
    return client


def choose(client, wish, **typed):
    return client.post(reverse("wish-step", args=[wish.pk, "companions"]), typed)


def complaints(response):
    return [link.get_text() for link in BeautifulSoup(response.content, "html.parser").select(".error-summary a")]


def submitted(cast, wish, by="ida"):
    return Wish.objects.get(pk=wish.pk).perform("submit", by=cast[by])


def told(wish):
    return list(Event.objects.filter(wish=wish).values_list("name", flat=True))


def waited_for(placement):
    return {str(each.person) for each in placement.missing_people("accept")}


def along(client, cast, **changed):
    """Ida's wish, sent, with Bo asked along; and Bo's draft."""
    wish = the_cast.wish(cast, "draft", **changed)
    assert choose(client, wish, **BO).status_code == 302
    wish = submitted(cast, wish)
    return wish, Wish.objects.get(intern=cast["bo"])


def test_nobody_hears_of_it_before_the_first_one_sends(ida, cast):
    wish = the_cast.wish(cast, "draft")

    choose(ida, wish, **BO)

    assert Wish.objects.count() == 1
    assert Wish.objects.get().group.to_invite == [{"name": "Bo Winther", "email": "bo@ipraktik.example"}]


def test_a_companion_gets_a_draft_that_reads_as_the_firsts_but_without_why_and_needs(ida, cast):
    wish, his = along(ida, cast, special_needs="Nødder", door="pool")

    assert (his.state, his.entered_by, his.group, his.group.together_only) == ("draft", cast["ida"], wish.group, True)
    assert (his.workplace, his.manager, his.travel_type, his.any_time) == (
        wish.workplace, wish.manager, wish.travel_type, wish.any_time
    )  # fmt: skip
    assert (his.why, his.special_needs) == ("", "")
    assert told(his) == ["invite-companion"]
    assert wish.group.to_invite == []


def test_a_companion_confirms_with_a_why_and_a_manager_of_their_own(ida, cast, client):
    _wish, his = along(ida, cast)
    client.force_login(cast["bo"])

    page = BeautifulSoup(client.get(his.get_absolute_url()).content, "html.parser")
    assert page.select_one(".next-step h2").get_text() == "Ida Lund asks you along"
    steps = BeautifulSoup(client.get(page.select_one(".next-step a")["href"]).content, "html.parser")
    assert [mark.get_text(strip=True) for mark in steps.select(".wizard-steps li")] == [
        "About me", "Workplace", "Why", "Where", "When", "How", "Needs", "Check"
    ]  # fmt: skip
    client.post(reverse("wish-step", args=[his.pk, "why"]), {"why": "Jeg vil se jeres vagtplan."})
    client.post(
        reverse("wish-step", args=[his.pk, "workplace"]),
        {"manager_name": "Jens", "manager_email": "jens@ipraktik.example"},
    )
    client.post(reverse("wish-move", args=[his.pk, "submit"]))

    his.refresh_from_db()
    assert (his.state, his.consent.manager, his.workplace) == ("open", cast["jens"], _wish.workplace)


def test_a_personal_link_is_enough_to_confirm_and_no_more(ida, cast, client):
    _wish, his = along(ida, cast)
    client.force_login(cast["bo"])
    session = client.session
    session[LIMIT] = ["wish", his.pk]
    session.save()

    client.post(reverse("wish-step", args=[his.pk, "why"]), {"why": "Jeg vil se jeres vagtplan."})
    assert client.post(reverse("wish-move", args=[his.pk, "submit"])).url == reverse("wish-receipt", args=[his.pk])
    client.post(reverse("wish-new"))

    assert Wish.objects.filter(intern=cast["bo"]).count() == 1
    assert Wish.objects.get(pk=his.pk).state == "open"


def test_who_asked_along_may_look_but_not_write(ida, cast):
    _wish, his = along(ida, cast)

    page = BeautifulSoup(ida.get(his.get_absolute_url()).content, "html.parser")

    assert page.select_one(".next-step h2").get_text() == "Waiting for Bo Winther"
    assert page.select("dl.facts") == []
    assert ida.get(reverse("wish-step", args=[his.pk, "why"])).status_code == 403
    assert ida.post(reverse("wish-move", args=[his.pk, "submit"])).status_code == 403


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ({}, ["Choose whether you travel alone."]),
        ({"company": "along", "together": "yes"}, ["Write who goes along, or choose to travel alone."]),
        ({**BO, "together": ""}, ["Choose what happens if there is not room for all of you."]),
        ({**BO, "email_1": ""}, ["Write your colleague's e-mail, so that we can ask."]),
        ({**BO, "name_1": ""}, ["Write your colleague's name."]),
        ({**BO, "email_1": "ida@ipraktik.example"}, ["Write your colleague's e-mail, not your own."]),
        ({**BO, "name_2": "Bo", "email_2": "bo@ipraktik.example"}, ["This colleague stands here twice. Take one out."]),
    ],
)
def test_who_goes_along_must_be_named(ida, cast, typed, sentences):
    wish = the_cast.wish(cast, "draft")

    assert complaints(choose(ida, wish, **typed)) == sentences
    assert Wish.objects.get().group is None


def test_no_more_go_along_than_the_programme_allows(ida, cast):
    page = BeautifulSoup(
        ida.get(reverse("wish-step", args=[the_cast.wish(cast, "draft").pk, "companions"])).content, "html.parser"
    )

    assert [each["name"] for each in page.select("input[type=email]")] == ["email_1", "email_2"]


def test_the_workplace_of_those_who_travel_together_is_one(ida, cast):
    wish, _his = along(ida, cast)

    page = BeautifulSoup(ida.get(reverse("wish-step", args=[wish.pk, "workplace"])).content, "html.parser")

    assert page.find(id="id_find") is None
    assert page.find(id="id_manager_email")["value"] == "signe@ipraktik.example"


def test_together_or_not_at_all_the_host_is_asked_when_all_have_sent_theirs(ida, cast):
    wish, his = along(ida, cast, door="browse", asked_offer=the_cast.offer(cast))
    assert Placement.objects.count() == 0
    Wish.objects.filter(pk=his.pk).update(why="Jeg vil med.")

    submitted(cast, his, "bo")

    placements = Placement.objects.order_by("pk")
    assert {each.wish_id for each in placements} == {wish.pk, his.pk}
    assert len({each.visit_id for each in placements}) == 1
    assert [waited_for(each) for each in placements] == [{"Hanne Krogh"}] * 2


def test_if_possible_each_asks_for_themselves_and_they_share_the_visit(ida, cast):
    wish = the_cast.wish(cast, "draft", door="browse", asked_offer=the_cast.offer(cast))
    choose(ida, wish, **BO | {"together": "no"})
    submitted(cast, wish)
    his = Wish.objects.get(intern=cast["bo"])
    Wish.objects.filter(pk=his.pk).update(why="Jeg vil med.")
    assert Placement.objects.count() == 1

    submitted(cast, his, "bo")

    assert [each.wish.intern for each in Placement.objects.order_by("pk")] == [cast["ida"], cast["bo"]]
    assert len(set(Placement.objects.values_list("visit", flat=True))) == 1


def test_a_named_host_is_asked_for_both(ida, cast):
    wish = the_cast.wish(cast, "draft", door="own_host")
    NamedHost.objects.create(
        wish=wish, organisation="Fjord Teknik", sector="private", workplace="Værkstedet", contact_name="Hanne",
        contact_email="hanne@ipraktik.example",
    )  # fmt: skip
    choose(ida, wish, **BO)
    submitted(cast, wish)
    his = Wish.objects.get(intern=cast["bo"])
    Wish.objects.filter(pk=his.pk).update(why="Jeg vil med.")

    submitted(cast, his, "bo")

    assert Placement.objects.count() == 2
    assert len(set(Placement.objects.values_list("offer", "visit"))) == 1


def test_one_who_says_no_leaves_the_other_to_travel(ida, cast):
    wish, his = along(ida, cast, door="browse", asked_offer=the_cast.offer(cast))

    his.perform("withdraw", by=cast["bo"], reason="Jeg har fået nyt job.")

    wish = Wish.objects.get(pk=wish.pk)
    assert (wish.state, wish.party_size, list(wish.companions)) == ("open", 1, [])
    assert told(wish) == ["submit", "companion-fell-out"]
    assert Placement.objects.get().wish == wish


def test_a_companion_may_go_alone_after_all(ida, cast, client):
    wish, his = along(ida, cast)
    client.force_login(cast["bo"])

    client.post(reverse("wish-leave", args=[his.pk]))

    assert Wish.objects.get(pk=his.pk).group is None
    assert told(wish) == ["submit", "companion-fell-out"]


def test_the_first_one_takes_a_colleague_out_and_another_in(ida, cast):
    wish, his = along(ida, cast)

    choose(ida, wish, **BO | {"name_1": "Per Kvist", "email_1": "per@ipraktik.example"})

    his.refresh_from_db()
    assert (his.group, his.state, told(his)) == (None, "draft", ["invite-companion", "companion-let-go"])
    assert told(Wish.objects.get(intern=cast["per"])) == ["invite-companion"]


def test_naming_the_same_again_asks_nobody_twice(ida, cast):
    wish, his = along(ida, cast)

    choose(ida, wish, **BO)

    assert told(his) == ["invite-companion"]
    assert Wish.objects.count() == 2


def test_travelling_alone_after_all_tells_the_colleagues(ida, cast):
    wish, his = along(ida, cast)

    choose(ida, wish, company="alone")

    assert Wish.objects.get(pk=wish.pk).group is None
    assert told(his) == ["invite-companion", "companion-fell-out"]


FJORD = {"organisation": "Fjord Teknik", "sector": "private", "workplace": "Værkstedet", "contact_name": "Hanne"}


def along_to_named(ida, cast, **host):
    """Ida has named a host, asks Bo along, and sends her wish; the two wishes."""
    wish = the_cast.wish(cast, "draft", door="own_host")
    NamedHost.objects.create(wish=wish, **FJORD | {"contact_email": "hanne@ipraktik.example"} | host)
    choose(ida, wish, **BO)
    submitted(cast, wish)
    return Wish.objects.get(pk=wish.pk), Wish.objects.get(intern=cast["bo"])


def read(client, name, wish):
    return BeautifulSoup(client.get(reverse(name, args=[wish.pk])).content, "html.parser")


@pytest.mark.parametrize("contacted_by", ["intern", "office"])
def test_who_goes_along_to_a_named_host_is_not_asked_who_it_is(ida, cast, client, contacted_by):
    """From Bo's first page to the button that sends, by what the pages themselves lead to."""
    wish, his = along_to_named(ida, cast, contacted_by=contacted_by)
    client.force_login(cast["bo"])
    filled_in = {"about-me": {"name": "Bo Winther", "title": "Pædagog"}, "why": {"why": "Jeg vil med."}}
    filled_in |= {"workplace": {"manager_name": "Signe Dahl", "manager_email": "signe@ipraktik.example"}}
    filled_in |= {"when": {"any_time": "on"}, "how": {"travel_type": his.travel_type}, "care": {}}

    address = read(client, "wish", his).select_one(".next-step a")["href"]
    for _step in filled_in:
        address = client.post(address, filled_in[address.split("/")[-2]]).url
    sent = client.post(reverse("wish-move", args=[his.pk, "submit"]))

    assert (address, sent.url) == (
        reverse("wish-step", args=[his.pk, "check"]), reverse("wish-receipt", args=[his.pk]),
    )  # fmt: skip
    assert "Værkstedet, Fjord Teknik" in read(client, "wish", his).select_one("#whole + .sheet").text


def test_no_page_leads_a_companion_to_a_step_that_is_not_theirs(ida, cast, client):
    wish, his = along_to_named(ida, cast)
    client.force_login(cast["bo"])

    ways = [link["href"] for link in read(client, "wish", his).select("#whole + .sheet a")]

    assert [client.get(way).status_code for way in ways] == [200] * len(ways)
    assert {way.split("/")[-2] for way in ways} == {"about-me", "workplace", "why", "when", "how", "care"}


def test_the_first_one_reads_who_is_waited_for_before_the_host_is_asked(ida, cast):
    wish, his = along_to_named(ida, cast)
    wish.consent.perform("approve", by=cast["signe"])
    said = "We wait for Bo Winther"

    assert read(ida, "wish", wish).select_one(".next-step h2").text == said
    assert said in read(ida, "wish-receipt", wish).select_one(".receipt").text
    Wish.objects.filter(pk=his.pk).update(why="Jeg vil med.")
    submitted(cast, his, "bo")
    assert read(ida, "wish", wish).select_one(".next-step h2").text == "We wait for the host"


def test_the_office_invites_no_host_before_all_who_go_together_have_sent_theirs(ida, cast):
    wish, his = along_to_named(ida, cast, contacted_by="office")

    with override("en"), pytest.raises(NotYet) as refused:
        wish.named.invite(cast["karl"])
    assert refused.value.sentences == [
        "They travel together or not at all. Invite the host when all have sent a wish. Missing: Bo Winther."
    ]
    assert Placement.objects.count() == 0

    Wish.objects.filter(pk=his.pk).update(why="Jeg vil med.")
    submitted(cast, his, "bo")
    wish.named.invite(cast["karl"])
    assert set(Placement.objects.values_list("wish", flat=True)) == {wish.pk, his.pk}


@pytest.mark.parametrize(("contacted_by", "door"), [("intern", "browse"), ("office", "pool")])
def test_who_is_left_alone_may_still_go_where_the_colleague_would(ida, cast, contacted_by, door):
    """The host is kept where we know it already; else one is looked for."""
    wish, his = along_to_named(ida, cast, contacted_by=contacted_by)

    wish.perform("withdraw", by=cast["ida"], reason="Nyt job.")

    his.refresh_from_db()
    assert (his.door, bool(his.asked_offer), his.group and his.group.wishes.count()) == (door, door == "browse", 1)


def test_one_who_has_sent_theirs_is_taken_out_too(ida, cast):
    wish, his = along(ida, cast)
    Wish.objects.filter(pk=his.pk).update(why="Jeg vil med.")
    submitted(cast, his, "bo")

    choose(ida, wish, **BO | {"name_1": "Per Kvist", "email_1": "per@ipraktik.example"})

    his.refresh_from_db()
    assert (his.group, his.state, told(his)[-1]) == (None, "open", "companion-let-go")


def test_a_companions_receipt_asks_nobody_to_confirm_again(ida, cast, client):
    wish, his = along(ida, cast)
    assert "Bo Winther" in read(ida, "wish-receipt", wish).select_one(".receipt > p:nth-of-type(4)").text
    Wish.objects.filter(pk=his.pk).update(why="Jeg vil med.")
    submitted(cast, his, "bo")
    client.force_login(cast["bo"])

    assert "to confirm" not in read(client, "wish-receipt", his).select_one(".receipt").text
