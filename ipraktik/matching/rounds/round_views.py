"""Rounds: the list, a new one, its days; publishing and closing it."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from ipraktik.kit.access import reach
from ipraktik.kit.lifecycle import NotYet
from ipraktik.matching.rounds.forms import RoundForm
from ipraktik.matching.rounds.rounds import Round
from ipraktik.matching.rounds.who_goes_where import WhoGoesWhere


@dataclass(frozen=True)
class Words:
    """What follows from a move, and what is said when it is made."""

    follows: object
    done: object


WORDS = {
    "publish": Words(
        _("Intern and host each get a letter with the suggestion, and answer for themselves."),
        _("The suggestions are on their way. You can follow the answers here."),
    ),
    "close": Words(_("Nothing more is matched in it. What is suggested stands."), _("The round is closed.")),
    "reopen": Words(_("You can solve and publish again."), _("The round is open again.")),
}


@require_safe
def rounds(request):
    found = Round.objects.visible_to(request.user).with_counts()
    return render(request, "matching/pages/rounds.html", {"rounds": found})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    form = RoundForm(request.POST or None, others=Round.objects.unclosed())
    if form.is_bound and form.is_valid():
        round_ = Round.objects.create(**form.cleaned_data)
        round_.record("begin", request.user)
        return redirect(round_)
    return render(request, "matching/pages/round_form.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    round_ = reach(request, Round.objects, "edit", pk=pk)
    stands = {name: getattr(round_, name) for name in RoundForm.base_fields}
    form = RoundForm(request.POST or None, others=round_.others, initial=stands)
    if form.is_bound and form.is_valid() and kept(request, round_, form):
        messages.success(request, _("Saved. Solve again, so that the proposal follows it."))
        return redirect(round_)
    return render(request, "matching/pages/round_form.html", {"form": form, "round": round_})


def kept(request, round_, form):
    try:
        round_.change(request.user, request.POST.get("seen", ""), **form.cleaned_data)
    except NotYet as stopped:
        form.add_error(None, stopped.sentences)
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def move(request, pk, move):
    """GET says what follows; POST does it."""
    round_ = reach(request, Round.objects, pk=pk)
    if move not in round_.MOVES:
        raise Http404
    row = round_.MOVES[move]
    if request.method == "POST":
        given = {"proposal": request.POST.get("proposal", "")} if move == "publish" else {}
        round_.perform(move, by=request.user, **given)
        messages.success(request, WORDS[move].done)
        return redirect(round_)
    if sentences := round_.obstacles(row, request.user):
        raise NotYet(sentences, round_)
    told = {"round": round_, "move": row, "words": WORDS[move]}
    if move == "publish":
        told |= {"set_aside": round_.decided("relax"), "where": WhoGoesWhere(round_, may_decide=False)}
    return render(request, "matching/pages/round_move.html", told)
