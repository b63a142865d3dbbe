import polib
import pytest

from ipraktik.kit import catalogues, messages


@pytest.fixture
def house(tmp_path):
    """A folder with a page and a module, where texts to be translated stand."""
    (tmp_path / "pages").mkdir()
    return tmp_path


def write(path, text):
    path.write_text(text)
    return path


def keys(house):
    return {(m.context, m.text, m.plural) for m in messages.messages(house).values()}


def test_texts_in_code_are_found_by_the_names_they_were_imported_under(house):
    write(
        house / "code.py",
        "from django.utils.translation import gettext_lazy as _, ngettext, pgettext\n"
        "a = _('Sign')\nb = ngettext('%(n)s seat', '%(n)s seats', n)\nc = pgettext('month', 'May')\nd = _(variable)\n"
        "e = other('Not a text')\n",
    )

    assert keys(house) == {(None, "Sign", None), (None, "%(n)s seat", "%(n)s seats"), ("month", "May", None)}


def test_texts_in_pages_are_found_in_tags_blocks_and_filters(house):
    write(
        house / "pages" / "page.html",
        "<p>Not this</p>{% translate \"Hello\" %}{{ x|default:_('It is') }}{% translate 'May' context 'month' %}"
        "{% blocktranslate count n=n %}One seat{% plural %}{{ n }} seats{% endblocktranslate %}"
        "{% blocktranslate trimmed %}\n  two\n  lines\n{% endblocktranslate %}",
    )

    assert keys(house) == {
        (None, "Hello", None),
        (None, "It is", None),
        ("month", "May", None),
        (None, "One seat", "%(n)s seats"),
        (None, "two lines", None),
    }


def found(text, plural=None):
    message = messages.Message(None, text, plural, "code.py:1")
    return {message.key: message}


def catalogue(*entries):
    made = polib.POFile()
    made.extend(entries)
    return made


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        (polib.POEntry(msgid="Hello %(name)s", msgstr="Hej %(name)s"), None),
        (polib.POEntry(msgid="Hello %(name)s", msgstr=""), "Danish is missing"),
        (polib.POEntry(msgid="Hello %(name)s", msgstr="Hej %(name)s", flags=["fuzzy"]), "Danish is missing"),
        (polib.POEntry(msgid="Hello %(name)s", msgstr="Hej"), "The Danish lacks a placeholder"),
        (
            polib.POEntry(msgid="Hello %(name)s", msgstr="Hej %(navn)s"),
            "The Danish has a placeholder that the English has not",
        ),
    ],
)
def test_a_translation_that_would_fail_its_reader_is_a_problem(entry, problem):
    problems = list(catalogues.problems_in(catalogue(entry), found("Hello %(name)s")))

    assert problems == ([f"code.py:1: {problem}: 'Hello %(name)s'"] if problem else [])


def test_a_text_no_longer_used_is_a_problem_and_extract_takes_it_away():
    old = catalogue(polib.POEntry(msgid="Gone", msgstr="Væk"))

    assert [*catalogues.problems_in(old, {})] == ["No longer used (ipraktik catalogues extract takes it away): 'Gone'"]
    assert catalogues.bring_up_to_date(old, {}) == []
    assert list(old) == []


def test_a_new_text_is_added_and_its_translation_taken_in():
    there = catalogue()
    catalogues.bring_up_to_date(there, found("Sign"))

    catalogues.take_in(there, polib.POEntry(msgid="Sign", msgstr="Skriv under"))

    assert [(entry.msgid, entry.msgstr) for entry in there] == [("Sign", "Skriv under")]
    assert [*catalogues.problems_in(there, found("Sign"))] == []
