"""Notes as many: who reads which, and what an outsider may know of them."""

from django.db import models
from django.db.models import Count, Exists, Max, OuterRef, Q

from ipraktik.notebook.levels import read_by
from ipraktik.people.parties import PARTIES
from ipraktik.placements.conversation import SPEAKS_FOR_A_PARTY
from ipraktik.placements.models import Participant


class NoteQuerySet(models.QuerySet):
    def visible_to(self, person):
        """One's own; and what is shared with a party one speaks for now. The office's hand opens nothing."""
        found = Q(writer=person)
        for party in PARTIES:
            shared = Q()
            for writer, level in read_by(party):
                shared |= Q(party=writer, level=level)
            found |= shared & Q(confidential=False) & Exists(speaking(party, person))
        return self.filter(found)

    def shared_with(self, person):
        return self.visible_to(person).exclude(writer=person)

    def for_page(self):
        return self.select_related("item", "writer").prefetch_related("others")

    def known_of(self):
        """What the office may know: [(writer, how many, the last day)]."""
        return (
            self.order_by().values("writer__name").annotate(count=Count("pk"), last=Max("day")).order_by("writer__name")
        )


def speaking(party, person):
    return Participant.objects.filter(SPEAKS_FOR_A_PARTY, placement=OuterRef("placement"), person=person, party=party)
