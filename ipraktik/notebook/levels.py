"""How widely a note is shared, and with whom that is. Each writer's side has its own words for the same levels."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ipraktik.people.parties import HOST, INTERN, SENDER


class Level(models.TextChoices):
    ME = "me", _("Only me")
    HOME = "home", _("Us at home")
    BETWEEN = "between", _("The host and I")
    ALL = "all", _("All parties")


# Whose people read it, beside the writer.
READ_BY = {
    INTERN: {Level.ME: (), Level.HOME: (SENDER,), Level.BETWEEN: (HOST,), Level.ALL: (HOST, SENDER)},
    HOST: {Level.ME: (), Level.HOME: (HOST,), Level.BETWEEN: (INTERN,), Level.ALL: (INTERN, HOST, SENDER)},
}
WRITERS = tuple(READ_BY)
OF_A_HOST = {Level.HOME: _("Us at the host"), Level.BETWEEN: _("The intern and I")}


def label(party, level):
    """What the writer's side calls it."""
    return OF_A_HOST.get(level, Level(level).label) if party == HOST else Level(level).label


def choices(party):
    return [(level.value, label(party, level)) for level in Level]


def read_by(party):
    """[(writer's party, level)] of what the people of this party read."""
    return [
        (writer, level) for writer, levels in READ_BY.items() for level, readers in levels.items() if party in readers
    ]
