"""A kind's life-cycle as Markdown: a diagram, its moves, its rights. Written from the table, so that it is never old."""

from django.utils.translation import override


def life_cycle(kind, language="en"):
    """The chapter about one kind (a subclass of Living)."""
    with override(language):
        parts = [f"## {kind._meta.verbose_name.capitalize()}", diagram(kind), moves(kind)]
        if kind.RIGHTS:
            parts.append(rights(kind))
        return "\n\n".join(parts)


def diagram(kind):
    lines = [
        f"    {source} --> {move.target}: {move.name}" for move in kind.MOVES.values() for source in states(kind, move)
    ]
    begins = kind._meta.get_field("state").default
    return "\n".join(["```mermaid", "stateDiagram-v2", f"    [*] --> {begins}", *map(dashes, lines), "```"])


def dashes(line):
    """Mermaid reads a dash in a name as an arrow's beginning."""
    source, _, rest = line.partition(" --> ")
    target, _, name = rest.partition(": ")
    return f"{source.replace('-', '_')} --> {target.replace('-', '_')}: {name}"


def states(kind, row):
    """The row's states in the order of the kind's own list."""
    wanted = getattr(row, "source", None) or row.during
    return [state for state in kind.STATES if state in wanted]


def moves(kind):
    rows = [
        (f"`{m.name}`", m.label, ", ".join(states(kind, m)), m.target, hands(m), needs(kind, m))
        for m in kind.MOVES.values()
    ]
    return grid(("Move", "Label", "From", "To", "By whose hand", "Stopped by"), rows)


def rights(kind):
    rows = [
        (f"`{r.name}`", r.label, ", ".join(states(kind, r)), ", ".join(sorted(r.by)), needs(kind, r))
        for r in kind.RIGHTS.values()
    ]
    return grid(("Right", "Label", "During", "By whom", "Stopped by"), rows)


def hands(move):
    return (" + ".join(sorted(move.by)) + ", together") if move.together else ", ".join(sorted(move.by))


def needs(kind, row):
    named = [f"`{rule.name}`" for rule in row.needs]
    return ", ".join(named + (["a reason"] if getattr(row, "asks_reason", False) else [])) or "–"


def grid(head, rows):
    lines = ["| " + " | ".join(str(cell) for cell in row) + " |" for row in [head, *rows]]
    return "\n".join([lines[0], "|" + "---|" * len(head), *lines[1:]])


def sentences(kinds):
    """Every rule of these kinds, once, with what it says in both languages (rules that count need a subject)."""
    rows = {}
    for kind in kinds:
        for row in (*kind.MOVES.values(), *kind.RIGHTS.values()):
            rows |= {rule.name: rule for rule in row.needs}
    return [(f"`{name}`", *said(rule)) for name, rule in sorted(rows.items())]


def said(rule):
    spoken = []
    for language in ("en", "da"):
        with override(language):
            spoken.append(str(rule.says(None)))
    return spoken
