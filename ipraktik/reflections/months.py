"""When the months after a visit have gone. Pure functions."""

from ipraktik.kit.calendar import months_after


def months_due(last_day, months, today):
    """Those of `months` that have gone since the visit ended, the first one first."""
    return [month for month in sorted(months) if last_day and months_after(last_day, month) <= today]
