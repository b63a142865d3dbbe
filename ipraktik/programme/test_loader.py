"""A programme with a mistake is told in a sentence that names the file, the key and what to do."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from ipraktik.programme.letters import missing_letters
from ipraktik.programme.loader import load
from ipraktik.programme.problems import ProgrammeError

PACKAGE = Path(__file__).resolve().parent.parent
DEFAULT = PACKAGE / "programmes" / "innovationspraktik"
OUTSIDE_VIEW = PACKAGE / "tests" / "programmes" / "outside_view"


def edit(folder, file, old, new):
    path = folder / file
    words = path.read_text(encoding="utf-8")
    assert old in words
    path.write_text(words.replace(old, new, 1), encoding="utf-8")


def problems(folder, overrides=None):
    with pytest.raises(ProgrammeError) as wrong:
        load(folder, overrides)
    return list(wrong.value.problems)


def test_the_second_programme_has_its_own_rules_and_names():
    outside = load(OUTSIDE_VIEW)

    assert outside.languages == ("en",)
    assert (outside.rules.days_min, outside.rules.days_max) == (Decimal("0.5"), 2)
    assert (outside.rules.interns_min, outside.rules.interns_max) == (1, 5)
    assert str(outside.party("host").of) == "the place's"
    assert list(outside.regions) == ["north", "middle", "south"]
    assert (outside.municipalities, outside.map, outside.spreading_steps, outside.baselines) == ({}, None, (), {})


def test_the_default_programme_has_the_brochures_rules():
    rules = load(DEFAULT).rules

    assert (rules.days_min, rules.days_max) == (2, 5)
    assert (rules.interns_min, rules.interns_max, rules.companions_max) == (1, 3, 2)


def test_only_public_workplaces_send_and_all_sectors_host():
    sectors = load(DEFAULT).sectors.values()

    assert [s.key for s in sectors if s.may_send] == ["municipality", "region", "state"]
    assert [s.key for s in sectors if s.may_send != s.public] == []
    assert [s.key for s in sectors if not s.may_host] == []


def test_travel_types_keep_the_brochures_days():
    assert {key: kind.days for key, kind in load(DEFAULT).travel_types.items()} == {
        "tourist": (2, 2),
        "business_traveller": (3, 4),
        "adventurer": (4, 5),
        "something_else": (2, 5),
    }


def test_the_ladder_of_reminders_is_the_agreed_one():
    ladder = {}
    for r in load(DEFAULT).reminders:
        ladder.setdefault((r.subject, r.party), []).append(
            r.after_days if r.before_start_days is None else r.before_start_days
        )

    assert ladder == {
        ("homecoming", "intern"): [5],
        ("homecoming", "sender"): [5],
        ("placement", "host"): [3, 7, 10, 5, 2, 1, 5, 10],
        ("placement", "intern"): [3, 7, 10, 5, 2, 1, 5, 10],
        ("placement", "coordinator"): [10],
        ("placement", "sender"): [10, 5, 2],
        **dict.fromkeys([("amendment", party) for party in ("intern", "host", "sender")], [1, 2]),
        ("amendment", "coordinator"): [2],
        ("consent", "sender"): [3, 7, 14],
        ("consent", "coordinator"): [17],
        ("evaluation", "intern"): [3, 7, 11],
        ("evaluation", "host"): [3, 7, 11],
        ("evaluation", "sender"): [3, 7, 11],
        ("pulse", "intern"): [0, 7],
        ("pulse", "host"): [0, 7],
        ("wish", "intern"): [7],
        ("offer", "host"): [180],
    }


def test_the_guide_for_a_party_and_phase_comes_in_the_brochures_order():
    sender = load(DEFAULT).guide_for("sender", "before", "question")

    assert [entry.key for entry in sender] == ["what-is-your-goal", "what-to-bring-home", "how-to-use-the-experience"]


def test_a_day_to_bring_advice_up_that_cannot_be(folder):
    edit(folder, "guide/before.toml", 'key = "give-an-hour"', 'key = "give-an-hour"\nwhen = 0')

    assert problems(folder) == [
        "guide/before.toml: advice “give-an-hour” · when: has the value 0. Write a number of working days, at least 1."
    ]


def test_a_day_to_bring_advice_up_that_lies_too_far_away(folder):
    edit(folder, "guide/before.toml", 'key = "give-an-hour"', 'key = "give-an-hour"\nwhen = 31')

    assert problems(folder) == [
        "guide/before.toml: advice “give-an-hour” · when: has the value 31. Write at most 30 working days."
    ]


def test_a_text_missing_in_a_language(folder):
    edit(folder, "guide/before.toml", 'en = "Give your colleague an hour to prepare."', "")

    assert problems(folder) == [
        'guide/before.toml: advice “give-an-hour”: the text in “en” is missing. Write en = "…".'
    ]


def test_a_language_the_programme_does_not_speak(folder):
    edit(folder, "programme.toml", 'name = { en = "Outside View" }', 'name = { en = "Outside View", sv = "Utifrån" }')

    assert problems(folder) == ["programme.toml: name: “sv” is none of the programme's languages (“en”). Take it out."]


def test_days_reversed(folder):
    edit(folder, "programme.toml", "interns_max = 5", "interns_max = 0")

    assert problems(folder) == [
        "programme.toml: rules · interns_min: is 1, more than interns_max, which is 0. Swap or correct them."
    ]


def test_travel_types_outside_the_programmes_days(folder):
    edit(folder, "programme.toml", "days_max = 2\nday_step", "days_max = 1\nday_step")

    assert problems(folder) == [
        "programme.toml: travel_type “stay”: 1-2 days is not within the programme's 0.5-1 days. Correct the one."
    ]


def test_a_key_used_twice_in_a_list(folder):
    edit(folder, "guide/before.toml", 'key = "write-one-question"', 'key = "give-an-hour"')

    assert problems(folder) == [
        "guide/before.toml: advice: the key “give-an-hour” is used twice. Give one of the two another key."
    ]


def test_a_key_used_in_two_phases(folder):
    edit(folder, "guide/after.toml", 'key = "thank-and-tell"', 'key = "give-an-hour"')

    assert problems(folder) == ["guide: the key “give-an-hour” is used in two places. Give one of the two another key."]


def test_a_retired_key_is_not_used_again(folder):
    edit(folder, "guide/before.toml", "[[advice]]", 'retired = ["name-a-guide"]\n[[advice]]')

    assert problems(folder) == [
        "guide/before.toml: name-a-guide: is retired, and a retired key is never used again. "
        "Give the new one its own key."
    ]


def test_an_unknown_party(folder):
    edit(folder, "guide/during.toml", 'party = "sender"', 'party = "boss"')

    assert problems(folder) == [
        "guide/during.toml: advice “do-not-ring” · party: “boss” is not known. "
        "Choose among “intern”, “host”, “sender”, “coordinator”."
    ]


def test_a_number_that_is_words(folder):
    edit(folder, "programme.toml", "link_days = 14", 'link_days = "two weeks"')

    assert problems(folder) == ["programme.toml: rules · link_days: has the value 'two weeks'. Write a whole number."]


def test_a_misspelt_key_is_told_and_so_is_the_one_it_was_meant_to_be(folder):
    edit(folder, "programme.toml", "blind_days", "blinddays")

    assert problems(folder) == [
        "programme.toml: rules · blind_days: is missing. Write blind_days = a whole number.",
        "programme.toml: rules · blinddays: is not known here. Correct the spelling or take it out.",
    ]


def test_all_mistakes_are_told_at_once(folder):
    edit(folder, "programme.toml", "people = 1", "")
    edit(folder, "programme.toml", '"Europe/London"', '"Europe/Atlantis"')
    (folder / "learning.toml").unlink()
    (folder / "documents" / "confidentiality.en.md").unlink()

    assert problems(folder) == [
        "programme.toml: timezone: “Europe/Atlantis” is no time zone. Write one as Europe/Copenhagen.",
        "programme.toml: office · people: is missing. Write people = a whole number.",
        f"learning.toml: the file is missing. Make it in {folder}.",
        "documents/confidentiality.en.md: the file is missing. Write it, or take the language out of programme.toml.",
    ]


def test_a_file_that_is_no_toml_is_told_once_with_its_line(folder):
    edit(folder, "learning.toml", "[[kind]]", "[[kind]")

    assert problems(folder) == [
        "learning.toml: cannot be read as TOML in UTF-8: Expected ']]' at the end of an array declaration "
        "(at line 1, column 7). Correct that line."
    ]


def test_an_empty_folder_says_what_to_make(tmp_path):
    assert problems(tmp_path)[0] == f"programme.toml: the file is missing. Make it in {tmp_path}."


def test_a_document_with_a_place_nobody_fills(folder):
    edit(folder, "documents/agreement.en.md", "{reserve}", "{shoe_size}")

    assert problems(folder) == [
        "documents/agreement.md: “en” has {shoe_size}, which is not known. Choose among “intern”, "
        "“intern_workplace”, “host_workplace”, “sender_manager”, “days”, “itinerary”, “goals”, “contact”, “reserve”, "
        "“practical”, “small_print”, “follow_up”, “additions”, “special_terms”, “amendment”."
    ]


def test_a_document_with_other_places_in_the_other_language(tmp_path):
    shutil.copytree(DEFAULT, tmp_path / "programme")
    edit(tmp_path / "programme", "documents/agreement.en.md", "{reserve}", "to be named")

    assert problems(tmp_path / "programme") == [
        "documents/agreement.md: {reserve} is missing in “en”, but the other language has it."
    ]


def test_a_reminder_counts_from_one_day_only(folder):
    edit(folder, "programme.toml", "after_days = 7\n", "after_days = 7\nbefore_start_days = 2\n")

    assert problems(folder) == [
        "programme.toml: reminder “suggestion-silent-office”: needs one of after_days and before_start_days, "
        "and not both. Write the one that counts."
    ]


def test_letters_that_are_needed_and_not_there(folder):
    (folder / "letters" / "welcome.toml").write_text('key = "welcome"\n[subject]\nen = "Hi"\n[body]\nen = "Hi."\n')

    assert missing_letters(load(folder), ["welcome", "your-sign-in-code"]) == ["your-sign-in-code"]


def test_an_installations_own_words_lie_over_the_programmes(folder, tmp_path):
    own = tmp_path / "overrides.toml"
    own.write_text('["guide.give-an-hour"]\nen = "Give your colleague a morning."\n["front.title"]\nen = "Look up"\n')

    outside = load(folder, own)

    assert str(outside.guide_for("sender", "before", "advice")[0].text) == "Give your colleague a morning."
    assert (str(outside.why.title), str(outside.texts["front.title"])) == ("Look up", "Look up")


def test_an_installations_own_words_are_checked_the_same_way(folder, tmp_path):
    own = tmp_path / "overrides.toml"
    own.write_text('["guide.nowhere"]\nen = "?"\n["front.title"]\nde = "Hinaus"\n')

    assert problems(folder, own) == [
        "overrides.toml: front.title: “de” is none of the programme's languages (“en”). Take it out.",
        "overrides.toml: guide.nowhere: the programme has no text with this key. Correct or remove it.",
    ]


def test_overrides_that_are_named_but_absent(folder, tmp_path):
    assert problems(folder, tmp_path / "gone.toml") == [
        f"gone.toml: is not in {tmp_path}. Make it, or leave PROGRAMME_OVERRIDES empty."
    ]


@pytest.mark.parametrize(
    ("shortest", "longest", "allowed"),
    [(2, 5, True), (3, 3, True), (1, 5, False), (2, 6, False), (5, 2, False), (Decimal("2.5"), 3, False)],
)
def test_the_rules_allow_two_to_five_whole_days(shortest, longest, allowed):
    assert load(DEFAULT).rules.days_allow(shortest, longest) is allowed


def test_another_programme_allows_half_days():
    assert load(OUTSIDE_VIEW).rules.days_allow(Decimal("0.5"), Decimal("1.5")) is True


def test_own_words_in_one_language_leave_the_other_as_it_was(tmp_path):
    own = tmp_path / "overrides.toml"
    own.write_text('["guide.tell-everyone"]\nda = "Sig det til alle."\n')

    said = load(DEFAULT, own).texts["guide.tell-everyone"]

    assert said.in_("da") == "Sig det til alle."
    assert said.in_("en") == "Tell the whole department who is coming, why and for how long."
