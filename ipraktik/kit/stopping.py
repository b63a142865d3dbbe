"""A process that stops within ten seconds of being told to."""

import os
import signal
import threading

LONGEST_GOODBYE = 9  # seconds


def told_to_stop():
    """An Event that is set when the process is told to stop; what hangs then, or is in the middle of long work, is left:
    whatever it had not finished is still in the database."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: say_goodbye(stop))
    return stop


def say_goodbye(stop):
    stop.set()
    timer = threading.Timer(LONGEST_GOODBYE, os._exit, [1])
    timer.daemon = True
    timer.start()
