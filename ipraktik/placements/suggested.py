"""What was said when a placement was suggested: with which words, what it is part of, and by when it is to be answered."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ipraktik.kit.days import say_days
from ipraktik.programme import programme


class Suggested(models.Model):
    message = models.TextField(_("message"), blank=True)
    answer_by = models.DateField(_("answer by"), null=True, blank=True)  # where it is another day than the programme's
    occasion = models.CharField(max_length=80, blank=True)  # what it is part of, by its name
    days_from = models.DateField(null=True, blank=True)  # the days that the occasion gives the visit
    days_until = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def answers_until(self):
        """The last day on which a suggestion waits for its answers."""
        days = timedelta(days=programme().rules.days_to_answer_suggestion)
        return self.answer_by or timezone.localdate(self.created_at + days)

    @property
    def occasion_in_words(self):
        """What the suggestion is part of, and the days that it gives the visit; empty where it stands alone."""
        if not self.occasion:
            return ""
        return gettext("The suggestion is part of “%(occasion)s”, with visits within %(days)s.") % {
            "occasion": self.occasion, "days": say_days(self.days_from, self.days_until),
        }  # fmt: skip

    @property
    def is_long_silent(self):
        if self.answer_by:
            return timezone.localdate() > self.answer_by
        return timezone.now() >= self.created_at + timedelta(days=programme().rules.days_to_answer_suggestion)
