"""Where hosts are missing: which to find, whom to ask for one more seat, which limits cost whom a place."""

import random
from datetime import timedelta
from itertools import product
from types import SimpleNamespace

import pytest
from django.utils import translation

from ipraktik import cast as the_cast
from ipraktik.directory.models import TravelGroup, Wish
from ipraktik.matching.models import Round
from ipraktik.matching.rounds.conftest import read, text
from ipraktik.matching.rounds.hosts_to_find import HostToFind, hosts_to_find
from ipraktik.matching.rounds.missing import Missing
from ipraktik.programme import programme

pytestmark = pytest.mark.django_db


def page_of(client, made):
    return read(client, f"/office/rounds/{made.pk}/missing/").main


def rows(page, name):
    return [[text(cell) for cell in row.find_all("td")] for row in page.select(f"#{name} + div tbody tr")]


def missing(made):
    return Missing(Round.objects.get(pk=made.pk))


def proposed(cast, pairs, without, **figures):
    made = the_cast.a_round(cast, pairs=[])
    the_cast.propose(made, pairs, without, **figures)
    return made


def test_it_says_when_something_was_decided_since(office, cast, ida, payroll):
    made = proposed(cast, [(ida, payroll)], [])
    changed = "Der er ændret noget, siden udkastet blev lavet."
    assert changed not in text(page_of(office, made))

    made.decide(cast["karl"], made.revision, kind="seat", offer=payroll)

    assert changed in text(page_of(office, made))


def test_whom_to_ask_for_one_more_seat_is_told_and_tried_at_a_press(office, cast, ida, payroll):
    made = proposed(cast, [], [ida], one_more_seat=[[payroll.pk, 1, 0.7]])

    page = page_of(office, made)

    assert "1 praktikant har ingen vært." in text(page)
    row = page.find(id=f"seat-{payroll.pk}")
    assert text(row.p) == "Lønservice, Region Midt Én plads mere her giver 1 praktikant mere en vært."
    form = row.find("form")
    answer = office.post(form["action"], {each["name"]: each.get("value") for each in form.find_all("input")})
    assert answer.url == f"/office/rounds/{made.pk}/missing/#seat-{payroll.pk}"


@pytest.mark.parametrize(
    ("aim", "said"),
    [
        ("fit", "Én plads mere her får det til at passe 0,70 bedre."),
        ("placed", "Én plads mere her giver ikke flere en vært, men får det til at passe 0,70 bedre."),
    ],
)
def test_by_the_best_fit_a_seat_says_nothing_of_how_many_it_places(cast, ida, payroll, aim, said):
    made = proposed(cast, [], [ida], aim=aim, one_more_seat=[[payroll.pk, 0, 0.7]])

    with translation.override("da"):
        assert [each.sentence for each in missing(made).one_more_seat] == [said]


def test_ten_hosts_are_named_though_more_would_help(office, cast, ida):
    hosts = [the_cast.offer(cast, at=f"Sted {number:02}", seats=1) for number in range(12)]
    made = proposed(cast, [], [ida], one_more_seat=[[each.pk, 1, 1 - each.pk / 1000] for each in hosts])

    assert len(page_of(office, made).select("li[id^=seat-]")) == 10


def test_each_week_says_who_lacks_a_host_what_is_left_and_what_one_more_seat_gives(office, cast, ida, bo, payroll):
    only = the_cast.offer(cast, at="Parken", host="per", reserve="emil", seats=1)
    made = proposed(
        cast, [(ida, payroll)], [bo], seats={str(payroll.pk): 3, str(only.pk): 0}, one_more_seat=[[only.pk, 0, 0.25]]
    )
    only.all_year = False
    only.save(update_fields=["all_year"])
    only.periods.create(first=made.first, last=made.first + timedelta(days=4), is_open=True)
    bo.any_time = False
    bo.save(update_fields=["any_time"])
    bo.periods.create(first=made.first, last=made.first + timedelta(days=4))

    first, second = made.first.isocalendar().week, made.last.isocalendar().week
    assert rows(page_of(office, made), "weeks") == [
        [f"Uge {first}", "1", "2", "+0,25 bedre match, Parken, Region Midt"],
        [f"Uge {second}", "0", "2", "ingen"],
    ]


