"""The wizard: one step to a page, saved as one goes; what is typed is kept even where it cannot be saved yet."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ipraktik.directory import lifecycle
from ipraktik.directory.models import Wish
from ipraktik.directory.wish_forms import known_answers
from ipraktik.directory.wish_kept import forget, keep, kept, unsaved
from ipraktik.directory.wish_steps import CHECK, first_missing, marks, steps_for
from ipraktik.directory.wish_words import lines
from ipraktik.kit.access import reach
from ipraktik.kit.lifecycle import NotYet
from ipraktik.people.parties import INTERN, Phase
from ipraktik.programme import programme


def wish_step(request, pk, step):
    wish = reach(request, Wish.objects.for_page(), "edit", pk=pk)
    if step == CHECK:
        return check(request, wish)
    row = steps_for(wish, request.user).get(step)
    if row is None:
        raise Http404
    if request.method == "POST":
        return answer(request, wish, row)
    return show(request, wish, row, row.form(kept(request, wish, row), **given(request, wish)))


def given(request, wish):
    return {"wish": wish, "by": request.user, "query": request.GET}


def answer(request, wish, row):
    form = row.form(request.POST, **given(request, wish))
    asks_anew = False
    if form.is_valid():
        if saved(wish, form, asked="again" in request.POST):
            forget(request, wish, row)
            say_saved(request, wish, form)
            return redirect(next_page(request, wish, row))
        asks_anew = form.is_valid()
    elif leaving(request) and keep(request, wish, row):
        return redirect(next_page(request, wish, row))
    return show(request, wish, row, form, asks_anew)


def show(request, wish, row, form, asks_anew=False):
    keys = list(steps_for(wish, request.user))
    shown = {
        "wish": wish,
        "step": row,
        "form": form,
        "marks": marks(wish, request.user, row.key),
        "is_draft": wish.state == lifecycle.DRAFT,
        "is_first": row.key == keys[0],
        "asks_anew": asks_anew,
        "is_own": wish.intern_id == request.user.pk,
        "questions": programme().guide_for(INTERN, Phase.BEFORE, "question"),
        "suggested": suggested(wish, request.GET),
    }
    return render(request, "directory/pages/wish_step.html", shown)


def suggested(wish, query):
    """What the quiz's answers point to, in the address or kept before."""
    answers = known_answers(query) or wish.quiz_answers
    if not answers:
        return None
    key, reasons = programme().suggest_travel_type(answers)
    return {"kind": programme().travel_types[key], "reasons": reasons}


def check(request, wish):
    shown = {
        "wish": wish,
        "lines": lines(wish, with_needs=wish.intern_id == request.user.pk),
        "steps": steps_for(wish, request.user),
        "marks": marks(wish, request.user, CHECK),
        "moves": [each for each in wish.moves_for(request.user) if each[0].name == "submit"],
        "missing": first_missing(wish, request.user),
        "unsaved": unsaved(request, wish),
        "is_draft": wish.state == lifecycle.DRAFT,
    }
    return render(request, "directory/pages/wish_check.html", shown)


def saved(wish, form, asked):
    """Was it saved? What stops it is said in the form, beside what was typed."""
    try:
        return save(wish, form, asked)
    except NotYet as refusal:
        form.add_error(None, refusal.sentences)
        return False


def save(wish, form, asked):
    """Save, and ask the manager anew where the question has changed; nothing is saved before that was agreed to."""
    with transaction.atomic():
        wish.locked()
        form.save()
        fresh = Wish.objects.get(pk=wish.pk)
        if fresh.asks_anew and not asked:
            transaction.set_rollback(True)
            return False
        if fresh.asks_anew:
            fresh.ask_consent()
    return True


def say_saved(request, wish, form):
    for sentence in getattr(form, "warnings", ()):
        messages.warning(request, sentence)
    if "again" in request.POST:
        messages.success(request, _("Saved. We have asked your manager anew."))
    elif "later" in request.POST or wish.state != lifecycle.DRAFT:
        messages.success(request, _("Saved. You can come back to it whenever you like."))


def leaving(request):
    return "back" in request.POST or "later" in request.POST


def next_page(request, wish, row):
    """Where to go now; the draft remembers the place."""
    if "later" in request.POST or (wish.state != lifecycle.DRAFT and "back" not in request.POST):
        return reverse("wish", args=[wish.pk])
    order = [*steps_for(wish, request.user), CHECK]
    place = order.index(row.key)
    key = order[max(place - 1, 0)] if "back" in request.POST else order[place + 1]
    if request.GET.get("to") == CHECK and "back" not in request.POST:
        key = CHECK
    remember(wish, order, key)
    return reverse("wish-step", args=[wish.pk, key])


def remember(wish, order, key):
    """How far one has come: going back does not take it away."""
    reached = order.index(wish.step) if wish.step in order else 0
    if wish.state == lifecycle.DRAFT and order.index(key) > reached:
        Wish.objects.filter(pk=wish.pk).update(step=key)
