"""Persons and workplaces as a sheet or a telephone call names them: found if they are here, else made."""

from ipraktik.people.models import Membership, Organisation, Person, Workplace
from ipraktik.programme import programme


def person(email, name, more=None):
    """What is known of a person already is not overwritten."""
    found = Person.objects.known_as(email, name, programme().languages[0])
    told = {field: (more or {}).get(field, "").strip()[:limit] for field, limit in (("title", 120), ("phone", 40))}
    fresh = {field: value for field, value in told.items() if value and not getattr(found, field)}
    for field, value in fresh.items():
        setattr(found, field, value)
    if fresh:
        found.save(update_fields=list(fresh))
    return found


def workplace(values):
    organisation = Organisation.objects.known_as(values["organisation"], values["sector"])
    found = Workplace.objects.known_as(organisation, values["workplace"], municipality=values["municipality"])
    missing = {
        name: values[name] for name in ("municipality", "work_areas") if values[name] and not getattr(found, name)
    }
    for name, value in missing.items():
        setattr(found, name, value)
    if missing:
        found.save(update_fields=list(missing))
    return found


def membership(someone, place):
    Membership.objects.get_or_create(person=someone, workplace=place, role=Membership.Role.EMPLOYEE)
