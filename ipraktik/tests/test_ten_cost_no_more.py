"""Ten of everything ask the database no more than two: every page of the site, as each who reads it, and every job."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from ipraktik import cast as the_cast
from ipraktik.directory.models import SavedOffer
from ipraktik.documents.papers import waiting
from ipraktik.guide.models import Answer
from ipraktik.jobs import JOBS
from ipraktik.matching.models import Round
from ipraktik.notices.due import seal_signed
from ipraktik.notices.making import Maker
from ipraktik.office.models import ImportSheet
from ipraktik.photos.models import Photo
from ipraktik.placements.models import Placement
from ipraktik.preparing.handouts import MOST_HANDOUTS, Handout
from ipraktik.reflections.models import Evaluation, Pulse, TalkAnswer
from ipraktik.tests.access import Stage, rows, undone
from ipraktik.tests.test_access import IN_A_DEMO

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
READERS = ("anonymous", "ida", "hanne", "signe", "karl")
STATES = ("suggested", "preparing", "agreed", "completed", "cancelled", "not-held")
FEW, MANY = 2, 10


def test_no_page_asks_more_of_the_database_when_there_is_more_of_everything():
    with override_settings(**IN_A_DEMO), undone():
        stage = Stage()
        for number in range(FEW):
            grow(stage, number)
        asked(stage)  # what is asked once and remembered
        few = asked(stage)
        for number in range(FEW, MANY):
            grow(stage, number)
        many = asked(stage)

    assert {page: (few[page], many[page]) for page in few if many[page] > few[page]} == {}


def test_no_job_that_has_nothing_left_to_do_asks_more_when_there_is_more_of_everything():
    with override_settings(**IN_A_DEMO), undone():
        stage = Stage()
        few, many = (asked_by_jobs(stage, numbers) for numbers in (range(FEW), range(FEW, MANY)))

    assert {name: (few[name], many[name]) for name in few if many[name] > few[name]} == {}


def asked_by_jobs(stage, numbers):
    """{job: how many questions} once every job has been done."""
    for number in numbers:
        grow(stage, number)
    for _time in range(2):
        [job.run() for job in JOBS]
        Maker().make_all()
    while any(waiting()):  # it stops after some seconds, however much there is
        seal_signed()
    return {job.name: counted(job.run) for job in JOBS}


def asked(stage):
    """{(page, reader): how many questions} for every page that this reader is shown."""
    shown = [(row, role) for row in rows() for role in READERS if row.get[role] == "o"]
    return {(str(row), role): questions(stage, row, role) for row, role in shown}


def questions(stage, row, role):
    def ask():
        assert stage.ask(role, row, "get").status_code == 200

    return counted(ask)


def counted(deed):
    connection.queries_log.clear()  # it holds some thousands, and counts none once it is full
    with CaptureQueriesContext(connection) as captured:
        deed()
    return len(captured)


# One more of everything


def grow(stage, number):
    cast = dict(stage.cast)
    for state in STATES:
        more_placements(cast, state, number)
    more_wishes(cast, number)
    more_offers(cast, number)
    more_of_the_same(cast, stage.things, number)
    Maker().make_all()


def newcomer(cast, key):
    """Someone the site has not met, known in the scene by that key."""
    cast[key] = the_cast.person(key, key.capitalize(), "lærer")
    return key


def more_placements(cast, state, number):
    """A visit at a place of Hanne's, of someone whom Signe sends; once it is over, with all that is said of it."""
    wish = the_cast.wish(cast, intern=newcomer(cast, f"{state}-{number}"), at=f"Kontor {state} {number}")
    offer = the_cast.offer(cast, at=f"Afdeling {state} {number}", of=f"Region {number}")
    placement = the_cast.placement(cast, state, wish_=wish, offer_=offer)
    for each in placement.participants.filter(signs=True):
        each.ticks.create(key="plan-your-cover")
        Answer.objects.create(participant=each, key="what-is-your-goal", text="Meget.")
        goal = each.goals.create(number=100 + number, text="At se fejllisten.")
        if state == "completed":
            said = Evaluation.objects.create(participant=each, benefit="yes", recommend=True, to_office="Tak.")
            said.goals_reached.create(goal=goal, came="yes")
            Pulse.objects.create(participant=each, month=1, contact=True, changed=True)


