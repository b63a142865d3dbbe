"""The running programme follows the settings, speaks the reader's language, and is checked at start."""

from django.template import Context, Template
from django.test import override_settings
from django.utils.translation import override

from ipraktik.programme import Text, programme, text
from ipraktik.programme.checks import check_programme
from ipraktik.programme.test_loader import OUTSIDE_VIEW


def test_the_programme_follows_the_settings():
    assert programme().key == "innovationspraktik"

    with override_settings(PROGRAMME_DIR=OUTSIDE_VIEW):
        assert programme().key == "outside_view"

    assert programme().key == "innovationspraktik"


def test_the_programme_is_read_once():
    assert programme() is programme()


def test_a_text_speaks_the_readers_language():
    greeting = Text(da="Hej", en="Hello")

    with override("da"):
        assert str(greeting) == "Hej"
    with override("en-gb"):
        assert str(greeting) == "Hello"
        assert Template("{{ greeting }}").render(Context({"greeting": greeting})) == "Hello"


def test_a_language_the_programme_lacks_gets_the_first():
    with override("en"):
        assert str(Text(da="Hej")) == "Hej"
    assert Text(da="Hej", en="Hello").in_("fi") == "Hej"


def test_a_text_is_escaped_in_a_page():
    assert Template("{{ words }}").render(Context({"words": Text(da="a < b")})) == "a &lt; b"


def test_any_text_is_found_by_its_key():
    with override("en"):
        assert str(text("small_print.pay.title")) == "Pay"
        assert str(text("parties.host.of")) == "the host's"
        assert str(text("travel_types.tourist.name")) == "Tourist"


def test_a_sound_programme_has_nothing_to_say_at_start():
    assert check_programme() == []


def test_each_mistake_is_an_error_at_start(tmp_path):
    with override_settings(PROGRAMME_DIR=tmp_path):
        errors = check_programme()

    assert errors[0].msg == f"programme.toml: the file is missing. Make it in {tmp_path}."
    assert {error.id for error in errors} == {"programme.E001"}
