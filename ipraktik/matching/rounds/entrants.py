"""Who is in a round, counted: those who have days enough in it, and those who have not."""

from functools import cached_property
from math import ceil

from ipraktik.directory.availability import has_run
from ipraktik.directory.fitting import calendar


class Entrants:
    def __init__(self, round_):
        self.round, self.days = round_, calendar()

    @cached_property
    def period(self):
        """Bits of the round's working days."""
        return self.days.between(self.round.first, self.round.last)

    @cached_property
    def wishes(self):
        """[whether the wish has days enough in the round, …]"""
        found = self.round.wishes_in().prefetch_related("periods")
        return [has_run(self.days.of_wish(wish) & self.period, ceil(wish.days_min)) for wish in found]

    @property
    def interns(self):
        return sum(self.wishes)

    @property
    def at_another_time(self):
        return len(self.wishes) - self.interns

    @cached_property
    def seats_by_host(self):
        """[free seats, …] of the hosts that have any, and days in the round."""
        free = self.round.offers_in().free_seats()
        open_then = (offer.pk for offer in self.round.offers_in().prefetch_related("periods") if self.is_open(offer))
        return [free[pk] for pk in open_then if free[pk] > 0]

    def is_open(self, offer):
        return has_run(self.days.of_offer(offer) & self.period, ceil(offer.days_min))

    @property
    def hosts(self):
        return len(self.seats_by_host)

    @property
    def seats(self):
        return sum(self.seats_by_host)
