"""Evaluations are blind until intern and host have both written, or time is out; nobody writes blind after it."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.placements.models import Placement
from ipraktik.programme import programme
from ipraktik.reflections.models import Evaluation, Pulse
from ipraktik.reflections.months import months_after, months_due

pytestmark = pytest.mark.django_db
GIVEN = {"benefit": "yes", "recommend": "yes", "benefit_text": "", "to_others": "", "to_office": ""}


@pytest.fixture(autouse=True)
def english(client, settings):
    client.cookies["language"] = "en"
    settings.COORDINATORS_NEED_SECOND_FACTOR = False


@pytest.fixture
def held(cast):
    """A visit that ended yesterday and took place."""
    placement = the_cast.placement(cast, "agreed")
    the_cast.move_in_time(placement, (timezone.localdate() - placement.visit.last_day).days - 1)
    return Placement.objects.get(pk=placement.pk).perform("confirm", by=cast["hanne"])


def ended(placement, days_ago):
    the_cast.move_in_time(placement, (timezone.localdate() - placement.visit.last_day).days - days_ago)


def write(client, person, placement, **given):
    client.force_login(person)
    return client.post(reverse("placement-evaluate", args=[placement.pk]), GIVEN | given, follow=True)


def read(client, person, placement):
    client.force_login(person)
    page = BeautifulSoup(client.get(reverse("placement-evaluate", args=[placement.pk])).content, "html.parser")
    return page.select_one("#main-content").get_text(" ", strip=True)


def readers(client, cast, placement, words):
    return [key for key in ("ida", "hanne", "rune", "signe", "karl") if words in read(client, cast[key], placement)]


def test_one_sides_words_wait_for_the_others(client, cast, held):
    write(client, cast["ida"], held, to_others="I er modige.")
    alone = readers(client, cast, held, "I er modige.")

    write(client, cast["hanne"], held, to_others="Du så os.")

    assert alone == ["ida"]
    assert readers(client, cast, held, "I er modige.") == ["ida", "hanne", "rune", "signe", "karl"]
    assert readers(client, cast, held, "Du så os.") == ["ida", "hanne", "rune", "signe", "karl"]


def test_the_senders_words_do_not_open_the_others(client, cast, held):
    write(client, cast["ida"], held, to_others="I er modige.")

    write(client, cast["signe"], held, to_others="Tak for lån.")

    assert readers(client, cast, held, "I er modige.") == ["ida"]
    assert readers(client, cast, held, "Tak for lån.") == ["signe"]


@pytest.mark.parametrize(("days_ago", "seen"), [(13, ["ida"]), (14, ["ida", "hanne", "rune", "signe", "karl"])])
def test_time_runs_out_for_who_does_not_write(client, cast, held, days_ago, seen):
    write(client, cast["ida"], held, to_others="I er modige.")

    ended(held, days_ago)

    assert readers(client, cast, held, "I er modige.") == seen


def test_who_writes_after_that_does_not_write_blind_and_is_told(client, cast, held):
    write(client, cast["ida"], held, to_others="I er modige.")
    ended(held, programme().rules.blind_days)
    told = read(client, cast["hanne"], held)

    write(client, cast["hanne"], held, to_others="Tak.")

    assert "The days of waiting are over, so the others can read what you write at once." in told
    assert readers(client, cast, held, "Tak.") == ["ida", "hanne", "rune", "signe", "karl"]


def test_ones_own_words_may_change_until_they_are_read(client, cast, held):
    write(client, cast["ida"], held, to_others="Først.")
    write(client, cast["ida"], held, to_others="Så.")
    write(client, cast["hanne"], held)

    response = write(client, cast["ida"], held, to_others="For sent.")

    mine = Evaluation.objects.get(participant__person=cast["ida"])
    assert mine.to_others == "Så."
    assert "so they cannot be changed any more" in response.content.decode()
    assert [event.by for event in held.events.filter(name="evaluate")] == [cast["ida"], cast["hanne"]]


def test_the_line_to_the_office_is_for_the_office(client, cast, held):
    write(client, cast["ida"], held, to_office="Værten glemte mig.")
    write(client, cast["hanne"], held)

    assert readers(client, cast, held, "Værten glemte mig.") == ["karl"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"benefit": ""}, "Choose whether you have had benefit from it."),
        ({"recommend": ""}, "Choose whether you would recommend it."),
        ({"recommend": "måske"}, "Choose one of those on the list."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(client, cast, held, given, sentence):
    response = write(client, cast["ida"], held, benefit_text="Fejllisten.", **given)

    page = BeautifulSoup(response.content, "html.parser")
    assert [each.get_text(strip=True) for each in page.select(".error-summary a")] == [sentence]
    assert page.select_one("[name=benefit_text]").get_text(strip=True) == "Fejllisten."
    assert not Evaluation.objects.exists()


def test_nobody_evaluates_what_has_not_been_confirmed(client, cast):
    placement = the_cast.placement(cast, "agreed")

    response = write(client, cast["ida"], placement)

    assert response.redirect_chain[-1][0] == placement.get_absolute_url()
    assert not Evaluation.objects.exists()


def test_the_office_evaluates_nothing_and_an_outsider_finds_nothing(client, cast, held):
    assert [write(client, cast[key], held).status_code for key in ("karl", "olga")] == [403, 404]


def test_all_who_may_read_is_one_question(cast, held):
    for key in ("ida", "hanne"):
        Evaluation.objects.create(participant=held.participants.get(person=cast[key]), benefit="yes", recommend=True)

    seen = {key: Evaluation.objects.visible_to(cast[key]).count() for key in ("ida", "signe", "karl", "olga", "bo")}

    assert seen == {"ida": 2, "signe": 2, "karl": 2, "olga": 0, "bo": 0}


# the follow-up


def answer(client, person, placement, month=1, **given):
    client.force_login(person)
    address = reverse("placement-follow-up", args=[placement.pk, month])
    return client.post(address, {"contact": "yes", "changed": "no"} | given, follow=True)


def test_the_follow_up_is_answered_once_when_its_month_has_come(client, cast, held):
    early = answer(client, cast["ida"], held)
    ended(held, 40)
    answer(client, cast["ida"], held, changed="yes", text="Vi har en fejlliste.")
    answer(client, cast["ida"], held, contact="no")

    assert "We ask from" in early.content.decode()
    assert [(each.contact, each.changed, each.text) for each in Pulse.objects.all()] == [
        (True, True, "Vi har en fejlliste.")
    ]
    assert [event.facts for event in held.events.filter(name="follow-up")] == [{"month": 1}]


def test_the_others_read_what_has_changed(client, cast, held):
    ended(held, 40)
    answer(client, cast["hanne"], held, text="Vi har flyttet tavlen.", changed="yes")
    client.force_login(cast["ida"])

    shown = client.get(reverse("placement-follow-up", args=[held.pk, 1])).content.decode()

    assert "Vi har flyttet tavlen." in shown


def test_a_month_the_programme_does_not_ask_about_is_not_there(client, cast, held):
    assert answer(client, cast["ida"], held, month=7).status_code == 404


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2027, 12, 15), 12, date(2028, 12, 15)),
    ],
)
def test_months_are_months(day, months, then):
    assert months_after(day, months) == then


def test_months_are_due_from_their_day():
    last = date(2027, 5, 14)

    assert months_due(last, (3, 1, 12), last + timedelta(days=100)) == [1, 3]
    assert months_due(None, (1,), last) == []


def test_the_office_reads_who_has_not_evaluated(client, cast, held):
    client.force_login(cast["karl"])
    client.cookies["language"] = "en"

    def said():
        page = client.get(reverse("placement", args=[held.pk])).content.decode()
        return BeautifulSoup(page, "html.parser").select_one(".next-step p:not(.overline)").get_text(strip=True)

    missing = (
        "Evaluations that have come in: 0. Still missing: Ida Lund, Signe Dahl, Hanne Krogh. Call or write to them."
    )
    assert said() == missing

    for key in ("ida", "hanne", "signe"):
        Evaluation.objects.create(participant=held.participants.get(person=cast[key]), benefit="yes", recommend=True)
    assert said() == "Evaluations that have come in: 3."
