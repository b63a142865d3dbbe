"""What needs a hand today: tasks derived from what is so, never stored; each with its one action."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Prefetch, Q, Subquery, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ipraktik.agreements.amendments import Amendment
from ipraktik.directory.models import Consent, Offer, Wish
from ipraktik.kit.calendar import working_days_after
from ipraktik.matching.models import Round
from ipraktik.notices.models import Letter
from ipraktik.people.bounces import bouncing
from ipraktik.people.models import Person
from ipraktik.people.parties import HOST, INTERN
from ipraktik.placements.leaving import without_a_hand
from ipraktik.placements.models import Participant, Placement, Visit
from ipraktik.preparing.trouble import Trouble
from ipraktik.programme import programme
from ipraktik.reflections.models import Evaluation
from ipraktik.replies.models import Arrival

SHOWN = 8  # of each kind; the list has the rest


@dataclass(frozen=True)
class TaskKind:
    """One kind of task: which things, oldest first, how long each has waited, the one action, and the list of all.

    `column` is the number by which the rows stand in that list. With `posts` the action is done from here.
    """

    key: str
    title: object
    find: Callable  # date → queryset, whose rows have `waits_since`
    action: object
    page: str  # the route that the action leads to
    who: Callable  # row → the words that name it
    listed: str  # the route of the list that has them all
    target: Callable = lambda row: row.pk
    column: str = "pk"
    posts: bool = False

    @property
    def all_url(self):
        query = f"?task={self.key}" if self.listed not in ("letters", "rounds") else ""
        return reverse(self.listed) + query


@dataclass(frozen=True)
class Task:
    kind: TaskKind
    row: object

    @property
    def who(self):
        return self.kind.who(self.row)

    @property
    def url(self):
        return reverse(self.kind.page, args=[self.kind.target(self.row)])

    @property
    def days(self):
        """Whole days it has waited; a day to come counts as none."""
        since = self.row.waits_since
        day = timezone.localdate(since) if hasattr(since, "hour") else since
        return max((timezone.localdate() - day).days, 0)


def from_to(placement):
    return f"{placement.wish.intern} → {placement.offer.workplace}"


def since(queryset, column):
    return queryset.annotate(waits_since=column).order_by("waits_since", "pk")


def intern(wish):
    return str(wish.intern)


def wish_of(consent):
    return consent.wish_id


def offers_to_review(today):
    return since(Offer.objects.filter(state="review").select_related("workplace__organisation"), F("created_at"))


def hosts_to_contact(today):
    """Interns who asked the office to write to the host they have in mind, and nobody has yet."""
    asked = (
        Wish.objects.open()
        .for_page()
        .select_related("named_host")
        .filter(named_host__contacted_by="office", door="own_host", placements=None)
    )
    return since(asked, F("submitted_at"))


def without_consent(today):
    waiting = Consent.objects.waiting().select_related("wish__intern", "manager")
    return since(waiting.filter(asked_at__lt=days_ago(programme().rules.days_to_answer_consent)), F("asked_at"))


def refused(today):
    return since(Consent.objects.filter(state="no", wish__state="open").select_related("wish__intern"), F("asked_at"))


def matched_anew(today):
    """Rounds that have matched anew by themselves, after refusals: the proposal waits to be sent."""
    return since(Round.objects.with_new_proposal(), F("solved_at"))


def without_host(today):
    return since(Wish.objects.without_host().for_page().filter(door="pool"), F("submitted_at"))


def silent(today):
    """Suggestions that someone has left unanswered through the ladder's last reminder."""
    ladder = (each for each in programme().reminders if (each.subject, each.state) == ("placement", "suggested"))
    rung = max((each.after_days or 0 for each in ladder if not each.final), default=7)
    return since(placements().filter(state="suggested", created_at__lt=days_ago(rung)), F("created_at"))


def entered(kind, who):
    """Drafts that a coordinator entered for someone, who has not sent them within a week."""

    def find(today):
        drafts = kind.objects.filter(state="draft", entered_by__is_coordinator=True, created_at__lt=days_ago(7))
        return since(drafts.select_related(who), F("created_at"))

    return find


def unsigned(today):
    soon = working_days_after(today, programme().rules.unsigned_warning_working_days, programme().country)
    return since(placements().filter(state="preparing", visit__first_day__lte=soon), F("visit__first_day"))


def left(today):
    """A signature is missing, and whoever should give it seems to have left."""
    seats = Prefetch(
        "participants", Participant.objects.select_related("person").prefetch_related("person__memberships")
    )
    preparing = Placement.objects.for_page().filter(state="preparing")
    numbers = without_a_hand(preparing.prefetch_related(seats, "versions__signatures", "visit__items"))
    return since(placements().filter(pk__in=numbers), F("created_at"))


def amending(today):
    """Visits under way with an amendment that not all have signed."""
    under_way = placements().filter(state="agreed", visit__last_day__gte=today)
    oldest = Amendment.objects.filter(placement=OuterRef("pk"), withdrawn_at=None).order_by("created_at")
    return since(under_way.with_open_amendment(), Subquery(oldest.values("created_at")[:1]))


def unconfirmed(today):
    return since(placements().filter(state="agreed", visit__last_day__lt=today), F("visit__last_day"))


def disputed(today):
    return since(placements().filter(disputed=True, state__in=("completed", "not-held")), F("visit__last_day"))


