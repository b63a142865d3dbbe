"""A workplace is chosen, or added once."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from ipraktik import cast as the_cast
from ipraktik.people.models import Organisation, Workplace
from ipraktik.people.workplace_forms import FIND, WorkplaceForm

pytestmark = pytest.mark.django_db
NEW = {"workplace_name": "Borgerservice", "organisation": "Odense Kommune", "sector": "municipality"}
CVR = "35209115"


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def pay_office():
    return the_cast.workplace("Aarhus Kommune", "Lønkontoret")


def form(**typed):
    return WorkplaceForm(typed)


def wrong(**typed):
    made = form(**typed)
    assert not made.is_valid()
    return {name: [str(each) for each in said] for name, said in made.errors.items()}


def test_find_shows_what_was_found_and_says_nothing_is_wrong():
    place = pay_office()

    made = form(find="løn århus", **{FIND: "1"})

    assert not made.is_valid()
    assert made.errors == {}
    assert made.fields["chosen"].choices == [
        (str(place.pk), f"Lønkontoret, Aarhus Kommune · {place.place}"), ("new", "None of these. I add it below.")
    ]  # fmt: skip


def test_the_first_button_saves_when_the_search_is_not_new():
    place = pay_office()

    made = form(find="løn", searched="løn", chosen=str(place.pk), **{FIND: "1"})

    assert made.is_valid()
    assert made.save_workplace() == place


def test_what_was_typed_without_a_choice_is_looked_for_and_asked_about():
    pay_office()

    assert wrong(find="løn") == {"find": ["Find your workplace and choose it, or add it."]}
    assert wrong() == {"find": ["Find your workplace and choose it, or add it."]}
    assert wrong(chosen="999999999999999999999") == {"chosen": ["Choose one of those on the list."]}


def test_a_new_workplace_comes_with_its_organisation():
    made = form(**NEW, cvr=f"DK {CVR}", municipality="0461", work_areas=["citizen-service"])

    assert made.is_valid(), made.errors
    place = made.save_workplace()
    assert (place.name, place.municipality, place.work_areas) == ("Borgerservice", "0461", ["citizen-service"])
    assert (place.organisation.name, place.organisation.sector, place.organisation.cvr) == (
        "Odense Kommune", "municipality", CVR
    )  # fmt: skip


def test_each_thing_missing_from_a_new_workplace_has_its_sentence():
    assert wrong(chosen="new") == {
        "workplace_name": ["Write the name of the workplace."],
        "organisation": ["Write the organisation that it belongs to."],
        "sector": ["Choose what kind of organisation it is."],
    }


@pytest.mark.parametrize("number", ["12345678", "3520911", "not a number", "1" * 30])
def test_a_cvr_number_that_cannot_be_is_refused(number):
    assert "cvr" in wrong(**NEW, cvr=number)


@pytest.mark.parametrize("typed", [{"organisation": "Århus  kommune"}, {"organisation": "Kommunen", "cvr": CVR}])
def test_an_organisation_that_is_known_is_offered_and_not_repeated(typed):
    known = Organisation.objects.create(name="Aarhus Kommune", sector="municipality", cvr=CVR)
    typed = {**NEW, **typed}

    made = form(**typed)
    assert not made.is_valid()
    assert made.fields["same"].choices[0] == (f"organisation-{known.pk}", f"Aarhus Kommune · CVR {CVR}")
    place = saved(**typed, same=f"organisation-{known.pk}")

    assert place.organisation == known
    assert Organisation.objects.count() == 1


def test_a_workplace_that_is_known_is_offered_and_not_repeated():
    known = pay_office()
    typed = {**NEW, "workplace_name": "lønkontoret", "organisation": "Århus Kommune"}

    assert wrong(**typed) == {"same": ["Say whether it is one that we know."]}
    assert saved(**typed, same=f"workplace-{known.pk}") == known
    assert Workplace.objects.count() == 1


def test_another_one_of_the_same_name_needs_a_name_of_its_own():
    known = pay_office()
    typed = {**NEW, "workplace_name": "Lønkontoret", "organisation": "Aarhus Kommune"}

    assert "workplace_name" in wrong(**typed, same="no-workplace")
    renamed = typed | {"workplace_name": "Lønkontoret, Skejby"}
    assert wrong(**renamed, same="no-workplace") == {"same": ["Say whether it is one that we know."]}
    assert "organisation" in wrong(**renamed, same="no-organisation")
    place = saved(**renamed, same=f"organisation-{known.organisation_id}")

    assert place.organisation == known.organisation


def test_a_cvr_number_of_someone_else_must_be_corrected():
    Organisation.objects.create(name="Vejle Kommune", sector="municipality", cvr=CVR)

    assert wrong(**NEW, cvr=CVR, same="no-organisation") == {
        "cvr": ["This CVR number belongs to Vejle Kommune. Correct it, or leave it empty."]
    }


def test_only_the_programmes_sectors_may_send():
    firm = the_cast.workplace("Brød og Co", "Bageriet", sector="private")
    sentence = "The programme does not take interns from this kind of organisation. You are welcome to be hosts."

    assert wrong(chosen=str(firm.pk)) == {"chosen": [sentence]}
    assert wrong(**NEW | {"sector": "private"}) == {"sector": [sentence]}
    assert WorkplaceForm({"chosen": str(firm.pk)}, can="may_host").is_valid()


def test_a_country_without_cvr_numbers_is_not_asked_for_one(settings):
    settings.PROGRAMME_DIR = settings.PACKAGE / "tests" / "programmes" / "outside_view"

    assert list(WorkplaceForm().fields) == [
        "find", "chosen", "same", "workplace_name", "organisation", "sector", "work_areas"
    ]  # fmt: skip


def test_the_part_that_is_found_while_typing_is_the_part_of_the_page(client, cast):
    place = pay_office()
    client.force_login(cast["ida"])

    part = BeautifulSoup(client.get(reverse("workplace-find"), {"find": "løn"}).content, "html.parser")

    assert [each["value"] for each in part.select("#workplace-found input[type=radio]")] == [str(place.pk), "new"]
    assert part.select_one("input[name=searched]")["value"] == "løn"
    assert "error" not in str(part)


def test_finding_ten_costs_no_more_than_one():
    pay_office()
    one = questions("kontor")
    for number in range(9):
        the_cast.workplace("Aarhus Kommune", f"Kontor {number}")

    assert questions("kontor") == one


def questions(text):
    with CaptureQueriesContext(connection) as asked:
        assert form(find=text, **{FIND: "1"}).fields["chosen"].choices
    return len(asked)


def saved(**typed):
    made = form(**typed)
    assert made.is_valid(), made.errors
    return made.save_workplace()
