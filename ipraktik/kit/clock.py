"""What happens by the clock: when each job is due. Which jobs there are stands in jobs.py."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from importlib import import_module

from django.utils import timezone


@dataclass(frozen=True)
class Job:
    """`does` names a function as "module:function", so that the table of jobs imports no room."""

    name: str
    does: str
    every: timedelta | None = None
    daily_at: time | None = None
    patience: timedelta = timedelta(minutes=10)  # one that failed, or whose worker died, is tried again after this

    def __post_init__(self):
        if (self.every is None) == (self.daily_at is None):
            raise ValueError(f"{self.name}: say either every or daily_at")

    def is_due(self, last_run, now):
        """A daily job missed while nothing ran is done once when something runs again."""
        if last_run is None:
            return True
        if self.every:
            return now - last_run >= self.every
        return last_run < self.latest(now) <= now

    def latest(self, now):
        """The last time its hour struck, by the clock on the wall here."""
        today = timezone.localtime(now).date()
        struck = at(today, self.daily_at)
        return struck if struck <= now else at(today - timedelta(days=1), self.daily_at)

    def run(self):
        module, name = self.does.split(":")
        return getattr(import_module(module), name)()


def at(day, hour):
    return timezone.make_aware(datetime.combine(day, hour))
