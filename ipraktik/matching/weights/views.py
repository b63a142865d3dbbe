"""The weights page: what each is, what others would do on real wishes, and letting them count."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ipraktik.matching.weights.forms import AcceptForm, TryForm
from ipraktik.matching.weights.page import WeightsPage
from ipraktik.matching.weights.tried import tried
from ipraktik.matching.weights.weighing import Overtaken, Trial, Weighing
from ipraktik.programme import programme

OVERTAKEN = gettext_lazy("Another coordinator has changed the weights meanwhile. Look at what counts now, then decide.")


@require_http_methods(["GET", "HEAD", "POST"])
def weights(request, kind=""):
    """The weights of one travel type, and a form to try others. Nothing is saved by trying but the trial."""
    page = WeightsPage(travel_type(kind))
    form = TryForm(request.POST or None, weights=page.weights, wishes=page.wishes)
    if form.is_bound and form.is_valid():
        return redirect("weights-trial", form.save(page.travel_type, request.user).pk)
    return render(request, "matching/pages/weights.html", {"page": page, "form": form})


def travel_type(kind):
    kinds = programme().travel_types
    if kind and kind not in kinds:
        raise Http404
    return kind or next(iter(kinds))


@require_http_methods(["GET", "HEAD", "POST"])
def trial(request, pk):
    """What the weights would do; sent with a reason, they count from now on."""
    found = get_object_or_404(Trial, pk=pk)
    page, form = WeightsPage(travel_type(found.travel_type)), AcceptForm(request.POST or None)
    if form.is_bound and form.is_valid() and accept(request, form, found, page):
        messages.success(request, _("The weights count from now on. The lists follow within some minutes."))
        return redirect("weights", found.travel_type)
    shown = {"trial": found, "page": page, "form": form, "seen": request.POST.get("seen", page.seen)}
    shown |= {"kind": programme().travel_types[found.travel_type], "changed": page.changed(found.weights)}
    shown["tried"] = tried(found) if found.lists is not None else None
    return render(request, "matching/pages/weights_trial.html", shown)


def accept(request, form, found, page):
    before = page.current.weights if page.current else {}
    over = {**before, found.travel_type: found.weights}
    try:
        Weighing.objects.accept(over, by=request.user, reason=form.cleaned_data["reason"], seen=seen(request))
    except Overtaken:
        form.add_error(None, OVERTAKEN)
        return False
    return True


def seen(request):
    """The number of the version that the page was made from; -1 for what is no number."""
    number = request.POST.get("seen", "")
    return int(number) if number.isdecimal() and len(number) < 9 else -1


@require_POST
def again(request, number):
    """An earlier version counts again, as a new one; 0 are the programme's own weights."""
    weights = get_object_or_404(Weighing, number=number).weights if number else {}
    try:
        reason = _("As version %(number)s") % {"number": number} if number else _("As the programme says")
        Weighing.objects.accept(weights, by=request.user, reason=reason, seen=seen(request), again=number)
        messages.success(request, _("The weights count from now on. The lists follow within some minutes."))
    except Overtaken:
        messages.warning(request, OVERTAKEN)
    return redirect(reverse("weights"))
