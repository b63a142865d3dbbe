"""`ipraktik match profiles`: people and places in, pairs and their reasons out, and a sentence for each mistake."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ipraktik.matching.engine.vector_file import load
from ipraktik.matching.files.command import main

EXAMPLES = Path(__file__).resolve().parents[3] / "docs" / "examples"
PAPER = EXAMPLES.parent / "matching.md"
pytestmark = pytest.mark.anywhere  # it knows no database


@pytest.fixture(scope="session")
def kept(tmp_path_factory):
    """What the examples' texts say, read once for all tests."""
    return tmp_path_factory.mktemp("vectors") / "kept.npz"


@pytest.fixture
def run(tmp_path, kept):
    def run(interns=None, hosts=None, aim="stable", vectors=kept, extra=(), **more):
        files = {"interns": interns, "hosts": hosts, **more}
        arguments = ["profiles", "--aim", aim, "--start", "2027-01-04", "--vectors", str(vectors), *extra]
        for name, content in files.items():
            path = tmp_path / f"{name}.csv"
            path.write_text((EXAMPLES / f"{name}.csv").read_text() if content is None else content)
            arguments += [f"--{name}", str(path)]
        main(
            [
                *arguments,
                "--out",
                str(tmp_path / "pairs.csv"),
                "--report",
                str(tmp_path / "report.json"),
                *more.get("extra", []),
            ]
        )
        pairs = list(csv.reader((tmp_path / "pairs.csv").read_text().splitlines()))
        return pairs[1:], json.loads((tmp_path / "report.json").read_text())

    run.folder = tmp_path
    return run


def refused(run, **files):
    with pytest.raises(SystemExit) as wrong:
        run(**files)
    assert not (run.folder / "pairs.csv").exists()
    assert not (run.folder / "report.json").exists()
    return str(wrong.value).splitlines()


def test_the_example_is_solved_with_its_reasons(run):
    pairs, report = run()

    assert pairs == [
        ["ida", "loen"], ["omar", "natur"], ["sara", "brand"], ["kasper", "skov"], ["line", "skov"], ["maja", "breve"],
    ]  # fmt: skip
    assert (report["placed"], report["blocking_pairs"], report["unplaced"]) == (6, 0, [])
    ida = report["pairs"][0]
    assert (ida["host"], ida["km"], ida["days"]) == ("loen", 31, [["2027-09-06", "2027-09-24"]])
    assert "Both work with payroll." in ida["reasons"]


@pytest.mark.parametrize("aim", ["placed", "fit"])
def test_the_other_aims_place_no_fewer(run, aim):
    assert run(aim=aim)[1]["placed"] == 6


def test_a_lock_stands_and_the_rest_is_solved_around_it(run):
    pairs, report = run(locks="intern,host\nida,brand\n")

    assert ["ida", "brand"] in pairs
    assert report["placed"] == 6


def test_who_is_left_without_a_host_is_told_why(run):
    hosts = "id,seats,periods,wish_sectors\nlab,1,37 2027,\ninn,1,20 2027,state\n"
    pairs, report = run(interns="id,sector,periods\nann,municipality,37 2027\nbo,municipality,20 2027\n", hosts=hosts)

    assert pairs == [["ann", "lab"]]
    assert report["unplaced"] == [
        {
            "intern": "bo",
            "possible_hosts": 0,
            "stopped_by": {"days_in_common": 1, "wanted_sector": 1},
            "for_instance": [
                "They have not 2 working days in a row in common: the intern can 2027-05-18 to 2027-05-21, "
                "the host 2027-09-13 to 2027-09-17.",
                "The host wishes for interns from state.",
            ],
        }
    ]


def test_vectors_are_kept_for_the_next_run_and_no_text_is(run):
    own = run.folder / "own.npz"
    small = {"interns": "id,wish\nann,en skov\n", "hosts": "id,profile\nlab,mange træer\n", "vectors": own}
    first, again = run(**small), run(**small)
    texts, words = load(own)

    assert [each["fit"] for each in first[1]["pairs"]] == [each["fit"] for each in again[1]["pairs"]]
    assert [bool(re.fullmatch("[0-9a-f]{40}", key)) for key in texts] == [True, True]
    assert set(words) == {"en", "skov", "mange", "træer"}


def test_another_file_is_no_file_of_vectors(run):
    other = run.folder / "other.npz"
    other.write_text("hello")

    assert refused(run, vectors=other) == [f"{other} is no file of vectors. Name another, or take it away."]


