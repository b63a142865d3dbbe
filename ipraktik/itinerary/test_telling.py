"""Colleagues named in an agreed itinerary hear when and why, once for each change, and may say no by their own link."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.calendars.feed import of_visit
from ipraktik.calendars.invitations import looks, untold
from ipraktik.history.models import Outbox
from ipraktik.itinerary.models import Colleague
from ipraktik.itinerary.telling import tell_colleagues
from ipraktik.notices.making import Maker
from ipraktik.notices.models import Letter
from ipraktik.notices.sending import send_all
from ipraktik.notices.sweeping import sweep
from ipraktik.people.models import Membership, Person
from ipraktik.placements.models import Placement
from ipraktik.tests.reading import errors

pytestmark = pytest.mark.django_db
PIA = "pia@ipraktik.example"


def name(placement, item=None, email=PIA):
    colleague = Colleague.objects.known_as(placement.visit, "Pia Holm", email)
    colleague.items.add(item or placement.visit.items.first())
    return colleague


def post():
    """What goes out after two looks, some minutes apart: the letters' subjects by address."""
    for _look in range(2):
        tell_colleagues()
    Maker().make_all()
    mail.outbox.clear()
    send_all()
    return [(each.to[0], each.subject) for each in mail.outbox]


@pytest.fixture(autouse=True)
def _no_mail_server(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def quiet(agreed):
    """What led to the agreement has been told."""
    Outbox.objects.all().delete()
    Letter.objects.all().delete()
    return agreed


MEET = (PIA, "Du skal møde Ida Lund {days}")


def subjects(found):
    return [(to, subject.split(" Lund")[0]) for to, subject in found]


def test_a_colleague_hears_once_when_it_is_agreed(cast, with_days):
    the_cast.prepare(with_days)
    name(with_days)
    before = post()
    for signer in the_cast.people_of(with_days):
        with_days.perform("sign", by=signer)

    after, again = post(), post()

    assert [to for to, _subject in before if to == PIA] == []
    assert subjects([each for each in after if each[0] == PIA]) == [(PIA, "Du skal møde Ida")]
    assert again == []


def test_the_letter_says_when_where_what_for_and_nobodys_needs(cast, quiet):
    quiet.visit.items.filter(pk=quiet.visit.items.first().pk).update(kind="shadow")
    name(quiet)

    post()

    body = mail.outbox[0].body
    assert "9.00–15.00: Følg en kollega, Kontoret. Arbejd, som du plejer, og sig højt, hvad du gør og hvorfor." in body
    assert "Hanne Krogh har sat dig på programmet" in body
    assert "fordi din arbejdsplads har sat dig på programmet for et besøg" in " ".join(body.split())


def test_many_rows_and_two_interns_make_one_letter(cast, quiet):
    for item in quiet.visit.items.all():
        name(quiet, item)

    assert subjects(post()) == [(PIA, "Du skal møde Ida")]


def test_who_is_still_correcting_writes_to_nobody(quiet):
    pia = name(quiet)
    tell_colleagues()
    pia.items.add(quiet.visit.items.last())
    tell_colleagues()
    Maker().make_all()
    early = Letter.objects.filter(address=PIA).count()

    tell_colleagues()
    Maker().make_all()

    assert (early, Letter.objects.filter(address=PIA).count()) == (0, 1)


def test_another_time_is_told_again_and_only_the_newest_letter_goes(quiet):
    pia = name(quiet)
    for _look in range(2):
        tell_colleagues()
    Maker().make_all()
    quiet.visit.items.filter(pk=pia.items.get().pk).update(starts="10:00")

    assert subjects(post()) == [(PIA, "Du skal møde Ida")]
    assert "10.00–15.00" in mail.outbox[0].body


def test_who_is_needed_no_longer_hears_that_and_the_visit_forgets_them(quiet):
    pia = name(quiet)
    post()
    pia.items.clear()

    assert subjects(post()) == [(PIA, "Du skal ikke møde Ida")]
    sweep()
    assert not Colleague.objects.filter(pk=pia.pk).exists()


def test_a_visit_that_is_cancelled_needs_nobody(cast, quiet):
    name(quiet)
    post()

    quiet.perform("cancel", by=cast["ida"], reason="Syg.")

    assert (PIA, "Du skal ikke møde Ida") in subjects(post())


@pytest.mark.parametrize("email", ["", "hanne@ipraktik.example", "ida@ipraktik.example"])
def test_without_an_address_or_with_a_calendar_of_ones_own_nobody_is_written_to(quiet, email):
    name(quiet, email=email)

    assert post() == []


def test_no_account_is_made_for_a_colleague(quiet):
    before = Person.objects.count()
    name(quiet)
    post()

    assert Person.objects.count() == before


# saying no


@pytest.fixture
def link(quiet):
    """The address in the letter."""
    name(quiet)
    post()
    return re.search(r"http\S+(/colleague/\S+/)", mail.outbox[0].body)[1]


def test_looking_uses_nothing_up_and_shows_the_times(client, link):
    pages = [client.get(link) for _time in range(2)]

    assert [page.status_code for page in pages] == [200, 200]
    assert "9:00–15:00" in pages[1].content.decode()
    assert pages[0].headers["Referrer-Policy"] == "strict-origin"
    assert not Colleague.objects.exclude(cannot="").exists()


@pytest.mark.parametrize(
    ("cannot", "said"), [("time", "Pia Holm cannot be there."), ("not-me", "Pia Holm is not the right one.")]
)
def test_who_cannot_says_so_and_the_contact_person_hears_it_once(client, cast, quiet, link, cannot, said):
    for _press in range(2):
        client.post(link, {"cannot": cannot})

    assert post() == [("hanne@ipraktik.example", "Pia Holm siger fra til besøget af Ida Lund")]
    assert "Pia Holm kan ikke være der" in mail.outbox[0].body
    client.force_login(cast["hanne"])
    assert said in client.get(reverse("placement-itinerary", args=[quiet.pk])).content.decode()


def test_an_answer_was_about_the_times_then(client, quiet, link):
    client.post(link, {"cannot": "time"})
    post()
    quiet.visit.items.update(starts="10:00")

    post()

    assert Colleague.objects.get().cannot == ""
    assert "Does it not fit?" in client.get(link).content.decode()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Choose what is wrong."),
        ({"cannot": "dance"}, "Choose one of those on the list."),
        ({"cannot": "x" * 200_000}, "Choose one of those on the list."),
        ({"cannot": "\0"}, "Choose one of those on the list."),
    ],
)
def test_an_answer_that_is_none_says_what_to_do(client, link, given, sentence):
    response = client.post(link, given)

    assert errors(response) == [sentence]
    assert not Colleague.objects.exclude(cannot="").exists()


