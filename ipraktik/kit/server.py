"""`ipraktik serve`: the site, its worker and its solver in one command."""

import argparse
import os
import socket
import subprocess
import sys

from ipraktik.kit.supervisor import supervise

IPRAKTIK = [sys.executable, "-m", "ipraktik"]
WORKER = [*IPRAKTIK, "work"]
SOLVER = [*IPRAKTIK, "solve"]


def serve(arguments):
    options = parser().parse_args(arguments)
    port_must_be_free(options.host, options.port, "--port 8001")
    if subprocess.run([*IPRAKTIK, "migrate", "--check"]).returncode:
        raise SystemExit(1)
    commands = {"site": site(options.host, options.port, options.workers)}
    if options.worker:
        commands["worker"] = WORKER
    if options.solver:
        commands["solver"] = SOLVER
    supervise(commands)


def parser():
    parser = argparse.ArgumentParser(prog="ipraktik serve", description="Runs the site, its worker and its solver.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
    parser.add_argument("--workers", type=int, default=min(4, os.cpu_count() or 1), help="processes for the site")
    parser.add_argument("--no-worker", dest="worker", action="store_false", help="the worker runs elsewhere")
    parser.add_argument("--no-solver", dest="solver", action="store_false", help="the solver runs elsewhere")
    return parser


def site(host, port, workers):
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    command += ["--workers", str(workers), "--blocking-threads", "4", "--respawn-failed-workers"]
    return [*command, "--workers-kill-timeout", "5", "--log-level", "warning", "ipraktik.wsgi:application"]


def port_must_be_free(host, port, otherwise):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as error:
            raise SystemExit(f"Port {port} is taken. Choose another: {otherwise}") from error
