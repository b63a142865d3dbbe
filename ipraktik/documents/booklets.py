"""The guide as a booklet: what one party is told before, during and after, to print. With a placement it bears one's ticks."""

from functools import lru_cache

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ipraktik.documents.typeset import typeset
from ipraktik.guide.models import OwnItem, Tick
from ipraktik.kit.access import reach
from ipraktik.kit.downloads import as_file
from ipraktik.people.parties import INTERN, PARTIES, Phase
from ipraktik.placements.models import Placement
from ipraktik.programme import programme

CHAPTERS = {
    Phase.BEFORE: gettext_lazy("Before the visit"),
    Phase.DURING: gettext_lazy("During the visit"),
    Phase.AFTER: gettext_lazy("After the visit"),
}
LAYOUT = "booklet.typ"


@login_not_required
@require_safe
def guide_booklet(request, party):
    if party not in PARTIES:
        raise Http404
    language = get_language()
    made = general(party, language, str(timezone.localdate()))
    return as_file(made, "application/pdf", f"ipraktik-{party}-{language}.pdf", shown=True)


@require_safe
def placement_booklet(request, pk):
    placement = reach(request, Placement.objects.for_page(), "tick", pk=pk)
    me = placement.participant(request.user)
    name = f"ipraktik-{placement.pk}-{me.party}-{get_language()}.pdf"
    return as_file(typeset(own_sheet(placement, me), timezone.now(), LAYOUT), "application/pdf", name, shown=True)


@lru_cache(maxsize=32)
def general(party, language, day):
    """The booklet anybody may have; made once a day, since anybody may ask for it as often as they like."""
    with override(language):
        return typeset(sheet(party), timezone.now(), LAYOUT)


def own_sheet(placement, me):
    ticked = frozenset(Tick.objects.filter(participant=me).values_list("key", flat=True))
    own = list(OwnItem.objects.filter(participant=me))
    about = f"{placement.wish.intern} · {placement.offer.workplace.full_name}"
    return sheet(me.party, about, ticked, own)


def sheet(party, about="", ticked=frozenset(), own=()):
    """The words for booklet.typ, in the language that is active."""
    run, title = programme(), str(programme().party(party).title)
    return {
        "language": get_language(),
        "author": str(run.name),
        "title": _("Guide: %(party)s") % {"party": title.lower()},
        "party": title,
        "about": about or str(run.why.title),
        "advice": _("Good advice"),
        "questions": _("Good questions"),
        "own": _("Your own list"),
        "chapters": [chapter(party, phase, ticked, own) for phase in CHAPTERS],
        "homecoming": homecoming(run) if party == INTERN else [],
        "homecoming_title": _("The talk when you come home"),
        "learning": [[str(kind.name), str(kind.text)] for kind in run.four_kinds_of_learning],
        "learning_title": _("Four things a visit may lead to"),
        "small_print": [[str(each.title), str(each.text)] for each in run.small_print if party in each.carried_by],
        "small_print_title": _("The small print"),
        "page": _("Page {page} of {all}"),
    }


def homecoming(run):
    return [[str(step.name), str(step.text)] for step in run.homecoming_steps]


def chapter(party, phase, ticked, own):
    entries = programme().guide_for(party, phase)
    said = [[entry.kind, str(entry.text), str(entry.why or ""), entry.key in ticked] for entry in entries]
    return {
        "name": str(CHAPTERS[phase]),
        "advice": [[text, why, tick] for kind, text, why, tick in said if kind == "advice"],
        "questions": [text for kind, text, _why, _tick in said if kind == "question"],
        "own": [[item.text, "", item.done_at is not None] for item in own if item.phase == phase],
    }
