"""What the tests of this room share: a certificate, an agreement that all have signed, and its documents."""

from io import BytesIO

import pytest
from django.utils import translation
from pypdf import PdfReader

from ipraktik import cast as the_cast
from ipraktik.documents import certificate
from ipraktik.documents.models import Document
from ipraktik.notices.due import seal_signed
from ipraktik.placements.models import Placement

OWNER = "Ipraktik i Randers Kommune"


@pytest.fixture(scope="session")
def pem(tmp_path_factory):
    path = tmp_path_factory.mktemp("seal") / "seal.pem"
    path.write_bytes(certificate.self_signed(OWNER))
    return path


@pytest.fixture(autouse=True)
def own_certificate(settings, pem):
    settings.SEAL_CERTIFICATE = str(pem)


@pytest.fixture(autouse=True)
def english(client, settings):
    client.cookies["language"] = "en"
    settings.COORDINATORS_NEED_SECOND_FACTOR = False
    with translation.override("en"):
        yield


@pytest.fixture
def agreed(cast):
    return the_cast.placement(cast, "agreed")


@pytest.fixture
def sealed(agreed):
    """A placement with its documents."""
    seal_signed()
    return agreed


@pytest.fixture
def pdf(sealed):
    return content(sealed)


def content(placement, language="da"):
    """The newest document in that language."""
    found = Document.objects.filter(version__placement=placement, language=language).order_by("-version__number")
    return bytes(found[0].pdf)


def opened(pdf):
    """Read by another library than those that wrote it."""
    return PdfReader(BytesIO(pdf))


def words(pdf):
    text = " ".join(page.extract_text() for page in opened(pdf).pages)
    return " ".join(text.replace("\u200b", "").split())


def fresh(placement):
    return Placement.objects.get(pk=placement.pk)


def sign_anew(placement, cast, **changes):
    """Reopened, changed, and signed by all once more; what it is then."""
    made = fresh(placement).perform("reopen", by=cast["karl"], reason="En dag flyttes.")
    Placement.objects.filter(pk=made.pk).update(**changes or {"special_terms": "Ida har egen computer med."})
    for key in ("ida", "hanne", "signe"):
        made = fresh(made).perform("sign", by=cast[key])
    return made
