"""Which new hosts a round lacks: where, in which work area and week a host could take the most of those who have none."""

from dataclasses import dataclass

import numpy as np
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ipraktik.directory.fitting import Seeker, calendar
from ipraktik.programme import programme

MOST = 5  # hosts that are named


@dataclass(frozen=True)
class Place:
    """A region, or one municipality in it."""

    name: str
    region: str
    municipality: str = ""

    def is_wished_by(self, wish):
        """A region is, where the wish is for no municipality: else a host in it may be in the wrong one."""
        in_region = not wish.regions or self.region in wish.regions
        return in_region and (not wish.municipalities or self.municipality in wish.municipalities)


@dataclass(frozen=True)
class HostToFind:
    """A host that is not there yet, and `interns`, how many of those without one could go there, the earlier ones apart.

    `place`, `work_area`, `sector` and `week` are names; empty where any would do. `together`: seats that are needed at once.
    """

    place: str
    work_area: str
    sector: str
    week: str
    interns: int
    together: int = 1

    @property
    def sentence(self):
        said = ngettext(
            "%(count)s of those without a host could go there.",
            "%(count)s of those without a host could go there.",
            self.interns,
        ) % {"count": self.interns}
        if self.together == 1:
            return said
        return said + " " + _("Some travel together: they need %(count)s seats at once.") % {"count": self.together}

    @property
    def in_words(self):
        told = [each for each in (self.work_area, self.sector, self.place, self.week) if each]
        return ", ".join(told) if told else _("Anywhere, in any work area, at any time in the round")


class Wanted:
    """What those without a host accept: bool[wish, value] for each of four dimensions, in the order of `names`."""

    def __init__(self, wishes, weeks):
        """`weeks`: {name: (first, last)}."""
        run, self.sizes = programme(), np.array([Seeker(wish).party_size for wish in wishes])
        places = places_named(wishes)
        self.names = [
            {each: each.name for each in places},
            {key: str(name) for key, name in run.work_areas.items()},
            {key: str(each.name) for key, each in run.sectors.items() if each.may_host},
            {name: name for name in weeks},
        ]
        told = [
            [[each.is_wished_by(wish) for each in places] for wish in wishes],
            [accepts(wish.work_areas, self.names[1]) for wish in wishes],
            [accepts(wish.sectors, self.names[2]) for wish in wishes],
            [can_in(wish, weeks.values()) for wish in wishes],
        ]
        self.accepted = [as_columns(each) for each in told]

    def best(self, left):
        """(the combination, which of those left it could take): the one that could take the most of them."""
        place, area, sector, week = (each[left] for each in self.accepted)
        beside = np.einsum("np,ns,nw->npsw", place, sector, week).reshape(len(left), -1)
        counts = area.T @ beside
        number, rest = divmod(int(counts.argmax()), counts.shape[1])
        shape = place.shape[1], sector.shape[1], week.shape[1]
        at_place, in_sector, in_week = map(int, np.unravel_index(rest, shape))
        return (at_place, number, in_sector, in_week), left[area[:, number] * beside[:, rest] > 0]

    def host(self, chosen, taken):
        """What is the same to all whom it could take is not said."""
        told = [
            "" if self.accepted[number][taken].all() else list(self.names[number].values())[value]
            for number, value in enumerate(chosen)
        ]
        return HostToFind(*told, interns=len(taken), together=int(self.sizes[taken].max()))


def hosts_to_find(wishes, weeks):
    """[HostToFind, …], the one that could take most first; each counts only those whom the ones before it cannot."""
    found, left = [], np.arange(len(wishes))
    wanted = Wanted(wishes, weeks) if wishes else None
    while len(left) and len(found) < MOST:
        chosen, taken = wanted.best(left)
        if not len(taken):
            break
        found.append(wanted.host(chosen, taken))
        left = np.setdiff1d(left, taken)
    return found


def as_columns(accepted):
    """float32[wish, value]; where a programme knows no values there is one that all accept."""
    return np.array([each or [True] for each in accepted], dtype=np.float32)


def places_named(wishes):
    """[Place, …]: the regions, and the municipalities that somebody wishes for."""
    run = programme()
    regions = [Place(str(each.name), key) for key, each in run.regions.items()]
    codes = dict.fromkeys(code for wish in wishes for code in wish.municipalities if code in run.municipalities)
    return regions + [Place(run.municipalities[code].name, region_of(code), code) for code in codes]


def region_of(code):
    """The key of this municipality's region today; empty where there is none."""
    known = programme().municipalities.get(code)
    region = known.region_on(timezone.localdate()) if known else None
    return region.key if region else ""


def accepts(limit, known):
    return [not limit or key in limit for key in known]


def can_in(wish, weeks):
    """Has the wish days enough in each of these weeks?"""
    days, free = calendar(), calendar().of_wish(wish)
    return [days.has_visit(free, wish.days_min, *week) for week in weeks]
