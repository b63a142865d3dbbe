"""The demo world's texts: as many as promised, by invented people, and true to the programme's own rules."""

from collections import Counter

from ipraktik.demo import texts
from ipraktik.kit.cpr import find_cpr
from ipraktik.programme import programme

HOST_KEYS = (
    "key organisation sector cvr workplace municipality work_areas about why see wishes_for seats days_min days_max "
    "all_year blackout contact contact_title reserve meet hours dress equipment access has_desk"
)
INTERN_KEYS = (
    "name title organisation sector workplace municipality work_areas manager manager_title why where suits "
    "travel_type days when door"
)
WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)


def everyone():
    return texts.interns() + texts.signups()


def twice(values):
    return [value for value, times in Counter(values).items() if times > 1]


def test_there_are_eighty_hosts_and_a_hundred_and_forty_interns():
    assert (len(texts.hosts()), len(texts.interns()), len(texts.signups())) == (80, 140, 10)


def test_every_host_has_all_keys_and_no_strange_one():
    optional = {"weeks", "language"}

    assert [set(host) - optional ^ set(HOST_KEYS.split()) for host in texts.hosts()] == [set()] * 80


def test_every_intern_has_all_keys_and_no_strange_one():
    optional = {"host", "group", "special_needs", "language", "evaluation"}

    assert [set(intern) - optional ^ set(INTERN_KEYS.split()) for intern in everyone()] == [set()] * 150


def test_places_sectors_and_work_areas_are_the_programmes_own():
    known = programme()
    for text in texts.hosts() + everyone():
        assert known.find_municipality(text["municipality"]).name == text["municipality"]
        assert text["sector"] in known.sectors
        assert text["work_areas"] and set(text["work_areas"]) <= set(known.work_areas)


def test_hosts_are_spread_over_the_country_and_the_sectors():
    hosts = texts.hosts()
    regions = {region.key for host in hosts for region in programme().find_municipality(host["municipality"]).regions}

    assert len({host["municipality"] for host in hosts}) >= 40
    assert regions == set(programme().regions)
    assert len({host["organisation"] for host in hosts if host["sector"] == "state"}) >= 10
    assert Counter(host["sector"] for host in hosts) == {
        "municipality": 45, "state": 13, "region": 10, "association": 6, "private": 6,
    }  # fmt: skip


def test_interns_are_publicly_employed():
    assert {intern["sector"] for intern in everyone()} == {"municipality", "region", "state"}


def test_an_organisation_has_one_number_of_its_own_and_it_keeps_the_check():
    pairs = {(host["organisation"], host["cvr"]) for host in texts.hosts()}

    assert twice(organisation for organisation, _cvr in pairs) == twice(cvr for _organisation, cvr in pairs) == []
    for _organisation, cvr in pairs:
        assert len(cvr) == 8
        assert sum(weight * int(digit) for weight, digit in zip(WEIGHTS, cvr, strict=True)) % 11 == 0


def test_no_two_people_and_no_two_texts_are_the_same():
    hosts, interns = texts.hosts(), everyone()

    assert twice(host["key"] for host in hosts) == []
    assert twice(text["why"] for text in hosts + interns) == []
    assert twice(host["about"] for host in hosts) == twice(host["see"] for host in hosts) == []
    assert (
        twice([intern["name"] for intern in interns] + [h[role] for h in hosts for role in ("contact", "reserve")])
        == []
    )
    assert twice(intern["evaluation"] for intern in interns if "evaluation" in intern) == []


def test_days_seats_and_weeks_keep_the_rules():
    rules = programme().rules
    for host in texts.hosts():
        assert rules.interns_min <= host["seats"] <= rules.interns_max
        assert rules.days_min <= host["days_min"] <= host["days_max"] <= rules.days_max
        assert host["all_year"] != bool(host.get("weeks"))
        assert set(host["blackout"]) <= set(range(1, 53))


def test_days_fit_the_way_of_travelling():
    allowed = {key: travel_type.days for key, travel_type in programme().travel_types.items()}

    assert allowed == {"tourist": (2, 2), "business_traveller": (3, 4), "adventurer": (4, 5), "something_else": (2, 5)}
    for intern in everyone():
        least, most = allowed[intern["travel_type"]]
        assert least <= intern["days"] <= most, intern["name"]


