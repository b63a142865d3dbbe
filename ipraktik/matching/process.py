"""`ipraktik solve`: what takes long, in a process of its own: texts made into vectors, wishes' lists of hosts kept true,
rounds solved, suggestions sent."""

import argparse
import logging

from django.db import Error as DatabaseTrouble
from django.db import close_old_connections, connection
from threadpoolctl import threadpool_limits

from ipraktik.kit.stopping import told_to_stop
from ipraktik.kit.trouble import described
from ipraktik.matching.rounds.following import follow_answers
from ipraktik.matching.rounds.publishing import send_published
from ipraktik.matching.rounds.solving import solve_waiting
from ipraktik.matching.year.rolling import follow

logger = logging.getLogger(__name__)
PAUSE, LONGEST_PAUSE = 1, 60  # seconds
WORK = (follow_answers, solve_waiting, send_published, follow)


def solve(arguments):
    description = "Keeps every wish's list of hosts true, solves the rounds that wait, and sends what they publish."
    argparse.ArgumentParser(prog="ipraktik solve", description=description).parse_args(arguments)
    threadpool_limits(1)  # two threads on cores that others use take ten times as long
    run(told_to_stop())  # a solver in the middle of its work is not waited for: another takes it up


def run(stop):
    """Until `stop` is set. What is left undone the next turn does."""
    wait = PAUSE
    while not stop.is_set():
        try:
            turn(stop)
            wait = PAUSE
        except DatabaseTrouble as trouble:
            logger.error("the database does not answer", extra=described(trouble))
            connection.close()
            wait = min(LONGEST_PAUSE, wait * 2)
        stop.wait(wait)


def turn(stop):
    """Each kind of work once; one that fails does not stop the others."""
    close_old_connections()
    for work in WORK:
        if stop.is_set():
            return
        try:
            work()
        except DatabaseTrouble:
            raise
        except Exception as trouble:  # the others are not its to stop
            logger.error("“%s” failed", work.__name__, extra=described(trouble))
