from datetime import UTC, datetime, time, timedelta

import pytest

from ipraktik.jobs import JOBS
from ipraktik.kit.clock import Job

NIGHTLY = Job("nightly", "ipraktik.kit.installation:forget_old_sessions", daily_at=time(3, 30))
OFTEN = Job("often", "ipraktik.kit.installation:forget_old_sessions", every=timedelta(minutes=10))


def utc(day, hour, minute=0):
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def test_a_job_never_done_is_due():
    assert OFTEN.is_due(None, utc(10, 12))
    assert NIGHTLY.is_due(None, utc(10, 12))


def test_a_job_done_every_ten_minutes_waits_ten_minutes():
    assert not OFTEN.is_due(utc(10, 12), utc(10, 12, 9))
    assert OFTEN.is_due(utc(10, 12), utc(10, 12, 10))


@pytest.mark.parametrize(
    ("last_run", "now", "due"),
    [
        (utc(10, 2, 30), utc(10, 23), False),  # 03:30 in Copenhagen is 02:30 UTC in winter
        (utc(10, 2, 30), utc(11, 2, 29), False),
        (utc(10, 2, 30), utc(11, 2, 30), True),
        (utc(7, 2, 30), utc(11, 1), True),  # nothing ran for days
        (utc(28, 2, 30), utc(29, 1, 29), False),  # summer time begins in this night
        (utc(28, 2, 30), utc(29, 1, 30), True),
    ],
)
def test_a_daily_job_is_due_once_its_hour_has_struck(last_run, now, due):
    assert NIGHTLY.is_due(last_run, now) is due


def test_a_job_says_either_how_often_or_when():
    with pytest.raises(ValueError, match="either every or daily_at"):
        Job("both", "x:y", every=timedelta(hours=1), daily_at=time(1))
    with pytest.raises(ValueError, match="either every or daily_at"):
        Job("neither", "x:y")


def test_every_job_has_a_name_of_its_own():
    names = [job.name for job in JOBS]

    assert sorted(set(names)) == sorted(names)
