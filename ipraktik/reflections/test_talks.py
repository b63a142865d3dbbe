"""The daily talk: each answers alone, and who has answered may read when both have; nobody else ever."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ipraktik.people.links import Link
from ipraktik.people.sign_in import prove
from ipraktik.placements.models import Placement, Signature
from ipraktik.programme import programme
from ipraktik.reflections.models import Conclusion, TalkAnswer
from ipraktik.reflections.talks import end_of_day, morning_after
from ipraktik.reflections.talks_counted import counted
from ipraktik.tests.talk_scenes import FRIDAY, MONDAY, THURSDAY, at

pytestmark = pytest.mark.django_db
pytest_plugins = ["ipraktik.tests.talk_scenes"]
EVERYBODY = ("ida", "hanne", "rune", "signe", "karl", "olga")


def answer(page, person, placement, words, day=THURSDAY):
    return page(person, "placement-talk", placement.pk, day.isoformat(), **{"most-striking": words})


def readers(page, cast, placement, words, day=THURSDAY):
    """Whose pages say it: the day's own page and the page of all days say the same."""
    one = {key for key in EVERYBODY if words in page(cast[key], "placement-talk", placement.pk, day.isoformat()).words}
    every = {key for key in EVERYBODY if words in page(cast[key], "placement-talks", placement.pk).words}
    return one | every


def test_nobody_reads_the_others_words_before_both_have_answered(page, cast, visit):
    with at(THURSDAY, 16):
        answer(page, cast["hanne"], visit, "At hun talte med alle.")
        alone = readers(page, cast, visit, "At hun talte med alle.")
        before = page(cast["ida"], "placement-talk", visit.pk, THURSDAY.isoformat()).words
        answer(page, cast["ida"], visit, "Tavlen.")

        assert alone == {"hanne"}
        assert "The other has answered. Answer too, and you can read it." in before
        assert readers(page, cast, visit, "At hun talte med alle.") == {"ida", "hanne"}
        assert readers(page, cast, visit, "Tavlen.") == {"ida", "hanne"}


def test_the_reserve_who_has_not_answered_reads_neither(page, cast, visit):
    with at(THURSDAY, 16):
        answer(page, cast["hanne"], visit, "Ro.")
        answer(page, cast["ida"], visit, "Tavlen.")
        told = page(cast["rune"], "placement-talk", visit.pk, THURSDAY.isoformat()).words
        answer(page, cast["rune"], visit, "Jeg så det samme.")

        assert "Answer yourself, and you can read it." in told
        assert readers(page, cast, visit, "Tavlen.") == {"ida", "hanne", "rune"}


def test_what_may_be_read_is_one_question_to_the_database(page, cast, visit):
    with at(FRIDAY, 16):
        for key in ("ida", "hanne"):
            answer(page, cast[key], visit, "Torsdag.")
        answer(page, cast["ida"], visit, "Fredag.", FRIDAY)

    seen = {key: TalkAnswer.objects.visible_to(cast[key]).count() for key in EVERYBODY}

    assert seen == {"ida": 3, "hanne": 2, "rune": 0, "signe": 0, "karl": 0, "olga": 0}


def test_who_writes_after_both_could_be_read_is_marked(page, cast, visit):
    with at(THURSDAY, 16):
        answer(page, cast["ida"], visit, "Tavlen.")
    with at(THURSDAY, 17):
        answer(page, cast["hanne"], visit, "Ro.")
        on_time = page(cast["ida"], "placement-talk", visit.pk, THURSDAY.isoformat()).words
    with at(FRIDAY, 9):
        answer(page, cast["ida"], visit, "Tavlen og roen.")
        late = page(cast["hanne"], "placement-talk", visit.pk, THURSDAY.isoformat()).words

    assert "when both could already be read" not in on_time
    assert late.count("when both could already be read") == 1
    assert "Tavlen og roen." in late


def test_a_change_before_that_is_not_marked(page, cast, visit):
    with at(THURSDAY, 16):
        answer(page, cast["ida"], visit, "Tavlen.")
    with at(THURSDAY, 17):
        answer(page, cast["ida"], visit, "Fejltavlen.")
    with at(THURSDAY, 18):
        answer(page, cast["hanne"], visit, "Ro.")

        assert "could already be read" not in page(cast["ida"], "placement-talks", visit.pk).words


