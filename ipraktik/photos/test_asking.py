"""Asking those who are in a photo: by letter, or here and now; and whoever says no leaves nothing behind."""

import os
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ipraktik.agreements.models import Signature
from ipraktik.kit.lifecycle import NotYet
from ipraktik.notices.making import Maker
from ipraktik.notices.models import Letter
from ipraktik.notices.sending import send_all
from ipraktik.people.links import Link
from ipraktik.people.models import Person
from ipraktik.photos import forgetting
from ipraktik.photos.models import Depicted, Permission, Photo
from ipraktik.photos.test_shown import again

pytestmark = pytest.mark.django_db
PIA = {"who": "else", "name": "Pia Lind", "email": "Pia@Region.example"}


@pytest.fixture
def made(photo):
    return photo(has_people=True)


@pytest.fixture
def ida(client, cast):
    client.force_login(cast["ida"])
    return client


def at(photo, name, *more):
    return reverse(f"placement-photo-{name}", args=[photo.placement_id, photo.pk, *more])


def letters():
    Maker().make_all()
    return {(each.key, each.to) for each in Letter.objects.unsent()}


@pytest.fixture
def quiet(begun):
    letters()
    Letter.objects.all().delete()


def opened_by_link(mailoutbox):
    """A browser that has followed the link in the letter."""
    letters()
    send_all()
    token = re.search(r"/l/([\w-]{43})/", mailoutbox[-1].body)[1]
    browser = Client()
    browser.cookies["language"] = "en"
    assert browser.get(reverse("link", args=[token])).status_code == 200
    return browser, browser.post(reverse("link", args=[token])).headers["Location"]


def ask(client, photo, **more):
    return client.post(at(photo, "person"), PIA | {"letter": "yes"} | more)


def test_somebody_is_asked_by_a_letter_with_a_link(ida, made, quiet):
    response = ask(ida, made)

    assert response.headers["Location"] == made.get_absolute_url()
    assert letters() == {("may-the-photo-be-used", "pia@region.example")}
    assert again(made).standing == "Only you see it. Waits for 1 answer"


def test_a_letter_about_a_photo_says_why_they_get_it_and_leads_to_the_photo(ida, made, quiet, mailoutbox):
    ask(ida, made)
    Person.objects.filter(email="pia@region.example").update(language="en")

    _browser, address = opened_by_link(mailoutbox)

    assert "because someone has taken a photo that you are in" in mailoutbox[-1].body
    assert address == reverse("depicted", args=[made.depicted.get().pk])


def test_opening_the_link_answers_nothing_and_a_yes_holds_at_once(ida, cast, made, quiet, mailoutbox):
    ask(ida, made)
    browser, address = opened_by_link(mailoutbox)
    page = browser.get(address)
    image = browser.get(page.context["image"])
    assert not Permission.objects.exists()

    browser.post(address, {"use": "home"})

    given = Permission.objects.get()
    assert (image.status_code, image.headers["Content-Type"]) == (200, "image/webp")
    assert (given.use, given.how, given.withdrawn_at) == ("home", "link", None)
    assert given.text.startswith("Ida Lund has taken a photo") and given.text.endswith("The host sees it too")
    assert again(made).standing == "May be shown at the workplace back home"
    assert letters() == {("all-say-yes-to-your-photo", cast["ida"].email)}


def test_the_link_opens_the_photo_and_nothing_else(ida, made, quiet, mailoutbox):
    ask(ida, made)
    browser, _address = opened_by_link(mailoutbox)

    elsewhere = [
        browser.get(each).headers.get("Location") for each in (made.get_absolute_url(), at(made, "image", "large"))
    ]

    assert all(each.startswith(reverse("limited")) for each in elsewhere)


def test_a_yes_is_changed_later_by_the_same_link_and_all_answers_are_kept(ida, cast, made, quiet, mailoutbox):
    ask(ida, made)
    browser, address = opened_by_link(mailoutbox)
    browser.post(address, {"use": "public"})
    letters()
    Letter.objects.all().delete()

    browser.post(address, {"use": "own"})

    answers = Permission.objects.order_by("pk")
    assert [(each.use, each.withdrawn_at is None) for each in answers] == [("public", False), ("own", True)]
    assert not Photo.objects.shown_to(cast["signe"]).exists()
    assert letters() == {("somebody-says-no-to-your-photo", cast["ida"].email)}


