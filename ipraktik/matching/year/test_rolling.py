"""Lists that follow: what changes is found, what it concerns is looked up anew, and nothing else is."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.directory.models import Offer, TravelGroup, Wish
from ipraktik.matching.engine.ngrams import Ngrams
from ipraktik.matching.engine.texts import Texts
from ipraktik.matching.weights.weighing import Weighing
from ipraktik.matching.year import kept_lists, looking, prints, seeking
from ipraktik.matching.year.kept_lists import counted
from ipraktik.matching.year.listing import Listed, Ranking
from ipraktik.matching.year.rolling import Rolling
from ipraktik.people.models import Person, Workplace
from ipraktik.placements.models import Placement
from ipraktik.programme import programme

pytestmark = pytest.mark.django_db
SUBJECTS = ("løn", "skole", "ældre", "byggesager", "museum", "vand", "bog", "hjemmepleje")
INTERNS = ("ida", "bo", "mona", "emil", "tove")


@pytest.fixture
def short_lists(monkeypatch):
    """Two, one and one host on a list, so that few hosts are more than it holds."""
    monkeypatch.setattr(looking, "MOST", (2, 1, 1))


@pytest.fixture
def hosts(cast):
    return [
        the_cast.offer(cast, at=f"Sted {word}", see=f"Vi arbejder med {word} hver dag.", about=f"Et sted for {word}.")
        for word in SUBJECTS
    ]


@pytest.fixture
def wishes(cast):
    return [
        the_cast.wish(cast, intern=key, why=f"Jeg vil se {word}.", at=f"Kontor {key}", travel_type="something_else")
        for key, word in zip(INTERNS, SUBJECTS, strict=False)
    ]


@pytest.fixture
def rolling():
    return Rolling(Texts(Ngrams()))


def caught_up(rolling):
    rolling.catch_up()
    return rolling


def lists():
    """{wish: its offers in order}."""
    found = {wish: [] for wish in Ranking.objects.order_by("wish").values_list("wish", flat=True)}
    for wish, offer in Listed.objects.order_by("wish", "order").values_list("wish", "offer"):
        found[wish].append(offer)
    return found


def beside():
    """{wish: (its counts, the offers that could, what stops the others)}."""
    rankings = Ranking.objects.order_by("wish")
    return {each.wish_id: (each.counts, [row["offer"] for row in each.aside], each.cannot) for each in rankings}


def anew(rolling):
    """As `lists` and `beside` would be if everything were looked up now."""
    orders, others = {}, {}
    for key, interns in rolling.interns.items():
        look = looking.looked(rolling.shelf, seeking.question(rolling.shelf, interns, rolling.sizes[key]))
        can, aside, _cannot = ([int(rolling.shelf.hosts[row].key) for row in rows] for rows in look.rows)
        for wish in rolling.members[key]:
            orders[wish], others[wish] = can, (counted(look.counts), aside, kept_lists.stopped(look))
    return dict(sorted(orders.items())), dict(sorted(others.items()))


def changes(rolling, change):
    """What `change` costs: how many lists are looked up, how many counts put right."""
    before = rolling.done.copy()
    change()
    rolling.catch_up()
    return rolling.done["lists"] - before["lists"], rolling.done["counts"] - before["counts"]


def test_every_open_wish_gets_its_hosts_the_best_first(cast, hosts, wishes, rolling):
    the_cast.wish(cast, "withdrawn", at="Et andet kontor")

    caught_up(rolling)

    assert list(lists()) == [wish.pk for wish in wishes]
    assert [lists()[wish.pk][0] for wish in wishes] == [hosts[number].pk for number in range(len(wishes))]


def test_with_nobody_there_is_nothing_to_do(rolling, db):
    caught_up(rolling)

    assert lists() == {}


def test_nothing_is_looked_up_where_nothing_has_changed(hosts, wishes, rolling):
    caught_up(rolling)

    assert changes(rolling, lambda: None) == (0, 0)


def test_a_new_wish_concerns_nobody_else(cast, hosts, wishes, rolling):
    caught_up(rolling)

    cost = changes(
        rolling, lambda: the_cast.wish(cast, intern="jens", manager="tove", at="Havnen", why="Jeg vil se vand.")
    )

    assert cost == (1, 0)
    assert lists()[Wish.objects.latest("pk").pk][0] == hosts[5].pk


def test_a_host_that_changes_concerns_those_whose_lists_it_is_on(hosts, wishes, rolling, short_lists):
    caught_up(rolling)
    told = {host.pk: [wish for wish, offers in lists().items() if host.pk in offers] for host in hosts}
    quiet = next(each for each in hosts if not told[each.pk])

    def asks_for(host):
        return lambda: Offer.objects.filter(pk=host.pk).update(wishes_for="En, der kan regne.")

    assert changes(rolling, asks_for(quiet)) == (0, 0)
    assert changes(rolling, asks_for(hosts[0])) == (len(told[hosts[0].pk]), 0) == (1, 0)


def test_a_host_that_changes_concerns_those_whose_lists_it_comes_on(hosts, wishes, rolling, short_lists):
    caught_up(rolling)
    told = {offer for offers in lists().values() for offer in offers}
    quiet = next(each for each in hosts if each.pk not in told)

    looked_up, _counts = changes(rolling, lambda: Offer.objects.filter(pk=quiet.pk).update(see=wishes[0].why))

    comes_on = [wish for wish, offers in lists().items() if quiet.pk in offers]
    assert wishes[0].pk in comes_on
    assert looked_up == len(comes_on)
    assert lists() == anew(rolling)[0]


def test_a_seat_taken_and_given_back_moves_the_lists(cast, hosts, wishes, rolling, short_lists):
    Offer.objects.update(seats=1, at_a_time=1)
    caught_up(rolling)
    before = lists()

    placement = the_cast.placement(cast, "preparing", wish_=wishes[4], offer_=hosts[0])
    caught_up(rolling)
    assert hosts[0].pk not in lists()[wishes[0].pk]
    placement.perform("cancel", by=placement.wish.intern, reason="Jeg er syg.")
    caught_up(rolling)

    assert lists()[wishes[0].pk] == before[wishes[0].pk]
    assert beside() == anew(rolling)[1]


def test_a_host_that_is_full_comes_among_those_that_cannot_without_a_list_being_looked_up(
    hosts, wishes, rolling, monkeypatch
):
    monkeypatch.setattr(looking, "MOST", (1, 1, 3))
    caught_up(rolling)
    told = {offer for offers in lists().values() for offer in offers}
    quiet = [each for each in hosts if each.pk not in told][:3]

    for number, host in enumerate(quiet, 1):
        before = rolling.done["stops"]
        assert changes(rolling, lambda host=host: Offer.objects.filter(pk=host.pk).update(cap_year=0)) == (0, 0)
        assert rolling.done["stops"] - before == len(wishes)
        assert {len(cannot) for _counts, _aside, cannot in beside().values()} == {number}
    assert (lists(), beside()) == anew(rolling)
    comes_back, _counts = changes(rolling, lambda: Offer.objects.filter(pk=quiet[0].pk).update(cap_year=None))
    assert comes_back == len(wishes)  # their lists were full: another may wait outside
    assert (lists(), beside()) == anew(rolling)


def test_a_decline_takes_the_host_off_that_list_alone(cast, hosts, wishes, rolling):
    caught_up(rolling)
    before = lists()

    the_cast.placement(cast, "declined", wish_=wishes[0], offer_=hosts[0])
    caught_up(rolling)

    assert lists() == before | {wishes[0].pk: [each for each in before[wishes[0].pk] if each != hosts[0].pk]}


def test_a_declined_host_that_pauses_and_comes_back_is_still_declined(cast, hosts, wishes, rolling):
    the_cast.placement(cast, "declined", wish_=wishes[0], offer_=hosts[0])
    caught_up(rolling)

    for move in ("pause", "resume"):
        Offer.objects.get(pk=hosts[0].pk).perform(move, by=cast["hanne"])
        caught_up(rolling)

    assert hosts[0].pk not in lists()[wishes[0].pk]
    assert hosts[0].pk in lists()[wishes[1].pk]
    assert lists() == anew(rolling)[0]


def test_a_wish_that_is_open_no_more_has_no_list(cast, hosts, wishes, rolling):
    caught_up(rolling)

    cost = changes(rolling, lambda: wishes[0].perform("withdraw", by=cast["ida"], reason="Nyt job."))

    assert wishes[0].pk not in lists()
    assert cost == (0, 0)


def test_companions_who_go_together_share_an_order(cast, hosts, wishes, rolling):
    group = TravelGroup.objects.create(together_only=True)
    Wish.objects.filter(pk__in=[wishes[0].pk, wishes[1].pk]).update(group=group)
    Offer.objects.filter(pk=hosts[0].pk).update(seats=1)

    caught_up(rolling)

    assert lists()[wishes[0].pk] == lists()[wishes[1].pk]
    assert hosts[0].pk not in lists()[wishes[0].pk]
    assert hosts[0].pk in lists()[wishes[2].pk]


def test_one_of_the_companions_goes_and_the_other_is_alone(cast, hosts, wishes, rolling):
    group = TravelGroup.objects.create(together_only=True)
    Wish.objects.filter(pk__in=[wishes[0].pk, wishes[1].pk]).update(group=group)
    Offer.objects.filter(pk=hosts[0].pk).update(seats=1)
    caught_up(rolling)

    Wish.objects.get(pk=wishes[1].pk).perform("withdraw", by=cast["bo"], reason="Nyt job.")
    caught_up(rolling)

    assert lists()[wishes[0].pk][0] == hosts[0].pk
    assert wishes[1].pk not in lists()


LONG = ((2, 1, 1), (2, 1, 3), (20, 10, 20))  # lists that are always full, sometimes, never


@pytest.mark.parametrize("most", LONG)
@pytest.mark.parametrize("seed", range(4))
def test_whatever_changes_the_lists_are_as_if_all_were_looked_up_anew(
    cast, hosts, wishes, rolling, monkeypatch, most, seed
):
    monkeypatch.setattr(looking, "MOST", most)
    caught_up(rolling)
    dice = random.Random(seed)

    for _round in range(6):
        something_happens(dice, cast, hosts)
        caught_up(rolling)

        assert (lists(), beside()) == anew(rolling)


def something_happens(dice, cast, hosts):
    offers = Offer.objects.filter(pk=dice.choice(hosts).pk)
    wish = Wish.objects.open().order_by("pk")[dice.randrange(4)]
    dice.choice([
        lambda: offers.update(see=f"Vi arbejder med {dice.choice(SUBJECTS)}.", about=dice.choice(SUBJECTS)),
        lambda: offers.update(state=dice.choice(["paused", "published"])),
        lambda: offers.update(wanted_sectors=dice.choice([[], ["state"], ["municipality"]])),
        lambda: offers.update(days_min=dice.choice([1, 2, 3]), days_max=3),
        lambda: Wish.objects.filter(pk=wish.pk).update(sectors=dice.choice([[], ["region"], ["state"]])),
        lambda: Wish.objects.filter(pk=wish.pk).update(why=f"Jeg vil se {dice.choice(SUBJECTS)}."),
        lambda: Placement.objects.create(wish=wish, offer=offers.get(), visit=offers.get().visits.create(), state="declined"),
        lambda: Offer.objects.create(workplace=offers.get().workplace, state="published", see=dice.choice(SUBJECTS)),
    ])()  # fmt: skip


def test_a_solver_that_begins_anew_writes_nothing_that_stands(hosts, wishes, rolling):
    caught_up(rolling)
    made = list(Ranking.objects.order_by("pk").values_list("pk", "made_at"))
    rows = list(Listed.objects.order_by("pk").values_list("pk", flat=True))

    caught_up(Rolling(Texts(Ngrams())))

    assert list(Ranking.objects.order_by("pk").values_list("pk", "made_at")) == made
    assert list(Listed.objects.order_by("pk").values_list("pk", flat=True)) == rows


def test_what_happened_while_no_solver_ran_is_put_right(cast, hosts, wishes, rolling):
    caught_up(rolling)
    wishes[0].perform("withdraw", by=cast["ida"], reason="Nyt job.")
    hosts[1].perform("pause", by=cast["hanne"])
    late = the_cast.wish(cast, intern="jens", manager="tove", at="Havnen")

    caught_up(Rolling(Texts(Ngrams())))

    assert wishes[0].pk not in lists()
    assert [wish for wish, offers in lists().items() if hosts[1].pk in offers] == []
    assert late.pk in lists()


def test_two_solvers_at_once_do_no_harm(cast, hosts, wishes, rolling):
    other = caught_up(Rolling(Texts(Ngrams())))
    caught_up(rolling)

    hosts[0].perform("pause", by=cast["hanne"])
    caught_up(rolling)
    late = the_cast.wish(cast, intern="jens", manager="tove", at="Havnen")
    caught_up(other)
    caught_up(rolling)

    assert late.pk in lists()
    assert lists() == anew(rolling)[0] == anew(other)[0]


def test_trouble_is_told_and_the_next_turn_begins_anew(hosts, wishes, rolling, monkeypatch):
    caught_up(rolling)
    monkeypatch.setattr(seeking, "host", lambda _offer: 1 / 0)
    Offer.objects.filter(pk=hosts[0].pk).update(see="Noget andet.")
    with pytest.raises(ZeroDivisionError):
        rolling.catch_up()
    monkeypatch.undo()

    caught_up(rolling)

    assert rolling.shelf.hosts[rolling.shelf.row_of_host[str(hosts[0].pk)]].profile.endswith(
        "Noget andet.\nVi vil gerne ses efter."
    )


def test_weights_that_a_coordinator_accepts_move_the_lists(cast, hosts, wishes, rolling):
    caught_up(rolling)
    before = rolling.done["lists"]
    kind = wishes[0].travel_type

    Weighing.objects.accept({kind: {"text": -1.0}}, by=cast["karl"], reason="Prøv", seen=0)
    caught_up(rolling)

    assert rolling.done["lists"] - before == len(wishes)
    assert lists()[wishes[0].pk][-1] == hosts[0].pk


# what a change is

OF_AN_OFFER = {
    "its texts": lambda o, w, c: Offer.objects.filter(pk=o.pk).update(wishes_for="En, der kan regne."),
    "its days": lambda o, w, c: Offer.objects.filter(pk=o.pk).update(days_max=2),
    "its limits": lambda o, w, c: Offer.objects.filter(pk=o.pk).update(wanted_work_areas=["school"]),
    "its seats": lambda o, w, c: Offer.objects.filter(pk=o.pk).update(seats=1),
    "a seat taken": lambda o, w, c: the_cast.placement(c, "preparing", wish_=w, offer_=o),
    "many asked": lambda o, w, c: [
        the_cast.placement(c, wish_=the_cast.wish(c, intern=key, at=f"Kontor {key}"), offer_=o)
        for key in [*INTERNS[1:], "jens", "per", "olga", "rune", "kirsten"][: o.seats * programme().rules.open_requests_per_seat]
    ],
    "a period": lambda o, w, c: o.periods.create(first=the_cast.soon(), last=the_cast.soon(), is_open=False),
    "a person": lambda o, w, c: o.people.create(role="editor", person=c["per"]),
    "a person's name": lambda o, w, c: Person.objects.filter(pk=c["hanne"].pk).update(name="Hanne Holm"),
    "its workplace": lambda o, w, c: Workplace.objects.filter(pk=o.workplace_id).update(municipality="0101"),
    "its work areas": lambda o, w, c: Workplace.objects.filter(pk=o.workplace_id).update(work_areas=["school"]),
    "its organisation": lambda o, w, c: type(o.workplace.organisation).objects.update(name="Nyt navn"),
}  # fmt: skip
OF_A_WISH = {
    "why": lambda o, w, c: Wish.objects.filter(pk=w.pk).update(why="Noget andet."),
    "where": lambda o, w, c: Wish.objects.filter(pk=w.pk).update(where="Et museum."),
    "the travel type": lambda o, w, c: Wish.objects.filter(pk=w.pk).update(travel_type="adventurer"),
    "the limits": lambda o, w, c: Wish.objects.filter(pk=w.pk).update(regions=["midtjylland"], own_organisation=False),
    "the days": lambda o, w, c: Wish.objects.filter(pk=w.pk).update(any_time=False),
    "a period": lambda o, w, c: w.periods.create(first=the_cast.soon(), last=the_cast.soon()),
    "a suggestion": lambda o, w, c: the_cast.placement(c, "declined", wish_=w, offer_=o),
    "the intern's title": lambda o, w, c: Person.objects.filter(pk=c["ida"].pk).update(title="chef"),
    "the manager's name": lambda o, w, c: Person.objects.filter(pk=c["signe"].pk).update(name="Signe Holm"),
    "the workplace": lambda o, w, c: Workplace.objects.filter(pk=w.workplace_id).update(name="Nyt kontor"),
    "when it was sent": lambda o, w, c: Wish.objects.filter(pk=w.pk).update(
        submitted_at=timezone.now() - timedelta(days=40)
    ),
    "companions": lambda o, w, c: Wish.objects.filter(pk=w.pk).update(
        group=TravelGroup.objects.create(together_only=True)
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", OF_AN_OFFER)
def test_a_change_of_an_offer_is_seen(cast, what):
    offer, wish = the_cast.offer(cast), the_cast.wish(cast)
    (read,), seen = seeking.hosts(), prints.of_offers()

    OF_AN_OFFER[what](offer, wish, cast)

    assert seeking.hosts() != [read]
    assert prints.of_offers() != seen


@pytest.mark.parametrize("what", OF_A_WISH)
def test_a_change_of_a_wish_is_seen(cast, what):
    offer, wish = the_cast.offer(cast), the_cast.wish(cast)
    read, seen = [seeking.intern(each) for each in seeking.wishes()], prints.of_wishes()

    OF_A_WISH[what](offer, wish, cast)

    assert [seeking.intern(each) for each in seeking.wishes()] != read
    assert prints.of_wishes() != seen


def test_who_may_not_send_or_receive_has_no_part_in_it(cast):
    keys = [key for key, sector in programme().sectors.items() if not sector.may_host]
    if not keys:
        pytest.skip("every sector of this programme may host")
    the_cast.offer(cast, sector=keys[0])

    assert (seeking.hosts(), prints.of_offers()) == ([], {})