def test_one_question_answered_is_enough_and_none_is_not(page, cast, visit):
    day = THURSDAY.isoformat()
    with at(THURSDAY, 16):
        empty = page(cast["ida"], "placement-talk", visit.pk, day, **{"most-striking": " "})
        page(cast["ida"], "placement-talk", visit.pk, day, **{"what-surprised-you": "Roen."})

    summary = [each.get_text(strip=True) for each in empty.soup.select(".error-summary a")]
    assert summary == ["Write a few words under at least one of the questions."]
    assert TalkAnswer.objects.get().said == {"what-surprised-you": "Roen."}


def test_what_was_typed_is_kept_when_a_number_looks_personal(page, cast, visit):
    with at(THURSDAY, 16):
        response = answer(page, cast["ida"], visit, "Hun hedder 010203-0123.")

    assert response.soup.select_one("[name=most-striking]").get_text(strip=True) == "Hun hedder 010203-0123."
    assert not TalkAnswer.objects.exists()


@pytest.mark.parametrize(
    ("now", "days"),
    [
        ((THURSDAY, 0, 0), [THURSDAY]),
        ((FRIDAY, 12, 0), [FRIDAY, THURSDAY]),
        ((date(2027, 3, 6), 12, 0), [FRIDAY, THURSDAY]),
        ((MONDAY, 0, 0), [MONDAY, FRIDAY, THURSDAY]),
        ((date(2027, 3, 20), 12, 0), [MONDAY, FRIDAY, THURSDAY]),
    ],
)
def test_there_is_a_talk_for_each_day_of_the_visit_that_has_come(page, cast, visit, now, days):
    with at(*now):
        shown = page(cast["ida"], "placement-talks", visit.pk).soup.select("section[id^=day-]")

    assert [each["id"] for each in shown] == [f"day-{day}" for day in days]


@pytest.mark.parametrize(
    ("day", "status"), [("2027-03-06", 404), ("2027-03-03", 404), ("i-morgen", 404), ("2027-03-08", 302), ("9999", 404)]
)
def test_a_day_that_is_not_of_the_visit_is_not_there_and_one_to_come_says_so(page, cast, visit, client, day, status):
    with at(FRIDAY):
        client.force_login(cast["ida"])

        assert client.get(reverse("placement-talk", args=[visit.pk, day])).status_code == status


def test_before_the_first_midnight_there_is_no_talk(page, cast, visit, client):
    with at(date(2027, 3, 3), 23, 59):
        client.force_login(cast["ida"])

        assert client.get(reverse("placement-talks", args=[visit.pk])).status_code == 302


# what they came to


def conclude(page, person, placement, words, seen, day=THURSDAY):
    return page(person, "placement-talk", placement.pk, day.isoformat(), conclusion=words, seen=seen)


@pytest.fixture
def opened(page, cast, visit):
    with at(THURSDAY, 16):
        for key in ("ida", "hanne"):
            answer(page, cast[key], visit, "Tavlen.")
    return visit


def test_both_may_write_what_they_came_to_and_only_they_read_it(page, cast, opened):
    with at(THURSDAY, 17):
        conclude(page, cast["hanne"], opened, "Vi prøver en tavle.", "0")
        conclude(page, cast["ida"], opened, "Vi prøver en tavle hos jer.", "1")

        assert readers(page, cast, opened, "Vi prøver en tavle hos jer.") == {"ida", "hanne"}
    assert [(each.revision, each.by) for each in Conclusion.objects.all()] == [(2, cast["ida"])]


def test_of_two_who_write_at_once_the_later_is_told_and_sees_both(page, cast, opened):
    with at(THURSDAY, 17):
        conclude(page, cast["hanne"], opened, "Fra Hanne.", "0")
        told = conclude(page, cast["ida"], opened, "Fra Ida.", "0")
        stands = Conclusion.objects.get().text
        seen = told.soup.select_one("[name=seen]")["value"]
        conclude(page, cast["ida"], opened, "Fra Hanne og fra Ida.", seen)

    assert "Hanne Krogh wrote while you did. Put the two together, and save again." in told.words
    assert "Fra Hanne." in told.soup.select_one("#meanwhile").get_text()
    assert told.soup.select_one("[name=conclusion]").get_text(strip=True) == "Fra Ida."
    assert (stands, Conclusion.objects.get().text) == ("Fra Hanne.", "Fra Hanne og fra Ida.")


def test_the_same_words_twice_are_one(page, cast, opened):
    with at(THURSDAY, 17):
        for _twice in range(2):
            conclude(page, cast["hanne"], opened, "Vi prøver en tavle.", "0")

    assert Conclusion.objects.get().revision == 1


