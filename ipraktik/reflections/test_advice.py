"""Three pieces of advice: the intern's own until given; the host answers each; the office sees figures, no words."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ipraktik.documents.test_papers import opened, words
from ipraktik.documents.test_sheet import catalogue, headings
from ipraktik.kit.lifecycle import NotYet
from ipraktik.notebook.models import Note
from ipraktik.people.sign_in import prove
from ipraktik.placements.models import Placement
from ipraktik.reflections.advice import outcomes_of
from ipraktik.reflections.models import Advice, Conclusion, Pulse
from ipraktik.tests.talk_scenes import FRIDAY, MONDAY, THURSDAY, at

pytestmark = pytest.mark.django_db
pytest_plugins = ["ipraktik.tests.talk_scenes"]
EVERYBODY = ("ida", "hanne", "rune", "signe", "karl", "olga")
PIECES = ("Hæng fejltavlen op.", "Hold mødet stående.", "Spørg kokken.")


def write(page, person, placement, *pieces, **more):
    given = {f"advice_{number}": text for number, text in enumerate(pieces, 1)}
    return page(person, "placement-advice", placement.pk, **{"csrf": "", **given, **more})


def give(page, cast, placement, *pieces, **more):
    return write(page, cast["ida"], placement, *(pieces or PIECES), give="yes", **more)


def answer(page, person, placement, **given):
    return page(person, "placement-advice", placement.pk, **given)


def readers(page, cast, placement, text):
    shown = {key: page(cast[key], "placement-advice", placement.pk) for key in EVERYBODY}
    return {key for key, response in shown.items() if text in response.words}


@pytest.fixture
def given(page, cast, visit):
    with at(MONDAY, 14):
        give(page, cast, visit)
    return visit


def test_a_draft_is_the_interns_own_and_one_piece_is_enough(page, cast, visit):
    with at(MONDAY, 10):
        write(page, cast["ida"], visit, "Hæng fejltavlen op.")

        assert readers(page, cast, visit, "Hæng fejltavlen op.") == {"ida"}
    shown = {key: Advice.objects.visible_to(cast[key]).count() for key in EVERYBODY}
    assert shown == {"ida": 1, "hanne": 0, "rune": 0, "signe": 0, "karl": 0, "olga": 0}
    assert not Advice.objects.given().exists()


def test_what_is_given_is_read_by_the_host_and_nobody_else(page, cast, given):
    with at(MONDAY, 15):
        assert readers(page, cast, given, "Hold mødet stående.") == {"ida", "hanne", "rune"}
    assert [event.facts for event in given.events.filter(name="give-advice")] == [{"count": 3}]


def test_fewer_than_three_are_given_only_by_saying_so(page, cast, visit):
    with at(MONDAY, 14):
        told = give(page, cast, visit, "Spørg kokken.")
        before = Advice.objects.count()
        give(page, cast, visit, "Spørg kokken.", fewer="on")

    assert [each.get_text(strip=True) for each in told.soup.select(".error-summary a")] == [
        "You have written 1 piece of advice. Write more, or tick that you give fewer than three."
    ]
    assert told.soup.select_one("[name=advice_1]").get_text(strip=True) == "Spørg kokken."
    assert (before, Advice.objects.given().count()) == (0, 1)


def test_none_is_no_advice(page, cast, visit):
    with at(MONDAY, 14):
        told = write(page, cast["ida"], visit, " ", "")

    assert [each.get_text(strip=True) for each in told.soup.select(".error-summary a")] == [
        "Write at least one piece of advice."
    ]


def test_what_is_taken_out_of_the_draft_is_gone(page, cast, visit):
    with at(MONDAY, 10):
        write(page, cast["ida"], visit, *PIECES)
        write(page, cast["ida"], visit, "", PIECES[2])

    assert [(each.number, each.text) for each in Advice.objects.all()] == [(1, PIECES[2])]


def error_words(response):
    return [each.get_text(strip=True) for each in response.soup.select(".error-summary li")]


def test_given_advice_stands_and_what_is_written_after_it_is_not_lost(page, cast, given):
    with at(MONDAY, 15):
        told = give(page, cast, given, "Noget helt andet.", "To")
        with pytest.raises(NotYet):
            Advice.objects.give(given, cast["ida"], ["Noget helt andet."])

    assert error_words(told) == ["You have given the host your advice. It stands as it was given."]
    assert told.soup.select_one("[name=advice_1]").get_text(strip=True) == "Noget helt andet."
    assert [each.text for each in Advice.objects.all()] == list(PIECES)
    assert given.events.filter(name="give-advice").count() == 1


@pytest.mark.parametrize(
    ("first", "last", "opens"),
    [
        (THURSDAY, MONDAY, FRIDAY),  # over a weekend the day before is the Friday
        (THURSDAY, FRIDAY, THURSDAY),
        (date(2027, 3, 24), date(2027, 3, 30), date(2027, 3, 24)),  # Easter lies between
    ],
)
def test_it_opens_on_the_day_of_the_visit_before_the_last(page, cast, visit_of, client, first, last, opens):
    visit = visit_of(first=first, last=last)

    with at(date.fromordinal(opens.toordinal() - 1), 23, 59):
        client.force_login(cast["ida"])
        before = client.get(reverse("placement-advice", args=[visit.pk])).status_code
    with at(opens, 0, 0):
        on_the_day = client.get(reverse("placement-advice", args=[visit.pk])).status_code

    assert (before, on_the_day) == (302, 200)


# the host's answers


def test_the_host_answers_each_and_may_change_it(page, cast, given):
    with at(MONDAY, 16):
        answer(page, cast["hanne"], given, outcome_1="done", words_1="Den hænger der.", by_when_1="1.5.2027")
        answer(page, cast["rune"], given, outcome_2="later", by_when_2="1.5.2027", outcome_3="no", words_3="Han er ny.")
        answer(page, cast["hanne"], given, outcome_3="done", words_3="Han sagde ja.")
        seen = page(cast["ida"], "placement-advice", given.pk).words

    found = [(each.outcome, each.words, each.by_when, each.answered_by) for each in Advice.objects.all()]
    assert found == [
        ("done", "Den hænger der.", None, cast["hanne"]),
        ("later", "", date(2027, 5, 1), cast["rune"]),
        ("done", "Han sagde ja.", None, cast["hanne"]),
    ]
    assert "Later by 1 May 2027" in seen and "Han sagde ja." in seen
    assert outcomes_of(given) == {"given": 3, "open": 0, "done": 2, "later": 1, "no": 0}


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"outcome_1": "no"}, "Write why not. An honest reason is the best answer."),
        ({"outcome_1": "later"}, "Write by when, as 23.11.2026."),
        ({"outcome_1": "later", "by_when_1": "7.3.2027"}, "That day has gone. Write a later one."),
        ({"outcome_1": "later", "by_when_1": "snart"}, "Write the date as 23.11.2026."),
        ({"words_1": "Det gør vi."}, "Choose done, later or no."),
        ({"outcome_1": "måske"}, "Choose one of those on the list."),
    ],
)
def test_an_answer_says_what_it_must(page, cast, given, said, sentence):
    with at(MONDAY, 16):
        told = answer(page, cast["hanne"], given, **said)

    assert [each.get_text(strip=True) for each in told.soup.select(".error-summary a")] == [sentence]
    assert not Advice.objects.exclude(outcome="").exists()


def test_contact_and_reserve_with_the_page_open_at_once_undo_nothing_of_each_others(page, cast, given):
    with at(MONDAY, 16):
        answer(page, cast["hanne"], given, outcome_1="later", by_when_1="1.5.2027", words_1="Vi\r\nmåler op.")
        hannes, runes = (typed(page(cast[key], "placement-advice", given.pk).soup) for key in ("hanne", "rune"))
        answer(page, cast["hanne"], given, **hannes | {"outcome_1": "done", "outcome_2": "done"})
        answer(page, cast["rune"], given, **runes | {"outcome_3": "no", "words_3": "Han er ny."})

    found = [(each.outcome, each.words, each.answered_by) for each in Advice.objects.all()]
    assert found == [
        ("done", "Vi\nmåler op.", cast["hanne"]),
        ("done", "", cast["hanne"]),
        ("no", "Han er ny.", cast["rune"]),
    ]
    assert [event.facts["numbers"] for event in given.events.filter(name="answer-advice")] == [[1], [1, 2], [3]]


def typed(soup):
    """What a browser sends of the page's form as it stands."""
    form = soup.select_one("main form")
    marked = [each for each in form.select("input[name]") if each.get("type") != "radio" or each.has_attr("checked")]
    texts = {each["name"]: each.get_text().strip("\n") for each in form.select("textarea")}
    return {each["name"]: each.get("value", "") for each in marked} | texts


