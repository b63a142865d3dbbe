"""Expectations: each writes alone, nobody else reads it before it is shared, and the goals are rows with a mark."""

import pytest
from bs4 import BeautifulSoup
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from ipraktik import cast as the_cast
from ipraktik.agreements.models import Version
from ipraktik.guide.models import Answer
from ipraktik.placements.models import Goal, Placement
from ipraktik.preparing import expectations
from ipraktik.preparing.expectations_form import ExpectationsForm, asked_of
from ipraktik.tests.reading import errors, told, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english", "no_second_factor")]
SECRET = "Jeg vil se, om jeg skal søge væk."


def url(name, placement, *more):
    return reverse(name, args=[placement.pk, *more])


def expect(client, person, placement, *goals, **given):
    """Opens the page and sends it, as from one window; `seen` is what another window saw."""
    client.force_login(person)
    typed = {f"goal-new-{number}": text for number, text in enumerate(goals, start=1)}
    typed |= {"seen": given.pop("seen", None) or opened(client, placement)}
    return client.post(url("placement-expectations", placement), typed | given, follow=True)


def opened(client, placement):
    page = BeautifulSoup(client.get(url("placement-expectations", placement)).content, "html.parser")
    field = page.select_one("[name=seen]")
    return field["value"] if field else ""


def in_fields(response):
    page = BeautifulSoup(response.content, "html.parser")
    return [field.get_text(strip=True) for field in page.select("textarea[name^=goal-]")]


def goals_of(placement, person):
    return [(goal.mark, goal.text) for goal in Goal.objects.filter(participant=placement.participant(person))]


PAGES = ("placement", "placement-expectations", "placement-agreement", "placement-history", "placement-itinerary")
EVERYONE = ["ida", "hanne", "rune", "signe", "karl"]
WRITERS = [("ida", "intern"), ("hanne", "host"), ("rune", "host"), ("signe", "sender")]


def secrets(party):
    """A text of its own for each field that the party may write in."""
    return {name: f"{SECRET} {name}." for name in ("goal-new-1", *(entry.key for entry in asked_of(party)))}


def readers(client, cast, placement, texts):
    """{field: those who can read what stands in it, on any page}."""
    seen = {}
    for key in EVERYONE:
        client.force_login(cast[key])
        seen[key] = "".join(client.get(url(name, placement)).content.decode() for name in PAGES)
    return {field: [key for key, pages in seen.items() if text in pages] for field, text in texts.items()}


@pytest.mark.parametrize(("who", "party"), WRITERS)
def test_no_field_is_read_by_anybody_else_before_it_is_shared(client, cast, preparing, who, party):
    for key in ("ida", "hanne"):
        if key != who:
            expect(client, cast[key], preparing, "Et mål.", share="yes")

    expect(client, cast[who], preparing, **secrets(party))

    assert readers(client, cast, preparing, secrets(party)) == dict.fromkeys(secrets(party), [who])


@pytest.mark.parametrize(("who", "party"), WRITERS)
def test_every_field_is_read_by_all_in_the_visit_once_it_is_shared(client, cast, preparing, who, party):
    expect(client, cast[who], preparing, **secrets(party), share="yes")

    assert readers(client, cast, preparing, secrets(party)) == dict.fromkeys(secrets(party), EVERYONE)


def test_what_is_shared_stands_side_by_side_and_in_the_agreement(client, cast, preparing):
    expect(client, cast["ida"], preparing, "At se fejllisten.", share="yes", **{"what-to-learn-about": "Løn."})

    client.force_login(cast["hanne"])
    assert "At se fejllisten." in words(client.get(url("placement-agreement", preparing)))
    assert "Løn." in words(client.get(url("placement-expectations", preparing)))
    assert preparing.events.filter(name="share").count() == 1


def test_sharing_needs_a_goal_and_keeps_what_was_typed(client, cast, preparing):
    response = expect(client, cast["ida"], preparing, "", share="yes", **{"what-to-learn-about": "Om løn."})

    assert errors(response) == ["Write your goal before you share."]
    assert "Om løn." in response.content.decode()
    assert not Answer.objects.exists()


def test_shared_words_may_change_until_the_agreement_and_then_stand(client, cast, preparing):
    the_cast.prepare(preparing)
    goal = Goal.objects.get(participant=preparing.participant(cast["ida"]))
    expect(client, cast["ida"], preparing, **{f"goal-{goal.pk}": "Et nyt mål."})
    assert goals_of(preparing, cast["ida"]) == [("I1", "Et nyt mål.")]
    for key in ("ida", "hanne", "signe"):
        preparing.perform("sign", by=cast[key])

    response = expect(client, cast["ida"], preparing, **{f"goal-{goal.pk}": "Et tredje."})

    assert goals_of(preparing, cast["ida"]) == [("I1", "Et nyt mål.")]
    assert told(response) == ["The agreement is signed with what you shared. Open it again to change it."]


def test_the_coordinator_writes_no_expectations(client, cast, preparing):
    assert expect(client, cast["karl"], preparing, "Mit.").status_code == 403


