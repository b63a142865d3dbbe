"""A programme without a letter that somebody will be sent is told of at start."""

from django.core.checks import Error, register

from ipraktik.notices import sign_in
from ipraktik.notices.table import needed_letters
from ipraktik.programme import ProgrammeError, programme
from ipraktik.programme.letters import missing_letters

MISSING = "letters/%(key)s.toml: the letter is missing. Write it: key, [subject] and [body], in every language."


def needed():
    return needed_letters() | sign_in.NEEDED


@register
def check_letters(app_configs=None, **kwargs):
    try:
        missing = missing_letters(programme(), needed())
    except ProgrammeError:  # said by the programme's own check
        return []
    return [Error(MISSING % {"key": key}, id="notices.E001") for key in missing]
