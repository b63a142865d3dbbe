"""Who sees what: every writer's side × level × confidential × person, expected by hand."""

from itertools import product

import pytest

from ipraktik import cast as the_cast
from ipraktik.notebook.levels import READ_BY, WRITERS, Level
from ipraktik.notebook.models import Note

pytestmark = pytest.mark.django_db
WRITER = {"intern": "ida", "host": "hanne"}
EVERYBODY = ("ida", "hanne", "rune", "signe", "karl", "kirsten", "bo", "jens", "olga", "per")
READERS = {  # beside the writer; a level that the code has and this table has not is a KeyError
    ("intern", "me"): set(),
    ("intern", "home"): {"signe"},
    ("intern", "between"): {"hanne", "rune"},
    ("intern", "all"): {"hanne", "rune", "signe"},
    ("host", "me"): set(),
    ("host", "home"): {"rune"},
    ("host", "between"): {"ida"},
    ("host", "all"): {"ida", "rune", "signe"},
}
EVERY_NOTE = list(product(WRITERS, Level.values, (False, True)))


@pytest.fixture
def beside(cast, begun):
    """Bo, with Jens as his manager, is on the same visit; Per hosts elsewhere."""
    wish = the_cast.wish(cast, intern="bo", manager="jens", at="Havnen")
    the_cast.placement(cast, "preparing", wish_=wish, offer_=begun.offer, visit=begun.visit)
    the_cast.offer(cast, host="per", reserve="emil", at="Museet")


def test_every_level_of_the_code_stands_in_the_table_and_no_other():
    assert set(READERS) == {(party, level.value) for party, levels in READ_BY.items() for level in levels}
    assert {level for levels in READ_BY.values() for level in levels} == set(Level)


@pytest.mark.parametrize(("party", "level", "confidential"), EVERY_NOTE)
def test_who_reads_a_note(cast, begun, beside, note, party, level, confidential):
    writer = WRITER[party]
    expected = {writer} | (set() if confidential else READERS[party, level])

    written = note(cast[writer], level=level, confidential=confidential)

    assert {key for key in EVERYBODY if Note.objects.visible_to(cast[key]).filter(pk=written.pk).exists()} == expected
    assert written.readers() == {cast[key].pk for key in expected - {writer}}


@pytest.mark.parametrize(("party", "level", "confidential"), EVERY_NOTE)
def test_who_is_shown_its_words_on_the_page(client, cast, begun, beside, note, party, level, confidential):
    writer = WRITER[party]
    expected = {writer} | (set() if confidential else READERS[party, level])
    note(cast[writer], "Hemmelige ord.", level=level, confidential=confidential)

    seen = {key for key in EVERYBODY if reads(client, cast[key], begun, "Hemmelige ord.")}

    assert seen == expected


def reads(client, person, placement, words):
    client.force_login(person)
    pages = [f"/placement/{placement.pk}/{part}" for part in ("", "notebook/", "history/", "notebook/export/")]
    return any(words in client.get(page).content.decode() for page in pages)


def test_who_takes_over_reads_and_who_has_left_does_not(cast, begun, note):
    shared = note(cast["ida"], level=Level.BETWEEN)
    begun.visit.staff(cast["rune"], cast["mona"], cast["rune"])

    readers = [Note.objects.visible_to(cast[key]).filter(pk=shared.pk).exists() for key in ("rune", "mona", "hanne")]

    assert readers == [True, True, False]


def test_the_office_knows_how_many_and_until_when_and_no_more(client, cast, begun, note):
    note(cast["ida"], "Om lønnen.", level=Level.ALL)
    note(cast["ida"], "Om maden.", confidential=True)
    client.force_login(cast["karl"])
    client.cookies["language"] = "en"

    page = client.get(f"/placement/{begun.pk}/notebook/").content.decode()

    assert ("Ida Lund" in page, "2 notes" in page, "Om lønnen" in page, "Om maden" in page) == (
        True,
        True,
        False,
        False,
    )


def test_a_coordinator_who_is_the_intern_reads_as_the_intern(client, cast, begun, note):
    note(cast["ida"], "Mit eget.")
    note(cast["hanne"], "Kun Hannes.")
    cast["ida"].is_coordinator = True
    cast["ida"].save()

    assert reads(client, cast["ida"], begun, "Mit eget.")
    assert not reads(client, cast["ida"], begun, "Kun Hannes.")


def test_notes_go_with_their_writer_and_with_their_placement():
    kept = {
        name: Note._meta.get_field(name).remote_field.on_delete.__name__ for name in ("placement", "writer", "item")
    }

    assert kept == {"placement": "CASCADE", "writer": "CASCADE", "item": "SET_NULL"}