def test_the_same_answer_again_is_no_news(page, cast, given):
    with at(MONDAY, 16):
        for _twice in range(2):
            answer(page, cast["hanne"], given, outcome_1="done")

    assert [event.facts for event in given.events.filter(name="answer-advice")] == [{"numbers": [1]}]


def test_the_host_cannot_answer_what_is_not_given_nor_the_intern_what_is(page, cast, visit):
    with at(MONDAY, 14):
        write(page, cast["ida"], visit, *PIECES)
        answer(page, cast["hanne"], visit, outcome_1="done")
        give(page, cast, visit)
        answer(page, cast["ida"], visit, outcome_1="done")

    assert {each.outcome for each in Advice.objects.all()} == {""}


# what came of it


@pytest.fixture
def later(page, cast, given):
    """One piece is done, one was put off; the visit is completed, and a month has gone."""
    with at(MONDAY, 16):
        answer(page, cast["hanne"], given, outcome_1="done", outcome_2="later", by_when_2="1.4.2027")
    with at(date(2027, 3, 9)):
        return Placement.objects.get(pk=given.pk).perform("confirm", by=cast["hanne"])


def test_the_host_is_asked_again_about_what_was_put_off(page, cast, later):
    with at(date(2027, 4, 9)):
        asked = page(cast["hanne"], "placement-follow-up", later.pk, 1).soup
        others = page(cast["ida"], "placement-follow-up", later.pk, 1).soup
        given = {"contact": "yes", "changed": "yes", "outcome_2": "done", "words_2": "Vi står op nu."}
        page(cast["hanne"], "placement-follow-up", later.pk, 1, **given)

    fields = {each["name"] for each in asked.select("main [name^=outcome], main [name^=by_when]")}
    assert fields == {"outcome_2", "by_when_2"}
    assert others.select("main [name^=outcome]") == []
    assert [(each.outcome, each.words) for each in Advice.objects.filter(number=2)] == [("done", "Vi står op nu.")]


