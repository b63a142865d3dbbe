"""What the host's workplace is: written once by the host, read by whoever comes, and ticked off."""

import pytest
from django.urls import reverse

from ipraktik import cast as the_cast
from ipraktik.guide.models import Tick
from ipraktik.preparing.place import Place, read_links

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def placement(cast):
    return the_cast.placement(cast, "preparing")


def address(placement):
    return reverse("placement-place", args=[placement.pk])


def write(client, person, placement, links="Årsplan https://example.dk/plan.pdf"):
    client.force_login(person)
    return client.post(address(placement), {"goals": "Færre fejl.", "organised": "To hold.", "links": links})


def test_what_the_host_writes_is_read_by_the_intern_and_by_the_next_one(client, cast, placement):
    write(client, cast["hanne"], placement)
    wish = the_cast.wish(cast, intern="bo", manager="jens", at="Havnen")
    later = the_cast.placement(cast, "preparing", wish_=wish, offer_=placement.offer)

    pages = []
    for who, where in (("ida", placement), ("bo", later)):
        client.force_login(cast[who])
        pages.append(client.get(address(where)).content.decode())

    assert [all(word in page for word in ("Færre fejl.", "To hold.", "Årsplan", "example.dk")) for page in pages] == [
        True
    ] * 2


@pytest.mark.parametrize("key", ["ida", "signe", "karl"])
def test_only_the_host_writes_it(client, cast, placement, key):
    assert write(client, cast[key], placement).status_code == 403
    assert not Place.objects.exists()


@pytest.mark.parametrize(
    "line",
    [
        "Plan javascript://alert(1)",
        "Plan ftp://example.dk/x",
        "Plan https://",
        "Plan https://[::1",
        "Plan https://hanne@example.dk/",
        "Plan http://localhost/",
        "Plan https://example.dk:99999/",
        "Plan https://example.dk/" + "x" * 600,
        "bare ord",
        "\n".join(["Plan https://example.dk/"] * 11),
    ],
)
def test_what_is_no_address_of_a_page_is_refused_with_a_sentence(client, cast, placement, line):
    answer = write(client, cast["hanne"], placement, links=line)

    assert answer.status_code == 200
    assert answer.context["form"].errors.get("links")
    assert not Place.objects.exists()


def test_a_link_without_a_name_is_called_by_its_site():
    assert read_links("https://www.example.dk/a\n\nMål: https://example.dk/b") == [
        ["www.example.dk", "https://www.example.dk/a"],
        ["Mål", "https://example.dk/b"],
    ]


def test_the_tick_that_it_is_read_is_the_tick_of_the_advice(client, cast, placement):
    client.force_login(cast["ida"])
    page = reverse("placement-place-read", args=[placement.pk])

    client.post(page)
    ticked = list(Tick.objects.values_list("key", "participant__person"))
    client.post(page)

    assert ticked == [("study-the-place", cast["ida"].pk)]
    assert not Tick.objects.exists()


@pytest.mark.parametrize(
    ("key", "answer"), [("ida", 200), ("hanne", 200), ("rune", 200), ("signe", 403), ("karl", 403), ("olga", 404)]
)
def test_it_is_between_host_and_intern(client, cast, placement, key, answer):
    client.force_login(cast[key])

    assert client.get(address(placement)).status_code == answer


@pytest.mark.parametrize(("state", "there"), [("agreed", True), ("completed", False)])
def test_the_tick_is_there_only_while_it_can_be_set(client, cast, state, there):
    placement = the_cast.placement(cast, state)
    client.force_login(cast["ida"])
    read = reverse("placement-place-read", args=[placement.pk])

    page = client.get(address(placement)).content.decode()
    client.post(read)

    assert (read in page, Tick.objects.exists()) == (there, there)


@pytest.mark.parametrize("text", ["x" * 200_000, "nul\x00byte"])
def test_what_cannot_be_kept_is_said_on_the_page(client, cast, placement, text):
    client.force_login(cast["hanne"])

    assert client.post(address(placement), {"goals": text}).status_code == 200
    assert not Place.objects.exists()
