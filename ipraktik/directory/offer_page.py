"""One offer as its reader sees it: everyone what there is to see, its own people and the office who stands behind it."""

from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ipraktik.directory import lifecycle
from ipraktik.directory.availability import calendar_from
from ipraktik.directory.capacity import STANDING, opens_again
from ipraktik.directory.offer_parts import OfferPerson, SavedOffer
from ipraktik.directory.offer_steps import is_unfinished, where_left
from ipraktik.directory.when import say_stretches
from ipraktik.directory.wishes import Wish
from ipraktik.kit.days import say_days
from ipraktik.people.parties import HOST
from ipraktik.programme import programme

SENDING = ("submit", "publish")  # of these a programme has one: the office reads first, or nobody does
STATES = {
    lifecycle.DRAFT: gettext_lazy("A draft: nobody sees it yet."),
    lifecycle.REVIEW: gettext_lazy("The office reads it through before it is published."),
    lifecycle.PUBLISHED: gettext_lazy("It is in the directory."),
    lifecycle.PAUSED: gettext_lazy("It is paused: nobody finds it until you show it again."),
    lifecycle.CLOSED: gettext_lazy("It is closed."),
    lifecycle.UNLISTED: gettext_lazy("Only who named you sees it. You can put it in the directory too."),
}
SENT_BACK = gettext_lazy("Sent back with a question. The host answers and sends it again.")
THE_OFFICE_ASKS = gettext_lazy("The office has a question. Answer it in the offer, and send it again.")
BY_THE_OFFICE = gettext_lazy("The office has written this for you. Read it, correct it, and send it.")


class OfferPage:
    def __init__(self, offer, person):
        self.offer, self.person = offer, person
        self.told = offer.told
        self.parties = offer.parties_of(person) if person.is_authenticated else set()
        self.is_host = HOST in self.parties
        self.sees_people = bool(self.parties)

    @property
    def state_sentence(self):
        if self.offer.state == lifecycle.DRAFT and self.is_host and self.offer.is_by_the_office:
            return BY_THE_OFFICE
        if self.is_sent_back:
            return THE_OFFICE_ASKS if self.is_host else SENT_BACK
        if self.is_open and self.is_full:
            return self.until_when
        return STATES[self.offer.state]

    @property
    def is_sent_back(self):
        """A draft with a reason is one the office has asked about: taking up a closed offer gives none."""
        return self.offer.state == lifecycle.DRAFT and bool(self.offer.reason)

    @property
    def people(self):
        """Who stands behind it, the contact before the reserve."""
        order = [OfferPerson.Role.CONTACT, OfferPerson.Role.RESERVE, OfferPerson.Role.EDITOR]
        return sorted(self.offer.people.all(), key=lambda mine: order.index(mine.role))

    @cached_property
    def all_moves(self):
        return self.offer.moves_for(self.person) if self.parties else []

    @property
    def moves(self):
        """The buttons beside the offer; sending it on has a page of its own, where one reads it first."""
        return [row for row in self.all_moves if row[0].name not in SENDING]

    @property
    def sending(self):
        """The one of the two ways to send it on that this programme has."""
        name = "submit" if programme().rules.review_offers else "publish"
        return [row for row in self.all_moves if row[0].name == name]

    @property
    def is_unfinished(self):
        return is_unfinished(self.offer)

    @property
    def where_left(self):
        return where_left(self.offer)

    @property
    def may_edit(self):
        return bool(self.parties) and self.offer.may(self.person, "edit")

    @property
    def may_invite(self):
        return self.is_host and self.offer.may(self.person, "invite")

    @property
    def is_open(self):
        return self.offer.state == lifecycle.PUBLISHED

    @property
    def is_full(self):
        return self.offer.seats_left < 1

    @property
    def work_areas(self):
        return self.offer.workplace.work_area_names

    @property
    def wanted(self):
        """The sectors and work areas that the host wishes for, in words."""
        sectors, areas = programme().sectors, programme().work_areas
        named = [sectors[key].name for key in self.offer.wanted_sectors if key in sectors]
        return [str(name) for name in [*named, *(areas[key] for key in self.offer.wanted_work_areas if key in areas)]]

    @property
    def periods(self):
        """(when it is open, when it is closed), in words; of what is not over."""
        left = [each for each in self.offer.periods.all() if each.last >= lifecycle.today()]
        opened, closed = ([(p.first, p.last) for p in left if p.is_open is kind] for kind in (True, False))
        return say_stretches([] if self.offer.all_year else opened), say_stretches(closed)

    @cached_property
    def months(self):
        """[(month, days free)]: open days, without those on which all seats are taken."""
        calendar = calendar_from(lifecycle.today(), programme().country)
        dated = self.offer.placements.filter(state__in=STANDING, visit__last_day__gte=lifecycle.today())
        visits = list(dated.values_list("visit__first_day", "visit__last_day"))
        return calendar.per_month(calendar.of_offer(self.offer) & ~calendar.full(visits, self.offer.seats))

    @cached_property
    def until_when(self):
        """When there is a seat again at a host that is full."""
        why, last = opens_again(self.offer, lifecycle.today())
        if why == "year":
            return _("The host has had the visits it wants this year. It is in the directory again on 1 January.")
        if why == "seat":
            return _("All seats are taken until %(day)s. Then the host is in the directory again by itself.") % {
                "day": say_days(last)
            }
        return _(
            "All seats are taken, by a visit whose days are not set yet. The host returns to the directory by itself."
        )

    @cached_property
    def is_saved(self):
        return self.person.is_authenticated and SavedOffer.objects.filter(person=self.person, offer=self.offer).exists()

    @cached_property
    def wish(self):
        """The reader's own wish that could bring them here: the open one, else the one they are writing or on."""
        if not self.person.is_authenticated:
            return None
        mine = Wish.objects.filter(intern=self.person, state__in=(lifecycle.OPEN, lifecycle.DRAFT, lifecycle.PLACED))
        order = (lifecycle.OPEN, lifecycle.PLACED, lifecycle.DRAFT)
        return min(mine, key=lambda wish: (order.index(wish.state), -wish.pk), default=None)

    @property
    def way_in(self):
        """(the button's words, its address, a sentence beside it) for who wants to visit; None for the host's own people."""
        if self.is_host or not self.is_open:
            return None
        if self.wish is None:
            new = f"{reverse('wish-new')}?door=browse&offer={self.offer.pk}"
            return _("Ask for a visit"), new, _("We ask you three things first: why, when and how many you are.")
        if self.wish.state == lifecycle.OPEN:
            return (
                _("Ask for a visit"),
                reverse("offer-ask", args=[self.offer.pk]),
                _("You ask with the wish you have sent."),
            )
        if self.wish.state == lifecycle.DRAFT:
            return (
                _("Finish your wish"),
                self.wish.get_absolute_url(),
                _("Send your wish first. Then you can ask this host."),
            )
        return _("See your visit"), reverse("home"), _("You have a visit in hand already. Come back for the next one.")
