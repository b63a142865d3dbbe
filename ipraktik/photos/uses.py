"""What a photo may be used for, from the narrowest to the widest. A yes to one is a yes to those before it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

NO, OWN, HOME, PUBLIC = "", "own", "home", "public"
USES = (OWN, HOME, PUBLIC)
WANTED = {  # what who took it wants it for
    OWN: _("Only for my own notes"),
    HOME: _("To show at the workplace back home"),
    PUBLIC: _("To show to everybody, in a story"),
}
SAID = {  # what somebody in it has said
    NO: pgettext_lazy("photo", "no"),
    OWN: pgettext_lazy("photo", "yes, but only in own notes"),
    HOME: pgettext_lazy("photo", "yes, also at the workplace back home"),
    PUBLIC: pgettext_lazy("photo", "yes, also to everybody"),
}
SHOWN = {
    OWN: _("Only you see it"),
    HOME: _("May be shown at the workplace back home"),
    PUBLIC: _("May be shown to everybody"),
}


def from_here_on(use):
    """This use and the wider ones: those in which a yes to it lies."""
    return USES[USES.index(use) :]


def covers(said, use):
    return said in from_here_on(use)
