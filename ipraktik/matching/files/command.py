"""`ipraktik match FORM`: interns and hosts from files, who goes where into a file. Needs no database."""

import argparse
from importlib import import_module

FORMS = {
    "profiles": (
        "ipraktik.matching.files.profiles_command:main",
        "from people and places: who they are and what they wish for",
    ),
    "lists": ("ipraktik.matching.files.lists_command:main", "from lists of ranks: who ranks whom how"),
    "learn": ("ipraktik.matching.files.learn_command:main", "the weights that answers to suggestions speak for"),
}


def main(arguments=None):
    options = parser().parse_args((arguments or ["--help"])[:1])
    module, function = FORMS[options.form][0].split(":")
    return getattr(import_module(module), function)(arguments[1:])


def parser():
    listed = "\n".join(f"  {name:<10}{help}" for name, (_target, help) in FORMS.items())
    made = argparse.ArgumentParser(
        "ipraktik match",
        usage="ipraktik match FORM [options]",
        description="Who goes where, from files to a file; and what weights to go by. FORM is one of:\n\n" + listed,
        epilog="ipraktik match FORM --help says more of one. docs/matching.md explains the aims and the formats.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("form", choices=FORMS, metavar="FORM", help="which files you have")
    return made
