"""The sample of 150 interns and 80 hosts, with the usual dirt: what comes in, what is told, and that it lives on."""

import pytest
from django.utils import timezone, translation

from ipraktik import cast as the_cast
from ipraktik.demo import sample, texts
from ipraktik.demo.dirt import HOSTS, INTERNS
from ipraktik.directory.fitting import candidates
from ipraktik.directory.models import Consent, Offer, Wish
from ipraktik.history.models import Event
from ipraktik.kit.names import folded
from ipraktik.office import sheet_files
from ipraktik.office.importing import bring_in, keep
from ipraktik.office.models import ImportRow
from ipraktik.office.signups import DOUBLE, DRAFT, READY, STOPPED, understand
from ipraktik.people.models import Organisation, Person, Workplace
from ipraktik.placements.models import Placement
from ipraktik.reflections.models import Evaluation

pytestmark = pytest.mark.django_db

# Dirt of the sample that the import sees through, or wonders at, without stopping the row.
NO_HINDRANCE = {
    "double space", "space around", "capitals", "old spelling", "short name of the organisation",
    "long name of the municipality", "date as 2026-11-23", "date as 23.11.2026", "date as 23/11/2026",
    "date as 23-11-2026", "date as uge 37", "date as 23. november 2026", "date as a cell of its own kind",
    "days in words", "days from and to", "no days", "interns from and to", "travel type in small letters",
    "no travel type", "a line break in a text", "a semicolon in a text", "weeks with og", "letter outside Windows-1252",
}  # fmt: skip
LACKING = {
    "missing manager", "manager without an e-mail", "own e-mail as the manager's",
    "days that do not suit the travel type", "no reason", "no reserve",
}  # fmt: skip
STOPPING = {
    "e-mail without @": "The e-mail address “{value}” cannot be read.",
    "manager's e-mail without @": "The e-mail address “{value}” cannot be read.",
    "six days": "A visit lasts 2 to 5 days. Change the number of days.",
    "four interns": "A host receives 1 to 3 at a time. Change the number.",
    "unknown municipality": "We do not know the municipality “{value}”.",
    "a number like a CPR number in a text": (
        "“010190-0000” looks like a personal number. Take it out of the sheet, or tick that it is something else."
    ),
    "weeks that cannot be read": (
        "Write weeks as “week 29-31”, or dates as “12.5.2027-20.5.2027”. We do not understand “{value}”."
    ),
}
TWICE = {"an exact duplicate", "a near duplicate"}
TOLD_AS = {"praktikanter.csv": INTERNS, "vaerter.csv": HOSTS}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def sheets(folder, kind):
    csvs = [folder / name for name in TOLD_AS]
    files = csvs if kind == "csv" else [folder / "tilmeldinger.xlsx"]
    return [sheet for path in files for sheet in sheet_files.read(path.name, path.read_bytes())]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("sample")
    sample.build(made)
    return made


@pytest.fixture(params=["csv", "xlsx"])
def files(folder, request):
    return sheets(folder, request.param)


@pytest.fixture
def hosts_and_interns(folder):
    return sheets(folder, "csv")


def sectors():
    everyone = texts.hosts() + texts.interns() + texts.signups()
    return {folded(text["organisation"]): text["sector"] for text in everyone}


def by_place(rows):
    return {(TOLD_AS.get(row.sheet, row.sheet), row.number): row for row in rows}


def dirty(kinds):
    return {(one.sheet, one.row) for one in sample.dirt() if one.kind in kinds}


def test_the_dirt_of_the_sample_is_all_accounted_for():
    told = {one.kind for one in sample.dirt()}

    assert told == NO_HINDRANCE | LACKING | STOPPING.keys() | TWICE | {"an empty row"}


