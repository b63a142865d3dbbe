"""The agreement on a page: what has changed, its text in the reader's language, and who has signed it or is missing."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from ipraktik.agreements import terms
from ipraktik.agreements.changes import changes
from ipraktik.agreements.models import Version
from ipraktik.agreements.terms import AGREEMENT, CONFIDENTIALITY
from ipraktik.kit.access import reach
from ipraktik.people.parties import HOST, SENDER
from ipraktik.people.proving import ask_for_proof, is_unproved, proof
from ipraktik.placements import lifecycle
from ipraktik.placements.frame import TOGETHER, page, plan_for
from ipraktik.placements.leaving import gone
from ipraktik.placements.models import Placement
from ipraktik.placements.paper import blocks
from ipraktik.programme import programme

AMEND = _("Propose an amendment")
WAYS = {  # right: what it is called for the party it is about
    "hand-over": {HOST: _("Let the reserve take over"), SENDER: _("Somebody else is the right manager")},
    "second": {HOST: _("The host needs two signatures"), SENDER: _("The sending workplace needs two signatures")},
}
FIELDS = {AGREEMENT: "sha256", CONFIDENTIALITY: "declaration"}  # where the page sends back the hash that was read


@dataclass(frozen=True)
class Signer:
    participant: object
    signature: object = None  # that holds for the text as it stands
    earlier: object = None  # of a text that has changed since
    reminded_at: object = None
    may_remind: bool = False
    gone: object = None  # where whoever is missing seems to have left


@dataclass(frozen=True)
class Reading:
    """The text in one language."""

    code: str
    language: str
    blocks: list


@dataclass(frozen=True)
class Paper:
    """A paper as it is shown: its version, and its text in the reader's language before the others."""

    version: Version
    text: Reading
    others: list

    @property
    def field(self):
        return FIELDS.get(self.version.kind, "sha256")


def placement_agreement(request, pk):
    placement = reach(request, with_signatures(Placement.objects), pk=pk)
    if placement.state not in TOGETHER:
        raise Http404
    agreement = paper(version_to_show(placement, AGREEMENT))
    shown = page(placement, request.user, "placement-agreement", agreement=agreement)
    shown |= declaration(placement, request.user) | {
        "signers": signers(placement, AGREEMENT, request.user),
        "changes": what_changed(placement, agreement.version, request.user),
        "corrected": placement.changed_since_signed,
        "amendments": amendments(placement, request.user),
        "plan": plan_for(placement, request.user),
        "obstacles": obstacles(placement, request.user),
        "may_amend": placement.may(request.user, "amend"),
        "ways": ways(placement, request.user),
    }
    return render(request, "placements/pages/agreement.html", shown)


def with_signatures(placements):
    return placements.for_page().prefetch_related(
        "versions__signatures",
        "participants__person__memberships",
        "events",
        "visit__items",
        "amendments__version__signatures",
    )


def papers(placement):
    """What a host signs in one go: the agreement, and the declaration where it is wanted."""
    kinds = (AGREEMENT, CONFIDENTIALITY) if placement.wants_declaration else (AGREEMENT,)
    return [paper(version_to_show(placement, kind)) for kind in kinds]


def declaration(placement, reader):
    """The declaration, in full where it is wanted or somebody has signed it; else for who may want to."""
    rows = signers(placement, CONFIDENTIALITY, reader)
    mine = [row for row in rows if row.participant.person_id == reader.pk and not row.signature]
    return {
        "declaration": paper(version_to_show(placement, CONFIDENTIALITY)),
        "declarers": rows,
        "is_declared": placement.wants_declaration or placement.newest(CONFIDENTIALITY) is not None,
        "may_declare": bool(mine) and placement.may(reader, "declare"),
    }


def paper(version):
    first, *others = readings(version)
    return Paper(version, first, others)


def version_to_show(placement, kind):
    """What was signed, once all have; until then the text as it reads now (kept with the first signature)."""
    if placement.state == lifecycle.PREPARING:
        return Version.objects.draft(kind, placement)
    return placement.newest(kind) or Version.objects.draft(kind, placement)


def readings(version):
    """The reader's own language first."""
    own = (get_language() or "").split("-")[0]
    codes = sorted(programme().languages, key=lambda code: code != own)
    return [
        Reading(code, get_language_info(code)["name_local"], blocks(version.text[code]))
        for code in codes
        if code in version.text
    ]


def signers(placement, kind, reader):
    """Who is asked to sign, and whose signature holds: what was agreed stays signed, whatever has been corrected since."""
    given = {each.participant_id: each for known in placement.versions_of(kind) for each in known.signatures.all()}
    holding = placement.standing(kind) if placement.state == lifecycle.PREPARING else given
    missing = placement.waited_for if placement.may(reader, "remind") else set()
    asked = sorted(placement.signers(terms.parties_to(kind)), key=lambda each: each.pk)
    return [signer(placement, each, holding.get(each.pk), given.get(each.pk), missing, reader) for each in asked]


def signer(placement, participant, signature, earlier, missing, reader):
    is_missing = signature is None and participant.pk in missing
    may_remind = is_missing and participant.person_id != reader.pk
    return Signer(
        participant,
        signature,
        None if signature else earlier,
        placement.last_reminder(participant),
        may_remind and not placement.reminded_lately(participant),
        gone(placement, participant, reader) if is_missing else None,
    )


def what_changed(placement, version, reader):
    """Side by side what differs from the text that the reader signed, or else from the newest that anyone did."""
    if placement.state != lifecycle.PREPARING:
        return []
    mine = [known for known in placement.versions_of(AGREEMENT) if is_signed_by(known, reader)]
    before = mine[-1] if mine else placement.newest(AGREEMENT)
    return changes(AGREEMENT, before.terms, version.terms) if before else []


def is_signed_by(version, person):
    own = {each.pk for each in version.placement.participants.all() if each.person_id == person.pk}
    return any(each.participant_id in own for each in version.signatures.all())


def amendments(placement, reader):
    mine = {each.pk for each in placement.participants.all() if each.person_id == reader.pk}
    may_sign = placement.may(reader, "sign-amendment")
    return [
        {
            "amendment": each,
            "paper": paper(each.version),
            "may_sign": may_sign and each.is_open and any(one.pk in mine for one in each.missing),
        }
        for each in placement.amendments.all()
    ]


def ways(placement, person):
    """[(label, address)]: what else this person may do about who signs what."""
    own = [party for party in (HOST, SENDER) if party in placement.parties_of(person) or person.is_coordinator]
    found = [("amend", AMEND, [])] if placement.may(person, "amend") else []
    for right, labels in WAYS.items():
        found += [(right, labels[party], [party]) for party in own if placement.may(person, right)]
    return [(label, reverse(f"placement-{right}", args=[placement.pk, *more])) for right, label, more in found]


def obstacles(placement, person):
    """None where it is not this person's to sign; else what stops them, if anything does."""
    move = placement.MOVES["sign"]
    if placement.state not in move.source or not placement.has_hand(move, person):
        return None
    return placement.obstacles(move, person)


@require_POST
def placement_declare(request, pk):
    """Intern or host signs the declaration, though nobody has asked for it."""
    placement = reach(request, Placement.objects.for_page(), "declare", pk=pk)
    back = redirect("placement-agreement", pk)
    if is_unproved(request):
        return ask_for_proof(request, back.url)
    placement.declare(request.user, request.POST.get("declaration", "")[:64] or "nothing read", **proof(request))
    messages.success(request, _("You have signed the declaration."))
    return back
