"""`ipraktik import FILE`: sign-ups from a sheet. Says what it understood, and saves nothing before a yes."""

import argparse
from pathlib import Path

from django.utils.translation import gettext as _

from ipraktik.kit.lifecycle import NotYet
from ipraktik.kit.names import folded
from ipraktik.kit.terminal import say
from ipraktik.office import sheet_files
from ipraktik.office.import_words import STATES, amount, amounts, line
from ipraktik.office.importing import bring_in, keep, understood
from ipraktik.people.models import Person
from ipraktik.programme import programme


def parser():
    made = argparse.ArgumentParser("ipraktik import", description="Imports sign-ups from CSV or XLSX.")
    made.add_argument("file", type=Path, nargs="+")
    made.add_argument("--by", metavar="E-MAIL", help="the coordinator who imports; not needed where there is one only")
    made.add_argument("--agreed", action="store_true", help="they have signed up themselves: take it as sent")
    made.add_argument("--sector", action="append", default=[], metavar="ORGANISATION=SECTOR", help="what kind it is")
    made.add_argument(
        "--not-personal", action="append", default=[], metavar="SHEET:ROW", help="its number is no CPR number"
    )
    made.add_argument("--yes", action="store_true", help="import without asking")
    return made


def main(arguments):
    options = parser().parse_args(arguments)
    by, sheets = coordinator(options.by), read(options.file)
    kept = keep(", ".join(path.name for path in options.file), sheets, by)
    kept.sectors, kept.not_personal = dict(map(sector, options.sector)), options.not_personal
    kept.save()
    found = understood(kept)
    tell(found)
    if not found.good or not (options.yes or asked(found)):
        kept.delete()
        say(_("Nothing was imported."))
        return
    finish(kept, by, options.agreed)


def finish(kept, by, agreed):
    try:
        came = bring_in(kept, by, agreed).outcome
    except NotYet as stopped:
        raise SystemExit(" ".join(stopped.sentences)) from None
    told = {"amount": amounts(came["wishes"], came["offers"]), "received": came["received"]}
    say(_("Imported: %(amount)s. Taken as sent: %(received)s.") % told)


def read(paths):
    try:
        return [sheet for path in paths for sheet in sheet_files.read(path.name, path.read_bytes())]
    except OSError as mistake:
        raise SystemExit(f"{mistake.filename}: {mistake.strerror}.") from None
    except sheet_files.Unreadable as wrong:
        raise SystemExit(str(wrong)) from None


def coordinator(email):
    found = list(
        Person.objects.coordinators().filter(email=email.lower()) if email else Person.objects.coordinators()[:2]
    )
    if len(found) != 1:
        raise SystemExit(_("Say who imports: --by with the e-mail address of a coordinator."))
    return found[0]


def sector(text):
    name, _equals, key = text.rpartition("=")
    if key not in programme().sectors:
        known = {"name": key, "known": ", ".join(programme().sectors)}
        raise SystemExit(_("“%(name)s” is no sector. Write one of: %(known)s.") % known)
    return folded(name), key


def tell(found):
    for note in found.notes:
        say(note)
    for row in found.rows:
        say(f"{row.sheet}:{row.number}  {STATES[row.state]}: {row.who} · {line(row)}")
        for sentence in row.said:
            say(f"    {sentence}")
    unknown = [name for name, _folded, chosen in found.organisations if not chosen]
    if unknown:
        say(_("Say what kind these are, with --sector NAME=SECTOR: %(names)s") % {"names": ", ".join(unknown)})
    say(", ".join(f"{STATES[state]}: {count}" for state, count in found.counts.items()))


def asked(found):
    try:
        question = _("Import %(amount)s? [y/N]") % {"amount": amount(found.good)}
        return input(f"{question} ").strip().lower() in ("y", "yes", "j", "ja")
    except EOFError:
        return False
