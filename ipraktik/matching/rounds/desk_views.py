"""The pages of a round: the desk, one intern's possibilities, two proposals beside each other, where hosts are missing."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from ipraktik.directory.models import Wish
from ipraktik.kit.access import reach
from ipraktik.matching.rounds.comparison import Comparison
from ipraktik.matching.rounds.desk import Desk
from ipraktik.matching.rounds.evidence import as_file
from ipraktik.matching.rounds.finding import Found
from ipraktik.matching.rounds.forms import CompareForm, FindForm
from ipraktik.matching.rounds.missing import Missing
from ipraktik.matching.rounds.possibilities import Possibilities
from ipraktik.matching.rounds.rounds import Round
from ipraktik.matching.rounds.who_goes_where import WhoGoesWhere, manager_of


@require_safe
@vary_on_headers("HX-Request")
def desk(request, pk):
    """With htmx only the next step, while it is being solved or sent; when that is done, the page comes anew."""
    round_ = reach(request, Round.objects, pk=pk)
    shown = Desk(round_, request.user, everything="all" in request.GET)
    template = "matching/pages/_round_next.html" if request.htmx else "matching/pages/round.html"
    response = render(request, template, {"round": round_, "desk": shown})
    if request.htmx and not shown.is_under_way:
        response["HX-Refresh"] = "true"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def find(request, pk):
    """An intern or a host by name. It is sent, since names do not belong in addresses; an only one is gone to at once."""
    round_ = reach(request, Round.objects, pk=pk)
    if round_.proposal is None:
        raise Http404
    form = FindForm(request.POST or None)
    found = Found(round_, form.cleaned_data["words"]) if form.is_valid() else None
    if found and found.count == 1:
        return redirect(found.hosts[0][1] if found.hosts else reverse("round-wish", args=[pk, found.wishes[0]]))
    return render(request, "matching/pages/round_find.html", {"round": round_, "form": form, "found": found})


@require_safe
def compare(request, pk):
    round_ = reach(request, Round.objects, pk=pk)
    form = CompareForm(round_.solved, request.GET)
    comparison = Comparison(*form.chosen) if form.is_valid() else None
    shown = {"round": round_, "form": form, "comparison": comparison, "may_take_up": round_.may(request.user, "solve")}
    return render(request, "matching/pages/compare.html", shown)


@require_safe
def missing(request, pk):
    round_ = reach(request, Round.objects, pk=pk)
    if round_.proposal is None:
        raise Http404
    return render(request, "matching/pages/missing.html", {"round": round_, "missing": Missing(round_)})


@require_safe
def evidence(request, pk, proposal):
    """What a proposal was made from, as a file: numbers of wishes and hosts, no names."""
    round_ = reach(request, Round.objects, pk=pk)
    kept = get_object_or_404(round_.proposals.filter(state="solved"), pk=proposal)
    named = f"round-{round_.pk}-proposal-{kept.pk}.json"
    return HttpResponse(
        as_file(kept), "application/json", headers={"Content-Disposition": f'attachment; filename="{named}"'}
    )


@require_safe
def wish(request, pk, wish):
    """One intern in the round: where, why, what else could be, and what stops the rest."""
    round_ = reach(request, Round.objects, pk=pk)
    subject = reach(request, Wish.objects, pk=wish)
    pairing = round_.line_of(subject)
    if pairing is None:
        raise Http404
    shown = {
        "round": round_, "page": Possibilities(round_, pairing, request.user), "manager": manager_of(subject),
        "companions": WhoGoesWhere(round_, may_decide=False).companions_of(pairing),
    }  # fmt: skip
    return render(request, "matching/pages/round_wish.html", shown)
