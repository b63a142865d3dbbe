"""Reads a programme folder into one frozen Programme, or says everything that is wrong with it."""

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from . import booklet, travel
from .book import Book
from .documents import read_documents
from .expectations import Expectations, read_expectations
from .front import Front, read_front
from .itinerary import Itinerary, read_itinerary
from .letters import read_letters
from .matching import Matching, read_matching
from .notebook import Notebook, read_notebook
from .parties import PARTIES, read_parties, read_sector
from .places import Map, Places, read_places
from .rules import Retention, Rules, read, read_reminder, read_rules
from .words import Text


@dataclass(frozen=True)
class Office:
    name: Text
    email: str
    phone: str
    website: str
    people: int


@dataclass(frozen=True)
class Programme:
    key: str
    name: Text
    languages: tuple
    office: Office
    hashtag: str
    country: str  # whose holidays count; empty for none
    timezone: str
    rules: Rules
    retention: Retention
    reminders: tuple
    parties: dict
    sectors: dict
    work_areas: dict
    travel_types: dict
    quiz: travel.Quiz
    matching: Matching
    itinerary: Itinerary
    places: Places
    guide: tuple
    expectations: Expectations
    talks: booklet.Talks
    small_print: tuple
    notebook: Notebook
    four_kinds_of_learning: tuple
    homecoming_steps: tuple
    spreading_steps: tuple
    baselines: dict
    why: Front
    letters: dict
    documents: dict
    texts: dict  # every text by its dotted key

    @property
    def regions(self):
        return self.places.regions

    @property
    def municipalities(self):
        return self.places.municipalities

    @property
    def map(self) -> Map | None:
        return self.places.map

    def find_municipality(self, name):
        return self.places.find_municipality(name)

    def party(self, key):
        return self.parties[key]

    def guide_for(self, party, phase, kind=None):
        return [e for e in self.guide if (e.party, e.phase) == (party, phase) and kind in (None, e.kind)]

    def guide_for_party(self, party):
        return [entry for entry in self.guide if entry.party == party]

    def suggest_travel_type(self, answers):
        return travel.suggest_travel_type(self.quiz, self.travel_types, answers)

    def document(self, key, language):
        return self.documents[key].in_(language)


def load(path, overrides=None):
    path = Path(path)
    book = Book(path, Path(overrides) if overrides else None)
    page = book.page("programme.toml")
    book.languages = page.strings("languages")
    parts = read_head(page) | read_numbers(page) | read_people(page) | read_sayings(book)
    parts["matching"] = read_matching(book, parts["travel_types"])
    parts["itinerary"] = read_itinerary(book, parts["travel_types"], parts["rules"])
    programme = Programme(key=page.string("key"), languages=book.languages, texts=book.texts, **parts)
    book.close()
    return programme


def read_head(page):
    office = page.table("office")
    return {
        "name": page.text("name"),
        "hashtag": page.string("hashtag", optional=True),
        "country": page.string("country", optional=True),
        "timezone": read_timezone(page),
        "office": Office(
            name=office.text("name"),
            email=office.string("email"),
            phone=office.string("phone", optional=True),
            website=office.string("website", optional=True),
            people=office.whole("people"),
        ),
    }


def read_timezone(page):
    name = page.string("timezone")
    try:
        ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        page.complain(f"“{name}” is no time zone. Write one as Europe/Copenhagen.", "timezone")
    return name


def read_numbers(page):
    rules = read_rules(page.table("rules"))
    types = travel.read_travel_types(page, rules)
    return {
        "rules": rules,
        "retention": read(Retention, page.table("retention")),
        "reminders": tuple(read_reminder(table, PARTIES) for table in page.each("reminder")),
        "travel_types": types,
        "quiz": travel.read_quiz(page, types),
    }


def read_people(page):
    sectors = [read_sector(table) for table in page.each("sector", name="sectors")]
    areas = page.each("work_area", name="work_areas")
    return {
        "parties": read_parties(page),
        "sectors": {sector.key: sector for sector in sectors},
        "work_areas": {table.string("key"): table.own_text() for table in areas},
    }


def read_sayings(book):
    small_print = book.page("small_print.toml", key="small_print")
    learning = book.page("learning.toml", key="learning")
    read_free_texts(book)
    return {
        "places": read_places(book),
        "guide": booklet.read_guide(book),
        "expectations": read_expectations(book),
        "talks": booklet.read_talks(book),
        "small_print": tuple(booklet.read_item(table) for table in small_print.each("item", name="")),
        "notebook": read_notebook(book),
        "four_kinds_of_learning": tuple(booklet.read_step(table) for table in learning.each("kind", name="")),
        "homecoming_steps": tuple(booklet.read_step(t) for t in learning.each("homecoming", name="homecoming")),
        "baselines": read_baselines(learning),
        "spreading_steps": read_spreading(book),
        "why": read_front(book),
        "letters": read_letters(book),
        "documents": read_documents(book),
    }


def read_baselines(page):
    read_all = [booklet.read_baseline(table) for table in page.each("baseline", optional=True, name="baselines")]
    return {baseline.key: baseline for baseline in read_all}


def read_spreading(book):
    page = book.optional("spreading.toml", key="spreading")
    return tuple(booklet.read_spreading_step(table) for table in page.each("step", name="")) if page else ()


def read_free_texts(book):
    """Longer texts of any page, texts/NAME.toml: [lead] is known as NAME.lead."""
    for page in book.pages("texts"):
        page.key = Path(page.file).stem
        for key in list(page.values):
            page.text(key)