def test_each_region_and_work_area_says_what_the_best_seat_there_gives(cast, ida, payroll):
    better = the_cast.offer(cast, at="Parken", host="per", reserve="emil", seats=1)
    told = [[better.pk, 1, 0.9], [payroll.pk, 1, 0.5]]
    made = missing(proposed(cast, [], [ida], seats={str(payroll.pk): 0, str(better.pk): 0}, one_more_seat=told))

    there = [row for row in made.regions if row.best]

    assert [(row.best.offer, row.best.placed, row.best.fit) for row in there] == [(better, 1, 0.9)]
    assert [row.best.offer for row in made.work_areas if row.best] in ([], [better])


def test_limits_that_cost_a_place_name_whom_and_lead_to_where_it_is_set_aside(office, cast, ida, bo, payroll):
    made = proposed(cast, [], [ida, bo])
    newest = Round.objects.get(pk=made.pk).proposal
    limit = ["one_limit", {"offer": payroll.pk, "limit": "region"}]
    newest.pairings.update(reasons=[["none_fits", {"stops": []}], limit, limit])

    page = page_of(office, made)

    told = page.find("h2", string="Grænser, der koster en plads").find_next("ul")
    assert text(told) == "Praktikanten ønsker en anden region. 2 Ida Lund , Bo Winther"
    assert [link["href"] for link in told.find_all("a")] == [
        f"/office/rounds/{made.pk}/wishes/{each.pk}/#limits" for each in (ida, bo)
    ]


@pytest.mark.parametrize("key", ["not_then", "manager_refused", "companion_missing"])
def test_those_whom_no_host_could_help_are_left_out_and_counted(cast, ida, bo, key):
    made = proposed(cast, [], [ida, bo])
    Round.objects.get(pk=made.pk).proposal.pairings.filter(wish=bo).update(reasons=[[key, {}]])

    told = missing(made)

    assert (told.unplaced, told.beyond_hosts) == ([ida], 1)


# which hosts to find


def wishing(**limits):
    told = {"regions": [], "work_areas": [], "sectors": [], "municipalities": [], "any_time": True, "days_min": 2}
    told["group"] = None
    return SimpleNamespace(**told | limits)


WEEK = {"Uge 37": (the_cast.soon(60), the_cast.soon(60) + timedelta(days=4))}


@translation.override("da")
def test_the_host_that_could_take_most_is_told_first_and_what_all_accept_is_left_unsaid():
    areas = list(programme().work_areas)
    wishes = [wishing(regions=["midtjylland"], work_areas=[areas[0]])] * 2
    wishes += [wishing(regions=["midtjylland", "nordjylland"])] * 3 + [wishing(regions=["nordjylland"])]

    found = hosts_to_find(wishes, WEEK)

    midt, nord = (programme().regions[key].name for key in ("midtjylland", "nordjylland"))
    assert found == [
        HostToFind(str(midt), str(programme().work_areas[areas[0]]), "", "", 5),
        HostToFind(str(nord), "", "", "", 1),
    ]
    assert found[0].sentence == "5 af dem, der ingen vært har, kan komme dertil."


@translation.override("da")
def test_where_anything_would_do_that_is_said():
    found = hosts_to_find([wishing()] * 3, WEEK)

    assert [(each.in_words, each.interns) for each in found] == [
        ("Hvor som helst, på et hvilket som helst område, når som helst i runden", 3)
    ]


@translation.override("da")
def test_who_wishes_for_a_municipality_is_counted_there_and_not_in_its_region():
    codes = {each.name: code for code, each in programme().municipalities.items()}
    wishes = [wishing(municipalities=[codes[name]]) for name in ("Læsø", "Samsø")] + [wishing(regions=["midtjylland"])]

    assert [(each.place, each.interns) for each in hosts_to_find(wishes, WEEK)] == [("Samsø", 2), ("Læsø", 1)]


