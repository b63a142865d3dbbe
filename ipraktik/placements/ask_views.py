"""Asking: an intern with an open wish asks a host, and it becomes a suggestion. (A host asks in the pool, matching/year/.)"""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ipraktik.directory import lifecycle
from ipraktik.directory.fitting import HARD, LIMITS, Pair
from ipraktik.directory.models import Offer, Wish
from ipraktik.directory.text import without_contact_data
from ipraktik.directory.when import say_stretches
from ipraktik.kit.access import reach
from ipraktik.kit.fields import FreeText, OneOf
from ipraktik.kit.forms import Form
from ipraktik.kit.lifecycle import NotYet
from ipraktik.placements.models import Placement
from ipraktik.programme import programme

MOST_STRETCHES = 6


class AskForm(Form):
    wish = OneOf(label=gettext_lazy("With which of your wishes?"), missing=gettext_lazy("Choose one of your wishes."))
    message = FreeText(
        label=gettext_lazy("What would you like to see at this place?"),
        help_text=gettext_lazy("The host reads it beside your wish. Say which days suit you best."),
        missing=gettext_lazy("Write what you would like to see. Two sentences will do."),
        max_length=2000,
    )

    def __init__(self, data=None, *, wishes):
        super().__init__(data)
        self.wishes = {str(wish.pk): wish for wish in wishes}
        self.fields["wish"].choices = [(key, without_contact_data(wish.why)[:80]) for key, wish in self.wishes.items()]
        self.initial["wish"] = next(iter(self.wishes))
        if len(self.wishes) == 1:
            del self.fields["wish"]

    @property
    def chosen(self):
        """The wish to ask with: the one chosen, else the newest."""
        return self.wishes.get(self.data.get("wish", "")) or next(iter(self.wishes.values()))


def ask(request, pk):
    offer = reach(request, Offer.objects.for_page().with_seats(), pk=pk)
    wishes = list(Wish.objects.for_page().filter(intern=request.user, state=lifecycle.OPEN).order_by("-pk"))
    if not wishes:
        return redirect(begin_a_wish(request.user, offer))
    form = AskForm(request.POST or None, wishes=wishes)
    if request.method == "POST" and form.is_valid():
        made = suggest(form, form.chosen, offer, request.user, Placement.Origin.BROWSE)
        if made:
            messages.success(request, _("You have asked. The host gets a letter, and you see the answer here."))
            return redirect(made)
    return render(
        request, "placements/pages/ask.html", {"offer": offer, "form": form, "pair": Asking(form.chosen, offer)}
    )


def begin_a_wish(person, offer):
    """Where to go with no open wish: on with the one that is being written, or to a new one for this host."""
    draft = Wish.objects.filter(intern=person, state=lifecycle.DRAFT).order_by("-pk").first()
    return draft.get_absolute_url() if draft else f"{reverse('wish-new')}?door=browse&offer={offer.pk}"


def suggest(form, wish, offer, by, origin):
    """The suggestion, or None with the sentences that stop it in the form beside what was typed."""
    try:
        wish_or_offer = wish if origin == Placement.Origin.BROWSE else offer
        wish_or_offer.demand(by, "ask" if origin == Placement.Origin.BROWSE else "invite")
        return Placement.objects.suggest(wish, offer, by=by, origin=origin, message=form.cleaned_data["message"])
    except NotYet as refusal:
        form.add_error(None, refusal.sentences)
        return None


class Asking:
    """A wish and an offer as one of the two sees them before asking: what stops it, what they differ on, which days suit."""

    def __init__(self, wish, offer):
        self.wish, self.offer, self.pair = wish, offer, Pair(wish, offer)
        self.obstacles = self.pair.obstacles(HARD)
        self.differences = self.pair.obstacles(LIMITS)

    @property
    def is_any_time(self):
        return self.pair.is_any_day

    @property
    def stretches(self):
        """The first of the days that suit both, in words."""
        return say_stretches(self.pair.common_stretches[:MOST_STRETCHES])

    @property
    def why(self):
        return without_contact_data(self.wish.why)

    @property
    def work_areas(self):
        return self.wish.workplace.work_area_names

    @property
    def travel_type(self):
        return programme().travel_types.get(self.wish.travel_type)
