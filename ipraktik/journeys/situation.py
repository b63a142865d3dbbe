"""A placement as it stands for one reader: what the table of next steps asks about."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.formats import date_format

from ipraktik.people.parties import COORDINATOR, HOST, INTERN, SENDER, Phase
from ipraktik.placements.conversation import speakers
from ipraktik.placements.models import Participant, Placement
from ipraktik.preparing.cover import homecoming_of
from ipraktik.preparing.talk import TalkYes
from ipraktik.programme import programme
from ipraktik.reflections.months import months_due
from ipraktik.reflections.talks import end_of_day

HOMECOMING_SOON = timedelta(days=14)  # before that the first day is too far off to plan the days after it
TALK = ("expectations_talk__proposed_by__person", "expectations_talk__written_by__person")


def gathered(placements):
    """Placements with all that a situation asks about, in a number of questions that does not grow with them."""
    participants = Participant.objects.select_related("person", "evaluation").prefetch_related(
        "pulses", "ticks", "own_items", "goals", "talk_answers"
    )
    return (
        placements.for_page()
        .select_related("care", "homecoming", *TALK)
        .prefetch_related(
            "expectations_talk__answers__participant",
            "troubles",
            Prefetch("participants", participants),
            "hands",
            "versions__signatures",
            "visit__items__colleagues",
            "visit__placements",
            "visit__talk_snoozes",
            "pieces_of_advice",
            "wish__consents",
            "amendments__version__signatures",
            "photos__depicted__permissions",
        )
    )


DONE_BY_ITSELF = {  # advice that is followed on a page of the visit: (phase, what it asks for) → whether it is done
    (Phase.BEFORE, "expectations"): lambda situation: situation.has_shared(situation.party),
    (Phase.BEFORE, "itinerary"): lambda situation: not situation.needs_itinerary,
    (Phase.BEFORE, "people"): lambda situation: not situation.needs_people,
    (Phase.AFTER, "evaluation"): lambda situation: not situation.needs_my_evaluation,
}


@dataclass
class Situation:
    placement: Placement
    person: object

    @cached_property
    def party(self):
        return self.placement.party_of(self.person)

    @cached_property
    def me(self):
        return self.placement.participant(self.person)

    @cached_property
    def missing(self):
        """The participants whose hand is waited for."""
        waited_for = self.placement.waited_for
        return [each for each in self.placement.participants.all() if each.pk in waited_for]

    @cached_property
    def missing_companions(self):
        """Of those who go together or not at all, the others' intern and host whose yes is waited for as well."""
        if self.placement.state != "suggested" or self.missing or not self.placement.waited_for:
            return []
        return list(self.placement.missing_people("accept").order_by("pk"))

    @property
    def is_missing(self):
        return self.me in self.missing

    @cached_property
    def silent_on_amendments(self):
        """The participants whose signature on an amendment is missing, while it can be given."""
        if self.placement.state != "agreed" or self.placement.phase != Phase.DURING:
            return []
        return list(dict.fromkeys(each for one in self.placement.open_amendments for each in one.missing))

    @property
    def has_amendment_to_sign(self):
        return any(each.person_id == self.person.pk for each in self.silent_on_amendments)

    @property
    def is_reserve(self):
        return self.party == HOST and not self.me.signs

    @property
    def needs_my_consent(self):
        """The manager's answer is awaited; a manager who has said no knows it."""
        consent = self.placement.wish.consent
        return consent is not None and consent.state in ("asked", "later") and consent.manager_id == self.person.pk

    @cached_property
    def needs_consent(self):
        return not self.placement.wish.has_consent

    @property
    def needs_days(self):
        return not self.placement.visit.has_days

    @property
    def needs_people(self):
        return not self.placement.visit.has_contact_and_reserve

    @cached_property
    def needs_itinerary(self):
        return not self.placement.visit.itinerary_covers_every_day(self.placement)

    @cached_property
    def colleagues_who_cannot(self):
        """Those who are named in a row, and have said no."""
        rows = self.placement.visit.itinerary_for(self.placement)
        return sorted({str(each) for row in rows for each in row.colleagues.all() if each.cannot})

    def has_shared(self, party):
        return any(each.expectations_shared_at for each in self.placement.participants.all() if each.party == party)

    @property
    def needs_my_expectations(self):
        return not self.has_shared(self.party)

    # the talk before the visit

    @cached_property
    def talk(self):
        """The talk that has been proposed or written about, or None."""
        return getattr(self.placement, "expectations_talk", None)

    @property
    def is_asked_to_talk(self):
        talk = self.talk
        waits = talk is not None and talk.begins and not talk.is_over and not talk.is_concluded and self.signs
        return bool(waits) and not talk.has_yes_of(self.me, TalkYes.TIME)

    @property
    def needs_conclusion(self):
        return self.talk is not None and self.talk.is_set and self.talk.is_over and not self.talk.conclusion

    @property
    def is_asked_to_agree(self):
        talk = self.talk
        waits = talk is not None and talk.conclusion and not talk.is_concluded and self.signs
        return bool(waits) and not talk.has_yes_of(self.me, TalkYes.CONCLUSION)

    @property
    def could_talk(self):
        return self.talk is None and self.placement.expectations_are_shared and self.signs

    @property
    def signs(self):
        return self.me is not None and self.me.signs

    @cached_property
    def obstacles(self):
        """What stops the agreement from being signed, whoever asks."""
        needs = self.placement.MOVES["sign"].needs
        return [str(rule.says(self.placement)) for rule in needs if not rule.holds(self.placement)]

    @property
    def is_ready(self):
        return not self.obstacles

    @property
    def is_ready_for_me(self):
        return self.is_ready and self.is_missing

    @property
    def is_ready_and_reserve(self):
        return self.is_ready and self.is_reserve

    @property
    def has_checklist(self):
        return self.me is not None and self.placement.state in self.placement.RIGHTS["tick"].during

    @property
    def guide(self):
        return programme().guide_for(self.party, self.placement.phase)

    @cached_property
    def ticked(self):
        return {tick.key for tick in self.me.ticks.all()} if self.me else set()

    def is_done(self, entry):
        """Ticked off, or done on the page where it is done."""
        by_itself = DONE_BY_ITSELF.get((entry.phase, entry.acts))
        return entry.key in self.ticked or bool(by_itself and by_itself(self))

    @cached_property
    def advice_left(self):
        return [entry for entry in self.guide if entry.kind == "advice" and not self.is_done(entry)]

    @cached_property
    def is_in_a_photo(self):
        """Where this person is in a photo and has not answered."""
        waiting = (each for photo in self.placement.photos.all() for each in photo.depicted.all())
        return next((each for each in waiting if each.person_id == self.person.pk and each.said is None), None)

    @property
    def is_disputed(self):
        return self.placement.disputed

    @property
    def has_answer_to_read(self):
        """The office has answered what this person wrote quietly."""
        return any(each.person_id == self.person.pk and each.is_unread for each in self.placement.troubles.all())

    @property
    def needs_homecoming(self):
        """It is soon, and nobody has set the day when the colleagues hear of it."""
        first = self.placement.visit.first_day
        return first - timezone.localdate() <= HOMECOMING_SOON and homecoming_of(self.placement) is None

    @property
    def needs_my_evaluation(self):
        return self.me is not None and not hasattr(self.me, "evaluation")

    @cached_property
    def lacks_evaluations(self):
        """Those who are asked how it went, and have not answered."""
        asked = [each for each in self.placement.participants.all() if each.signs]
        return [each for each in asked if not hasattr(each, "evaluation")]

    @cached_property
    def month_due(self):
        """The first follow-up that has come and that I have not answered; 0 for none."""
        answered = {pulse.month for pulse in self.me.pulses.all()} if self.me else set()
        due = months_due(self.placement.visit.last_day, programme().rules.pulse_months, timezone.localdate())
        return next((month for month in due if month not in answered), 0)

    @property
    def wish_is_open(self):
        return self.placement.wish.state == "open"

    @cached_property
    def talk_due(self):
        """The day whose talk is the next thing: today's at its end, or the one put off to this morning; None for neither."""
        if not self.speaks:
            return None
        now = timezone.now()
        today, visit = timezone.localdate(now), self.placement.visit
        put_off = [each.day for each in visit.talk_snoozes.all() if self.is_mine(each) and each.is_up(now)]
        ended = [today] if today in visit.days and now >= end_of_day(self.placement, today) else []
        return next((day for day in (*ended, *put_off) if not self.has_answered(day)), None)

    @property
    def speaks(self):
        """Talks and advice are for who speaks for the party now."""
        return self.person.pk in speakers(self.placement)

    def is_mine(self, snooze):
        return snooze.person_id == self.person.pk

    def has_answered(self, day):
        """Has anybody of this party?"""
        ours = [each for each in self.placement.participants.all() if each.party == self.party]
        return any(answer.day == day for each in ours for answer in each.talk_answers.all())

    @property
    def has_several(self):
        """Does the reader host more interns at this visit?"""
        beside = [each for each in self.placement.visit.placements.all() if each.state == "agreed"]
        return self.party == HOST and len(beside) > 1

    @cached_property
    def given_advice(self):
        return [each for each in self.placement.pieces_of_advice.all() if each.given_at]

    @property
    def advice_is_due(self):
        """It is the last day, and none has been given."""
        return self.speaks and not self.given_advice and timezone.localdate() == self.placement.visit.last_day

    @property
    def has_advice_to_answer(self):
        return self.speaks and any(not each.outcome for each in self.given_advice)

    @cached_property
    def words(self):
        """What a sentence may name."""
        placement = self.placement
        evaluated = [each for each in placement.participants.all() if hasattr(each, "evaluation")]
        return {
            "intern": placement.wish.intern,
            "host": placement.offer.workplace,
            "contact": placement.visit.contact or placement.offer.workplace,
            "manager": placement.wish.manager or programme().party(SENDER).the,
            "missing": named(*self.missing, *self.missing_companions, *self.silent_on_amendments),
            "proposer": (self.talk and self.talk.proposed_by) or programme().party(INTERN).the,
            "writer": (self.talk and self.talk.written_by) or programme().party(INTERN).the,
            "obstacles": " ".join(self.obstacles) if placement.state == "preparing" else "",
            "cannot": ", ".join(self.colleagues_who_cannot) if self.placement.state == "agreed" else "",
            "first_day": date_format(placement.visit.first_day, "MONTH_DAY_FORMAT") if placement.visit.has_days else "",
            "left": len(self.advice_left) if self.party != COORDINATOR else 0,
            "evaluated": len(evaluated),
            "silent": ", ".join(str(each.person) for each in self.lacks_evaluations),
        }


def named(*participants):
    """Their names, each once: the same person may receive several."""
    return ", ".join(dict.fromkeys(str(each.person) for each in participants))
