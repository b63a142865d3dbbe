"""Which new hosts a round lacks: where, in which work area and week a host could take the most of those who have none."""

from dataclasses import dataclass
from math import ceil

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ipraktik.directory.availability import has_run
from ipraktik.directory.fitting import calendar
from ipraktik.programme import programme

MOST = 5  # hosts that are named


@dataclass(frozen=True)
class HostToFind:
    """A host that is not there yet, and `interns`, how many of those without one it could take, the earlier ones apart.

    `region`, `work_area`, `sector` and `week` are names; empty where any would do.
    """

    region: str
    work_area: str
    sector: str
    week: str
    interns: int

    @property
    def sentence(self):
        return ngettext(
            "A host here could take %(count)s of those without one.",
            "A host here could take %(count)s of those without one.",
            self.interns,
        ) % {"count": self.interns}

    @property
    def in_words(self):
        told = [each for each in (self.work_area, self.sector, self.region, self.week) if each]
        return ", ".join(told) if told else _("Anywhere, in any work area, at any time in the round")


class Wanted:
    """What those without a host accept: bool[wish, value] for each of four dimensions, in the order of `names`."""

    def __init__(self, wishes, weeks):
        """`weeks`: {name: (first, last)}."""
        run = programme()
        self.names = [
            {key: str(each.name) for key, each in run.regions.items()},
            {key: str(name) for key, name in run.work_areas.items()},
            {key: str(each.name) for key, each in run.sectors.items() if each.may_host},
            {name: name for name in weeks},
        ]
        limits = [(wish.regions, wish.work_areas, wish.sectors) for wish in wishes]
        self.accepted = [
            np.array([accepts(limit[number], self.names[number]) for limit in limits], dtype=np.float32)
            for number in range(3)
        ]
        self.accepted.append(np.array([can_in(wish, weeks.values()) for wish in wishes], dtype=np.float32))

    def best(self, left):
        """(the combination, which of those left it could take): the one that could take the most of them."""
        region, area, sector, week = (each[left] for each in self.accepted)
        beside = np.einsum("nr,ns,nw->nrsw", region, sector, week).reshape(len(left), -1)
        counts = area.T @ beside
        number, rest = divmod(int(counts.argmax()), counts.shape[1])
        shape = region.shape[1], sector.shape[1], week.shape[1]
        in_region, in_sector, in_week = map(int, np.unravel_index(rest, shape))
        return (in_region, number, in_sector, in_week), left[area[:, number] * beside[:, rest] > 0]

    def host(self, chosen, taken):
        """What is the same to all whom it could take is not said."""
        told = [
            "" if self.accepted[number][taken].all() else list(self.names[number].values())[value]
            for number, value in enumerate(chosen)
        ]
        return HostToFind(*told, interns=len(taken))


def hosts_to_find(wishes, weeks):
    """[HostToFind, …], the one that could take most first; each counts only those whom the ones before it cannot."""
    found, wanted, left = [], Wanted(wishes, weeks), np.arange(len(wishes))
    while len(left) and len(found) < MOST:
        chosen, taken = wanted.best(left)
        if not len(taken):
            break
        found.append(wanted.host(chosen, taken))
        left = np.setdiff1d(left, taken)
    return found


def accepts(limit, known):
    return [not limit or key in limit for key in known]


def can_in(wish, weeks):
    """Has the wish days enough in each of these weeks?"""
    days, free = calendar(), calendar().of_wish(wish)
    return [has_run(free & days.between(*week), ceil(wish.days_min)) for week in weeks]
