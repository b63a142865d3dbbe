"""The wizard's steps: good and bad input of each, saved as one goes, and nothing that was typed is lost."""

from datetime import timedelta
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.directory.models import NamedHost, Wish
from ipraktik.people.models import Organisation

pytestmark = pytest.mark.django_db
STEPS = ["about-me", "workplace", "why", "where", "when", "how", "companions", "care", "check"]


def today():
    return timezone.localdate()


def written(day):
    return f"{day.day}.{day.month}.{day.year}"


def a_monday():
    return the_cast.soon(60)


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    settings.COORDINATORS_NEED_SECOND_FACTOR = False


@pytest.fixture
def wish(cast):
    return the_cast.wish(cast, "draft")


@pytest.fixture
def ida(client, cast):
    client.force_login(cast["ida"])
    client.cookies["language"] = "en"
    return client


def page_of(response):
    return BeautifulSoup(response.content, "html.parser")


def address(wish, step):
    return reverse("wish-step", args=[wish.pk, step])


def send(client, wish, step, query="", **typed):
    return client.post(address(wish, step) + query, typed)


def complaints(response):
    """The sentences of the summary on top of the page."""
    assert response.status_code == 200
    return [link.get_text() for link in page_of(response).select(".error-summary a")]


def fresh(wish):
    return Wish.objects.get(pk=wish.pk)


# the wizard as a whole


def test_every_step_shows_where_one_is(ida, wish):
    for step in STEPS:
        marks = page_of(ida.get(address(wish, step))).select(".wizard-steps li")

        assert [number for number, mark in enumerate(marks) if mark.get("aria-current")] == [STEPS.index(step)]
        assert len(marks) == len(STEPS)


def test_saving_leads_to_the_next_step_and_remembers_the_place(ida, wish):
    response = send(ida, wish, "why", why="Jeg vil se jeres fejlliste.")

    assert response.url == address(wish, "where")
    assert (fresh(wish).why, fresh(wish).step) == ("Jeg vil se jeres fejlliste.", "where")


def test_going_back_does_not_forget_how_far_one_has_come(ida, wish):
    send(ida, wish, "why", why="Fordi.")
    send(ida, wish, "workplace", chosen=str(wish.workplace_id), manager_name="Signe", manager_email=wish.manager.email)

    assert fresh(wish).step == "where"


def test_saving_for_later_leads_to_the_wish(ida, wish):
    assert send(ida, wish, "why", why="Fordi.", later="1").url == wish.get_absolute_url()
    assert fresh(wish).why == "Fordi."


@pytest.mark.parametrize(("button", "leads_to"), [("back", "where"), ("later", None)])
def test_leaving_a_step_that_is_not_right_yet_keeps_what_was_typed(ida, wish, button, leads_to):
    response = send(ida, wish, "when", periods="engang til foråret", **{button: "1"})

    assert response.url == (address(wish, leads_to) if leads_to else wish.get_absolute_url())
    page = page_of(ida.get(address(wish, "when")))
    assert page.find(id="id_periods").get_text().strip() == "engang til foråret"
    assert page_of(ida.get(address(wish, "check"))).select_one(".alert-warning a")["href"] == address(wish, "when")
    send(ida, wish, "when", any_time="on")
    assert page_of(ida.get(address(wish, "when"))).find(id="id_periods").get_text().strip() == ""


def test_a_step_that_is_changed_from_the_check_leads_back_to_it(ida, wish):
    assert send(ida, wish, "why", "?to=check", why="Fordi.").url == address(wish, "check")


def test_there_is_no_other_step(ida, wish):
    assert ida.get(address(wish, "nonsense")).status_code == 404


def test_a_number_that_looks_personal_is_asked_about(ida, wish):
    text = "Mit nummer er 010203-1234, og jeg vil lære."

    said = complaints(send(ida, wish, "why", why=text))
    saved = send(ida, wish, "why", why=text, not_personal_number="on")

    assert said == ["This looks like a personal number: 010203-1234. Take it out, or tick that it is something else."]
    assert saved.status_code == 302


