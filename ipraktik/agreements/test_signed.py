"""Whose signatures hold, after each kind of change."""

import pytest
from django.core.exceptions import PermissionDenied

from ipraktik import cast as the_cast
from ipraktik.agreements.models import Version
from ipraktik.agreements.terms import AGREEMENT, CONFIDENTIALITY
from ipraktik.directory.models import Offer
from ipraktik.kit.lifecycle import NotYet
from ipraktik.people.models import Organisation, Person
from ipraktik.placements.changing import note_corrections
from ipraktik.placements.models import Placement, Visit

pytestmark = pytest.mark.django_db


def fresh(placement):
    return Placement.objects.for_page().get(pk=placement.pk)


@pytest.fixture
def ready(cast):
    placement = the_cast.placement(cast, "preparing")
    the_cast.prepare(placement)
    return fresh(placement)


def sign(placement, cast, *keys):
    for key in keys:
        placement = placement.perform("sign", by=cast[key])
    return fresh(placement)


def who_signed(placement):
    return {str(each.person).split()[0] for each in placement.participants.filter(pk__in=fresh(placement).signed_by)}


def missing(placement):
    return {str(each.person).split()[0] for each in fresh(placement).missing_people("sign")}


def change(placement, **fields):
    Visit.objects.filter(pk=placement.visit_id).update(**fields)


def test_a_corrected_name_or_number_keeps_every_signature(cast, ready):
    sign(ready, cast, "ida", "signe")

    Person.objects.filter(pk=cast["ida"].pk).update(name="Ida Lundh")
    Person.objects.filter(pk=cast["hanne"].pk).update(phone="12 34 56 78")

    assert who_signed(ready) == {"Ida", "Signe"}
    assert fresh(sign(ready, cast, "hanne")).state == "agreed"


def test_a_correction_makes_a_version_of_its_own_with_the_next_signature(cast, ready):
    sign(ready, cast, "signe")
    Person.objects.filter(pk=cast["hanne"].pk).update(phone="12 34 56 78")

    sign(ready, cast, "ida")

    texts = {known.number: known.text["da"] for known in fresh(ready).versions_of(AGREEMENT)}
    assert ["12 34 56 78" in texts[number] for number in (1, 2)] == [False, True]


def test_a_new_hour_asks_intern_and_host_but_not_the_manager(cast, ready):
    sign(ready, cast, "ida", "signe")

    ready.visit.items.update(what="Et møde")

    assert who_signed(ready) == {"Signe"}
    assert missing(ready) == {"Ida", "Hanne"}


def test_other_days_ask_everyone(cast, ready):
    sign(ready, cast, "ida", "signe")

    fresh(ready).visit.set_days(the_cast.soon(60), the_cast.soon(60), cast["hanne"])

    assert missing(ready) == {"Ida", "Hanne", "Signe"}


def test_the_reserve_stepping_in_keeps_the_interns_signature_and_signs_for_the_host(cast, ready):
    sign(ready, cast, "ida", "hanne")

    fresh(ready).visit.hand_over(cast["hanne"], cast["rune"].pk)

    assert who_signed(ready) >= {"Ida"}
    assert missing(ready) == {"Rune", "Signe"}


def test_terms_opened_again_and_left_as_they_were_are_signed_by_all(cast):
    placement = the_cast.placement(cast, "agreed")

    placement = placement.perform("reopen", by=cast["hanne"], reason="En dag.")

    assert missing(placement) == {"Ida", "Hanne", "Signe"}


def test_terms_opened_again_and_changed_spare_whom_the_change_does_not_concern(cast):
    placement = the_cast.placement(cast, "agreed").perform("reopen", by=cast["hanne"], reason="En time.")

    placement.visit.items.update(what="Et møde")

    assert missing(placement) == {"Ida", "Hanne"}
    assert sign(placement, cast, "ida", "hanne").state == "agreed"


def test_a_correction_alone_does_not_bring_an_opened_agreement_to_an_end(cast):
    placement = the_cast.placement(cast, "agreed").perform("reopen", by=cast["karl"], reason="En stavefejl.")

    Person.objects.filter(pk=cast["ida"].pk).update(name="Ida Lundh")

    assert missing(placement) == {"Ida", "Hanne", "Signe"}


def test_reading_keeps_no_version_and_signing_keeps_one(cast, ready):
    Version.objects.draft(AGREEMENT, ready)
    before = ready.versions.count()

    sign(ready, cast, "ida", "signe")

    assert (before, ready.versions.count()) == (0, 1)


def test_a_text_changed_behind_our_back_is_found(cast, ready):
    version = sign(ready, cast, "ida").version
    assert version.is_unchanged

    Version.objects.filter(pk=version.pk).update(text=version.text | {"da": version.text["da"] + " Og en is."})

    assert not fresh(ready).version.is_unchanged


