"""`ipraktik backup` and `ipraktik restore`: the database as one file, whichever database it is."""

import argparse
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection
from django.utils import timezone

from ipraktik.kit.terminal import say

ENDINGS = {"sqlite": ".sqlite3", "postgresql": ".dump"}


def backup(arguments):
    parser = argparse.ArgumentParser(prog="ipraktik backup", description="Writes the database to one file.")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args(arguments).folder
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"ipraktik-{timezone.localtime():%Y-%m-%d-%H%M%S}{ENDINGS[connection.vendor]}"
    # Others on the machine must not read what is in it.
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    {"sqlite": copy_file_out, "postgresql": dump}[connection.vendor](target)
    say(f"Written: {target} ({target.stat().st_size // 1024} kB)")


def restore(arguments):
    parser = argparse.ArgumentParser(prog="ipraktik restore", description="Puts a backup in the database's place.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--replace", action="store_true", help="yes, what is in the database now may go")
    options = parser.parse_args(arguments)
    must_fit(options.file)
    if connection.introspection.table_names() and not options.replace:
        raise SystemExit("The database is not empty. Stop the site, then say --replace: what it holds will be gone.")
    connection.close()
    {"sqlite": copy_file_in, "postgresql": load}[connection.vendor](options.file)
    say("Restored. Run 'ipraktik migrate', then start the site.")


def must_fit(file):
    if not file.is_file():
        raise SystemExit(f"There is no file {file}.")
    if file.suffix != ENDINGS[connection.vendor]:
        raise SystemExit(f"This database is restored from a file that ends in {ENDINGS[connection.vendor]}.")


def copy_file_out(target):
    copy(connection.settings_dict["NAME"], target)


def copy_file_in(source):
    """Into the file that is there, under SQLite's own locks, so that its journals cannot be mixed up."""
    copy(source, connection.settings_dict["NAME"])


def copy(source, target):
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def dump(target):
    run("pg_dump", "--format=custom", "--no-owner", f"--file={target}")


def load(source):
    run("pg_restore", "--clean", "--if-exists", "--no-owner", "--exit-on-error", "--single-transaction", str(source))


def run(program, *options):
    """With the password in the environment: the list of processes is for everybody to read."""
    if not shutil.which(program):
        raise SystemExit(f"{program} is missing. It comes with PostgreSQL's client, as the package postgresql-client.")
    told = connection.settings_dict
    known = {"PGHOST": told["HOST"], "PGPORT": told["PORT"], "PGUSER": told["USER"], "PGPASSWORD": told["PASSWORD"]}
    surroundings = os.environ | {name: str(value) for name, value in known.items() if value}
    if subprocess.run([program, f"--dbname={told['NAME']}", *options], env=surroundings).returncode:
        raise SystemExit(f"{program} failed; what it said stands above.")
