"""Learnt weights, decided by a coordinator: accepted with a reason, or dismissed with one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ipraktik.matching.weights.forms import AcceptForm
from ipraktik.matching.weights.learnt import LearntWeights
from ipraktik.matching.weights.learnt_page import LearntPage
from ipraktik.matching.weights.weighing import Overtaken

MEANWHILE = gettext_lazy("It has been decided meanwhile, or other weights count now. Look at what counts now.")


@require_http_methods(["GET", "HEAD", "POST"])
def learnt(request, pk):
    found = get_object_or_404(LearntWeights.objects.select_related("decided_by"), pk=pk)
    form = AcceptForm(request.POST or None)
    if form.is_bound and form.is_valid() and decide(request, form, found):
        return redirect("weights")
    shown = {"learnt": found, "page": LearntPage(found), "form": form}
    return render(request, "matching/pages/weights_learnt.html", shown)


def decide(request, form, found):
    reason, accepts = form.cleaned_data["reason"], request.POST.get("do") == "accept"
    try:
        (found.accept if accepts else found.dismiss)(request.user, reason)
    except Overtaken:
        form.add_error(None, MEANWHILE)
        return False
    accepted = _("The weights count from now on. The lists follow within some minutes.")
    messages.success(request, accepted if accepts else _("Dismissed. The weights are as they were."))
    return True
