"""What every template can say: drawings, icons, days, clock and numbers, buttons of a life-cycle, what went wrong."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django import template
from django.urls import reverse
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import pgettext

from . import days as said

register = template.Library()
DRAWINGS = Path(__file__).resolve().parent.parent / "static"


@cache
def drawing(folder, name):
    return (DRAWINGS / folder / f"{name}.svg").read_text()


@register.simple_tag
def mark(name, size=""):
    """The drawn mark of a travel type; decoration, so the name must stand beside it."""
    known = (DRAWINGS / "marks" / f"{name}.svg").is_file()
    drawn = mark_safe(drawing("marks", name if known else "something_else"))  # a programme may name marks of its own
    return format_html('<span class="mark {}" aria-hidden="true">{}</span>', size, drawn)


@register.simple_tag
def scene(name):
    """A drawing for an empty state or the front page; decoration."""
    drawn = mark_safe(drawing("scenes", name))
    return format_html('<div class="scene scene-{}" aria-hidden="true">{}</div>', name, drawn)


@register.inclusion_tag("_icon.html")
def icon(name, label=""):
    """One of the design system's icons. With a label it speaks; without, it is decoration."""
    return {"name": name, "label": label}


@register.simple_tag
def days(first, last=None, week=True):
    """“12.-14. maj 2027 (uge 19)”."""
    if not first:
        return ""
    return f"{said.say_days(first, last)} ({said.say_week(first, last)})" if week else said.say_days(first, last)


@register.filter
def clock(value):
    return pgettext("clock", "%(time)s") % {"time": formats.time_format(value)} if value else ""


@register.filter
def number(value):
    return formats.number_format(value, use_l10n=True, force_grouping=True)


@dataclass(frozen=True)
class Button:
    """A move as a button: `obstacles` are the sentences that stop it now."""

    key: str
    label: str
    url: str
    obstacles: list
    tone: str
    asks_first: bool


@register.inclusion_tag("_moves.html", takes_context=True)
def move_buttons(context, subject, moves, url_name=""):
    """One form for each (move, obstacles) of `subject.moves_for(person)`."""
    kind = subject._meta.model_name
    return {
        "buttons": [as_button(f"{kind}-{subject.pk}", url_name or f"{kind}-move", subject, *row) for row in moves],
        "csrf_token": context.get("csrf_token"),
    }


def as_button(prefix, url_name, subject, move, obstacles):
    url = reverse(url_name, args=[subject.pk, move.name])
    return Button(f"{prefix}-{move.name}", move.label, url, obstacles, move.tone, move.asks_reason or move.asks_first)


@register.simple_tag(takes_context=True)
def problems(context, *forms):
    """What went wrong in these forms and formsets: [(address on the page, sentence)]; each form is told once a page."""
    told = context["request"].__dict__.setdefault("_problems_told", set()) if "request" in context else set()
    fresh = [form for form in flattened(forms) if form.errors and id(form) not in told]
    told.update(map(id, fresh))
    return [problem for form in fresh for problem in problems_of(form)]


@register.simple_tag
def wrong(*forms):
    """True where any of the forms was filled in wrongly."""
    return any(form.errors for form in flattened(forms))


def flattened(forms):
    """Single forms, from forms, formsets, lists of them, and names the page does not have."""
    for form in forms:
        if hasattr(form, "management_form") or isinstance(form, list | tuple):
            yield from flattened(form)
        elif hasattr(form, "errors"):
            yield form


def problems_of(form):
    yield from ((f"{form.prefix or 'form'}-problems", sentence) for sentence in form.non_field_errors())
    for name in form.fields:
        yield from ((first_control(form[name]), sentence) for sentence in form.errors.get(name, []))


def first_control(field):
    return field.id_for_label or f"{field.auto_id}_0"
