"""The models of the preparation, told apart by what they are."""

from ipraktik.preparing.care import Care
from ipraktik.preparing.cover import ColleaguesPage, CoverTask, Homecoming
from ipraktik.preparing.department import Introduction
from ipraktik.preparing.handouts import Handout
from ipraktik.preparing.place import Place
from ipraktik.preparing.talk import ExpectationsTalk, TalkYes
from ipraktik.preparing.trouble import Trouble

__all__ = [
    "Care",
    "ColleaguesPage",
    "CoverTask",
    "ExpectationsTalk",
    "Handout",
    "Homecoming",
    "Introduction",
    "Place",
    "TalkYes",
    "Trouble",
]
