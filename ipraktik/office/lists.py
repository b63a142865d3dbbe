"""The office's five lists: wishes, offers, placements, people, organisations."""

from django.db.models import Count, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ipraktik.directory.lifecycle import CONSENT_STATES, OPEN, PASSED_ON, SUPERSEDED
from ipraktik.directory.models import Consent, Offer, OfferPerson, Wish
from ipraktik.directory.when import say_stretch
from ipraktik.office import filters
from ipraktik.office.listing import Column, Listing
from ipraktik.office.ordering import alphabetical
from ipraktik.people.models import Organisation, Person, Workplace
from ipraktik.placements.models import Placement
from ipraktik.programme import programme

# Columns that several lists have


def own_page(row):
    return row.get_absolute_url()


def state():
    return Column("state", _("State"), lambda row: capfirst(row.state_label), lambda: "state")


def workplace_columns(get, prefix, on_page=True):
    """Workplace, organisation, sector, municipality of the workplace that `get` finds in a row; it may be missing."""

    def of(read):
        return lambda row: read(get(row)) if get(row) else ""

    sort = f"{prefix}workplace__"
    return (
        Column("workplace", _("Workplace"), of(lambda place: place.name), lambda: f"{sort}sort_key"),
        Column("organisation", _("Organisation"), of(lambda place: place.organisation.name),
               lambda: alphabetical(f"{sort}organisation__name")),
        Column("sector", _("Sector"), of(lambda place: place.organisation.sector_name), exported=True),
        Column("municipality", _("Municipality"), of(lambda place: place.place), exported=not on_page),
        Column("work_areas", _("Work areas"), of(lambda place: ", ".join(place.work_area_names)), exported=True),
    )  # fmt: skip


def exported(key, title, value):
    return Column(key, title, value, exported=True)


def days(row):
    least, most = (f"{number.normalize():f}" for number in (row.days_min, row.days_max))
    return least if least == most else f"{least}-{most}"


def when(row):
    return ", ".join(say_stretch(period.first, period.last) for period in row.periods.all())


def yes_no(value):
    return _("Yes") if value else _("No")


# Wishes


def wishes():
    asked = Consent.objects.filter(wish=OuterRef("pk")).exclude(state__in=(PASSED_ON, SUPERSEDED)).order_by("-pk")
    rows = Wish.objects.select_related("intern", "manager", "workplace__organisation").prefetch_related("periods")
    return rows.annotate(consent_state=Subquery(asked.values("state")[:1]))


def waited(wish):
    since = wish.submitted_at
    return (timezone.localdate() - timezone.localdate(since)).days if wish.state == OPEN and since else None


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
        Column("waited", _("Has waited (days)"), waited, lambda: "submitted_at"),
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


# Placements

PLACEMENTS = Listing(
    kind="placements",
    page="placements",
    title=_("Placements"),
    empty=_("No placements here. A placement comes with the first suggestion."),
    rows=Placement.objects.for_page,
    filters=filters.PlacementFilters,
    order="-first_day",
    columns=(
        Column("intern", _("Name"), lambda each: str(each.wish.intern), lambda: alphabetical("wish__intern__name"),
               own_page),
        exported("email", _("E-mail"), lambda each: each.wish.intern.email),
        Column("from", _("From"), lambda each: each.wish.workplace.full_name, lambda: "wish__workplace__sort_key"),
        Column("to", _("To"), lambda each: each.offer.workplace.full_name, lambda: "offer__workplace__sort_key"),
        exported("sector", _("The host's sector"), lambda each: each.offer.workplace.organisation.sector_name),
        exported("municipality", _("The host's municipality"), lambda each: each.offer.workplace.place),
        state(),
        Column("first_day", _("First day"), lambda each: each.visit.first_day, lambda: "visit__first_day"),
        Column("last_day", _("Last day"), lambda each: each.visit.last_day, lambda: "visit__last_day"),
        exported("contact", _("Contact person"), lambda each: str(each.visit.contact or "")),
        exported("contact_email", _("The contact's e-mail"), lambda each: getattr(each.visit.contact, "email", "")),
        exported("reserve", _("Reserve"), lambda each: str(each.visit.reserve or "")),
        exported("manager", _("Nearest manager"), lambda each: str(each.wish.manager or "")),
        exported("door", _("How it arose"), lambda each: each.get_origin_display()),
        exported("begun", _("Suggested"), lambda each: each.created_at),
    ),
)  # fmt: skip


# People and organisations


def number_of(rows, key):
    mine = rows.filter(**{key: OuterRef("pk")}).order_by().values(key).annotate(n=Count("pk", distinct=True))
    return Coalesce(Subquery(mine.values("n"), output_field=IntegerField()), Value(0))


def people():
    return Person.objects.annotate(
        wishes_made=number_of(Wish.objects, "intern"),
        offers_held=number_of(OfferPerson.objects, "person"),
        consents_asked=number_of(Consent.objects, "manager"),
    )


def list_of(page, count, text):
    return lambda row: f"{reverse(page)}?text={text(row)}" if count(row) else ""


PEOPLE = Listing(
    kind="people",
    page="people-list",
    title=_("People"),
    empty=_("Nobody here. Write less in the search, or clear it."),
    rows=people,
    filters=filters.PersonFilters,
    order="name",
    columns=(
        Column("name", _("Name"), str, lambda: alphabetical("name")),
        Column("title", _("Job title"), lambda person: person.title),
        Column("email", _("E-mail"), lambda person: person.email, lambda: "email",
               lambda person: f"mailto:{person.email}"),
        Column("phone", _("Phone"), lambda person: person.phone),
        Column("wishes", _("Wishes"), lambda person: person.wishes_made, lambda: "wishes_made",
               list_of("wishes", lambda person: person.wishes_made, lambda person: person.email)),
        Column("offers", _("Offers"), lambda person: person.offers_held, lambda: "offers_held",
               list_of("office-offers", lambda person: person.offers_held, lambda person: person.email)),
        Column("consents", _("Asked for consent"), lambda person: person.consents_asked, lambda: "consents_asked"),
        exported("coordinator", _("Coordinator"), lambda person: yes_no(person.is_coordinator)),
        exported("language", _("Language"), lambda person: person.language),
    ),
)  # fmt: skip


def organisations():
    return Organisation.objects.annotate(
        places=number_of(Workplace.objects, "organisation"),
        wishes_made=number_of(Wish.objects, "workplace__organisation"),
        offers_made=number_of(Offer.objects, "workplace__organisation"),
    )


ORGANISATIONS = Listing(
    kind="organisations",
    page="organisations",
    title=_("Organisations"),
    empty=_("No organisation here. Write less in the search, or clear it."),
    rows=organisations,
    filters=filters.OrganisationFilters,
    order="name",
    columns=(
        Column("name", _("Name"), str, lambda: alphabetical("name")),
        Column("sector", _("Sector"), lambda each: each.sector_name, lambda: "sector"),
        Column("cvr", _("CVR number"), lambda each: each.cvr),
        Column("places", _("Workplaces"), lambda each: each.places, lambda: "places"),
        Column("wishes", _("Wishes"), lambda each: each.wishes_made, lambda: "wishes_made",
               list_of("wishes", lambda each: each.wishes_made, lambda each: each.name)),
        Column("offers", _("Offers"), lambda each: each.offers_made, lambda: "offers_made",
               list_of("office-offers", lambda each: each.offers_made, lambda each: each.name)),
    ),
)  # fmt: skip

LISTINGS = {each.kind: each for each in (WISHES, OFFERS, PLACEMENTS, PEOPLE, ORGANISATIONS)}
