"""Finds what looks like a Danish personal number in a text.

Other numbers of ten digits can pass the rule of dates, and unborn dates are used in tests: so a find is a question
to the person who wrote it, never a refusal.
"""

import re
from datetime import date

ALIKE = re.compile(r"(?<!\d)(\d\d)(\d\d)(\d\d)\s?[-–]?\s?(\d{4})(?!\d)", re.ASCII)


def find_cpr(text):
    """The numbers as they were written."""
    return [found.group() for found in ALIKE.finditer(text) if is_a_day(*found.groups()[:3])]


def is_a_day(day, month, year):
    try:
        date(2000 + int(year), int(month), int(day))  # 1900 was no leap year: 2000 lets 29 February through in both
    except ValueError:
        return False
    return True
