"""`ipraktik createcoordinator`: the first coordinator, who lets the next ones in."""

import argparse

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from ipraktik.kit.terminal import say
from ipraktik.people.models import Person


def create(arguments):
    parser = argparse.ArgumentParser(prog="ipraktik createcoordinator", description="Makes someone a coordinator.")
    parser.add_argument("email", help="where sign-in codes and letters go")
    parser.add_argument("name", help='for instance "Karl Bech"')
    options = parser.parse_args(arguments)
    person = coordinator(options.email, options.name)
    say(f"{person} is a coordinator and signs in with a code sent to {person.email}.")


def coordinator(email, name):
    try:
        validate_email(email.strip())
    except ValidationError as invalid:
        raise SystemExit(f"'{email}' is not an e-mail address. Write it like karl@example.org.") from invalid
    person = Person.objects.known_as(email, name)
    person.is_coordinator = person.is_active = True
    person.save(update_fields=["is_coordinator", "is_active"])
    return person
