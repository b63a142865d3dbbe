"""Columns that several of the office's lists have."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ipraktik.directory.when import say_stretch
from ipraktik.office.listing import Column
from ipraktik.office.ordering import alphabetical
from ipraktik.programme import programme


def own_page(row):
    return row.get_absolute_url()


def state():
    return Column("state", _("State"), lambda row: capfirst(row.state_label), lambda: "state")


def workplace_columns(get, prefix, on_page=True):
    """Workplace, organisation, sector, municipality of the workplace that `get` finds in a row; it may be missing."""

    def of(read):
        return lambda row: read(get(row)) if get(row) else ""

    sort = f"{prefix}workplace__"
    return (
        Column("workplace", _("Workplace"), of(lambda place: place.name), lambda: f"{sort}sort_key"),
        Column("organisation", _("Organisation"), of(lambda place: place.organisation.name),
               lambda: alphabetical(f"{sort}organisation__name")),
        Column("sector", _("Sector"), of(lambda place: place.organisation.sector_name), exported=True),
        Column("municipality", _("Municipality"), of(lambda place: place.place), exported=not on_page,
               is_known=lambda: bool(programme().municipalities)),
        Column("work_areas", _("Work areas"), of(lambda place: ", ".join(place.work_area_names)), exported=True),
    )  # fmt: skip


def exported(key, title, value):
    return Column(key, title, value, exported=True)


def days(row):
    least, most = (f"{number.normalize():f}" for number in (row.days_min, row.days_max))
    return least if least == most else f"{least}-{most}"


def when(row):
    return ", ".join(say_stretch(period.first, period.last) for period in row.periods.all())


def yes_no(value):
    return _("Yes") if value else _("No")