def test_a_goal_that_is_part_of_the_agreement_does_not_change_after_the_last_signature(cast, preparing):
    the_cast.prepare(preparing)
    for key in ("ida", "hanne"):
        preparing.perform("sign", by=cast[key])
    placement = Placement.objects.for_page().get(pk=preparing.pk)
    me = placement.participant(cast["hanne"])
    given = {"goal-new-1": "Noget helt andet.", "seen": ExpectationsForm(participant=me).seen_now()}
    form = ExpectationsForm(given, participant=me)
    assert form.is_valid()
    request = RequestFactory().post("/")
    request.user = cast["hanne"]
    placement.perform("sign", by=cast["signe"])

    assert expectations.kept(request, placement, form) is False

    assert form.non_field_errors() == ["The agreement is signed with what you shared. Open it again to change it."]
    now = Placement.objects.for_page().get(pk=preparing.pk)
    assert (now.state, now.version.text) == ("agreed", Version.objects.draft("agreement", now).text)


# goals as rows


def test_each_goal_is_a_row_with_a_mark_that_lasts(client, cast, preparing):
    expect(client, cast["ida"], preparing, "At se fejllisten.", "", "At møde Benny.", share="yes")
    first, second = Goal.objects.filter(participant=preparing.participant(cast["ida"]))

    expect(client, cast["ida"], preparing, "Et tredje.", **{f"goal-{first.pk}": " ", f"goal-{second.pk}": second.text})

    assert goals_of(preparing, cast["ida"]) == [("I2", "At møde Benny."), ("I3", "Et tredje.")]
    with translation.override("da"):
        assert goals_of(preparing, cast["ida"])[0] == ("P2", "At møde Benny.")


def test_two_of_one_party_never_share_a_mark(client, cast, preparing):
    expect(client, cast["rune"], preparing, "At lære af at vise frem.", "At få nye øjne på.")
    expect(client, cast["hanne"], preparing, "At høre, hvad der er vaner.", share="yes")

    expect(client, cast["rune"], preparing, share="yes", **{
        f"goal-{goal.pk}": goal.text for goal in Goal.objects.filter(participant=preparing.participant(cast["rune"]))
    })  # fmt: skip

    shared = Goal.objects.shared_in(preparing)
    assert [(goal.mark, goal.text) for goal in shared] == [
        ("H1", "At høre, hvad der er vaner."),
        ("H2", "At lære af at vise frem."),
        ("H3", "At få nye øjne på."),
    ]


def test_a_changed_goal_is_a_changed_term_for_those_who_meet(client, cast, preparing):
    the_cast.prepare(preparing)
    for key in ("ida", "hanne", "signe"):
        if key != "hanne":
            preparing.perform("sign", by=cast[key])

    expect(client, cast["ida"], preparing, "Et mål mere.", **{
        f"goal-{goal.pk}": goal.text for goal in Goal.objects.filter(participant=preparing.participant(cast["ida"]))
    })  # fmt: skip

    now = Placement.objects.for_page().get(pk=preparing.pk)
    signe = now.participant(cast["signe"]).pk
    assert now.signed_by == {signe}


def test_another_field_keeps_what_was_typed_and_saves_nothing(client, cast, preparing):
    response = expect(client, cast["ida"], preparing, "Ét.", "To.", another="yes", **{"what-to-learn-about": "Løn."})

    page = BeautifulSoup(response.content, "html.parser")
    assert [each.get_text(strip=True) for each in page.select("[name^=goal-new]")] == ["Ét.", "To.", ""]
    assert page.select_one("[name=what-to-learn-about]").get_text(strip=True) == "Løn."
    assert not Goal.objects.exists()


def test_there_is_room_for_twelve_goals(client, cast, preparing):
    response = expect(client, cast["ida"], preparing, *[f"Mål {n}" for n in range(1, 30)])

    assert len(goals_of(preparing, cast["ida"])) == 12
    assert "One more goal" not in words(response)


# two windows


def test_a_window_that_was_overtaken_is_told_and_nothing_is_lost(client, cast, preparing):
    client.force_login(cast["ida"])
    first = opened(client, preparing)
    expect(client, cast["ida"], preparing, "Fra det første vindue.", seen=first)

    response = expect(client, cast["ida"], preparing, "Fra det andet.", seen=first)

    assert goals_of(preparing, cast["ida"]) == [("I1", "Fra det første vindue.")]
    assert "You have saved something else meanwhile" in words(response)
    assert "Fra det første vindue." in words(response)
    assert in_fields(response) == ["Fra det andet."]


def test_who_saves_again_after_that_has_both(client, cast, preparing):
    client.force_login(cast["ida"])
    first = opened(client, preparing)
    expect(client, cast["ida"], preparing, "Fra det første vindue.", seen=first)
    refused = expect(client, cast["ida"], preparing, "Fra det andet.", seen=first)
    now = BeautifulSoup(refused.content, "html.parser").select_one("[name=seen]")["value"]

    expect(client, cast["ida"], preparing, "Fra det andet.", seen=now)

    assert goals_of(preparing, cast["ida"]) == [("I1", "Fra det første vindue."), ("I2", "Fra det andet.")]


def test_sharing_twice_shares_once(client, cast, preparing):
    client.force_login(cast["ida"])
    first = opened(client, preparing)

    for _click in range(2):
        expect(client, cast["ida"], preparing, "Et mål.", share="yes", seen=first)

    assert goals_of(preparing, cast["ida"]) == [("I1", "Et mål.")]
    assert preparing.events.filter(name="share").count() == 1


@pytest.mark.parametrize("text", ["\x00", "x" * 20_000, "\u202e\ufffe", "0101701234"])
def test_hostile_text_is_answered_with_a_sentence(client, cast, preparing, text):
    response = expect(client, cast["ida"], preparing, text, share="yes")

    assert response.status_code == 200
    assert not Goal.objects.filter(text__contains="x" * 3000).exists()
