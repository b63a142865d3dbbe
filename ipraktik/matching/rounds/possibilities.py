"""One intern in a round: where, why, what else could be, and which limits stand alone in the way."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ipraktik.directory.models import Offer
from ipraktik.matching.rounds.decisions import LIMIT_NAMES, OF_A_HOST, Decision
from ipraktik.matching.rounds.evidence import unpacked
from ipraktik.matching.rounds.gathering import COMPANION_MISSING, OWN_HOST, REFUSED
from ipraktik.matching.words.phrasing import all_said, place_on_list
from ipraktik.matching.year.matches import Matches

SHOWN = 20
ONE_LIMIT = "one_limit"  # a host that one limit alone keeps away
NOT_THEN = "not_then"  # the wish has too few days in the round
BEYOND_HOSTS = {NOT_THEN, REFUSED, COMPANION_MISSING, OWN_HOST}


@dataclass(frozen=True)
class Possible:
    """A host on the intern's list: its place there, why the intern is not there, and what is decided about the two."""

    offer: Offer
    place: str
    why_not: str
    lock: Decision | None
    forbid: Decision | None
    may_be: bool = True

    @property
    def anchor(self):
        return f"host-{self.offer.pk}"


@dataclass(frozen=True)
class OneLimit:
    """A limit that alone keeps these hosts away: one of the intern's, or one that the only host here has set."""

    limit: str
    offers: list
    is_set_aside: bool

    @property
    def sentence(self):
        return LIMIT_NAMES[self.limit]

    @property
    def host(self):
        """Whose limit it is; None where it is the intern's own."""
        return self.offers[0] if self.limit in OF_A_HOST else None


