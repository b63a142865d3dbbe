"""Finds interns and hosts of a round by a part of a name."""

from functools import cached_property

from ipraktik.directory.models import Offer
from ipraktik.kit.names import folded, sort_key
from ipraktik.matching.rounds.proposals import Pairing
from ipraktik.matching.rounds.who_goes_where import WhoGoesWhere

SHOWN = 40  # of each kind


class Found:
    """`words`: what was typed; each of them must be in the name, the workplace's or the organisation's."""

    def __init__(self, round_, words):
        self.round, self.words = round_, folded(words).split()

    def fits(self, names):
        name = folded(" ".join(names))
        return all(word in name for word in self.words)

    # who was in a proposal

    @property
    def lines(self):
        return Pairing.objects.filter(proposal__round=self.round, proposal__state="solved")

    @cached_property
    def wishes(self):
        """The numbers of the wishes of those who fit, in the order of the alphabet."""
        names = ("intern__name", "intern__email", "workplace__name", "workplace__organisation__name")
        rows = self.lines.order_by().values_list("wish", *(f"wish__{name}" for name in names)).distinct()
        fitting = [
            (sort_key(name or email), wish) for wish, name, email, *place in rows if self.fits([name, email, *place])
        ]
        return [wish for _key, wish in sorted(fitting)]

    @cached_property
    def interns(self):
        """[Pairing, …] of the first of them: each one's line in the proposal that is looked at, or else in the newest."""
        shown = self.wishes[:SHOWN]
        lines = self.lines.for_page().filter(wish__in=shown).order_by("proposal")
        looked_at = self.round.proposal.pk
        line_of = {line.wish_id: line for line in sorted(lines, key=lambda each: each.proposal_id == looked_at)}
        return [line_of[wish] for wish in shown]

    # the hosts of the proposal that is looked at

    @cached_property
    def where(self):
        return WhoGoesWhere(self.round, may_decide=False)

    @cached_property
    def offers(self):
        """The numbers of the hosts that fit, in the order of the alphabet."""
        of_it = Offer.objects.filter(pk__in=[*self.where.hosts_used, *self.where.unused])
        rows = of_it.order_by("sort_key", "pk").values_list("pk", "workplace__name", "workplace__organisation__name")
        return [offer for offer, *names in rows if self.fits(names)]

    @cached_property
    def hosts(self):
        """[(offer, address of the page that shows who goes there), …], the first of them."""
        offers = Offer.objects.select_related("workplace__organisation").in_bulk(self.offers[:SHOWN])
        return [(offers[pk], self.where.address_of(offers[pk])) for pk in self.offers[:SHOWN]]

    @property
    def count(self):
        return len(self.wishes) + len(self.offers)

    @property
    def more(self):
        """How many are not shown."""
        return self.count - len(self.interns) - len(self.hosts)
