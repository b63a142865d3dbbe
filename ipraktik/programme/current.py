"""The programme this installation runs. Read once for each folder, so that a test may run another."""

from functools import lru_cache

from django.conf import settings

from .loader import load


def programme():
    return cached(str(settings.PROGRAMME_DIR), str(settings.PROGRAMME_OVERRIDES or ""))


@lru_cache(maxsize=8)
def cached(path, overrides):
    return load(path, overrides or None)


def text(key, **values):
    """Any text of the programme by its key, worded as this installation words it."""
    said = programme().texts[key]
    return said.fill(**values) if values else said
