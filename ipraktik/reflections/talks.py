"""The daily talk: intern and host answer apart, and each sees the other's words when both have answered.

What is open is computed from who has answered, never stored. The office and the sender read none of it.
"""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ipraktik.kit.calendar import working_days_after
from ipraktik.kit.clock import at
from ipraktik.people.parties import HOST, INTERN
from ipraktik.placements.models import Participant, Placement, Visit
from ipraktik.programme import programme
from ipraktik.programme.rules import BY_DAY

BOTH = (INTERN, HOST)
HELD_IN = Placement.RIGHTS["talk"].during


class TalkAnswerQuerySet(models.QuerySet):
    def of(self, placement):
        return self.filter(participant__placement=placement)

    def of_the_same_talk(self):
        """As a subquery: the answers of the placement and day of the row outside."""
        return self.filter(participant__placement=OuterRef("participant__placement"), day=OuterRef("day")).order_by()

    def open(self):
        """Of the talks in which both have answered."""
        both = [Exists(TalkAnswer.objects.of_the_same_talk().filter(participant__party=party)) for party in BOTH]
        return self.filter(*both)

    def visible_to(self, person):
        """One's own; and the others' where both have answered, and oneself too."""
        mine = Exists(TalkAnswer.objects.of_the_same_talk().filter(participant__person=person))
        return self.filter(Q(participant__person=person) | (Q(pk__in=self.open().values("pk")) & mine))

    def answer(self, participant, day, said, is_carried=False):
        """Keep what this participant says of the day, now. `is_carried`: the same words to all interns of the visit, but
        not where something was said in words of its own."""
        kept, is_new = self.get_or_create(
            participant=participant, day=day, defaults={"said": said, "is_carried": is_carried}
        )
        if is_carried and not kept.is_carried:
            return kept
        if not is_new and (kept.said, kept.is_carried) != (said, is_carried):
            kept.changed_at = timezone.now() if kept.said != said else kept.changed_at
            kept.said, kept.is_carried = said, is_carried
            kept.save(update_fields=["said", "is_carried", "changed_at"])
        return kept


class TalkAnswer(models.Model):
    """What a participant answers to the programme's questions of one day, by the questions' keys."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="talk_answers")
    day = models.DateField(_("day"))
    said = models.JSONField(default=dict)
    is_carried = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = TalkAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["day", "at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "day"],
                name="day_is_answered_once",
                violation_error_message=_("You have answered already."),
            )
        ]

    def __str__(self):
        return f"{self.participant} {self.day}"

    @property
    def lines(self):
        """(question, answer) in the programme's order; a question that is asked no more has lost its words."""
        asked = {each.key: each.text for each in programme().talks.day}
        keys = [*(key for key in asked if key in self.said), *(key for key in self.said if key not in asked)]
        return [(asked.get(key, ""), self.said[key]) for key in keys]


class TalkSnooze(models.Model):
    """Who does not want to be reminded of the daily talk: of one day until a morning, or not at all at this visit."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="talk_snoozes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    day = models.DateField(null=True)
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "person"], name="talk_is_snoozed_once")]

    def __str__(self):
        return f"{self.person_id} {self.until or ''}"

    @property
    def is_for_good(self):
        return self.until is None

    def is_silent(self, now):
        return self.is_for_good or now < self.until

    def is_up(self, now):
        """Is this the morning it was put off to?"""
        return not self.is_silent(now) and timezone.localdate(now) == timezone.localdate(self.until)


def morning_after(visit, day):
    """When one who puts it off is reminded: the morning of the next day of the visit, or of the next working day."""
    later = [each for each in visit.days if each > day]
    return at(later[0] if later else working_days_after(day, 1, programme().country), BY_DAY[0])


def snooze(visit, person, day=None):
    """Until the morning after `day`, or without one for the whole visit."""
    given = {"day": day, "until": morning_after(visit, day) if day else None}
    return TalkSnooze.objects.update_or_create(visit=visit, person=person, defaults=given)[0]


def unanswered(visit, person, day):
    """The placements of a visit in which this person's party has not answered about the day."""
    answered = TalkAnswer.objects.filter(
        day=day, participant__placement=OuterRef("placement"), participant__party=OuterRef("party")
    )
    mine = Participant.objects.filter(
        ~Exists(answered), placement__visit=visit, placement__state__in=HELD_IN, person=person, party__in=BOTH
    )
    return Placement.objects.filter(pk__in=mine.values("placement")).order_by("pk")


def end_of_day(placement, day):
    """When the talk of the day is the next thing to do: after the day's last row, and at the programme's hour at latest."""
    rows = [row for row in placement.visit.itinerary_for(placement) if row.day == day]
    ends = [row.ends or row.starts for row in rows if row.ends or row.starts]
    hour = programme().rules.talk_reminder_at
    return at(day, min(max(ends, default=hour), hour))


def days_until_today(visit):
    today = timezone.localdate()
    return [day for day in visit.days if day <= today]


def held(placement):
    """How many days both have answered about, and how many days there have been."""
    answered = TalkAnswer.objects.of(placement).open().values("day").distinct().count()
    return answered, len(days_until_today(placement.visit))
