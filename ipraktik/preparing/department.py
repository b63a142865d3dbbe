"""A note to the department: who comes, why, for how long. It tells what the intern has said may be told, and no more."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from ipraktik.agreements.terms import sha256
from ipraktik.kit.days import say_days
from ipraktik.kit.lifecycle import NotYet
from ipraktik.programme import programme

ALLOWED = ("tell_name", "tell_workplace", "tell_why")
CHANGED = gettext_lazy("The intern has changed what may be told meanwhile. Open the page again, and write from there.")


class Introduction(models.Model):
    """What one intern lets the host's department know, and the letters the host has made of it."""

    placement = models.OneToOneField("ipraktik.Placement", models.CASCADE, related_name="introduction")
    tell_name = models.BooleanField(gettext_lazy("my name and title"), default=False)
    tell_workplace = models.BooleanField(gettext_lazy("where I work"), default=False)
    tell_why = models.BooleanField(gettext_lazy("why I come, in my own words"), default=False)
    why = models.TextField(gettext_lazy("why I come"), blank=True)
    said_at = models.DateTimeField(null=True, blank=True)  # when the intern last said so; None: not yet
    letters = models.JSONField(default=dict)  # {language: what the host has written instead of ours}

    def __str__(self):
        return str(self.placement_id)


def introduction_of(placement):
    return getattr(placement, "introduction", None) or Introduction(placement=placement)


def told(placement):
    """{name, workplace, why}: only what may be told; empty where it may not."""
    said, intern = introduction_of(placement), placement.wish.intern
    titled = f"{intern}, {intern.title}" if intern.title else str(intern)
    return {
        "name": titled if said.tell_name else "",
        "workplace": placement.wish.workplace.full_name if said.tell_workplace and placement.wish.workplace else "",
        "why": said.why if said.tell_why else "",
    }


def fingerprint(placement):
    """Two are the same when the same may be told."""
    return sha256(told(placement))


# what people do with it: under the placement's lock. They raise NotYet and PermissionDenied.


def introduce(placement, by, **given):
    """What the host has written stands, unless it may tell what may no longer be told, or not what now may: then anew."""
    with placement.doing(by, "introduce") as now:
        before, said = fingerprint(now), introduction_of(now)
        for name, value in given.items():
            setattr(said, name, value)
        said.said_at = timezone.now()
        if fingerprint(now) != before:
            said.letters = {}
        said.save()


def write_letters(placement, by, texts, seen):
    """`seen` is the fingerprint of what might be told when the host began to write."""
    with placement.doing(by, "tell-department") as now:
        if seen != fingerprint(now):
            raise NotYet([CHANGED], now)
        said = introduction_of(now)
        said.letters = {code: text for code, text in texts.items() if text and text != letter_of_ours(now, code)}
        said.save()


def letter(placement, language):
    """What the host can send to the department: the host's own words where there are any, and else ours."""
    return introduction_of(placement).letters.get(language) or letter_of_ours(placement, language)


def letter_of_ours(placement, language):
    with override(language):
        return "\n\n".join(filter(None, paragraphs(placement)))


def paragraphs(placement):
    said, visit = told(placement), placement.visit
    yield _("Dear all")
    yield _("%(who)s visits us on %(days)s.") % {"who": said["name"] or _("An intern"), "days": in_days(visit)}
    if said["workplace"]:
        yield _("The intern comes from %(workplace)s.") % {"workplace": said["workplace"]}
    if said["why"]:
        yield _("In the intern's own words: “%(why)s”") % {"why": said["why"]}
    yield _(
        "It is part of %(programme)s: for some days a colleague from another workplace takes part in what we do, and both "
        "sides learn from it. You need not arrange anything special. Tell what you are doing, and answer the questions."
    ) % {"programme": programme().name}
    if visit.contact:
        yield _("Ask %(contact)s if there is something you wonder about.") % {"contact": visit.contact}


def in_days(visit):
    return say_days(visit.first_day, visit.last_day) if visit.has_days else _("days we have not set yet")


def poster(placement, language):
    """The words of the poster, in one language."""
    with override(language):
        said, visit = told(placement), placement.visit
        return {
            "language": language,
            "overline": _("We have a visitor"),
            "title": said["name"] or _("An intern visits us"),
            "workplace": said["workplace"],
            "days": in_days(visit),
            "why": said["why"],
            "why_label": _("Why I come"),
            "hello": _("Say hello, and show what you are working on."),
            "contact": _("Ask %(contact)s") % {"contact": visit.contact} if visit.contact else "",
            "author": programme().name.in_(language),
        }