@pytest.mark.parametrize("seen", ["", "-1", "mange", "9" * 40])
def test_a_strange_mark_of_what_was_seen_overwrites_nothing(page, cast, opened, seen):
    with at(THURSDAY, 17):
        conclude(page, cast["hanne"], opened, "Fra Hanne.", "0")
        conclude(page, cast["ida"], opened, "Fra Ida.", seen)

    assert Conclusion.objects.get().text == "Fra Hanne."


def test_nobody_concludes_a_talk_they_cannot_read(page, cast, visit):
    with at(THURSDAY, 16):
        answer(page, cast["ida"], visit, "Tavlen.")
        told = conclude(page, cast["ida"], visit, "Vi prøver.", "0")

    assert "When both have answered, you can write what you came to." in told.soup.get_text()
    assert not Conclusion.objects.exists()


def test_talks_are_for_who_speaks_for_the_host_now(page, cast, opened):
    """Not for a second signatory, nor for who was the contact before."""
    opened.seat("host", cast["per"].pk, signs=True, second=True)
    opened.visit.staff(cast["rune"], cast["emil"])
    names = ("placement-talks", "placement-advice", "placement-closing")
    with at(MONDAY, 16):
        closed = {key: [page(cast[key], name, opened.pk).status_code for name in names] for key in ("per", "hanne")}
        step = page(cast["per"], "placement", opened.pk).soup.select_one(".next-step h2").get_text(strip=True)

    assert closed == {"per": [403, 403, 403], "hanne": [403, 403, 403]}
    assert step == "Ida Lund is with you now"


# several interns


@pytest.fixture
def two(visit_of):
    ida = visit_of()
    return ida, visit_of(intern="bo", manager="jens", beside=ida)


def to_all(page, person, placement, words, day=THURSDAY):
    return page(person, "visit-talk", placement.visit_id, day.isoformat(), **{"most-striking": words})


def said_to(placement, person):
    found = TalkAnswer.objects.filter(participant__placement=placement, participant__person=person)
    return [each.said["most-striking"] for each in found]


def test_the_host_answers_for_all_at_once_and_what_is_said_to_one_stands(page, cast, two):
    ida, bo = two
    with at(THURSDAY, 16):
        answer(page, cast["hanne"], bo, "Bo spurgte om alt.")
        to_all(page, cast["hanne"], ida, "De hjalp hinanden.")
        to_all(page, cast["hanne"], ida, "De hjalp os.")

    assert said_to(ida, cast["hanne"]) == ["De hjalp os."]
    assert said_to(bo, cast["hanne"]) == ["Bo spurgte om alt."]


def test_what_is_carried_to_all_leaves_words_of_its_own_that_came_meanwhile(cast, two):
    _ida, bo = two
    me = bo.participants.get(person=cast["hanne"])
    TalkAnswer.objects.answer(me, THURSDAY, {"most-striking": "Bo spurgte om alt."})

    TalkAnswer.objects.answer(me, THURSDAY, {"most-striking": "De hjalp hinanden."}, is_carried=True)

    assert said_to(bo, cast["hanne"]) == ["Bo spurgte om alt."]


def test_each_intern_has_a_talk_of_their_own(page, cast, two):
    ida, bo = two
    with at(THURSDAY, 16):
        to_all(page, cast["hanne"], ida, "De hjalp hinanden.")
        answer(page, cast["ida"], ida, "Tavlen.")

        assert "De hjalp hinanden." in page(cast["ida"], "placement-talks", ida.pk).words
        assert "De hjalp hinanden." not in page(cast["bo"], "placement-talks", bo.pk).words
        assert page(cast["bo"], "placement-talks", ida.pk).status_code == 404
        assert page(cast["ida"], "visit-talk", ida.visit_id, THURSDAY.isoformat()).status_code == 404


# the office, and links


def test_the_office_is_told_how_many_and_the_sender_nothing(page, cast, opened):
    with at(FRIDAY, 12):
        answer(page, cast["ida"], opened, "Fredagens ord.", FRIDAY)
        shown = {key: page(cast[key], "placement", opened.pk).words for key in ("karl", "signe", "ida")}

        assert counted(Placement.objects.get(pk=opened.pk))["held"] == 1
    assert "Daily talks held 1 of 2" in shown["karl"]
    assert [key for key in shown if "Daily talks held" in shown[key]] == ["karl"]
    assert [key for key in ("karl", "signe") if "Fredagens" in shown[key] or "Tavlen" in shown[key]] == []


