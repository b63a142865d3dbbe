"""Those whom we know only because somebody asked them about a photo: once that is over, we know them no more."""

from contextlib import suppress

from django.db.models import ProtectedError

from ipraktik.people.models import Person

# What a person leaves by being asked, and by answering; whoever has left anything else is no stranger.
LEFT_BY_ASKING = {"link", "letter", "returnaddress", "emailaddress", "usersession", "depicted"}


def forget_strangers(people):
    """Of these numbers, those who are in no photo that waits for their answer, or that they have said yes to."""
    for person in Person.objects.filter(pk__in=people, is_coordinator=False):
        if not is_known_otherwise(person) and all(each.said == "" for each in person.depicted.all()):
            with suppress(ProtectedError):
                person.delete()


def is_known_otherwise(person):
    relations = [
        each for each in person._meta.related_objects if each.related_model._meta.model_name not in LEFT_BY_ASKING
    ]
    return any(each.related_model._base_manager.filter(**{each.field.name: person}).exists() for each in relations)
