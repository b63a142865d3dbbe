"""Every row of every life-cycle, written by hand: whose it is, from where to where, and the rules that stop it.

That the house then behaves as its tables say is tried for every row, state and person (test_life_cycles.py); here stands
what they ought to say. A row that is changed is changed here too, by someone who means it.

A move: name, states it is made from, -> state it leads to, by whose hand; + with all hands, ? with a reason; the rules.
A right: name, states it holds in, by whom; the rules.
"""

import pytest

from ipraktik.directory.models import Consent, Offer, Wish
from ipraktik.matching.models import Round
from ipraktik.placements.models import Placement

COMPLETE_WISH = "has_workplace has_manager has_why has_when has_days travel_type_fits may_send"
COMPLETE_OFFER = "says_why seats_fit offer_days_fit has_open_days has_people may_host"
MOVES = {
    Wish: f"""
        submit        | draft              -> open      | intern             |    | {COMPLETE_WISH}
        receive       | draft              -> open      | coordinator        |    | entered_by_office {COMPLETE_WISH}
        withdraw      | draft open         -> withdrawn | intern coordinator | ?  |
        resume        | withdrawn lapsed   -> draft     | intern             |    |
        place         | open               -> placed    | clock              |    |
        release       | placed done        -> open      | clock              |    |
        finish        | placed             -> done      | clock              |    |
        lapse         | open               -> lapsed    | clock              |    | days_are_over
    """,
    Consent: """
        approve       | asked later no     -> yes        | sender |   | wish_stands
        postpone      | asked              -> later      | sender | ? | wish_stands
        refuse        | asked later yes    -> no         | sender | ? | wish_stands not_agreed
        pass-on       | asked later        -> passed-on  | sender |   | wish_stands
        supersede     | asked later no yes -> superseded | clock  |   |
    """,
    Offer: f"""
        submit        | draft unlisted     -> review    | host             |   | office_reviews {COMPLETE_OFFER}
        publish       | draft unlisted     -> published | host             |   | no_review {COMPLETE_OFFER}
        approve       | review             -> published | coordinator      |   | {COMPLETE_OFFER}
        receive       | draft              -> published | coordinator      |   | entered_by_office {COMPLETE_OFFER}
        return        | review             -> draft     | coordinator      | ? |
        pause         | published          -> paused    | host coordinator |   |
        resume        | paused             -> published | host coordinator |   | {COMPLETE_OFFER}
        close         | draft review published paused unlisted -> closed | host coordinator | |
        reopen        | closed             -> draft     | host             |   |
    """,
    Placement: """
        accept        | suggested          -> preparing | intern host | + | wish_stands wish_is_free not_refused
            group_has_room seat_is_free
        decline       | suggested          -> declined  | intern host coordinator        | ? |
        withdraw      | suggested          -> withdrawn | clock                          |   |
        fall-with     | suggested          -> withdrawn | clock                          |   |
        lapse         | suggested          -> lapsed    | clock                          |   | long_silent
        sign          | preparing          -> agreed    | intern host sender             | + | has_consent has_days days_fit
            has_contact_and_reserve has_itinerary expectations_shared not_begun
        reopen        | agreed             -> preparing | intern host coordinator        | ? | not_begun
        cancel        | preparing agreed   -> cancelled | intern host sender coordinator | ? | not_over
        expire        | preparing          -> lapsed    | clock                          |   | first_day_came
        confirm       | agreed             -> completed | intern host coordinator        |   | is_over
        miss          | agreed             -> not-held  | intern host coordinator        | ? | is_over
        close         | agreed             -> completed | clock                          |   | long_over
        settle-held   | completed not-held -> completed | coordinator                    | ? | is_disputed
        settle-missed | completed not-held -> not-held  | coordinator                    | ? | is_disputed
    """,
    Round: """
        publish | open published -> published | coordinator |  | not_solving has_proposal is_unsent is_up_to_date
            somebody_has_a_host is_still_free seats_are_given all_is_sent
        close   | open published -> closed    | coordinator |  | not_solving all_is_sent
        reopen  | closed         -> open      | coordinator |  |
    """,
}
RIGHTS = {
    Round: """
        edit   | open published | coordinator |
        decide | open published | coordinator | not_solving
        solve  | open published | coordinator | not_solving all_is_sent
    """,
    Wish: """
        edit           | draft open  | intern coordinator |
        ask            | open        | intern             |
        suggest        | open        | coordinator        |
        remind-manager | open placed | intern coordinator |
        change-manager | open placed | intern coordinator |
    """,
    Consent: "",
    Offer: """
        edit   | draft review published paused unlisted | host coordinator |
        invite | published                              | host             | hosts_may_ask
    """,
    Placement: """
        expect    | preparing agreed           | intern host sender             |
        first-talk | preparing agreed          | intern host sender             | not_over
        first-conclusion | preparing agreed    | intern host                    | not_over
        plan      | preparing                  | intern host coordinator        | visit_is_open
        plan-own  | preparing                  | intern host coordinator        |
        name-colleagues | preparing agreed     | host coordinator               | not_over
        staff     | preparing agreed           | host coordinator               |
        stand-in  | preparing agreed           | host coordinator               | has_contact_and_reserve not_over
        present   | preparing agreed           | host                           |
        introduce | preparing agreed           | intern                         |
        tell-department | preparing agreed     | host                           |
        cover     | preparing agreed           | intern sender                  | not_over
        confide   | preparing agreed           | intern host sender             |
        declare   | preparing agreed           | intern host                    |
        second    | preparing                  | host sender coordinator        |
        hand-over | preparing agreed           | host sender coordinator        |
        print     | preparing                  | intern host sender coordinator | has_consent has_days days_fit
            has_contact_and_reserve has_itinerary expectations_shared not_begun
        record-paper | preparing               | coordinator                    | has_consent has_days days_fit
            has_contact_and_reserve has_itinerary expectations_shared not_begun
        take-back-paper | preparing            | coordinator                    |
        amend     | agreed                     | intern host coordinator        | has_begun not_over
        sign-amendment | agreed                | intern host sender             | has_begun not_over
        write     | suggested preparing agreed completed not-held cancelled | intern host sender coordinator |
        tick      | preparing agreed completed | intern host sender             |
        remind    | suggested preparing        | intern host sender coordinator |
        see-needs | preparing agreed           | intern host                    |
        note      | agreed completed           | intern host                    |
        photograph | agreed completed         | intern host                    | first_day_came
        object-to-photo | agreed completed not-held cancelled | host           |
        talk      | agreed completed           | intern host                    | first_day_came
        conclude  | agreed                     | intern host                    | end_is_near
        give-advice | agreed completed         | intern                         | end_is_near
        answer-advice | agreed completed       | host                           | end_is_near
        dispute   | completed not-held         | intern host                    | not_disputed
        evaluate  | completed                  | intern host sender             | not_disputed
        follow-up | completed                  | intern host sender             |
    """,
}
EVERY = [pytest.param(kind, id=kind.__name__) for kind in MOVES]


