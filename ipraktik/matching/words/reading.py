"""A wish and an offer as the engine reads them: plain data, with the names of persons told so that they are taken out."""

from math import ceil, floor

from django.utils import timezone

from ipraktik.directory import lifecycle
from ipraktik.matching.engine.people import Host, Intern
from ipraktik.programme import programme

TRIED_AGAIN = ("lapsed", "withdrawn", "cancelled", "completed")  # these may be suggested once more


def intern(wish, aside=(), alone=False, within=None):
    """The wish; `aside`: the keys of its limits that are not to count; `within`: (first, last) it must be in.

    Periods and placements are prefetched where there are many. Companions who would rather be together, but need not,
    are a group too until they are asked to travel `alone`.
    """
    workplace, stretches = wish.workplace, [(period.first, period.last) for period in wish.periods.all()]
    if within:
        stretches = clipped([within] if wish.any_time else stretches, *within)
    return Intern(
        key=str(wish.pk), **place_of(workplace), job=job_in_words(wish), wish=f"{wish.why}\n{wish.where}",
        travel_type=wish.travel_type, days=whole_days(wish), 
        any_time=wish.any_time and not within, free=tuple(stretches), **limits_of(wish, aside),
        group=str(wish.group_id or "") if not alone or (wish.group and wish.group.together_only) else "",
        named_host=str(wish.asked_offer_id or "") if wish.door == wish.Door.OWN_HOST else "",
        declined=frozenset(str(p.offer_id) for p in wish.placements.all() if p.state not in TRIED_AGAIN),
        waiting=(timezone.localdate() - timezone.localdate(wish.submitted_at or wish.created_at)).days,
        names=names_of(wish.intern, wish.manager),
    )  # fmt: skip


def clipped(stretches, first, last):
    """The parts of these stretches that lie between the two days."""
    inside = [(max(low, first), min(high, last)) for low, high in stretches]
    return [each for each in inside if each[0] <= each[1]]


def limits_of(wish, aside):
    limits = {
        "sectors": ("sector", wish.sectors), "areas": ("work_area", wish.work_areas),
        "regions": ("region", wish.regions), "municipalities": ("municipality", wish.municipalities),
    }  # fmt: skip
    told = {name: () if key in aside else tuple(wanted) for name, (key, wanted) in limits.items()}
    return told | {"own_organisation": wish.own_organisation or "organisation" in aside}


def host(offer, aside=(), more_seats=0):
    """The offer, from `with_seats()`; seats that others have been asked about are not counted as free."""
    workplace = offer.workplace
    periods = list(offer.periods.all())
    return Host(
        key=str(offer.pk), **place_of(workplace), profile=host_in_words(offer), ask=offer.wishes_for,
        seats=max(0, offer.seats_left - offer.asking) + more_seats, days=whole_days(offer), all_year=offer.all_year,
        open=tuple((each.first, each.last) for each in periods if each.is_open),
        closed=tuple((each.first, each.last) for each in periods if not each.is_open),
        sectors=() if "wanted_sector" in aside else tuple(offer.wanted_sectors),
        areas=() if "wanted_work_area" in aside else tuple(offer.wanted_work_areas),
        names=names_of(*(mine.person for mine in offer.people.all())),
    )  # fmt: skip


def place_of(workplace):
    region = workplace.region_on(lifecycle.today())
    municipality = programme().municipalities.get(workplace.municipality)
    return {
        "workplace": str(workplace.pk), "organisation": str(workplace.organisation_id),
        "sector": workplace.organisation.sector, "work_areas": tuple(workplace.work_areas),
        "region": region.key if region else "", "municipality": workplace.municipality,
        "place": (municipality.lat, municipality.lon) if municipality else None,
    }  # fmt: skip


def whole_days(subject):
    return ceil(subject.days_min), max(ceil(subject.days_min), floor(subject.days_max))


def areas_in_words(keys):
    known = programme().work_areas
    return " ".join(words for key in keys if key in known for _language, words in known[key].words)


def job_in_words(wish):
    return "\n".join([wish.intern.title, wish.workplace.full_name, areas_in_words(wish.workplace.work_areas)])


def host_in_words(offer):
    place = offer.workplace
    return "\n".join([place.full_name, areas_in_words(place.work_areas), offer.about, offer.see, offer.why])


def names_of(*people):
    return tuple(person.name for person in people if person and person.name)