@pytest.mark.parametrize("step", ["about-me", "why", "where", "care"])
def test_texts_that_cannot_be_saved_are_told_and_stay(ida, wish, step):
    field = {"about-me": "name", "why": "why", "where": "where", "care": "special_needs"}[step]

    response = send(ida, wish, step, **{field: "a" * 1_000_000}, door="pool", title="x")

    assert complaints(response)[0].startswith("Write at most")
    assert "aaaa" in page_of(response).find(id=f"id_{field}").decode()


def test_a_million_danish_letters_are_told_of_and_stay(ida, wish):
    """Sent as a browser does it: six characters for each letter."""
    address, text = reverse("wish-step", args=[wish.pk, "why"]), "æ" * 1_000_000

    answer = ida.post(address, urlencode({"why": text}), content_type="application/x-www-form-urlencoded")

    shown = BeautifulSoup(answer.content, "html.parser")
    assert [link.text for link in shown.select(".error-summary a")] == [
        "Write at most 5000 characters. There are 1000000 now."
    ]
    assert shown.select_one("textarea[name=why]").text.strip() == text


def test_both_languages(client, cast, wish):
    client.force_login(cast["ida"])
    client.cookies["language"] = "da"

    assert BeautifulSoup(client.get(address(wish, "why")).content, "html.parser").html["lang"] == "da"


def test_a_programme_of_its_own_has_the_same_steps(ida, cast, settings):
    settings.PROGRAMME_DIR = settings.PACKAGE / "tests" / "programmes" / "outside_view"
    wish = the_cast.wish(cast, "draft", at="Front desk", of="Library Trust")

    pages = {step: page_of(ida.get(address(wish, step))) for step in STEPS}

    assert pages["workplace"].find(id="id_cvr") is None
    assert pages["where"].find(id="id_municipalities") is None
    assert [each["value"] for each in pages["how"].select("#id_days_min option")] == ["", "0.5", "1", "1.5", "2"]
    assert len(pages["companions"].select("input[type=email]")) == 4


# each step


def test_about_me(ida, wish, cast):
    assert complaints(send(ida, wish, "about-me")) == ["Write your name.", "Write what you do."]

    send(ida, wish, "about-me", name="Ida Lund-Krogh", title="lønspecialist", phone="21 22 23 24")

    cast["ida"].refresh_from_db()
    assert (cast["ida"].name, cast["ida"].title, cast["ida"].phone) == (
        "Ida Lund-Krogh",
        "lønspecialist",
        "21 22 23 24",
    )


def test_the_manager_is_named_and_is_not_oneself(ida, wish, cast):
    here = {"chosen": str(wish.workplace_id), "manager_name": "Jens Juhl"}

    assert complaints(send(ida, wish, "workplace", **here)) == ["Write your nearest manager's e-mail."]
    assert complaints(send(ida, wish, "workplace", **here, manager_email="jens")) == [
        "Write an e-mail address such as name@organisation.dk."
    ]
    own = complaints(send(ida, wish, "workplace", **here, manager_email="IDA@ipraktik.example"))
    assert [sentence.split(":")[0] for sentence in own] == ["Name someone else than yourself"]
    send(ida, wish, "workplace", **here, manager_email="JENS@ipraktik.example")
    assert fresh(wish).manager == cast["jens"]


def test_an_address_does_not_tell_whose_it_is(ida, wish, cast):
    chosen = str(wish.workplace_id)
    send(ida, wish, "workplace", chosen=chosen, manager_name="En Chef", manager_email=cast["olga"].email)

    pages = [ida.get(address(wish, step)).content.decode() for step in ("workplace", "check")]

    assert fresh(wish).manager == cast["olga"]
    assert ["En Chef" in page for page in pages] == [True, True]
    assert ["Olga" in page for page in pages] == [False, False]


def test_a_workplace_is_added_on_the_way(ida, wish):
    response = send(
        ida, wish, "workplace", chosen="new", workplace_name="Borgerservice", organisation="Odense Kommune",
        sector="municipality", manager_name="Signe", manager_email=wish.manager.email,
    )  # fmt: skip

    assert response.url == address(wish, "why")
    assert fresh(wish).workplace.full_name == "Borgerservice, Odense Kommune"