def unevaluated(today):
    """Visits of the last months that intern or host has not evaluated though the blind days are over."""
    long_ago = today - timedelta(days=programme().rules.blind_days)
    done = Evaluation.objects.filter(participant=OuterRef("pk"))
    missing = Participant.objects.filter(placement=OuterRef("pk"), party__in=(INTERN, HOST), signs=True).filter(
        ~Exists(done)
    )
    recent = Q(visit__last_day__lt=long_ago, visit__last_day__gte=today - timedelta(days=90))
    return since(placements().filter(recent, Exists(missing), state="completed"), F("visit__last_day"))


def undelivered(today):
    """Letters lost for another reason than an address that does not work: those stand by the person."""
    lost = Letter.objects.exclude(given_up_at=None).exclude(reader__in=bouncing(Person.objects.all()))
    return since(lost.select_related("reader"), F("made_at"))


def unreachable(today):
    return since(bouncing(Person.objects.filter(is_active=True, is_coordinator=False)), F("bounced_at"))


def arrived(today):
    return since(Arrival.objects.waiting().select_related("person"), F("at"))


def placements():
    return Placement.objects.select_related("wish__intern", "offer__workplace", "visit")


def troubles(today):
    return since(Trouble.objects.open().select_related("person", "placement__offer__workplace"), F("at"))


def days_ago(days):
    return timezone.now() - timedelta(days=days)


# By what it costs to wait: a visit that begins unsigned first, an evaluation last.
KINDS = (
    TaskKind("trouble", _("Somebody asks you quietly"), troubles, _("Read and answer"), "trouble",
             lambda trouble: f"{trouble.person} · {trouble.placement.offer.workplace}", "placements",
             column="placement_id"),
    TaskKind("unsigned", _("Begins soon and is not signed"), unsigned, _("See who is missing"), "placement", from_to,
             "placements"),
    TaskKind("left", _("Who should sign seems to have left"), left, _("Hand over"), "placement-agreement", from_to, "placements"),
    TaskKind("amendment", _("Amendments that not all have signed"), amending, _("See who is missing"),
             "placement-agreement", from_to, "placements"),
    TaskKind("disputed", _("They disagree whether it took place"), disputed, _("Settle it"), "placement", from_to,
             "placements"),
    TaskKind("silent", _("Nobody has answered"), silent, _("Call them"), "placement", from_to, "placements"),
    TaskKind("bounced", _("Letters do not reach them"), unreachable, _("Correct the address"), "person-address", str,
             "people-list"),
    TaskKind("arrived", _("E-mails that wait for you"), arrived, _("Read it"), "arrival", str, "arrivals"),
    TaskKind("contact", _("Interns who asked us to contact their host"), hosts_to_contact, _("Contact the host"),
             "contact-host", lambda wish: f"{wish.intern} → {wish.named_host.workplace}", "wishes"),
    TaskKind("review", _("Offers to review"), offers_to_review, _("Look and publish"), "offer", str, "office-offers"),
    TaskKind("matched-anew", _("Rounds with a new proposal"), matched_anew, _("Look it through"), "round", str,
             "rounds"),
    TaskKind("no-host", _("Wishes without a host"), without_host, _("Find a host"), "desk", intern, "wishes"),
    TaskKind("no-consent", _("Managers who have not answered"), without_consent, _("Remind the manager"),
             "wish-remind", lambda consent: f"{consent.manager} · {consent.wish.intern}", "wishes", wish_of, "wish_id",
             posts=True),
    TaskKind("refused", _("Managers who said no"), refused, _("Talk to the intern"), "wish",
             lambda consent: str(consent.wish.intern), "wishes", wish_of, "wish_id"),
    TaskKind("entered", _("Wishes we entered, not confirmed yet"), entered(Wish, "intern"), _("Call the intern"), "wish",
             intern, "wishes"),
    TaskKind("entered-offer", _("Offers we entered, not confirmed yet"), entered(Offer, "workplace"),
             _("Call the host"), "offer", str, "office-offers"),
    TaskKind("unconfirmed", _("Over, but nobody has said it took place"), unconfirmed, _("Ask and confirm"),
             "placement", from_to, "placements"),
    TaskKind("undelivered", _("Letters that could not be delivered"), undelivered, _("Correct the address"), "letter",
             str, "letters"),
    TaskKind("evaluation", _("Evaluations that are missing"), unevaluated, _("See who is missing"), "placement", from_to,
             "placements"),
)  # fmt: skip
KINDS_BY_KEY = {kind.key: kind for kind in KINDS}


def tasks(today):
    """[{kind, number of tasks, the oldest SHOWN of them}] for each kind that has any."""
    found = [(kind, kind.find(today)) for kind in KINDS]
    listed = [
        {"kind": kind, "count": rows.count(), "tasks": [Task(kind, row) for row in rows[:SHOWN]]}
        for kind, rows in found
    ]
    return [each for each in listed if each["count"]]


def figures(today):
    """How it stands: (number, words, the list that has them)."""
    seats = Offer.objects.listed().aggregate(seats=Sum("seats_left"))["seats"] or 0
    visits = Visit.objects.filter(first_day__year=today.year, first_day__month=today.month)
    held = visits.filter(Exists(Placement.objects.filter(visit=OuterRef("pk"), state__in=("agreed", "completed"))))
    return [
        (Wish.objects.open().count(), _("open wishes"), f"{reverse('wishes')}?state=open"),
        (seats, _("seats left at hosts"), f"{reverse('office-offers')}?state=published&seats=1"),
        (held.count(), _("visits this month"), f"{reverse('placements')}?sort=-first_day"),
    ]
