"""What is wrong in the sample of sign-ups: row by row, as real people's sheets have it."""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

INTERNS, HOSTS = "Praktikanter", "Værter"
EMPTY_ROW = "an empty row"
EMPTY = {INTERNS: (12, 60, 61, 118), HOSTS: (20, 55)}
MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip


class Spoil(NamedTuple):
    kind: str
    sheet: str
    who: str  # an intern's name, a host's key
    column: str
    how: Callable  # (what stood there, year of the sheet) → what stands there now


class Copy(NamedTuple):
    kind: str
    sheet: str
    who: str
    at: int  # inserted before this place, counted from 0 among the rows
    changes: dict


def become(new):
    return lambda old, year: new


def double_space(old, year):
    return old.replace(" ", "  ", 1)


def space_around(old, year):
    return f" {old}  "


def add(more):
    return lambda old, year: old + more


def without(part):
    return lambda old, year: old.replace(part, "", 1)


def in_capitals(old, year):
    return old.upper()


def monday(weeks, year):
    """The Monday of the first week named."""
    return date.fromisocalendar(year, int(re.search(r"\d+", weeks).group()), 1)


def day(form):
    return lambda old, year: f"{monday(old, year):{form}}"


def day_in_words(old, year):
    first = monday(old, year)
    return f"{first.day}. {MONTHS[first.month - 1]} {first.year}"


def first_week(old, year):
    return re.search(r"uge \d+", old).group()


def line_break(old, year):
    return old.replace(". ", ".\n", 1)


CPR = " Jeg har brug for parkering. Mit cpr-nummer er 010190-0000, hvis I skal bruge det."
LEIF = "leif.munkholm@statens-it.example"
NO_MANAGER = ("Palle Enggaard", "Zainab Hussein", "Villy Bredahl", "Winnie Aagesen Bro", "Conny Bruhn Sørensen")

