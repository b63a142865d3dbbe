"""Who sees which photo: every use and every answer against every reader, and that no place forgets a withdrawal."""

import re
from itertools import product

import pytest
from django.urls import reverse
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.kit import measure
from ipraktik.photos import keeping
from ipraktik.photos.depicted import HERE
from ipraktik.photos.models import Photo
from ipraktik.photos.showing import shown_of
from ipraktik.photos.uses import OWN, USES
from ipraktik.placements.models import Placement

pytestmark = pytest.mark.django_db
READERS = ("ida", "signe", "hanne", "rune", "karl", "olga", "bo")
TAKER, PARTIES = {"ida"}, {"ida", "signe", "hanne", "rune"}
# What Ida wants it for, what somebody in it said (None: nobody is in it; "?": no answer; "": no), who sees the picture.
GRID = [
    ("own", None, TAKER), ("own", "?", TAKER), ("own", "", set()), ("own", "own", TAKER), ("own", "home", TAKER),
    ("own", "public", TAKER),
    ("home", None, PARTIES), ("home", "?", TAKER), ("home", "", set()), ("home", "own", TAKER),
    ("home", "home", PARTIES), ("home", "public", PARTIES),
    ("public", None, PARTIES), ("public", "?", TAKER), ("public", "", set()), ("public", "own", TAKER),
    ("public", "home", PARTIES), ("public", "public", PARTIES),
]  # fmt: skip


def a_visit_today(cast):
    placement = the_cast.placement(cast, "agreed")
    the_cast.move_in_time(placement, (timezone.localdate() - placement.visit.first_day).days)
    return Placement.objects.for_page().get(pk=placement.pk)


def a_photo(placement, by, **told):
    return the_cast.photo(placement, by, **{"day": timezone.localdate()} | told)


def someone_in(photo, said="?", name="Pia", **more):
    depicted = photo.add_person(name, **more)
    if said != "?":
        depicted.answer(said, HERE, "The words.", photo.taker.person)
    return depicted


def readers(cast, photo):
    return {key for key in READERS if Photo.objects.shown_to(cast[key]).filter(pk=photo.pk).exists()}


def again(photo):
    return Photo.objects.with_people().get(pk=photo.pk)


@pytest.mark.parametrize(("use", "said", "expected"), GRID)
def test_a_picture_is_shown_to_just_these(cast, photo, use, said, expected):
    made = photo(use=use, has_people=said is not None)
    if said is not None:
        someone_in(made, said)

    assert readers(cast, made) == expected


@pytest.mark.parametrize("answers", list(product(["?", "", "own", "home", "public"], repeat=2)))
def test_the_narrowest_of_two_answers_counts(cast, photo, answers):
    made = photo(use="public", has_people=True)
    for number, said in enumerate(answers):
        someone_in(made, said, name=f"No. {number}")

    expected = set() if "" in answers else PARTIES if set(answers) <= {"home", "public"} else TAKER
    assert readers(cast, made) == expected


@pytest.mark.parametrize(("use", "said", "_expected"), GRID)
def test_one_photo_and_the_query_say_the_same(photo, use, said, _expected):
    made = photo(use=use, has_people=said is not None)
    if said is not None:
        someone_in(made, said)

    for each in USES:
        assert again(made).is_cleared(each) == Photo.objects.cleared(each).exists(), each


def test_whoever_is_not_named_has_not_said_yes(cast, photo):
    assert readers(cast, photo(has_people=True)) == TAKER


def test_somebody_in_it_sees_what_they_are_asked_about_and_no_other_photo(cast, photo):
    asked, other = photo(use="own", has_people=True), photo(use="own")
    someone_in(asked, person=cast["olga"])

    assert list(Photo.objects.shown_to(cast["olga"])) == [asked]
    assert readers(cast, other) == TAKER


def test_a_manager_who_is_replaced_sees_no_more(cast, begun, photo):
    made = photo()
    begun.wish.manager = cast["jens"]
    begun.wish.save()
    begun.follow_manager()

    assert readers(cast, made) == PARTIES - {"signe"}
    assert Photo.objects.shown_to(cast["jens"]).exists()


def test_what_the_host_has_had_taken_down_is_seen_by_who_took_it(cast, photo):
    made = photo()

    made.take_down(cast["hanne"])

    assert readers(cast, made) == TAKER
    assert set(Photo.objects.visible_to(cast["rune"])) == {made}
    assert not Photo.objects.visible_to(cast["signe"]).exists()


def test_what_is_taken_down_is_not_even_shown_to_those_in_it_and_they_are_told_why(client, cast, photo):
    made = photo(use="home", has_people=True)
    depicted = someone_in(made, person=cast["olga"], said="home")
    made.take_down(cast["hanne"])
    client.force_login(cast["olga"])

    page = client.get(reverse("depicted", args=[depicted.pk])).content.decode()

    assert readers(cast, made) == TAKER
    assert client.get(reverse("depicted-image", args=[depicted.pk])).status_code == 404
    assert "The host has had it taken down. Only the one who took it sees it." in page
    assert "Somebody in it said no" not in page


