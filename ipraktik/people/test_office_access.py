"""Every page of the office is there for coordinators, and for nobody else."""

import pytest
from django.urls import reverse

from ipraktik import cast as the_cast
from ipraktik.office.models import ImportSheet
from ipraktik.office.urls import urlpatterns

pytestmark = pytest.mark.django_db
GIVEN = {"kind": "wishes", "ending": "csv"}


def address(pattern, wish, offer, sheet):
    numbers = {"pk": sheet.pk if pattern.name == "import-sheet" else wish.pk, "offer": offer.pk}
    names = pattern.pattern.converters
    return reverse(pattern.name, kwargs={name: (numbers | GIVEN)[name] for name in names})


@pytest.fixture
def addresses(cast):
    wish, offer = the_cast.wish(cast), the_cast.offer(cast)
    sheet = ImportSheet.objects.create(coordinator=cast["karl"], name="x.csv")
    return [address(pattern, wish, offer, sheet) for pattern in urlpatterns]


@pytest.mark.parametrize("who", ["ida", "hanne", "signe", "olga"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_for_others_the_office_does_not_exist(client, cast, addresses, who, method):
    client.force_login(cast[who])

    assert {url: getattr(client, method)(url).status_code for url in addresses} == dict.fromkeys(addresses, 404)


def test_who_is_not_signed_in_is_led_to_the_sign_in(client, addresses):
    led = {url: client.get(url)["Location"].partition("?")[0] for url in addresses}

    assert led == dict.fromkeys(addresses, reverse("account_login"))
