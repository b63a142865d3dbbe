"""What the tests of this room share: a clock that can be set, and a way to hear who was told what."""

import pytest

from ipraktik.history.models import Outbox
from ipraktik.notices.making import Maker
from ipraktik.notices.models import Letter
from ipraktik.people.models import Person


@pytest.fixture
def quiet():
    """Forget what the setting of the scene would have told."""

    def forget():
        Outbox.objects.all().delete()
        Letter.objects.all().delete()

    return forget


@pytest.fixture
def told():
    """{(letter, who)} of all that has happened since; who is a key of the cast, or “office”."""

    def made():
        Maker().make_all()
        assert not Outbox.objects.exists()
        names = {person.pk: person.email.split("@")[0] for person in Person.objects.all()}
        letters = list(Letter.objects.all())
        assert len({letter.message_id for letter in letters}) == len(letters)
        found = [(letter.key, names.get(letter.reader_id, "office")) for letter in letters]
        assert len(found) == len(set(found))
        return set(found)

    return made
