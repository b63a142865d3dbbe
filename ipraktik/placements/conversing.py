"""The page of the conversation: what has been written, the newest last, and a place to write."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ipraktik.kit import fields, forms
from ipraktik.kit.access import reach
from ipraktik.placements.conversation import Message, may_write, note_reading, takes_part
from ipraktik.placements.frame import page
from ipraktik.placements.models import Placement
from ipraktik.programme import programme

ON_A_PAGE = 20


class MessageForm(forms.Form):
    text = fields.FreeText(
        label=_("Write to the others"),
        help_text=_("Everyone in this visit can read it, and so can the office. Write nothing about anyone's health."),
        missing=_("Write something before you send it."),
    )


def placement_conversation(request, pk):
    placement = reach(request, Placement.objects.for_page().prefetch_related("participants"), pk=pk)
    if not takes_part(placement, request.user):
        raise Http404
    form = MessageForm(request.POST or None) if may_write(placement, request.user) else None
    if request.method == "POST":
        if form is None:
            placement.demand(request.user, "write")
        if form.is_valid():
            return said(request, placement, form.cleaned_data["text"])
    return render(request, "placements/pages/conversation.html", shown(request, placement, form))


def said(request, placement, text):
    message = Message.objects.say(placement, request.user, text)
    return redirect(reverse("placement-conversation", args=[placement.pk]) + f"#message-{message.pk}")


def shown(request, placement, form):
    """The newest page first; on each the oldest first, as one reads."""
    found = Message.objects.filter(placement=placement).select_related("author").order_by("-at", "-pk")
    those = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    me = placement.participant(request.user)
    if me and those.number == 1:
        note_reading(me)
    return page(placement, request.user, "placement-conversation", form=form, those=those, rows=rows(those.object_list))


def rows(messages):
    """(message, what its author spoke for), the newest last."""
    return [(each, spoke_for(each.party)) for each in reversed(messages)]


def spoke_for(party):
    run = programme()
    return run.party(party).title if party in run.parties else run.office.name
