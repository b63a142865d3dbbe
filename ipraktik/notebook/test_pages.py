"""The notebook's pages without a script, and what a device is answered that sends what it has kept."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ipraktik.kit.kept import mark_of
from ipraktik.notebook.forgetting import sweep
from ipraktik.notebook.levels import Level
from ipraktik.notebook.models import Delivery, Note
from ipraktik.people.links import Link
from ipraktik.placements.models import Placement
from ipraktik.programme import programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def ida(client, cast):
    client.cookies["language"] = "en"
    client.force_login(cast["ida"])
    return client


@pytest.fixture
def page(begun):
    return f"/placement/{begun.pk}/notebook/"


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def notes(response):
    return [each.get_text(strip=True) for each in soup(response).select("#notes .note-text")]


def test_a_note_with_all_that_one_may_say_of_it(ida, begun, page):
    item = begun.visit.items.first()
    given = {"text": "De ler, når de retter.", "prompt": "i-noticed", "item": item.pk, "day": begun.visit.first_day}

    shown = ida.post(page, given | {"level": "home", "key": uuid4()}, follow=True)

    note = Note.objects.get()
    assert notes(shown) == ["De ler, når de retter."]
    assert (note.prompt, note.item, note.day, note.day_moved) == ("i-noticed", item, begun.visit.first_day, False)
    assert (note.level, note.confidential, note.party, note.revision) == (Level.HOME, False, "intern", 1)


def test_the_page_opens_on_today_and_on_what_the_itinerary_has_now(ida, begun, page):
    with time_machine.travel(timezone.localtime().replace(hour=10, minute=15), tick=False):
        ida.force_login(begun.wish.intern)
        form = soup(ida.get(page))

    chosen = {name: form.select_one(f"select[name={name}] option[selected]")["value"] for name in ("day", "item")}
    assert chosen == {"day": begun.visit.first_day.isoformat(), "item": str(begun.visit.items.first().pk)}


def test_the_duty_of_confidence_stands_at_the_top(ida, page):
    main = soup(ida.get(page)).select_one("#main-content")

    assert main.select_one(".confidence").get_text(strip=True) == programme().notebook.confidence.in_("en")
    assert main.select_one(".confidence").find_next("form")


def test_intern_and_host_have_prompts_of_their_own(client, cast, page):
    found = {}
    for key in ("ida", "hanne"):
        client.force_login(cast[key])
        found[key] = [each["value"] for each in soup(client.get(page)).select("input[name=prompt]")]

    prompts = programme().notebook.prompts
    assert found["ida"] == [*(each.key for each in prompts if each.party == "intern"), ""]
    assert found["hanne"] == [*(each.key for each in prompts if each.party == "host"), ""]
    assert len(found["ida"]) == 6


@pytest.mark.parametrize("text", ["x" * 200_000, "", "med\x00nul", "cpr 010190-1234"])
def test_what_cannot_be_saved_stays_as_typed_with_a_sentence(ida, page, text):
    shown = ida.post(page, {"text": text, "key": uuid4()})

    assert (shown.status_code, Note.objects.count()) == (200, 0)
    assert soup(shown).select_one("textarea[name=text]").text.strip("\n").replace("\ufffd", "\x00") == text
    assert soup(shown).select_one(".form-error-message")


ODD = {"day": "2999-99-99", "item": "999999", "level": "world", "prompt": "gone\x00", "key": "x", "written_at": "\x00"}


@pytest.mark.parametrize("name", ODD)
def test_what_an_old_or_a_strange_page_names_is_put_right_and_the_words_are_kept(ida, page, name):
    assert ida.post(page, {"text": "Ordene.", name: ODD[name]}).status_code == 302

    note = Note.objects.get()
    assert (note.text, note.level, note.item, note.prompt) == ("Ordene.", Level.ME, None, "")


def test_a_day_outside_the_visit_is_put_right_and_the_page_says_so(ida, begun, page):
    wrong = begun.visit.first_day - timedelta(days=3)

    shown = ida.post(page, {"text": "Uret er galt.", "day": wrong, "written_at": "1970-01-01T00:00:00Z"}, follow=True)

    note = Note.objects.get()
    assert (note.day, note.day_moved, note.came_late) == (begun.visit.first_day, True, False)
    assert "so we put it here" in shown.content.decode()


def test_a_note_is_changed_shared_and_deleted_on_its_own_page(ida, cast, page, note):
    written = note(cast["ida"], "Før.")
    own = f"{page}{written.pk}/"
    form = {
        each["name"]: each.get("value", "") for each in soup(ida.get(own)).select("form[data-keep] input[type=hidden]")
    }

    shown = ida.post(own, form | {"text": "Efter.", "level": "all"}, follow=True)
    assert notes(shown) == ["Efter."]
    assert Note.objects.get().level == Level.ALL

    gone = ida.post(f"{own}remove/", follow=True)
    assert (notes(gone), Note.objects.count()) == ([], 0)


def test_nobody_changes_or_deletes_the_notes_of_another(client, cast, page, note):
    written = note(cast["ida"], "Mit.", level=Level.ALL)
    other = written.others.create(text="Dit.")
    client.force_login(cast["hanne"])

    answers = [client.get(f"{page}{written.pk}/"), client.post(f"{page}{written.pk}/", {"text": "Nej."})]
    answers += [client.post(f"{page}{written.pk}/remove/")]
    answers += [client.post(f"{page}{written.pk}/choose/{other.pk}/", {"keep": "other"})]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert Note.objects.get().text == "Mit."


def test_two_texts_of_one_note_are_shown_beside_each_other(ida, cast, page, note):
    written = note(cast["ida"], "Her.")
    other = written.others.create(text="Der.")

    listed, own = ida.get(page).content.decode(), soup(ida.get(f"{page}{written.pk}/"))
    ida.post(f"{page}{written.pk}/choose/{other.pk}/", {"keep": "other"})

    assert "also changed on another device" in listed
    assert [each.get_text(strip=True) for each in own.select("#others .note-text")] == ["Her.", "Der."]
    assert (Note.objects.get().text, written.others.count()) == ("Der.", 0)


def test_who_chooses_once_more_is_led_back_to_the_note(ida, cast, page, note):
    written = note(cast["ida"], "Her.")
    choice = f"{page}{written.pk}/choose/{written.others.create(text='Der.').pk}/"

    answers = [ida.post(choice, {"keep": "both"}) for _press in range(2)]

    assert [each.headers["Location"] for each in answers] == [f"{page}#note-{written.pk}"] * 2
    assert Note.objects.count() == 2


@pytest.mark.parametrize(
    ("show", "expected"),
    [
        ("", {"a", "b", "c"}),
        ("me", {"a"}),
        ("all", {"b"}),
        ("confidential", {"c"}),
        ("i-wonder", {"b"}),
        ("nonsense\x00", {"a", "b", "c"}),
    ],
)
def test_the_filter_shows_what_one_asked_for(ida, cast, page, note, show, expected):
    note(cast["ida"], "a")
    note(cast["ida"], "b", level=Level.ALL, prompt="i-wonder")
    note(cast["ida"], "c", level=Level.ALL, confidential=True)

    assert set(notes(ida.get(page, {"show": show}))) == expected


def test_many_notes_are_shown_forty_at_a_time(ida, cast, page, note):
    for number in range(41):
        note(cast["ida"], str(number))

    assert [len(notes(ida.get(page, {"page": number}))) for number in ("1", "2", "x")] == [40, 1, 40]


def test_the_export_is_ones_own_and_leaves_out_what_is_confidential(ida, cast, page, note):
    note(cast["ida"], "Med hjem.", prompt="i-wonder")
    note(cast["ida"], "Bliver her.", level=Level.ALL, confidential=True)
    note(cast["hanne"], "Hannes.", level=Level.ALL)

    answer = ida.get(f"{page}export/")

    text = answer.content.decode()
    assert "attachment" in answer.headers["Content-Disposition"]
    assert ("Med hjem." in text, "I wonder" in text, "Bliver her." in text, "Hannes." in text) == (
        True,
        True,
        False,
        False,
    )
    assert text.strip().endswith("1 confidential note is left out.")


def test_who_has_written_nothing_has_nothing_to_take_home(ida, page):
    assert ida.get(f"{page}export/").status_code == 404


def test_the_notebook_is_the_interns_next_step_and_a_tab_of_all(client, cast, begun, page):
    tabs = {}
    for key in ("ida", "hanne", "signe", "karl"):
        with time_machine.travel(timezone.localtime().replace(hour=10), tick=False):  # before the talk of the day
            client.force_login(cast[key])
            overview = soup(client.get(f"/placement/{begun.pk}/"))
        tabs[key] = bool(overview.select(f".tab-links a[href='{page}']"))
        if key == "ida":
            step = overview.select_one(".next-step a")["href"]

    assert (step, tabs) == (page, dict.fromkeys(("ida", "hanne", "signe", "karl"), True))


def test_a_visit_that_was_cancelled_under_way_leaves_its_notes_to_their_writer(ida, cast, begun, page, note):
    note(cast["ida"], "Den ene dag, vi fik.")
    begun.perform("cancel", by=cast["hanne"], reason="Der er sygdom.")

    shown = ida.get(page)

    assert notes(shown) == ["Den ene dag, vi fik."]
    assert (len(soup(shown).select("form[data-keep]")), len(soup(shown).select("#kept"))) == (0, 1)
    assert soup(ida.get(f"/placement/{begun.pk}/")).select(f".tab-links a[href='{page}']")


# what a device sends that it has kept


def sent(client, page, person, **given):
    return client.post(page, {"text": "Senere.", "key": uuid4()} | given, headers={"X-Kept": mark_of(person)})


def test_what_was_kept_is_saved_and_answered_with_nothing_more(ida, cast, page):
    answer = sent(ida, page, cast["ida"], written_at="2027-05-13T10:00:00.000Z")

    assert (answer.status_code, answer.json()) == (200, {})
    assert Note.objects.get().text == "Senere."


def test_what_is_wrong_with_it_is_said_in_sentences_with_the_tick_that_helps(ida, cast, page):
    answer = sent(ida, page, cast["ida"], text="Sagen 010190-1234.")

    assert (answer.status_code, Note.objects.count()) == (400, 0)
    assert answer.json()["tick"][0] == "not_personal_number"
    assert "010190-1234" in answer.json()["sentences"][0]
    assert sent(ida, page, cast["ida"], text="Sagen 010190-1234.", not_personal_number="on").status_code == 200


def test_it_is_never_saved_in_another_persons_name(ida, cast, page):
    answer = sent(ida, page, cast["hanne"])

    assert (answer.status_code, Note.objects.count()) == (409, 0)


@pytest.mark.parametrize(("state", "status"), [("not-held", 409), ("gone", 404)])
def test_what_may_not_be_saved_any_more_is_answered_in_words(ida, cast, begun, page, state, status):
    if state == "gone":
        begun.participants.filter(person=cast["ida"]).update(person=cast["emil"])
    else:
        Placement.objects.filter(pk=begun.pk).update(state=state)

    answer = sent(ida, page, cast["ida"])

    assert answer.status_code == status
    assert [type(each) for each in answer.json()["sentences"]] == [str]


def test_the_token_lets_a_device_send_and_says_who_is_there_without_saying_who_it_is(cast, begun, page):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast["ida"])

    told = client.get("/notebook-token/").json()
    headers = {"X-Kept": told["who"], "X-CSRFToken": told["token"]}
    answer = client.post(page, {"text": "Med frisk nøgle.", "key": uuid4()}, headers=headers)

    assert (told["who"], answer.status_code) == (mark_of(cast["ida"]), 200)
    assert client.post(page, {"text": "Uden."}).status_code == 403
    assert Client().get("/notebook-token/").status_code == 302


def test_who_is_no_part_of_the_placement_any_more_is_told_in_words_what_became_of_what_they_kept(cast, page):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast["olga"])

    told = client.get("/notebook-token/").json()
    headers = {"X-CSRFToken": told["token"], "X-Kept": told["who"]}
    answer = client.post(page, {"text": "For sent.", "key": uuid4()}, headers=headers)

    assert (answer.status_code, len(answer.json()["sentences"])) == (404, 1)


def test_who_came_by_a_personal_link_sends_what_they_have_kept_too(cast, begun, page):
    client = Client(enforce_csrf_checks=True)
    link = reverse("link", args=[Link.objects.mint(cast["ida"], "placement", begun.pk)])
    opened = BeautifulSoup(client.get(link).content, "html.parser")
    client.post(link, {"csrfmiddlewaretoken": opened.select_one("[name=csrfmiddlewaretoken]")["value"]})

    told = client.get("/notebook-token/").json()
    headers = {"X-CSRFToken": told["token"], "X-Kept": told["who"]}
    answer = client.post(page, {"text": "Ad linket.", "key": uuid4()}, headers=headers)

    assert (answer.status_code, Note.objects.get().writer) == (200, cast["ida"])


def test_a_change_that_is_refused_still_knows_what_it_was_written_over(ida, cast, page, note):
    written = note(cast["ida"], "Som det var.")
    sent = {"text": "", "revision": "1", "was": "anything me 0", "key": uuid4()}
    Note.objects.filter(pk=written.pk).update(text="Fra en anden.", revision=2)

    answer = ida.post(f"{page}{written.pk}/", sent)

    form = answer.context["form"]
    assert (answer.status_code, form.revision, form.was) == (200, "1", "anything me 0")
    assert 'name="revision" value="1"' in answer.content.decode()


def test_the_worker_comes_from_our_own_site_with_the_right_to_look_after_the_page(client):
    answer = client.get("/notebook-worker.js")

    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.content.decode().startswith('importScripts("/static/queue')


# forgetting


@pytest.mark.parametrize(("months_over", "left"), [(11, 1), (13, 0)])
def test_notes_go_when_the_programme_says_so(cast, begun, note, months_over, left):
    note(cast["ida"])
    Delivery.objects.create(person=cast["ida"], key=uuid4())

    with time_machine.travel(timezone.now() + timedelta(days=30.5 * months_over)):
        sweep()

    assert (Note.objects.count(), Delivery.objects.count()) == (left, left)
