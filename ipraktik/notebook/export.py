"""One's own notes, to take home as a file. What is confidential stays, and the file says how much that is."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from ipraktik.kit.access import reach
from ipraktik.kit.days import say_weekday
from ipraktik.placements.models import Placement


@require_safe
def placement_notebook_export(request, pk):
    placement = reach(request, Placement.objects.for_page(), pk=pk)
    notes = placement.notes.filter(writer=request.user).select_related("item").order_by("day", "received_at", "pk")
    get_object_or_404(notes[:1])
    headers = {"Content-Disposition": f'attachment; filename="notebook-{placement.pk}.md"'}
    return HttpResponse(as_text(placement, notes), content_type="text/markdown; charset=utf-8", headers=headers)


def as_text(placement, notes):
    shown = [note for note in notes if not note.confidential]
    lines = [f"# {placement.wish.intern} · {placement.offer.workplace.full_name}"]
    for note in shown:
        heading = f"## {say_weekday(note.day).capitalize()}"
        lines += ([] if heading in lines else [heading]) + [as_paragraph(note)]
    return "\n\n".join(lines + left_out(len(notes) - len(shown))) + "\n"


def as_paragraph(note):
    about = [time_format(localtime(note.received_at)), note.item and note.item.what, note.level_label]
    head = f"*{' · '.join(str(part) for part in about if part)}*"
    return "\n\n".join(filter(None, [head, note.asked and f"**{note.asked}**", note.text]))


def left_out(count):
    said = ngettext("%(count)s confidential note is left out.", "%(count)s confidential notes are left out.", count) % {
        "count": count
    }
    return ["---", said] if count else []
