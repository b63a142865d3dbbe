"""What has happened to a wish and to its consents, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ipraktik.history.models import Event

SENTENCES = {
    ("wish", "submit"): _("%(who)s sent the wish."),
    ("wish", "withdraw"): _("%(who)s withdrew the wish."),
    ("wish", "resume"): _("%(who)s took the wish up again."),
    ("wish", "place"): _("A host and the intern said yes to each other."),
    ("wish", "release"): _("The wish is open again."),
    ("wish", "finish"): _("The visit took place."),
    ("wish", "lapse"): _("The days of the wish are over."),
    ("wish", "invite-companion"): _("%(who)s asked a colleague along."),
    ("wish", "companion-fell-out"): _("A travel companion does not come along."),
    ("wish", "companion-let-go"): _("%(who)s travels without this colleague."),
    ("wish", "ask-office-to-contact"): _("%(who)s asked the office to write to the host."),
    ("consent", "ask"): _("We asked the nearest manager."),
    ("consent", "remind-consent"): _("%(who)s reminded the manager."),
    ("consent", "approve"): _("%(who)s said yes."),
    ("consent", "postpone"): _("%(who)s said: not now."),
    ("consent", "refuse"): _("%(who)s said no."),
    ("consent", "pass-on"): _("%(who)s passed it on to the right manager."),
    ("consent", "supersede"): _("The wish was changed, and the earlier answer no longer counts."),
}


@dataclass(frozen=True)
class Entry:
    at: datetime
    sentence: str
    party: str


def history_of(wish):
    """Newest first."""
    events = Event.objects.filter(Q(wish=wish) | Q(consent__wish=wish)).select_related("by").order_by("-at", "-pk")
    told = [each for each in events if (each.kind, each.name) in SENTENCES]
    return [Entry(each.at, SENTENCES[each.kind, each.name] % {"who": who(each)}, each.party) for each in told]


def who(event):
    return str(event.by) if event.by else _("Someone")
