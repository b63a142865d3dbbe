"""Weights learnt from answers: noted, exported, learnt, proposed; and nothing changes before a coordinator accepts."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.matching.engine.answers import FEATURES, HEADER, as_cells, read_answers
from ipraktik.matching.engine.ngrams import Ngrams
from ipraktik.matching.engine.texts import Texts
from ipraktik.matching.engine.writing import write
from ipraktik.matching.files.command import main
from ipraktik.matching.models import LearntWeights, Verdict, Weighing
from ipraktik.matching.weights.conftest import proposed, rows
from ipraktik.matching.weights.weighing import Overtaken, policy
from ipraktik.matching.year import learning, seeking
from ipraktik.matching.year.rolling import Rolling
from ipraktik.office.conftest import problems, words
from ipraktik.placements.models import Placement

pytestmark = pytest.mark.django_db
KIND = "something_else"


@pytest.fixture
def rolling(cast):
    return Rolling(Texts(Ngrams()))


@pytest.fixture
def few_texts(monkeypatch):
    """Texts compared by their letters: the model of meaning takes long to load."""
    monkeypatch.setattr(learning, "texts", lambda: Texts(Ngrams()))
    monkeypatch.setattr(learning, "save", lambda: None)


# the answers


def test_a_new_suggestion_is_noted_with_what_the_weights_saw_and_no_word_of_anybodys(cast, rolling):
    made = the_cast.placement(cast)

    rolling.catch_up()
    rolling.catch_up()

    verdict = Verdict.objects.get()
    assert (verdict.placement, verdict.version, set(verdict.features)) == (made, 0, set(FEATURES))
    assert {type(number) for number in verdict.features.values()} == {float}


def test_features_times_weights_are_the_scores_of_the_engine(cast, rolling):
    made = the_cast.placement(cast, wish_=the_cast.wish(cast, travel_type="adventurer", days_min=4, days_max=5))
    rolling.catch_up()
    shelf, weights = rolling.shelf, vars(policy().of("adventurer"))

    fit = shelf.fit(shelf.ask(seeking.intern(made.wish)), str(made.offer.pk))

    seen = Verdict.objects.get().features
    told = {term: weights[term] * number for term, number in seen.items()}
    assert told == pytest.approx({**{t: fit.terms[t] for t in told if t in fit.terms}, **fit.host_terms}, abs=1e-3)


def test_what_is_old_is_not_noted_and_what_the_programme_keeps_no_longer_goes(cast, rolling):
    made = the_cast.placement(cast)
    Placement.objects.update(created_at=timezone.now() - timedelta(days=3))
    rolling.catch_up()
    noted = Verdict.objects.count()
    Verdict.objects.create(placement=made, travel_type=KIND, version=0, features={},
                           noted_at=timezone.now() - timedelta(days=31 * 200))  # fmt: skip

    Verdict.objects.forget_old()

    assert (noted, Verdict.objects.count()) == (0, 0)


def note(placement):
    features = dict.fromkeys(FEATURES, 0.5)
    return Verdict.objects.create(placement=placement, travel_type=KIND, version=0, features=features)


def answered():
    row = Verdict.objects.rows()[0]
    return row["intern_said"], row["host_said"], row["about"], row["outcome"]


def test_each_side_is_heard_by_what_it_said_itself(cast):
    made = the_cast.placement(cast)
    note(made)
    assert answered() == (None, None, "", "suggested")

    made.perform("accept", by=cast["ida"])
    assert answered() == (True, None, "", "suggested")

    made.perform("decline", by=cast["hanne"], reason="Vi flytter.", about="days")
    assert answered() == (True, False, "days", "declined")


def test_who_asked_has_not_answered(cast):
    made = the_cast.placement(cast)
    Placement.objects.update(origin="browse")
    note(made)
    made.perform("accept", by=cast["ida"])
    made.perform("accept", by=cast["hanne"])

    assert answered() == (None, True, "", "preparing")


def test_the_answers_go_with_the_placement(cast):
    made = the_cast.placement(cast)
    note(made)
    made.participants.all().delete()

    made.delete()

    assert Verdict.objects.count() == 0


def test_who_says_no_may_say_what_it_is_about(cast, client):
    made = the_cast.placement(cast)
    client.force_login(cast["hanne"])

    response = client.post(
        reverse("placement-move", args=[made.pk, "decline"]), {"reason": "Vi flytter den måned.", "about": "distance"}
    )

    made.refresh_from_db()
    assert (response.status_code, made.state, made.declined_about) == (302, "declined", "distance")


# the command


def test_the_command_prints_a_table_writes_a_report_and_changes_nothing(tmp_path, capsys):
    write(tmp_path / "answers.csv", HEADER, map(as_cells, rows()))

    main(["learn", "--from", str(tmp_path / "answers.csv"), "--out", str(tmp_path / "report.json")])

    told = capsys.readouterr().out.splitlines()
    assert told[0].split() == ["travel", "type", "weight", "now", "learnt", "95", "%", "between", "answers"]
    assert told[1].split()[:3] == ["adventurer", "text", "1.00"]
    assert "answers by interns" in told[-2] and "answers by hosts" in told[-1]
    report = json.loads((tmp_path / "report.json").read_text())
    assert set(report) == {"lines", "gains", "too_few", "weights", "changes"}
    assert (LearntWeights.objects.count(), Weighing.objects.count()) == (0, 0)


def test_with_too_few_answers_it_refuses_and_writes_nothing(tmp_path):
    write(tmp_path / "answers.csv", HEADER, map(as_cells, rows(12)))

    with pytest.raises(SystemExit) as refused:
        main(["learn", "--from", str(tmp_path / "answers.csv"), "--out", str(tmp_path / "report.json")])

    assert str(refused.value).startswith("Too few answers by interns: 12, of which")
    assert not (tmp_path / "report.json").exists()


def test_a_proposal_goes_with_the_databases_own_answers(tmp_path):
    with pytest.raises(SystemExit) as refused:
        main(["learn", "--from", str(tmp_path / "answers.csv"), "--propose"])

    assert str(refused.value) == "--propose goes with the database's own answers: leave --from out."


def test_the_databases_own_answers_are_exported_learnt_and_proposed(cast, few_texts, monkeypatch, tmp_path, capsys):
    the_cast.offer(cast)
    the_cast.wish(cast)
    told = rows()
    monkeypatch.setattr(learning, "rows", lambda: told)

    main(["learn", "--export", str(tmp_path / "answers.csv"), "--propose"])

    assert read_answers(tmp_path / "answers.csv") == told
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "Of 1 open wishes 0 would have another best host.",
        "Proposed. Nothing changes until a coordinator accepts it on the weights' page.",
    ]
    assert LearntWeights.objects.waiting().changes == {"wishes": 1, "others": 0, "examples": []}
    assert Weighing.objects.count() == 0


def test_of_what_changes_the_newest_wishes_are_told_first(cast, few_texts):
    the_cast.offer(cast, see="Vi retter fejl i lønnen, før nogen opdager dem.")
    the_cast.offer(cast, at="Museet", of="Vejle Kommune", host="per", reserve="emil", see="Vi viser malerier.")
    payroll = {"travel_type": KIND, "why": "Jeg vil se, hvordan I retter fejl i lønnen."}
    older, newer = the_cast.wish(cast, **payroll), the_cast.wish(cast, intern="bo", at="Havnen", **payroll)

    changed = learning.changes({KIND: {"text": -3.0}})

    assert [each[0] for each in changed["examples"]] == [newer.pk, older.pk]


def test_what_changes_names_wishes_with_another_best_host(cast, few_texts):
    payroll = the_cast.offer(cast, see="Vi retter fejl i lønnen, før nogen opdager dem.")
    museum = the_cast.offer(cast, at="Museet", of="Vejle Kommune", host="per", reserve="emil", see="Vi viser malerier.")
    wish = the_cast.wish(cast, travel_type=KIND, why="Jeg vil se, hvordan I retter fejl i lønnen.")

    changed = learning.changes({KIND: {"text": -3.0}})

    assert changed == {"wishes": 1, "others": 1, "examples": [[wish.pk, payroll.pk, museum.pk]]}
    assert list(learning.in_english(changed)) == [
        "Of 1 open wishes 1 would have another best host.",
        f"Wish {wish.pk}: {museum.workplace.full_name} instead of {payroll.workplace.full_name}.",
    ]


# the page


def test_the_weights_page_tells_that_learnt_ones_wait_and_they_count_for_nothing(desk):
    before = "The answers speak for other weights" in words(desk.get("weights").main)
    made = proposed()

    page = desk.get("weights")

    assert (before, page.select_one("#learnt-title + p + a")["href"]) == (False, f"/office/weights/learnt/{made.pk}/")
    assert policy().of(KIND).text == 1.0


def test_accepted_with_a_reason_they_count_as_a_new_version(desk, cast):
    made = proposed()

    desk.post("weights-learnt", made.pk, data={"do": "accept", "reason": "Svarene viser det."})

    version = Weighing.objects.get()
    made.refresh_from_db()
    assert (version.number, version.by, version.reason) == (1, cast["karl"], "Svarene viser det.")
    assert (policy().of(KIND).text, policy().of(KIND).distance, policy().of("tourist").text) == (0.5, 0.03, 1.0)
    assert (made.state, made.decided_by, LearntWeights.objects.waiting()) == ("accepted", cast["karl"], None)
    assert desk.get("weights-learnt", made.pk).select("form textarea") == []


def test_dismissed_they_never_count(desk, cast):
    made = proposed()

    desk.post("weights-learnt", made.pk, data={"do": "dismiss", "reason": "For få svar."})

    made.refresh_from_db()
    assert (made.state, made.reason, Weighing.objects.count()) == ("dismissed", "For få svar.", 0)


def test_without_a_reason_nothing_is_decided(desk):
    made = proposed()

    page = desk.post("weights-learnt", made.pk, data={"do": "accept", "reason": " "}, status=200)

    made.refresh_from_db()
    assert (problems(page), made.state) == (["Write why these weights are to count."], "waiting")


def test_where_other_weights_count_meanwhile_they_are_not_accepted(desk, cast):
    made = proposed()
    Weighing.objects.accept({KIND: {"text": 0.9}}, by=cast["kirsten"], reason="Først", seen=0)

    page = desk.post("weights-learnt", made.pk, data={"do": "accept", "reason": "Mine ord"}, status=200)

    made.refresh_from_db()
    assert problems(page) == ["It has been decided meanwhile, or other weights count now. Look at what counts now."]
    assert page.select_one("textarea").text.strip() == "Mine ord"
    assert (policy().of(KIND).text, made.state) == (0.9, "waiting")


def test_newer_ones_take_the_place_of_those_that_wait(cast):
    first, second = proposed(), proposed()

    first.refresh_from_db()
    assert (first.state, LearntWeights.objects.waiting()) == ("replaced", second)
    with pytest.raises(Overtaken):
        first.accept(cast["karl"], "For sent")


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_coordinators_decide_at_the_same_moment_and_one_is_heard(transactional_db):
    cast = the_cast.gather()
    made = proposed()
    gate, came = Barrier(2), []

    def run(deed):
        try:
            gate.wait(timeout=20)
            deed()
            came.append("done")
        except Overtaken:
            came.append("overtaken")
        finally:
            connection.close()

    deeds = (
        lambda: made.accept(cast["karl"], "Ja"),
        lambda: LearntWeights.objects.get().dismiss(cast["kirsten"], "Nej"),
    )
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, deeds))

    state = LearntWeights.objects.get().state
    assert sorted(came) == ["done", "overtaken"]
    assert (state, Weighing.objects.count()) in (("accepted", 1), ("dismissed", 0))
