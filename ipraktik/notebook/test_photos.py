"""A note and its photos: each is shown by its own rule, and neither takes the other along."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.notebook.levels import Level
from ipraktik.notebook.models import Note
from ipraktik.photos.conftest import file, files_of_their_own  # noqa: F401  (a fixture)
from ipraktik.photos.models import Photo

pytestmark = pytest.mark.django_db
READERS = ("ida", "hanne", "rune", "signe")


@pytest.fixture
def shared(cast, note):
    return note(cast["ida"], "Tavlen.", level=Level.ALL)


def pictures(client, person, placement):
    """The numbers of the photos that this person's notebook shows."""
    client.force_login(person)
    page = BeautifulSoup(client.get(f"/placement/{placement.pk}/notebook/").content, "html.parser")
    return [int(each["src"].split("/")[-2]) for each in page.select(".note img")]


def send(client, placement, **more):
    told = {
        "key": str(uuid4()),
        "people": "no",
        "use": "home",
        "day": timezone.localdate().isoformat(),
        "chosen": file(),
    }
    return client.post(reverse("placement-photos", args=[placement.pk]), told | more)


USES = {
    ("own", False): {"ida"},
    ("home", False): set(READERS),
    ("home", True): {"ida"},  # somebody in it has not answered
}


@pytest.mark.parametrize(("use", "has_people"), USES)
def test_a_reader_of_the_note_sees_of_its_photos_those_which_the_photos_own_rule_shows(
    client, cast, begun, shared, use, has_people
):
    photo = the_cast.photo(begun, cast["ida"], use=use, has_people=has_people, note=shared)

    seen = {key for key in READERS if pictures(client, cast[key], begun) == [photo.pk]}

    assert seen == USES[use, has_people]


def test_a_photo_that_is_taken_down_goes_from_the_note_too_but_not_for_who_took_it(client, cast, begun, shared):
    photo = the_cast.photo(begun, cast["ida"], note=shared)

    photo.take_down(cast["hanne"])

    assert {key: pictures(client, cast[key], begun) for key in ("ida", "signe")} == {"ida": [photo.pk], "signe": []}


def test_who_may_not_read_the_note_sees_the_photo_at_the_photos_and_not_here(client, cast, begun, note):
    photo = the_cast.photo(begun, cast["ida"], note=note(cast["ida"], "Mit."))

    assert pictures(client, cast["signe"], begun) == []
    assert Photo.objects.shown_to(cast["signe"]).get() == photo


def test_from_a_note_one_adds_a_photo_to_it_and_comes_back_to_it(client, cast, begun, shared):
    client.force_login(cast["ida"])
    page = BeautifulSoup(client.get(f"/placement/{begun.pk}/notebook/").content, "html.parser")
    link = page.select_one(f"#note-{shared.pk} a[href*='?note=']")["href"]
    form = BeautifulSoup(client.get(link).content, "html.parser").select_one(".add-photo")

    response = send(client, begun, note=form.select_one("input[name=note]")["value"])

    assert "open" in form.attrs and "Tavlen." in form.get_text()
    assert response.headers["Location"] == f"/placement/{begun.pk}/notebook/#note-{shared.pk}"
    assert [each.note for each in Photo.objects.all()] == [shared]


@pytest.mark.parametrize("number", ["theirs", "999999", "x", "9" * 30, "\u0664"])
def test_what_is_no_note_of_ones_own_is_left_out_and_the_photo_is_kept(client, cast, begun, note, number):
    theirs = note(cast["hanne"], "Hannes.", level=Level.ALL)
    client.force_login(cast["ida"])

    send(client, begun, note=str(theirs.pk) if number == "theirs" else number)

    assert [each.note for each in Photo.objects.all()] == [None]
    assert (
        "Hannes." not in client.get(reverse("placement-photos", args=[begun.pk]), {"note": theirs.pk}).content.decode()
    )


def test_a_note_that_is_deleted_leaves_its_photo(client, cast, begun, shared):
    photo = the_cast.photo(begun, cast["ida"], note=shared)
    client.force_login(cast["ida"])

    client.post(f"/placement/{begun.pk}/notebook/{shared.pk}/remove/")

    photo.refresh_from_db()
    assert (Note.objects.count(), photo.note) == (0, None)