def test_who_says_no_leaves_no_address_behind(ida, cast, made, quiet, mailoutbox):
    ask(ida, made)
    browser, address = opened_by_link(mailoutbox)

    page = browser.post(address, {"use": "no"})

    assert page.status_code == 200
    assert "We have erased your e-mail address" in page.content.decode()
    assert not Person.objects.filter(email="pia@region.example").exists()
    assert not Letter.objects.filter(key="may-the-photo-be-used").exists()
    assert not Link.objects.filter(kind="depicted").exists()
    assert (made.depicted.get().person, made.depicted.get().name) == (None, "Pia Lind")
    assert browser.get(address).headers["Location"].startswith(reverse("account_login"))
    assert letters() == {("somebody-says-no-to-your-photo", cast["ida"].email)}


def test_a_colleague_we_know_keeps_their_place_whatever_they_answer(ida, client, cast, made):
    ida.post(at(made, "person"), {"who": str(cast["rune"].pk), "letter": "yes"})
    client.force_login(cast["rune"])

    client.post(reverse("placement-depicted", args=[made.placement_id, made.depicted.get().pk]), {"use": "no"})

    assert Person.objects.filter(pk=cast["rune"].pk).exists()
    assert [(each.use, each.how) for each in Permission.objects.all()] == [("", "page")]


def test_who_said_yes_to_another_photo_is_still_known_after_a_no(cast, photo, made):
    first, second = (each.add_person("Pia", email="pia@region.example") for each in (made, photo(has_people=True)))
    second.answer("home", "link", "The words.", second.person)

    first.answer("", "link", "The words.", first.person)

    assert Person.objects.filter(email="pia@region.example").exists()


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_who_was_asked_about_two_photos_is_forgotten_after_the_second_no(cast, photo, made, order):
    both = [each.add_person("Pia", email="pia@region.example") for each in (made, photo(has_people=True))]
    for number in order:
        assert Person.objects.filter(email="pia@region.example").exists()
        both[number].answer("", "link", "The words.", both[number].person)

    assert not Person.objects.filter(email="pia@region.example").exists()


def test_they_answer_on_the_phone_of_who_took_it(ida, cast, made):
    response = ida.post(at(made, "person"), {"who": "else", "name": "", "email": ""})
    page = ida.get(response.headers["Location"])

    ida.post(response.headers["Location"], {"use": "home"})

    assert "Hand the phone to the one who is in the photo" in page.content.decode()
    assert [(each.use, each.how) for each in Permission.objects.all()] == [("home", "here")]
    assert Photo.objects.shown_to(cast["signe"]).exists()


def test_somebody_of_the_visit_is_chosen_and_reads_it_on_their_own_page(ida, client, cast, made):
    ida.post(at(made, "person"), {"who": str(cast["hanne"].pk), "letter": "yes"})
    client.force_login(cast["hanne"])

    page = client.get(reverse("placement", args=[made.placement_id])).content.decode()

    assert reverse("placement-depicted", args=[made.placement_id, made.depicted.get().pk]) in page


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        (
            PIA | {"email": ""},
            {"email": ["Write the e-mail address of the one to ask, or let them answer on this phone."]},
        ),
        (PIA | {"name": ""}, {"name": ["Write the name of the one to ask."]}),
        (PIA | {"email": "ida@ipraktik.example"}, {"email": ["You took it. Nobody needs to ask you."]}),
        (PIA | {"email": "nonsense"}, {"email": ["Write an e-mail address such as name@organisation.dk."]}),
        (PIA | {"who": "999"}, {"who": ["Choose one of those on the list."]}),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stands(ida, made, given, errors):
    response = ida.post(at(made, "person"), given | {"letter": "yes"})

    form = response.context["person_form"]
    assert {name: list(said) for name, said in form.errors.items()} == errors
    assert (form["name"].value(), form["email"].value()) == (given["name"], given["email"])
    assert not Depicted.objects.exists()


def test_nobody_is_asked_twice_in_a_day(ida, made, quiet):
    ask(ida, made)

    response = ida.post(at(made, "ask", made.depicted.get().pk), follow=True)

    assert [str(each) for each in response.context["messages"]][
        -1
    ] == "They have been asked already. You can ask again tomorrow."
    assert len(letters()) == 1


def test_the_next_day_they_may_be_asked_again(ida, made, quiet):
    ask(ida, made)
    letters()
    made.depicted.update(asked_at=timezone.now() - timedelta(days=2))

    ida.post(at(made, "ask", made.depicted.get().pk))

    Maker().make_all()
    assert Letter.objects.filter(key="may-the-photo-be-used").count() == 2


