"""Three pieces of advice: the intern's own until they are given to the host, who answers each of them."""

from collections import Counter

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ipraktik.kit.lifecycle import NotYet
from ipraktik.people.parties import HOST, INTERN
from ipraktik.placements.conversation import speaks
from ipraktik.placements.models import Placement

HOW_MANY = 3
GIVEN = _("You have given the host your advice. It stands as it was given.")


class AdviceQuerySet(models.QuerySet):
    def given(self):
        return self.exclude(given_at=None)

    def visible_to(self, person):
        """The intern's own; and the host's once it is given. The office and the sender read none."""
        given = Q(given_at__isnull=False) & speaks(person, party=HOST)
        return self.filter(speaks(person, party=INTERN) | given)

    def draft(self, placement, by, texts):
        """Keep these texts as the intern's pieces, in their order. Raises NotYet once they have been given."""
        with placement.doing(by, "give-advice") as now:
            if self.filter(placement=now).given().exists():
                raise NotYet([GIVEN], now)
            for number, text in enumerate(texts, 1):
                self.update_or_create(placement=now, number=number, defaults={"text": text})
            self.filter(placement=now, number__gt=len(texts)).delete()
        return self.filter(placement=placement)

    def give(self, placement, by, texts):
        """Keep them, and let the host have them. Raises NotYet once they have been given."""
        with placement.doing(by, "give-advice") as now:
            self.draft(now, by, texts).update(given_at=timezone.now())
            now.record("give-advice", by, count=len(texts))

    def answer(self, placement, by, answers):
        """{number: {answer, words, by_when}}: what the host has come to. Whether anything is new; then the intern hears."""
        with placement.doing(by, "answer-advice") as now:
            pieces = {each.number: each for each in self.filter(placement=now).given().visible_to(by)}
            new = [number for number, said in answers.items() if number in pieces and pieces[number].take(said, by)]
            if new:
                now.record("answer-advice", by, numbers=new)
        return bool(new)


class Advice(models.Model):
    class Outcome(models.TextChoices):
        DONE = "done", pgettext_lazy("advice", "Done")
        LATER = "later", pgettext_lazy("advice", "Later")
        NO = "no", pgettext_lazy("advice", "No, because")

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="pieces_of_advice")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("advice"))
    given_at = models.DateTimeField(null=True)
    outcome = models.CharField(_("answer"), max_length=5, choices=Outcome, blank=True)
    words = models.TextField(_("in words"), blank=True)
    by_when = models.DateField(_("by when"), null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = AdviceQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name_plural = "advice"
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "number"],
                name="advice_has_its_own_number",
                violation_error_message=_("This piece of advice is there already."),
            ),
            models.CheckConstraint(name="advice_is_one_of_three", condition=Q(number__gte=1, number__lte=HOW_MANY)),
            models.CheckConstraint(
                name="advice_is_answered_when_given", condition=Q(outcome="") | Q(given_at__isnull=False)
            ),
        ]

    def __str__(self):
        return f"{self.placement_id} {self.number}"

    def take(self, said, by):
        """Whether this answer is another than the one that stands."""
        before = (self.outcome, self.words, self.by_when)
        self.outcome, self.words, self.by_when = said["outcome"], said["words"], said["by_when"]
        if (self.outcome, self.words, self.by_when) == before:
            return False
        self.answered_at, self.answered_by = timezone.now(), by
        self.save(update_fields=["outcome", "words", "by_when", "answered_at", "answered_by"])
        return True


def outcomes_of(placement):
    """For the office: how many pieces were given, and how each was answered; never what they say."""
    given = Counter(Advice.objects.filter(placement=placement).given().values_list("outcome", flat=True))
    return {"given": given.total(), "open": given[""]} | {each.value: given[each.value] for each in Advice.Outcome}
