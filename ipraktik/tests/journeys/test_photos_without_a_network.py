"""A photo taken where there is no network: nothing is lost, nothing comes twice, and what is refused says why."""

import pytest
from playwright.sync_api import expect

from ipraktik.notebook.models import Note
from ipraktik.photos.conftest import jpeg
from ipraktik.photos.models import Photo
from ipraktik.tests.journeys.test_notebook import READY, phone, placement, until, wire  # noqa: F401  (fixtures)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def files_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "storage"


def open_photos(phone, placement, more=""):  # noqa: F811
    phone.page.goto(f"/placement/{placement.pk}/photos/{more}")
    until(phone.page, READY)


def take(phone, caption, content=None, name="tavlen.jpg"):  # noqa: F811
    page, file = phone.page, {"name": name, "mimeType": "image/jpeg", "buffer": content or jpeg()}
    if not page.locator("input[name=chosen]").is_visible():
        page.locator(".add-photo > summary").click()
    page.locator("input[name=chosen]").set_input_files(file)
    page.locator("input[name=people][value=no]").check(force=True)
    page.locator("input[name=caption]").fill(caption)
    with page.expect_navigation():
        page.get_by_role("button", name="Keep the photo").click()


def captions():
    return list(Photo.objects.order_by("pk").values_list("caption", flat=True))


def test_photos_taken_without_a_network_wait_survive_a_reload_and_are_sent_once(phone, placement):  # noqa: F811
    open_photos(phone, placement)
    phone.cut()
    take(phone, "Tavlen")
    take(phone, "Skabet", jpeg((300, 200)), "skabet.jpg")
    phone.waits("Tavlen · tavlen.jpg", "Skabet · skabet.jpg")
    assert captions() == []

    phone.page.reload()
    phone.waits("Tavlen · tavlen.jpg", "Skabet · skabet.jpg")
    phone.come_back()

    phone.all_is_sent()
    expect(phone.page.locator("[data-listed] strong")).to_have_text(["Skabet", "Tavlen"])
    assert captions() == ["Tavlen", "Skabet"]


def test_an_answer_that_is_lost_makes_no_second_photo(phone, wire, placement):  # noqa: F811
    open_photos(phone, placement)
    wire.loses = True
    take(phone, "Kun én gang")
    phone.waits("Kun én gang · tavlen.jpg")
    assert captions() == ["Kun én gang"]

    wire.loses = False
    phone.page.reload()

    phone.all_is_sent()
    assert captions() == ["Kun én gang"]


def test_what_the_site_refuses_stays_with_its_sentence_and_goes_back_into_the_form(phone, placement):  # noqa: F811
    open_photos(phone, placement)
    phone.cut()
    take(phone, "Programmet", b"MZ\x90\0" + b"\0" * 500, "photo.jpg")
    phone.come_back()

    expect(phone.page.locator("#kept .note-trouble")).to_have_text(
        "The file is not a picture. Choose a JPEG, PNG, WebP or HEIC."
    )
    phone.page.get_by_role("button", name="Put it back in the form").click()
    expect(phone.page.locator("input[name=caption]")).to_have_value("Programmet")
    take(phone, "Tavlen")

    phone.all_is_sent()
    assert captions() == ["Tavlen"]


def test_a_photo_added_to_a_note_without_a_network_goes_with_the_note(phone, placement):  # noqa: F811
    about = {"party": "intern", "day": placement.visit.first_day, "text": "Tavlen."}
    note = Note.objects.create(placement=placement, writer=phone.cast["ida"], **about)
    phone.open(placement)
    until(phone.page, f"async () => Boolean(await caches.match('/placement/{placement.pk}/photos/'))")
    phone.cut()
    phone.page.get_by_role("link", name="Add a photo").click()

    take(phone, "Nu på tavlen")
    phone.come_back()

    phone.all_is_sent()
    assert [each.note for each in Photo.objects.all()] == [note]