def test_the_agreement_says_hours_telephone_and_the_hosts_additions(cast, ready):
    Person.objects.filter(pk=cast["hanne"].pk).update(phone="87 65 43 21")
    change(ready, additions="Sikkerhedssko i hallen.")

    text = Version.objects.draft(AGREEMENT, fresh(ready)).text

    assert "fra 9.00 til 15.00" in text["da"]
    assert "Kontaktperson: Hanne Krogh, 87 65 43 21" in text["da"]
    assert "Sikkerhedssko i hallen." in text["da"]


def test_a_correction_after_all_have_signed_is_written_in_the_history_once(cast):
    placement = the_cast.placement(cast, "agreed")
    note_corrections()
    before = placement.events.filter(name="correct").count()

    Person.objects.filter(pk=cast["hanne"].pk).update(phone="12 34 56 78")
    note_corrections()
    note_corrections()

    facts = placement.events.filter(name="correct").values_list("facts", flat=True)
    assert (before, [fact["terms"] for fact in facts]) == (0, [["contacts"]])
    assert "12 34 56 78" not in str(list(facts))


# the declaration of confidentiality


def test_a_host_that_wants_the_declaration_gets_it_with_the_agreement(cast, ready):
    change(ready, wants_declaration=True)

    placement = sign(ready, cast, "ida", "hanne", "signe")

    assert placement.state == "agreed"
    signed = placement.newest(CONFIDENTIALITY).signatures.values_list("party", flat=True)
    assert sorted(signed) == ["host", "intern"]


def test_who_signed_before_the_declaration_was_wanted_signs_it_too(cast, ready):
    sign(ready, cast, "ida", "signe")

    change(ready, wants_declaration=True)

    assert missing(ready) == {"Ida", "Hanne"}
    assert sign(ready, cast, "hanne", "ida").state == "agreed"


def test_an_old_declaration_is_not_signed(cast, ready):
    change(ready, wants_declaration=True)

    with pytest.raises(NotYet):
        fresh(ready).perform("sign", by=cast["ida"], declaration="0" * 64)

    assert not ready.versions.exists()


def test_other_days_leave_the_declaration_signed(cast, ready):
    fresh(ready).declare(cast["ida"], "")

    fresh(ready).visit.set_days(the_cast.soon(60), the_cast.soon(60), cast["hanne"])

    standing = fresh(ready).standing(CONFIDENTIALITY)
    assert [signature.name for signature in standing.values()] == ["Ida Lund"]


def test_the_declaration_is_for_intern_and_hosts_contact(cast, ready):
    with pytest.raises(PermissionDenied):
        fresh(ready).declare(cast["signe"], "")
    with pytest.raises(NotYet):
        fresh(ready).declare(cast["rune"], "")

    assert not ready.versions.exists()


def test_the_hosts_own_additions_and_its_declaration_come_along_to_each_visit(cast):
    offer = the_cast.offer(cast)
    Offer.objects.filter(pk=offer.pk).update(additions="Ingen billeder.", wants_declaration=True)

    visit = the_cast.placement(cast, offer_=Offer.objects.get(pk=offer.pk)).visit

    assert (visit.additions, visit.wants_declaration) == ("Ingen billeder.", True)


# two signatories, and handing over


def test_an_organisation_that_wants_two_signatures_gets_them(cast):
    wish = the_cast.wish(cast)
    Organisation.objects.filter(pk=wish.workplace.organisation_id).update(second_signatory=cast["tove"])
    placement = the_cast.placement(cast, "preparing", wish_=the_cast.Wish.objects.get(pk=wish.pk))
    the_cast.prepare(placement)

    placement = sign(placement, cast, "ida", "hanne", "signe")
    before = (placement.state, missing(placement))
    placement = sign(placement, cast, "tove")

    assert before == ("preparing", {"Tove"})
    assert placement.state == "agreed"


def test_a_second_signatory_may_be_kept_for_next_time(cast, ready):
    ready.name_second("host", cast["per"], cast["hanne"], remember=True)

    other = the_cast.placement(cast, wish_=the_cast.wish(cast, intern="bo"), offer_=fresh(ready).offer)

    named = other.participants.filter(second=True).values_list("person__name", "party", "signs")
    assert list(named) == [("Per Kvist", "host", True)]


def test_another_second_signatory_takes_the_first_ones_place(cast, ready):
    ready.name_second("host", cast["per"], cast["hanne"])

    ready.name_second("host", cast["emil"], cast["hanne"])

    assert missing(ready) == {"Ida", "Hanne", "Signe", "Emil"}


def test_a_manager_hands_over_to_the_right_one_and_nobody_else_signs_anew(cast, ready):
    sign(ready, cast, "ida", "hanne")

    fresh(ready).hand_over_sender(cast["tove"], cast["signe"])

    assert missing(ready) == {"Tove"}
    assert fresh(ready).wish.has_consent
    assert not Placement.objects.visible_to(cast["signe"]).exists()
    assert sign(ready, cast, "tove").state == "agreed"


def test_the_intern_hands_nothing_over(cast, ready):
    with pytest.raises(PermissionDenied):
        ready.hand_over_sender(cast["tove"], cast["ida"])
