"""Adding a photo: once however often it is sent, in words when it cannot be, and gone when who took it says so."""

from io import BytesIO
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from PIL import Image

from ipraktik import cast as the_cast
from ipraktik.kit.kept import mark_of
from ipraktik.kit.pictures import Picture
from ipraktik.kit.test_pictures import noise, picture, told
from ipraktik.photos import keeping, photos
from ipraktik.photos.conftest import file, jpeg, sent
from ipraktik.photos.models import Photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(begun):
    return reverse("placement-photos", args=[begun.pk])


@pytest.fixture
def ida(client, cast):
    client.force_login(cast["ida"])
    return client


def errors(response):
    return {name: list(said) for name, said in response.context["photo_form"].errors.items()}


def files(settings):
    return sorted(path.name for path in settings.MEDIA_ROOT.rglob("*.webp"))


def test_a_photo_is_kept_with_what_is_told_of_it(ida, cast, page, begun):
    response = ida.post(page, sent(use="home"))

    photo = Photo.objects.get()
    assert (response.status_code, response.headers["Location"]) == (302, page)
    assert (photo.taker.person, photo.placement, photo.caption, photo.use) == (cast["ida"], begun, "The board", "home")
    assert (photo.has_people, photo.day, photo.width, photo.height) == (False, timezone.localdate(), 400, 300)


def test_a_photo_with_people_leads_to_who_they_are(ida, page):
    response = ida.post(page, sent(people="yes"))

    assert response.headers["Location"] == Photo.objects.get().get_absolute_url()


@pytest.mark.parametrize("field", ["taken", "chosen"])
def test_it_is_taken_with_the_phone_or_chosen(ida, page, field):
    ida.post(page, sent(chosen="") | {field: file(jpeg((300, 200)))})

    assert [(each.width, each.height) for each in Photo.objects.all()] == [(300, 200)]


def test_the_same_photo_sent_again_is_kept_once_and_answered_as_the_first_time(ida, page, settings):
    once, again = sent(), {}
    again |= once | {"chosen": file()}

    answers = [ida.post(page, each) for each in (once, again)]

    assert [each.status_code for each in answers] == [302, 302]
    assert (Photo.objects.count(), len(files(settings))) == (1, 2)


def test_two_photos_of_different_people_may_have_the_same_number(client, cast, page):
    number = str(uuid4())
    for key in ("ida", "hanne"):
        client.force_login(cast[key])
        client.post(page, sent(key=number))

    assert {each.taker.person for each in Photo.objects.all()} == {cast["ida"], cast["hanne"]}


def test_what_the_phone_told_of_the_place_is_in_no_file_that_is_kept(ida, page, settings):
    ida.post(page, sent(chosen=file(picture("HEIF", exif=told().tobytes()), "IMG_0001.HEIC")))

    kept = [path.read_bytes() for path in settings.MEDIA_ROOT.rglob("*.webp")]
    assert len(kept) == 2
    assert [dict(Image.open(BytesIO(each)).getexif()) for each in kept] == [{}, {}]
    assert not any(b"Strandvejen" in each for each in kept)


VIDEO = b"\0\0\0\x20ftypisom\0\0\2\0isomiso2mp41" + b"\0" * 999
BAD = [
    (file(b"\xff\xd8" + b"x" * 60_000_000),
     "The photo is larger than 25 MB. Take it in your camera's ordinary size, or choose another."),
    (file(b""), "There is nothing in the file (0 bytes). Choose it again."),
    (file(b"MZ\x90\0" + b"\0" * 500, "photo.jpg"), "The file is not a picture. Choose a JPEG, PNG, WebP or HEIC."),
    (file(noise()[:2000]), "The picture cannot be read: it is damaged, or its end is missing. Choose it again."),
    (file(b"<svg><script>alert(1)</script></svg>", "x.svg"),
     "The file is a drawing (SVG), and such a one can hold programs. Choose a JPEG, PNG, WebP or HEIC."),
    (SimpleUploadedFile("film.mp4", VIDEO, "video/mp4"),
     "We take no videos: they show and say more than anybody can say yes to beforehand. Take a picture."),
]  # fmt: skip


@pytest.mark.parametrize(("bad", "sentence"), BAD, ids=["60 MB", "0 bytes", "exe", "cut off", "svg", "mp4"])
def test_a_bad_file_has_its_own_sentence_and_the_rest_of_the_form_stands(ida, page, settings, bad, sentence):
    bad.seek(0)
    given = sent(chosen=bad, caption="The board", use="home", people="yes")

    response = ida.post(page, given)

    form = response.context["photo_form"]
    assert (response.status_code, errors(response)) == (200, {"chosen": [sentence]})
    stands = {name: form[name].value() for name in ("key", "caption", "use", "people", "day")}
    assert stands == {name: given[name] for name in stands}
    assert (Photo.objects.count(), files(settings)) == (0, [])


