"""Notes as many: who reads which, and what an outsider may know of them."""

from django.db import models
from django.db.models import Count, Max, Prefetch, Q

from ipraktik.notebook.levels import read_by
from ipraktik.people.parties import PARTIES
from ipraktik.photos.models import Photo
from ipraktik.placements.conversation import speaks


class NoteQuerySet(models.QuerySet):
    def visible_to(self, person):
        """One's own; and what is shared with a party one speaks for now. The office's hand opens nothing."""
        found = Q(writer=person)
        for party in PARTIES:
            shared = Q()
            for writer, level in read_by(party):
                shared |= Q(party=writer, level=level)
            found |= shared & Q(confidential=False) & speaks(person, party=party)
        return self.filter(found)

    def shared_with(self, person):
        return self.visible_to(person).exclude(writer=person)

    def for_page(self, person):
        """With the photos of each that this person may see: a note that is shared shares no photo."""
        shown = Prefetch("photos", Photo.objects.shown_to(person).with_people(), to_attr="photos_shown")
        return self.select_related("item", "writer").prefetch_related("others", shown)

    def known_of(self):
        """What the office may know: [(writer, how many, the last day)]."""
        return (
            self.order_by().values("writer__name").annotate(count=Count("pk"), last=Max("day")).order_by("writer__name")
        )
