"""Learnt weights as a coordinator reads them: beside those that count, how sure it is, and what would change."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ipraktik.directory.models import Offer, Wish
from ipraktik.matching.engine.answers import SIDES
from ipraktik.matching.engine.learning import Line
from ipraktik.matching.weights.forms import IN_WORDS
from ipraktik.matching.weights.tried import instead
from ipraktik.programme import programme

INTERNS = gettext_lazy("Interns: %(answers)s answers, %(yes)s yes.")
HOSTS = gettext_lazy("Hosts: %(answers)s answers, %(yes)s yes.")
RIGHT = gettext_lazy(
    "Of 100 pairs of a yes and a no, the learnt weights put the yes first in %(then)s, those that count now in %(now)s."
)
ALIKE = gettext_lazy("Of 100 pairs of a yes and a no, both put the yes first in %(now)s.")
SURELY = gettext_lazy("All in all they foretell the answers better, by more than chance.")
SURELY_BUT_NOT_IN_ORDER = gettext_lazy(
    "What they tell better is not which comes first but how likely a yes is: there they come nearer to the answers, by more "
    "than chance."
)
PERHAPS = gettext_lazy("It may be chance: the answers do not show that the learnt weights are better.")
HEARD = {
    "intern": gettext_lazy("Answers by interns: %(answers)s."),
    "host": gettext_lazy("Answers by hosts: %(answers)s."),
}
MOST_PLACES = 4


@dataclass(frozen=True)
class Row:
    """One weight in words and its numbers, as they are written."""

    name: str
    now: str
    learnt: str
    low: str
    high: str
    differs: bool


class LearntPage:
    def __init__(self, learnt):
        self.learnt = learnt

    @cached_property
    def kinds(self):
        """[(travel type in words, how many answers there are, [Row, …]), …] in the programme's order."""
        found = {}
        for line in (Line(**each) for each in self.learnt.report["lines"]):
            found.setdefault(line.kind, []).append(line)
        known = programme().travel_types
        order = [*(kind for kind in known if kind in found), *(kind for kind in found if kind not in known)]
        return [
            (known[kind].name if kind in known else kind, heard(found[kind]), list(map(row, found[kind])))
            for kind in order
        ]

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
        if not changes["wishes"]:
            return _("There was no open wish to try them on.")
        return _("Tried on %(wishes)s open wishes, the newest: %(count)s would have another best host.") % {
            "wishes": changes["wishes"], "count": changes["others"]
        }  # fmt: skip

    @property
    def left_out(self):
        """A sentence where not all that would change are told of."""
        shown, others = len(self.examples), self.learnt.changes["others"]
        if not shown or shown == others:
            return ""
        return _("Here are %(shown)s of the %(others)s. The others are older, or gone since.") % {
            "shown": shown, "others": others
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


def heard(lines):
    """How many answers of each side a travel type's lines rest on."""
    answers = {side: line.answers for side, terms in SIDES.items() for line in lines if line.term in terms}
    return " ".join(str(HEARD[side]) % {"answers": number_format(count)} for side, count in answers.items())


def row(line):
    many = places(line)
    numbers = (written(each, many) for each in (line.now, line.fitted, line.low, line.high))
    return Row(IN_WORDS[line.term][0], *numbers, line.differs)


def written(number, many):
    return number_format(round(number, many) + 0.0, many).replace("-", "−")


def places(line):
    """So many decimals that the interval has two ends, and holds what counts now if it does."""
    for many in range(2, MOST_PLACES):
        now, low, high = (round(each, many) for each in (line.now, line.low, line.high))
        if low < high and (low <= now <= high) is not line.differs:
            return many
    return MOST_PLACES


def gain_in_words(gain):
    """How well answers that were held back are told, and whether that is more than chance."""
    counts = {"answers": gain["answers"], "yes": gain["yes"]}
    now, then = (round(100 * gain[name]) for name in ("auc_now", "auc_fitted"))
    order = (ALIKE if now == then else RIGHT) % {"now": number_format(now), "then": number_format(then)}
    said = (INTERNS if gain["side"] == "intern" else HOSTS) % counts, order, verdict(gain, then > now)
    return " ".join(map(str, said))


def verdict(gain, orders_better):
    if gain["loss_now"] - gain["loss_fitted"] <= 2 * gain["error"]:
        return PERHAPS
    return SURELY if orders_better else SURELY_BUT_NOT_IN_ORDER
