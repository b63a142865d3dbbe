import shutil

import pytest
from django.db import connection

from ipraktik.kit import backup
from ipraktik.people.models import Person

no_client = connection.vendor == "postgresql" and not shutil.which("pg_dump")
needs_client = pytest.mark.skipif(no_client, reason="pg_dump is not installed")
pytestmark = [needs_client, pytest.mark.django_db(transaction=True)]


def names():
    return list(Person.objects.order_by("name").values_list("name", flat=True))


def test_what_was_backed_up_is_there_again_after_restoring(tmp_path):
    Person.objects.known_as("ida@ipraktik.example", "Ida Lund")
    backup.backup([str(tmp_path)])
    Person.objects.update(name="Somebody else")
    Person.objects.known_as("olga@ipraktik.example", "Olga Friis")

    backup.restore([*map(str, tmp_path.iterdir()), "--replace"])

    assert names() == ["Ida Lund"]


def test_a_backup_is_for_its_owner_alone(tmp_path):
    backup.backup([str(tmp_path)])

    assert [oct(file.stat().st_mode)[-3:] for file in tmp_path.iterdir()] == ["600"]


def test_a_database_that_is_not_empty_is_replaced_only_when_told_so(tmp_path):
    backup.backup([str(tmp_path)])
    Person.objects.known_as("ida@ipraktik.example", "Ida Lund")

    with pytest.raises(SystemExit, match="say --replace"):
        backup.restore([*map(str, tmp_path.iterdir())])

    assert names() == ["Ida Lund"]


def test_a_file_of_the_other_database_is_refused(tmp_path):
    ending = {"sqlite": ".dump", "postgresql": ".sqlite3"}[connection.vendor]
    (tmp_path / f"other{ending}").touch()

    with pytest.raises(SystemExit, match="restored from a file that ends in"):
        backup.restore([str(tmp_path / f"other{ending}"), "--replace"])
