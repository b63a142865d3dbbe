"""What the tests of this room share: a note in a visit that is going on."""

import pytest

from ipraktik.notebook.models import Note


@pytest.fixture
def note(begun):
    def written(writer, text="En note.", **more):
        party = begun.participant(writer).party
        return Note.objects.create(
            placement=begun, writer=writer, party=party, day=begun.visit.first_day, text=text, **more
        )

    return written
