"""What the tests of weights share: a coordinator at his desk, and two wishes with lists."""

import pytest
from django.conf import settings as django_settings

from ipraktik import cast as the_cast
from ipraktik.matching.engine.learning import learn
from ipraktik.matching.engine.ngrams import Ngrams
from ipraktik.matching.engine.simulated_answers import simulated
from ipraktik.matching.engine.texts import Texts
from ipraktik.matching.models import LearntWeights
from ipraktik.matching.weights.weighing import Trial, policy
from ipraktik.matching.year.rolling import Rolling
from ipraktik.office.conftest import Desk, words

KIND = "something_else"


@pytest.fixture
def desk(client, cast, settings):
    settings.COORDINATORS_NEED_SECOND_FACTOR = False
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(cast["karl"])
    return Desk(client)


@pytest.fixture
def rolling(cast):
    """Two hosts and two wishes with lists: one about payroll, one about paintings."""
    wished = {"wishes_for": "En, der arbejder som lærer eller sygeplejerske."}
    the_cast.offer(cast, see="Vi retter fejl i lønnen, før nogen opdager dem.", **wished)
    museum = {"at": "Museet", "of": "Vejle Kommune", "host": "per", "reserve": "emil"}
    the_cast.offer(cast, **museum, see="Vi viser malerier frem.", **wished)
    the_cast.wish(cast, travel_type=KIND)
    the_cast.wish(cast, intern="bo", at="Havnen", travel_type=KIND, why="Jeg vil se malerier.")
    made = Rolling(Texts(Ngrams()))
    made.catch_up()
    return made


def numbers(**changed):
    return {name: str(number) for name, number in (vars(policy().of(KIND)) | changed).items()} | {"on": "newest"}


def cells(table):
    return [[words(cell) for cell in row.select("th, td")] for row in table.select("tbody tr")]


def str_of(offer):
    return offer.workplace.full_name


def as_numbers(row):
    """{weight: number} of rows as a page writes them."""
    return {label: [float(each.replace("−", "-")) for each in numbers] for label, *numbers in row}


def trial_of(desk, rolling, kind=KIND, **changed):
    desk.post("weights", kind, data=numbers(**changed))
    rolling.catch_up()
    return desk.get("weights-trial", Trial.objects.get().pk)


def rows(count=300, seed=1):
    return simulated(count, policy(), policy(), seed=seed)


def proposed(**report):
    """Learnt weights that wait: the text counts half as much."""
    learnt = learn(rows(), policy())
    made = LearntWeights.objects.propose(learnt, {"wishes": 0, "others": 0, "examples": []} | report)
    LearntWeights.objects.filter(pk=made.pk).update(weights={KIND: {"text": 0.5}})
    return LearntWeights.objects.get(pk=made.pk)
