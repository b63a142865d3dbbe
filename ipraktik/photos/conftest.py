"""What the tests of this room share: a visit that goes on today, and photos of it."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation
from PIL import Image

from ipraktik.photos.test_shown import a_photo, a_visit_today


@pytest.fixture(autouse=True)
def files_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "storage"
    settings.COORDINATORS_NEED_SECOND_FACTOR = False


@pytest.fixture(autouse=True)
def english(client):
    client.cookies["language"] = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def begun(cast):
    """Ida is at Hanne's today."""
    return a_visit_today(cast)


@pytest.fixture
def photo(begun, cast):
    """Makes a photo: `photo(use="home")`; of Ida's unless said otherwise."""

    def make(by="ida", **told):
        return a_photo(begun, cast[by], **told)

    return make


def jpeg(size=(400, 300), colour="teal", **more):
    written = BytesIO()
    Image.new("RGB", size, colour).save(written, "JPEG", **more)
    return written.getvalue()


def file(content=None, name="photo.jpg"):
    return SimpleUploadedFile(name, jpeg() if content is None else content, "image/jpeg")


def sent(**more):
    """What the form sends."""
    return {"key": str(uuid4()), "people": "no", "caption": "The board", "use": "own",
            "day": timezone.localdate().isoformat(), "chosen": file()} | more  # fmt: skip
