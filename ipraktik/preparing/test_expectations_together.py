"""What more than one writes about, and what nobody has answered: by words in common, and not by words anybody uses."""

import pytest
from django.utils import timezone, translation

from ipraktik import cast as the_cast
from ipraktik.guide.models import Answer
from ipraktik.placements.models import Goal, Placement
from ipraktik.preparing.expectations_together import common, sides, telling, together

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def placement(cast):
    return the_cast.placement(cast, "preparing", offer_=the_cast.offer(cast, see="Robotten Benny om natten."))


def write(placement, party, *goals, share=True, **answers):
    me = placement.participants.get(party=party, signs=True)
    for number, text in enumerate(goals, start=1):
        Goal.objects.create(participant=me, number=number, text=text)
    for key, text in answers.items():
        Answer.objects.create(participant=me, key=key.replace("_", "-"), text=text)
    me.expectations_shared_at = timezone.now() if share else None
    me.save()


def found(placement):
    placement = Placement.objects.for_page().get(pk=placement.pk)
    return together(placement, sides(placement))


def meetings(placement):
    return [
        (said.label, [(echo.said.label, echo.said.about, echo.words) for echo in echoes])
        for said, echoes in found(placement).agreed
    ]


def open_goals(placement):
    return [said.label for said in found(placement).open_goals]


@pytest.mark.parametrize(
    ("mine", "theirs", "words"),
    [
        ("At se jeres fejllister", "Vi viser fejllisten", ["fejllister"]),
        ("Mødet med hospitalerne", "Et hospital ringer", ["hospitalerne"]),
        ("Vi vil gerne lære noget nyt af jeres arbejde", "I lærer noget om vores arbejde", []),
        ("To see how you handle complaints", "Each complaint is read aloud", ["complaints"]),
        ("2027", "2027", []),
        ("", "", []),
    ],
)
def test_words_in_common_are_those_that_say_something(mine, theirs, words):
    assert common(telling(mine), telling(theirs)) == words


def test_nothing_is_compared_before_two_parties_have_shared(placement):
    write(placement, "intern", "At se fejllisten.")
    write(placement, "host", "At vise fejllisten frem.", share=False)

    assert found(placement) is None


def test_where_they_meet_and_what_is_open(placement):
    write(
        placement, "intern", "At se jeres fejllister.", "At møde en robot som Robotten Benny.", "At lære at sige nej."
    )
    write(placement, "host", "At høre om lønsamtaler.", host_would_like_to_show="Fejllisten på tavlen.")

    assert meetings(placement) == [
        ("I1", [("What would you like to show?", "show", ["fejllister"])]),
        ("I2", [("", "offered", ["robot", "benny"])]),
    ]
    assert open_goals(placement) == ["I3", "H1"]


def test_a_goal_that_two_have_stands_once(placement):
    write(placement, "intern", "At forstå vikarløn.")
    write(placement, "sender", "At praktikanten forstår vikarløn.")

    assert meetings(placement) == [("I1", [("S1", "goal", ["vikarløn"])])]


def test_the_itinerary_answers_too(placement):
    write(placement, "intern", "At møde hospitalerne.")
    write(placement, "host", "At blive set efter i kortene.")
    the_cast.prepare(placement)
    placement.visit.items.create(day=placement.visit.first_day, what="Ugens møde med hospitalet")

    assert meetings(placement) == [("I1", [("Ugens møde med hospitalet", "planned", ["hospitalerne"])])]


def test_it_is_said_who_has_not_answered_what(placement):
    write(placement, "intern", "Et mål.", what_to_learn_about="Fejl.")

    ida = next(side for side in sides(placement) if side.party == "intern")
    assert [said.label for said in ida.said] == ["I1", ida.said[1].label]
    assert len(ida.silent) == 4


def test_a_row_that_points_to_a_goal_answers_it_whatever_its_words(placement):
    write(placement, "intern", "At lære at sige nej.")
    write(placement, "host", "At blive set efter i kortene.")
    the_cast.prepare(placement)
    row = placement.visit.items.create(day=placement.visit.first_day, what="Kundesamtaler")
    row.goals.add(Goal.objects.get(text="At lære at sige nej."))

    assert meetings(placement) == [("I1", [("Kundesamtaler", "planned", [])])]
    assert open_goals(placement) == ["H1", "H2"]
