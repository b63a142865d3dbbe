"""What nobody should write in a form, and every form there is to write it in: found on the pages themselves."""

from dataclasses import dataclass
from urllib.parse import quote_plus, urljoin, urlsplit

from bs4 import BeautifulSoup, SoupStrainer
from django.apps import apps
from django.db import models
from django.urls import resolve

from ipraktik.directory.offer_steps import STEPS as OFFER_STEPS
from ipraktik.directory.wish_steps import ROWS as WISH_STEPS
from ipraktik.tests.access import Row

FORM = "application/x-www-form-urlencoded"
MARK = "<script>utrustet</script>"
SUM = "{{ 12347 * 54321 }}{% debug %}"
TOTAL = str(12347 * 54321)
FILLED_IN_BY_US = {"csrfmiddlewaretoken", "next"}
TYPED = ("text", "textarea", "search", "tel", "url")

# One for everything that can be typed; several where the same name may come twice.
VALUES = {
    "nothing": "",
    "nul": "a\0b",
    "long": "Ø" * 30_000,
    "very long": "x" * 1_000_000,
    "right to left": "\u202egnp.exe\u2066\u200b",
    "faces": "👩🏽‍🚀🇩🇰" * 20,
    "half a character": b"\xed\xa0\x80\xff\xfe",
    "many figures": "9" * 5000,
    "figures that are no number": "²",
    "other figures": "٣",
    "beyond every column": str(10**30),
    "beyond a small column": "70000",
    "negative": "-1",
    "not a number": "NaN",
    "infinite": "1e999999",
    "markup": "'\"><img src=x onerror=1>" + MARK,
    "template": SUM,
    "twice": ["one", "two"],
    "no such choice": "nonsense",
    "a day that is none": "31.2.2027",
    "a day outside time": "1.1.0000",
    "days the wrong way": "9.9.2027-1.1.2027",
    "weeks without end": "week 1-999999, 2000-99-1",
    "a time that is none": "25:99",
    "another header": "ida@ipraktik.example\r\nBcc: olga@ipraktik.example",
    "a path": "../../../../etc/passwd",
    "another site": "https://evil.example",
    "a program": "javascript:alert(1)",
    "a formula": "=cmd|' /C calc'!A0",
    "many words": "a " * 5000,
    "many brackets": "[" * 100_000,
    "one long address": "a." * 400 + "@" + "b." * 400 + "dk",
    "nearly a personal number": "010101-" * 3000,
}
WRITERS = ("anonymous", "ida", "hanne", "signe", "karl", "link")  # each party once: the others meet the same forms
WIZARDS = (
    ("wish-step", "draft", [row.key for row in WISH_STEPS], "ida"),
    ("wish-step", "wish", [row.key for row in WISH_STEPS], "ida"),
    ("offer-step", "draft_offer", OFFER_STEPS, "hanne"),
)
ELSEWHERE = ("https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)")


@dataclass(frozen=True)
class Form:
    """A form as a browser reads it: `fields` are (name, kind, value), the buttons among them."""

    role: str
    kind: str
    address: str
    method: str
    fields: tuple

    @property
    def key(self):
        match = resolve(urlsplit(self.address).path)
        return (match.url_name, match.kwargs.get("move", match.kwargs.get("step")), self.method, self.names)

    @property
    def names(self):
        return tuple(sorted({name for name, _kind, _value in self.fields}))

    @property
    def typed(self):
        return [name for name in self.names if name not in FILLED_IN_BY_US]

    def __str__(self):
        return f"{self.method} {self.address} as {self.role}"

    def filled(self, value, only=None):
        """The pairs to send with `value` everywhere (or in one field, and in the others what stands there)."""
        pairs = [(name, stands) for name, kind, stands in self.fields if kind != "submit" and stands is not None]
        pairs += [(name, stands) for name, kind, stands in self.fields if kind == "submit"][:1]
        hostile = [each for each in self.typed if only in (None, each)]
        kept = [(name, stands) for name, stands in pairs if name not in hostile]
        return kept + [(name, each) for name in hostile for each in (value if isinstance(value, list) else [value])]


def forms_of(stage, rows):
    """Each form of the site that takes anything, as the first who is shown it meets it."""
    found = {}
    for row in [*rows, *every_step()]:
        for role in WRITERS:
            if row.get.get(role) == "o":
                for form in forms_on(stage, role, row):
                    if form.typed:
                        found.setdefault(form.key, form)
    return list(found.values())


def every_step():
    """The pages of the two wizards, for whose they are."""
    for name, draft, steps, role in WIZARDS:
        yield from (Row(name, (draft, step), {role: "o"}, {}) for step in steps)


def forms_on(stage, role, row):
    response = stage.ask(role, row, "get")
    if not response.headers["Content-Type"].startswith("text/html"):
        return
    page = BeautifulSoup(response.content, "html.parser", parse_only=SoupStrainer("form"))
    for form in page.select("form"):
        for action in {form.get("action"), *(each.get("formaction") for each in form.select("[formaction]"))}:
            address = urljoin(row.address(stage.things), action or "")
            yield Form(role, row.kind, address, form.get("method", "get").lower(), tuple(fields_of(form)))


def fields_of(form):
    for each in form.select("input[name], select[name], textarea[name], button[name]"):
        kind = "submit" if each.name == "button" else each.get("type", each.name)
        yield each["name"], kind, value_of(each, kind)


def value_of(each, kind):
    if each.name == "select":
        chosen = each.select_one("option[selected]") or each.select_one("option")
        return chosen.get("value", "") if chosen else ""
    if kind in ("checkbox", "radio"):
        return each.get("value", "on") if each.has_attr("checked") else None
    return each.get_text() if each.name == "textarea" else each.get("value", "")


def encoded(pairs):
    return "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in pairs).encode()


# what is kept must fit every database: SQLite takes what PostgreSQL refuses


def too_big():
    return [
        f"{model.__name__}.{each.name}"
        for model in kept()
        for each in model._meta.concrete_fields
        if bursts(model, each)
    ]


def kept():
    return apps.get_app_config("ipraktik").get_models()


def bursts(model, column):
    values = model._base_manager.exclude(**{column.attname: None}).values_list(column.attname, flat=True)
    if isinstance(column, models.CharField):
        return any("\0" in each or len(each) > (column.max_length or len(each)) for each in values)
    if isinstance(column, models.TextField):
        return any("\0" in each for each in values)
    most = 32_767 if isinstance(column, models.SmallIntegerField | models.PositiveSmallIntegerField) else 2**63 - 1
    return isinstance(column, models.IntegerField) and any(abs(each) > most for each in values)