def test_who_was_not_in_it_after_all_is_left_out_and_forgotten(ida, made):
    ask(ida, made)

    ida.post(at(made, "leave-out", made.depicted.get().pk))

    assert not Depicted.objects.exists()
    assert not Person.objects.filter(email="pia@region.example").exists()


def test_who_has_answered_cannot_be_left_out(ida, made):
    made.add_person("Pia").answer("", "here", "The words.", made.taker.person)

    ida.post(at(made, "leave-out", made.depicted.get().pk))

    assert made.depicted.exists()


def test_no_answer_can_be_given_for_somebody_elses_photo(client, cast, made):
    asked = made.add_person("Pia")
    client.force_login(cast["hanne"])

    assert client.post(at(made, "answer", asked.pk), {"use": "home"}).status_code == 404
    assert not Permission.objects.exists()


def test_the_host_has_a_photo_taken_down_and_who_took_it_is_told(client, cast, photo, quiet):
    made = photo()
    client.force_login(cast["hanne"])

    client.post(at(made, "object"))

    assert not Photo.objects.shown_to(cast["signe"]).exists()
    assert letters() == {("your-photo-is-taken-down", cast["ida"].email)}
    assert again(made).standing == "The host has had it taken down. Only you see it"


def test_the_host_lets_it_be_shown_again(client, cast, photo):
    made = photo()
    made.take_down(cast["hanne"])
    client.force_login(cast["hanne"])

    client.post(at(made, "object"), {"shown": "again"})

    assert Photo.objects.shown_to(cast["signe"]).exists()


def test_a_photo_that_is_taken_down_twice_stays_down_and_is_told_of_once(client, cast, photo, quiet):
    made = photo()
    client.force_login(cast["hanne"])

    for _press in range(2):
        client.post(at(made, "object"))

    assert not Photo.objects.shown_to(cast["signe"]).exists()
    assert made.placement.events.filter(name="object-to-photo").count() == 1


@pytest.mark.parametrize(
    ("by", "use", "sentence"),
    [
        ("hanne", "home", "You took it yourself. Erase it, or keep it for your own notes."),
        ("ida", "own", "It is only for the notes of who took it, and shown to nobody else."),
    ],
)
def test_ones_own_photo_and_one_for_the_notes_alone_are_not_taken_down(cast, photo, by, use, sentence):
    made = photo(by=by, use=use)

    with pytest.raises(NotYet) as refusal:
        made.take_down(cast["hanne"])

    assert [str(each) for each in refusal.value.sentences] == [sentence]
    assert again(made).objected_at is None


def test_the_host_does_not_see_what_is_only_for_the_notes_and_cannot_take_it_down(client, cast, photo):
    made = photo(use="own")
    client.force_login(cast["hanne"])

    assert client.post(at(made, "object")).status_code == 404


# forgetting


def test_photos_go_so_long_after_the_visit_as_the_programme_says(
    begun, made, settings, django_capture_on_commit_callbacks
):
    made.add_person("Pia", email="pia@region.example")
    begun.visit.first_day = begun.visit.last_day = timezone.localdate() - timedelta(days=370)
    begun.visit.save()

    with django_capture_on_commit_callbacks(execute=True):
        forgetting.sweep()

    assert not Photo.objects.exists()
    assert list(settings.MEDIA_ROOT.rglob("*.webp")) == []
    assert not Person.objects.filter(email="pia@region.example").exists()


@pytest.mark.parametrize(("days", "stays"), [(13, True), (15, False)])
def test_what_somebody_said_no_to_is_erased_some_days_later(made, days, stays):
    made.add_person("Pia").answer("", "here", "The words.", made.taker.person)
    Permission.objects.update(at=timezone.now() - timedelta(days=days))

    forgetting.sweep()

    assert Photo.objects.exists() is stays


def test_files_whose_photo_is_gone_go_too_but_not_those_just_written(photo, settings):
    kept, gone = photo(), photo()
    Photo.objects.filter(pk=gone.pk).delete()
    files = {path: path.name.startswith(kept.name) for path in settings.MEDIA_ROOT.rglob("*.webp")}

    forgetting.sweep()
    assert all(path.exists() for path in files)
    for path in files:
        os.utime(path, (0, 0))
    forgetting.sweep()

    assert {path: path.exists() for path in files} == files


def test_a_placement_takes_its_photos_along(begun, made):
    made.add_person("Pia").answer("home", "here", "The words.", made.taker.person)

    Signature.objects.all().delete()  # what is signed protects its placement
    type(begun).objects.filter(pk=begun.pk).delete()

    assert not Photo.objects.exists() and not Permission.objects.exists()
