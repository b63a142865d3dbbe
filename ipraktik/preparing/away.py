"""The out-of-office text, in each language: the days, and who answers for what. Nothing about where or why."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from ipraktik.kit.days import say_days
from ipraktik.programme import programme


def out_of_office(placement):
    """{language: text}; empty while the days are not set."""
    if not placement.visit.has_days:
        return {}
    return {code: in_language(placement, code) for code in programme().languages}


def in_language(placement, language):
    with override(language):
        return "\n\n".join(filter(None, (away(placement), who_answers(placement), back(placement))))


def away(placement):
    visit = placement.visit
    days = say_days(visit.first_day, visit.last_day)
    return _("Hello. I am away on %(days)s, and I do not read mail or take calls.") % {"days": days}


def who_answers(placement):
    rows = [f"- {task.what}: {task.who}" for task in named_tasks(placement)]
    return "\n".join([_("These colleagues can help you:"), *rows]) if rows else ""


def named_tasks(placement):
    return [task for task in placement.cover_tasks.all() if task.who]


def back(placement):
    return _("I answer everything else when I am back.")
