"""What comes twice counts once, and of two devices' words none is lost."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from ipraktik import cast as the_cast
from ipraktik.history.models import Event
from ipraktik.kit.lifecycle import NotYet
from ipraktik.notebook.levels import Level
from ipraktik.notebook.models import Note
from ipraktik.notebook.writing import Known, choose, rewrite, write
from ipraktik.placements.models import Placement

pytestmark = pytest.mark.django_db


def said(text, note=None, **more):
    """What a form would give: of a note as it was shown, or of a new one."""
    about = {"revision": note.revision, "was": str(Known.of(note))} if note else {"revision": 0, "was": ""}
    plain = {"key": uuid4(), "prompt": "", "item": None, "day": None, "level": Level.ME, "confidential": False}
    return plain | {"written_at": None, "text": text} | about | more


def texts():
    return [(each.text, [other.text for other in each.others.all()]) for each in Note.objects.order_by("pk")]


def again(note):
    return Note.objects.get(pk=note.pk)


def test_a_note_that_is_sent_twice_is_there_once(cast, begun):
    given = said("Én gang.")

    write(begun, cast["ida"], given)
    write(begun, cast["ida"], given)

    assert texts() == [("Én gang.", [])]


def test_one_that_was_deleted_meanwhile_does_not_come_back(cast, begun):
    given = said("Væk.")
    write(begun, cast["ida"], given)
    Note.objects.all().delete()

    write(begun, cast["ida"], given)

    assert texts() == []


def test_other_words_in_the_same_form_are_another_note(cast, begun):
    given = said("Den første.")
    write(begun, cast["ida"], given)

    write(begun, cast["ida"], given | {"text": "Tilbageknappen, og så noget nyt."})

    assert texts() == [("Den første.", []), ("Tilbageknappen, og så noget nyt.", [])]


def test_the_same_words_from_the_same_form_chosen_otherwise_change_the_note_that_is_there(cast, begun):
    given = said("Ikke til andre.", level=Level.ALL)
    write(begun, cast["ida"], given)

    write(begun, cast["ida"], given | {"confidential": True})

    (kept,) = Note.objects.all()
    assert (kept.text, kept.confidential, kept.readers()) == ("Ikke til andre.", True, set())


def test_an_old_form_sent_again_does_not_share_what_was_unshared_since(cast, begun):
    given = said("Først for alle.", level=Level.ALL)
    write(begun, cast["ida"], given)
    rewrite(Note.objects.get(), said("Først for alle.", Note.objects.get(), level=Level.ME))

    write(begun, cast["ida"], given | {"prompt": "i-noticed"})

    (kept,) = Note.objects.all()
    assert (kept.prompt, kept.level) == ("i-noticed", Level.ME)


def test_two_persons_may_by_chance_send_the_same_key(cast, begun):
    given = said("Det samme.")

    write(begun, cast["ida"], given)
    write(begun, cast["hanne"], given)

    assert texts() == [("Det samme.", [])] * 2


def test_a_change_that_is_sent_twice_counts_once(cast, begun, note):
    first = note(cast["ida"], "Før.")
    given = said("Efter.", first)

    rewrite(first, given)
    rewrite(again(first), given)

    assert (texts(), again(first).revision) == ([("Efter.", [])], 2)


def test_two_devices_that_change_the_same_note_are_both_kept(cast, begun, note):
    first = note(cast["ida"], "Før.")
    rewrite(first, said("Fra computeren.", first))

    rewrite(first, said("Fra telefonen.", first))

    assert texts() == [("Fra computeren.", ["Fra telefonen."])]


def test_two_devices_that_wrote_the_same_have_nothing_to_choose_between(cast, begun, note):
    first = note(cast["ida"], "Før.")
    rewrite(first, said("Det samme.", first))

    rewrite(first, said("Det samme.", first))

    assert texts() == [("Det samme.", [])]


def test_an_old_page_that_only_shares_leaves_the_newer_text_alone(cast, begun, note):
    first = note(cast["ida"], "Før.")
    rewrite(first, said("Efter.", first))

    rewrite(first, said("Før.", first, level=Level.HOME))

    assert (texts(), again(first).level) == ([("Efter.", [])], Level.HOME)


def test_what_an_old_page_makes_confidential_is_so_at_once(cast, begun, note):
    first = note(cast["ida"], "Før.", level=Level.ALL)
    rewrite(first, said("Efter.", first, level=Level.ALL))

    rewrite(first, said("Noget andet.", first, level=Level.ALL, confidential=True))

    assert (again(first).confidential, again(first).readers()) == (True, set())


@pytest.mark.parametrize("now", [{"level": Level.ME}, {"level": Level.ALL, "confidential": True}])
def test_an_old_page_neither_shares_again_nor_takes_the_mark_away(cast, begun, note, now):
    first = note(cast["ida"], "Før.", level=Level.ALL)
    rewrite(first, said("Før.", first, **now))

    rewrite(first, said("Noget andet.", first, level=Level.ALL))

    assert again(first).readers() == set()
    assert texts() == [("Før.", ["Noget andet."])]


def test_where_both_pages_chose_who_may_read_it_the_narrower_counts(cast, begun, note):
    first = note(cast["ida"], "Før.", level=Level.ALL)
    rewrite(first, said("Før.", first, level=Level.ME))

    rewrite(first, said("Før.", first, level=Level.HOME))

    assert again(first).level == Level.ME


def test_a_device_that_does_not_say_what_it_was_shown_can_only_make_it_narrower(cast, begun, note):
    first = note(cast["ida"], "Før.", level=Level.HOME, confidential=True)

    rewrite(first, said("Før.") | {"level": Level.ALL})

    assert (again(first).level, again(first).confidential) == (Level.HOME, True)


@pytest.mark.parametrize(
    ("keep", "expected"),
    [
        ("this", [("Her.", [])]),
        ("other", [("Der.", [])]),
        ("both", [("Her.", []), ("Der.", [])]),
    ],
)
def test_the_writer_chooses(cast, begun, note, keep, expected):
    other = note(cast["ida"], "Her.", level=Level.ALL).others.create(text="Der.")

    choose(other, keep)

    assert texts() == expected
    assert {each.level for each in Note.objects.filter(text="Der.")} <= ({"me"} if keep == "both" else {"all"})


def test_who_presses_twice_keeps_both_once(cast, begun, note):
    other = note(cast["ida"], "Her.").others.create(text="Der.")

    choose(other, "both")
    choose(other, "both")

    assert texts() == [("Her.", []), ("Der.", [])]


@pytest.mark.parametrize("who", ["signe", "karl", "olga"])
def test_others_than_intern_and_host_do_not_write(cast, begun, who):
    with pytest.raises(PermissionDenied):
        write(begun, cast[who], said("Nej."))


def test_where_the_visit_did_not_take_place_nothing_more_is_written(cast):
    placement = the_cast.placement(cast, "not-held")

    with pytest.raises(NotYet):
        write(Placement.objects.get(pk=placement.pk), cast["ida"], said("For sent."))


# who hears of it


def shares():
    return [event.facts["people"] for event in Event.objects.filter(name="share-notes").order_by("pk")]


def test_sharing_is_told_to_those_who_could_not_read_it_before(cast, begun, note):
    first = note(cast["ida"])
    rewrite(first, said("En note.", first, level=Level.HOME))
    second = again(first)
    rewrite(second, said("En note.", second, level=Level.ALL))
    third = again(first)

    rewrite(third, said("En note til.", third, level=Level.ALL))

    assert shares() == [[cast["signe"].pk], sorted([cast["hanne"].pk, cast["rune"].pk])]


def test_what_is_kept_to_oneself_or_confidential_is_told_to_nobody(cast, begun):
    write(begun, cast["ida"], said("Mit."))
    write(begun, cast["ida"], said("Fortroligt.", level=Level.ALL, confidential=True))

    assert shares() == []
