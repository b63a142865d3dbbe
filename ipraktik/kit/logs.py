"""One line of JSON for each thing logged, without anybody's personal data."""

import json
import logging
import re
from datetime import UTC, datetime

SCRUBBED = [
    (re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"), "(e-mail)"),
    (re.compile(r"(?<=[/=])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{20,}"), "(token)"),
    (re.compile(r"((?:token|key|code|password|secret)=)[^&\s\"']+", re.IGNORECASE), r"\1(hidden)"),
    (re.compile(r"(://[^/:@\s]+:)[^/@\s]+@"), r"\1(hidden)@"),
    (re.compile(r"(?<!\d)\d{6}[- ]?\d{4}(?!\d)"), "(number)"),
    # PostgreSQL repeats the whole row that broke a constraint.
    (re.compile(r"^DETAIL: .*$", re.MULTILINE), "DETAIL: (hidden)"),
]
ORDINARY = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
# Django hangs the whole request on its records; the path is in the message already.
NEVER = {"request", "server_time", "params", "sql", "alias"}


class JSONLine(logging.Formatter):
    def format(self, record):
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": scrub(record.getMessage()),
        }
        return json.dumps(line | extras(record) | self.trouble(record), ensure_ascii=False)

    def trouble(self, record):
        return {"exception": scrub(self.formatException(record.exc_info))} if record.exc_info else {}


def extras(record):
    return {
        name: value if isinstance(value, int | float | bool | None) else scrub(str(value))
        for name, value in vars(record).items()
        if name not in ORDINARY | NEVER
    }


def scrub(text):
    for pattern, instead in SCRUBBED:
        text = pattern.sub(instead, text)
    return text