@pytest.mark.parametrize("token", ["x" * 43, "x", "%00"])
def test_a_forged_link_opens_nothing(client, link, token):
    assert client.get(f"/colleague/{token}/").status_code == 404


def test_only_the_links_hash_is_kept(link):
    token = link.split("/")[2]

    assert [row for row in Colleague.objects.get().links.values_list() if token in str(row)] == []


# afterwards


def test_after_the_visit_the_address_is_gone_from_rows_links_and_letters(quiet, link):
    with time_machine.travel(timezone.now() + (quiet.visit.last_day - timezone.localdate()) + timedelta(days=1)):
        sweep()
        answered = Client().get(link).status_code

    pia = Colleague.objects.get()
    assert (pia.name, pia.email, answered) == ("Pia Holm", "", 404)
    assert not Letter.objects.filter(address=PIA).exists()


def test_the_letters_of_another_visit_to_the_same_colleague_stay_until_that_is_over(cast, quiet, link):
    later = the_cast.placement(
        cast, "agreed", offer_=quiet.offer, wish_=the_cast.wish(cast, intern="bo", manager="jens", at="Havnen")
    )
    the_cast.move_in_time(later, 30)
    name(Placement.objects.get(pk=later.pk))
    post()

    with time_machine.travel(timezone.now() + (quiet.visit.last_day - timezone.localdate()) + timedelta(days=1)):
        sweep()

    assert [each.event.placement for each in Letter.objects.filter(address=PIA)] == [later]


def test_who_is_needed_no_longer_is_kept_until_the_letter_that_says_so_is_sent(client, cast, quiet, at):
    pia = name(quiet)
    post()
    pia.items.clear()
    for _look in range(2):
        tell_colleagues()
    client.force_login(cast["hanne"])
    row = quiet.visit.items.last()

    sweep()
    client.post(at("placement-itinerary-colleagues", quiet, row.pk), {"colleagues": "Kaj"})
    Maker().make_all()
    sweep()
    mail.outbox.clear()
    send_all()
    sweep()

    assert subjects([(each.to[0], each.subject) for each in mail.outbox]) == [(PIA, "Du skal ikke møde Ida")]
    assert [str(each) for each in quiet.visit.colleagues.all()] == ["Kaj"]


def test_until_the_last_day_is_over_it_stays(quiet, link):
    with time_machine.travel(timezone.now() + (quiet.visit.last_day - timezone.localdate())):
        sweep()

    assert Colleague.objects.get().email == PIA


def test_who_belongs_to_the_workplace_and_is_known_here_anyway_may_be_asked_again(quiet, link):
    person = the_cast.person("pia", "Pia Holm", "lønkonsulent")
    Membership.objects.create(person=person, workplace=quiet.offer.workplace)

    with time_machine.travel(timezone.now() + (quiet.visit.last_day - timezone.localdate()) + timedelta(days=1)):
        sweep()

    assert Colleague.objects.get().email == PIA


# calendars


def test_a_row_that_changed_reaches_the_calendars_when_it_is_signed_again(cast, quiet):
    before = of_visit(cast["ida"], Placement.objects.filter(pk=quiet.pk)).text
    quiet.perform("reopen", by=cast["hanne"], reason="Et andet møde.")
    Maker().make_all()
    quiet.visit.items.filter(pk=quiet.visit.items.first().pk).update(starts="10:00")
    for who in ("ida", "hanne"):
        Placement.objects.get(pk=quiet.pk).perform("sign", by=cast[who])
    Maker().make_all()

    signed = {each.reader: each.calendar for each in Letter.objects.filter(key="the-agreement-is-signed")}
    assert ("T090000" in before, "T100000" in signed[cast["ida"]], "T100000" in signed[cast["hanne"]]) == (
        True,
        True,
        True,
    )


def test_a_colleague_who_is_named_later_reaches_the_calendars_too(cast, agreed):
    Maker().make_all()
    name(agreed)

    changed = [untold(look)[0] for _time in range(2) for look in looks()]

    assert "Pia Holm" in of_visit(cast["ida"], Placement.objects.filter(pk=agreed.pk)).text
    assert [set(each) & {cast["ida"].pk, cast["hanne"].pk} for each in changed] == [
        set(),
        {cast["ida"].pk, cast["hanne"].pk},
    ]
