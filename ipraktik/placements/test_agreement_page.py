"""The agreement on its page: what changed, who is missing, who may hand over, and what follows for whom."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.history.models import Event
from ipraktik.people.models import Organisation, Person
from ipraktik.placements.leaving import without_a_hand
from ipraktik.placements.models import Placement, Visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english", "no_second_factor")]


@pytest.fixture
def ready(cast):
    placement = the_cast.placement(cast, "preparing")
    the_cast.prepare(placement)
    return fresh(placement)


def fresh(placement):
    return Placement.objects.for_page().get(pk=placement.pk)


def sign(placement, cast, *keys):
    for key in keys:
        placement = placement.perform("sign", by=cast[key])
    return fresh(placement)


def url(name, placement, *more):
    return reverse(name, args=[placement.pk, *more])


def read(client, person, placement):
    client.force_login(person)
    return BeautifulSoup(client.get(url("placement-agreement", placement)).content, "html.parser")


def part(page, id):
    found = page.select_one(f"section[aria-labelledby={id}]")
    return found and " ".join(found.get_text(" ", strip=True).split())


def told(response):
    page = BeautifulSoup(response.content, "html.parser")
    return [alert.get_text(" ", strip=True) for alert in page.select(".alert-text")]


def errors(response):
    page = BeautifulSoup(response.content, "html.parser")
    return [error.get_text(" ", strip=True) for error in page.select(".form-error-message")]


def test_what_changed_since_one_signed_stands_side_by_side(client, cast, ready):
    sign(ready, cast, "ida")
    Visit.objects.filter(pk=ready.visit_id).update(meet="Ved porten.")

    page = read(client, cast["ida"], ready)

    said = "What has changed since it was signed Where and when to meet Before I receptionen. Now Ved porten."
    assert part(page, "changed") == said


def test_nothing_is_said_to_have_changed_where_nothing_has(client, cast, ready):
    sign(ready, cast, "ida")

    assert part(read(client, cast["ida"], ready), "changed") is None


def test_a_correction_after_all_have_signed_is_shown_beside_what_was_signed(client, cast):
    placement = the_cast.placement(cast, "agreed")
    Person.objects.filter(pk=cast["hanne"].pk).update(phone="12 34 56 78")

    page = read(client, cast["ida"], placement)

    assert part(page, "corrected") == (
        "Corrected since it was signed Contact person and reserve Before Contact person: Hanne Krogh Reserve: Rune Toft "
        "Now Contact person: Hanne Krogh, 12 34 56 78 Reserve: Rune Toft A correction: the signatures stand."
    )
    assert "12 34 56 78" not in page.select_one("article.paper").get_text()
    assert page.get_text().count("Signed") == 3


def test_who_loses_a_signature_by_a_change_is_asked_once(client, cast, ready):
    sign(ready, cast, "ida", "signe")
    client.force_login(cast["hanne"])
    row = {"day": ready.visit.first_day.isoformat(), "starts": "10:00", "ends": "11:00", "what": "Rundtur"}

    client.post(url("placement-itinerary", ready), row)
    client.post(url("placement-itinerary", ready), row | {"what": "Frokost", "starts": "12:00", "ends": "12:30"})

    asked = Event.objects.filter(name="change-terms").values_list("facts", flat=True)
    assert list(asked) == [{"people": [cast["ida"].pk]}]


def test_the_declaration_that_a_host_wants_is_read_and_signed_with_the_agreement(client, cast, ready):
    Visit.objects.filter(pk=ready.visit_id).update(wants_declaration=True)
    page = read(client, cast["ida"], ready)
    form = {field: page.select_one(f"[name={field}]")["value"] for field in ("sha256", "declaration")}

    client.post(url("placement-move", ready, "sign"), form)

    signed = fresh(ready).versions.values_list("kind", "signatures__name")
    assert sorted(signed) == [("agreement", "Ida Lund"), ("confidentiality", "Ida Lund")]


def test_a_manager_reads_no_declaration_that_is_not_theirs_to_sign(client, cast, ready):
    Visit.objects.filter(pk=ready.visit_id).update(wants_declaration=True)

    page = read(client, cast["signe"], ready)

    assert page.select_one("form [name=declaration]") is None


def test_one_may_sign_a_declaration_that_nobody_has_asked_for(client, cast, ready):
    page = read(client, cast["ida"], ready)

    client.post(url("placement-declare", ready), {"declaration": page.select_one("[name=declaration]")["value"]})

    page = read(client, cast["hanne"], ready)
    assert [each.text for each in page.select(".paper h2")] == [
        "Placement agreement", "Praktikaftale", "Confidentiality declaration", "Fortrolighedserklæring",
    ]  # fmt: skip
    assert Event.objects.filter(name="declare").count() == 1


# the host's own words


def test_what_the_host_adds_may_be_kept_for_next_time(client, cast, ready):
    client.force_login(cast["hanne"])
    page = BeautifulSoup(client.get(url("placement-practical", ready)).content, "html.parser")
    form = {field["name"]: field.get("value", "") for field in page.select("form input[name], form textarea[name]")}
    kept = {"contact": cast["hanne"].pk, "reserve": cast["rune"].pk, "meet": ready.visit.meet}

    client.post(
        url("placement-practical", ready),
        {key: form[key] for key in ("first_day", "last_day")} | kept | {"additions": "Ingen billeder.", "keep": "on"},
    )

    placement = fresh(ready)
    assert (placement.visit.additions, placement.offer.additions) == ("Ingen billeder.", "Ingen billeder.")


# who signs


def test_the_reserve_takes_over_in_one_step(client, cast, ready):
    client.force_login(cast["hanne"])

    client.post(url("placement-hand-over", ready, "host"), {"who": cast["rune"].pk})

    visit = fresh(ready).visit
    assert (visit.contact, visit.reserve) == (cast["rune"], cast["hanne"])
    assert {str(each.person) for each in fresh(ready).missing_people("sign")} == {"Ida Lund", "Rune Toft", "Signe Dahl"}


def test_a_manager_who_hands_over_is_told_so_and_sees_it_no_more(client, cast, ready):
    client.force_login(cast["signe"])

    response = client.post(
        url("placement-hand-over", ready, "sender"),
        {"name": "Tove Munk", "email": "TOVE@ipraktik.example"},
        follow=True,
    )

    assert told(response) == ["Tove Munk takes over. We write to them now."]
    assert fresh(ready).wish.manager == cast["tove"]
    assert client.get(ready.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(("party", "who"), [("sender", "signe"), ("host", "hanne")])
def test_who_hands_over_may_say_that_the_person_has_left_and_then_the_office_sees_what_else_waits(
    client, cast, ready, party, who
):
    elsewhere = the_cast.wish(cast, intern="bo", manager="signe")
    other = the_cast.placement(cast, "preparing", wish_=elsewhere, offer_=ready.offer)
    the_cast.prepare(other)
    client.force_login(cast["karl"])
    given = {"name": "Tove Munk", "email": "tove@ipraktik.example", "has_left": "on", "who": cast["rune"].pk}

    client.post(url("placement-hand-over", ready, party), given)

    assert cast[who].has_left(ready.wish.workplace if party == "sender" else ready.offer.workplace)
    assert without_a_hand(Placement.objects.for_page().filter(pk__in=[ready.pk, other.pk])) == [other.pk]


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("ida@ipraktik.example", "The intern cannot sign for the workplace too. Name somebody else."),
        ("signe@ipraktik.example", "This person signs already. Name somebody else."),
        ("", "Write the person's e-mail."),
        ("nonsense", None),
    ],
)
@pytest.mark.parametrize("name", ["placement-hand-over", "placement-second"])
def test_who_cannot_sign_is_refused_in_words_and_what_was_typed_stays(client, cast, ready, name, email, sentence):
    client.force_login(cast["signe"])

    response = client.post(url(name, ready, "sender"), {"name": "Nogen", "email": email})

    assert len(errors(response)) == 1
    assert sentence is None or errors(response)[0].endswith(sentence)
    assert b'value="Nogen"' in response.content
    assert fresh(ready).wish.manager == cast["signe"]


def test_a_second_signatory_is_named_and_remembered_for_the_organisation(client, cast, ready):
    client.force_login(cast["signe"])

    client.post(
        url("placement-second", ready, "sender"),
        {"name": "Tove Munk", "email": "tove@ipraktik.example", "remember": "on"},
    )

    assert "Tove Munk" in {str(each.person) for each in fresh(ready).missing_people("sign")}
    organisation = Organisation.objects.get(pk=ready.wish.workplace.organisation_id)
    assert organisation.second_signatory == cast["tove"]


# amendments


@pytest.fixture
def begun(cast):
    placement = the_cast.placement(cast, "agreed")
    the_cast.move_in_time(placement, (timezone.localdate() - placement.visit.first_day).days)
    return fresh(placement)


def test_an_amendment_is_proposed_read_and_signed(client, cast, begun):
    client.force_login(cast["hanne"])
    client.post(url("placement-amend", begun), {"what": "I morgen mødes vi ved porten.", "topics": ["meet"]})
    amendment = begun.amendments.get()

    for key in ("hanne", "ida"):
        page = read(client, cast[key], begun)
        form = page.select_one(f"form[action='{url('placement-amendment-sign', begun, amendment.pk)}']")
        client.post(form["action"], {"sha256": form.select_one("[name=sha256]")["value"]})

    said = part(read(client, cast["ida"], begun), f"amendment-{amendment.pk}")
    assert begun.amendments.get().holds
    assert "I morgen mødes vi ved porten." in said
    assert "Signed by all: it holds" in said


def test_an_amendment_needs_words_and_what_it_touches(client, cast, begun):
    client.force_login(cast["hanne"])

    response = client.post(url("placement-amend", begun), {"what": "I morgen mødes vi ved porten."})

    assert [error.removeprefix("Error:").strip() for error in errors(response)] == [
        "Choose what it touches, so that the right people sign."
    ]
    assert "I morgen mødes vi ved porten." in response.content.decode()
    assert not begun.amendments.exists()


def test_who_is_not_concerned_has_no_button_to_sign_an_amendment(client, cast, begun):
    amendment = begun.amend("I morgen mødes vi ved porten.", ["meet"], cast["hanne"])

    buttons = {
        key: url("placement-amendment-sign", begun, amendment.pk) in str(read(client, cast[key], begun))
        for key in ("ida", "hanne", "rune", "signe", "karl")
    }

    assert buttons == {"ida": True, "hanne": True, "rune": False, "signe": False, "karl": False}


def test_ten_versions_cost_no_more_questions_than_one(client, cast, ready, django_assert_max_num_queries):
    sign(ready, cast, "ida")
    client.force_login(cast["ida"])
    with django_assert_max_num_queries(200) as short:
        client.get(url("placement-agreement", ready))
    for number in range(9):
        Visit.objects.filter(pk=ready.visit_id).update(meet=f"Ved port {number}.")
        sign(fresh(ready), cast, "ida")

    with django_assert_max_num_queries(len(short)):
        client.get(url("placement-agreement", ready))