def test_finding_a_workplace_keeps_what_was_typed_beside_it(ida, wish):
    response = send(ida, wish, "workplace", find="løn", manager_name="Ny Leder", **{"find-workplace": "1"})

    page = page_of(response)
    assert complaints(response) == []
    assert page.find(id="id_manager_name")["value"] == "Ny Leder"
    assert [each["value"] for each in page.select("#workplace-found input[type=radio]")] == [
        str(wish.workplace_id),
        "new",
    ]


def test_who_may_not_send_is_told_so(ida, wish):
    response = send(
        ida, wish, "workplace", chosen="new", workplace_name="Bageriet", organisation="Brød og Co", sector="private",
        manager_name="Signe", manager_email=wish.manager.email,
    )  # fmt: skip

    assert complaints(response) == [
        "The programme does not take interns from this kind of organisation. You are welcome to be hosts."
    ]
    assert Organisation.objects.filter(name="Brød og Co").count() == 0


def test_why(ida, wish):
    assert complaints(send(ida, wish, "why", why="   ")) == ["Write why you want to go. A few sentences are enough."]


HOST = {
    "door": "own_host", "host_workplace": "Musikskolen", "host_organisation": "Vejle Kommune",
    "host_sector": "municipality", "contact_name": "Hanne Krogh", "contact_email": "hanne@ipraktik.example",
    "contacted_by": "intern",
}  # fmt: skip


def test_a_host_of_ones_own_is_named(ida, wish):
    assert send(ida, wish, "where", **HOST).status_code == 302

    named = NamedHost.objects.get(wish=wish)
    assert (named.workplace, named.organisation, named.contact_email) == (
        "Musikskolen",
        "Vejle Kommune",
        HOST["contact_email"],
    )
    assert fresh(wish).door == "own_host"


def test_what_is_missing_of_a_named_host_is_told(ida, wish):
    assert complaints(send(ida, wish, "where", door="own_host")) == [
        "Write which workplace you have in mind.",
        "Write which organisation it belongs to.",
        "Choose what kind of organisation it is.",
        "Write whom to ask there.",
        "Say who writes to them.",
    ]


def test_ones_own_workplace_is_no_place_to_visit(ida, wish):
    typed = HOST | {
        "host_workplace": "lønkontoret",
        "host_organisation": "Århus Kommune",
        "contact_email": "ida@ipraktik.example",
    }

    assert complaints(send(ida, wish, "where", **typed)) == [
        "This is your own workplace. Choose another to visit.",
        "Write the host's e-mail, not your own.",
    ]


def test_limits_are_kept_by_their_keys(ida, wish):
    send(
        ida, wish, "where", door="pool", sectors=["region"], work_areas=["payroll"], regions=["midtjylland"],
        municipalities="Århus, vejle kommune", own_organisation="on", where="Gerne nær et tog.",
    )  # fmt: skip

    saved = fresh(wish)
    assert (saved.sectors, saved.work_areas, saved.regions) == (["region"], ["payroll"], ["midtjylland"])
    assert (saved.municipalities, saved.own_organisation) == (["0751", "0630"], True)
    assert page_of(ida.get(address(wish, "where"))).find(id="id_municipalities")["value"] == "Aarhus, Vejle"


def test_an_unknown_municipality_is_told_and_stays(ida, wish):
    response = send(ida, wish, "where", door="pool", municipalities="Aarhus, Andeby")

    assert complaints(response) == ["We do not know “Andeby”. Check the spelling, or take it out."]
    assert page_of(response).find(id="id_municipalities")["value"] == "Aarhus, Andeby"


def test_a_door_must_be_chosen(ida, wish):
    assert complaints(send(ida, wish, "where", door="window")) == ["Choose one of those on the list."]
    assert complaints(send(ida, wish, "where")) == ["Choose one of the three ways."]


def test_any_time_or_weeks_and_dates(ida, wish):
    first = a_monday()

    send(ida, wish, "when", periods=f"{written(first)}-{written(first + timedelta(days=9))}")
    assert [(each.first, each.last) for each in fresh(wish).periods.all()] == [(first, first + timedelta(days=9))]
    assert fresh(wish).any_time is False

    year, week, _day = first.isocalendar()
    send(ida, wish, "when", periods=f"uge {week} {year}")
    assert [(each.first, each.last) for each in fresh(wish).periods.all()] == [(first, first + timedelta(days=6))]

    send(ida, wish, "when", any_time="on")
    assert (fresh(wish).any_time, fresh(wish).periods.count()) == (True, 0)


