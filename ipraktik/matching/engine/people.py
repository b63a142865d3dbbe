"""Who seeks and who receives: what the engine is told of each. Plain data, nothing is looked up elsewhere."""

from dataclasses import dataclass, field
from datetime import date

Stretch = tuple[date, date]  # first and last day, both included


@dataclass(frozen=True, slots=True)
class Intern:
    """One intern's wish. An empty tuple of limits is no limit; an empty text or key is “not said”.

    Keys of places, sectors, work areas, regions, municipalities and levels are the caller's own words.
    `place` is (latitude, longitude) in degrees. Days are working days; half ones may be asked for, and take a whole.
    `waiting` is days since the wish was sent.
    """

    key: str
    workplace: str = ""
    organisation: str = ""
    sector: str = ""
    work_areas: tuple[str, ...] = ()
    region: str = ""
    municipality: str = ""
    place: tuple[float, float] | None = None
    level: str = ""  # for instance “leader”; a host may wish for some levels only
    job: str = ""  # title, workplace and what one does: the profile that a host's wish is held against
    wish: str = ""  # why and where to
    travel_type: str = ""
    days: tuple[float, float] = (2, 5)  # fewest and most
    any_time: bool = False
    free: tuple[Stretch, ...] = ()
    sectors: tuple[str, ...] = ()  # limits: only hosts of these …
    areas: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    own_organisation: bool = True  # may the host be of the intern's own organisation?
    own_workplace: bool = False
    group: str = ""  # interns with the same group go together or not at all
    named_host: str = ""  # only this host, by its key
    declined: frozenset[str] = frozenset()  # hosts that either side has said no to, or that were tried before
    waiting: int = 0
    names: tuple[str, ...] = ()  # persons whose names are taken out of the texts


@dataclass(frozen=True, slots=True)
class Host:
    """One offer. `seats` are those that are left for one visit; `shown` is how many have been shown this host already."""

    key: str
    workplace: str = ""
    organisation: str = ""
    sector: str = ""
    work_areas: tuple[str, ...] = ()
    region: str = ""
    municipality: str = ""
    place: tuple[float, float] | None = None
    level: str = ""  # the level of those who receive
    profile: str = ""  # workplace, who we are, what there is to see, why we would like a visit
    ask: str = ""  # whom we wish for
    seats: int = 1
    days: tuple[float, float] = (2, 5)
    all_year: bool = True
    open: tuple[Stretch, ...] = ()
    closed: tuple[Stretch, ...] = ()
    sectors: tuple[str, ...] = ()  # limits: only interns of these …
    areas: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    shown: int = 0
    names: tuple[str, ...] = field(default=())
