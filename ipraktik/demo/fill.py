"""`ipraktik demoworld`: the part of `ipraktik demo` that fills the database."""

import argparse

from django.conf import settings

from ipraktik.demo import world
from ipraktik.kit.terminal import say


def fill(arguments):
    description = "Adds what is missing of the demo world; does nothing where all of it is there."
    argparse.ArgumentParser(prog="ipraktik demoworld", description=description).parse_args(arguments)
    if not settings.DEMO:
        raise SystemExit("The demo world is for demo settings only. Run: ipraktik demo")
    say("Filling the demo world: a year of people, wishes, offers and visits")
    world.build()