def test_what_is_missing_is_said(ida, page):
    response = ida.post(page, {})

    assert errors(response) == {
        "taken": ["Take a photo, or choose one."],
        "people": ["Say whether anybody can be recognised in it."],
        "use": ["Choose what it is for."],
        "day": ["Choose the day."],
    }


def test_two_at_once_are_sent_one_by_one(ida, page):
    response = ida.post(page, sent(taken=file()))

    assert errors(response) == {"chosen": ["There are two photos. Send them one by one."]}


@pytest.mark.parametrize("typed", ["", "nonsense", "1" * 300, "a\0b"])
def test_a_number_that_is_none_is_never_a_broken_page(ida, page, typed):
    answer = ida.post(page, sent(key=typed))

    assert (answer.status_code, Photo.objects.count()) in {(302, 1), (200, 0)}


def test_another_photo_in_the_same_form_as_after_the_browsers_back_is_another_photo(ida, page):
    form = sent()
    ida.post(page, form)

    ida.post(page, form | {"chosen": file(jpeg((300, 200)))})

    assert {each.width for each in Photo.objects.all()} == {400, 300}


def test_what_a_device_has_kept_is_saved_once_and_answered_without_a_page(ida, cast, page):
    given, headers = sent(), {"X-Kept": mark_of(cast["ida"])}

    answers = [ida.post(page, given | {"chosen": file()}, headers=headers) for _time in range(2)]

    assert [(each.status_code, each.json()) for each in answers] == [(200, {})] * 2
    assert Photo.objects.count() == 1


@pytest.mark.parametrize(("bad", "sentence"), [BAD[0], BAD[2]], ids=["60 MB", "exe"])
def test_what_a_device_has_kept_and_we_cannot_is_refused_in_a_sentence(ida, cast, page, bad, sentence):
    bad.seek(0)

    answer = ida.post(page, sent(chosen=bad), headers={"X-Kept": mark_of(cast["ida"])})

    assert (answer.status_code, answer.json()["sentences"]) == (400, [sentence])
    assert not Photo.objects.exists()


def test_there_is_room_for_so_many_as_the_programme_says(ida, page, monkeypatch):
    fewer = SimpleNamespace(rules=SimpleNamespace(photos_max=1))
    monkeypatch.setattr(photos, "programme", lambda: fewer)
    ida.post(page, sent())

    response = ida.post(page, sent(caption="The second"))

    said = "There are 1 photos of this visit, and there is room for no more. Erase one first."
    assert errors(response) == {"__all__": [said]}
    assert response.context["photo_form"]["caption"].value() == "The second"


@pytest.mark.parametrize("key", ["signe", "karl"])
def test_the_sender_and_the_office_add_no_photos(client, cast, page, key):
    client.force_login(cast[key])

    assert client.post(page, sent()).status_code == 403


def test_before_the_first_day_there_is_nothing_to_photograph(client, cast):
    agreed = the_cast.placement(cast, "agreed")
    client.force_login(cast["ida"])

    response = client.post(reverse("placement-photos", args=[agreed.pk]), sent(), follow=True)

    assert [str(each) for each in response.context["messages"]] == ["The first day has not come."]
    assert not Photo.objects.exists()


def test_who_took_it_corrects_what_is_told_of_it(ida, photo):
    made = photo(use="home")

    ida.post(made.get_absolute_url(), {"people": "yes", "caption": "New", "use": "own", "day": made.day.isoformat()})

    made.refresh_from_db()
    assert (made.has_people, made.caption, made.use) == (True, "New", "own")


@pytest.mark.parametrize(("key", "status"), [("hanne", 403), ("signe", 403), ("bo", 404), ("karl", 404)])
def test_nobody_else_changes_or_erases_it(client, cast, photo, key, status):
    made = photo()
    client.force_login(cast[key])
    erase = reverse("placement-photo-erase", args=[made.placement_id, made.pk])

    assert [client.post(address, sent()).status_code for address in (made.get_absolute_url(), erase)] == [status] * 2
    assert Photo.objects.exists()


def test_an_erased_photo_is_gone_with_its_files(ida, photo, settings, django_capture_on_commit_callbacks):
    made = photo()

    with django_capture_on_commit_callbacks(execute=True):
        ida.post(reverse("placement-photo-erase", args=[made.placement_id, made.pk]))

    assert (Photo.objects.count(), files(settings)) == (0, [])


def test_a_photo_without_a_caption_is_told_of_by_who_took_it_and_when(photo):
    assert str(photo(caption="")) == f"Photo by Ida Lund, {date_format(timezone.localdate())}"


def test_the_files_are_for_the_service_alone(photo, settings):
    photo()

    modes = {oct(path.stat().st_mode & 0o777) for path in settings.MEDIA_ROOT.rglob("*.webp")}
    assert modes == {"0o600"}


def test_a_name_of_a_file_cannot_be_guessed():
    assert len({keeping.write(Picture(1, 1, b"x", b"x")) for _number in range(3)}) == 3