def test_marks_that_turn_the_reading_direction_are_left_out_of_dates(ida, wish):
    first = a_monday()

    send(ida, wish, "when", periods=f"\u202e{written(first)}\u200b-{written(first + timedelta(days=9))}\u202c")

    assert [(each.first, each.last) for each in fresh(wish).periods.all()] == [(first, first + timedelta(days=9))]


def bad_periods():
    first = a_monday()
    last, past, far = first + timedelta(days=3), today() - timedelta(days=9), today() + timedelta(days=700)
    return [
        ("", "Say when you can go"),
        (f"{written(last)}-{written(first)}", "“"),
        (written(first), f"{first.strftime('%d.%m.%Y')} is too short: a visit lasts at least 2 days."),
        (f"{written(past)}-{written(past + timedelta(days=3))}", past.strftime("%d.%m.%Y")),
        (f"{written(far)}-{written(far + timedelta(days=3))}", far.strftime("%d.%m.%Y")),
        ("31.2.2027-5.3.2027", "Write weeks as"),
        ("uge 60", "Write weeks as"),
        ("1.1.9999-9.1.9999", "01.01.9999"),
    ]


@pytest.mark.parametrize("number", range(8))
def test_periods_in_which_no_visit_fits_are_refused_and_stay(ida, wish, number):
    typed, sentence = bad_periods()[number]

    response = send(ida, wish, "when", periods=typed)

    assert complaints(response)[0].startswith(sentence)
    assert page_of(response).find(id="id_periods").get_text().strip() == typed


def test_any_time_and_a_period_contradict_each_other(ida, wish):
    response = send(
        ida, wish, "when", any_time="on", periods=f"{written(a_monday())}-{written(a_monday() + timedelta(days=3))}"
    )

    assert complaints(response) == [
        "Either any time will do, or only those weeks and dates. Take the tick or the text away."
    ]


def test_a_weekend_or_a_holiday_is_a_warning_only(ida, wish):
    saturday = a_monday() + timedelta(days=5)
    christmas = today().year + 1

    weekend = ida.post(
        address(wish, "when"), {"periods": f"{written(saturday)}-{written(saturday + timedelta(days=2))}"}, follow=True
    )
    holidays = ida.post(address(wish, "when"), {"periods": f"23.12.{christmas}-26.12.{christmas}"}, follow=True)

    said = [each.get_text(strip=True) for each in page_of(weekend).select(".alert-warning")]
    assert [sentence.endswith("is a weekend. Are they at work?") for sentence in said] == [True, True]
    assert any("holiday" in each.get_text() for each in page_of(holidays).select(".alert-warning"))


def test_days_left_open_are_the_journeys_own(ida, wish):
    send(ida, wish, "how", travel_type="business_traveller")

    assert (fresh(wish).travel_type, fresh(wish).days_min, fresh(wish).days_max) == ("business_traveller", 3, 4)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Choose how you want to travel."),
        ({"travel_type": "teleport"}, "Choose one of those on the list."),
        ({"travel_type": "adventurer", "days_min": "1"}, "A visit lasts 2 to 5 days. Change the number of days."),
        ({"travel_type": "adventurer", "days_max": "6"}, "A visit lasts 2 to 5 days. Change the number of days."),
        (
            {"travel_type": "adventurer", "days_min": "5", "days_max": "4"},
            "The most days cannot be fewer than the least.",
        ),
        (
            {"travel_type": "tourist", "days_min": "3", "days_max": "4"},
            "Tourist: 2 days. Change the days, or choose another way to travel.",
        ),
    ],
)
def test_days_that_do_not_suit_are_refused(ida, wish, typed, sentence):
    assert complaints(send(ida, wish, "how", **typed)) == [sentence]


def test_the_quizs_answers_are_kept_and_shown(ida, wish):
    query = "?type=adventurer&how-far=far&what-for=let-it-come&how-long=nonsense"

    page = page_of(ida.get(address(wish, "how") + query))
    send(ida, wish, "how", query, travel_type="adventurer", days_max="5", days_min="4")

    assert page.select_one("input[name=travel_type][checked]")["value"] == "adventurer"
    assert page.select_one(".sheet .h4").get_text() == "Adventurer"
    assert fresh(wish).quiz_answers == {"how-far": "far", "what-for": "let-it-come"}
    assert fresh(wish).days_min == Decimal(4)


