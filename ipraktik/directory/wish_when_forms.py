"""When: any time, or weeks and dates; refused where no visit fits, warned about where people may be off."""

from datetime import timedelta
from math import ceil

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ipraktik.directory.availability import HORIZON
from ipraktik.directory.lifecycle import today
from ipraktik.directory.when import StretchesField, say_stretch
from ipraktik.directory.wish_forms import Step
from ipraktik.kit import calendar
from ipraktik.kit.fields import Tick
from ipraktik.kit.forms import Form
from ipraktik.programme import programme

NONE = _("Say when you can go: tick that any time will do, or write weeks or dates.")
BOTH = _("Either any time will do, or only those weeks and dates. Take the tick or the text away.")
OVER = _("%(days)s is over. Write days to come.")
TOO_FAR = _("%(days)s is far ahead. Write days within the next %(months)s months.")
TOO_SHORT = _("%(days)s is too short: a visit lasts at least %(least)s days. Write a longer period.")
MONTHS = HORIZON // 31


class WhenForm(Step, Form):
    any_time = Tick(label=_("Any time will do"), required=False)
    periods = StretchesField(
        label=_("Weeks and dates"),
        help_text=_("One to a line, as “week 37-39” or “12.5.2027-20.5.2027”. The visit is some days within them."),
        required=False,
        rows=4,
    )

    def known(self):
        periods = [(each.first, each.last) for each in self.wish.periods.all()]
        return {"any_time": self.wish.any_time, "periods": periods}

    def clean(self):
        given = super().clean()
        if "periods" not in self.errors:
            self.check_periods(given.get("any_time"), given.get("periods") or [])
        return given

    def check_periods(self, any_time, periods):
        if not any_time and not periods:
            self.add_error("periods", NONE)
        if any_time and periods:
            self.add_error("periods", BOTH)
        for first, last in periods:
            if sentence := obstacle(first, last):
                self.add_error("periods", sentence)

    @property
    def warnings(self):
        """What the calendar makes one wonder about in the periods that were written."""
        return [said for first, last in self.cleaned_data["periods"] for said in day_warnings(first, last)]

    def save(self):
        self.write(any_time=self.cleaned_data["any_time"])
        self.wish.periods.all().delete()
        for first, last in self.cleaned_data["periods"]:
            self.wish.periods.create(first=first, last=last)


def obstacle(first, last):
    """The sentence that stops this period, or None."""
    days = {"days": say_stretch(first, last)}
    least = ceil(programme().rules.days_min)
    if last < today():
        return OVER % days
    if last > today() + timedelta(days=HORIZON):
        return TOO_FAR % (days | {"months": MONTHS})
    if (last - first).days + 1 < least:
        return TOO_SHORT % (days | {"least": least})
    return None


def day_warnings(first, last):
    """Weekends and holidays that a short period begins or ends on, or has too few working days beside."""
    span = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    country = programme().country
    working = [day for day in span if calendar.is_working_day(day, country)]
    whole_weeks = first.weekday() == 0 and last.weekday() == 6
    edges = [] if whole_weeks else [day for day in (first, last) if day not in working]
    off = span if len(working) < ceil(programme().rules.days_min) else edges
    holidays = [day for day in span if len(span) <= 7 and day.weekday() < 5 and day not in working]
    return calendar.warnings(sorted({*off, *holidays} - {*working}), country, get_language() or "da")
