"""The office's lists of wishes and of offers."""

from django.db.models import Case, DurationField, ExpressionWrapper, F, OuterRef, Subquery, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ipraktik.directory.lifecycle import CONSENT_STATES, OPEN, REPLACED
from ipraktik.directory.models import Consent, Offer, Wish
from ipraktik.directory.when import say_stretch
from ipraktik.office import filters
from ipraktik.office.list_columns import days, exported, own_page, state, when, workplace_columns, yes_no
from ipraktik.office.listing import Column, Listing
from ipraktik.office.ordering import alphabetical
from ipraktik.programme import programme

# Wishes


def wishes():
    asked = Consent.objects.filter(wish=OuterRef("pk")).exclude(state__in=REPLACED).order_by("-pk")
    rows = Wish.objects.select_related("intern", "manager", "workplace__organisation").prefetch_related("periods")
    return rows.annotate(consent_state=Subquery(asked.values("state")[:1]))


def waited(wish):
    since = wish.submitted_at
    return (timezone.localdate() - timezone.localdate(since)).days if wish.state == OPEN and since else None


def waiting():
    """How long, for those that still wait."""
    long = ExpressionWrapper(Value(timezone.now()) - F("submitted_at"), output_field=DurationField())
    return Case(When(state=OPEN, then=long))


def travel_type(wish):
    found = programme().travel_types.get(wish.travel_type)
    return str(found.name) if found else ""


def consent_words(wish):
    return capfirst(CONSENT_STATES[wish.consent_state]) if wish.consent_state else _("Not asked")


def desk_of(wish):
    return reverse("desk", args=[wish.pk]) if wish.state == OPEN else ""


WISHES = Listing(
    kind="wishes",
    page="wishes",
    title=_("Wishes"),
    empty=_("No wishes here. A wish comes when an intern sends it, or when you enter or import it."),
    rows=wishes,
    filters=filters.WishFilters,
    order="-waited",
    columns=(
        Column("intern", _("Name"), lambda wish: str(wish.intern), lambda: alphabetical("intern__name"), own_page),
        exported("email", _("E-mail"), lambda wish: wish.intern.email),
        exported("phone", _("Phone"), lambda wish: wish.intern.phone),
        exported("title", _("Job title"), lambda wish: wish.intern.title),
        *workplace_columns(lambda wish: wish.workplace, ""),
        state(),
        Column("consent", _("Consent"), consent_words, lambda: "consent_state"),
        exported("manager", _("Nearest manager"), lambda wish: str(wish.manager or "")),
        exported("manager_email", _("The manager's e-mail"), lambda wish: wish.manager.email if wish.manager else ""),
        exported("door", _("Door"), lambda wish: wish.get_door_display()),
        exported("travel_type", _("Travel type"), travel_type),
        exported("days", _("Days"), days),
        exported("any_time", _("Any time"), lambda wish: yes_no(wish.any_time)),
        exported("when", _("When"), when),
        exported("why", _("Why"), lambda wish: wish.why),
        exported("where", _("Where"), lambda wish: wish.where),
        exported("submitted", _("Sent"), lambda wish: wish.submitted_at),
        Column("waited", _("Has waited (days)"), waited, waiting),
        Column("match", _("Host"), lambda wish: _("Find a host") if desk_of(wish) else "", url=desk_of),
    ),
)


# Offers


def offers():
    return Offer.objects.with_seats().for_page()


def role(name, field="name"):
    return lambda offer: getattr(offer.person_as(name), field, "")


OFFERS = Listing(
    kind="offers",
    page="office-offers",
    title=_("Offers"),
    empty=_("No offers here. An offer comes when a host writes it, or when you enter or import it."),
    rows=offers,
    filters=filters.OfferFilters,
    order="workplace",
    columns=(
        Column("workplace", _("Workplace"), lambda offer: offer.workplace.name, lambda: "sort_key", own_page),
        *workplace_columns(lambda offer: offer.workplace, "")[1:],
        state(),
        Column("contact", _("Contact person"), role("contact")),
        exported("contact_email", _("The contact's e-mail"), role("contact", "email")),
        exported("contact_phone", _("The contact's phone"), role("contact", "phone")),
        exported("reserve", _("Reserve"), role("reserve")),
        exported("reserve_email", _("The reserve's e-mail"), role("reserve", "email")),
        Column("seats_left", _("Seats left"), lambda offer: max(offer.seats_left, 0), lambda: "seats_left"),
        Column("visits", _("Visits this year"), lambda offer: offer.visits_this_year, lambda: "visits_this_year"),
        Column("asking", _("Wait for an answer"), lambda offer: offer.asking, lambda: "asking"),
        exported("seats", _("Seats"), lambda offer: offer.seats),
        exported("cap_year", _("Most in a year"), lambda offer: offer.cap_year),
        exported("days", _("Days"), days),
        exported("all_year", _("All year"), lambda offer: yes_no(offer.all_year)),
        exported("when", _("Periods"), lambda offer: in_periods(offer, True)),
        exported("closed", _("Not in these weeks"), lambda offer: in_periods(offer, False)),
        exported("about", _("Who they are"), lambda offer: offer.about),
        exported("why", _("Why they would like a visit"), lambda offer: offer.why),
        exported("see", _("What there is to see"), lambda offer: offer.see),
        exported("wishes_for", _("Whom they wish for"), lambda offer: offer.wishes_for),
    ),
)


def in_periods(offer, is_open):
    return ", ".join(say_stretch(each.first, each.last) for each in offer.periods.all() if each.is_open == is_open)
