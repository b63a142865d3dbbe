"""`ipraktik verify FILE.pdf`: says whether it is one of our documents, and ends with 0 only if it is, unchanged."""

import argparse
from pathlib import Path

from ipraktik.documents.certificate import Unusable
from ipraktik.documents.verifying import MEGABYTES, verify
from ipraktik.kit.terminal import say

TOO_BIG = f"The file is bigger than {MEGABYTES} MB. Our documents are not, so it is not one of them."


def main(arguments):
    parser = argparse.ArgumentParser(
        prog="ipraktik verify", description="Says whether a PDF is one of our documents, unchanged, and still holds."
    )
    parser.add_argument("file", type=Path)
    try:
        verdict = verify(content(parser.parse_args(arguments).file))
    except Unusable as trouble:
        raise SystemExit(str(trouble)) from None
    for sentence in (verdict.sentence, *verdict.more):
        say(sentence)
    return 0 if verdict.ours else 1


def content(path):
    try:
        if path.stat().st_size > MEGABYTES * 1024 * 1024:
            raise SystemExit(TOO_BIG)
        return path.read_bytes()
    except OSError as trouble:
        raise SystemExit(f"{path}: {trouble.strerror}.") from None
