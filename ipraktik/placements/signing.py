"""The agreement on a page: its text in the reader's language, its number and hash, and who has signed it."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language, get_language_info

from ipraktik.kit.access import reach
from ipraktik.people.parties import HOST, INTERN, SENDER
from ipraktik.placements import lifecycle
from ipraktik.placements.agreement import Version
from ipraktik.placements.frame import TOGETHER, page, plan_for
from ipraktik.placements.models import Placement
from ipraktik.placements.paper import blocks
from ipraktik.programme import programme


@dataclass(frozen=True)
class Signer:
    participant: object
    signature: object = None  # of the text as it stands
    earlier: object = None  # of a text that has changed since


@dataclass(frozen=True)
class Reading:
    """The text in one language."""

    code: str
    language: str
    blocks: list


def placement_agreement(request, pk):
    placement = reach(request, Placement.objects.for_page(), pk=pk)
    if placement.state not in TOGETHER:
        raise Http404
    version = version_to_show(placement)
    first, *others = readings(version)
    shown = page(placement, request.user, "placement-agreement", version=version, text=first, others=others)
    shown |= {"signers": signers(placement, version), "plan": plan_for(placement, request.user)}
    shown["obstacles"] = obstacles(placement, request.user)
    return render(request, "placements/pages/agreement.html", shown)


def version_to_show(placement):
    """What was signed, once all have; until then the text as it reads now (kept with the first signature)."""
    if placement.state == lifecycle.PREPARING:
        return Version.objects.draft(placement)
    return placement.version or Version.objects.draft(placement)


def readings(version):
    """The reader's own language first."""
    own = (get_language() or "").split("-")[0]
    codes = sorted(programme().languages, key=lambda code: code != own)
    return [
        Reading(code, get_language_info(code)["name_local"], blocks(version.text[code]))
        for code in codes
        if code in version.text
    ]


def signers(placement, version):
    given = [each for known in placement.versions.all() for each in known.signatures.all()]
    now = {each.participant_id: each for each in given if each.version_id == version.pk}
    before = {each.participant_id: each for each in given if each.version_id != version.pk}
    asked = sorted(placement.signers((INTERN, HOST, SENDER)), key=lambda each: each.pk)
    return [Signer(each, now.get(each.pk), before.get(each.pk)) for each in asked]


def obstacles(placement, person):
    """None where it is not this person's to sign; else what stops them, if anything does."""
    move = placement.MOVES["sign"]
    if placement.state not in move.source or not placement.has_hand(move, person):
        return None
    return placement.obstacles(move, person)