# every place


def places(photo):
    """Every address and part at which a photo shows, and who is there."""
    here = [photo.placement_id, photo.pk]
    return [
        reverse("placement-photos", args=here[:1]),
        reverse("placement-photo", args=here),
        reverse("placement", args=here[:1]),
        *(reverse("placement-photo-image", args=[*here, size]) for size in keeping.SIZES),
        *(reverse("depicted-image", args=[each.pk]) for each in photo.depicted.all()),
        *(reverse("depicted", args=[each.pk]) for each in photo.depicted.all()),
        *(reverse("placement-photo-answer", args=[*here, each.pk]) for each in photo.depicted.all()),
        reverse("placement-archive", args=here[:1]),
    ]


def seen(client, cast, photo):
    """Where any of them gets the picture, or a page with its address."""
    found = set()
    for key, address in product((*READERS, "per"), places(photo)):
        client.force_login(cast[key])
        response = client.get(address)
        is_picture = response.headers.get("Content-Type") == "image/webp"
        if response.status_code == 200 and (is_picture or re.search(rb'<img[^>]*\.webp|/image/"', response.content)):
            found.add((key, address))
    return found


@pytest.mark.parametrize("use", ["own", "home", "public"])
def test_a_no_takes_the_picture_away_at_once_from_every_place(client, cast, photo, use):
    made = photo(use=use, has_people=True)
    someone_in(made, person=cast["per"], said=use)
    before = seen(client, cast, again(made))

    made.depicted.get().answer("", HERE, "The words.", cast["per"])

    assert {key for key, _address in before} == (TAKER if use == "own" else PARTIES) | {"per"}
    assert seen(client, cast, again(made)) == set()


def test_a_yes_to_less_leaves_the_picture_with_who_took_it_and_who_is_in_it(client, cast, photo):
    made = photo(has_people=True)
    someone_in(made, person=cast["per"], said="home")

    made.depicted.get().answer("own", HERE, "The words.", cast["per"])

    assert {key for key, _address in seen(client, cast, again(made))} == {"ida", "per"}


def test_the_part_for_other_pages_shows_the_same(cast, begun, photo):
    made = photo(has_people=True)
    someone_in(made, "home")
    shown = shown_of(begun, cast["signe"])["photos"]

    made.depicted.get().answer(OWN, HERE, "The words.", cast["ida"])

    assert shown == [(made, True)]
    assert shown_of(begun, cast["signe"])["photos"] == []


@pytest.mark.parametrize("size", keeping.SIZES)
def test_no_browser_and_nobody_on_the_way_keeps_a_picture(client, cast, photo, size):
    made = photo()
    client.force_login(cast["signe"])

    response = client.get(reverse("placement-photo-image", args=[made.placement_id, made.pk, size]))

    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/webp")
    assert {"no-store", "private"} <= set(re.split(r", *", response.headers["Cache-Control"]))
    assert "ETag" not in response.headers and "Last-Modified" not in response.headers


def test_a_size_that_is_none_or_a_file_that_is_lost_is_not_there(client, cast, photo):
    made = photo()
    client.force_login(cast["ida"])
    address = reverse("placement-photo-image", args=[made.placement_id, made.pk, "large"])
    keeping.default_storage.delete(keeping.path(made.name, "large"))

    assert client.get(address.replace("large", "huge")).status_code == 404
    assert client.get(address).status_code == 404


def test_the_office_sees_that_there_are_photos_and_no_more(client, cast, photo):
    made = photo(caption="The secret board")
    client.force_login(cast["karl"])

    page = client.get(reverse("placement-photos", args=[made.placement_id])).content.decode()

    assert "There is 1 photo of this visit." in page
    assert "secret board" not in page and ".webp" not in page


# the house


def test_only_one_room_opens_the_files_and_only_behind_the_question_who_may_see_them():
    texts = {measure.name(path): path.read_text() for path in measure.code() if path.name != "conftest.py"}
    openers = {name for name, text in texts.items() if re.search(r"default_storage|storages\[|MEDIA_ROOT", text)}
    readers_ = {name for name, text in texts.items() if "keeping.read(" in text}

    assert openers == {"ipraktik/photos/keeping.py", "ipraktik/settings.py"}
    assert readers_ == {"ipraktik/photos/views.py"}
    views = texts["ipraktik/photos/views.py"]
    assert views.count("keeping.read(") == 1
    assert re.findall(r"return as_picture\((.*?)[,.]", views) == ["get_object_or_404(Photo"] * 2
    assert views.count("as_picture(get_object_or_404(Photo.objects.shown_to(request.user)") == 2


def test_no_address_leads_to_the_files(client, cast, photo, settings):
    made = photo()
    client.force_login(cast["ida"])
    path = keeping.path(made.name, "large")

    assert [client.get(f"/{at}{path}").status_code for at in ("", "media/", "storage/", "static/")] == [404] * 4
    assert settings.MEDIA_URL in ("", "/")
