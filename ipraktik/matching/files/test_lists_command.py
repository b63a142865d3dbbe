"""The command line: files in, files out, and a sentence for each thing that can be wrong with them."""

import json
import os
import stat
import subprocess
import sys

import pytest

from ipraktik.matching.files.command import main

EDGES = (
    "intern,host,intern_rank,host_rank\nann,lab,1,2\nann,inn,2,1\nbo,lab,1,1\nbo,inn,2,2\ncai,lab,1,3\ndan,inn,1,3\n"
)
FILES = {"edges": EDGES, "hosts": "host,seats\nlab,2\ninn,1\n", "interns": "intern,group\nann,g\nbo,g\ncai,\ndan,\n"}


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(aim="stable", **files):
        arguments = ["lists", "--aim", aim, "--out", "pairs.csv", "--report", "report.json"]
        for name, content in files.items():
            (tmp_path / f"{name}.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
            arguments += [f"--{name}", f"{name}.csv"]
        main(arguments)
        return (tmp_path / "pairs.csv").read_text(), json.loads((tmp_path / "report.json").read_text())

    return run


def test_pairs_and_a_report_come_out(run, capsys):
    pairs, report = run(edges=EDGES, hosts=FILES["hosts"])

    assert pairs == "intern,host\nann,lab\nbo,lab\ndan,inn\n"
    assert report.pop("seconds") < 5
    assert report == {
        "aim": "stable",
        "interns": 4,
        "placed": 3,
        "total_fit": 2.416666667,
        "mean_rank": 1.0,
        "ranks": {"1": 3},
        "groups": {"all": 0, "placed": 0},
        "seats": 3,
        "blocking_pairs": 0,
        "proved": True,
        "fit_proved": None,
        "bound": 0,
        "bound_of": "blocking_pairs",
        "seed": 0,
    }
    assert capsys.readouterr().out.startswith("3 of 4 interns placed, total fit 2.41667, 0 blocking pairs, in ")


def test_companions_go_together_at_the_host_they_have_in_common(run):
    hosts = "host;seats\nlab;1\ninn;2\n"

    pairs, report = run(aim="placed", edges=EDGES, hosts=hosts, interns=FILES["interns"])

    assert pairs == "intern,host\nann,inn\nbo,inn\ncai,lab\n"
    assert (report["groups"], report["mean_rank"], report["bound"]) == ({"all": 1, "placed": 1}, 1.666667, 3)


def test_the_interns_file_may_list_only_those_who_go_together(run):
    everyone = run(edges=EDGES, hosts=FILES["hosts"], interns=FILES["interns"])[0]

    assert run(edges=EDGES, hosts=FILES["hosts"], interns="intern,group\nann,g\nbo,g\n")[0] == everyone


def test_companions_who_rank_differently_are_one_agent_with_their_mean_rounded_up_and_each_its_own_rank(run):
    edges = "intern,host,intern_rank,host_rank,fit\nann,lab,1,1,0.5\nbo,lab,4,1,0.25\nann,inn,1,1,9\n"

    _pairs, report = run(edges=edges, hosts=FILES["hosts"], interns="intern,group\nann,g\nbo,g\n")

    assert (report["total_fit"], report["ranks"], report["mean_rank"]) == (0.75, {"1": 1, "4": 1}, 2.5)


def test_a_lock_stands(run):
    assert "cai,lab" in run(edges=EDGES, hosts=FILES["hosts"], locks="intern,host\ncai,lab\n")[0]


BAD = {
    "an unknown host": (
        {"edges": EDGES + "dan,bar,2,1\n"},
        "edges.csv, line 8, column host: there is no host “bar” in hosts.csv.",
    ),
    "an unknown intern": (
        {"edges": EDGES + "eva,lab,2,1\n"},
        "edges.csv, line 8, column intern: there is no intern “eva” in interns.csv.",
    ),
    "an unknown companion": (
        {"interns": "intern,group\nann,g\nbob,g\n"},
        "interns.csv, line 3, column intern: there is no intern “bob” in edges.csv.",
    ),
    "a pair twice": (
        {"edges": EDGES + "ann,lab,3,3\n"},
        "edges.csv, line 8, column host: ann and lab are ranked in line 2 already.",
    ),
    "a host twice": (
        {"hosts": FILES["hosts"] + "lab,1\n"},
        "hosts.csv, line 4, column host: “lab” stands in line 2 already.",
    ),
    "an intern twice": (
        {"interns": FILES["interns"] + "bo,\n"},
        "interns.csv, line 6, column intern: “bo” stands in line 3 already.",
    ),
    "seats below nothing": (
        {"hosts": "host,seats\nlab,-1\ninn,1\n"},
        "hosts.csv, line 2, column seats: -1 is less than 0.",
    ),
    "half a seat": (
        {"hosts": "host,seats\nlab,1.5\ninn,1\n"},
        "hosts.csv, line 2, column seats: “1.5” is not a whole number.",
    ),
    "a rank of 0": ({"edges": EDGES + "dan,lab,0,1\n"}, "edges.csv, line 8, column intern_rank: 0 is less than 1."),
    "no rank": ({"edges": EDGES + "dan,lab,,1\n"}, "edges.csv, line 8, column intern_rank: this is empty."),
    "a fit that is none": (
        {"edges": "intern,host,intern_rank,host_rank,fit\nann,lab,1,1,nan\n"},
        "edges.csv, line 2, column fit: “nan” is not a number.",
    ),
    "a fit in Danish": (
        {"edges": "intern;host;intern_rank;host_rank;fit\nann;lab;1;1;0,5\n"},
        "edges.csv, line 2, column fit: “0,5” is not a number (write a decimal point, as in 0.75).",
    ),
    "a group too large": (
        {"interns": "intern,group\nann,g\nbo,g\ncai,g\ndan,\n"},
        "interns.csv, line 2, column group: the group of ann and bo and cai is 3; no host takes more than 2.",
    ),
    "an empty file": (
        {"edges": ""},
        "edges.csv: the file is empty. Its first line names its columns: intern, host, intern_rank, host_rank.",
    ),
    "only a header": ({"hosts": "host,seats\n"}, "hosts.csv: there are no rows below the header."),
    "a missing column": ({"hosts": "host\nlab\n"}, "hosts.csv, line 1: the column seats is missing."),
    "an unknown column": (
        {"hosts": "host,seats,town\nlab,1,Vejle\n"},
        "hosts.csv, line 1: there is no column “town” here; known are host, seats.",
    ),
    "a column twice": (
        {"hosts": "host,seats,seats\nlab,1,1\n"},
        "hosts.csv, line 1: the column seats stands there twice.",
    ),
    "a cell too few": ({"edges": EDGES + "dan,lab,1\n"}, "edges.csv, line 8: there are 3 cells; the header has 4."),
    "a quotation mark that never closes": (
        {"hosts": 'host,seats\nlab,1\n"inn,1\npub,2\n'},
        "hosts.csv, line 3: from here on the quotation marks do not match (unexpected end of data).",
    ),
    "a quotation mark in the last cell of the last line": (
        {"edges": EDGES + 'dan,lab,2,"2\n'},
        "edges.csv, line 8: from here on the quotation marks do not match (unexpected end of data).",
    ),
    "a quotation mark that closes in the midst of a cell": (
        {"hosts": 'host,seats\n"la"b,1\ninn,1\n'},
        "hosts.csv, line 2: from here on the quotation marks do not match (',' expected after '\"').",
    ),
    "a number of thousands of digits": (
        {"hosts": f"host,seats\nlab,{'9' * 5000}\ninn,1\n"},
        "hosts.csv, line 2, column seats: this number has too many digits.",
    ),
    "no UTF-8": ({"hosts": b"host,seats\nlab,1\nv\xe6rt,1\n"}, "hosts.csv, line 3: this is not UTF-8 text."),
    "an unknown lock": (
        {"locks": "intern,host\neva,lab\n"},
        "locks.csv, line 2, column intern: there is no intern “eva” in the other files.",
    ),
    "a lock that cannot be": (
        {"locks": "intern,host\ndan,lab\n"},
        "The lock dan – lab is no pair that may be: no edge joins them.",
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_wrong_is_named_by_file_line_and_column_and_nothing_is_written(what, run, tmp_path):
    changed, sentence = BAD[what]

    with pytest.raises(SystemExit) as stopped:
        run(**{**FILES, **changed})

    assert str(stopped.value) == sentence
    assert not [
        path.name for path in tmp_path.iterdir() if path.name not in {f"{name}.csv" for name in {**FILES, **changed}}
    ]


def test_every_mistake_is_told_at_once(run):
    with pytest.raises(SystemExit) as stopped:
        run(edges=EDGES + "x,lab,0,1\nx,lab,1\n\nx,lab,1,a\n" + "x,lab,-1,1\n" * 30, hosts=FILES["hosts"])

    lines = str(stopped.value).splitlines()
    assert lines[:3] == [
        "edges.csv, line 8, column intern_rank: 0 is less than 1.",
        "edges.csv, line 9: there are 3 cells; the header has 4.",
        "edges.csv, line 11, column host_rank: “a” is not a whole number.",
    ]
    assert lines[-1] == "… and 13 more."


def test_blank_lines_a_byte_order_mark_and_quotes_do_no_harm(run):
    edges = '\ufeffintern;host;intern_rank;host_rank\n"Ann; the first";lab;1;1\n\n bo ;lab;1;2\n;;;\n'

    assert run(edges=edges, hosts="host,seats\nlab,2\n")[0] == "intern,host\nAnn; the first,lab\nbo,lab\n"


def test_of_a_hundred_thousand_lines_the_broken_one_is_named(run):
    lines = [f"i{number},h{number % 50},1,1\n" for number in range(100_000)]
    lines[77_776] = "i77776,h1,one,1\n"

    with pytest.raises(SystemExit) as stopped:
        run(
            edges=EDGES.splitlines(keepends=True)[0] + "".join(lines),
            hosts="host,seats\n" + "".join(f"h{n},9\n" for n in range(50)),
        )

    assert str(stopped.value) == "edges.csv, line 77778, column intern_rank: “one” is not a whole number."


def test_a_cell_of_any_length_is_told_in_short(run):
    with pytest.raises(SystemExit) as stopped:
        run(edges=EDGES + f"dan,{'x' * 10**6},2,1\n", hosts=FILES["hosts"])

    assert str(stopped.value).startswith("edges.csv, line 8, column host: there is no host “xxx")
    assert str(stopped.value).endswith("xxx” in hosts.csv.")
    assert len(str(stopped.value)) < 400


@pytest.mark.parametrize("over", ["edges", "hosts", "interns", "locks"])
@pytest.mark.parametrize("option", ["--out", "--report"])
def test_what_is_read_is_not_written_over(tmp_path, monkeypatch, over, option):
    monkeypatch.chdir(tmp_path)
    arguments = ["lists", "--aim", "fit", "--out", "pairs.csv"]
    for name, content in {**FILES, "locks": "intern,host\ncai,lab\n"}.items():
        (tmp_path / f"{name}.csv").write_text(content)
        arguments += [f"--{name}", f"{name}.csv"]
    before = {path.name: path.read_text() for path in tmp_path.iterdir()}

    with pytest.raises(SystemExit) as stopped:
        main([*arguments, option, f"../{tmp_path.name}/{over}.csv"])

    assert str(stopped.value) == f"../{tmp_path.name}/{over}.csv: this is read: write to another file."
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == before


def test_pairs_and_report_are_two_files(run, tmp_path):
    run(**FILES)
    before = (tmp_path / "pairs.csv").read_text()
    given = [option for name in FILES for option in (f"--{name}", f"{name}.csv")]

    with pytest.raises(SystemExit) as stopped:
        main(["lists", "--aim", "fit", *given, "--out", "pairs.csv", "--report", "./pairs.csv"])

    assert str(stopped.value) == "pairs.csv: two outputs have this name: give each its own."
    assert (tmp_path / "pairs.csv").read_text() == before


def test_a_pipe_or_a_device_is_not_replaced_by_a_file(run, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    given = [option for name in FILES for option in (f"--{name}", f"{name}.csv")]
    run(**FILES)

    with pytest.raises(SystemExit) as stopped:
        main(["lists", "--aim", "fit", *given, "--out", "pipe"])

    assert str(stopped.value) == "pipe: this is no plain file."
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_where_one_of_the_files_cannot_be_written_neither_is(run, tmp_path):
    given = [option for name in FILES for option in (f"--{name}", f"{name}.csv")]
    run(**FILES)
    (tmp_path / "report.json").unlink()
    before = sorted(path.name for path in tmp_path.iterdir())

    with pytest.raises(SystemExit) as stopped:
        main(["lists", "--aim", "fit", *given, "--out", f"{'x' * 250}/../pairs.csv", "--report", "report.json"])
    with pytest.raises(SystemExit) as too_long:
        main(["lists", "--aim", "fit", *given, "--out", "x" * 256, "--report", "report.json"])

    assert "there is no folder" in str(stopped.value)
    assert str(too_long.value) == f"{'x' * 256}: it cannot be written: File name too long."
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_fits_too_large_for_a_search_of_the_groups_are_solved_all_the_same(run):
    """Added exactly they need 62 bits; only the search of where groups go needs more."""
    edges = "intern,host,intern_rank,host_rank,fit\n" + "".join(
        f"{intern},{host},1,1,{fit}\n"
        for intern, fits in {
            "a": (99000, 98000), "b": (99500, 97000), "c": (96000, 99900), "d": (95000, 99000), "e": (98500, 98000),
            "f": (94000, 99990), "g": (99999, 95000),
        }.items() for host, fit in zip(("lab", "inn"), fits, strict=True)
    )  # fmt: skip
    groups = "intern,group\na,p\nb,p\nc,q\nd,q\ne,\nf,\ng,\n"

    _pairs, great = run(aim="fit", edges=edges, hosts="host,seats\nlab,3\ninn,3\n", interns=groups)
    small = "\n".join(
        line if line.startswith("intern") else f"{line.rpartition(',')[0]},{float(line.rpartition(',')[2]) / 1000}"
        for line in edges.splitlines()
    )
    _pairs, same = run(aim="fit", edges=small, hosts="host,seats\nlab,3\ninn,3\n", interns=groups)

    assert (great["placed"], great["proved"]) == (same["placed"], same["proved"])
    assert great["total_fit"] == pytest.approx(1000 * same["total_fit"])


def test_an_option_is_written_out(run, capsys):
    run(**FILES)
    with pytest.raises(SystemExit) as stopped:
        main(["lists", "--edge", "edges.csv", "--hosts", "hosts.csv", "--aim", "fit", "--out", "pairs.csv"])

    assert stopped.value.code == 2


def test_usage_ends_with_2_a_mistake_with_1_and_neither_needs_a_programme(tmp_path):
    def code(*arguments):
        command = [sys.executable, "-m", "ipraktik", "match", *arguments]
        return subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)

    assert code("lists").returncode == 2
    assert code("nonsense").returncode == 2
    missing = code("lists", "--edges", "none.csv", "--hosts", "none.csv", "--aim", "fit", "--out", "out.csv")
    assert (missing.returncode, missing.stderr) == (1, "none.csv: No such file or directory.\n")
    nowhere = code("lists", "--edges", "none.csv", "--hosts", "none.csv", "--aim", "fit", "--out", "no/out.csv")
    assert (nowhere.returncode, nowhere.stderr) == (1, "no/out.csv: there is no folder no.\n")


def test_help_tells_of_every_column(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["lists", "--help"])

    told = capsys.readouterr().out
    assert stopped.value.code == 0
    assert [
        name for name in ("intern_rank", "host_rank", "fit", "seats", "group", "blocking_pairs") if name not in told
    ] == []
