"""The three measures on the front page: from the programme's own evaluations, or what earlier years found."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ipraktik.people.parties import HOST, INTERN
from ipraktik.programme import programme
from ipraktik.reflections.models import Evaluation, Pulse

FEWEST = 10  # with fewer answers a share says little, and might say who
TEXTS = {  # for a programme without earlier years to compare with
    "benefit": gettext_lazy("had benefit from the visit"),
    "recommend": gettext_lazy("recommend it to others"),
    "contact": gettext_lazy("have been in contact since"),
}
BOTH = {"participant__party__in": (INTERN, HOST)}  # senders are asked too, and counted apart


@dataclass(frozen=True)
class Measure:
    share: str
    text: str
    source: str


def measures():
    counted = evaluated() | {"contact": in_contact()}
    return [measure for key in ("benefit", "recommend", "contact") if (measure := told(key, *counted[key]))]


def evaluated():
    """{measure: (how many say yes, of how many)}"""
    counts = Evaluation.objects.filter(**BOTH).aggregate(
        all=Count("pk"),
        benefit=Count("pk", filter=~Q(benefit=Evaluation.Benefit.NO)),
        recommend=Count("pk", filter=Q(recommend=True)),
    )
    return {key: (counts[key], counts["all"]) for key in ("benefit", "recommend")}


def in_contact():
    """Each participant counts once, however often they are asked."""
    people = Pulse.objects.filter(**BOTH).values("participant")
    asked = people.distinct().count()
    return people.filter(contact=True).distinct().count(), asked


def told(key, part, whole):
    baseline = programme().baselines.get(key)
    text = baseline.text if baseline else TEXTS[key]
    if whole >= FEWEST:
        return Measure(_("%(share)s %%") % {"share": round(100 * part / whole)}, text, _("n = %(n)s") % {"n": whole})
    return Measure(in_words(baseline), text, baseline.source) if baseline else None


def in_words(baseline):
    words = {"part": baseline.part, "whole": baseline.whole}
    return (_("More than %(part)s of %(whole)s") if baseline.or_more else _("%(part)s of %(whole)s")) % words
