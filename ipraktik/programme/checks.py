"""A programme with mistakes is told at start, not to the first person who meets one."""

from django.core.checks import Error

from .current import programme
from .problems import ProgrammeError


def check_programme(app_configs=None, **kwargs):
    try:
        programme()
    except ProgrammeError as wrong:
        return [Error(problem, id="programme.E001") for problem in wrong.problems]
    return []
