"""The photos of a placement as one reader sees them: for their own page, and for any other that shows them."""

from ipraktik.photos.depicted import Depicted
from ipraktik.photos.forms import PhotoForm
from ipraktik.photos.photos import Photo


def photos_for(placement, person):
    """(photo, may they see the picture) for each that exists for this person."""
    of_this = Photo.objects.filter(placement=placement)
    shown = set(of_this.shown_to(person).values_list("pk", flat=True))
    return [(each, each.pk in shown) for each in of_this.visible_to(person).with_people()]


def shown_of(placement, person, form=None):
    """What `photos/pages/_photos.html` needs. `photo_form` is there for whoever may add one."""
    may_add = placement.may(person, "photograph") and bool(placement.visit.days)
    return {
        "placement": placement,
        "photos": photos_for(placement, person),
        "photo_form": (form or photo_form(placement, person)) if may_add else None,
        "asked": asked_of(placement, person),
        "reader": person,
    }


def photo_form(placement, person, *sent, **more):
    return PhotoForm(*sent, visit=placement.visit, notes=placement.notes.filter(writer=person), **more)


def asked_of(placement, person):
    """Where this person is in a photo and has not answered."""
    return Depicted.objects.visible_to(person).filter(photo__placement=placement).unanswered()
