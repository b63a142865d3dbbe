"""When the months after a visit have gone. Pure functions."""

from calendar import monthrange


def months_after(day, months):
    """The same day of a later month, or that month's last."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))


def months_due(last_day, months, today):
    """Those of `months` that have gone since the visit ended, the first one first."""
    return [month for month in sorted(months) if last_day and months_after(last_day, month) <= today]
