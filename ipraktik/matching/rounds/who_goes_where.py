"""Who goes where: the newest proposal's lines by host, what stands from those that were sent before, and who has no host."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from ipraktik.directory import lifecycle
from ipraktik.directory.models import Offer
from ipraktik.kit.names import sort_key
from ipraktik.matching.rounds.decisions import Decision
from ipraktik.matching.rounds.possibilities import is_beyond_hosts
from ipraktik.matching.rounds.proposals import Pairing
from ipraktik.matching.words.phrasing import why_placed, why_unplaced
from ipraktik.placements.lifecycle import LIVE
from ipraktik.placements.models import Placement

SHOWN = 60  # hosts, and interns without one, before one asks for all


@dataclass(frozen=True)
class Row:
    """One intern's line. `companions`, `manager`: what is to be known of those, in words, or empty."""

    pairing: Pairing
    why: str
    companions: str
    manager: str
    may_decide: bool
    lock: Decision | None
    forbid: Decision | None

    @property
    def outcome(self):
        """What came of the suggestion, or what stopped it; empty before it is sent."""
        if self.pairing.outcome == Pairing.STOPPED:
            return _("Not sent: it is no longer possible. Solve again.")
        placement = self.pairing.placement
        return placement.state_label.capitalize() if placement else ""

    @property
    def takes_a_seat(self):
        placement = self.pairing.placement
        return placement.state in LIVE if placement else self.pairing.outcome != Pairing.STOPPED


@dataclass(frozen=True)
class HostRows:
    """A host and who goes there. `standing`: placements that earlier proposals became; `on_trial`: seats of the proposal that
    the host has not given; `to_try`: those that the next proposal will have besides."""

    offer: Offer
    seats: int
    on_trial: int
    to_try: int
    rows: list
    standing: list
    may_decide: bool

    @property
    def anchor(self):
        return anchor(self.offer)

    @property
    def taken(self):
        return len(self.standing) + sum(row.takes_a_seat for row in self.rows)

    @property
    def may_ask_seat(self):
        return self.may_decide and self.taken >= self.seats


