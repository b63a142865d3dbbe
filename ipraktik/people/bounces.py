"""An address that letters came back from, and the right one in its place: nothing that the person has done is touched."""

from allauth.account.models import EmailAddress
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from ipraktik.people.links import Link

LONGEST_REASON = 200


class Reachable(models.Model):
    """Someone with an e-mail address. A mark holds for the address that bounced, and for no later one."""

    bounced_at = models.DateTimeField(null=True, blank=True)
    bounced_address = models.CharField(max_length=254, blank=True)
    bounce_reason = models.CharField(max_length=LONGEST_REASON, blank=True)  # in the mail server's words

    class Meta:
        abstract = True

    @property
    def bounces(self):
        return self.bounced_at is not None and self.bounced_address == self.email

    def note_bounce(self, address, reason):
        """Letters to this address come back, if it still is theirs."""
        if address != self.email:
            return
        self.bounced_at, self.bounced_address = timezone.now(), address
        self.bounce_reason = reason[:LONGEST_REASON]
        self.save(update_fields=["bounced_at", "bounced_address", "bounce_reason"])

    def forget_bounce(self):
        """The address works after all, or is another now."""
        self.bounced_at, self.bounced_address, self.bounce_reason = None, "", ""
        self.save(update_fields=["bounced_at", "bounced_address", "bounce_reason"])

    def move_to(self, email):
        """The right address. Links that went to the wrong one work no more, and it must be proved anew to sign in."""
        with transaction.atomic():
            self.email = email
            self.save(update_fields=["email"])
            self.forget_bounce()
            EmailAddress.objects.filter(user=self).delete()
            Link.objects.filter(person=self, revoked_at=None).update(revoked_at=timezone.now())


def bouncing(people):
    """Those of these people whose letters come back."""
    return people.filter(bounced_at__isnull=False, bounced_address=F("email"))
