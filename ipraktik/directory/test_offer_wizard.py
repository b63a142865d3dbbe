"""An offer written step by step: kept as one goes, refused by the programme's own rules, sent, and taken up again."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as django_settings
from django.urls import reverse

from ipraktik import cast as the_cast
from ipraktik.directory.models import Offer
from ipraktik.directory.offer_steps import ORDER
from ipraktik.history.models import Event
from ipraktik.people.models import Link, Person
from ipraktik.programme import programme

pytestmark = pytest.mark.django_db
NO_OPEN_DAYS = "Say when you can receive: all year, or a period that is not over."
NOT_UNDERSTOOD = "Write weeks as “week 29-31”, or dates as “12.5.2027-20.5.2027”. We do not understand “sommeren”."
TWO_PEOPLE = "The contact person and the reserve must be two different people."
NO_SUCH_TEXT = "The text has a character that cannot be saved. Write it again by hand instead of pasting it."
PERSONAL = "This looks like a personal number: 010190-1234. Take it out, or tick that it is something else."
NEW_PEOPLE = {
    "contact_name": "Hanne Krogh", "contact_email": "hanne@ipraktik.example",
    "reserve_name": "Nye Nielsen", "reserve_email": "Nye@Ipraktik.Example",
}  # fmt: skip
WHEN = {"open_when": "all-year", "opened": "", "closed": "", "days_min": "2", "days_max": "5"}
SEATS = {"seats": "2", "at_a_time": "4", "cap_year": "6"}
TYPED = {
    "why": {"why": "Vi vil gerne ses efter."},
    "see": {"see": "Vores fejlliste."},
    "wishes": {"wishes_for": "Nogen, der spørger.", "wanted_sectors": ["municipality"], "wanted_work_areas": []},
    "when": WHEN,
    "seats": SEATS,
    "people": NEW_PEOPLE,
    "practical": {"meet": "I receptionen.", "hours": "8-15"},
}


@pytest.fixture(autouse=True)
def english(client, settings):
    settings.COORDINATORS_NEED_SECOND_FACTOR = False
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"


def soup_of(answer):
    return BeautifulSoup(answer.content, "html.parser")


def address(offer, step):
    return reverse("offer-step", args=[offer.pk, step])


def put(client, offer, step, **typed):
    return client.post(address(offer, step), TYPED.get(step, {}) | typed)


def errors(answer):
    assert answer.status_code == 200
    return [sentence.get_text(" ", strip=True) for sentence in soup_of(answer).select(".error-summary li")]


def begin(client, cast, who="hanne"):
    client.force_login(cast[who])
    place = the_cast.workplace("Region Midt", "Lønservice", 5, "may_host")
    client.post(reverse("offer-new"), {"chosen": str(place.pk), "about": "Vi er et lønkontor."})
    return Offer.objects.get()


def fresh(offer):
    return Offer.objects.get(pk=offer.pk)


def test_an_offer_is_written_step_by_step_and_sent(cast, client):
    offer = begin(client, cast)
    for step, following in zip(ORDER[1:-1], ORDER[2:], strict=True):
        answer = put(client, offer, step)
        assert answer.headers["Location"] == address(offer, following), step

    check = soup_of(client.get(address(offer, "check")))
    assert [form["action"] for form in check.select(".moves form")] == [
        reverse("offer-move", args=[offer.pk, "submit"])
    ]
    answer = client.post(reverse("offer-move", args=[offer.pk, "submit"]))

    offer = fresh(offer)
    assert answer.headers["Location"] == address(offer, "receipt")
    assert (offer.state, offer.seats, offer.at_a_time, offer.cap_year, offer.wanted_sectors) == (
        "review", 2, 4, 6, ["municipality"]
    )  # fmt: skip
    assert (offer.contact, offer.reserve.email) == (cast["hanne"], "nye@ipraktik.example")
    assert "Thank you for opening the door" in soup_of(client.get(address(offer, "receipt"))).text


def test_the_programme_proposes_what_a_new_offer_begins_with(cast, client):
    offer, rules = begin(client, cast), programme().rules

    assert (offer.state, offer.entered_by, offer.contact) == ("draft", cast["hanne"], cast["hanne"])
    assert (offer.seats, offer.days_min, offer.days_max, offer.cap_year) == (
        rules.interns_min, rules.days_min, rules.days_max, rules.visits_a_year
    )  # fmt: skip


def test_the_list_of_steps_shows_where_one_is_and_what_is_done(cast, client):
    offer = begin(client, cast)

    steps = soup_of(client.get(address(offer, "why"))).select(".wizard-steps li")

    assert [" ".join(step.get("class", [])) for step in steps] == ["done", "here", *[""] * 7]
    assert steps[1]["aria-current"] == "step"
    assert [link["href"] for step in steps for link in step.select("a")] == [
        address(offer, step) for step in ORDER if step != "why"
    ]


@pytest.mark.parametrize(
    ("step", "typed", "said"),
    [
        ("why", {"why": ""}, ["Write why you would like a visit."]),
        ("see", {"see": " "}, ["Write what there is to see. Two or three examples will do."]),
        ("seats", {"seats": "4"}, ["A host receives 1 to 3 at a time. Change the number."]),
        ("seats", {"seats": "0"}, ["A host receives 1 to 3 at a time. Change the number."]),
        ("seats", {"seats": "3", "at_a_time": "1"}, ["Write at least 3: so many come at the same visit."]),
        ("seats", {"at_a_time": "mange"}, ["Write a whole number from 1 to 99."]),
        ("seats", {"seats": "2", "cap_year": "1"}, ["Write at least 2: so many come at the same visit."]),
        ("when", {"days_max": "6"}, ["A visit lasts 2 to 5 days. Change the number of days."]),
        ("when", {"days_min": "1"}, ["A visit lasts 2 to 5 days. Change the number of days."]),
        ("when", {"days_min": "4", "days_max": "3"}, ["The most days cannot be fewer than the least."]),
        ("when", {"open_when": "periods"}, [NO_OPEN_DAYS]),
        ("when", {"open_when": "periods", "opened": "1.1.2020"}, [NO_OPEN_DAYS]),
        ("when", {"closed": "sommeren"}, [NOT_UNDERSTOOD]),
        ("when", {"closed": "20.5.2027-12.5.2027"}, ["“20.5.2027-12.5.2027” ends before it begins. Turn the two days round."]),
        ("people", {"contact_email": "hanne"}, ["Write an e-mail address such as name@organisation.dk."]),
        ("people", {"reserve_name": "", "reserve_email": ""}, ["Write the reserve's name.", "Write the reserve's e-mail."]),
        ("people", {"reserve_email": "HANNE@ipraktik.example"}, [TWO_PEOPLE]),
        ("people", {"editors": "ida@ipraktik.example\nnogen"}, ["Write one e-mail address to a line. This is none: nogen"]),
        ("practical", {"meet": ""}, ["Write where the intern is to meet."]),
        ("why", {"why": "Mit nummer er 010190-1234."}, [PERSONAL]),
        ("why", {"why": "Hej\0"}, [NO_SUCH_TEXT]),
        ("why", {"why": "x" * 1_000_000}, ["Write at most 3000 characters. There are 1000000 now."]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stays(cast, client, step, typed, said):
    offer = begin(client, cast)
    before = fresh(offer).__dict__ | {"_state": None}

    answer = put(client, offer, step, **typed)

    assert errors(answer) == said
    assert fresh(offer).__dict__ | {"_state": None} == before
    kept = soup_of(answer)
    for name, value in typed.items():
        field = kept.select(f"[name={name}]")[0]
        if field.name == "textarea":
            assert field.text.strip("\n") == value.replace("\0", "�") or field.text.strip() == value.strip()
        elif field.get("type") == "text" or field.get("type") == "email":
            assert field.get("value", "") == value


def test_every_days_closed_leaves_none_for_a_visit(cast, client, monday):
    offer = begin(client, cast)
    days = f"{monday:%d.%m.%Y}-{monday + timedelta(days=2):%d.%m.%Y}"

    answer = put(
        client, offer, "when", open_when="periods", opened=days, closed=f"{monday + timedelta(days=1):%d.%m.%Y}"
    )

    assert errors(answer) == [
        "No days are left for a visit when the weeks that do not suit are taken out. Correct one of the two."
    ]


def test_weeks_are_kept_as_days_and_shown_as_weeks_again(cast, client):
    offer, year = begin(client, cast), the_cast.soon().year + 1

    put(client, offer, "when", open_when="periods", opened=f"uge 10-12 {year}", closed=f"week 11 {year}")

    kept = [
        (period.first.isocalendar()[:2], period.last.isocalendar()[1], period.is_open) for period in offer.periods.all()
    ]
    assert kept == [((year, 10), 12, True), ((year, 11), 11, False)]
    assert fresh(offer).all_year is False
    shown = soup_of(client.get(address(offer, "when")))
    assert shown.select_one("[name=opened]").text.strip() == f"week 10-12 {year}"
    assert shown.select_one("[name=closed]").text.strip() == f"week 11 {year}"


def test_a_draft_is_left_half_written_and_taken_up_where_one_was(cast, client):
    offer = begin(client, cast)
    put(client, offer, "why")

    answer = put(client, offer, "see", see="", later="1")

    assert answer.headers["Location"] == offer.get_absolute_url()
    go_on = soup_of(client.get(offer.get_absolute_url())).select_one(".next-step .button-primary")
    assert go_on["href"] == address(offer, "see")
    assert [link.get_text(strip=True) for link in soup_of(client.get(reverse("offer-new"))).select(".sheet li a")] == [
        "Lønservice, Region Midt"
    ]


def test_going_back_keeps_what_is_written(cast, client):
    offer = begin(client, cast)

    answer = put(client, offer, "see", back="1")

    assert answer.headers["Location"] == address(offer, "why")
    assert fresh(offer).see == "Vores fejlliste."


def test_what_is_missing_is_named_with_the_way_to_it(cast, client):
    offer = begin(client, cast)
    put(client, offer, "why")

    check = soup_of(client.get(address(offer, "check")))

    assert [(link.get_text(strip=True), link["href"]) for link in check.select(".alert-warning a")] == [
        ("What is there to see at your place?", address(offer, "see")),
        ("Who stands behind it?", address(offer, "people")),
        ("What is good to know?", address(offer, "practical")),
    ]
    assert check.select_one(".moves button")["aria-disabled"] == "true"
    answer = client.post(reverse("offer-move", args=[offer.pk, "submit"]), follow=True)
    assert "Write who you are, why you would like a visit, and what there is to see." in soup_of(answer).text
    assert fresh(offer).state == "draft"


def test_a_published_offer_is_changed_and_stays_published(cast, client):
    offer = the_cast.offer(cast)
    client.force_login(cast["rune"])

    answer = put(client, offer, "see", see="Noget nyt.")

    assert answer.headers["Location"] == offer.get_absolute_url()
    assert (fresh(offer).see, fresh(offer).state) == ("Noget nyt.", "published")
    assert errors(put(client, offer, "see", see="", later="1")) == [
        "Write what there is to see. Two or three examples will do."
    ]


def test_who_is_named_for_the_first_time_hears_of_it(cast, client):
    offer = begin(client, cast)

    put(client, offer, "people", editors="per@ipraktik.example")

    new = Person.objects.get(email="nye@ipraktik.example")
    event = Event.objects.get(offer=offer, name="name-people")
    assert new.name == "Nye Nielsen"
    assert (event.by, event.facts) == (cast["hanne"], {"people": sorted([new.pk, cast["per"].pk])})
    put(client, offer, "people", editors="per@ipraktik.example")
    assert Event.objects.filter(offer=offer, name="name-people").count() == 1


def test_contact_and_reserve_may_change_places_and_nobody_shuts_themselves_out(cast, client):
    offer = the_cast.offer(cast)
    client.force_login(cast["hanne"])

    put(client, offer, "people", contact_name="Rune Toft", contact_email="rune@ipraktik.example",
        reserve_name="Hanne Krogh", reserve_email="hanne@ipraktik.example")  # fmt: skip
    assert (fresh(offer).contact, fresh(offer).reserve) == (cast["rune"], cast["hanne"])

    put(client, offer, "people", contact_name="Rune Toft", contact_email="rune@ipraktik.example",
        reserve_name="Per Kvist", reserve_email="per@ipraktik.example")  # fmt: skip
    assert (fresh(offer).reserve, fresh(offer).editors) == (cast["per"], [cast["hanne"]])
    assert client.get(address(offer, "people")).status_code == 200


def test_who_is_taken_off_has_no_link_any_more(cast, client):
    offer = the_cast.offer(cast)
    token = Link.objects.mint(cast["rune"], "offer", offer.pk)
    client.force_login(cast["hanne"])

    put(client, offer, "people")

    assert Link.objects.find(token).works is False
    assert client.get(address(offer, "people")).status_code == 200
    client.force_login(cast["rune"])
    assert client.get(address(offer, "people")).status_code == 403


def test_an_address_in_a_public_text_is_kept_but_hidden_and_said(cast, client):
    offer = begin(client, cast)

    answer = put(client, offer, "see", see="Skriv til hanne@ipraktik.example.")

    assert (
        "There is an address or a number to call in the text." in soup_of(client.get(answer.headers["Location"])).text
    )
    assert fresh(offer).see == "Skriv til hanne@ipraktik.example."
    assert fresh(offer).told["see"] == "Skriv til […]."


def test_the_office_writes_it_and_the_contact_confirms_by_a_link(cast, client):
    offer = begin(client, cast, "karl")
    assert (offer.contact, offer.is_by_the_office) == (None, True)
    for step in ORDER[1:-1]:
        put(client, offer, step)
    assert not Event.objects.filter(offer=offer, name="name-people").exists()
    check = soup_of(client.get(address(offer, "check")))
    assert check.select_one(".moves form") is None
    assert "Ask Hanne Krogh to confirm" in check.text

    client.post(reverse("offer-confirm", args=[offer.pk]))

    event = Event.objects.get(offer=offer, name="ask-to-confirm")
    assert event.facts == {"people": sorted([cast["hanne"].pk, Person.objects.get(email="nye@ipraktik.example").pk])}
    client.get(reverse("link", args=[Link.objects.mint(cast["hanne"], "offer", offer.pk)]), follow=True)
    client.post(reverse("link", args=[Link.objects.mint(cast["hanne"], "offer", offer.pk)]), follow=True)
    page = soup_of(client.get(offer.get_absolute_url()))
    assert (
        page.select_one("#offer-state").text == "The office has written this for you. Read it, correct it, and send it."
    )
    client.post(reverse("offer-move", args=[offer.pk, "submit"]))
    assert fresh(offer).state == "review"


def test_the_office_asks_for_no_confirmation_of_what_is_not_written(cast, client):
    offer = begin(client, cast, "karl")

    answer = client.post(reverse("offer-confirm", args=[offer.pk]), follow=True)

    assert "Write the whole offer first. Then its contact person can confirm it." in soup_of(answer).text
    assert not Event.objects.filter(offer=offer, name="ask-to-confirm").exists()


def test_what_is_sent_back_needs_a_reason_that_the_host_reads(cast, client):
    offer = the_cast.offer(cast, "review")
    client.force_login(cast["karl"])
    back = reverse("offer-move", args=[offer.pk, "return"])

    assert errors(client.post(back, {"reason": ""})) == ["Write a short reason, so that the others understand."]
    client.post(back, {"reason": "Hvornår kan I tage imod?"})

    assert fresh(offer).state == "draft"
    client.force_login(cast["hanne"])
    state = soup_of(client.get(offer.get_absolute_url())).select_one(".next-step")
    assert state.h2.text == "The office has a question. Answer it in the offer, and send it again."
    assert state.select("p")[1].text == "The question: Hvornår kan I tage imod?"


def test_a_reason_that_comes_too_late_is_not_lost(cast, client):
    offer = the_cast.offer(cast)
    client.force_login(cast["karl"])

    answer = client.post(reverse("offer-move", args=[offer.pk, "return"]), {"reason": "Hvornår?"})

    assert "This cannot be done any more, or not yet" in soup_of(answer).text
    assert soup_of(answer).select_one("[name=reason]").text.strip() == "Hvornår?"


def test_an_offer_is_paused_shown_again_closed_and_taken_up(cast, client):
    offer = the_cast.offer(cast)
    client.force_login(cast["hanne"])
    states = []
    for move in ("pause", "resume", "close", "reopen"):
        client.post(reverse("offer-move", args=[offer.pk, move]))
        states.append(fresh(offer).state)

    assert states == ["paused", "published", "closed", "draft"]


def test_closing_asks_first_and_says_what_follows(cast, client):
    offer = the_cast.offer(cast)
    the_cast.placement(cast, "suggested", offer_=offer)
    client.force_login(cast["hanne"])
    way = soup_of(client.get(offer.get_absolute_url())).find("a", string="Close")

    asked = soup_of(client.get(way["href"]))

    assert fresh(offer).state == "published"
    assert [each.text for each in asked.select("main p")][1:] == [
        "The offer leaves the directory. Visits that are being prepared or agreed go on.",
        "1 suggestion is waiting for an answer. It ends, and we tell the intern.",
    ]
    client.post(way["href"])
    assert fresh(offer).state == "closed"


def test_in_a_programme_without_review_the_host_publishes(cast, client, settings):
    settings.PROGRAMME_DIR = django_settings.PACKAGE / "tests" / "programmes" / "outside_view"
    offer = the_cast.offer(the_cast.gather(), "draft", meet="At the door.")
    client.force_login(cast["hanne"])

    check = soup_of(client.get(address(offer, "check")))

    assert [form["action"] for form in check.select(".moves form")] == [
        reverse("offer-move", args=[offer.pk, "publish"])
    ]
    answer = put(client, offer, "seats", seats="5", at_a_time="5", cap_year="")
    assert answer.status_code == 302
    client.post(reverse("offer-move", args=[offer.pk, "publish"]))
    assert (fresh(offer).state, fresh(offer).seats) == ("published", 5)
    assert "1.5 days" in soup_of(client.get(address(offer, "when"))).text


def test_the_steps_speak_danish(cast, client):
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "da"
    offer = begin(client, cast)

    assert errors(put(client, offer, "seats", seats="4")) == ["En vært tager imod 1 til 3 ad gangen. Ret antallet."]
