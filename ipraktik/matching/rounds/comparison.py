"""Two proposals of one round beside each other: their figures, and who goes elsewhere."""

from functools import cached_property

from django.utils.translation import gettext as _

from ipraktik.directory.models import Offer, Wish
from ipraktik.kit.names import sort_key

FIGURES = ("placed", "first", "groups_placed", "total_fit", "mean_rank", "blocking_pairs")


class Comparison:
    def __init__(self, one, other):
        self.one, self.other = one, other

    @property
    def to_take_up(self):
        """Those of the two that can be looked at and sent instead of the one that is."""
        current = self.one.round.proposal
        return [each for each in (self.one, self.other) if each != current and each.published_at is None]

    @property
    def figures(self):
        """[(what, in the one, in the other), …]."""
        labels = (
            _("Get a host"), _("Get the host that fits them best"), _("Groups that travel together"), _("Fit in all"),
            _("Mean place on the list"), _("Pairs that would rather have each other"),
        )  # fmt: skip
        both = self.one.figures, self.other.figures
        return [(label, *(round(of[name], 1) for of in both)) for label, name in zip(labels, FIGURES, strict=True)]

    @cached_property
    def moved(self):
        """[(wish, host in the one or None, host in the other or None), …] where they differ."""
        one, other = (dict(of.pairings.values_list("wish", "offer")) for of in (self.one, self.other))
        moved = [wish for wish in sorted({*one, *other}) if one.get(wish) != other.get(wish)]
        wishes = Wish.objects.select_related("intern").in_bulk(moved)
        offers = Offer.objects.select_related("workplace__organisation").in_bulk(
            {*one.values(), *other.values()} - {None}
        )
        rows = [(wishes[w], offers.get(one.get(w)), offers.get(other.get(w))) for w in moved if w in wishes]
        return sorted(rows, key=lambda row: sort_key(str(row[0].intern)))
