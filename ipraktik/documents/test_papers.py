"""The signed papers as this room reads them; and what the room's other tests read and play with."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from ipraktik import cast as the_cast
from ipraktik.documents.models import Document
from ipraktik.documents.papers import may_see, papers_of, since, waiting
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
    assert (paper.all_signed, paper.is_whole, paper.signed_at) == (True, True, paper.signatures[-1].when)


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


def test_who_is_not_concerned_by_a_change_stands_in_the_paper_with_the_version_they_signed(cast):
    placement = the_cast.placement(cast, "preparing")
    the_cast.prepare(placement)
    placement.perform("sign", by=cast["signe"])
    placement.visit.items.update(what="Et møde")
    for key in ("ida", "hanne"):
        fresh(placement).perform("sign", by=cast[key])

    paper = papers_of(fresh(placement))[-1]

    assert [(each.name, each.number) for each in paper.signatures] == [
        ("Signe Dahl", 1), ("Ida Lund", 2), ("Hanne Krogh", 2),
    ]  # fmt: skip
    assert (paper.number, paper.all_signed) == (2, True)
    assert [waiting_one.number for waiting_one in waiting()] == [2]


def test_an_agreement_that_lacks_the_declaration_wanted_with_it_is_not_agreed_yet(cast):
    placement = the_cast.placement(cast, "preparing")
    the_cast.prepare(placement)
    for key in ("ida", "hanne"):
        fresh(placement).perform("sign", by=cast[key])
    type(placement.visit).objects.filter(pk=placement.visit_id).update(wants_declaration=True)
    fresh(placement).perform("sign", by=cast["signe"])

    assert fresh(placement).state == "preparing"
    assert list(waiting()) == []


def test_an_amendment_that_all_have_signed_is_a_paper_of_its_own_and_takes_no_others_place(cast):
    placement = the_cast.placement(cast, "agreed")
    the_cast.move_in_time(placement, (timezone.localdate() - placement.visit.first_day).days)
    for what in ("Ved porten.", "Ved kajen."):
        amendment = fresh(placement).amend(what, ["meet"], cast["hanne"])
        for key in ("ida", "hanne"):
            fresh(placement).sign_amendment(amendment.pk, cast[key])

    papers = [paper for paper in papers_of(fresh(placement)) if paper.kind == "amendment"]

    assert [(paper.number, paper.all_signed, since(paper)[0]) for paper in papers] == [(1, True, None), (2, True, None)]
    assert may_see(papers[0], {"sender"}) is False


def test_waiting_papers_cost_the_same_whatever_their_number(cast, django_assert_num_queries):
    offer = the_cast.offer(cast)
    for intern, manager, at in (("ida", "signe", "Lønkontoret"), ("bo", "jens", "Havnen"), ("mona", "tove", "Skolen")):
        wish = the_cast.wish(cast, intern=intern, manager=manager, at=at)
        the_cast.placement(cast, "agreed", wish_=wish, offer_=offer)

    with CaptureQueriesContext(connection) as of_three:
        assert len(list(waiting())) == 3
    Placement.objects.filter(wish__intern__in=[cast["bo"], cast["mona"]]).first().versions.all().delete()

    with django_assert_num_queries(len(of_three)):
        assert len(list(waiting())) == 2
