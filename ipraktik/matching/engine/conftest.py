"""What the engine's tests share. It knows no database, so one run of them is enough: on SQLite."""

import os
from datetime import date

import pytest

from ipraktik.matching.engine.days import Calendar
from ipraktik.matching.engine.texts import texts_here

collect_ignore_glob = ["test_*.py"] if os.environ.get("DATABASE") == "postgres" else []


@pytest.fixture(scope="session")
def texts():
    """The model, loaded once; what one test has read, the others need not."""
    return texts_here()


@pytest.fixture(scope="session")
def calendar():
    return Calendar(date(2027, 1, 4))
