"""Where a wish begins: what it takes, for anyone; the door, the host and the quiz's answers come with the address."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render

from ipraktik.directory import lifecycle
from ipraktik.directory.models import Offer, Wish
from ipraktik.directory.wish_forms import known_answers
from ipraktik.directory.wish_steps import where_left
from ipraktik.people.limited import LIMIT
from ipraktik.programme import programme


@login_not_required
def wish_new(request):
    """What it takes, and where it begins; the door, the host and the quiz's answers are kept in the address."""
    may_begin = request.user.is_authenticated and LIMIT not in request.session
    if request.method == "POST" and may_begin:
        wish = begin(request.user, request.GET)
        return redirect("wish-step", wish.pk, where_left(wish, request.user))
    shown = {
        "may_begin": may_begin,
        "drafts": drafts_of(request.user) if may_begin else [],
        "offer": offer_of(request.user, request.GET),
        "here": request.get_full_path(),
    }
    return render(request, "directory/pages/wish_new.html", shown)


def drafts_of(person):
    return Wish.objects.filter(intern=person, state=lifecycle.DRAFT).order_by("-created_at")[:5]


def begin(person, query):
    offer, asked_for = offer_of(person, query), query.get("door")
    door = asked_for if asked_for in Wish.Door.values else Wish.Door.POOL
    kind = programme().travel_types.get(query.get("type"))
    days = {"days_min": kind.days[0], "days_max": kind.days[1]} if kind else programme_days()
    return Wish.objects.create(
        intern=person,
        door=Wish.Door.BROWSE if offer else door,
        asked_offer=offer,
        travel_type=kind.key if kind else "",
        quiz_answers=known_answers(query),
        **days,
    )


def programme_days():
    return {"days_min": programme().rules.days_min, "days_max": programme().rules.days_max}


def offer_of(person, query):
    number = query.get("offer", "")
    if not number.isdecimal() or len(number) > 15:
        return None
    found = Offer.objects.visible_to(person).filter(state=lifecycle.PUBLISHED)
    return found.select_related("workplace__organisation").filter(pk=int(number)).first()
