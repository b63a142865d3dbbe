"""Who is in a round, counted: those who have days enough in it, and those who have not."""

from functools import cached_property

from ipraktik.directory.fitting import calendar


class Entrants:
    def __init__(self, round_):
        self.round, self.days = round_, calendar()

    def is_in(self, free, subject):
        return self.days.has_visit(free, subject.days_min, self.round.first, self.round.last)

    @cached_property
    def wishes(self):
        """[whether the wish has days enough in the round, …]"""
        found = self.round.wishes_in().prefetch_related("periods")
        return [self.is_in(self.days.of_wish(wish), wish) for wish in found]

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
        offers = self.round.offers_in().filter(pk__in=[pk for pk, seats in free.items() if seats > 0])
        open_then = [each for each in offers.prefetch_related("periods") if self.is_in(self.days.of_offer(each), each)]
        return [free[offer.pk] for offer in open_then]

    @property
    def hosts(self):
        return len(self.seats_by_host)

    @property
    def seats(self):
        return sum(self.seats_by_host)
