"""What the department is told: what the intern has said may be told, and no more."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ipraktik import cast as the_cast
from ipraktik.placements.models import Placement
from ipraktik.preparing.department import Introduction, letter, poster
from ipraktik.programme import programme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
WHY = "Jeg vil se jeres fejltavle."
ALL = {"tell_name": "on", "tell_workplace": "on", "tell_why": "on", "why": WHY}


@pytest.fixture
def placement(cast):
    return the_cast.placement(cast, "agreed")


def again(placement):
    return Placement.objects.for_page().get(pk=placement.pk)


def address(placement):
    return reverse("placement-department", args=[placement.pk])


def introduce(client, cast, placement, **said):
    client.force_login(cast["ida"])
    client.post(address(placement), said)


def told(placement):
    """What of the intern stands in the letters and on the posters, in any language."""
    languages = programme().languages
    said = "".join(letter(again(placement), code) + str(poster(again(placement), code)) for code in languages)
    return {word for word in ("Ida Lund", "Lønkontoret", WHY) if word in said}


def test_before_the_intern_has_said_so_it_says_only_that_an_intern_comes(placement):
    assert told(placement) == set()


@pytest.mark.parametrize(
    ("left_out", "missing"),
    [("", set()), ("tell_name", {"Ida Lund"}), ("tell_workplace", {"Lønkontoret"}), ("tell_why", {WHY})],
)
def test_it_tells_what_the_intern_has_ticked(client, cast, placement, left_out, missing):
    introduce(client, cast, placement, **{name: each for name, each in ALL.items() if name != left_out})

    assert told(placement) == {"Ida Lund", "Lønkontoret", WHY} - missing


def save_letter(client, cast, placement, seen=None, **texts):
    client.force_login(cast["hanne"])
    page = client.get(address(placement))
    return client.post(address(placement), {"seen": seen or page.context["form"]["seen"].value(), **texts})


def test_the_host_writes_the_letter_and_gets_ours_back_by_emptying_it(client, cast, placement):
    save_letter(client, cast, placement, en="Ida is coming. Bake a cake.", da="")
    own = letter(again(placement), "en")
    save_letter(client, cast, placement, en="", da="")

    assert own == "Ida is coming. Bake a cake."
    assert letter(again(placement), "en").startswith("Dear all")


def test_an_intern_who_changes_their_mind_is_out_of_the_hosts_own_letter_at_once(client, cast, placement):
    introduce(client, cast, placement, **ALL)
    save_letter(client, cast, placement, en="Ida Lund comes to us.")

    introduce(client, cast, placement, why=WHY)

    assert told(placement) == set()


def test_what_the_intern_saves_unchanged_leaves_the_hosts_letter(client, cast, placement):
    introduce(client, cast, placement, **ALL)
    save_letter(client, cast, placement, en="Ida Lund comes to us.")

    introduce(client, cast, placement, **ALL)

    assert letter(again(placement), "en") == "Ida Lund comes to us."


def test_a_host_who_writes_first_has_not_answered_for_the_intern(client, cast, placement):
    save_letter(client, cast, placement, en="An intern comes to us.")
    client.force_login(cast["ida"])

    page = client.get(address(placement))

    ticked = {name for name in ("tell_name", "tell_workplace", "tell_why") if page.context["form"][name].value()}
    assert ticked == {"tell_name", "tell_workplace", "tell_why"}
    assert "Until you save, the letter and the poster say only that an intern comes." in page.content.decode()


def test_an_intern_who_lets_nothing_be_told_has_answered_too(client, cast, placement):
    introduce(client, cast, placement, why="")

    page = client.get(address(placement))

    assert not page.context["form"]["tell_name"].value()
    assert "Until you save" not in page.content.decode()


def test_a_letter_begun_before_the_intern_changed_their_mind_is_not_kept(client, cast, placement):
    introduce(client, cast, placement, **ALL)
    client.force_login(cast["hanne"])
    seen = client.get(address(placement)).context["form"]["seen"].value()
    introduce(client, cast, placement)

    answer = save_letter(client, cast, placement, seen=seen, en="Ida Lund comes to us.")

    assert "The intern has changed what may be told" in answer.content.decode()
    assert Introduction.objects.get().letters == {}


@pytest.mark.parametrize(
    ("key", "answer"),
    [("ida", 200), ("hanne", 200), ("rune", 200), ("signe", 403), ("karl", 403), ("bo", 404), ("olga", 404)],
)
@pytest.mark.parametrize("page", ["placement-department", "placement-poster"])
def test_it_is_for_intern_and_host(client, cast, placement, key, answer, page):
    client.force_login(cast[key])
    given = [placement.pk] if page == "placement-department" else [placement.pk, "en"]

    assert client.get(reverse(page, args=given)).status_code == answer


@pytest.mark.parametrize("why", ["=1+1 #let x = 2", "<script>", "🎉\u202eabc\n\nTo linjer", "x" * 600, ""])
def test_the_poster_is_a_tagged_pdf_whatever_has_been_written(client, cast, placement, why):
    introduce(client, cast, placement, **ALL | {"why": why})
    client.force_login(cast["hanne"])

    made = client.get(reverse("placement-poster", args=[placement.pk, "da"]))

    assert made.content[:5] == b"%PDF-"
    assert b"/StructTreeRoot" in made.content or b"/ObjStm" in made.content


def test_the_page_lets_one_change_language_as_every_other(client, cast, placement):
    client.force_login(cast["hanne"])

    buttons = BeautifulSoup(client.get(address(placement)).content, "html.parser").select("button[name=language]")

    assert {(button.get_text(strip=True), button["value"]) for button in buttons} == {("Dansk", "da")}


def test_a_poster_in_a_language_that_is_not_spoken_is_not_there(client, cast, placement):
    client.force_login(cast["hanne"])

    assert client.get(reverse("placement-poster", args=[placement.pk, "xx"])).status_code == 404


@pytest.mark.parametrize("text", ["x" * 200_000, "nul\x00byte"])
def test_what_cannot_be_kept_is_said_on_the_page(client, cast, placement, text):
    client.force_login(cast["ida"])

    assert client.post(address(placement), ALL | {"why": text}).status_code == 200
    assert not Introduction.objects.exists()