def test_some_travel_in_each_way_and_enter_by_each_door():
    interns = texts.interns()

    assert Counter(intern["travel_type"] for intern in interns) == {
        "tourist": 54, "business_traveller": 43, "adventurer": 27, "something_else": 16,
    }  # fmt: skip
    assert {intern["door"] for intern in interns} == {"own_host", "browse", "pool"}


def test_everyone_has_a_manager_who_is_someone_else():
    assert [
        i["name"] for i in everyone() if not i["manager"] or not i["manager_title"] or i["manager"] == i["name"]
    ] == []


def test_the_host_an_intern_suits_can_take_the_intern():
    hosts = {host["key"]: host for host in texts.hosts()}
    for intern in everyone():
        assert set(intern["suits"]) <= set(hosts)
        assert intern.get("host") in ((intern["suits"][0],) if intern["door"] == "own_host" else (None,))
        host = hosts[intern["suits"][0]]
        assert host["days_min"] <= intern["days"] <= host["days_max"], intern["name"]
        assert weeks_of(intern) & weeks_of(host), intern["name"]


def weeks_of(text):
    if text.get("all_year") or text.get("when") == "any_time":
        return set(range(1, 53)) - set(text.get("blackout", ()))
    return set(text.get("weeks") or text["when"])


def test_companions_come_from_one_workplace_and_travel_alike():
    groups = {}
    for intern in texts.interns():
        if "group" in intern:
            groups.setdefault(intern["group"], []).append(intern)

    assert sorted(map(len, groups.values())) == [2, 2, 2, 2, 3, 3]
    for group in groups.values():
        for key in ("workplace", "manager", "suits", "days", "when", "travel_type", "door"):
            assert [each[key] for each in group] == [group[0][key]] * len(group)


def test_no_text_holds_what_looks_like_a_cpr_number():
    assert [find_cpr(str(text)) for text in texts.hosts() + everyone()] == [[]] * 230


def test_each_party_has_forty_evaluations():
    said = texts.voices()["evaluation"]

    assert Counter(each["party"] for each in said) == {"intern": 40, "host": 40, "sender": 40}
    assert {each["benefit"] for each in said} == {"yes", "some", "no"}
    assert twice(each["benefit_text"] for each in said) == twice(each["advice"] for each in said) == []


def test_there_are_reasons_for_each_no():
    voices = texts.voices()

    assert Counter(each["party"] for each in voices["decline"]) == {"intern": 15, "host": 15}
    assert Counter(each["answer"] for each in voices["consent"]) == {"no": 8, "later": 10}
    assert {each["party"] for each in voices["cancel"]} == {"intern", "host", "sender", "coordinator"}
    kinds = ("decline", "consent", "cancel", "not_held", "expectation", "pulse")
    assert twice(each["text"] for kind in kinds for each in voices[kind]) == []


def test_every_expectation_answers_a_question_of_the_guide_to_that_party():
    guide = programme().guide
    asked = {(each.key, each.party) for each in guide if (each.kind, each.acts) == ("question", "expectations")}
    answered = {(each["key"], each["party"]) for each in texts.voices()["expectation"]}

    assert answered == asked
    assert Counter(each["party"] for each in texts.voices()["expectation"]) == {"intern": 20, "host": 21, "sender": 20}


def test_every_itinerary_fills_its_days_in_order():
    itineraries = texts.voices()["itinerary"]

    assert Counter(each["days"] for each in itineraries) == {2: 3, 3: 3, 4: 3, 5: 3}
    for each in itineraries:
        rows = [(row["day"], row["start"], row["end"]) for row in each["rows"]]
        assert rows == sorted(rows) and all(start < end for _day, start, end in rows)
        assert {day for day, _start, _end in rows} == set(range(1, each["days"] + 1))


def test_conversations_are_short_and_of_people_who_take_part():
    conversations = texts.voices()["conversation"]
    lines = [line for each in conversations for line in each["lines"]]

    assert {line["party"] for line in lines} == {"intern", "host", "sender", "coordinator"}
    assert {len(each["lines"]) for each in conversations} == {3, 4}
    assert twice(line["text"] for line in lines) == []
    assert [find_cpr(line["text"]) for line in lines] == [[]] * len(lines)


def test_hosts_of_ones_own_finding_are_in_places_the_programme_knows():
    known = {programme().find_municipality(host["municipality"]) is not None for host in texts.named_hosts()}

    assert known == {True}
    assert {host["contacted_by"] for host in texts.named_hosts()} == {"intern", "office"}
