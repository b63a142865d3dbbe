"""Settings under which an answer would be lost are told of at start; what came in is not kept for ever."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.notices.models import ReturnAddress
from ipraktik.programme import programme
from ipraktik.replies.checks import check_inbound
from ipraktik.replies.forgetting import sweep
from ipraktik.replies.models import Arrival, Kind
from ipraktik.replies.test_mailbox import address_of

IMAP = "imaps://svar:hemmelig@mail.example/INBOX"


@pytest.mark.parametrize(
    ("address", "imap", "secret", "expected"),
    [
        ("", "", "", []),
        ("svar@x.example", IMAP, "", []),
        ("{token}@svar.example", "", "s", []),
        ("svar@x.example", "", "", ["replies.E001"]),
        ("", IMAP, "", ["replies.E002"]),
        ("", "", "s", ["replies.E002"]),
        ("svar", "", "s", ["replies.E003"]),
        ("{token}{token}@x.example", "", "s", ["replies.E003"]),
        ("svar@x.example", "https://mail.example", "", ["replies.E004"]),
        ("svar@x.example", "imaps://mail.example", "", ["replies.E004"]),
        ("svar@x.example", "imaps://a:b@mail.example:x", "", ["replies.E004"]),
    ],
)
def test_half_a_setting_is_told_of_at_start(settings, address, imap, secret, expected):
    settings.INBOUND_ADDRESS, settings.INBOUND_IMAP_URL, settings.INBOUND_SECRET = address, imap, secret

    assert [error.id for error in check_inbound()] == expected


@pytest.mark.django_db
def test_what_came_in_is_forgotten_with_the_letters_but_not_what_still_waits(cast):
    placement = the_cast.placement(cast, "preparing")
    address_of(placement, cast["ida"])
    long_ago = timezone.now() - timedelta(days=31 * (programme().retention.letters + 1))
    for number, kind in enumerate((Kind.SAID, Kind.STRANGER, Kind.SAID)):
        Arrival.objects.create(digest=str(number), kind=kind, at=long_ago if number < 2 else timezone.now())
    ReturnAddress.objects.update(expires_at=timezone.now() - timedelta(days=31 * (programme().retention.links + 1)))

    sweep()

    assert sorted(Arrival.objects.values_list("digest", flat=True)) == ["1", "2"]
    assert not ReturnAddress.objects.exists()
