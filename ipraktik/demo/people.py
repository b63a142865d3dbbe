"""The organisations, workplaces and people of the demo year, made from their texts."""

from datetime import date, timedelta

from django.utils import timezone

from ipraktik.directory.models import NamedHost, Offer, TravelGroup, Wish
from ipraktik.kit.names import folded
from ipraktik.people.models import Membership, Organisation, Person, Workplace
from ipraktik.programme import programme

LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", " ": "-"})


def address(name, organisation):
    """An address nobody has: all of them end in `.example`."""
    person, place = (folded(each).translate(LETTERS) for each in (name, organisation))
    return f"{person.replace('-', '.')}@{place}.example"


def person(name, title, organisation, language="da"):
    known = Person.objects.known_as(address(name, organisation), name, language)
    Person.objects.filter(pk=known.pk).update(title=title)
    return known


def workplace(text):
    organisation = Organisation.objects.known_as(text["organisation"], text["sector"], text.get("cvr", ""))
    place = programme().find_municipality(text["municipality"])
    return Workplace.objects.known_as(
        organisation, text["workplace"], municipality=place.code if place else "", work_areas=text["work_areas"]
    )


def next_week(week, today):
    """(Monday, Friday) of this ISO week the next time it comes whole."""
    monday = date.fromisocalendar(today.isocalendar().year, week, 1)
    if monday <= today:
        monday = date.fromisocalendar(today.isocalendar().year + 1, week, 1)
    return monday, monday + timedelta(days=4)


def offer(text):
    """The host's offer, still a draft, with its people and its weeks."""
    today = timezone.localdate()
    made = Offer.objects.create(
        workplace=workplace(text), at_a_time=text["seats"], workspace="Ja" if text["has_desk"] else "",
        **{key: text[key] for key in ("about", "why", "see", "wishes_for", "seats", "days_min", "days_max", "all_year")},
        **{key: text[key] for key in ("meet", "hours", "dress", "equipment", "access")},
    )  # fmt: skip
    language = text.get("language", "da")
    made.name_person("contact", person(text["contact"], text["contact_title"], text["organisation"], language))
    made.name_person("reserve", person(text["reserve"], "", text["organisation"], language))
    for key, is_open in (("weeks", True), ("blackout", False)):
        for week in text.get(key, ()):
            first, last = next_week(week, today)
            made.periods.create(first=first, last=last, is_open=is_open)
    return made


def wish(text, groups):
    """The intern's wish, still a draft, with its manager, its weeks and those who go along."""
    today, place = timezone.localdate(), workplace(text)
    language = text.get("language", "da")
    intern = person(text["name"], text["title"], text["organisation"], language)
    manager = person(text["manager"], text["manager_title"], text["organisation"])
    Membership.objects.get_or_create(person=intern, workplace=place)
    made = Wish.objects.create(
        intern=intern, workplace=place, manager=manager, any_time=text["when"] == "any_time",
        days_min=text["days"], days_max=text["days"], special_needs=text.get("special_needs", ""),
        group=group(text, groups), **{key: text[key] for key in ("why", "where", "travel_type", "door")},
    )  # fmt: skip
    for week in text["when"] if made.any_time is False else ():
        first, last = next_week(week, today)
        made.periods.create(first=first, last=last)
    return made


def name_host(wish, text):
    """The wish names a host of the intern's own finding."""
    place = programme().find_municipality(text["municipality"])
    wish.door = wish.Door.OWN_HOST
    wish.save(update_fields=["door"])
    NamedHost.objects.create(
        wish=wish, municipality=place.code if place else "", contact_name=text["contact"],
        contact_email=address(text["contact"], text["organisation"]),
        **{key: text[key] for key in ("organisation", "sector", "workplace", "contacted_by")},
    )  # fmt: skip


def group(text, groups):
    if "group" not in text:
        return None
    if text["group"] not in groups:
        groups[text["group"]] = TravelGroup.objects.create(together_only=True)
    return groups[text["group"]]
