"""Keeps a few processes running, starts again the one that dies, and stops them all together."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass

from ipraktik.kit.terminal import say

STOP_WITHIN = 8  # seconds; what stops us allows ten
STEADY_AFTER = 60  # a process that lived so long has not failed at its start
LONGEST_WAIT = 30


@dataclass
class Child:
    name: str
    command: list
    failures: int = 0
    started: float = 0
    due: float = 0
    process: subprocess.Popen | None = None

    def start(self, now):
        self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=die_with_parent)
        self.started = now

    def tend(self, now):
        """Start it when it is time, and set the time when it has died."""
        if self.process is None:
            if now >= self.due:
                self.start(now)
        elif self.process.poll() is not None:
            self.mourn(now)

    def mourn(self, now):
        self.failures = 1 if now - self.started > STEADY_AFTER else self.failures + 1
        wait = min(LONGEST_WAIT, 2 ** (self.failures - 1))
        say(f"{self.name} stopped ({self.process.returncode}); starting it again in {wait} s")
        self.process, self.due = None, now + wait

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def bury(self, until):
        """Wait for it, then end whatever is left of it and of its own children."""
        if self.process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0, until - time.monotonic()))
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def supervise(commands, ready=None):
    """Run {name: command} until a signal says stop. `ready` is called once all have been started."""
    stop = stop_on_signal()
    children = [Child(name, command) for name, command in commands.items()]
    try:
        tend(children)
        if ready:
            ready(stop)
        while not stop.wait(0.3):
            tend(children)
    finally:
        stop_all(children)


def tend(children):
    for child in children:
        child.tend(time.monotonic())


def stop_all(children):
    until = time.monotonic() + STOP_WITHIN
    for child in children:
        child.stop()
    for child in children:
        child.bury(until)


def stop_on_signal():
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    return stop


def die_with_parent():
    """A supervisor killed outright must not leave a site behind that holds the port (Linux; elsewhere it may)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
