"""`make measure`: the code, held against the measures in docs/house.md."""

import ast
import sys
from pathlib import Path
from typing import NamedTuple

from ipraktik.kit.terminal import say

ROOT = Path(__file__).resolve().parents[1]
# A room imports only from those before it.
ROOMS = ["kit", "programme", "people", "history", "guide", "directory", "agreements", "placements", "itinerary"]
ROOMS += ["preparing", "documents", "calendars", "matching", "photos", "notebook", "reflections", "spreading"]
ROOMS += ["notices", "replies", "insights", "journeys", "office", "api", "demo"]
# The files beside the rooms import them all. But the demo plays with the cast, and the table of jobs imports nothing.
TO_THE_FRONT = {("demo", "cast"), ("notices", "jobs")}
NOT_OURS = {"tests", "migrations", "static"}


class Limit(NamedTuple):
    """The most lines the middle one, nine of ten, and any may have."""

    p50: int | None = None
    p90: int | None = None
    most: int | None = None


LIMITS = {
    "functions": Limit(p50=6, p90=15, most=40),
    "files": Limit(p90=150, most=300),
    "templates": Limit(p90=80),
}


class Length(NamedTuple):
    lines: int
    where: str


class Import(NamedTuple):
    where: str
    line: int
    by: str
    of: str
    hidden: bool


def main(_arguments=None):
    for kind, found in lengths().items():
        p50, p90, most = (share(found, part) for part in (0.5, 0.9, 1))
        say(f"{kind:<10} {len(found):>5}  p50 {p50:>3}  p90 {p90:>3}  max {most:>3}")
    say(f"imports    {len(imports()):>5}  between rooms: {len([i for i in imports() if crosses(i)])}")
    problems = all_problems()
    for problem in problems:
        say(problem)
    say("The house is as docs/house.md says." if not problems else f"{len(problems)} breaches of docs/house.md")
    return 1 if problems else 0


def all_problems():
    return [*too_long(lengths()), *against_the_order(imports()), *hidden(imports())]


def lengths():
    return {
        "functions": [length for path in code() for length in functions(path)],
        "files": [Length(filled_lines(path), name(path)) for path in code()],
        "templates": [Length(filled_lines(path), name(path)) for path in templates()],
    }


def too_long(found):
    for kind, limit in LIMITS.items():
        yield from over_the_shares(kind, limit, found[kind])
        for length in found[kind]:
            if limit.most and length.lines > limit.most:
                yield f"{length.where} has {length.lines} lines; no one of the {kind} may have more than {limit.most}"


def over_the_shares(kind, limit, found):
    for part, most in ((0.5, limit.p50), (0.9, limit.p90)):
        if most and share(found, part) > most:
            yield f"{part:.0%} of the {kind} should have at most {most} lines; they have {share(found, part)}"


def share(found, part):
    lines = sorted(length.lines for length in found)
    return lines[min(len(lines) - 1, int(len(lines) * part))] if lines else 0


def against_the_order(found):
    for one in found:
        if crosses(one) and ROOMS.index(one.of) > ROOMS.index(one.by):
            yield f"{one.where}:{one.line} imports from '{one.of}', which stands below '{one.by}'"
        if one.by in ROOMS and (one.by, one.of) not in TO_THE_FRONT and one.of and one.of not in ROOMS:
            yield f"{one.where}:{one.line} imports '{one.of}', which gathers the rooms and so imports them"


def crosses(one):
    return one.by in ROOMS and one.of in ROOMS and one.by != one.of


def hidden(found):
    return [f"{one.where}:{one.line} hides an import in a function" for one in found if one.hidden]


def imports():
    return [one for path in code() for one in imports_of(path)]


def imports_of(path):
    tree = ast.parse(path.read_text())
    inside = {id(node) for function in ast.walk(tree) if is_function(function) for node in ast.walk(function)}
    for node in ast.walk(tree):
        for module in modules(node, path):
            yield Import(name(path), node.lineno, room(name(path)), room_of_module(module), id(node) in inside)


def modules(node, path):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        # `from ipraktik import people` names the room only behind the word import.
        return [".".join(filter(None, [*start(node, path), node.module, alias.name])) for alias in node.names]
    return []


def start(node, path):
    """Where the dots of `from ..people` begin."""
    return path.relative_to(ROOT.parent).parts[: -node.level] if node.level else ()


def room_of_module(module):
    package, _, rest = module.partition(".")
    return rest.partition(".")[0] if package == ROOT.name else ""


def room(where):
    return where.split("/")[1]


def functions(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if is_function(node):
            yield Length(node.end_lineno - node.lineno + 1, f"{name(path)}:{node.lineno} {node.name}")


def is_function(node):
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def code():
    return [path for path in under_root("*.py") if not path.name.startswith(("test_", "conftest"))]


def templates():
    return under_root("*.html")


def under_root(pattern):
    return [path for path in sorted(ROOT.rglob(pattern)) if not NOT_OURS & set(path.relative_to(ROOT).parts)]


def filled_lines(path):
    return sum(1 for line in path.read_text().splitlines() if line.strip())


def name(path):
    return path.relative_to(ROOT.parent).as_posix()


if __name__ == "__main__":
    sys.exit(main())
