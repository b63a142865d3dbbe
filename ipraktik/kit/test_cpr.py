import pytest

from ipraktik.kit.cpr import find_cpr


@pytest.mark.parametrize("written", ["010203-1234", "0102031234", "010203 1234", "010203 - 1234", "290200-0000"])
def test_a_number_with_a_day_in_it_is_found_as_it_was_written(written):
    assert find_cpr(f"Jeg hedder Ida, {written}, og bor i Vejle.") == [written]


@pytest.mark.parametrize(
    "text",
    ["320203-1234", "011303-1234", "290201-0000", "12345678", "0102031234567", "ring 86 12 34 56", "", "37-39, 45"],
)
def test_other_numbers_are_left_alone(text):
    assert find_cpr(text) == []


def test_every_number_in_a_text_is_found():
    assert find_cpr("010203-1234 og 311299-4321") == ["010203-1234", "311299-4321"]
