import pytest
from bs4 import BeautifulSoup
from django import forms as plain
from django.utils.translation import override

from ipraktik.kit import fields, forms

LOOKS_PERSONAL = "This looks like a personal number: 010203-1234. Take it out, or tick that it is something else."


class Wish(forms.Form):
    name = fields.TextField(label="Name", missing="Write your name.")
    why = fields.FreeText(label="Why", help_text="In a few lines.", max_length=300)
    kind = fields.OneOf(label="How do you travel?", choices=[("near", "Near"), ("far", "Far")])
    areas = fields.SomeOf(label="Areas", choices=[("pay", "Pay"), ("care", "Care")], required=False)
    size = plain.ChoiceField(label="Size", choices=[("s", "Small")])
    read = fields.Tick(label="I have read it")


TYPED = {"name": "Ida", "why": "To learn.", "kind": "near", "size": "s", "read": "on"}


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def drawn(form):
    form.is_valid()
    return BeautifulSoup(str(form), "html.parser")


def test_a_well_filled_form_is_valid_and_asks_nothing_more():
    form = Wish(TYPED)

    assert form.is_valid()
    assert list(form.fields) == ["name", "why", "kind", "areas", "size", "read"]


def test_nothing_filled_in_gives_each_field_a_sentence_that_says_what_to_do():
    assert Wish({}).errors == {
        "name": ["Write your name."],
        "why": ["Fill in “Why”."],
        "kind": ["Choose under “How do you travel?”."],
        "size": ["Choose under “Size”."],
        "read": ["Tick “I have read it”."],
    }


def test_a_choice_that_is_not_there_is_met_with_what_to_do():
    assert Wish(TYPED | {"size": "xl"}).errors == {"size": ["Choose one of those on the list."]}


def test_every_field_has_a_name_that_a_screen_reader_can_find():
    page = drawn(Wish())

    controls = page.select("input, textarea, select")
    assert controls and all(page.find("label", attrs={"for": control["id"]}) for control in controls)
    assert [legend.get_text(strip=True) for legend in page.select("legend")] == [
        "How do you travel?",
        "Areas(optional)",
    ]


def test_only_what_may_be_left_out_is_marked():
    labels = [label.get_text(" ", strip=True) for label in drawn(Wish()).select(".form-group > label, legend")]

    assert labels == ["Name", "Why", "How do you travel?", "Areas (optional)", "Size"]


def test_an_error_and_a_hint_are_told_with_their_field():
    field = drawn(Wish(TYPED | {"why": ""})).find("textarea")

    assert field["aria-invalid"] == "true"
    assert field["aria-describedby"] == "id_why_helptext id_why_error"


def test_a_group_of_choices_tells_its_error_at_the_group():
    page = drawn(Wish(TYPED | {"kind": ""}))

    assert page.find("fieldset")["aria-describedby"] == "id_kind_error"
    assert page.find(id="id_kind_error").get_text(" ", strip=True) == "Error: Choose under “How do you travel?”."


def test_what_was_typed_is_kept_when_it_was_wrong():
    page = drawn(Wish({"name": "Ida <Lund>", "why": "x" * 400, "kind": "far", "areas": ["care"], "size": "s"}))

    assert page.find("input", attrs={"name": "name"})["value"] == "Ida <Lund>"
    assert page.find("textarea").get_text().strip() == "x" * 400
    assert [box["value"] for box in page.select("input[checked]")] == ["far", "care"]
    assert page.find("option", selected=True)["value"] == "s"


def test_something_like_a_personal_number_is_a_question_at_its_field():
    form = Wish(TYPED | {"why": "Mit nummer er 010203-1234."})

    assert form.errors == {"why": [LOOKS_PERSONAL]}
    group = drawn(form).find("textarea").find_parent(class_="form-group")
    assert group.find("input", attrs={"name": "not_personal_number"})
    assert "010203-1234" in group.find("textarea").get_text()


def test_ticking_that_it_is_something_else_lets_it_through():
    form = Wish(TYPED | {"why": "Sag 010203-1234.", "not_personal_number": "on"})

    assert form.is_valid()
    assert form.cleaned_data["why"] == "Sag 010203-1234."


def test_the_tick_stays_while_something_else_is_put_right():
    page = drawn(Wish(TYPED | {"why": "Sag 010203-1234.", "not_personal_number": "on", "name": ""}))

    assert page.find("input", attrs={"name": "not_personal_number"}).has_attr("checked")
    assert page.find(id="id_why_error") is None


def test_forms_side_by_side_ask_each_for_itself():
    first = Wish({f"a-{name}": value for name, value in TYPED.items()} | {"a-why": "010203-1234"}, prefix="a")
    second = Wish({f"b-{name}": value for name, value in TYPED.items()}, prefix="b")

    assert drawn(first).find("input", attrs={"name": "a-not_personal_number"})
    assert drawn(second).find("input", attrs={"name": "b-not_personal_number"}) is None
    assert second.is_valid()


def test_a_form_in_which_nothing_is_needed_does_not_say_so_at_each_field():
    class Search(forms.Form):
        says_optional = False
        text = fields.TextField(label="Search", required=False)

    assert drawn(Search()).find("label").get_text(strip=True) == "Search"
