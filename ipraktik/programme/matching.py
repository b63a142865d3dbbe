"""matching.toml: how much each thing counts when the engine compares a wish and an offer. May be absent, or say a part."""

from dataclasses import dataclass, field

TERMS = ("wish", "own_job", "text", "work_area", "sector", "level", "distance", "shown", "host_text", "waiting")
GRADES = ("intern_grade", "host_grade", "host_share")


@dataclass(frozen=True)
class Matching:
    """Only what the file says, as floats: {travel type: {term: weight}} and {name: grade}."""

    weights: dict = field(default_factory=dict)
    grades: dict = field(default_factory=dict)


def read_matching(book, travel_types):
    page = book.optional("matching.toml")
    if page is None:
        return Matching()
    rows = page.table("travel_type", optional=True)
    rows.must_be_known("", rows.values, travel_types)
    weights = {kind: read_numbers(rows.table(kind), TERMS) for kind in list(rows.values)}
    return Matching(weights, read_grades(page.table("grades", optional=True)))


def read_numbers(table, known):
    return {name: float(table.number(name)) for name in known if table.has(name)}


def read_grades(table):
    grades = read_numbers(table, GRADES)
    for name in ("intern_grade", "host_grade"):
        if grades.get(name, 1) <= 0:
            table.complain("must be more than 0: scores nearer than this are a tie.", name)
    if not 0 <= grades.get("host_share", 0) <= 1:
        table.complain("must lie between 0 (the intern's side alone) and 1 (the host's alone).", "host_share")
    return grades
