from datetime import date, time
from types import SimpleNamespace as Thing

import pytest
from bs4 import BeautifulSoup
from django.forms import formset_factory
from django.template import engines
from django.test import RequestFactory
from django.utils.translation import override

from ipraktik.kit import fields, forms
from ipraktik.kit.tags import as_button


def say(template, language="en", **context):
    with override(language):
        return engines["django"].from_string(template).render(context, RequestFactory().get("/")).strip()


@pytest.mark.parametrize(
    ("first", "last", "english"),
    [
        (date(2027, 5, 12), date(2027, 5, 14), "12–14 May 2027 (week 19)"),
        (date(2027, 5, 12), date(2027, 5, 12), "12 May 2027 (week 19)"),
        (date(2027, 5, 12), None, "12 May 2027 (week 19)"),
        (date(2027, 4, 30), date(2027, 5, 3), "30 April – 3 May 2027 (week 17-18)"),
        (date(2026, 12, 31), date(2027, 1, 2), "31 December 2026 – 2 January 2027 (week 53)"),
        (None, None, ""),
    ],
)
def test_days_are_said_as_people_say_them(first, last, english):
    assert say("{% days first last %}", first=first, last=last) == english


def test_days_are_said_in_danish_too():
    said = say("{% days first last week=False %}", "da", first=date(2027, 4, 30), last=date(2027, 5, 2))

    assert said == "30. april – 2. maj 2027"


@pytest.mark.parametrize(("language", "said"), [("da", "1.400"), ("en", "1,400")])
def test_numbers_are_grouped_as_the_reader_does(language, said):
    assert say("{{ days|number }}", language, days=1400) == said


def test_the_clock_is_said_and_nothing_of_no_time():
    assert say("{{ at|clock }}/{{ none|clock }}", at=time(9, 0), none=None) == "9:00/"


def test_an_icon_speaks_only_when_it_has_something_to_say():
    quiet, speaking = (
        BeautifulSoup(say(t), "html.parser").svg for t in ('{% icon "lock" %}', '{% icon "lock" "Locked" %}')
    )

    assert quiet["aria-hidden"] == "true"
    assert (speaking["role"], speaking["aria-label"]) == ("img", "Locked")


def test_a_mark_is_decoration_and_a_programme_may_name_one_of_its_own():
    unknown, known = (
        BeautifulSoup(say(f'{{% mark "{name}" %}}'), "html.parser").span for name in ("of_mars", "tourist")
    )

    assert known["aria-hidden"] == "true"
    assert str(unknown.svg) != str(known.svg)


def test_a_move_that_is_stopped_can_be_reached_and_says_why():
    row = Thing(
        key="placement-1-sign",
        label="Sign",
        url="/x",
        obstacles=["No days.", "No host."],
        tone="primary",
        asks_first=0,
    )

    page = BeautifulSoup(say('{% include "_moves.html" %}', buttons=[row], csrf_token="t"), "html.parser")

    assert page.find("form") is None
    assert page.button["aria-disabled"] == "true" and not page.button.has_attr("disabled")
    assert page.find(id=page.button["aria-describedby"]).get_text(strip=True) == "No days. No host."


def test_an_open_move_is_a_form_of_its_own_and_one_that_asks_a_reason_a_link():
    rows = [
        Thing(key="a", label="Sign", url="/sign", obstacles=[], tone="primary", asks_first=False),
        Thing(key="b", label="Cancel", url="/cancel", obstacles=[], tone="warning", asks_first=True),
    ]

    page = BeautifulSoup(say('{% include "_moves.html" %}', buttons=rows, csrf_token="t"), "html.parser")

    assert (page.form["action"], page.form["method"], page.form.button.get_text()) == ("/sign", "post", "Sign")
    assert page.form.input["value"] == "t"
    assert (page.a["href"], page.a.get_text()) == ("/cancel", "Cancel")


def test_a_move_of_the_table_becomes_a_button(settings):
    settings.ROOT_URLCONF = "ipraktik.kit.test_tags"
    move = Thing(name="sign", label="Sign", tone="primary", asks_reason=False, asks_first=False)

    button = as_button("placement-7", "placement-move", Thing(pk=7), move, [])

    assert (button.key, button.url, button.label) == ("placement-7-sign", "/placement/7/sign/", "Sign")


class Talk(forms.Form):
    first = fields.TextField(label="First", missing="Write the first.")
    kind = fields.OneOf(label="Kind", choices=[("a", "A")], missing="Choose a kind.")

    def clean(self):
        if not self.cleaned_data.get("first"):
            self.add_error(None, "The whole is wrong.")


def summary(**context):
    page = BeautifulSoup(say('{% include "_errors.html" %}|{% include "_errors.html" %}', **context), "html.parser")
    return [(link["href"], link.get_text()) for link in page.select(".error-summary a")]


def test_the_summary_leads_to_each_field_once_and_in_the_order_of_the_page():
    assert summary(form=Talk({})) == [
        ("#form-problems", "The whole is wrong."),
        ("#id_first", "Write the first."),
        ("#id_kind_0", "Choose a kind."),
    ]


def test_the_summary_gathers_formsets_too():
    talks = formset_factory(Talk, extra=0)({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-first": "x"})

    assert summary(formset=talks) == [("#id_form-0-kind_0", "Choose a kind.")]


def test_a_page_without_mistakes_has_no_summary():
    assert summary(form=Talk({"first": "x", "kind": "a"})) == []


def urls():
    from django.urls import path

    return [path("placement/<int:pk>/<str:move>/", lambda request: None, name="placement-move")]


urlpatterns = urls()