@translation.override("da")
def test_those_who_need_seats_at_once_are_told_of(cast, ida, bo):
    group = TravelGroup.objects.create(together_only=True)
    Wish.objects.filter(pk__in=[ida.pk, bo.pk]).update(group=group)
    made = missing(proposed(cast, [], [ida, bo]))

    (host,) = made.to_find

    assert (host.interns, host.together) == (2, 2)
    assert host.sentence.endswith("Nogle rejser sammen: De skal bruge 2 pladser på én gang.")
    assert "2 af dem tager kun af sted sammen og skal bruge pladser hos samme vært." in made.sentence


def test_a_region_counts_those_who_wish_for_a_municipality_in_it(cast, ida):
    samsoe = next(code for code, each in programme().municipalities.items() if each.name == "Samsø")
    Wish.objects.filter(pk=ida.pk).update(municipalities=[samsoe])
    made = missing(proposed(cast, [], [ida]))

    assert [(row.name, row.interns) for row in made.regions if row.interns] == [("Region Midtjylland", 1)]


def test_what_a_programme_does_not_know_is_not_asked_of_a_host():
    assert [(each.week, each.interns) for each in hosts_to_find([wishing()] * 2, {})] == [("", 2)]
    assert hosts_to_find([], WEEK) == []


def test_a_week_without_days_enough_is_not_one_where_a_host_could_take_them():
    other = {"Uge 38": tuple(day + timedelta(days=7) for day in WEEK["Uge 37"])}
    stretch = SimpleNamespace(first=WEEK["Uge 37"][0], last=WEEK["Uge 37"][0] + timedelta(days=2))
    periods = SimpleNamespace(all=lambda: [stretch])
    can_three = wishing(any_time=False, periods=periods, days_min=3)
    can_not = wishing(any_time=False, periods=periods, days_min=4)

    assert [(each.week, each.interns) for each in hosts_to_find([can_three, wishing()], WEEK | other)] == [
        ("Uge 37", 2)
    ]
    assert [each.interns for each in hosts_to_find([can_not], WEEK | other)] == []


@pytest.mark.parametrize("seed", range(30))
def test_no_other_host_could_take_more_than_the_first(seed):
    draw = random.Random(seed)
    regions, areas = list(programme().regions), list(programme().work_areas)[:4]
    sectors = [key for key, each in programme().sectors.items() if each.may_host]

    def some(keys):
        return draw.sample(keys, draw.choice([0, 0, 1, 2])) if draw.random() < 0.7 else []

    wishes = [wishing(regions=some(regions), work_areas=some(areas), sectors=some(sectors)) for _ in range(25)]
    takes = [
        sum(
            (not w.regions or r in w.regions) and (not w.work_areas or a in w.work_areas) and (not w.sectors or s in w.sectors)
            for w in wishes
        )
        for r, a, s in product(regions, list(programme().work_areas), sectors)
    ]  # fmt: skip

    found = hosts_to_find(wishes, WEEK)

    assert found[0].interns == max(takes)
    assert [each.interns for each in found] == sorted((each.interns for each in found), reverse=True)
    assert sum(each.interns for each in found) <= len(wishes)


def test_the_map_and_its_table_tell_where_one_more_seat_gives_something(office, cast, ida):
    codes = programme().municipalities
    aarhus, skagen = (next(code for code, each in codes.items() if each.name == n) for n in ("Aarhus", "Frederikshavn"))
    hosts = [the_cast.offer(cast, at=f"Sted {number}", seats=1) for number in range(3)]
    for host, code in zip(hosts, (aarhus, aarhus, skagen), strict=True):
        host.workplace.municipality = code
        host.workplace.save()
    told = [[hosts[2].pk, 1, 0.9], [hosts[0].pk, 0, 0.5], [hosts[1].pk, 0, 0.25]]
    made = proposed(cast, [], [ida], one_more_seat=told)

    assert missing(made).by_municipality == {aarhus: 2, skagen: 1}
    table = page_of(office, made).find("div", {"aria-labelledby": "where"})
    assert [[text(cell) for cell in row.find_all("td")] for row in table.select("tbody tr")] == [
        ["Frederikshavn", "1", "1 mere får en vært, Sted 2, Region Midt"],
        ["Aarhus", "2", "+0,50 bedre match, Sted 0, Region Midt"],
    ]
