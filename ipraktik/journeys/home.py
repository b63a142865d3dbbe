"""Each person's first page: all that waits for them, what it costs to wait first; then their journeys and offers."""

from dataclasses import dataclass

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ipraktik.directory.models import Consent, Offer, Wish
from ipraktik.directory.wish_page import of_consent
from ipraktik.journeys.next_steps import next_step
from ipraktik.journeys.situation import Situation, gathered
from ipraktik.people.parties import HOST, INTERN, SENDER
from ipraktik.placements import lifecycle
from ipraktik.placements.conversation import takes_part
from ipraktik.placements.models import Message, Placement

# What it costs to let each wait, the dearest first.
ORDER = [lifecycle.SUGGESTED, lifecycle.PREPARING, lifecycle.AGREED, lifecycle.COMPLETED]
GOING = {*lifecycle.LIVE, lifecycle.COMPLETED}


@dataclass(frozen=True)
class Task:
    """Something that waits for the person: what, about whom, where, and since when if someone waits for an answer."""

    title: str
    about: str
    url: str
    since: object = None
    party: str = ""


def home(request):
    if request.user.is_coordinator:
        return redirect("today")
    person = request.user
    placements = list(gathered(Placement.objects.visible_to(person)).order_by("-pk"))
    situations = [Situation(placement, person) for placement in placements]
    offers = list(Offer.objects.of(person).exclude(state="closed").for_page().with_seats().order_by("-pk"))
    wishes = list(wishes_of(person))
    shown = {
        "tasks": tasks(person, situations, wishes, offers),
        "groups": groups(situations),
        "earlier": [each.placement for each in situations if each.placement.state not in GOING],
        "wishes": [(wish, waits_for(wish)) for wish in wishes],
        "offers": offers,
    }
    return render(request, "journeys/pages/home.html", shown | {"is_new": not any(shown.values())})


def wishes_of(person):
    mine = Wish.objects.filter(intern=person, state__in=("draft", "open", "lapsed"))
    return mine.for_page().prefetch_related("consents__manager").order_by("-pk")


def waits_for(wish):
    """Whose answer an open wish waits for, or how the manager answered: in words; None after a yes."""
    return of_consent(wish) if wish.state == "open" else None


def tasks(person, situations, wishes, offers):
    """Each address once, whichever way it was found."""
    found = [*consents(person), *steps(situations), *unread(person, situations), *drafts(wishes, offers)]
    return list({task.url: task for task in reversed(found)}.values())[::-1]


def consents(person):
    waiting = Consent.objects.filter(manager=person).waiting().select_related("wish__intern").order_by("asked_at")
    for consent in waiting:
        yield Task(
            _("Say yes or no to the wish"),
            str(consent.wish.intern),
            consent.get_absolute_url(),
            consent.asked_at,
            SENDER,
        )


def steps(situations):
    """The next step of each placement that asks something of the person."""
    asked = [(situation, next_step(situation)) for situation in situations if situation.placement.state in GOING]
    asked.sort(key=lambda pair: (ORDER.index(pair[0].placement.state), pair[0].placement.created_at))
    for situation, step in asked:
        if step.asks:
            yield task_of(situation, step)


def task_of(situation, step):
    placement = situation.placement
    return Task(
        title=step.title,
        about=f"{placement.wish.intern} → {placement.offer.workplace.full_name}",
        url=placement.get_absolute_url() if step.moves or "#" in step.url else step.url,
        since=placement.created_at if placement.state == lifecycle.SUGGESTED else None,
        party=situation.party,
    )


def unread(person, situations):
    """What the others have written since this person last looked, for each conversation."""
    theirs = {each.placement.pk: each for each in situations if takes_part(each.placement, person)}
    for number, count in Message.objects.unread_in({pk: each.me for pk, each in theirs.items()}).items():
        placement = theirs[number].placement
        title = ngettext(
            "%(count)s new message in the conversation", "%(count)s new messages in the conversation", count
        )
        about = f"{placement.wish.intern} → {placement.offer.workplace.full_name}"
        url = reverse("placement-conversation", args=[number])
        yield Task(title % {"count": count}, about, url, party=theirs[number].party)


def drafts(wishes, offers):
    for wish in wishes:
        if wish.state == "draft":
            yield Task(
                _("Finish your wish"), _("You can go on where you stopped."), wish.get_absolute_url(), None, INTERN
            )
    for offer in offers:
        if offer.state == "draft":
            yield Task(_("Finish your offer"), offer.workplace.full_name, offer.get_absolute_url(), None, HOST)


def groups(situations):
    """(heading, placements) for each party in which the person has something going on."""
    headings = {INTERN: _("My journeys"), HOST: _("Visits to us"), SENDER: _("My employees’ journeys")}
    going = [each for each in situations if each.placement.state in GOING]
    going.sort(key=lambda each: each.placement.state == lifecycle.COMPLETED)
    found = {party: [each.placement for each in going if each.party == party] for party in headings}
    return [(headings[party], placements) for party, placements in found.items() if placements]
