"""The conversation of a placement: what its parties and the office write to each other, on the page or by e-mail."""

from collections import Counter
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ipraktik.people.parties import HOST, INTERN, SENDER
from ipraktik.placements.participants import Participant

PRESSED_TWICE = timedelta(minutes=2)
LEFT_OUT = {  # of a message that came by e-mail
    "attachments": _("What was attached to the e-mail is not here. We keep no attachments."),
    "length": _("The e-mail was longer than this. The rest is not here."),
    "numbers": _("We took out a number that looked like a personal number."),
}


SPEAKS_FOR_A_PARTY = (
    Q(party=INTERN, person=F("placement__wish__intern"))
    | Q(party=SENDER, person=F("placement__wish__manager"))
    | Q(party=HOST, person=F("placement__visit__contact"))
    | Q(party=HOST, person=F("placement__visit__reserve"))
)


def speaks(person, **more):
    """Of whatever has a `placement`: this person speaks for a party of it now; as `party=HOST`, for that one."""
    return Exists(
        Participant.objects.filter(SPEAKS_FOR_A_PARTY, placement=OuterRef("placement"), person=person, **more)
    )


def speakers(placement):
    """The persons who take part in the conversation beside the office: not those who were contact or manager before."""
    wish, visit = placement.wish, placement.visit
    now = {INTERN: {wish.intern_id}, SENDER: {wish.manager_id}, HOST: {visit.contact_id, visit.reserve_id}}
    return {each.person_id for each in placement.participants.all() if each.person_id in now.get(each.party, ())}


def takes_part(placement, person):
    return person.is_coordinator or person.pk in speakers(placement)


def may_write(placement, person):
    return takes_part(placement, person) and placement.may(person, "write")


def is_new_to(participant, author, at):
    return author != participant.person_id and (participant.read_at is None or at > participant.read_at)


class MessageQuerySet(models.QuerySet):
    def visible_to(self, person):
        if person.is_coordinator:
            return self
        return self.filter(speaks(person))

    def unread_by(self, participant):
        """What others have written since this participant last looked."""
        theirs = self.filter(placement=participant.placement_id).exclude(author=participant.person_id)
        return theirs.filter(at__gt=participant.read_at) if participant.read_at else theirs

    def unread_in(self, readers):
        """{placement's number: how many}, of `readers`: {placement's number: the participant who reads}."""
        written = self.filter(placement__in=readers).values_list("placement", "author", "at")
        new = (number for number, author, at in written if is_new_to(readers[number], author, at))
        return Counter(new)

    def say(self, placement, by, text, **more):
        """Write in the conversation, and have the others told. The same words twice at once are said once.

        Raises PermissionDenied or NotYet.
        """
        if not takes_part(placement, by):
            raise PermissionDenied
        with transaction.atomic():
            placement.demand(by, "write")
            lately = self.filter(placement=placement, author=by, at__gt=timezone.now() - PRESSED_TWICE).last()
            if lately and lately.text == text:
                return lately
            said = self.create(placement=placement, author=by, party=placement.party_of(by), text=text, **more)
            placement.record("say", by, message=said.pk)
        return said


class Message(models.Model):
    placement = models.ForeignKey("ipraktik.Placement", models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    party = models.CharField(max_length=12)  # what they spoke for when they wrote it
    text = models.TextField(_("message"))
    at = models.DateTimeField(default=timezone.now)
    by_mail = models.BooleanField(default=False)
    left_out = models.CharField(max_length=60, blank=True)  # keys of LEFT_OUT

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["placement", "at"], name="messages_of_a_placement")]

    def __str__(self):
        return f"{self.placement_id} {self.at:%Y-%m-%d %H:%M}"

    @property
    def notes(self):
        return [LEFT_OUT[key] for key in self.left_out.split() if key in LEFT_OUT]


def note_reading(participant):
    """This participant has seen what stands there now."""
    if Message.objects.unread_by(participant).exists():
        participant.read_at = timezone.now()
        participant.save(update_fields=["read_at"])
