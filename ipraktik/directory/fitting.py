"""Can this offer take this wish? Each rule stops with the sentence shown to whoever asks why not."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import ceil

from django.utils.translation import gettext_lazy as _

from ipraktik.directory import lifecycle
from ipraktik.directory.availability import Calendar, has_run
from ipraktik.kit.lifecycle import Rule
from ipraktik.kit.calendar import is_working_day
from ipraktik.programme import programme


@lru_cache(maxsize=4)
def calendar_from(today, country):
    return Calendar(today, lambda day: is_working_day(day, country))


@dataclass
class Pair:
    """A wish and an offer (from `with_seats()`, periods prefetched), looked at together."""

    wish: object
    offer: object

    @cached_property
    def days_needed(self):
        return ceil(max(self.wish.days_min, self.offer.days_min))

    @cached_property
    def common_days(self):
        """Bits of the working days free for both."""
        calendar = calendar_from(lifecycle.today(), programme().country)
        return calendar.of_wish(self.wish) & calendar.of_offer(self.offer)

    @cached_property
    def common_stretches(self):
        return calendar_from(lifecycle.today(), programme().country).dates(self.common_days)

    @cached_property
    def earlier(self):
        return [each for each in self.wish.placements.all() if each.offer_id == self.offer.pk]

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


def wants(wanted, offered):
    """Is the wanted list empty, or has it something in common with what is offered?"""
    return not wanted or bool(set(wanted) & set(offered))


def seats_in_words(pair):
    if pair.wish.party_size > 1:
        return _("There are not seats for all %(count)s travel companions.") % {"count": pair.wish.party_size}
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
    Rule("seats", seats_in_words, lambda p: p.offer.seats_left >= p.wish.party_size),
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
    pair = Pair(wish, offer)
    return [rule.says(pair) for rule in rules if not rule.holds(pair)]