def test_exactly_the_dirty_rows_stop_each_with_its_own_sentence(files, cast):
    rows = by_place(understand(files, sectors()).rows)

    stopped = {place: row.errors for place, row in rows.items() if row.state == STOPPED}

    assert stopped == {
        (one.sheet, one.row): [STOPPING[one.kind].format(value=one.value)]
        for one in sample.dirt()
        if one.kind in STOPPING
    }


def test_a_row_that_is_there_twice_comes_in_once(files, cast):
    rows = by_place(understand(files, sectors()).rows)
    first = {
        row.values["email"]: row.number for row in reversed(rows.values()) if row.kind == "wish" and not row.errors
    }

    doubles = {place: row.doubles for place, row in rows.items() if row.state == DOUBLE}

    assert doubles == {
        place: [f"The same sign-up as row {first[row.values['email']]}."]
        for place, row in rows.items()
        if place in doubles
    }
    assert len(doubles) == len(TWICE)
    assert {rows[place].who.replace(" R.", "") for place in doubles} == {"Nikolaj Friis Hedegaard", "Amalie Rosenlund"}


def test_interns_who_lack_something_come_in_as_drafts_and_all_others_whole(files, cast):
    rows = by_place(understand(files, sectors()).rows)
    interns = {place: row for place, row in rows.items() if row.kind == "wish"}

    lacking = dirty(LACKING) & interns.keys()

    assert {place for place, row in interns.items() if row.state == DRAFT} == lacking
    assert sum(row.state == READY for row in interns.values()) == 152 - 2 - len(lacking) - len(
        dirty(STOPPING) & interns.keys()
    )


def test_hosts_come_in_as_drafts_since_the_sheet_does_not_say_all_that_a_host_must(files, cast):
    rows = [row for row in understand(files, sectors()).rows if row.kind == "offer"]

    assert {row.state for row in rows} == {DRAFT, STOPPED}
    assert all("It does not say who they are: the host writes it." in row.lacks for row in rows)


def test_kinds_of_organisations_are_guessed_by_the_programme_and_the_others_asked(files, cast):
    found = understand(files)

    guesses = {each: sector for _name, each, sector in found.organisations}
    told = {each: sector for each, sector in sectors().items() if each in guesses}

    assert {each: sector for each, sector in guesses.items() if sector} == {
        each: told[each] for each, sector in guesses.items() if sector
    }
    unknown = {name for name, _folded, sector in found.organisations if not sector}
    assert {row.unknown_organisation for row in found.rows} - {""} == unknown
    assert len(unknown) < len(guesses) / 6


def import_all(files, by, agreed=False):
    kept = keep("tilmeldinger", files, by)
    kept.sectors = sectors()
    kept.save()
    return bring_in(kept, by, agreed)


def counted():
    return [kind.objects.count() for kind in (Wish, Offer, Person, Organisation, Workplace, ImportRow, Event, Consent)]


def test_the_good_rows_come_in_as_they_were_understood(files, cast):
    rows = understand(files, sectors()).good

    outcome = import_all(files, cast["karl"]).outcome

    wishes, offers = [row for row in rows if row.kind == "wish"], [row for row in rows if row.kind == "offer"]
    assert (outcome["wishes"], outcome["offers"], outcome["received"]) == (len(wishes), len(offers), 0)
    assert {wish.intern.email: as_read(wish) for wish in Wish.objects.for_page().prefetch_related("periods")} == {
        row.values["email"]: (
            row.values["name"], row.values["workplace"], row.values["municipality"], row.values["manager_email"],
            row.values["travel_type"], row.values["days_min"], row.values["days_max"], row.values["any_time"],
            sorted(row.values["periods"]),
        )
        for row in wishes
    }  # fmt: skip
    assert sorted(offer.contact.email for offer in Offer.objects.for_page()) == sorted(
        row.values["email"] for row in offers
    )
    assert set(Wish.objects.values_list("state", "entered_by")) == {("draft", cast["karl"].pk)}
    assert set(Event.objects.values_list("name", "by")) == {("enter", cast["karl"].pk)}


