"""Can this offer take this wish? Each rule stops with the sentence shown to whoever asks why not."""

from dataclasses import dataclass
from functools import cached_property
from math import ceil

from django.db.models import Q, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from ipraktik.directory import lifecycle
from ipraktik.directory.availability import calendar_from, has_run
from ipraktik.directory.offers import Offer
from ipraktik.directory.wishes import Wish
from ipraktik.kit.lifecycle import Rule
from ipraktik.programme import programme


def calendar():
    return calendar_from(lifecycle.today(), programme().country)


class Seeker:
    """A wish, with what is asked of it again and again when many offers are held against it."""

    def __init__(self, wish):
        self.wish = wish

    @cached_property
    def party_size(self):
        """As the wish says it, from companions that may have been fetched for many wishes at once."""
        group = self.wish.group
        if not (group and group.together_only):
            return 1
        return 1 + sum(each.pk != self.wish.pk for each in group.standing)

    @cached_property
    def free(self):
        return calendar().of_wish(self.wish)

    @cached_property
    def placements(self):
        return list(self.wish.placements.all())


class Pair:
    """A wish and an offer (from `with_seats()`, periods prefetched), looked at together."""

    def __init__(self, wish, offer, seeker=None):
        self.wish, self.offer = wish, offer
        self.seeker = seeker or Seeker(wish)

    @property
    def party_size(self):
        return self.seeker.party_size

    @cached_property
    def days_needed(self):
        return ceil(max(self.wish.days_min, self.offer.days_min))

    @cached_property
    def common_days(self):
        """Bits of the working days free for both."""
        return self.seeker.free & calendar().of_offer(self.offer)

    @property
    def is_any_day(self):
        """Can both on every working day there is?"""
        return self.common_days == calendar().all

    @cached_property
    def common_stretches(self):
        """[(first, last), …] of the days free for both that are long enough for a visit, in order."""
        return self.long_enough(self.common_days)

    def common_stretches_within(self, first, last):
        """The same, of these days."""
        return self.long_enough(self.common_days & calendar().between(first, last))

    def long_enough(self, days):
        return [each for each in calendar().dates(days) if has_run(calendar().between(*each), self.days_needed)]

    @cached_property
    def earlier(self):
        return [each for each in self.seeker.placements if each.offer_id == self.offer.pk]

    @property
    def is_asked_for(self):
        return self.wish.asked_offer_id == self.offer.pk

    @property
    def same_organisation(self):
        return self.wish.workplace.organisation_id == self.offer.workplace.organisation_id

    @property
    def region(self):
        region = self.offer.workplace.region_on(lifecycle.today())
        return region.key if region else ""

    def broken(self, rules):
        """Those of the rules that stop it."""
        return [rule for rule in rules if not rule.holds(self)]

    def obstacles(self, rules):
        return [rule.says(self) for rule in self.broken(rules)]


def wants(wanted, offered):
    """Is the wanted list empty, or has it something in common with what is offered?"""
    return not wanted or bool(set(wanted) & set(offered))


def seats_in_words(pair):
    if pair.party_size > 1:
        return _("There are not seats for all %(count)s travel companions.") % {"count": pair.party_size}
    return _("All seats are taken.")


HARD = (
    Rule("wish_is_open", _("The wish is not open."), lambda p: p.wish.state == lifecycle.OPEN),
    Rule(
        "offer_receives",
        _("The host does not receive at the moment."),
        lambda p: p.offer.state == lifecycle.PUBLISHED or (p.offer.state == lifecycle.UNLISTED and p.is_asked_for),
    ),
    Rule("may_send", _("The intern's organisation may not send interns."), lambda p: p.wish.sector.may_send),
    Rule("may_host", _("The host's organisation may not host."), lambda p: p.offer.sector.may_host),
    Rule(
        "not_own_workplace",
        _("It is the intern's own workplace."),
        lambda p: p.wish.workplace_id != p.offer.workplace_id,
    ),
    Rule("seats", seats_in_words, lambda p: p.offer.seats_left >= p.party_size),
    Rule(
        "number_of_days",
        _("They do not wish for the same number of days."),
        lambda p: p.wish.days_min <= p.offer.days_max and p.offer.days_min <= p.wish.days_max,
    ),
    Rule("days_in_common", _("They have no days in common."), lambda p: has_run(p.common_days, p.days_needed)),
    Rule(
        "not_tried",
        _("It has been suggested before."),
        lambda p: all(each.state in ("lapsed", "withdrawn", "cancelled", "completed") for each in p.earlier),
    ),
    Rule(
        "not_flooded",
        _("Many are waiting for this host's answer already."),
        lambda p: p.is_asked_for or p.offer.asking < p.offer.seats * programme().rules.open_requests_per_seat,
    ),
)
LIMITS = (
    Rule("sector", _("The intern wishes for another sector."), lambda p: wants(p.wish.sectors, [p.offer.sector.key])),
    Rule(
        "work_area",
        _("The intern wishes for another work area."),
        lambda p: wants(p.wish.work_areas, p.offer.workplace.work_areas),
    ),
    Rule("region", _("The intern wishes for another region."), lambda p: wants(p.wish.regions, [p.region])),
    Rule(
        "municipality",
        _("The intern wishes for another municipality."),
        lambda p: wants(p.wish.municipalities, [p.offer.workplace.municipality]),
    ),
    Rule(
        "organisation",
        _("The intern wishes for another organisation than the own."),
        lambda p: p.wish.own_organisation or not p.same_organisation,
    ),
    Rule(
        "wanted_sector",
        _("The host wishes for interns from another sector."),
        lambda p: wants(p.offer.wanted_sectors, [p.wish.sector.key]),
    ),
    Rule(
        "wanted_work_area",
        _("The host wishes for interns from another work area."),
        lambda p: wants(p.offer.wanted_work_areas, p.wish.workplace.work_areas),
    ),
)


