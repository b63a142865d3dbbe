import pytest

from ipraktik.people.coordinators import create
from ipraktik.people.models import Person

pytestmark = pytest.mark.django_db


def coordinators():
    return list(Person.objects.coordinators().values_list("email", "name"))


def test_someone_new_becomes_a_coordinator(capsys):
    create(["Karl@Ipraktik.example", "Karl Bech"])

    assert coordinators() == [("karl@ipraktik.example", "Karl Bech")]
    assert capsys.readouterr().out == (
        "Karl Bech is a coordinator and signs in with a code sent to karl@ipraktik.example.\n"
    )


def test_someone_known_keeps_their_name_and_is_made_one_only_once():
    Person.objects.known_as("karl@ipraktik.example", "Karl Bech")

    create(["karl@ipraktik.example", "K. Bech"])
    create(["karl@ipraktik.example", "K. Bech"])

    assert coordinators() == [("karl@ipraktik.example", "Karl Bech")]


def test_what_is_no_address_is_refused_in_words():
    with pytest.raises(SystemExit, match="'karl' is not an e-mail address"):
        create(["karl", "Karl Bech"])

    assert coordinators() == []
