"""The talk about expectations on the page: propose a time, say yes, write what it came to, agree on that."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ipraktik.kit.access import reach
from ipraktik.kit.lifecycle import NotYet
from ipraktik.placements.frame import page
from ipraktik.placements.models import Placement
from ipraktik.preparing import talk as talks
from ipraktik.preparing.talk import ExpectationsTalk, TalkYes, talk_of
from ipraktik.preparing.talk_forms import ConclusionForm, TalkForm, is_link

HERE = "placement-expectations"


@dataclass(frozen=True)
class Talk:
    """The talk as this reader meets it."""

    kept: ExpectationsTalk
    may_propose: bool
    may_accept: bool
    may_write: bool
    may_agree: bool

    @property
    def link(self):
        return self.kept.reached_by if is_link(self.kept.reached_by) else ""

    @property
    def number(self):
        return "".join(sign for sign in self.kept.reached_by if sign.isdigit() or sign == "+")

    @property
    def coming(self):
        return [each.participant for each in self.kept.said_yes(TalkYes.TIME)]

    @property
    def agreeing(self):
        return [each.participant for each in self.kept.said_yes(TalkYes.CONCLUSION)]


def talk_for(placement, request):
    kept, me = talk_of(placement), placement.participant(request.user)
    may_talk, may_write = placement.may(request.user, "first-talk"), placement.may(request.user, "first-conclusion")
    is_open = not kept.is_concluded
    return Talk(
        kept=kept,
        may_propose=may_talk and not kept.obstacles_to_propose(me),
        may_accept=may_talk and not kept.obstacles_to_accept() and not kept.has_yes_of(me, TalkYes.TIME),
        may_write=may_write and is_open,
        may_agree=may_write and is_open and bool(kept.conclusion) and not kept.has_yes_of(me, TalkYes.CONCLUSION),
    )


def placement_talk(request, pk):
    """A form for the time; a time that is there already is proposed anew by another."""
    placement = reach(request, Placement.objects.for_page(), "first-talk", pk=pk)
    form = TalkForm(request.POST if request.method == "POST" else None, placement=placement)
    if form.is_bound and proposed(request, placement, form):
        return redirect(HERE, pk)
    if not form.is_bound and (
        sentences := talk_of(placement).obstacles_to_propose(placement.participant(request.user))
    ):
        raise NotYet(sentences, placement)
    shown = page(placement, request.user, HERE, form=form, talk=talk_for(placement, request))
    return render(request, "preparing/pages/talk.html", shown)


def proposed(request, placement, form):
    """Whether it is; else the form says why not, beside what was typed."""
    if not form.is_valid():
        return False
    try:
        talks.propose(placement, request.user, **form.proposal)
    except NotYet as refusal:
        form.add_error(None, refusal.sentences)
        return False
    messages.success(request, _("The others get a letter with a file for the calendar."))
    return True


@require_POST
def placement_talk_accept(request, pk, proposal):
    placement = reach(request, Placement.objects.for_page(), "first-talk", pk=pk)
    talks.accept(placement, request.user, proposal)
    messages.success(request, _("You have said yes to the talk."))
    return redirect(HERE, pk)


def placement_conclusion(request, pk):
    placement = reach(request, Placement.objects.for_page(), "first-conclusion", pk=pk)
    kept = talk_of(placement)
    stands = {"conclusion": kept.conclusion, "seen": kept.times_written}
    form = ConclusionForm(request.POST or None, initial=stands)
    beside = None
    if request.method == "POST" and form.is_valid():
        beside = conclude(request, placement, form)
        if beside is None:
            return redirect(HERE, pk)
    shown = page(placement, request.user, HERE, form=form, beside=beside)
    return render(request, "preparing/pages/conclusion.html", shown)


def conclude(request, placement, form):
    """None when it is kept; else the talk as it stands now, and the form ready to be sent again in full knowledge."""
    try:
        talks.conclude(placement, request.user, form.cleaned_data["conclusion"], form.cleaned_data["seen"] or 0)
    except NotYet as refusal:
        now = talk_of(placement)
        form.add_error(None, refusal.sentences)
        form.data = form.data.copy()
        form.data["seen"] = now.times_written
        return now
    messages.success(request, _("Kept. The others can read it."))
    return None


@require_POST
def placement_conclusion_agree(request, pk, text):
    placement = reach(request, Placement.objects.for_page(), "first-conclusion", pk=pk)
    talks.agree(placement, request.user, text)
    messages.success(request, _("You agree. It stands like that."))
    return redirect(HERE, pk)
