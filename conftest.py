"""Which database, and whether there is a Chromium: settled once, before the first test."""

import os
import shutil
import sys
from contextlib import closing

import absl.logging
import psycopg
import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import sync_playwright

from ipraktik.tests.mail.dovecot import DOVECOT, NO_DOVECOT

CHROMIUMS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
NO_CHROMIUM = "No Chromium was found: the browser tests did NOT run. Install chromium, or name it with CHROMIUM=."
# Headless and quiet: without the flags it looks up hosts of its maker at every start.
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"]

# The solvers' logger closes the stream it found whenever logging is set up anew: it must not be the one of the tests.
absl.logging.get_absl_handler().python_handler.stream = sys.__stderr__


def pytest_addoption(parser):
    parser.addoption("--thorough", action="store_true", help="send each form every hostile value, not a third by turns")


def pytest_sessionstart(session):
    if hasattr(session.config, "workerinput"):
        return
    if DOVECOT is None and os.environ.get("CI") == "true":
        pytest.exit(NO_DOVECOT, returncode=3)
    if CHROMIUM is None and os.environ.get("CI") == "true":
        pytest.exit(NO_CHROMIUM, returncode=3)
    if connection.vendor == "postgresql":
        with closing(postgres()) as server:
            forget_old_databases(server)
    forget_old_folders()


def pytest_sessionfinish(session):
    if not hasattr(session.config, "workerinput"):
        shutil.rmtree(settings.VAR, ignore_errors=True)


def postgres():
    try:
        return psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=5, autocommit=True)
    except psycopg.OperationalError:
        host = "{HOST}:{PORT}".format(**connection.settings_dict)
        pytest.exit(f"No PostgreSQL answers at {host}. Start one, or name another with DATABASE_URL=.", returncode=3)


def forget_old_databases(server):
    """What a run that was killed has left behind."""
    for (name,) in server.execute("SELECT datname FROM pg_database WHERE datname LIKE 'test_ipraktik_%'").fetchall():
        if not running(name.split("_")[2]):
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def forget_old_folders():
    for folder in settings.RUNS.iterdir():
        if not running(folder.name):
            shutil.rmtree(folder, ignore_errors=True)


def running(number):
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except (PermissionError, ValueError):
        pass
    return True


def pytest_collection_modifyitems(config, items):
    for item in items:
        if CHROMIUM is None and item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))
        if DOVECOT is None and item.get_closest_marker("mailbox"):
            item.add_marker(pytest.mark.skip(reason=NO_DOVECOT))
    if connection.vendor != "sqlite":
        tried = [item for item in items if item.get_closest_marker("anywhere")]
        config.hook.pytest_deselected(items=tried)
        items[:] = [item for item in items if item not in tried]


def pytest_terminal_summary(terminalreporter):
    for is_missing, sentence in ((CHROMIUM is None, NO_CHROMIUM), (DOVECOT is None, NO_DOVECOT)):
        if is_missing:
            terminalreporter.write_line(f"\n!!! {sentence}\n", red=True, bold=True)


@pytest.fixture(scope="session")
def browser():
    """A Chromium for `browser.new_page()`; the live server's address comes from the fixture `live_server`."""
    # Playwright runs a loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()
