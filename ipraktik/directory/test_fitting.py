"""Can this host take this intern? Each rule alone, with its sentence in both languages."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from ipraktik import cast as the_cast
from ipraktik.directory import fitting
from ipraktik.directory.fitting import HARD, LIMITS, Pair, candidates, candidates_in_pool
from ipraktik.directory.models import Offer, TravelGroup, Wish
from ipraktik.people.models import Organisation, Workplace

pytestmark = pytest.mark.django_db
ENGLISH = {
    "wish_is_open": "The wish is not open.",
    "offer_receives": "The host does not receive at the moment.",
    "may_send": "The intern's organisation may not send interns.",
    "may_host": "The host's organisation may not host.",
    "not_own_workplace": "It is the intern's own workplace.",
    "seats": "All seats are taken.",
    "number_of_days": "They do not wish for the same number of days.",
    "days_in_common": "They have no days in common.",
    "not_tried": "It has been suggested before.",
    "not_flooded": "Many are waiting for this host's answer already.",
    "sector": "The intern wishes for another sector.",
    "work_area": "The intern wishes for another work area.",
    "region": "The intern wishes for another region.",
    "municipality": "The intern wishes for another municipality.",
    "organisation": "The intern wishes for another organisation than the own.",
    "wanted_sector": "The host wishes for interns from another sector.",
    "wanted_work_area": "The host wishes for interns from another work area.",
}
DANISH = {
    "wish_is_open": "Ønsket er ikke åbent.",
    "offer_receives": "Værten tager ikke imod lige nu.",
    "may_send": "Praktikantens organisation kan ikke sende praktikanter.",
    "may_host": "Værtens organisation kan ikke være vært.",
    "not_own_workplace": "Det er praktikantens egen arbejdsplads.",
    "seats": "Alle pladser er optaget.",
    "number_of_days": "De ønsker ikke det samme antal dage.",
    "days_in_common": "De har ingen dage til fælles.",
    "not_tried": "Det har været foreslået før.",
    "not_flooded": "Mange venter allerede på svar fra denne vært.",
    "sector": "Praktikanten ønsker en anden sektor.",
    "work_area": "Praktikanten ønsker et andet fagområde.",
    "region": "Praktikanten ønsker en anden region.",
    "municipality": "Praktikanten ønsker en anden kommune.",
    "organisation": "Praktikanten ønsker en anden organisation end sin egen.",
    "wanted_sector": "Værten ønsker praktikanter fra en anden sektor.",
    "wanted_work_area": "Værten ønsker praktikanter fra et andet fagområde.",
}


@pytest.fixture
def wish(cast):
    return the_cast.wish(cast)


@pytest.fixture
def offer(cast):
    return the_cast.offer(cast)


def fresh(wish, offer):
    return Wish.objects.for_page().get(pk=wish.pk), Offer.objects.with_seats().for_page().get(pk=offer.pk)


def stopped_by(wish, offer):
    """The names of the rules that stop these two."""
    pair = Pair(*fresh(wish, offer))
    return [rule.name for rule in (*HARD, *LIMITS) if not rule.holds(pair)]


def change(thing, **fields):
    type(thing).objects.filter(pk=thing.pk).update(**fields)


def test_these_two_fit(wish, offer):
    assert stopped_by(wish, offer) == []
    assert fitting.obstacles_between(*fresh(wish, offer)) == []


def test_every_rule_is_tried_here():
    assert list(ENGLISH) == list(DANISH) == [rule.name for rule in (*HARD, *LIMITS)]


@pytest.mark.parametrize(("language", "sentences"), [("en", ENGLISH), ("da", DANISH)])
def test_every_rule_says_its_sentence(wish, offer, language, sentences):
    pair = Pair(*fresh(wish, offer))

    with override(language):
        said = {rule.name: str(rule.says(pair)) for rule in (*HARD, *LIMITS)}

    assert said == sentences


def test_a_wish_that_was_withdrawn_fits_nowhere(cast, wish, offer):
    wish.perform("withdraw", by=cast["ida"], reason="Nyt job.")

    assert stopped_by(wish, offer) == ["wish_is_open"]


@pytest.mark.parametrize("state", ["draft", "review", "paused", "closed", "unlisted"])
def test_a_host_that_does_not_receive_takes_nobody(cast, wish, state):
    assert stopped_by(wish, the_cast.offer(cast, state)) == ["offer_receives"]


def test_a_host_whom_this_intern_named_receives_this_intern_only(cast, wish):
    found = the_cast.offer(cast, "unlisted")
    change(wish, asked_offer=found)

    assert stopped_by(wish, found) == []
    assert stopped_by(the_cast.wish(cast, intern="bo"), found) == ["offer_receives"]


def test_a_firm_may_host_and_not_send(wish, offer):
    firm = Organisation.objects.create(name="Skruefabrikken", sector="private")
    Workplace.objects.filter(pk=wish.workplace_id).update(organisation=firm)

    assert stopped_by(wish, offer) == ["may_send"]


def test_the_programme_says_who_may_host(wish, offer, monkeypatch):
    sector = type("Sector", (), {"key": "region", "may_host": False})
    monkeypatch.setattr(Offer, "sector", sector)

    assert stopped_by(wish, offer) == ["may_host"]


def test_nobody_visits_their_own_workplace(wish, offer):
    change(offer, workplace=wish.workplace)

    assert stopped_by(wish, offer) == ["not_own_workplace"]


def test_a_full_host_takes_nobody(cast, wish, offer):
    change(offer, seats=1, at_a_time=1)
    the_cast.placement(cast, "preparing", wish_=the_cast.wish(cast, intern="bo"), offer_=offer)

    assert stopped_by(wish, offer) == ["seats"]


def test_travel_companions_sit_together_or_not_at_all(cast, wish, offer):
    group = TravelGroup.objects.create(together_only=True)
    change(wish, group=group)
    change(the_cast.wish(cast, intern="bo"), group=group)
    change(offer, seats=1, at_a_time=1)

    assert stopped_by(wish, offer) == ["seats"]
    with override("en"):
        assert fitting.obstacles_between(*fresh(wish, offer)) == ["There are not seats for all 2 travel companions."]

    TravelGroup.objects.update(together_only=False)

    assert stopped_by(wish, offer) == []


def test_both_must_wish_for_the_same_number_of_days(wish, offer):
    change(wish, days_min=2, days_max=2)
    change(offer, days_min=4, days_max=5)

    assert stopped_by(wish, offer) == ["number_of_days"]


def test_they_must_have_enough_days_in_a_row_in_common(wish, offer, monday):
    change(wish, any_time=False)
    wish.periods.create(first=monday, last=monday + timedelta(days=1))

    assert stopped_by(wish, offer) == []

    offer.periods.create(first=monday, last=monday, is_open=False)

    assert stopped_by(wish, offer) == ["days_in_common"]


@pytest.mark.parametrize("state", ["suggested", "declined"])
def test_what_waits_or_was_declined_is_not_suggested_again(cast, wish, offer, state):
    the_cast.placement(cast, state, wish_=wish, offer_=offer)

    assert stopped_by(wish, offer) == ["not_tried"]


@pytest.mark.parametrize("state", ["withdrawn", "lapsed", "cancelled"])
def test_what_came_to_nothing_without_a_no_may_be_suggested_again(cast, wish, offer, state):
    the_cast.placement(cast, state, wish_=wish, offer_=offer)

    assert stopped_by(wish, offer) == []


def test_a_host_is_not_asked_by_everyone_at_once(cast, wish, offer):
    change(offer, seats=1)
    for key in ("bo", "emil", "mona"):
        the_cast.placement(cast, wish_=the_cast.wish(cast, intern=key), offer_=offer)

    assert stopped_by(wish, offer) == ["not_flooded"]

    change(wish, asked_offer=offer)

    assert stopped_by(wish, offer) == []


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("sector", {"sectors": ["state"]}),
        ("work_area", {"work_areas": ["library"]}),
        ("region", {"regions": ["nordjylland"]}),
        ("municipality", {"municipalities": ["0851"]}),
    ],
)
def test_the_wish_sets_its_own_limits(wish, offer, rule, fields):
    change(offer.workplace, municipality="0751", work_areas=["payroll"])
    change(wish, **fields)

    assert stopped_by(wish, offer) == [rule]


@pytest.mark.parametrize(
    "fields",
    [{"sectors": ["state", "municipality"]}, {"work_areas": ["library", "payroll"]}, {"regions": ["midtjylland"]}],
)
def test_one_thing_in_common_is_enough(wish, offer, fields):
    change(offer.workplace.organisation, sector="municipality")
    change(offer.workplace, municipality="0751", work_areas=["payroll", "law"])
    change(wish, **fields)

    assert stopped_by(wish, offer) == []


def test_the_own_organisation_only_when_it_is_wished_for(wish, offer):
    change(offer.workplace, organisation=wish.workplace.organisation)

    assert stopped_by(wish, offer) == []

    change(wish, own_organisation=False)

    assert stopped_by(wish, offer) == ["organisation"]


@pytest.mark.parametrize(
    ("rule", "fields"),
    [("wanted_sector", {"wanted_sectors": ["state"]}), ("wanted_work_area", {"wanted_work_areas": ["library"]})],
)
def test_the_host_sets_limits_too(wish, offer, rule, fields):
    change(offer, **fields)

    assert stopped_by(wish, offer) == [rule]


def test_the_days_that_suit_both_are_long_enough_for_a_visit(wish, offer, monday):
    change(wish, any_time=False)
    for first, last in ((0, 0), (7, 11), (14, 18)):
        wish.periods.create(first=monday + timedelta(days=first), last=monday + timedelta(days=last))
    offer.periods.create(first=monday + timedelta(days=9), last=monday + timedelta(days=16), is_open=False)

    pair = Pair(*fresh(wish, offer))

    assert pair.common_stretches == [
        (monday + timedelta(days=7), monday + timedelta(days=8)), (monday + timedelta(days=17), monday + timedelta(days=18))
    ]  # fmt: skip


def test_the_desk_sees_who_can_and_why_the_others_cannot(cast, wish):
    best = the_cast.offer(cast, at="Borgerservice")
    far = the_cast.offer(cast, at="Arkivet", wanted_sectors=["state"])
    closed = the_cast.offer(cast, at="Ældrecentret", days_min=4)
    the_cast.offer(cast, "paused", at="Museet")
    change(wish, days_min=2, days_max=2)

    can, cannot = candidates(fresh(wish, best)[0])

    with override("en"):
        assert [(each.offer, each.reasons) for each in can] == [(best, [])]
        assert [(each.offer, [str(reason) for reason in each.reasons], each.is_possible) for each in cannot] == [
            (far, ["The host wishes for interns from another sector."], True),
            (closed, ["They do not wish for the same number of days."], False),
        ]


def test_a_host_sees_the_open_wishes_of_the_pool(cast, offer):
    waiting = the_cast.wish(cast, door="pool")
    the_cast.wish(cast, intern="bo", door="browse")
    elsewhere = the_cast.wish(cast, intern="emil", door="pool", sectors=["state"])

    can, cannot = candidates_in_pool(fresh(waiting, offer)[1])

    assert [each.wish for each in can] == [waiting]
    assert [each.wish for each in cannot] == [elsewhere]


def test_a_wish_on_which_a_suggestion_waits_is_not_in_the_pool_until_it_is_declined(cast, offer):
    wish = the_cast.wish(cast, door="pool")
    asked = the_cast.placement(cast, wish_=wish, offer_=the_cast.offer(cast, at="Museet", host="per", reserve="emil"))
    assert candidates_in_pool(fresh(wish, offer)[1]) == ([], [])

    asked.perform("decline", by=cast["per"], reason="Vi flytter.")

    assert [each.wish for each in candidates_in_pool(fresh(wish, offer)[1])[0]] == [wish]


def test_whom_the_manager_has_refused_is_not_in_the_pool(cast, offer):
    wish = the_cast.wish(cast, door="pool", consent=False)
    assert [each.wish for each in candidates_in_pool(fresh(wish, offer)[1])[0]] == [wish]

    wish.consent.perform("refuse", by=cast["signe"], reason="Ikke i år.")

    assert candidates_in_pool(fresh(wish, offer)[1]) == ([], [])


def questions(work):
    with CaptureQueriesContext(connection) as asked:
        work()
    return len(asked)


def test_ten_hosts_ask_no_more_than_one(cast, wish, offer):
    group = TravelGroup.objects.create(together_only=True)
    change(wish, group=group)
    one = questions(lambda: candidates(fresh(wish, offer)[0]))
    for number in range(9):
        made = the_cast.offer(cast, at=f"Sted {number}")
        made.periods.create(first=timezone.localdate(), last=timezone.localdate(), is_open=False)
        the_cast.placement(cast, wish_=the_cast.wish(cast, intern="bo"), offer_=made)

    assert questions(lambda: candidates(fresh(wish, offer)[0])) == one


def test_ten_wishes_of_the_pool_ask_no_more_than_one(cast, offer):
    def pool(key):
        group = TravelGroup.objects.create(together_only=True)
        return the_cast.wish(cast, intern=key, door="pool", group=group)

    wish = pool("ida")
    one = questions(lambda: candidates_in_pool(fresh(wish, offer)[1]))
    for key in ("bo", "emil", "mona", "tove"):
        the_cast.placement(cast, "declined", wish_=pool(key), offer_=the_cast.offer(cast, at=f"Hos {key}"))

    assert questions(lambda: candidates_in_pool(fresh(wish, offer)[1])) == one
    assert len(candidates_in_pool(fresh(wish, offer)[1])[0]) == 5
