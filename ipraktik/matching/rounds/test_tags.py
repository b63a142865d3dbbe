"""An intern who got no host in a round reads so on the wish's own page."""

import pytest

from ipraktik import cast as the_cast
from ipraktik.matching.rounds.conftest import read, text

pytestmark = pytest.mark.django_db
ALL_TAKEN = ["all_taken", {"hosts": 3, "together": 1}]


@pytest.fixture
def without(cast, ida, bo, payroll):
    """Ida is without a host in the round that is being prepared; Bo has one."""
    made = the_cast.a_round(cast, pairs=[(bo, payroll)], without=[ida])
    made.proposal.unplaced.update(reasons=[ALL_TAKEN])
    return made


def told(client, person, wish):
    client.force_login(person)
    found = read(client, wish.get_absolute_url()).find("section", attrs={"aria-labelledby": "round-title"})
    return found and text(found)


def test_who_got_none_reads_it_once_the_round_is_sent(client, cast, without, ida):
    assert told(client, cast["ida"], ida) is None

    without.perform("publish", by=cast["karl"])

    assert told(client, cast["ida"], ida) == (
        "”Uge 37” gav ikke en vært denne gang Der er værter, der passer til dig, men deres pladser gik til andre. "
        "Dit ønske er stadig åbent, og vi leder videre. Du må også gerne selv spørge en vært."
    )


def test_the_office_has_the_desk_for_it(client, cast, without, ida):
    without.perform("publish", by=cast["karl"])

    assert told(client, cast["karl"], ida) is None


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("none_fits", "Ingen vært i den passede til dit ønske."),
        ("not_then", "Dit ønske har for få dage i den."),
        ("companion_missing", "Ikke alle, du rejser med, var med i den."),
    ],
)
def test_the_reason_is_said_in_the_interns_words(client, cast, without, ida, reason, said):
    without.proposal.unplaced.update(reasons=[[reason, {"stops": []}]])
    without.perform("publish", by=cast["karl"])

    assert said in told(client, cast["ida"], ida)


@pytest.mark.parametrize("reason", ["manager_refused", "own_host"])
def test_what_the_page_tells_in_another_place_is_not_told_twice(client, cast, without, ida, reason):
    without.proposal.unplaced.update(reasons=[[reason, {}]])
    without.perform("publish", by=cast["karl"])

    assert told(client, cast["ida"], ida) is None


def test_it_is_gone_when_a_host_is_suggested_or_the_round_is_over(client, cast, without, ida):
    without.perform("publish", by=cast["karl"])
    days = (without.first, without.last)
    type(without).objects.update(first="2020-01-10", last="2020-01-20", answer_by="2020-01-01")
    assert told(client, cast["ida"], ida) is None

    type(without).objects.update(first=days[0], last=days[1], answer_by=without.answer_by)
    assert told(client, cast["ida"], ida)
    the_cast.placement(cast, wish_=ida, offer_=the_cast.offer(cast, at="Zoo", of="Odense Kommune"))
    assert told(client, cast["ida"], ida) is None


def test_a_later_proposal_of_the_round_that_gives_a_host_takes_it_away(client, cast, without, ida, payroll):
    without.perform("publish", by=cast["karl"])
    the_cast.propose(without, [(ida, payroll)])
    type(without).objects.get().perform("publish", by=cast["karl"])

    assert told(client, cast["ida"], ida) is None


def test_before_it_is_sent_the_office_reads_how_many_are_not_written_to(office, without):
    page = text(read(office, f"{without.get_absolute_url()}do/publish/").main)

    assert (
        "1 praktikant er uden vært og får intet brev. Det står på ønskets side, undtagen ved et nej fra lederen eller en vært, "
        "de selv har fundet."
    ) in page
