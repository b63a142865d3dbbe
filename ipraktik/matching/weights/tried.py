"""A trial's answer as a coordinator reads it: who comes first, which change does it, and what each weight adds and takes."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ipraktik.directory.models import Offer, Wish
from ipraktik.matching.weights.adding import sides
from ipraktik.matching.weights.forms import IN_WORDS


@dataclass(frozen=True)
class Line:
    """A host's place on the two lists; None where it is not among those shown."""

    offer: Offer
    now: int | None
    then: int | None

    @property
    def moved(self):
        """In words, of one that is on the list then; empty where it stays."""
        if self.now is None:
            return _("new on the list")
        steps = self.now - self.then
        if not steps:
            return ""
        return (_("up %(steps)s") if steps > 0 else _("down %(steps)s")) % {"steps": abs(steps)}


@dataclass(frozen=True)
class Tried:
    """One wish. `told` is what year/trying.py keeps of it; `offers` those that are still there, by number."""

    wish: Wish
    offers: dict
    told: dict

    @property
    def ten_best(self):
        return self.listed(self.told["then"])

    def listed(self, then):
        """[Line, …] of another list."""
        now = self.told["now"]
        return [Line(self.offers[each], place(now, each), place(then, each)) for each in then if each in self.offers]

    @property
    def off_the_list(self):
        now, then = self.told["now"], self.told["then"]
        return [
            Line(self.offers[each], place(now, each), None) for each in now if each in self.offers and each not in then
        ]

    @property
    def comes_first(self):
        return self.first_said(self.told["then"]) if self.told["then"] else _("No host can take it.")

    @property
    def moves(self):
        return self.moves_said(self.told["then"])

    @property
    def alone(self):
        """[(the weight in words, what it does if it alone is another), …], where there are more than one."""
        lists = self.told.get("alone", {})
        return [(IN_WORDS[term][0], self.does(then)) for term, then in lists.items()] if len(lists) > 1 else []

    def does(self, then):
        is_another = then[:1] != self.told["now"][:1]
        return " ".join([self.first_said(then)] * is_another + [self.moves_said(then)])

    def first_said(self, then):
        now, other = (self.offers.get(each[0]) if each else None for each in (self.told["now"], then))
        if now and other and now != other:
            return instead(now, other)
        if now and other:
            return _("%(host)s comes first, as now.") % {"host": now.workplace.full_name}
        return _("%(host)s comes first.") % {"host": other.workplace.full_name} if other else ""

    def moves_said(self, then):
        count = sum(bool(line.moved) for line in self.listed(then))
        if not count:
            return _("Nothing moves among the ten best.")
        return ngettext(
            "One of the ten best is new or has another place.",
            "%(count)s of the ten best are new or have another place.",
            count,
        ) % {"count": count}

    @property
    def pairs(self):
        """[(offer, when it comes first, [Side, …] now and then), …]: who would come first, and who does now."""
        shares, now, then = self.told.get("shares", {}), self.told["now"][:1], self.told["then"][:1]
        firsts = [number for number in dict.fromkeys([*then, *now]) if number in self.offers and str(number) in shares]
        return [(self.offers[each], when(each in now, each in then), sides_of(shares[str(each)])) for each in firsts]


def when(now, then):
    if now and then:
        return _("Comes first either way")
    return _("Comes first now") if now else _("Would come first")


def sides_of(both):
    return sides(both["now"], both["then"])


def instead(now, then):
    return _("%(then)s comes first instead of %(now)s.") % {
        "then": then.workplace.full_name, "now": now.workplace.full_name
    }  # fmt: skip


def tried(trial):
    """[Tried, …] of a trial that is answered, in the order it was asked."""
    lists = trial.lists
    wishes = Wish.objects.open().select_related("intern").in_bulk(trial.wishes)
    offers = Offer.objects.select_related("workplace__organisation").in_bulk(numbers_in(lists.values()))
    asked = [wishes[number] for number in trial.wishes if number in wishes and str(number) in lists]
    return [Tried(wish, offers, lists[str(wish.pk)]) for wish in asked]


def numbers_in(told):
    """Of the hosts on all the lists."""
    return {
        number
        for each in told
        for own in (each["now"], each["then"], *each.get("alone", {}).values())
        for number in own
    }


def place(numbers, number):
    return numbers.index(number) + 1 if number in numbers else None
