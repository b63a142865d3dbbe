"""What lies between the expectations of several: what more than one writes about, and what nobody has answered yet.

The rule is plain, and the page says it: two texts speak of the same thing when they share a word of at least four
letters, or its stem, that is not among the programme's common ones. It helps a talk to begin; it judges nobody.
"""

from dataclasses import dataclass, field

from django.db.models import Q

from ipraktik.directory.text import stems, words
from ipraktik.people.parties import HOST, PARTIES
from ipraktik.preparing.expectations_form import answers_of, asked_of
from ipraktik.programme import programme

LETTERS = 4
GOAL, SEE, OFFERED, PLANNED = "goal", "see", "offered", "planned"
ASKS = {GOAL, SEE}  # what another may answer


@dataclass(frozen=True)
class Said:
    """One text by one of the parties; or what the host's offer or the itinerary says."""

    party: str
    who: str
    label: str  # a goal's mark, or the question
    text: str
    about: str = ""
    goal: int | None = None
    serves: tuple = ()  # the goals that a row of the itinerary points to

    @property
    def is_goal(self):
        return self.about == GOAL


@dataclass(frozen=True)
class Echo:
    """A text that takes up another, and the words that both have."""

    said: Said
    words: list


@dataclass
class Side:
    """What one participant has written; the words only once they are shared."""

    name: str
    party: str
    party_title: str
    has_shared: bool
    said: list = field(default_factory=list)
    silent: list = field(default_factory=list)  # the questions without an answer


@dataclass(frozen=True)
class Together:
    agreed: list  # (what one asks, [Echo, …])
    open_goals: list  # Said


def sides(placement):
    """Everyone who may write, in the order of the parties; the words only of those who have shared."""
    written = placement.participants.select_related("person").prefetch_related("answers", "goals")
    shown = [each for each in written if each.signs or each.expectations_shared_at]
    return [side(each) for each in sorted(shown, key=lambda each: (PARTIES.index(each.party), each.pk))]


def side(each):
    made = Side(
        str(each.person), each.party, str(programme().party(each.party).title), bool(each.expectations_shared_at)
    )
    if made.has_shared:
        answers = answers_of(each)
        made.said = [Said(each.party, made.name, goal.mark, goal.text, GOAL, goal.pk) for goal in each.goals.all()]
        for entry in asked_of(each.party):
            if entry.key in answers:
                about = getattr(entry, "about", "")
                made.said.append(Said(each.party, made.name, str(entry.text), answers[entry.key], about))
            else:
                made.silent.append(str(entry.text))
    return made


def together(placement, shown):
    """Nothing before two parties have shared."""
    shared = [each for each in shown if each.has_shared]
    if len({each.party for each in shared}) < 2:
        return None
    everything = [said for each in shared for said in each.said]
    beside = [*everything, *offered(placement), *planned(placement)]
    told = {text: telling(text) for text in {said.text for said in beside}}
    asked = [(said, echoes(said, beside, told)) for said in everything if said.about in ASKS]
    return Together(
        agreed=each_pair_once(asked), open_goals=[said for said, heard in asked if said.is_goal and not heard]
    )


def each_pair_once(asked):
    """Where both ask the same, it stands under the first of them."""
    told, agreed = set(), []
    for said, heard in asked:
        fresh = [echo for echo in heard if (echo.said, said) not in told]
        told |= {(said, echo.said) for echo in fresh}
        if fresh:
            agreed.append((said, fresh))
    return agreed


def offered(placement):
    offer = placement.offer
    return [Said(HOST, "", "", text, OFFERED) for text in (offer.see,) if text]


def planned(placement):
    """Rows are everybody's work, so they may answer anyone."""
    rows = placement.visit.items.filter(Q(placement=None) | Q(placement=placement)).prefetch_related("goals")
    return [
        Said("", "", row.what, row.what, PLANNED, serves=tuple(goal.pk for goal in row.goals.all())) for row in rows
    ]


def echoes(said, beside, told):
    mine = told[said.text]
    heard = [Echo(other, common(mine, told[other.text])) for other in beside if other.party != said.party]
    return [echo for echo in heard if echo.words or said.goal in echo.said.serves]


def telling(text):
    """{word: its stems}, of the words that say what a text is about."""
    known = programme().expectations.common
    found = dict.fromkeys(word for word in words(text) if len(word) >= LETTERS and not word.isdigit())
    return {word: stems(word) for word in found if word not in known}


def common(mine, theirs):
    """My words that they use too, in whatever form."""
    used, told, found = set().union(*theirs.values()), set(), []
    for word, forms in mine.items():
        if forms & used and not forms & told:
            found.append(word)
            told |= forms
    return found