def more_wishes(cast, number):
    """Of Ida's: one without a yes, one whose host asked for her, and one that came to nothing. And one in the pool."""
    at = f"Kontor {number}"
    the_cast.wish(cast, at=at, consent=False)
    the_cast.wish(cast, "withdrawn", at=at)
    asked_for = the_cast.wish(cast, at=at)
    host = newcomer(cast, f"vært-{number}")
    offer = the_cast.offer(cast, host=host, at=f"Museet {number}", of="Viborg Kommune")
    Placement.objects.suggest(asked_for, offer, by=cast[host], origin="host")
    the_cast.wish(cast, intern=newcomer(cast, f"søger-{number}"), at=at)


def more_offers(cast, number):
    for state in ("draft", "review", "published", "paused", "closed"):
        offer = the_cast.offer(cast, state, at=f"Sted {state} {number}", of="Vejle Kommune")
    SavedOffer.objects.create(person=cast["ida"], offer=offer)


def more_of_the_same(cast, things, number):
    """More rows of what the scene is about: an itinerary, a history, periods, people, sheets that wait."""
    placement = Placement.objects.get(pk=things["placement"])
    placement.visit.items.create(day=placement.visit.first_day, what=f"Møde {number}")
    placement.record("remind", cast["karl"], participant=things["signer"], move="sign")
    for each in placement.participants.all():
        each.goals.create(number=100 + number, text=f"At se fejlliste {number}.")
    more_notes(cast, things, number)
    more_handouts(placement.offer.place, number)
    held = Placement.objects.get(pk=things["held"])
    for each in held.participants.filter(signs=True).exclude(party="sender"):
        TalkAnswer.objects.answer(each, held.visit.last_day + timedelta(days=number + 1), {"most-striking": "Roen."})
    day = the_cast.soon(10 * number)
    placement.offer.periods.create(first=day, last=day, is_open=False)
    placement.offer.people.create(role="editor", person=cast[newcomer(cast, f"redaktør-{number}")])
    placement.wish.periods.create(first=day, last=day)
    ImportSheet.objects.create(coordinator=cast["karl"], name=f"ønsker-{number}.csv")
    more_photos(cast, things)


def more_handouts(place, number):
    """As many as there is room for."""
    if place.handouts.count() < MOST_HANDOUTS:
        Handout.objects.keep(place, f"Kort {number}", str(number).encode(), b"%PDF-1.7", 1)


def more_photos(cast, things):
    """One more that all may see; and one more in the scene's, who has answered twice."""
    the_cast.photo(Placement.objects.get(pk=things["held"]), cast["ida"])
    somebody = Photo.objects.get(pk=things["asked_photo"]).add_person("Nogen")
    for said in ("own", "home"):
        somebody.answer(said, "here", "Ordene.", cast["ida"])


def more_notes(cast, things, number):
    """In the visit under way: shared, on the itinerary, and with another text beside."""
    begun = Placement.objects.get(pk=things["begun"])
    item = begun.visit.items.create(day=begun.visit.first_day, starts=f"{number + 7}:00", what=f"Møde {number}")
    for key, party in (("ida", "intern"), ("hanne", "host")):
        said = {"text": f"Note {number}", "level": "all", "item": item, "day": item.day}
        note = begun.notes.create(writer=cast[key], party=party, **said)
        note.others.create(text=f"Anden {number}")


def more_of_the_round(cast, things, number):
    """Another round; and in the scene's a pair, someone without a host, decisions, and a proposal more."""
    the_cast.a_round(cast, pairs=[])
    made = Round.objects.get(pk=things["round"])
    wish = the_cast.wish(cast, intern=newcomer(cast, f"rejsende-{number}"), at=f"Skole {number}")
    alone = the_cast.wish(cast, intern=newcomer(cast, f"uden-{number}"), at=f"Bibliotek {number}")
    offer = the_cast.offer(cast, at=f"Værksted {number}", of="Vejle Kommune")
    made.decide(cast["karl"], made.revision, kind="forbid", wish=alone, offer=offer)
    made = Round.objects.get(pk=made.pk)
    before = [(each.wish, each.offer) for each in made.proposal.placed]
    without = [each.wish for each in made.proposal.unplaced]
    seats = [[offer.pk, 1, 0.5]]
    the_cast.propose(made, [*before, (wish, offer)], [*without, alone], one_more_seat=seats)
