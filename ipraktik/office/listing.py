"""A list of the office: rows, filters, columns. The page, its order and its export are read from the same columns."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import F, OrderBy
from django.urls import reverse
from django.utils import formats, timezone

PER_PAGE = 50


@dataclass(frozen=True)
class Column:
    """What one cell of a row says; where it leads; what the rows are put in order by. `exported` only: not on the page."""

    key: str
    title: object
    value: Callable
    sort: Callable | None = None  # → an expression, or the name of a column
    url: Callable | None = None  # row → an address, or an empty string
    exported: bool = False
    is_known: Callable = lambda: True  # whether the programme has anything of the kind

    def cell(self, row):
        return {"title": self.title, "value": shown(self.value(row)), "url": self.url(row) if self.url else ""}


@dataclass(frozen=True)
class Listing:
    kind: str  # its name in addresses of exports
    page: str  # the route of its page
    title: object
    empty: object
    rows: Callable
    filters: type
    columns: tuple
    order: str

    @property
    def on_page(self):
        return [column for column in self.columns if not column.exported and column.is_known()]

    def found(self, filters, order=""):
        """The rows that the filters leave, in order; the same row never stands on two pages."""
        backwards, key = order.startswith("-"), order.lstrip("-")
        sorts = {column.key: column.sort for column in self.columns if column.sort}
        if key not in sorts:
            backwards, key = self.order.startswith("-"), self.order.lstrip("-")
        by = sorts[key]()
        by = OrderBy(F(by) if isinstance(by, str) else by, descending=backwards, nulls_last=True)
        return filters.narrow(self.rows()).order_by(by, "pk")


class Shown:
    """One page of a list, as the reader asked for it."""

    def __init__(self, listing, query):
        self.listing, self.query = listing, query
        self.filters = listing.filters(query)
        self.order = query.get("sort", "") or listing.order
        self.page = Paginator(listing.found(self.filters, self.order), PER_PAGE).get_page(query.get("page"))

    @property
    def lines(self):
        return [[column.cell(row) for column in self.listing.on_page] for row in self.page]

    @property
    def heads(self):
        return [self.head(column) for column in self.listing.on_page]

    def head(self, column):
        here = self.order.lstrip("-") == column.key
        direction = ("descending" if self.order.startswith("-") else "ascending") if here else ""
        turned = f"-{column.key}" if here and direction == "ascending" else column.key
        url = self.address(sort=turned) if column.sort else ""
        return {"title": column.title, "direction": direction, "url": url}

    def address(self, **changes):
        """This list with something changed, from its first page."""
        kept = [(name, value) for name, value in self.query.items() if name not in ("page", *changes) and value]
        return f"?{urlencode([*kept, *((name, value) for name, value in changes.items() if value)])}"

    @property
    def chips(self):
        return [{"words": words, "url": self.address(**{name: ""})} for name, words in self.filters.chosen_in_words()]

    @property
    def pages(self):
        """(number or …, address) around the page one is on."""
        numbers = self.page.paginator.get_elided_page_range(self.page.number, on_each_side=1, on_ends=1)
        return [(each, self.address(page=each) if isinstance(each, int) else "") for each in numbers]

    @property
    def before(self):
        return self.address(page=self.page.previous_page_number()) if self.page.has_previous() else ""

    @property
    def after(self):
        return self.address(page=self.page.next_page_number()) if self.page.has_next() else ""

    @property
    def exports(self):
        query = self.address()
        return [(ending, reverse("export", args=[self.listing.kind, ending]) + query) for ending in ("xlsx", "csv")]


def shown(value):
    """A cell's value as one reads it on the page."""
    if isinstance(value, datetime):
        value = timezone.localdate(value)
    if isinstance(value, date):
        return formats.date_format(value, "SHORT_DATE_FORMAT")
    return "" if value is None else value
