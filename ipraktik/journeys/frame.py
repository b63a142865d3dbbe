"""What stands around every page: the programme's name, the ways to go for this reader, the demo's bar."""

from django.conf import settings
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from ipraktik.kit.kept import mark_of
from ipraktik.people.limited import LIMIT
from ipraktik.programme import programme

ANYONE = [
    ("offers", _("Find a place")),
    ("quiz", _("How do you travel?")),
    ("guide", _("Guide")),
]
SIGNED_IN = [
    ("home", _("My page")),
    ("offers", _("Find a place")),
    ("guide", _("Guide")),
]
COORDINATOR = [
    ("today", _("Today")),
    ("wishes", _("Wishes")),
    ("office-offers", _("Offers")),
    ("rounds", _("Rounds")),
    ("placements", _("Placements")),
    ("letters", _("Letters")),
    ("guide", _("Guide")),
]


def frame(request):
    limited = hasattr(request, "session") and LIMIT in request.session  # came by a personal link
    person = None if limited else getattr(request, "user", None)
    return {
        "programme": programme(),
        "reader_mark": reader_mark(request),
        "limited": limited,
        "nav": list(ways(request, ways_for(person))),
        "languages": languages(),
        "demo_bar": demo_bar(),
    }


def reader_mark(request):
    """Whose session it is, also where that is not to count: what a device keeps is its writer's alone."""
    user = getattr(request, "user", None)
    return mark_of(getattr(user, "person", user)) if user else ""


def ways_for(person):
    if person is None or not person.is_authenticated:
        return ANYONE
    return COORDINATOR if person.is_coordinator else SIGNED_IN


def ways(request, names):
    """(label, address, whether one is there) for each page that this installation has."""
    for name, label in names:
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        here = request.path == address or (name != "today" and request.path.startswith(address))
        yield {"label": label, "url": address, "here": here}


def languages():
    """The programme's languages, each in its own words; none to choose where there is but one."""
    codes = programme().languages
    own = (get_language() or "").split("-")[0]
    return [language(code, own) for code in codes] if len(codes) > 1 else []


def language(code, own):
    return {"code": code, "name": get_language_info(code)["name_local"].capitalize(), "here": code == own}


def demo_bar():
    """The bar that signs one in as anybody: only in a demo, and only where the demo room is installed."""
    if not settings.DEMO:
        return None
    try:
        return get_template("demo/pages/_bar.html")
    except TemplateDoesNotExist:
        return None
