"""Writing a note, changing it, and choosing between what two devices made of it. Whatever comes twice counts once."""

import json
from hashlib import sha256
from typing import NamedTuple
from uuid import uuid4, uuid5

from django.db import transaction
from django.utils import timezone

from ipraktik.notebook.clock import right_day
from ipraktik.notebook.levels import READ_BY
from ipraktik.notebook.models import Delivery, Note, OtherText

FIELDS = ("prompt", "item", "level", "confidential")


def digest(text):
    """Tells whether a device has changed the text since it was shown there."""
    return sha256(text.encode()).hexdigest()[:16]


class Known(NamedTuple):
    """What the page knew of the note when it was shown; nothing, where it did not say."""

    text: str = ""
    level: str = ""
    confidential: str = ""

    @classmethod
    def of(cls, note):
        return cls(digest(note.text), note.level, str(int(note.confidential)))

    @classmethod
    def read(cls, said):
        return cls(*(said.split(" ") + [""] * 3)[:3])

    def __str__(self):
        return " ".join(self)


def write(placement, by, given):
    """Keep a new note, once however often it is sent. Raises PermissionDenied or NotYet.

    The same words from the same form, chosen otherwise (“back”, and a tick): the note that is there is changed.
    """
    with transaction.atomic():
        placement.demand(by, "note")
        if not Delivery.objects.is_first(by, given["key"], filled_in(given)):
            return
        key = uuid5(given["key"], given["text"])
        note = placement.notes.select_for_update(of=("self",)).filter(writer=by, key=key).first()
        if note is None:
            note = Note(placement=placement, writer=by, party=placement.participant(by).party, key=key)
            note.text, note.written_at, note.revision = given["text"], given["written_at"], 0
        before = note.readers() if note.pk else set()
        if note.revision > 1:
            given = given | as_private_as_now(note, given, Known())
        take(note, given)
        note.revision += 1
        note.save()
        tell_readers(note, before)


def filled_in(given):
    """All that a person chose or wrote, as one text."""
    chosen = [str(given[name]) for name in ("text", "day", "prompt", "level", "confidential")]
    return json.dumps([*chosen, given["item"] and given["item"].pk])


def take(note, given):
    """What the form says of the note, but for its text."""
    for name in FIELDS:
        setattr(note, name, given[name])
    note.day, moved = right_day(given["day"], note.placement.visit.days, timezone.localdate())
    note.day_moved = moved or (note.day_moved and note.day == given["day"])


def rewrite(note, given):
    """Take in a change. Where the note was changed elsewhere since it was shown, both texts are kept."""
    with transaction.atomic():
        if not Delivery.objects.is_first(note.writer, given["key"], filled_in(given)):
            return
        note = Note.objects.select_for_update().get(pk=note.pk)
        before, known = note.readers(), Known.read(given["was"])
        is_stale, is_changed = note.revision != given["revision"], digest(given["text"]) != known.text
        if is_stale:
            given = given | as_private_as_now(note, given, known)
        if is_stale and is_changed:
            keep_beside(note, given)
        else:
            take(note, given)
            note.text = given["text"] if is_changed else note.text
            note.revision += 1
        note.save()
        tell_readers(note, before)


def as_private_as_now(note, given, known):
    """Who may read it, from a page that is older than the note: only what was changed on that page counts; and where
    both have changed it, the narrower of the two."""
    level, confidential = given["level"], given["confidential"]
    wider = not set(READ_BY[note.party][level]) <= set(READ_BY[note.party][note.level])
    if level == known.level or (wider and note.level != known.level):
        level = note.level
    if str(int(confidential)) == known.confidential:
        confidential = note.confidential
    elif not known.confidential:
        confidential = confidential or note.confidential
    return {"level": level, "confidential": confidential}


def keep_beside(note, given):
    """The other text waits for the writer's choice; who may read it is so at once."""
    note.level, note.confidential = given["level"], given["confidential"]
    if given["text"] != note.text:
        note.others.create(text=given["text"])


def choose(other, keep):
    """The writer has looked at both texts: keep `this` one that stands, the `other`, or `both` as two notes."""
    with transaction.atomic():
        note = Note.objects.select_for_update().get(pk=other.note_id)
        if not OtherText.objects.filter(pk=other.pk).delete()[0]:
            return  # chosen already
        if keep == "other":
            note.text, note.revision = other.text, note.revision + 1
            note.save(update_fields=["text", "revision"])
        elif keep == "both":
            note.pk, note._state.adding, note.key = None, True, uuid4()
            note.text, note.level, note.shared_at, note.revision = (
                other.text,
                Note._meta.get_field("level").default,
                None,
                1,
            )
            note.save()


def tell_readers(note, before):
    """Those who can read it now and could not before hear that there is something; never what it says."""
    new = note.readers() - before
    if new:
        note.placement.record("share-notes", note.writer, people=sorted(new))
        note.shared_at = timezone.now()
        note.save(update_fields=["shared_at"])
