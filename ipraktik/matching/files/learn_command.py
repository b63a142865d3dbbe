"""`ipraktik match learn`: the weights that answers to suggestions speak for. Changes nothing."""

import argparse
import json
from importlib import import_module
from pathlib import Path

from ipraktik.kit.terminal import say
from ipraktik.matching.engine.answers import COLUMNS, HEADER, as_cells, read_answers
from ipraktik.matching.engine.learning import TooFew, learn
from ipraktik.matching.engine.tables import Unusable, described
from ipraktik.matching.engine.weights import Policy
from ipraktik.matching.engine.writing import may_be_written, write, write_all
from ipraktik.matching.files.lists_command import whole
from ipraktik.matching.files.profiles_command import programme_named

HEADINGS = ("travel type", "weight", "now", "learnt", "95 % between", "answers")


class Installation:
    """What the database says. Django is started only where it is asked."""

    def __init__(self):
        import_module("django").setup()
        self.year = import_module("ipraktik.matching.year.learning")

    def rows(self):
        return self.year.rows()

    def policy(self):
        return self.year.counting()

    def changes(self, learnt):
        return self.year.changes(learnt.weights)


class Files:
    """Answers from a file, weights from the programme's folder."""

    def __init__(self, path, programme):
        self.path, self.matching = path, programme.matching

    def rows(self):
        return read_answers(self.path)

    def policy(self):
        return Policy.made_of(self.matching.weights, self.matching.grades)

    def changes(self, learnt):
        return None


def main(arguments):
    options = parser().parse_args(arguments)
    if options.answers and options.propose:
        raise SystemExit("--propose goes with the database's own answers: leave --from out.")
    try:
        may_be_written((options.out, options.export), (options.answers,))
        source = Files(options.answers, programme_named(arguments)) if options.answers else Installation()
        rows = source.rows()
        if options.export:
            write(options.export, HEADER, map(as_cells, rows))
            say(f"{len(rows)} answers in {options.export}.")
        tell(options, source, learn(rows, source.policy(), options.seed))
    except (Unusable, TooFew) as wrong:
        raise SystemExit(str(wrong)) from None


def tell(options, source, learnt):
    for line in (*table(learnt.lines), *map(gained, learnt.gains), *learnt.silent):
        say(line)
    changed = source.changes(learnt)
    if changed is not None:
        for sentence in source.year.in_english(changed):
            say(sentence)
    if options.out:
        write_all({options.out: json.dumps(report(learnt, changed), indent=2) + "\n"})
    if options.propose:
        source.year.propose(learnt, changed)
        say("Proposed. Nothing changes until a coordinator accepts it on the weights' page.")


def report(learnt, changed):
    return {**learnt.report, "too_few": list(learnt.silent), "weights": learnt.weights, "changes": changed}


def table(lines):
    """The lines as columns; a * where the interval leaves out what counts now."""
    cells = [HEADINGS, *map(cells_of, lines)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def cells_of(line):
    between = f"{line.low:.2f} to {line.high:.2f}" + (" *" if line.differs else "")
    return (line.kind, line.term, f"{line.now:.2f}", f"{line.fitted:.2f}", between, str(line.answers))


def gained(gain):
    less = gain.loss_now - gain.loss_fitted
    return (
        f"{gain.answers} answers by {gain.side}s, {gain.yes} yes. Log-loss of answers not seen: {gain.loss_now:.3f} now, "
        f"{gain.loss_fitted:.3f} learnt ({less:+.3f} better, ± {gain.error:.3f}); "
        f"area under the curve {gain.auc_now:.2f} and {gain.auc_fitted:.2f}."
    )


def parser():
    made = argparse.ArgumentParser(
        "ipraktik match learn",
        description="The weights that answers to suggestions speak for. Nothing changes.",
        epilog=f"answers.csv:\n{described(COLUMNS)}\n\ndocs/matching.md tells how they are learnt.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--from", dest="answers", type=Path, help="answers.csv; the database's own answers if left out")
    made.add_argument(
        "--programme", type=Path, help="with --from: the programme's folder, with the weights that count now"
    )
    made.add_argument("--export", type=Path, help="where to write the answers, as answers.csv")
    made.add_argument("--out", type=Path, help="where to write all figures, as JSON")
    made.add_argument("--propose", action="store_true", help="let a coordinator decide, on the weights' page")
    made.add_argument("--seed", type=whole, default=0, help="how the answers are shared out when the gain is measured")
    return made