def test_later_once_more_asks_for_a_later_day_and_nothing_is_lost_meanwhile(page, cast, later):
    given = {"contact": "yes", "changed": "no", "text": "Lidt.", "outcome_2": "later", "by_when_2": "01.04.2027"}
    with at(date(2027, 4, 9)):
        told = page(cast["hanne"], "placement-follow-up", later.pk, 1, **given)

    assert [each.get_text(strip=True) for each in told.soup.select(".error-summary a")] == [
        "That day has gone. Write a later one."
    ]
    assert told.soup.select_one("[name=text]").get_text(strip=True) == "Lidt."
    assert not Pulse.objects.exists()


def test_advice_put_off_is_shown_to_who_speaks_for_the_host_now_and_to_no_other_of_them(page, cast, given):
    """Not to a second signatory, nor to who was the contact before."""
    with at(MONDAY, 16):
        answer(page, cast["hanne"], given, outcome_1="later", by_when_1="1.4.2027")
    given.seat("host", cast["per"].pk, signs=True, second=True)
    given.visit.staff(cast["rune"], cast["emil"])
    with at(date(2027, 3, 9)):
        Placement.objects.get(pk=given.pk).perform("confirm", by=cast["rune"])

    with at(date(2027, 4, 9)):
        shown = {key: page(cast[key], "placement-follow-up", given.pk, 1) for key in ("rune", "emil", "per", "hanne")}
        said = {"contact": "yes", "changed": "no", "outcome_1": "done"}
        page(cast["per"], "placement-follow-up", given.pk, 1, **said)

    assert {key for key in shown if PIECES[0] in shown[key].words} == {"rune", "emil"}
    assert all(response.soup.select("[name=contact]") for response in shown.values())
    assert [each.outcome for each in Advice.objects.filter(number=1)] == ["later"]


# the office


def test_the_office_sees_figures_and_no_words(page, cast, later):
    prove(cast["karl"])
    with at(date(2027, 3, 10)):
        shown = page(cast["karl"], "placement", later.pk).words
        closed = [page(cast[key], "placement-advice", later.pk).status_code for key in ("karl", "signe", "olga")]

    assert "Advice given 3 (done 1, later 1, no 0, not answered 1)" in shown
    assert [text for text in PIECES if text in shown] == []
    assert closed == [403, 403, 404]


# the sheet


@pytest.mark.parametrize(
    ("language", "title", "lead"),
    [
        ("da", "Tre gode råd", "Fra Ida Lund til Lønservice"),
        ("en", "Three pieces of advice", "From Ida Lund to Lønservice"),
    ],
)
def test_the_sheet_is_a_tagged_page_in_the_readers_language(client, cast, given, language, title, lead):
    client.cookies["language"] = language

    with at(MONDAY, 15):
        client.force_login(cast["hanne"])
        response = client.get(reverse("placement-advice-sheet", args=[given.pk]))

    pdf = response.content
    assert (response["Content-Type"], len(opened(pdf).pages)) == ("application/pdf", 1)
    assert catalogue(pdf)["/Lang"] == language
    assert catalogue(pdf)["/MarkInfo"]["/Marked"].value is True
    assert [role for role, _title in headings(pdf)] == ["/H1"]
    text = words(pdf)
    assert [each for each in (title, lead, *PIECES) if each not in text] == []


