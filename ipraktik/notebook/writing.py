"""Writing a note, changing it, and choosing between what two devices made of it. Whatever comes twice counts once."""

from hashlib import sha256
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from ipraktik.notebook.clock import right_day
from ipraktik.notebook.models import Delivery, Note, OtherText

FIELDS = ("prompt", "item", "level", "confidential")


def digest(text):
    """Tells whether a device has changed the text since it was shown there."""
    return sha256(text.encode()).hexdigest()[:16]


def write(placement, by, given):
    """Keep a new note, once however often it is sent. Raises PermissionDenied or NotYet."""
    with transaction.atomic():
        placement.demand(by, "note")
        if not Delivery.objects.is_first(by, given["key"], given["text"]):
            return
        note = Note(placement=placement, writer=by, party=placement.participant(by).party, text=given["text"])
        note.written_at = given["written_at"]
        take(note, given)
        note.save()
        tell_readers(note, set())


def take(note, given):
    """What the form says of the note, but for its text."""
    for name in FIELDS:
        setattr(note, name, given[name])
    note.day, moved = right_day(given["day"], note.placement.visit.days, timezone.localdate())
    note.day_moved = moved or (note.day_moved and note.day == given["day"])


def rewrite(note, given):
    """Take in a change. Where the note was changed elsewhere since it was shown, both texts are kept."""
    with transaction.atomic():
        if not Delivery.objects.is_first(note.writer, given["key"], given["text"]):
            return
        note = Note.objects.select_for_update().get(pk=note.pk)
        before = note.readers()
        is_stale, is_changed = note.revision != given["revision"], digest(given["text"]) != given["was"]
        if is_stale and is_changed:
            keep_beside(note, given)
        else:
            take(note, given)
            note.text = given["text"] if is_changed else note.text
            note.revision += 1
        note.save()
        tell_readers(note, before)


def keep_beside(note, given):
    """The other text waits for the writer's choice; what was to be confidential is so at once."""
    note.confidential = note.confidential or given["confidential"]
    if given["text"] != note.text:
        note.others.create(text=given["text"])


def choose(other, keep):
    """The writer has looked at both texts: keep `this` one that stands, the `other`, or `both` as two notes."""
    with transaction.atomic():
        note = Note.objects.select_for_update().get(pk=other.note_id)
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
        OtherText.objects.filter(pk=other.pk).delete()


def tell_readers(note, before):
    """Those who can read it now and could not before hear that there is something; never what it says."""
    new = note.readers() - before
    if new:
        note.placement.record("share-notes", note.writer, people=sorted(new))
        note.shared_at = timezone.now()
        note.save(update_fields=["shared_at"])
