"""Learnt weights as a coordinator reads them: beside those that count, how sure it is, and what would change."""

from functools import cached_property

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ipraktik.directory.models import Offer, Wish
from ipraktik.matching.engine.learning import Line
from ipraktik.matching.weights.forms import IN_WORDS
from ipraktik.programme import programme

INTERNS = gettext_lazy("Interns: %(answers)s answers, %(yes)s yes.")
HOSTS = gettext_lazy("Hosts: %(answers)s answers, %(yes)s yes.")
RIGHT = gettext_lazy(
    "Of 100 pairs of a yes and a no, the learnt weights put the yes first in %(then)s, those that count now in %(now)s."
)
SURELY = gettext_lazy("All in all they foretell the answers better, by more than chance.")
PERHAPS = gettext_lazy("It may be chance: the answers do not show that the learnt weights are better.")


class LearntPage:
    def __init__(self, learnt):
        self.learnt = learnt

    @cached_property
    def kinds(self):
        """[(travel type in words, [(the weight in words, Line), …]), …]."""
        found = {}
        for line in (Line(**each) for each in self.learnt.report["lines"]):
            found.setdefault(line.kind, []).append((IN_WORDS[line.term][0], line))
        known = programme().travel_types
        return [(known[kind].name if kind in known else kind, rows) for kind, rows in sorted(found.items())]

    @property
    def gains(self):
        return [gain_in_words(each) for each in self.learnt.report["gains"]]

    @property
    def too_few(self):
        """Sentences about the sides from which there is too little to learn."""
        heard = {each["side"] for each in self.learnt.report["gains"]}
        said = {"intern": _("Interns have answered too seldom to learn from."),
                "host": _("Hosts have answered too seldom to learn from.")}  # fmt: skip
        return [said[side] for side in said if side not in heard]

    @property
    def change(self):
        changes = self.learnt.changes
        return _("Of %(wishes)s open wishes %(count)s would have another best host.") % {
            "wishes": changes["wishes"], "count": changes["others"]
        }  # fmt: skip

    @cached_property
    def examples(self):
        """[(wish, a sentence), …] of wishes that are still open and hosts that are still there."""
        told = self.learnt.changes["examples"]
        wishes = Wish.objects.open().select_related("intern").in_bulk([each[0] for each in told])
        numbers = {offer for each in told for offer in each[1:]}
        offers = Offer.objects.select_related("workplace__organisation").in_bulk(numbers - {None})
        return [
            (wishes[wish], instead(offers[now], offers[then]))
            for wish, now, then in told
            if wish in wishes and now in offers and then in offers
        ]


def instead(now, then):
    return _("%(then)s comes first instead of %(now)s.") % {
        "then": then.workplace.full_name, "now": now.workplace.full_name
    }  # fmt: skip


def gain_in_words(gain):
    """How well answers that were held back are told, and whether that is more than chance."""
    counts = {"answers": gain["answers"], "yes": gain["yes"]}
    right = {"now": hundredths(gain["auc_now"]), "then": hundredths(gain["auc_fitted"])}
    surely = gain["loss_now"] - gain["loss_fitted"] > 2 * gain["error"]
    said = (INTERNS if gain["side"] == "intern" else HOSTS) % counts, RIGHT % right, SURELY if surely else PERHAPS
    return " ".join(map(str, said))


def hundredths(share):
    return number_format(round(100 * share))
