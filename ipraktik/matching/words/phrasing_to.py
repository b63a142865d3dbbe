"""Reasons said to the intern or to the host themselves: “I skriver begge om …”. What has no sentence here is said as it is
to a coordinator, or not at all."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ipraktik.kit.names import folded
from ipraktik.matching.words import phrasing
from ipraktik.matching.words.phrasing import about, areas, percent, sectors

NEUTRAL = ("shared_work_area", "same_sector", "same_level", "weak_text")  # the same to everybody
TO_BOTH = {
    "words": about(gettext_lazy("You both write about %(words)s.")),
}
TO_INTERN = TO_BOTH | {
    "host_words": about(gettext_lazy("What they ask for touches what you do: %(words)s.")),
    "text": lambda facts: _("Your wish fits them better than it fits %(percent)s %% of the hosts.") % {
        "percent": percent(facts["above"])
    },
    "host_text": lambda facts: _("Your job fits whom they wish for."),
    "another_work_area": lambda facts: _("A new work area for you: %(areas)s.") % {"areas": areas(facts["areas"])},
    "another_sector": lambda facts: _("A new sector for you: %(sector)s.") % {"sector": sectors([facts["sector"]])},
    "own_work_area": lambda facts: _("It is your own work area: %(areas)s.") % {"areas": areas(facts["areas"])},
    "own_sector": lambda facts: _("It is your own sector: %(sector)s.") % {"sector": sectors([facts["sector"]])},
    "weak_host_text": lambda facts: _("They wish for somebody who does something else."),
}  # fmt: skip
TO_HOST = TO_BOTH | {
    "host_words": about(gettext_lazy("What you ask for touches what the intern does: %(words)s.")),
    "text": lambda facts: _("The wish fits you better than it fits %(percent)s %% of the hosts.") % {
        "percent": percent(facts["above"])
    },
    "host_text": lambda facts: _("The intern's job fits whom you wish for."),
}  # fmt: skip


def said_to_intern(key, facts):
    """The sentence, or nothing: what is said of others stays out."""
    return TO_INTERN[key](facts) if key in TO_INTERN else phrasing.said(key, facts) if key in NEUTRAL else ""


def said_to_host(key, facts, told):
    """The sentence, or nothing. Of the intern's words only those that stand in `told`, which the host sees anyway: where
    the intern works, what the title is and who the manager is are not the host's to know yet."""
    if key in ("words", "host_words"):
        seen = set(re.findall(r"\w+", folded(told)))
        place = 0 if key == "words" else 1
        kept = [pair for pair in facts["words"] if folded(pair[place]) in seen]
        return TO_HOST[key]({"words": kept}) if kept else ""
    return TO_HOST[key](facts) if key in TO_HOST else phrasing.said(key, facts) if key in NEUTRAL[:1] else ""