def lines(text):
    """Each row in its parts; a line without a mark goes on from the one above."""
    joined = []
    for line in filter(str.strip, text.splitlines()):
        if "|" in line:
            joined.append(line)
        else:
            joined[-1] += line
    return [[part.strip() for part in line.split("|")] for line in joined]


def expected_move(name, states, hands, marks, rules):
    source, target = states.split("->")
    return name, (set(source.split()), target.strip(), set(hands.split()), "+" in marks, "?" in marks, rules.split())


def expected_right(name, states, hands, rules):
    return name, (set(states.split()), set(hands.split()), rules.split())


def names(rules):
    return [rule.name for rule in rules]


@pytest.mark.parametrize("kind", EVERY)
def test_the_moves_are_those_agreed_on(kind):
    found = {
        name: (set(row.source), row.target, set(row.by), row.together, row.asks_reason, names(row.needs))
        for name, row in kind.MOVES.items()
    }

    assert found == dict(expected_move(*parts) for parts in lines(MOVES[kind]))


@pytest.mark.parametrize("kind", EVERY)
def test_the_rights_are_those_agreed_on(kind):
    found = {name: (set(row.during), set(row.by), names(row.needs)) for name, row in kind.RIGHTS.items()}

    assert found == dict(expected_right(*parts) for parts in lines(RIGHTS[kind]))
