"""The office's log of letters: who was written to about what, what waits, and what could not be delivered."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ipraktik.kit import fields, forms
from ipraktik.kit.access import reach
from ipraktik.notices.models import Letter
from ipraktik.notices.post import blocks
from ipraktik.placements.models import Placement

ON_A_PAGE = 50
STATES = {
    "": gettext_lazy("All"),
    "waiting": gettext_lazy("Waiting to be sent"),
    "sent": gettext_lazy("Sent"),
    "given-up": gettext_lazy("Could not be delivered"),
}
IN_STATE = {
    "waiting": Q(sent_at=None, given_up_at=None),
    "sent": Q(sent_at__isnull=False),
    "given-up": Q(given_up_at__isnull=False),
}
TONES = {"waiting": "info", "sent": "success", "given-up": "error"}


class LetterFilters(forms.Form):
    says_optional = False

    who = fields.TextField(
        label=gettext_lazy("To whom"),
        help_text=gettext_lazy("A name or an e-mail address."),
        required=False,
        max_length=254,
    )
    state = fields.Select(label=gettext_lazy("State"), choices=list(STATES.items()), required=False)
    placement = fields.WholeNumber(
        label=gettext_lazy("The number of the placement"), at_least=1, at_most=10**12, required=False
    )

    def narrow(self, letters):
        """Those asked for; what was not understood narrows nothing."""
        asked = self.cleaned_data
        letters = letters.filter(IN_STATE.get(asked.get("state"), Q()))
        if who := asked.get("who"):
            letters = letters.filter(
                Q(reader__name__icontains=who) | Q(reader__email__icontains=who) | Q(address__icontains=who)
            )
        if number := asked.get("placement"):
            letters = letters.about(get_object_or_404(Placement, pk=number))
        return letters


def only_coordinators(request):
    if not request.user.is_coordinator:
        raise Http404


def letters(request):
    only_coordinators(request)
    form = LetterFilters(request.GET or None)
    found = Letter.objects.visible_to(request.user).select_related("reader", "event")
    if form.is_bound and form.is_valid():
        found = form.narrow(found)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    shown = {"form": form, "page": page, "rows": [described(each) for each in page], "query": asked.urlencode()}
    return render(request, "notices/pages/log.html", shown)


def described(letter):
    """What the list and the page say of a letter besides its words."""
    return {"letter": letter, "state": STATES[letter.state], "tone": TONES[letter.state], "about": about(letter)}


def about(letter):
    """The page of what the letter is about."""
    event = letter.event
    return reverse(event.kind, args=[getattr(event, f"{event.kind}_id")]) if event else ""


def letter(request, pk):
    found = reach(request, Letter.objects.select_related("reader", "event"), pk=pk)
    shown = described(found) | {"blocks": [] if found.urgent else blocks(found.body)}
    return render(request, "notices/pages/log_letter.html", shown)


@require_POST
def letter_again(request, pk):
    found = reach(request, Letter.objects.given_up(), pk=pk)
    found.try_again()
    messages.success(request, _("We try again within a minute."))
    return redirect("letter", pk)