def test_long_and_strange_words_are_set_too(client, page, cast, visit):
    with at(MONDAY, 14):
        give(page, cast, visit, '#link("x") *ikke* 𓀀 ' + "å" * 700, "Ja\nNej", "中文 🙂")
        client.force_login(cast["ida"])

        response = client.get(reverse("placement-advice-sheet", args=[visit.pk]))

    assert response.content.startswith(b"%PDF")
    assert '#link("x") *ikke*' in words(response.content)


@pytest.mark.parametrize(("key", "status"), [("ida", 200), ("hanne", 302), ("signe", 403), ("karl", 403)])
def test_the_sheet_shows_each_what_they_may_read(client, page, cast, visit, key, status):
    prove(cast[key])
    with at(MONDAY, 14):
        write(page, cast["ida"], visit, *PIECES)
        client.force_login(cast[key])

        assert client.get(reverse("placement-advice-sheet", args=[visit.pk])).status_code == status


# the closing talk


def close(page, person, placement, words, seen):
    return page(person, "placement-closing", placement.pk, conclusion=words, seen=seen)


def test_the_closing_talks_conclusion_is_both_theirs_until_the_visit_is_completed(page, cast, visit):
    with at(MONDAY, 15):
        close(page, cast["hanne"], visit, "Vi ringer i maj.", "0")
        told = close(page, cast["ida"], visit, "Vi skriver i maj.", "0")
        close(page, cast["ida"], visit, "Vi ringer og skriver i maj.", "1")
    with at(date(2027, 3, 9)):
        Placement.objects.get(pk=visit.pk).perform("confirm", by=cast["hanne"])
        close(page, cast["ida"], visit, "For sent.", "2")
        read = page(cast["ida"], "placement-closing", visit.pk).words

    assert "Hanne Krogh wrote while you did." in told.words
    assert Conclusion.objects.get().text == "Vi ringer og skriver i maj."
    assert "Vi ringer og skriver i maj." in read


def test_its_prompts_come_from_the_programme_and_ask_for_honesty(page, cast, visit):
    with at(MONDAY, 15):
        shown = page(cast["hanne"], "placement-closing", visit.pk).words

    assert "Host: say that you can stand an honest word." in shown


def test_the_closing_talk_opens_near_the_end(client, cast, visit):
    with at(THURSDAY, 23, 59):
        client.force_login(cast["hanne"])
        before = client.get(reverse("placement-closing", args=[visit.pk])).status_code
    with at(FRIDAY, 0, 0):
        after = client.get(reverse("placement-closing", args=[visit.pk])).status_code

    assert (before, after) == (302, 200)


def note(cast, visit, text, who="ida", **more):
    return Note.objects.create(placement=visit, writer=cast[who], party="intern", day=MONDAY, text=text, **more)


def test_a_note_is_taken_into_the_first_empty_field_and_nothing_is_saved(page, cast, visit):
    mine = note(cast, visit, "De hænger fejlene op.")
    note(cast, visit, "Betroet", confidential=True)

    with at(MONDAY, 14):
        before = page(cast["ida"], "placement-advice", visit.pk)
        after = write(page, cast["ida"], visit, "Spørg kokken.", take=mine.pk)

    assert "De hænger fejlene op." in before.words
    assert "Betroet" not in before.words
    fields = [field.get_text().strip() for field in BeautifulSoup(after.content, "html.parser").select("textarea")]
    assert fields == ["Spørg kokken.", "De hænger fejlene op.", ""]
    assert not Advice.objects.exists()


def test_only_ones_own_notes_can_be_taken_and_a_full_form_says_so(page, cast, visit):
    mine, secret = note(cast, visit, "Mit"), note(cast, visit, "Betroet", confidential=True)

    with at(MONDAY, 14):
        refused = [write(page, cast["ida"], visit, take=key).status_code for key in (secret.pk, 0, "x")]
        full = write(page, cast["ida"], visit, *PIECES, take=mine.pk)

    assert refused == [404, 404, 404]
    fields = [field.get_text().strip() for field in BeautifulSoup(full.content, "html.parser").select("textarea")]
    assert fields == list(PIECES)
