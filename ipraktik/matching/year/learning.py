"""`ipraktik match learn` on this installation: the answers it has, and what learnt weights would change on open wishes."""

from ipraktik.directory import lifecycle
from ipraktik.directory.models import Offer
from ipraktik.matching.engine.days import Calendar
from ipraktik.matching.engine.profiles import Field
from ipraktik.matching.engine.shelf import Shelf
from ipraktik.matching.weights.learnt import LearntWeights
from ipraktik.matching.weights.verdicts import Verdict
from ipraktik.matching.weights.weighing import policy
from ipraktik.matching.words.texts import save, texts
from ipraktik.matching.year import seeking, trying
from ipraktik.programme import programme


def rows():
    return Verdict.objects.rows()


def counting():
    """The Policy that counts now."""
    return policy()


def propose(learnt, changed):
    return LearntWeights.objects.propose(learnt, changed)


def changes(weights, read=None):
    """As `trying.changes`, on a shelf of our own; `read` instead of the texts of this installation."""
    wishes = seeking.wishes()
    if not wishes:
        return {"wishes": 0, "others": 0, "examples": []}
    calendar = Calendar(lifecycle.today(), programme().country)
    field = Field.made([seeking.intern(wish) for wish in wishes], seeking.hosts(), read or texts(), policy(), calendar)
    if read is None:
        save()
    return trying.changes(Shelf(field), weights)


def in_english(changed):
    """The sentences of what changes, for the command line."""
    numbers = {offer for each in changed["examples"] for offer in each[1:]}
    offers = Offer.objects.select_related("workplace__organisation").in_bulk(numbers - {None})
    yield f"Of {changed['wishes']} open wishes {changed['others']} would have another best host."
    for wish, now, then in changed["examples"]:
        if now in offers and then in offers:
            yield f"Wish {wish}: {offers[then].workplace.full_name} instead of {offers[now].workplace.full_name}."
