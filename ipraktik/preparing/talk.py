"""The talk about expectations: when and how it is held, who has said yes, and what it came to."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ipraktik.kit.lifecycle import NotYet
from ipraktik.people.parties import HOST, INTERN
from ipraktik.placements.lifecycle import AGREED, PREPARING
from ipraktik.placements.models import Participant, Placement

THOSE_WHO_MEET = {INTERN, HOST}
TIME_HAS_CHANGED = _("Another time has been proposed meanwhile. Look at it, then answer.")
TEXT_HAS_CHANGED = _("The text has changed meanwhile. Read it again, then say that you agree.")
AGREED_ALREADY = _("You have both agreed on this text, so it stands.")
SHARE_FIRST = _("Share your expectations first: the talk is about them.")
IS_PAST = _("The time of the talk is past. Propose another.")
NO_TALK = _("Nobody has proposed a time yet.")
NOTHING_WRITTEN = _("Nobody has written what the talk came to yet.")
OVERTAKEN = _("%(who)s has written something else meanwhile. Both texts stand here: make one of them, and save it.")


class ExpectationsTalk(models.Model):
    """One for each placement. `times_proposed` and `times_written` tell which time and which text an answer is to."""

    class Way(models.TextChoices):
        VIDEO = "video", _("by video")
        PHONE = "phone", _("by telephone")

    placement = models.OneToOneField(Placement, models.CASCADE, related_name="expectations_talk")
    begins = models.DateTimeField(_("when"), null=True, blank=True)
    way = models.CharField(max_length=10, choices=Way, blank=True)
    reached_by = models.CharField(_("link or number"), max_length=300, blank=True)
    proposed_by = models.ForeignKey(Participant, models.SET_NULL, null=True, blank=True, related_name="+")
    times_proposed = models.PositiveSmallIntegerField(default=0)
    conclusion = models.TextField(_("what the talk came to"), blank=True)
    written_by = models.ForeignKey(Participant, models.SET_NULL, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(null=True, blank=True)
    times_written = models.PositiveSmallIntegerField(default=0)

    def __str__(self):
        return f"{self.placement} {self.begins or ''}".strip()

    def said_yes(self, to):
        return [each for each in self.answers.all() if each.to == to]

    def parties_of_yes(self, to):
        return {each.participant.party for each in self.said_yes(to)}

    @property
    def is_set(self):
        """Intern and host have both said yes to the time; the sender may come along."""
        return self.begins is not None and self.parties_of_yes(TalkYes.TIME) >= THOSE_WHO_MEET

    @property
    def is_over(self):
        return self.begins is not None and self.begins <= timezone.now()

    @property
    def is_coming(self):
        return self.begins is not None and not self.is_over

    @property
    def stands(self):
        """It falls away with the visit that it is about."""
        return self.placement.state in (PREPARING, AGREED)

    @property
    def is_concluded(self):
        return bool(self.conclusion) and self.parties_of_yes(TalkYes.CONCLUSION) >= THOSE_WHO_MEET

    def has_yes_of(self, participant, to):
        return participant is not None and any(each.participant_id == participant.pk for each in self.said_yes(to))

    def obstacles_to_propose(self, me):
        """The sentences that stop this participant from proposing a time."""
        if self.is_concluded:
            return [AGREED_ALREADY]
        return [] if me and me.expectations_shared_at else [SHARE_FIRST]

    def obstacles_to_accept(self):
        if self.begins is None:
            return [NO_TALK]
        return [IS_PAST] if self.is_over else []

    def propose(self, by, begins, way, reached_by):
        """Another time than before asks everyone anew."""
        self.begins, self.way, self.reached_by, self.proposed_by = begins, way, reached_by, by
        self.times_proposed += 1
        self.save()
        self.asks_anew(by, TalkYes.TIME)

    def conclude(self, by, text):
        self.conclusion, self.written_by, self.written_at = text, by, timezone.now()
        self.times_written += 1
        self.save()
        self.asks_anew(by, TalkYes.CONCLUSION)

    def asks_anew(self, by, to):
        self.answers.filter(to=to).delete()
        self.answers.create(participant=by, to=to)


class TalkYes(models.Model):
    """One participant's yes to the time, or to what was written of the talk."""

    TIME, CONCLUSION = "time", "conclusion"

    talk = models.ForeignKey(ExpectationsTalk, models.CASCADE, related_name="answers")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="first_talk_answers")
    to = models.CharField(max_length=10)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["talk", "participant", "to"], name="yes_is_said_once")]

    def __str__(self):
        return f"{self.participant}: {self.to}"


def talk_of(placement):
    """The talk, kept or not yet."""
    found = ExpectationsTalk.objects.prefetch_related("answers__participant__person")
    found = found.select_related("proposed_by__person", "written_by__person")
    return found.filter(placement=placement).first() or ExpectationsTalk(placement=placement)


# what people do with it: under the placement's lock, and told in its history. They raise NotYet and PermissionDenied.


def propose(placement, by, begins, way, reached_by):
    with placement.doing(by, "first-talk") as now:
        talk, me = talk_of(now), now.participant(by)
        if sentences := talk.obstacles_to_propose(me):
            raise NotYet(sentences, now)
        talk.propose(me, begins, way, reached_by)
        now.record("propose-talk", by, proposal=talk.times_proposed)


def accept(placement, by, proposal):
    with placement.doing(by, "first-talk") as now:
        talk, me = talk_of(now), now.participant(by)
        if sentences := talk.obstacles_to_accept():
            raise NotYet(sentences, now)
        if talk.times_proposed != proposal:
            raise NotYet([TIME_HAS_CHANGED], now)
        if not talk.has_yes_of(me, TalkYes.TIME):
            was_set = talk.is_set
            talk.answers.create(participant=me, to=TalkYes.TIME)
            sets = not was_set and talk_of(now).is_set
            now.record("accept-talk", by, proposal=proposal, sets=sets)


def conclude(placement, by, text, seen):
    """Nothing is overwritten unread: who writes on another text than the one that stands is told."""
    with placement.doing(by, "first-conclusion") as now:
        talk = talk_of(now)
        if talk.is_concluded:
            raise NotYet([AGREED_ALREADY], now)
        if talk.conclusion == text:
            return
        if talk.times_written != seen:
            raise NotYet([OVERTAKEN % {"who": talk.written_by or _("Somebody")}], now)
        talk.conclude(now.participant(by), text)
        now.record("write-conclusion", by, text=talk.times_written)


def agree(placement, by, seen):
    with placement.doing(by, "first-conclusion") as now:
        talk, me = talk_of(now), now.participant(by)
        if not talk.conclusion:
            raise NotYet([NOTHING_WRITTEN], now)
        if talk.times_written != seen:
            raise NotYet([TEXT_HAS_CHANGED], now)
        if not talk.has_yes_of(me, TalkYes.CONCLUSION):
            talk.answers.create(participant=me, to=TalkYes.CONCLUSION)
            now.record("agree-conclusion", by)