class Possibilities:
    """`pairing` is the intern's newest line in the round: in the proposal that is looked at, or in an earlier one."""

    def __init__(self, round_, pairing, person):
        self.round, self.pairing, self.proposal = round_, pairing, pairing.proposal
        self.may_decide = round_.may(person, "decide") and self.is_current and not pairing.outcome

    @property
    def is_current(self):
        return self.pairing.proposal_id == self.round.proposal.pk

    @property
    def where_now(self):
        """Why the intern is not in the proposal that is looked at, or in the next; empty for who is."""
        if self.wish.pk in self.round.left_out[0]:
            return _("Left out of this round.")
        if self.is_current:
            return ""
        placement = self.pairing.placement
        if placement:
            return _("Suggested earlier in this round. Now: %(state)s.") % {"state": placement.state_label}
        return _("Not in the newest proposal. This is how it was in the one before.")

    @property
    def wish(self):
        return self.pairing.wish

    @property
    def reasons(self):
        return all_said(self.pairing.reasons)

    @cached_property
    def load(self):
        return Counter(self.proposal.placed.values_list("offer", flat=True))

    @cached_property
    def decided(self):
        """{(kind, offer): Decision} about this wish."""
        return {(each.kind, each.offer_id): each for each in self.round.standing if each.wish_id == self.wish.pk}

    @cached_property
    def asked(self):
        """(the market that the proposal was solved from, the intern's agent in it or None: what is locked has none)."""
        market, _aim = unpacked(self.proposal)
        return market, next((n for n, names in enumerate(market.agent_names) if str(self.wish.pk) in names), None)

    @cached_property
    def edges(self):
        """[(offer, rank, host's rank), …] of this intern's list, the best first."""
        market, agent = self.asked
        edges = range(market.first[agent], market.first[agent + 1]) if agent is not None else ()
        found = [(int(market.host_names[market.host[e]]), int(market.rank[e]), int(market.host_rank[e])) for e in edges]
        return sorted(found, key=lambda each: each[1])

    @cached_property
    def party_size(self):
        """How many must have a seat together."""
        market, agent = self.asked
        return self.wish.party_size if agent is None else len(market.agent_names[agent])

    @cached_property
    def offers(self):
        limits = [facts["offer"] for key, facts in self.pairing.reasons if key == ONE_LIMIT]
        wanted = {*limits, *(offer for offer, _rank, _host_rank in self.edges[:SHOWN])}
        return Offer.objects.select_related("workplace__organisation").in_bulk(wanted)

    @cached_property
    def possible(self):
        """[Possible, …] of the list that the proposal was solved from, the best first."""
        alike = Counter(rank for _offer, rank, _host_rank in self.edges)
        return [
            self.host(self.offers[offer], place_on_list(rank, alike[rank] - 1, host_rank), self.why_not(offer))
            for offer, rank, host_rank in self.edges[:SHOWN] if offer in self.offers
        ]  # fmt: skip

    @property
    def more(self):
        """How many stand further down."""
        return max(0, len(self.edges) - SHOWN)

    @cached_property
    def all_year(self):
        """[Possible, …] of the wish's list of the whole year, for who has none in the proposal: locked, or no host fits."""
        if self.edges or self.is_beyond_hosts:
            return []
        matches = Matches(self.wish)
        return [self.of_year(match) for match in matches.all[:SHOWN]] if matches.is_made else []

    @property
    def is_beyond_hosts(self):
        return is_beyond_hosts(self.pairing)

    def of_year(self, match):
        if match.offer.pk == self.pairing.offer_id or not match.candidate.reasons and self.has_days(match):
            return self.host(match.offer, "", self.why_not(match.offer.pk))
        stop = match.what_stops if match.candidate.reasons else _("They have no days in common in this round.")
        return self.host(match.offer, "", stop, may_be=False)

    def has_days(self, match):
        return self.round.has_days_for(match.candidate.pair)

    def host(self, offer, place, why_not, may_be=True):
        lock, forbid = (self.decided.get((kind, offer.pk)) for kind in ("lock", "forbid"))
        return Possible(offer, place, why_not, lock, forbid, may_be)

    def why_not(self, offer):
        """Why the intern is not there, in the proposal as it was made."""
        if offer == self.pairing.offer_id:
            return _("This is the proposal.")
        if offer in self.round.left_out[1]:
            return _("Left out of this round.")
        seats = self.proposal.figures["seats"].get(str(offer), 0)
        return self.why_no_seat(seats, max(0, seats - self.load[offer]))

    def why_no_seat(self, seats, left):
        if left >= self.party_size:
            return _("There is a seat left.") if self.party_size == 1 else _("There are seats left for all of them.")
        if left:
            return _("They need %(count)s seats, and %(left)s left.") % {
                "count": self.party_size,
                "left": seats_left(left),
            }
        if not seats:
            return _("All seats are taken.")
        return _("Its seats go to others: %(seats)s.") % {"seats": seats}

    @cached_property
    def one_limit_away(self):
        """[OneLimit, …]: what is set aside at a press stands once."""
        kept = [facts for key, facts in self.pairing.reasons if key == ONE_LIMIT and facts["offer"] in self.offers]
        found = {}
        for each in kept:
            host = each["offer"] if each["limit"] in OF_A_HOST else None
            found.setdefault((each["limit"], host), []).append(self.offers[each["offer"]])
        return [OneLimit(limit, offers, self.is_set_aside(limit, host)) for (limit, host), offers in found.items()]

    def is_set_aside(self, limit, host):
        """Have the coordinators set it aside since?"""
        about = {"offer_id": host} if host else {"wish_id": self.wish.pk}
        relaxed = [each for each in self.round.decided("relax") if each.limit == limit]
        return any(getattr(each, name) == value for each in relaxed for name, value in about.items())


def seats_left(count):
    return ngettext("%(count)s is", "%(count)s are", count) % {"count": count}


def is_beyond_hosts(pairing):
    """Is it without a host for a reason that no host could do anything about?"""
    return any(key in BEYOND_HOSTS for key, _facts in pairing.reasons)
