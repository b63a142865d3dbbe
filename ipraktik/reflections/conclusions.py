"""What a talk came to: one text that intern and host share. Of two who write at once, nobody's words are lost."""

from django import forms as django_forms
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ipraktik.kit import fields, forms
from ipraktik.placements.models import Placement

MEANWHILE = _("%(who)s wrote while you did. Put the two together, and save again.")


class Conclusion(models.Model):
    """Of a day's talk; without a day, of the closing talk."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="conclusions")
    day = models.DateField(null=True)
    text = models.TextField(_("what the talk came to"), blank=True)
    revision = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["placement", "day"], name="talk_is_concluded_once"),
            models.UniqueConstraint(
                fields=["placement"], condition=models.Q(day=None), name="closing_talk_is_concluded_once"
            ),
        ]

    def __str__(self):
        return f"{self.placement_id} {self.day or ''}"


class ConclusionForm(forms.Form):
    """`seen` is the revision that stood when the page was shown."""

    conclusion = fields.FreeText(
        label=_("What did you come to?"), help_text=_("Both of you can write here, and change it."), required=False
    )
    seen = django_forms.CharField(widget=django_forms.HiddenInput, required=False)

    def __init__(self, data=None, *, stands=None, label=None):
        self.meanwhile = None
        initial = {"conclusion": stands.text, "seen": stands.revision} if stands else {"seen": 0}
        super().__init__(data, initial=initial)
        if label:
            self.fields["conclusion"].label = label

    def tell_of(self, stands):
        """Somebody wrote meanwhile: both texts are shown, and the next save is meant to replace what stands now."""
        self.meanwhile = stands
        self.data = self.data.copy()
        self.data["seen"] = str(stands.revision)
        self.add_error("conclusion", MEANWHILE % {"who": stands.by or _("The other")})


def standing(placement, day=None):
    return Conclusion.objects.filter(placement=placement, day=day).select_related("by").first()


def keep(placement, person, right, form, day=None):
    """Whether it was kept; else the form says who wrote meanwhile. Raises NotYet, PermissionDenied."""
    text, seen = form.cleaned_data["conclusion"], form.cleaned_data["seen"]
    with placement.doing(person, right) as now:
        stands = standing(now, day)
        if stands and stands.text != text and str(stands.revision) != seen:
            form.tell_of(stands)
            return False
        if (stands.text if stands else "") != text:
            write(now, day, person, text, stands)
    return True


def write(placement, day, person, text, stands):
    kept = stands or Conclusion(placement=placement, day=day, revision=0)
    kept.text, kept.by, kept.at = text, person, timezone.now()
    kept.revision += 1
    kept.save()
