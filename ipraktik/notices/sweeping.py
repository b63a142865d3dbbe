"""What is not needed any more, by the programme's own retention: old links, and the words of old letters."""

from datetime import timedelta

from django.utils import timezone

from ipraktik.itinerary.models import Colleague
from ipraktik.notices.models import Letter
from ipraktik.people.models import Link
from ipraktik.programme import programme
from ipraktik.reflections.months import months_after

ERASED = {"subject": "", "body": "", "calendar": "", "button": "", "why_you": "", "error": ""}


def sweep():
    sweep_links()
    sweep_letters()
    sweep_colleagues()


def sweep_links():
    """Links that expired so long ago that nobody asks for a fresh one by them."""
    Link.objects.filter(expires_at__lt=before(programme().retention.links)).delete()


def sweep_letters():
    """That a letter was sent is kept beside its event; what it said is not. One about signing in has no event."""
    old = Letter.objects.filter(made_at__lt=before(programme().retention.letters))
    old.filter(event=None).delete()
    old.exclude(subject="").update(**ERASED)
    stale_codes = Letter.objects.filter(urgent=True, made_at__lt=timezone.now() - timedelta(days=1))
    stale_codes.exclude(body="").update(body="")


def sweep_colleagues():
    """Colleagues in an itinerary who have no account here: their address was lent for this visit, in its letters too."""
    day = timezone.localdate(before(programme().retention.colleagues))
    Colleague.objects.forget(Colleague.objects.of_visits_before(day))
    over = {"event__facts__has_key": "colleague", "event__placement__visit__last_day__lt": day}
    kept = list(Colleague.objects.exclude(email="").filter(visit__last_day__lt=day).values_list("pk", flat=True))
    Letter.objects.filter(reader=None, **over).exclude(event__facts__colleague__in=kept).delete()
    Colleague.objects.drop_unused()


def before(months):
    """The moment so many months ago."""
    return timezone.now() - (timezone.localdate() - months_after(timezone.localdate(), -months))