@pytest.mark.parametrize("key", ["signe", "karl"])
def test_the_others_have_no_such_page(page, cast, opened, key):
    prove(cast[key])
    with at(FRIDAY):
        tabs = page(cast[key], "placement", opened.pk).soup.select("nav .tab-links a")
        answers = [page(cast[key], name, opened.pk).status_code for name in ("placement-talks", "placement-closing")]

    assert answers == [403, 403]
    assert [tab.get_text() for tab in tabs if "talk" in tab.get_text()] == []


def test_a_personal_link_is_enough_to_answer_and_to_put_it_off(client, cast, visit):
    with at(THURSDAY, 16):
        client.post(reverse("link", args=[Link.objects.mint(cast["ida"], "placement", visit.pk)]))
        client.post(reverse("placement-talk", args=[visit.pk, THURSDAY]), {"most-striking": "Tavlen."})
        client.post(reverse("placement-talk-reminders", args=[visit.pk]), {"until": "visit"})

    assert TalkAnswer.objects.get().participant.person == cast["ida"]
    assert visit.visit.talk_snoozes.get().is_for_good


def test_looking_changes_nothing(client, cast, visit):
    with at(THURSDAY, 16):
        client.force_login(cast["ida"])
        for name, args in (("placement-talks", ()), ("placement-talk", (THURSDAY,))):
            client.get(reverse(name, args=[visit.pk, *args]), {"until": "visit", "most-striking": "Hej."})
        refused = client.get(reverse("placement-talk-reminders", args=[visit.pk])).status_code

    assert refused == 405
    assert not TalkAnswer.objects.exists() and not visit.visit.talk_snoozes.exists()


# hours and mornings


@pytest.mark.parametrize(
    ("rows", "hour"),
    [((), "15:30"), (("14:00",), "14:00"), (("12:00", "13:15"), "13:15"), (("17:00",), "15:30"), ((None,), "15:30")],
)
def test_the_talk_is_next_after_the_days_last_row_and_at_the_programmes_hour_at_latest(visit, rows, hour):
    for ends in rows:
        visit.visit.items.create(day=THURSDAY, ends=ends, what="Møde")
    placement = Placement.objects.get(pk=visit.pk)

    assert f"{end_of_day(placement, THURSDAY):%H:%M %z}" == f"{hour} +0100"


@pytest.mark.parametrize(
    ("day", "morning"),
    [
        (THURSDAY, "2027-03-05 07:00"),
        (FRIDAY, "2027-03-08 07:00"),
        (MONDAY, "2027-03-09 07:00"),
    ],
)
def test_tomorrow_morning_is_that_of_the_next_day_of_the_visit_or_of_work(visit, day, morning):
    assert f"{morning_after(visit.visit, day):%Y-%m-%d %H:%M}" == morning


@pytest.mark.parametrize("day", [date(2027, 3, 27), date(2027, 10, 30)])  # the clock is moved in the night after
def test_morning_is_at_seven_when_the_clock_has_been_moved(visit_of, day):
    visit = visit_of(first=date(2027, 3, 1)).visit
    visit.first_day, visit.last_day = day, date(day.year, day.month, day.day + 1)

    assert f"{morning_after(visit, day):%d %H:%M}" == f"{day.day + 1} 07:00"


# forgetting


def test_who_is_erased_takes_their_words_along(page, cast, opened):
    with at(THURSDAY, 17):
        conclude(page, cast["hanne"], opened, "Vi prøver en tavle.", "0")
    Signature.objects.all().delete()
    opened.participants.filter(person=cast["ida"]).delete()
    left = [each.participant.person for each in TalkAnswer.objects.all()]
    opened.versions.all().delete()
    opened.delete()

    assert left == [cast["hanne"]]
    assert (TalkAnswer.objects.count(), Conclusion.objects.count()) == (0, 0)


def test_a_question_that_is_asked_no_more_keeps_its_answers(visit, cast):
    me = visit.participants.get(person=cast["ida"])
    kept = TalkAnswer.objects.answer(me, THURSDAY, {"what-surprised-you": "Roen.", "gone": "Ordet."})

    question = next(each.text for each in programme().talks.day if each.key == "what-surprised-you")
    assert kept.lines == [(question, "Roen."), ("", "Ordet.")]


def test_only_those_in_it_may_answer_whatever_the_page_says(visit, cast):
    with at(THURSDAY), pytest.raises(PermissionDenied):
        visit.demand(cast["signe"], "talk")
