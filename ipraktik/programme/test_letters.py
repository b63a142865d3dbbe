"""Letters are our words with places for values: checked when read, and never run."""

import pytest

from ipraktik.programme.letters import LetterTemplate, letters_of_reminders, render
from ipraktik.programme.loader import load
from ipraktik.programme.test_loader import OUTSIDE_VIEW, problems
from ipraktik.programme.words import Text

LETTER = """
key = "welcome"
[subject]
en = "Welcome, {reader}"
[button]
en = "See the visit"
[body]
en = \"\"\"
{host} looks forward to {days}.

{link}
\"\"\"
"""


def write(folder, words, name="welcome"):
    (folder / "letters").mkdir(exist_ok=True)
    (folder / "letters" / f"{name}.toml").write_text(words, encoding="utf-8")


def test_a_letter_is_read_with_its_parts(folder):
    write(folder, LETTER)

    letter = load(folder).letters["welcome"]

    assert letter == LetterTemplate(
        key="welcome",
        subject=Text(en="Welcome, {reader}"),
        body=Text(en="{host} looks forward to {days}.\n\n{link}"),
        button=Text(en="See the visit"),
    )


def test_a_place_that_is_not_known(folder):
    write(folder, LETTER.replace("{days}", "{salary}"))

    (problem,) = problems(folder)
    assert problem.startswith(
        "letters/welcome.toml: body: “en” has {salary}, which is not known. Choose among “reader”,"
    )


def test_a_brace_that_is_no_place(folder):
    write(folder, LETTER.replace("{days}", "{{ days }}"))

    assert problems(folder) == ["letters/welcome.toml: body: “en” has a brace with no known name in it. Take it out."]


def test_an_empty_body(folder):
    write(folder, 'key = "welcome"\n[subject]\nen = "Hi"\n[body]\nen = "  "\n')

    assert problems(folder) == ['letters/welcome.toml: body: the text in “en” is missing. Write en = "…".']


def test_two_letters_with_one_key(folder):
    write(folder, LETTER)
    write(folder, LETTER, "welcome-again")

    assert problems(folder) == [
        "letters/welcome.toml: key: the key “welcome” is used by another letter too. Give this one its own."
    ]


def test_what_people_type_is_never_read_for_places():
    letter = LetterTemplate("x", Text(en="{name}"), Text(en="{note} from {name}"))

    written = render(letter, "en", name="{link}", note="{code} %s {0.__class__}")

    assert written == ("{link}", "{code} %s {0.__class__} from {link}", "")


def test_a_subject_stays_one_line_whatever_is_typed():
    letter = LetterTemplate("x", Text(en="A visit from {name}"), Text(en="."))

    assert render(letter, "en", name="Ida\r\nBcc: all@example.org").subject == "A visit from Ida Bcc: all@example.org"


def test_a_value_in_both_languages_speaks_the_letters_language():
    letter = LetterTemplate("x", Text(da="Til {party}", en="To {party}"), Text(da=".", en="."))

    assert render(letter, "da", party=Text(da="værten", en="the host")).subject == "Til værten"


def test_a_value_that_is_missing_is_a_mistake_in_the_code():
    with pytest.raises(KeyError):
        render(LetterTemplate("x", Text(en="{name}"), Text(en=".")), "en")


def test_the_letters_the_ladder_needs_are_known():
    assert letters_of_reminders(load(OUTSIDE_VIEW)) == {
        "please-answer-the-suggestion",
        "nobody-answers-the-suggestion",
        "please-answer-the-consent",
        "please-evaluate",
    }