SPOILS = (
    Spoil("double space", INTERNS, "Mikkel Søndberg", "Navn", double_space),
    Spoil("double space", INTERNS, "Ole Bonde Kristensen", "Hvorfor", double_space),
    Spoil("double space", INTERNS, "Jens Aage Thorsager", "Arbejdsplads", double_space),
    Spoil("double space", HOSTS, "koekken-esbjerg", "Organisation", double_space),
    Spoil("double space", HOSTS, "hr-nyborg", "Kontaktperson", double_space),
    Spoil("space around", INTERNS, "Louise Damkjær", "E-mail", space_around),
    Spoil("space around", INTERNS, "Sara Lindholt", "Navn", space_around),
    Spoil("space around", INTERNS, "Erik Nymark Jacobsen", "Kommune", space_around),
    Spoil("space around", HOSTS, "presse-gladsaxe", "E-mail", space_around),
    Spoil("capitals", INTERNS, "Bo Kjeldbjerg", "Navn", in_capitals),
    Spoil("capitals", INTERNS, "Gitte Lund Overbye", "E-mail", in_capitals),
    Spoil("old spelling", INTERNS, "Flemming Raaberg", "Kommune", become("Århus")),
    Spoil("old spelling", INTERNS, "Hassan Omar Ali", "Organisation", become("Århus Kommune")),
    Spoil("old spelling", INTERNS, "Per Ulrik Nørholm", "Kommune", become("Ålborg")),
    Spoil("old spelling", HOSTS, "aabrinken", "Kommune", become("Århus")),
    Spoil("short name of the organisation", INTERNS, "Gerda Lundtofte", "Organisation", become("Aarhus")),
    Spoil("short name of the organisation", HOSTS, "borgerservice-havnen", "Organisation", become("Aarhus")),
    Spoil("long name of the municipality", INTERNS, "Kim Aarup Søgren", "Kommune", become("Aarhus Kommune")),
    Spoil("long name of the municipality", INTERNS, "Aisha Mahmoud", "Kommune", become("Brøndby kommune")),
    Spoil("date as 2026-11-23", INTERNS, "Steen Brogaard", "Hvornår", day("%Y-%m-%d")),
    Spoil("date as 23.11.2026", INTERNS, "Sebastian Lykke Noer", "Hvornår", day("%d.%m.%Y")),
    Spoil("date as 23/11/2026", INTERNS, "Ingrid Holmboe", "Hvornår", day("%d/%m/%Y")),
    Spoil("date as 23-11-2026", INTERNS, "Emil Kjærulff", "Hvornår", day("%d-%m-%Y")),
    Spoil("date as uge 37", INTERNS, "Camilla Askjær", "Hvornår", first_week),
    Spoil("date as 23. november 2026", INTERNS, "Pia Juul Damsgaard", "Hvornår", day_in_words),
    Spoil("date as a cell of its own kind", INTERNS, "Sidse Grønlund", "Hvornår", monday),
    *(Spoil("missing manager", INTERNS, who, "Nærmeste leder", become("")) for who in NO_MANAGER),
    *(Spoil("missing manager", INTERNS, who, "Leders e-mail", become("")) for who in NO_MANAGER),
    Spoil("manager without an e-mail", INTERNS, "Rune Svejstrup", "Leders e-mail", become("")),
    Spoil("own e-mail as the manager's", INTERNS, "Leif Munkholm", "Leders e-mail", become(LEIF)),
    Spoil("e-mail without @", INTERNS, "Trine Bækmand", "E-mail", without("@")),
    Spoil("e-mail without @", HOSTS, "jura-ballerup", "E-mail", without("@")),
    Spoil("manager's e-mail without @", INTERNS, "Lise Dybkær", "Leders e-mail", without("@")),
    Spoil("days in words", INTERNS, "Anne-Kirstine Bøgelund", "Antal dage", become("to dage")),
    Spoil("days in words", INTERNS, "Mette Sandholt", "Antal dage", become("2 dage")),
    Spoil("days from and to", INTERNS, "Bjørn Tornbjerg", "Antal dage", become("3-4 dage")),
    Spoil("no days", INTERNS, "Karsten Brinkmann", "Antal dage", become("")),
    Spoil("six days", INTERNS, "Poul Gerhard Svane", "Antal dage", become("6")),
    Spoil("four interns", HOSTS, "energi-skive", "Antal praktikanter", become("4")),
    Spoil("interns from and to", HOSTS, "vej-park-aalborg", "Antal praktikanter", become("1-2")),
    Spoil("unknown municipality", INTERNS, "Svend Nørremark", "Kommune", become("Nordkøbing")),
    Spoil("unknown municipality", HOSTS, "bevaeg-vordingborg", "Kommune", become("Sydsjælland")),
    Spoil("days that do not suit the travel type", INTERNS, "Rigmor Aabye", "Rejsetype", become("Turist")),
    Spoil("travel type in small letters", INTERNS, "Kasper Holmgaard", "Rejsetype", become("turist")),
    Spoil("no travel type", INTERNS, "Jens Viggo Ahlmark", "Rejsetype", become("")),
    Spoil("no reason", INTERNS, "Aksel Grønkjær", "Hvorfor", become("")),
    Spoil("a number like a CPR number in a text", INTERNS, "Peter Bundsgaard", "Hvorfor", add(CPR)),
    Spoil("a line break in a text", INTERNS, "Henning Skov Rasmussen", "Hvorfor", line_break),
    Spoil(
        "a semicolon in a text", INTERNS, "Regitze Palm", "Hvorfor", add(" Jeg kommer med toget; det varer en time.")
    ),
    Spoil("weeks that cannot be read", HOSTS, "mejeri-skjern", "Perioder", become("efter aftale")),
    Spoil("weeks with og", HOSTS, "hospital-bornholm", "Perioder", become("uge 10 og 11 og uge 36-39")),
    Spoil("no reserve", HOSTS, "lumo-studio", "Reserve", become("")),
    Spoil("letter outside Windows-1252", INTERNS, "Natasha Vidović", "Navn", become("Natasha Vidović")),
    Spoil("letter outside Windows-1252", INTERNS, "Merima Hodžić", "Navn", become("Merima Hodžić")),
    Spoil("letter outside Windows-1252", INTERNS, "Mustafa Bektaş", "Navn", become("Mustafa Bektaş")),
)
SAME_PERSON = {
    "Navn": "Amalie R. Rosenlund",
    "E-mail": "Amalie.Rosenlund@sundhedsministeriet.example",
    "Hvornår": "uge 10",
}
COPIES = (
    Copy("an exact duplicate", INTERNS, "Nikolaj Friis Hedegaard", 96, {}),
    Copy("a near duplicate", INTERNS, "Amalie Rosenlund", 131, SAME_PERSON),
)
