"""`ipraktik work`: the worker as a process of its own, which stops within ten seconds when told to."""

import argparse
import os
import signal
import threading

from ipraktik.notices import worker

LONGEST_GOODBYE = 9


def work(arguments):
    description = "Sends letters, and does what is due by the clock."
    argparse.ArgumentParser(prog="ipraktik work", description=description).parse_args(arguments)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: say_goodbye(stop))
    worker.run(stop)


def say_goodbye(stop):
    """A mail server that hangs must not hold us: what is unsent is still in the database."""
    stop.set()
    timer = threading.Timer(LONGEST_GOODBYE, os._exit, [1])
    timer.daemon = True
    timer.start()
