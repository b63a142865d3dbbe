"""“Did you get it?”: each is asked for their own goals, blind as the rest, and all read it when the evaluations open."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.placements.models import Goal, Placement
from ipraktik.reflections.models import GoalReached

pytestmark = pytest.mark.django_db
GIVEN = {"benefit": "yes", "recommend": "yes"}


@pytest.fixture(autouse=True)
def english(client, settings):
    client.cookies["language"] = "en"
    settings.COORDINATORS_NEED_SECOND_FACTOR = False


@pytest.fixture
def held(cast):
    placement = the_cast.placement(cast, "agreed")
    the_cast.move_in_time(placement, (timezone.localdate() - placement.visit.last_day).days - 1)
    return Placement.objects.get(pk=placement.pk).perform("confirm", by=cast["hanne"])


def goal_of(placement, person):
    return Goal.objects.get(participant=placement.participant(person))


def write(client, person, placement, came="partly", line=""):
    goal = goal_of(placement, person).pk
    client.force_login(person)
    given = GIVEN | {f"goal-{goal}": came, f"goal-{goal}-line": line}
    return client.post(reverse("placement-evaluate", args=[placement.pk]), given, follow=True)


def readers(client, cast, placement, words):
    found = []
    for key in ("ida", "hanne", "rune", "signe", "karl"):
        client.force_login(cast[key])
        page = client.get(reverse("placement-evaluate", args=[placement.pk])).content.decode()
        if words in page:
            found.append(key)
    return found


def test_each_is_asked_for_their_own_goals(client, cast, held):
    asked = {}
    for key in ("ida", "hanne", "rune", "signe"):
        client.force_login(cast[key])
        page = BeautifulSoup(client.get(reverse("placement-evaluate", args=[held.pk])).content, "html.parser")
        asked[key] = [each.get_text(" ", strip=True)[:3] for each in page.select("legend") if "Did you" in each.text]

    assert asked == {"ida": ["I1:"], "hanne": ["H1:"], "rune": ["H2:"], "signe": []}


def test_what_became_of_a_goal_waits_for_the_others_and_then_all_read_it(client, cast, held):
    write(client, cast["ida"], held, "other", "Jeg fandt en ven i stedet.")
    alone = readers(client, cast, held, "Jeg fandt en ven i stedet.")

    write(client, cast["hanne"], held)

    assert alone == ["ida"]
    assert readers(client, cast, held, "Jeg fandt en ven i stedet.") == ["ida", "hanne", "rune", "signe", "karl"]


def test_the_answer_may_change_until_it_is_read(client, cast, held):
    write(client, cast["ida"], held, "yes")
    write(client, cast["ida"], held, "no", "Der var ikke tid.")

    assert [(each.came, each.line) for each in GoalReached.objects.all()] == [("no", "Der var ikke tid.")]


@pytest.mark.parametrize(("came", "line", "kept"), [("", "", []), ("", "En linje.", [("", "En linje.")])])
def test_nobody_must_answer(client, cast, held, came, line, kept):
    write(client, cast["ida"], held, came, line)

    assert [(each.came, each.line) for each in GoalReached.objects.all()] == kept


def test_what_is_no_answer_is_refused(client, cast, held):
    response = write(client, cast["ida"], held, "måske", "En linje.")

    page = BeautifulSoup(response.content, "html.parser")
    assert [each.get_text(strip=True) for each in page.select(".error-summary a")] == [
        "Choose one of those on the list."
    ]
    assert "En linje." in response.content.decode()
    assert not GoalReached.objects.exists()
