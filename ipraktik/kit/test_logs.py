import json
import logging
import sys

import pytest

from ipraktik.kit.logs import JSONLine, scrub


def line(message, *args, **more):
    record = logging.makeLogRecord({"name": "ipraktik", "levelname": "INFO", "msg": message, "args": args, **more})
    return json.loads(JSONLine().format(record))


def test_a_line_tells_when_what_and_how_bad():
    told = line("%s letters sent", 3)

    assert told.pop("time").endswith("+00:00")
    assert told == {"level": "info", "logger": "ipraktik", "event": "3 letters sent"}


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("refused: ida.holm@kommune.example", "refused: (e-mail)"),
        ("GET /l/9fK2mXb7Qz_TtV0wLp4sYc8R/ 410", "GET /l/(token)/ 410"),
        ("GET /x/?token=abc123&page=2", "GET /x/?token=(hidden)&page=2"),
        ("postgres://app:s3cret@db/ipraktik", "postgres://app:(hidden)@db/ipraktik"),
        ("a number 010190-1234 was typed", "a number (number) was typed"),
        ("IntegrityError\nDETAIL:  Failing row contains (7, Ida Holm).", "IntegrityError\nDETAIL: (hidden)"),
        ("GET /placements/7/itinerary-of-the-visit/ 200", "GET /placements/7/itinerary-of-the-visit/ 200"),
    ],
)
def test_nothing_personal_is_written(said, written):
    assert scrub(said) == written


def test_an_exception_is_scrubbed_too():
    try:
        raise ValueError("no such person: ida@kommune.example")
    except ValueError:
        told = line("failed", exc_info=sys.exc_info())

    assert told["exception"].endswith("ValueError: no such person: (e-mail)")


def test_extras_are_kept_but_never_the_request():
    told = line("slow", seconds=2.5, to="ida@kommune.example", request="<WSGIRequest>")

    assert {name: told[name] for name in told if name not in ("time", "level", "logger")} == {
        "event": "slow",
        "seconds": 2.5,
        "to": "(e-mail)",
    }
