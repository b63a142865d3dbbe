"""Who goes where on the desk of a round: with what stands from before, who travels together, and what the managers say."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.utils import timezone
from django.utils.translation import override

from ipraktik import cast as the_cast
from ipraktik.directory.models import Offer, TravelGroup
from ipraktik.kit.lifecycle import NotYet
from ipraktik.matching.engine import proposal
from ipraktik.matching.engine.market import market
from ipraktik.matching.engine.ngrams import Ngrams
from ipraktik.matching.engine.texts import Texts
from ipraktik.matching.models import Round
from ipraktik.matching.rounds.conftest import read, text
from ipraktik.matching.rounds.evidence import packed
from ipraktik.matching.rounds.publishing import send_published
from ipraktik.matching.rounds.solving import solve_waiting
from ipraktik.matching.words.phrasing import place_on_list
from ipraktik.matching.words.phrasing import said as said_reason
from ipraktik.matching.year.rolling import Rolling
from ipraktik.placements.models import Placement

pytestmark = pytest.mark.django_db


def card(client, made, offer):
    return text(read(client, made.get_absolute_url()).find(id=f"host-{offer.pk}"))


def published(cast, pairs):
    return the_cast.a_round(cast, "published", pairs=pairs)


def test_what_was_suggested_before_stands_on_its_hosts_card_and_takes_its_seat(office, cast, ida, bo, payroll):
    made = published(cast, [(ida, payroll)])
    the_cast.propose(made, [(bo, payroll)], seats={str(payroll.pk): 2})

    told = card(office, made, payroll)

    assert told.startswith("Lønservice, Region Midt Pladser: 2 af 3 Ida Lund Lønkontoret, Aarhus Kommune")
    assert "Foreslået tidligere i runden, og det står ved magt. Forslag Bo Winther" in told
    assert "1 til blev foreslået tidligere og står fast." in text(read(office, made.get_absolute_url()).main)


def test_a_host_to_whom_only_what_stands_goes_is_there_too(office, cast, ida, payroll):
    made = published(cast, [(ida, payroll)])
    the_cast.propose(made, [], seats={str(payroll.pk): 2})

    assert "Pladser: 1 af 3 Ida Lund" in card(office, made, payroll)


def test_a_suggestion_that_fell_takes_no_seat_and_does_not_stand(office, cast, ida, bo, payroll):
    made = published(cast, [(ida, payroll), (bo, payroll)])
    Placement.objects.get(wish=ida).perform("decline", by=cast["hanne"], reason="Vi har for travlt.")
    assert "Pladser: 1 af 3" in card(office, made, payroll)

    the_cast.propose(made, [], [ida], seats={str(payroll.pk): 2})

    assert "Ida Lund" not in card(office, made, payroll)


def test_hosts_with_seats_to_whom_nobody_goes_are_told(office, cast, ida, payroll):
    empty = the_cast.offer(cast, at="Parken", host="per", reserve="emil")
    full = the_cast.offer(cast, at="Museet", host="per", reserve="emil")
    made = the_cast.a_round(cast, pairs=[])
    the_cast.propose(made, [(ida, payroll)], seats={str(payroll.pk): 3, str(empty.pk): 1, str(full.pk): 0})

    told = read(office, made.get_absolute_url()).find("section", {"aria-labelledby": "placed"}).find("details")

    assert text(told) == "Værter med pladser, som ingen tager (1) Parken, Region Midt"


# companions


@pytest.fixture
def friends(cast):
    group = TravelGroup.objects.create(together_only=False)
    return [
        the_cast.wish(cast, group=group),
        the_cast.wish(cast, intern="bo", manager="jens", at="Havnen", group=group),
    ]


def test_those_who_go_together_are_told_so(office, cast, friends, payroll):
    made = the_cast.a_round(cast, pairs=[(wish, payroll) for wish in friends])

    told = card(office, made, payroll)

    assert "Tager af sted sammen med Bo Winther." in told
    assert "Tager af sted sammen med Ida Lund." in told


def test_friends_who_are_parted_are_told_so(office, cast, friends, payroll):
    park = the_cast.offer(cast, at="Parken", host="per", reserve="emil")
    made = the_cast.a_round(cast, pairs=[(friends[0], payroll), (friends[1], park)])

    assert "Vil gerne af sted med Bo Winther, men kan også tage alene." in card(office, made, payroll)


def test_who_goes_only_with_another_is_told_among_those_without_a_host(office, cast, friends):
    TravelGroup.objects.update(together_only=True)
    made = the_cast.a_round(cast, pairs=[], without=friends)

    told = text(read(office, made.get_absolute_url()).find("section", {"aria-labelledby": "unplaced"}))

    assert "Tager kun af sted sammen med Ida Lund." in told


def test_more_groups_ask_no_more_than_one(office, cast, friends, payroll, django_assert_max_num_queries):
    made = the_cast.a_round(cast, pairs=[])
    the_cast.propose(made, [(wish, payroll) for wish in friends])
    with django_assert_max_num_queries(100) as one:
        office.get(made.get_absolute_url())
    group = TravelGroup.objects.create()
    more = [the_cast.wish(cast, intern=name, at=name, group=group, consent=False) for name in ("mona", "tove")]
    park = the_cast.offer(cast, at="Parken", host="per", reserve="emil")
    made.proposals.last().delete()
    the_cast.propose(made, [*((wish, payroll) for wish in friends), *((wish, park) for wish in more)])

    with django_assert_max_num_queries(len(one)):
        office.get(made.get_absolute_url())


# managers


def test_a_manager_who_has_not_said_yes_is_told_on_the_card_and_before_sending(office, cast, bo, payroll):
    unsure = the_cast.wish(cast, consent=False)
    made = the_cast.a_round(cast, pairs=[(unsure, payroll), (bo, payroll)])

    assert card(office, made, payroll).count("har ikke sagt ja endnu") == 1
    told = text(read(office, f"/office/rounds/{made.pk}/do/publish/").main)
    assert "1 praktikant mangler lederens ja." in told
    assert "Ida Lund: Lederen, Signe Dahl, har ikke sagt ja endnu." in told
    assert "Bo Winther" not in told


def test_whom_the_manager_has_refused_is_not_locked(cast, payroll):
    refused = the_cast.wish(cast, consent=False)
    refused.consent.perform("refuse", by=cast["signe"], reason="Ikke i år.")
    made = the_cast.a_round(cast, pairs=[])

    with pytest.raises(NotYet) as stopped:
        made.decide(cast["karl"], 0, kind="lock", wish=refused, offer=payroll)

    assert stopped.value.sentences == ["Lederen har sagt nej, så praktikanten bliver ikke matchet."]


def test_who_has_found_a_host_that_is_to_be_asked_is_given_no_other(office, cast, payroll):
    own, other = the_cast.wish(cast, door="own_host"), the_cast.wish(cast, intern="bo", manager="jens", at="Havnen")
    made = the_cast.a_round(cast, pairs=[])
    made.ask_to_solve(cast["karl"], "fit")
    solve_waiting()

    page = read(office, made.get_absolute_url())
    assert "1 til kan ikke få en vært her" in text(page.main)
    assert "Ida Lund" not in text(page.find(id=f"host-{payroll.pk}"))
    line = made.proposals.last().pairings.get(wish=own)
    assert [(line.offer_id, line.reasons)] == [(None, [["own_host", {}]])]
    assert made.proposals.last().pairings.get(wish=other).offer == payroll
    with pytest.raises(NotYet) as stopped:
        Round.objects.get().decide(cast["karl"], 0, kind="lock", wish=own, offer=payroll)
    assert stopped.value.sentences == [
        "Praktikanten har fundet en vært, som ikke er i kataloget endnu. Spørg den vært, eller ret ønsket."
    ]


def test_who_goes_only_with_one_that_is_given_no_host_is_not_sent_alone(cast, payroll):
    group = TravelGroup.objects.create(together_only=True)
    mate = the_cast.wish(cast, intern="bo", manager="jens", at="Havnen", group=group)
    the_cast.wish(cast, group=group, door="own_host")
    made = the_cast.a_round(cast, pairs=[])
    made.ask_to_solve(cast["karl"], "fit")
    solve_waiting()

    line = made.proposals.last().pairings.get(wish=mate)
    assert (line.offer_id, line.reasons) == (None, [["companion_missing", {}]])


@pytest.mark.parametrize("aim", ["stable", "placed", "fit"])
def test_a_round_whose_lists_are_cut_is_solved_and_tells_no_bound_that_nobody_knows(
    cast, ida, bo, payroll, aim, monkeypatch
):
    the_cast.offer(cast, at="Zoo", of="Odense Kommune")
    monkeypatch.setattr(proposal, "candidates", lambda _ready: 1)
    made = the_cast.a_round(cast, pairs=[])
    made.ask_to_solve(cast["karl"], aim)
    solve_waiting()

    solved = made.proposals.last()
    assert (solved.state, solved.figures["placed"]) == ("solved", 2)
    assert (solved.figures["bound"] is None) is (aim == "fit")


# what is decided shows where it was pressed


def press(office, form):
    given = {each["name"]: each.get("value") for each in form.find_all("input")}
    return office.post(form["action"], given)


def form_of(part, label):
    return next(form for form in part.find_all("form") if next(form.button.stripped_strings) == label)


def test_a_lock_leads_back_to_its_card_and_is_lifted_there(office, cast, ida, payroll):
    made = the_cast.a_round(cast, pairs=[(ida, payroll)])
    the_card = read(office, made.get_absolute_url()).find(id=f"host-{payroll.pk}")

    answer = press(office, form_of(the_card, "Lås"))

    assert answer.url == f"{made.get_absolute_url()}#host-{payroll.pk}"
    the_card = read(office, made.get_absolute_url()).find(id=f"host-{payroll.pk}")
    assert text(the_card.select_one(".badge-success")) == "Låst"
    press(office, form_of(the_card, "Lås op"))
    assert Round.objects.get(pk=made.pk).standing == []


def test_a_seat_on_trial_is_told_of_before_it_is_solved(office, cast, ida):
    full = the_cast.offer(cast, seats=1)
    made = the_cast.a_round(cast, pairs=[(ida, full)])

    press(office, form_of(read(office, made.get_absolute_url()).find(id=f"host-{full.pk}"), "Prøv med én plads mere"))

    assert "En plads mere er med i det næste udkast" in card(office, made, full)


# one intern


def test_who_is_locked_sees_the_other_hosts_of_the_year_and_what_stops_them_here(office, cast, payroll):
    park = the_cast.offer(cast, at="Parken", host="per", reserve="emil", see="Planter og bede.")
    far = the_cast.offer(cast, at="Museet", host="per", reserve="emil")
    ida = the_cast.wish(cast)
    made = the_cast.a_round(cast, pairs=[(ida, payroll)])
    only_open(far, made.last + timedelta(days=10), made.last + timedelta(days=20))
    without_a_market(made)
    Rolling(Texts(Ngrams())).catch_up()

    rows = read(office, f"/office/rounds/{made.pk}/wishes/{ida.pk}/").find(id="all-year").find_next("ul").find_all("li")

    said = {row["id"]: (text(row.select_one(".task-who")), len(row.find_all("form"))) for row in rows}
    assert said == {
        f"host-{payroll.pk}": ("Lønservice, Region Midt Det er udkastet.", 2),
        f"host-{park.pk}": ("Parken, Region Midt Der er en ledig plads.", 2),
        f"host-{far.pk}": ("Museet, Region Midt De har ingen dage tilfælles i denne runde.", 0),
    }


def only_open(offer, first, last):
    offer.all_year = False
    offer.save(update_fields=["all_year"])
    offer.periods.create(first=first, last=last, is_open=True)


def without_a_market(made):
    """As for who was locked: the proposal knows the seats, but asked the engine nothing about the intern."""
    seats = {str(pk): 3 for pk in Offer.objects.values_list("pk", flat=True)}
    kept = made.proposal
    pairs = [(each.wish, each.offer) for each in kept.placed]
    the_cast.propose(made, [], seats=seats)
    newest = Round.objects.get(pk=made.pk).proposal
    for wish, offer in pairs:
        newest.pairings.create(wish=wish, offer=offer, locked=True)


def test_for_whom_no_host_fits_sees_the_nearest_hosts_and_the_rule_that_stops_each(office, cast, payroll):
    stopped = the_cast.wish(cast, intern="bo", manager="jens", at="Havnen", sectors=["state"])
    made = the_cast.a_round(cast, pairs=[])
    the_cast.propose(made, [], seats={str(payroll.pk): 3})
    Round.objects.get(pk=made.pk).proposal.pairings.create(wish=stopped, reasons=[["none_fits", {"stops": []}]])
    Rolling(Texts(Ngrams())).catch_up()

    page = read(office, f"/office/rounds/{made.pk}/wishes/{stopped.pk}/")

    row = page.find(id=f"host-{payroll.pk}")
    assert text(row) == "Lønservice, Region Midt Praktikanten ønsker en anden sektor."


@pytest.mark.parametrize("key", ["not_then", "manager_refused", "companion_missing"])
def test_whom_no_host_could_help_is_shown_no_hosts_but_the_way_to_the_rest_of_the_year(office, cast, ida, payroll, key):
    made = the_cast.a_round(cast, pairs=[], without=[ida])
    made.proposal.pairings.update(reasons=[[key, {}]])
    Rolling(Texts(Ngrams())).catch_up()

    page = read(office, f"/office/rounds/{made.pk}/wishes/{ida.pk}/").main

    assert page.find(id="all-year") is None
    assert [each["href"] for each in page.find_all("a") if "andre tider" in text(each)] == [
        f"/office/wishes/{ida.pk}/match/"
    ]


def test_those_whom_no_host_could_help_are_told_apart_from_those_who_could_have_one(office, cast, ida, bo, payroll):
    made = the_cast.a_round(cast, pairs=[])
    the_cast.propose(made, [(ida, payroll)], [bo], beyond_hosts=1)

    told = text(read(office, made.get_absolute_url()).find("section", {"aria-labelledby": "figures"}))

    assert "1 af 1 får en vært" in told
    assert "1 til kan ikke få en vært her" in told


def test_the_page_of_who_is_no_longer_in_the_newest_proposal_stays_and_says_so(office, cast, ida, bo, payroll):
    made = published(cast, [(ida, payroll), (bo, payroll)])
    the_cast.propose(made, [], [])
    placement = Placement.objects.get(wish=ida)

    page = read(office, f"/office/rounds/{made.pk}/wishes/{ida.pk}/").main

    assert "Foreslået tidligere i runden. Nu: forslag." in text(page)
    assert placement.get_absolute_url() in [each["href"] for each in page.find_all("a")]
    assert page.find_all("form") == []


def test_who_is_left_out_is_told_so_on_their_page(office, cast, ida, payroll):
    made = the_cast.a_round(cast, pairs=[(ida, payroll)])
    made.decide(cast["karl"], 0, kind="leave-out", wish=ida)

    assert "Holdt uden for runden." in text(read(office, f"/office/rounds/{made.pk}/wishes/{ida.pk}/").main)


def test_who_is_in_no_proposal_of_the_round_has_no_page_in_it(office, cast, ida, bo, payroll):
    made = the_cast.a_round(cast, pairs=[(ida, payroll)])

    assert office.get(f"/office/rounds/{made.pk}/wishes/{bo.pk}/").status_code == 404


def test_companions_are_told_how_many_seats_they_lack(office, cast, friends):
    park = the_cast.offer(cast, at="Parken", host="per", reserve="emil")
    made = the_cast.a_round(cast, pairs=[])
    market_of_two(made, friends, park, seats=1)

    page = read(office, f"/office/rounds/{made.pk}/wishes/{friends[0].pk}/").main

    row = text(page.find(id=f"host-{park.pk}").select_one(".task-who"))
    assert row.endswith("De skal bruge 2 pladser, og der er 1 ledig.")
    assert "Vil gerne af sted med Bo Winther" in text(page)


def market_of_two(made, friends, offer, seats):
    """A proposal from a market where the two are one agent with this host on their list, and neither is placed."""
    asked = market([2], [seats], ([0], [0], [1], [1], [0.5]), agent_names=[tuple(str(each.pk) for each in friends)],
                   host_names=[str(offer.pk)])  # fmt: skip
    inputs, digest = packed(asked, "stable")
    the_cast.propose(made, [], friends, seats={str(offer.pk): seats})
    made.proposals.filter(pk=made.proposals.last().pk).update(inputs=inputs, digest=digest)


def test_hosts_that_fit_as_well_as_another_are_told_so():
    with override("da"):
        assert (
            place_on_list(1, 2, 3) == "Passer bedst. 2 andre passer lige så godt. For værten er praktikanten nummer 3."
        )
        assert place_on_list(4) == "Nummer 4 på listen."


def test_what_is_in_the_same_municipality_is_not_said_to_be_no_kilometres_away():
    with override("da"):
        assert (said_reason("near", {"km": 0}), said_reason("near", {"km": 12})) == (
            "I samme kommune.",
            "Kun 12 km væk.",
        )


# after it is sent


def next_step(office, made):
    return " ".join(text(read(office, made.get_absolute_url()).find(id="next")).split())


def test_while_it_is_sent_the_page_looks_again_by_itself(office, cast, ida, payroll):
    made = the_cast.a_round(cast, pairs=[(ida, payroll)])
    made.perform("publish", by=cast["karl"])
    url = made.get_absolute_url()

    assert read(office, url).find(id="next")["hx-get"] == url
    assert "HX-Refresh" not in office.get(url, headers={"HX-Request": "true"})
    send_published()
    assert office.get(url, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "hx-get" not in read(office, url).find(id="next").attrs


def test_when_it_is_sent_the_answers_are_waited_for_and_nothing_is_to_be_solved(office, cast, ida, payroll):
    made = published(cast, [(ida, payroll)])

    told = next_step(office, made)

    assert told.startswith("Status 1 forslag venter på svar")
    assert "kommer der af sig selv et nyt udkast" in told
    assert read(office, made.get_absolute_url()).select_one("#next .button-primary") is None


def test_when_all_have_answered_yes_the_round_can_be_closed(office, cast, ida, payroll):
    made = published(cast, [(ida, payroll)])
    placement = Placement.objects.get()
    placement.perform("accept", by=cast["ida"])
    placement.perform("accept", by=cast["hanne"])

    link = read(office, made.get_absolute_url()).select_one("#next .button-primary")

    assert (text(link), link["href"]) == ("Luk runden", f"/office/rounds/{made.pk}/do/close/")


def test_after_the_last_day_for_answers_nothing_comes_by_itself_and_one_solves_again(office, cast, ida, payroll):
    made = published(cast, [(ida, payroll)])
    Placement.objects.get().perform("decline", by=cast["hanne"], reason="Vi har for travlt.")
    assert "Nogen har sagt nej. Om et minut eller to kommer der af sig selv et nyt udkast" in next_step(office, made)

    with time_machine.travel(timezone.now() + (made.answer_by - timezone.localdate()) + timedelta(days=1)):
        office.force_login(cast["karl"])
        assert read(office, made.get_absolute_url()).find(id="next-title").text == "Lav et nyt udkast"


def test_something_decided_after_it_was_sent_is_solved(office, cast, ida, payroll):
    made = published(cast, [(ida, payroll)])
    made.decide(cast["karl"], made.revision, kind="seat", offer=payroll)

    assert read(office, made.get_absolute_url()).find(id="next-title").text == "Lav et nyt udkast"


# who is in it


def test_only_those_with_days_enough_in_the_round_are_counted(office, cast, ida, bo, payroll):
    closed = the_cast.offer(cast, at="Parken", host="per", reserve="emil")
    made = Round.objects.create(
        name="Uge 40", first=the_cast.soon(60), last=the_cast.soon(60) + timedelta(days=4), answer_by=the_cast.soon(30)
    )
    bo.any_time = False
    bo.save(update_fields=["any_time"])
    bo.periods.create(first=made.first, last=made.first)
    only_open(closed, made.last + timedelta(days=3), made.last + timedelta(days=30))

    told = next_step(office, made)

    assert "I runden er ønsker: 1, værter: 1, pladser: 3. 1 ønske til har for få dage i perioden." in told


def test_another_round_on_the_same_days_is_told_and_its_name_is_not_used_again(office, cast, ida, payroll):
    made = the_cast.a_round(cast, pairs=[])
    other = Round.objects.create(name="Efterår", first=made.last, last=made.last, answer_by=made.answer_by)
    assert "De samme dage er også i ”Efterår”" in text(read(office, made.get_absolute_url()).main)

    given = {"name": "efterår", "first": "1.1.2099", "last": "", "answer_by": "", "seen": made.revision}
    page = BeautifulSoup(office.post(f"/office/rounds/{made.pk}/change/", given).content, "html.parser")
    assert "Der er allerede en runde med det navn." in text(page.find(class_="error-summary"))

    other.perform("close", by=cast["karl"])
    assert "De samme dage" not in text(read(office, made.get_absolute_url()).main)
    page = BeautifulSoup(office.post(f"/office/rounds/{made.pk}/change/", given).content, "html.parser")
    assert "med det navn" not in text(page.find(class_="error-summary"))


def test_each_date_is_asked_for_by_its_own_name(office):
    given = {"name": "Uge 37", "first": "x", "last": "x", "answer_by": "x", "joins_until": "x"}

    page = BeautifulSoup(office.post("/office/rounds/new/", given).content, "html.parser")

    assert [text(each) for each in page.select(".error-summary li")] == [
        "Skriv den første dag for besøg som 23.11.2026.",
        "Skriv den sidste dag for besøg som 27.11.2026.",
        "Skriv den sidste dag for tilmelding som 23.11.2026.",
        "Skriv fristen for svar som 23.11.2026.",
    ]
