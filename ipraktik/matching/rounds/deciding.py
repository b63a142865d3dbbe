"""What coordinators decide on the desk: lock, forbid, one more seat, a limit set aside; solve, stop, undo."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ipraktik.kit.access import reach
from ipraktik.kit.lifecycle import NotYet
from ipraktik.matching.rounds.forms import DecisionForm, SolveForm
from ipraktik.matching.rounds.rounds import Round


def back(request, round_):
    """To the page of this round where it was decided."""
    url = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure())
    return redirect(url if ours and url.startswith(round_.get_absolute_url()) else round_)


@require_POST
def decide(request, pk):
    round_ = reach(request, Round.objects, "decide", pk=pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        raise NotYet([sentence for each in form.errors.values() for sentence in each], round_)
    round_.decide(request.user, request.POST.get("seen", ""), **form.decision)
    messages.success(request, _("Kept. Solve again to see what it does."))
    return back(request, round_)


@require_POST
def undo(request, pk):
    round_ = reach(request, Round.objects, "decide", pk=pk)
    round_.undo(request.user, request.POST.get("seen", ""), request.POST.get("decision", ""))
    messages.success(request, _("Undone. Solve again to see what it does."))
    return back(request, round_)


@require_POST
def solve(request, pk):
    round_ = reach(request, Round.objects, "solve", pk=pk)
    form = SolveForm(request.POST)
    if not form.is_valid():
        raise NotYet([_("Choose an aim.")], round_)
    round_.ask_to_solve(request.user, form.cleaned_data["aim"])
    return redirect(round_)


@require_POST
def take(request, pk, proposal):
    """Another proposal is looked at: an earlier one, or one that came by itself."""
    round_ = reach(request, Round.objects, "solve", pk=pk)
    round_.take_up(request.user, proposal)
    messages.success(request, _("You look at that proposal now."))
    return redirect(round_)


@require_POST
def stop(request, pk):
    round_ = reach(request, Round.objects, pk=pk)
    stopped, stopping = round_.stop_solving()
    done = _("Stopped.") if stopped else _("It was done already.")
    messages.success(request, _("It is being stopped.") if stopping else done)
    return redirect(round_)
