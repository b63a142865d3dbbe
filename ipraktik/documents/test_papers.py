"""The signed papers as this room reads them; and what the room's other tests read and play with."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from ipraktik import cast as the_cast
from ipraktik.documents.models import Document
from ipraktik.documents.papers import kind_of, may_see, papers_of, waiting
from ipraktik.notices.due import seal_signed
from ipraktik.placements.models import Placement

pytestmark = pytest.mark.django_db
OWNER = "Ipraktik i Randers Kommune"


def agreement(cast):
    return the_cast.placement(cast, "agreed")


def seal_all():
    seal_signed()


def content(placement, language="da"):
    """The newest document in that language."""
    found = Document.objects.filter(version__placement=placement, language=language).order_by("-version__number")
    return bytes(found[0].pdf)


def opened(pdf):
    """Read by another library than those that wrote it."""
    return PdfReader(BytesIO(pdf))


def words(pdf):
    text = " ".join(page.extract_text() for page in opened(pdf).pages)
    return " ".join(text.replace("\u200b", "").split())


def fresh(placement):
    return Placement.objects.get(pk=placement.pk)


def sign_anew(placement, cast, **changes):
    """Reopened, changed, and signed by all once more; what it is then."""
    made = fresh(placement).perform("reopen", by=cast["karl"], reason="En dag flyttes.")
    Placement.objects.filter(pk=made.pk).update(**changes or {"special_terms": "Ida har egen computer med."})
    for key in ("ida", "hanne", "signe"):
        made = fresh(made).perform("sign", by=cast[key])
    return made


def test_a_paper_has_all_that_was_signed_and_who_signed_it(agreed):
    (paper,) = papers_of(agreed)
    version = agreed.version

    assert (paper.kind, paper.number, paper.sha256, paper.texts) == ("agreement", 1, version.sha256, version.text)
    assert [(each.name, each.party) for each in paper.signatures] == [
        ("Ida Lund", "intern"), ("Hanne Krogh", "host"), ("Signe Dahl", "sender"),
    ]  # fmt: skip
    assert (paper.all_signed, paper.is_whole, paper.signed_at) == (True, True, paper.signatures[-1].at)


def test_a_paper_that_one_has_not_signed_is_not_signed_by_all_and_one_nobody_signed_is_none(cast):
    preparing = the_cast.placement(cast, "preparing")
    the_cast.prepare(preparing)
    before = papers_of(fresh(preparing))
    preparing.perform("sign", by=cast["ida"])

    assert before == []
    assert [paper.all_signed for paper in papers_of(fresh(preparing))] == [False]
    assert list(waiting()) == []


def test_a_paper_is_for_those_who_sign_its_kind_and_for_the_office(agreed):
    (paper,) = papers_of(agreed)

    assert [may_see(paper, {party}) for party in ("intern", "host", "sender", "coordinator", "clock")] == [
        True, True, True, True, False,
    ]  # fmt: skip
    assert may_see(paper, set()) is False


def test_a_version_that_says_no_kind_is_the_agreement(agreed):
    assert kind_of(agreed.version) == "agreement"


def test_waiting_papers_cost_the_same_whatever_their_number(cast, django_assert_num_queries):
    offer = the_cast.offer(cast)
    for intern, manager, at in (("ida", "signe", "Lønkontoret"), ("bo", "jens", "Havnen"), ("mona", "tove", "Skolen")):
        wish = the_cast.wish(cast, intern=intern, manager=manager, at=at)
        the_cast.placement(cast, "agreed", wish_=wish, offer_=offer)

    with django_assert_num_queries(4):
        assert len(list(waiting())) == 3
