"""Brings an installation up to this version of the code: the database, the cache's table, the static files."""

import argparse
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, execute_from_command_line
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ipraktik.kit.terminal import say


def migrate(arguments):
    description = "Brings the database and the static files up to this version."
    parser = argparse.ArgumentParser(prog="ipraktik migrate", description=description)
    parser.add_argument("--check", action="store_true", help="change nothing; say what is missing")
    only_check = parser.parse_args(arguments).check
    settings_must_be_well()
    if only_check:
        return say_what_is_missing()
    return prepare()


def prepare():
    say("Preparing the database")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    if static_files_are_old():
        say("Gathering the static files")
        call_command("collectstatic", interactive=False, verbosity=0)


def settings_must_be_well():
    try:
        call_command("check", stdout=StringIO())
    except SystemCheckError as problems:
        raise SystemExit(str(problems)) from problems


def say_what_is_missing():
    if unapplied():
        raise SystemExit("The database is not up to date. Run: ipraktik migrate")
    if static_files_are_old():
        raise SystemExit("The static files are not up to date. Run: ipraktik migrate")


def unapplied():
    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


def static_files_are_old():
    """Older than any file they were made from. With DEBUG they are served where they lie."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if settings.DEBUG:
        return False
    return not manifest.exists() or newest_source() > manifest.stat().st_mtime


def newest_source():
    found = ((storage, path) for finder in get_finders() for path, storage in finder.list([".*", "*~"]))
    return max((Path(storage.path(path)).stat().st_mtime for storage, path in found), default=0)


def forget_old_sessions():
    call_command("clearsessions")


def manage(arguments):
    execute_from_command_line(["ipraktik manage", *arguments])