class WhoGoesWhere:
    """`everything`: all hosts and all who have none, not only the first of them."""

    def __init__(self, round_, may_decide, everything=False):
        self.round, self.proposal = round_, round_.proposal
        self.may_decide, self.most = may_decide, None if everything else SHOWN

    @property
    def without(self):
        return self.proposal.figures["interns"] - self.proposal.figures["placed"]

    @property
    def has_more(self):
        return self.most is not None and max(self.without, len(self.hosts_used)) > self.most

    # the lines

    def read(self, pairings):
        return pairings.for_page().prefetch_related("wish__consents__manager", "wish__group__wishes__intern")

    def row(self, pairing, why):
        about = (pairing.wish_id, pairing.offer_id)
        return Row(
            pairing, why(pairing), self.companions_of(pairing), manager_of(pairing.wish),
            self.may_decide and not pairing.outcome, *(self.decided.get((kind, *about)) for kind in ("lock", "forbid")),
        )  # fmt: skip

    @cached_property
    def decided(self):
        """{(kind, wish, offer): Decision}."""
        return {(each.kind, each.wish_id, each.offer_id): each for each in self.round.standing}

    def companions_of(self, pairing):
        """With whom the intern travels, or would like to."""
        others = others_of(pairing.wish)
        if not others:
            return ""
        named = {"names": ", ".join(str(each.intern) for each in others)}
        if pairing.offer_id and {self.host_of.get(each.pk) for each in others} == {pairing.offer_id}:
            return _("Goes together with %(names)s.") % named
        if pairing.wish.group.together_only:
            return _("Goes only together with %(names)s.") % named
        return _("Would like to go with %(names)s, but not only.") % named

    @cached_property
    def host_of(self):
        """{wish: host} of all who travel in groups, in the proposal and in what stands."""
        grouped = {"wish__group__isnull": False}
        return {
            **dict(self.proposal.pairings.filter(**grouped).values_list("wish", "offer")),
            **dict(self.standing.filter(**grouped).values_list("wish", "offer")),
        }

    # without a host

    @cached_property
    def without_a_host(self):
        return sorted(self.read(self.proposal.unplaced), key=name_key)

    @cached_property
    def unplaced(self):
        """Those whom a host could help."""
        return self.first_rows([each for each in self.without_a_host if not is_beyond_hosts(each)])

    @cached_property
    def beyond_hosts(self):
        """The lines of those whom none could."""
        return [each for each in self.without_a_host if is_beyond_hosts(each)]

    @property
    def beyond_hosts_shown(self):
        return self.first_rows(self.beyond_hosts)

    def first_rows(self, pairings):
        return [self.row(pairing, why_unplaced) for pairing in pairings[: self.most]]

    # before it is sent

    @property
    def without_a_yes(self):
        """[(intern, sentence), …]: whose managers have not said yes, of those to whom a suggestion would be sent."""
        unsent = sorted(self.read(self.proposal.unsent), key=name_key)
        return [(each.wish.intern, said) for each in unsent if (said := manager_of(each.wish))]

    # the hosts

    @property
    def standing(self):
        """What the round's earlier proposals became, as far as it has not come to nothing."""
        mine = self.proposal.pairings.filter(placement__isnull=False).values("placement")
        found = Placement.objects.filter(pk__in=self.round.sent_placements(), state__in=(*LIVE, "completed"))
        return found.exclude(pk__in=mine)

    @cached_property
    def stands(self):
        return self.standing.count()

    @cached_property
    def hosts_used(self):
        """The hosts that somebody goes to, by their numbers, in the order of the alphabet."""
        keys = set(self.proposal.placed.order_by().values_list("offer__sort_key", "offer"))
        keys |= set(self.standing.order_by().values_list("offer__sort_key", "offer"))
        return [pk for _key, pk in sorted(keys)]

    @cached_property
    def hosts(self):
        shown = self.hosts_used[: self.most]
        rows = self.by_host(self.read(self.proposal.placed), shown)
        standing = self.by_host(self.standing.for_page(), shown)
        offers = Offer.objects.select_related("workplace__organisation").in_bulk(shown)
        return [self.host_rows(offers[pk], rows[pk], standing[pk]) for pk in shown]

    def by_host(self, found, shown):
        kept = defaultdict(list)
        for each in found.filter(offer__in=shown):
            kept[each.offer_id].append(each)
        return kept

    def host_rows(self, offer, pairings, standing):
        seats = self.seats.get(str(offer.pk), 0) + len(standing)
        rows = [self.row(each, why_placed) for each in pairings]
        return HostRows(offer, seats, self.on_trial[offer.pk], self.to_try[offer.pk], rows, standing, self.may_decide)

    @property
    def seats(self):
        """{host: seats that were free when the proposal was made}, the hosts as words."""
        return self.proposal.figures["seats"]

    @cached_property
    def on_trial(self):
        return Counter(each.offer_id for each in self.round.decided("seat") if each.at <= self.proposal.solved_at)

    @cached_property
    def to_try(self):
        return Counter(each.offer_id for each in self.round.decided("seat") if each.at > self.proposal.solved_at)

    @cached_property
    def unused(self):
        """Numbers of the hosts with seats to which nobody goes."""
        return {int(key) for key, seats in self.seats.items() if seats} - set(self.hosts_used)

    def address_of(self, offer):
        """Where the desk shows who goes to this host; where nobody does, the host's own page."""
        if offer.pk not in self.hosts_used:
            return offer.get_absolute_url()
        return f"{self.round.get_absolute_url()}{'?all' if self.has_more else ''}#{anchor(offer)}"

    @property
    def unused_shown(self):
        """The first of them, in the order of the alphabet."""
        found = Offer.objects.filter(pk__in=self.unused).order_by("sort_key", "pk")
        return found.select_related("workplace__organisation")[: self.most]


def anchor(offer):
    return f"host-{offer.pk}"


def others_of(wish):
    """Its travel companions' wishes, as far as they are not gone."""
    return [each for each in wish.group.standing if each != wish] if wish.group else []


def name_key(pairing):
    return sort_key(str(pairing.wish.intern))


def manager_of(wish):
    """What the nearest manager has not said yes to; empty where they have."""
    consent = wish.consent
    if consent is None or consent.state == lifecycle.YES:
        return ""
    if wish.is_refused:
        return _("The manager, %(manager)s, has said no.") % {"manager": consent.manager}
    return _("The manager, %(manager)s, has not said yes yet.") % {"manager": consent.manager}
