"""`ipraktik work`: the worker as a process of its own, which stops within ten seconds when told to."""

import argparse

from ipraktik.kit.stopping import told_to_stop
from ipraktik.notices import worker


def work(arguments):
    description = "Sends letters, and does what is due by the clock."
    argparse.ArgumentParser(prog="ipraktik work", description=description).parse_args(arguments)
    worker.run(told_to_stop())