def test_special_needs_are_the_interns_own_page(ida, wish, client, cast):
    send(ida, wish, "care", special_needs="Jeg tåler ikke nødder.")
    assert fresh(wish).special_needs == "Jeg tåler ikke nødder."

    client.force_login(cast["karl"])

    assert client.get(address(wish, "care")).status_code == 404
    for name in (address(wish, "check"), wish.get_absolute_url()):
        assert "nødder" not in client.get(name).content.decode()


# sending, and changing what was sent


def test_the_check_shows_everything_and_sends(ida, wish):
    page = page_of(ida.get(address(wish, "check")))
    response = ida.post(page.select_one("main form")["action"])

    assert [each.get_text() for each in page.select("dt")] == [
        "About me", "My workplace", "My nearest manager", "Why", "Where", "When", "How", "With whom", "To take into account"
    ]  # fmt: skip
    assert response.url == reverse("wish-receipt", args=[wish.pk])
    assert fresh(wish).state == "open"
    assert "Signe Dahl gets a letter today" in page_of(ida.get(response.url)).get_text()


def test_what_is_missing_is_said_and_led_to(ida, wish):
    Wish.objects.filter(pk=wish.pk).update(why="", travel_type="")

    page = page_of(ida.get(address(wish, "check")))

    assert page.select_one("a.button-primary")["href"] == address(wish, "why")
    assert page.select_one(".move-why").get_text(" ", strip=True) == (
        "Write why you want to go. Choose how you travel, with days that suit it."
    )
    assert ida.post(reverse("wish-move", args=[wish.pk, "submit"])).status_code == 200
    assert fresh(wish).state == "draft"


def test_a_change_that_alters_the_question_asks_the_manager_anew_and_says_so_first(ida, cast):
    wish = the_cast.wish(cast)
    before = wish.consent

    warned = send(ida, wish, "why", why="Noget helt andet.")
    assert page_of(warned).select_one(".alert-warning h2").get_text() == "Your manager must be asked anew"
    assert (fresh(wish).why, fresh(wish).consent.state) == (the_cast.WHY, "yes")

    send(ida, wish, "why", why="Noget helt andet.", again="1")
    assert (fresh(wish).why, fresh(wish).consent.state) == ("Noget helt andet.", "asked")
    before.refresh_from_db()
    assert before.state == "superseded"


def test_a_change_that_leaves_the_question_alone_asks_nobody(ida, cast):
    wish = the_cast.wish(cast)

    assert (
        send(ida, wish, "where", door="pool", regions=["midtjylland"], own_organisation="on").url
        == wish.get_absolute_url()
    )
    assert send(ida, wish, "why", why=the_cast.WHY).url == wish.get_absolute_url()
    assert (fresh(wish).regions, fresh(wish).consent.state) == (["midtjylland"], "yes")


@pytest.mark.parametrize("state", ["withdrawn"])
def test_what_is_over_is_not_changed(ida, cast, state):
    wish = the_cast.wish(cast, state)

    assert send(ida, wish, "why", why="Noget andet.").url == wish.get_absolute_url()
    assert fresh(wish).why == the_cast.WHY


@pytest.mark.parametrize(
    ("key", "status"),
    [("ida", 200), ("karl", 200), ("signe", 403), ("bo", 404), ("jens", 404), ("hanne", 404), ("olga", 404)],
)
def test_only_the_intern_and_the_office_write_in_it(client, cast, key, status):
    wish = the_cast.wish(cast)
    client.force_login(cast[key])

    for step in ("why", "where", "check"):
        assert client.get(address(wish, step)).status_code == status
    assert client.post(address(wish, "why"), {"why": the_cast.WHY}).status_code == (302 if status == 200 else status)


def test_nobody_without_a_name_writes_in_it(client, wish):
    response = client.get(address(wish, "why"))

    assert (response.status_code, response.url.split("?")[1]) == (302, f"next={address(wish, 'why')}")
