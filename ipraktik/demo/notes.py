"""What the demo's interns and hosts have written in their notebooks, each note as widely shared as its writer chose."""

from datetime import datetime, time

from django.utils import timezone

from ipraktik.demo import texts
from ipraktik.notebook.forms import row_at
from ipraktik.notebook.models import Note


def write(placement, **writers):
    """The notes of these, known by their key; nothing of days or hours that have not come."""
    days = placement.visit.days
    for row in texts.notes():
        if row["writer"] in writers:
            moment = timezone.make_aware(datetime.combine(days[row["day"]], time.fromisoformat(row["at"])))
            if moment <= timezone.now():
                note(placement, writers[row["writer"]], moment, row)


def note(placement, person, moment, row):
    Note.objects.create(
        placement=placement, writer=person, party=placement.participant(person).party, day=timezone.localdate(moment),
        item=row_at(placement, moment), written_at=moment, received_at=moment,
        **{name: row[name] for name in ("prompt", "level", "text")},
    )  # fmt: skip
