"""When a host can receive: all year or some periods, without the weeks that do not suit; and for how many days."""

from math import ceil

from django.utils.translation import gettext_lazy as _

from ipraktik.directory import lifecycle
from ipraktik.directory.asked import days_allowed, days_words
from ipraktik.directory.availability import calendar_from, has_run
from ipraktik.directory.offer_forms import OfferStep
from ipraktik.directory.when import StretchesField
from ipraktik.kit.fields import OneOf, Select
from ipraktik.kit.forms import Form
from ipraktik.programme import programme

ALL_YEAR, PERIODS = "all-year", "periods"
NONE_LEFT = _("No days are left for a visit when the weeks that do not suit are taken out. Correct one of the two.")
MORE_THAN_MOST = _("The most days cannot be fewer than the least.")


class WhenForm(OfferStep, Form):
    open_when = OneOf(
        label=_("When can you receive?"),
        choices=[(ALL_YEAR, _("All year")), (PERIODS, _("Only in these periods"))],
        missing=_("Choose whether you can receive all year or in some periods."),
    )
    opened = StretchesField(
        label=_("Periods that suit you"),
        help_text=_("If not all year. Weeks or dates, one to a line, as “week 37-39” or “12.5.2027-20.5.2027”."),
        required=False,
    )
    closed = StretchesField(
        label=_("Weeks and days that do not suit"),
        help_text=_("Holidays, moving house, the busy weeks. Weeks or dates, as “week 29-31”."),
        required=False,
    )
    days_min = Select(label=_("A visit lasts at least"), missing=_("Choose how many days a visit lasts at least."))
    days_max = Select(label=_("A visit lasts at most"), missing=_("Choose how many days a visit lasts at most."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("days_min", "days_max"):
            self.fields[name].choices = [(f"{days.normalize():f}", days_words(days)) for days in days_allowed()]
            self.fields[name].error_messages["invalid_choice"] = lifecycle.days_in_words(self.offer)

    def known(self):
        offer = self.offer
        periods = {
            kind: [(p.first, p.last) for p in offer.periods.all() if p.is_open is kind] for kind in (True, False)
        }
        return {
            "open_when": ALL_YEAR if offer.all_year else PERIODS,
            "opened": periods[True],
            "closed": periods[False],
            "days_min": f"{offer.days_min.normalize():f}",
            "days_max": f"{offer.days_max.normalize():f}",
        }

    def clean(self):
        given = super().clean()
        if given.get("days_min") and given.get("days_max") and self.days("days_min") > self.days("days_max"):
            self.add_error("days_max", MORE_THAN_MOST)
        if not self.errors and not self.relaxed:
            self.check_days_left(given)
        return given

    def days(self, name):
        return next(days for days in days_allowed() if f"{days.normalize():f}" == self.cleaned_data[name])

    @property
    def is_all_year(self):
        return self.cleaned_data["open_when"] != PERIODS

    @property
    def stretches(self):
        """(first, last, is open) of each period that is to be kept."""
        opened = [] if self.is_all_year else [(*each, True) for each in self.cleaned_data["opened"]]
        return opened + [(*each, False) for each in self.cleaned_data["closed"]]

    def check_days_left(self, given):
        calendar = calendar_from(lifecycle.today(), programme().country)
        if not (self.is_all_year or calendar.union(given["opened"])):
            self.add_error("opened", lifecycle.has_open_days.sentence)
        elif not has_run(calendar.of_periods(self.is_all_year, self.stretches), ceil(self.days("days_min"))):
            self.add_error("closed", NONE_LEFT)

    def save(self):
        offer = self.offer
        offer.all_year = self.is_all_year
        for name in ("days_min", "days_max"):
            if self.cleaned_data[name]:
                setattr(offer, name, self.days(name))
        offer.save(update_fields=["all_year", "days_min", "days_max"])
        offer.periods.all().delete()
        for first, last, is_open in self.stretches:
            offer.periods.create(first=first, last=last, is_open=is_open)
