"""`ipraktik catalogues`: the translations of the labels, kept complete without GNU gettext.

Longer texts are not here but in the programme's folder, both languages side by side.
"""

import argparse
import re
from pathlib import Path

import polib

from ipraktik.kit.messages import ROOT, messages
from ipraktik.kit.terminal import say

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
HEADER = {
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "MIME-Version": "1.0",
    "Language": "da",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def main(arguments):
    parser = argparse.ArgumentParser(prog="ipraktik catalogues", description=__doc__.splitlines()[0])
    parser.add_argument("deed", choices=["extract", "check", "compile", "merge"])
    parser.add_argument("files", nargs="*", type=Path, help="merge: files of msgid and msgstr to take in")
    options = parser.parse_args(arguments)
    return {"extract": extract, "check": check, "compile": compile_all, "merge": merge}[options.deed](options.files)


def extract(_files):
    """Add what is new with an empty translation, and drop what is no longer used."""
    found = messages()
    for path in catalogues():
        catalogue = opened(path)
        missing = len(bring_up_to_date(catalogue, found))
        save(catalogue, path)
        say(f"{len(found)} texts, {missing} of them without a translation: {path}")


def check(_files):
    found = messages()
    problems = [problem for path in catalogues() for problem in problems_in(opened(path), found)]
    for problem in problems:
        say(problem)
    say(f"Catalogues: {len(found)} texts, {len(problems)} problems")
    return 1 if problems else 0


def compile_all(_files):
    for path in catalogues():
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


def merge(files):
    """Take translations in from files that may lack a header; what they say goes before what was there."""
    for path in catalogues():
        catalogue = opened(path)
        for file in files:
            for entry in polib.pofile(str(file)):
                take_in(catalogue, entry)
        save(catalogue, path)


def catalogues():
    return [ROOT / "locale" / "da" / "LC_MESSAGES" / "django.po"]


def opened(path):
    if path.exists():
        return polib.pofile(str(path), wrapwidth=110)
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = HEADER
    return catalogue


def save(catalogue, path):
    """In the order of the texts, so that two people's additions seldom meet on a line."""
    catalogue.sort(key=lambda entry: (entry.msgid.casefold(), entry.msgid, entry.msgctxt or ""))
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))


def bring_up_to_date(catalogue, found):
    there = {key(entry): entry for entry in catalogue}
    for entry in there.values():
        if key(entry) not in found:
            catalogue.remove(entry)
    for message in found.values():
        fit(catalogue, there.get(message.key), message)
    return [entry for entry in catalogue if not translated(entry)]


def fit(catalogue, entry, message):
    if entry is None:
        entry = polib.POEntry(msgctxt=message.context, msgid=message.text)
        catalogue.append(entry)
    if message.plural and entry.msgid_plural != message.plural:
        entry.msgid_plural, entry.msgstr, entry.msgstr_plural = message.plural, "", {0: "", 1: ""}


def take_in(catalogue, entry):
    if not translated(entry):
        return
    for old in [old for old in catalogue if key(old) == key(entry)]:
        catalogue.remove(old)
    catalogue.append(entry)


def problems_in(catalogue, found):
    there = {key(entry): entry for entry in catalogue}
    for message in found.values():
        entry = there.get(message.key)
        if problem := problem_with(entry, message):
            yield f"{message.where}: {problem}: {message.text!r}"
    for stale in there.keys() - found.keys():
        yield f"No longer used (ipraktik catalogues extract takes it away): {stale[1]!r}"


def problem_with(entry, message):
    if entry is None or not translated(entry):
        return "Danish is missing"
    if (entry.msgid_plural or None) != message.plural:
        return "The plural is another one"
    if any(placeholders(text) - placeholders(message.text + (message.plural or "")) for text in strings(entry)):
        return "The Danish has a placeholder that the English has not"
    if not message.plural and placeholders(entry.msgstr) != placeholders(message.text):
        return "The Danish lacks a placeholder"
    return None


def key(entry):
    return entry.msgctxt, entry.msgid


def translated(entry):
    return not entry.fuzzy and all(strings(entry))


def strings(entry):
    return [*entry.msgstr_plural.values()] if entry.msgid_plural else [entry.msgstr]


def placeholders(text):
    return set(PLACEHOLDER.findall(text))
