"""What stands in a cell of interns.csv or hosts.csv, made into what the engine reads. A Wrong tells what is amiss."""

import difflib
import re
from dataclasses import dataclass
from datetime import date, timedelta

from ipraktik.kit.days import monday_of, read_day, read_weeks
from ipraktik.matching.engine.tables import Wrong
from ipraktik.programme.loader import Programme

YES, NO = {"yes", "ja", "true", "1", "x"}, {"no", "nej", "false", "0"}
ANY = {"any", "any time", "all year", "altid", "hele året", "når som helst"}


def several(cell):
    """What stands between | or ; or ,"""
    return [part.strip() for part in re.split(r"[|;,]", cell) if part.strip()]


def ids(cell):
    return frozenset(several(cell))


def truth(cell):
    if cell.casefold() in YES | NO:
        return cell.casefold() in YES
    raise Wrong(f"“{cell}” is neither yes nor no.")


def days(cell):
    """(fewest, most), from “3” or “2-4”."""
    found = re.fullmatch(r"(\d{1,2})(?:\s*[-–]\s*(\d{1,2}))?", cell)
    low, high = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 1 <= low <= high <= 10:
        raise Wrong(f"“{cell}” is no number of days (write 3 or 2-4; ten are the most).")
    return low, high


@dataclass(frozen=True)
class Known:
    """One of the programme's keys, by the key or a name in any of its languages."""

    called: str
    keys: dict

    @classmethod
    def of(cls, called, entries):
        """`entries`: {key: Text, the name in every language}."""
        names = {words.casefold(): key for key, name in entries.items() for _language, words in name.words}
        return cls(called, names | {key.casefold(): key for key in entries})

    def __call__(self, cell):
        if not self.keys:
            return cell
        key = self.keys.get(cell.casefold())
        if key is None:
            raise Wrong(f"“{cell}” is no {self.called} of the programme{self.nearest(cell)}.")
        return key

    def nearest(self, cell):
        near = difflib.get_close_matches(cell.casefold(), self.keys, n=1)
        return f" (did you mean {self.keys[near[0]]}?)" if near else ""

    def several(self, cell):
        return tuple(self(part) for part in several(cell))


@dataclass(frozen=True)
class Places:
    """Municipalities by name or code, as the programme has them."""

    programme: Programme

    def __call__(self, cell):
        """The Municipality; the word itself where the programme has none."""
        if not self.programme.municipalities:
            return cell
        found = self.programme.find_municipality(cell)
        if found is None:
            raise Wrong(f"“{cell}” is no municipality of the programme (a name, as Aarhus, or a code, as 0751).")
        return found

    def several(self, cell):
        return tuple(place if isinstance(place, str) else place.code for place in map(self, several(cell)))


@dataclass(frozen=True)
class Periods:
    """Stretches of days: weeks as “37-39 2027”, days as 2027-03-08, from-to as 2027-03-08/2027-03-12; several with | or ;"""

    today: date

    def __call__(self, cell):
        if cell.casefold() in ANY:
            return ()
        return tuple(stretch for part in re.split(r"[|;]", cell) if part.strip() for stretch in self.one(part.strip()))

    def one(self, part):
        try:
            if not re.search(r"\d{4}-\d{1,2}-\d|[./]\d|\d\.", part):
                mondays = [monday_of(*week) for week in read_weeks(part, self.today)]
                return [(monday, monday + timedelta(days=6)) for monday in mondays]
            first, _slash, last = part.partition("/")
            stretch = read_day(first), read_day(last or first)
        except (ValueError, OverflowError):
            raise Wrong(
                f"“{part}” is no week or day (write 37-39 2027, 2027-03-08, or 2027-03-08/2027-03-12)."
            ) from None
        if stretch[1] < stretch[0]:
            raise Wrong(f"“{part}” ends before it begins.")
        return [stretch]
