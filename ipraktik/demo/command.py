"""`ipraktik demo`: everything needed to look at a whole programme, in one command, apart from any real data."""

import argparse
import os
import subprocess
import time
from http.client import HTTPConnection
from pathlib import Path

from ipraktik.kit.server import IPRAKTIK, SOLVER, WORKER, port_must_be_free, site
from ipraktik.kit.supervisor import supervise
from ipraktik.kit.terminal import say

VAR = Path(__file__).resolve().parents[2] / "var"
PATIENCE = 30


def demo(arguments):
    options = parser().parse_args(arguments)
    port_must_be_free("127.0.0.1", options.port, "make demo PORT=8123")
    os.environ.update(surroundings(options))
    build()
    commands = {"site": reloading(options.port) if options.reload else site("127.0.0.1", options.port, 1)}
    supervise(commands | {"worker": WORKER, "solver": SOLVER}, ready=lambda stop: welcome(options.port, stop))


def parser():
    parser = argparse.ArgumentParser(prog="ipraktik demo", description="Starts the demo world at 127.0.0.1.")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--reload", action="store_true", help="for developers: debug pages, starts anew on a change")
    return parser


def surroundings(options):
    """Set, not defaulted: a demo must never reach the database of an installation whose variables are about."""
    return {
        "IPRAKTIK_DEMO": "1",
        "IPRAKTIK_DEBUG": "1" if options.reload else "0",
        "IPRAKTIK_VAR": str(VAR),
        "DATABASE_URL": f"sqlite:///{VAR / 'demo.sqlite3'}",
        "IPRAKTIK_URL": f"http://127.0.0.1:{options.port}",
        "IPRAKTIK_HOSTS": "127.0.0.1,localhost",
        "IPRAKTIK_LOG_LEVEL": "WARNING",
        "IPRAKTIK_SEAL_CERTIFICATE": "",
        "IPRAKTIK_SEAL_SERVICE": "ipraktik.documents.seal.by_certificate",
    }


def build():
    for step in ("migrate", "demoworld"):
        if subprocess.run([*IPRAKTIK, step]).returncode:
            raise SystemExit(1)


def reloading(port):
    return [*IPRAKTIK, "manage", "runserver", f"127.0.0.1:{port}"]


def welcome(port, stop):
    if wait_for(port, stop):
        say(f"Open http://127.0.0.1:{port}/ to see the programme as anyone does.")
        say("Sign in as Ida, Hanne, Signe or Karl with the bar at the top; every letter sent is behind it.")
        say("Stop with Ctrl-C. Next time starts in seconds, where you left it.")


def wait_for(port, stop):
    """Whether the site answered before we were told to stop."""
    until = time.monotonic() + PATIENCE
    while not answers(port) and time.monotonic() < until:
        if stop.wait(0.2):
            return False
    return not stop.is_set()


def answers(port):
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("HEAD", "/")
    except OSError:
        return False
    finally:
        connection.close()
    return True