def obstacles_between(wish, offer, rules=HARD):
    """The sentences that keep this offer from taking this wish; empty when it can.

    HARD rules always hold; LIMITS are what the two wished for, which someone who asks directly may set aside.
    """
    return Pair(wish, offer).obstacles(rules)


@dataclass(frozen=True)
class Candidate:
    """A pair and what stands between the two: `hard` can never be set aside, `limits` someone who asks directly may."""

    pair: Pair
    hard: list
    limits: list

    @classmethod
    def of(cls, pair, *beside):
        """`beside`: the same offer with those who go along, and whom it must be able to take as well."""
        hard = [sentence for each in (pair, *beside) for sentence in each.obstacles(HARD)]
        return cls(pair, list(dict.fromkeys(hard)), pair.obstacles(LIMITS))

    @property
    def wish(self):
        return self.pair.wish

    @property
    def offer(self):
        return self.pair.offer

    @property
    def reasons(self):
        return [*self.hard, *self.limits]

    @property
    def is_possible(self):
        return not self.hard


def told_apart(candidates):
    """(can, cannot): those that nothing keeps apart, and the others, fewest reasons first."""
    can = [each for each in candidates if not each.reasons]
    cannot = [each for each in candidates if each.reasons]
    return can, sorted(cannot, key=lambda each: (len(each.hard), len(each.limits)))


def candidates(wish, most=None):
    """(can, cannot) of every host that receives, or the first so many; in the order of the alphabet, with `reasons`."""
    receiving = Q(state=lifecycle.PUBLISHED) | Q(state=lifecycle.UNLISTED, pk=wish.asked_offer_id)
    offers = Offer.objects.filter(receiving).with_seats().for_page().order_by("sort_key", "pk")[:most]
    return told_apart(held_against(wish, offers))


def candidates_among(wish, numbers):
    """[Candidate, …] of these offers, in this order, as things stand now; those that are gone are left out."""
    offers = Offer.objects.filter(pk__in=numbers).with_seats().for_page()
    found = {each.offer.pk: each for each in held_against(wish, offers)}
    return [found[number] for number in numbers if number in found]


def held_against(wish, offers):
    """A wish of companions who go together or not at all is stopped by what stops any of them."""
    seekers = [Seeker(each) for each in party_of(wish)]
    return [Candidate.of(*(Pair(seeker.wish, offer, seeker) for seeker in seekers)) for offer in offers]


def party_of(wish):
    """The wish, then those without whom its intern does not go."""
    whole = wish.group_id and wish.group.together_only
    others = list(wish.companions.select_related("workplace__organisation", "group")) if whole else []
    prefetch_related_objects([wish, *others], "placements", "periods", "group__wishes")
    return [wish, *others]


def candidates_in_pool(offer, numbers=None, most=None):
    """(can, cannot) of the open wishes whose interns asked us to find a host, on which no suggestion waits, and whose manager
    has not said no; longest waiting first; of these, or so many."""
    wishes = (
        Wish.objects.without_host().not_refused().filter(door=Wish.Door.POOL).for_page().order_by("submitted_at", "pk")
    )
    wishes = wishes if numbers is None else wishes.filter(pk__in=numbers)
    wishes = wishes.select_related("group").prefetch_related("periods", "placements", "group__wishes")
    return told_apart([Candidate.of(Pair(wish, offer)) for wish in wishes[:most]])
