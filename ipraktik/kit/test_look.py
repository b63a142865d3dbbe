"""What can be read, can be read: the colours hold the contrast that people with low sight need."""

import re
from pathlib import Path

import pytest

LOOK = Path(__file__).resolve().parent.parent / "static" / "look"
COLOUR = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", (LOOK / "_ground.scss").read_text()))
TEXT_ON_GROUND = [(text, ground) for text in ("ink", "soft", "primary") for ground in ("ground", "sand", "paper")]
PARTIES = ("intern", "host", "sender", "coordinator")
TEXT_ON_GROUND += [(party, ground) for party in PARTIES for ground in (f"{party}-light", "paper", "ground")]
TEXT_ON_GROUND += [("paper", "primary"), ("paper", "primary-dark"), ("ink", "sun"), ("primary-dark", "primary-light")]


def light(colour):
    colour = colour.lstrip("#")
    parts = [part * 2 for part in colour] if len(colour) == 3 else re.findall("..", colour)
    red, green, blue = (straight(int(part, 16) / 255) for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def straight(part):
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def contrast(one, other):
    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_stands_out_from_its_ground(text, ground):
    assert contrast(COLOUR[text], COLOUR[ground]) >= 4.5


@pytest.mark.parametrize("ground", ["paper", "ground"])
def test_the_edge_of_a_field_can_be_seen(ground):
    assert contrast(COLOUR["line-strong"], COLOUR[ground]) >= 3
