"""What the tests of this room share: a certificate, an agreement that all have signed, and its documents."""

import pytest

from ipraktik.documents import certificate
from ipraktik.documents.test_papers import OWNER, agreement, content, seal_all


@pytest.fixture(scope="session")
def pem(tmp_path_factory):
    path = tmp_path_factory.mktemp("seal") / "seal.pem"
    path.write_bytes(certificate.self_signed(OWNER))
    return path


@pytest.fixture(autouse=True)
def own_certificate(settings, pem):
    settings.SEAL_CERTIFICATE = str(pem)


@pytest.fixture(autouse=True)
def english(in_english, no_second_factor):
    """This room's pages are read in English."""


@pytest.fixture
def agreed(cast):
    return agreement(cast)


@pytest.fixture
def sealed(agreed):
    """A placement with its documents."""
    seal_all()
    return agreed


@pytest.fixture
def pdf(sealed):
    return content(sealed)
