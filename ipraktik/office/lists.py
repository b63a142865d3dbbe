"""The office's five lists: wishes, offers, placements, people, organisations."""

from django.db.models import Count, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ipraktik.directory.models import Consent, Offer, OfferPerson, Wish
from ipraktik.office import filters
from ipraktik.office.directory_lists import OFFERS, WISHES
from ipraktik.office.list_columns import exported, own_page, state, yes_no
from ipraktik.office.listing import Column, Listing
from ipraktik.office.ordering import alphabetical
from ipraktik.people.models import Organisation, Person, Workplace
from ipraktik.placements.models import Placement

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
        Column("bounces", _("Letters arrive"), lambda person: "" if not person.bounces else _("No: correct the address"),
               None, lambda person: reverse("person-address", args=[person.pk]) if person.bounces else ""),
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
