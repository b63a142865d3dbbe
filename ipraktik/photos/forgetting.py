"""What is not needed any more: photos of visits long over, those that somebody has said no to, files without a photo."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from ipraktik.kit.calendar import months_after
from ipraktik.photos import keeping
from ipraktik.photos.models import Permission, Photo
from ipraktik.photos.uses import NO
from ipraktik.programme import programme


def sweep():
    for photo in [*long_over(), *long_refused()]:
        photo.erase()
    keeping.remove_all_but(set(Photo.objects.values_list("name", flat=True)))


def long_over():
    """Of visits whose last day is so many months ago as the programme says."""
    until = months_after(timezone.localdate(), -programme().retention.photos)
    return Photo.objects.filter(placement__visit__last_day__lt=until).prefetch_related("depicted")


def long_refused():
    """Who said no may change their mind, but not for ever."""
    until = timezone.now() - timedelta(days=programme().rules.refused_photo_days)
    no = Permission.objects.standing().filter(depicted__photo=OuterRef("pk"), use=NO, at__lt=until)
    return Photo.objects.filter(Exists(no)).prefetch_related("depicted")