HOSTS = "id,seats\nlab,2\n"
MISTAKES = {
    "id,sector\nann,kommun\n": (
        "interns.csv, line 2, column sector: “kommun” is no sector of the programme (did you mean municipality?)."
    ),
    "id,days\nann,5-2\n": (
        "interns.csv, line 2, column days: “5-2” is no number of days (write 3 or 2-4; ten are the most)."
    ),
    "id,periods\nann,week 60\n": (
        "interns.csv, line 2, column periods: “week 60” is no week or day "
        "(write 37-39 2027, 2027-03-08, or 2027-03-08/2027-03-12)."
    ),
    "id,periods\nann,2027-03-08/2027-03-01\n": (
        "interns.csv, line 2, column periods: “2027-03-08/2027-03-01” ends before it begins."
    ),
    "id,municipality\nann,Atlantis\n": (
        "interns.csv, line 2, column municipality: “Atlantis” is no municipality of the programme "
        "(a name, as Aarhus, or a code, as 0751)."
    ),
    "id,own_organisation\nann,maybe\n": "interns.csv, line 2, column own_organisation: “maybe” is neither yes nor no.",
    "id,companion\nann,bo\n": "interns.csv, line 2, column companion: “bo” is the id of nobody here.",
    "id,companion\nann,ann\n": "interns.csv, line 2, column companion: nobody goes along with themselves.",
    "id,named_host\nann,inn\n": "interns.csv, line 2, column named_host: “inn” is the id of nobody here.",
    "id\nann\nbo\nann\n": "interns.csv, line 4, column id: “ann” stands on line 2 too.",
    "id,companion\nann,bo\nbo,cai\ncai,\n": (
        "interns.csv, line 2, column companion: ann, bo, cai go together; no host has more than 2 seats."
    ),
}


@pytest.mark.parametrize("interns", MISTAKES)
def test_a_mistake_is_told_with_its_place_and_nothing_is_written(run, interns):
    assert refused(run, interns=interns, hosts=HOSTS) == [MISTAKES[interns]]


def test_the_mistakes_of_both_files_are_told_at_once(run):
    assert refused(run, interns="id,days\nann,0\n", hosts="id,seats\nlab,-1\n") == [
        "interns.csv, line 2, column days: “0” is no number of days (write 3 or 2-4; ten are the most).",
        "hosts.csv, line 2, column seats: -1 is less than 0.",
    ]


def test_a_lock_that_a_rule_stops_is_refused_with_the_rule(run):
    locks = "intern,host\nsara,skov\n"

    assert refused(run, locks=locks) == [
        "locks.csv: sara to skov: The intern goes for 4-5 days, the host receives for 2-3."
    ]


def test_a_cell_may_say_weeks_days_and_names_in_either_language(run):
    interns = (
        "id;sector;municipality;travel_type;periods\nann;Kommune;Århus;Turist;uge 36-38\nbo;state;0751;;13.9.2027\n"
    )
    _pairs, report = run(interns=interns, hosts="id;municipality;periods;days\nlab;Aarhus;2027-09-13/2027-09-17;1-5\n")

    assert report["pairs"][0]["km"] == 0
    assert report["pairs"][0]["days"] == [["2027-09-13", "2027-09-17"]]


def test_a_programme_with_mistakes_is_told(run, tmp_path):
    broken = tmp_path / "programme"
    broken.mkdir()

    lines = refused(run, extra=["--programme", str(broken)])

    assert lines[0].startswith("programme.toml: the file is missing.")


def test_help_tells_of_every_column_and_so_does_the_paper():
    command = [sys.executable, "-m", "ipraktik", "match", "profiles", "--help"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    for name in ("interns", "hosts"):
        for column in next(csv.reader((EXAMPLES / f"{name}.csv").read_text().splitlines(), delimiter=";")):
            assert f"\n  {column} " in told
            assert f"`{column}`" in PAPER.read_text()


def test_a_quotation_mark_swallows_nobody(run):
    said = refused(run, interns='id,wish\na,"I want to see a wood\nb,Something else\n', hosts="id,seats\nx,2\n")

    assert said == ["interns.csv, line 2: from here on the quotation marks do not match (unexpected end of data)."]


@pytest.mark.parametrize(("start", "sentence"), [("", "this is no date"), ("9999-12-31", "this is no date")])
def test_a_start_that_is_no_date_is_said_so(run, start, sentence):
    assert sentence in refused(run, interns="id\na\n", hosts="id\nx\n", extra=["--start", start])[0]


@pytest.mark.parametrize("option", ["--star", "--prog"])
def test_an_option_cut_short_is_not_passed_over(run, option):
    with pytest.raises(SystemExit) as stopped:
        run(interns="id\na\n", hosts="id\nx\n", extra=[option, "2027-06-01"])

    assert stopped.value.code == 2


def test_a_week_at_the_end_of_all_years_is_no_week(run):
    assert "is no week or day" in refused(run, interns="id,periods\na,52 9999\n", hosts="id\nx\n")[0]


def test_a_broken_file_of_vectors_is_told_of(run, tmp_path):
    (tmp_path / "broken.npz").write_bytes(b"PK\x03\x04 not a zip")

    said = refused(run, interns="id\na\n", hosts="id\nx\n", vectors=tmp_path / "broken.npz")

    assert said[0].endswith("broken.npz is no file of vectors. Name another, or take it away.")


def test_the_only_host_that_fits_is_found_where_all_are_few(run):
    """One far away, in the company of fifty-four that are near and teach something else."""
    hosts = "id,municipality,profile\n" + "".join(f"h{n},Aarhus,Vi passer parker.\n" for n in range(54))
    interns = "id,municipality,wish,travel_type\ni,Aarhus,Jeg vil se hvordan løn bliver udbetalt.,tourist\n"

    _pairs, report = run(interns=interns, hosts=hosts + "far,København,Vi udbetaler løn.\n", aim="fit")

    assert (report["lists_cut"], report["proved"], report["fit_proved"]) == (0, True, True)
