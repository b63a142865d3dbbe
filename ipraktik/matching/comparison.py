"""Two proposals of one round beside each other: their figures, and who goes elsewhere."""

from functools import cached_property

from django.utils.translation import gettext as _

FIGURES = ("placed", "first", "groups_placed", "total_fit", "mean_rank", "blocking_pairs")


class Comparison:
    def __init__(self, one, other):
        self.one, self.other = one, other

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
        one, other = ({each.wish_id: each for each in of.rows} for of in (self.one, self.other))
        pairs = [(one.get(wish), other.get(wish)) for wish in sorted({*one, *other})]
        rows = [((a or b).wish, a.offer if a else None, b.offer if b else None) for a, b in pairs]
        return [row for row in rows if row[1] != row[2]]