def as_read(wish):
    return (
        wish.intern.name, wish.workplace.name, wish.workplace.municipality, wish.manager.email if wish.manager else "",
        wish.travel_type, wish.days_min, wish.days_max, wish.any_time,
        [(period.first, period.last) for period in wish.periods.all()],
    )  # fmt: skip


def test_a_second_time_adds_nothing(hosts_and_interns, cast):
    import_all(hosts_and_interns, cast["karl"])
    before = counted()

    outcome = import_all(hosts_and_interns, cast["kirsten"]).outcome

    assert counted() == before
    assert (outcome["wishes"], outcome["offers"]) == (0, 0)


def test_one_row_that_fails_takes_none_of_the_others_with_it_into_the_database(hosts_and_interns, cast, monkeypatch):
    from ipraktik.office import importing

    made = []

    def fail_at_the_tenth(row, by):
        if len(made) == 9:
            raise RuntimeError
        made.append(row)
        return importing.wish_rows.save(row, by)

    monkeypatch.setitem(importing.SAVERS, "wish", fail_at_the_tenth)
    before = counted()

    with pytest.raises(RuntimeError):
        import_all(hosts_and_interns, cast["karl"])

    assert (len(made), counted()) == (9, before)


def test_what_was_taken_as_sent_is_open_and_every_manager_is_asked(hosts_and_interns, cast):
    outcome = import_all(hosts_and_interns, cast["karl"], agreed=True).outcome

    whole = Wish.objects.filter(state="open")
    assert outcome["received"] == whole.count()
    assert Consent.objects.filter(state="asked").count() == whole.count()
    assert Event.objects.filter(name="receive").count() == whole.count()
    assert (
        Event.objects.filter(name="enter").count() == Wish.objects.filter(state="draft").count() + Offer.objects.count()
    )
    assert Wish.objects.filter(state="draft").count() == len(
        [row for row in understood_again(hosts_and_interns) if row.kind == "wish" and row.lacks and not row.errors]
    )


def understood_again(files):
    ImportRow.objects.all().delete()
    return understand(files, sectors()).rows


@pytest.mark.slow
def test_what_was_imported_lives_on_to_the_evaluation(hosts_and_interns, cast):
    """Matched by hand, accepted, signed, visited, evaluated: for the first of them."""
    import_all(hosts_and_interns, cast["karl"], agreed=True)
    for offer in Offer.objects.for_page():
        complete(offer, cast["rune"])

    evaluated = 0
    for wish in Wish.objects.open().for_page().order_by("pk")[:12]:
        fits, _cannot = candidates(wish)
        if fits:
            live_through(wish, fits[0].offer, cast["karl"])
            evaluated += 1

    assert evaluated >= 8
    assert Placement.objects.filter(state="completed").count() == evaluated
    assert Evaluation.objects.count() == 3 * evaluated


def complete(offer, reserve):
    """What the host adds by the link: who they are, and a reserve; then the office publishes."""
    Offer.objects.filter(pk=offer.pk).update(about="Vi er et lille kontor.")
    offer.name_person("reserve", reserve)
    offer = Offer.objects.for_page().get(pk=offer.pk)
    offer.perform("submit", by=offer.contact).perform("approve", by=offer.entered_by)


def live_through(wish, offer, coordinator):
    wish.consent.perform("approve", by=wish.manager)
    made = Placement.objects.suggest(wish, offer, by=coordinator, origin="office")
    made = the_cast.advance(made, "preparing")
    the_cast.prepare(made)
    for signer in the_cast.people_of(made):
        made = made.perform("sign", by=signer)
    the_cast.move_in_time(made, (timezone.localdate() - made.visit.last_day).days - 1)
    made = Placement.objects.get(pk=made.pk).perform("confirm", by=made.wish.intern)
    for each in made.participants.filter(signs=True):
        made.demand(each.person, "evaluate")
        Evaluation.objects.create(participant=each, benefit="yes", recommend=True)
