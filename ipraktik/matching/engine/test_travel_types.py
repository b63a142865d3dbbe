"""Each travel type leads where the brochure says, on the brochure's own examples."""

import numpy as np
import pytest

from ipraktik.matching.engine.people import Host, Intern
from ipraktik.matching.engine.profiles import Field
from ipraktik.matching.engine.weights import Policy
from ipraktik.programme.loader import load
from ipraktik.programme.test_loader import DEFAULT

HOSTS = {
    "payroll": ("municipality", "payroll", "Lønkontoret. Vi laver 9.500 lønsedler om måneden. Du følger en lønkørsel."),
    "hr": (
        "municipality",
        "human-resources",
        "HR-afdelingen. Vi ansætter, tager imod nye og tager os af arbejdsmiljøet.",
    ),
    "environment": (
        "municipality",
        "environment-climate",
        "Natur og Miljø i en landkommune. Miljøkonsulenter fører tilsyn med landbrug efter statens regler, ude på gårdene.",
    ),
    "ministry": (
        "state",
        "policy",
        "Miljøministeriets lovkontor. Vi skriver love og bekendtgørelser om miljø og klima.",
    ),
    "lawyers": ("state", "law", "Juridisk kontor i en styrelse. Jurister skriver afgørelser og svarer på høringer."),
    "army": (
        "state",
        "defence-emergency",
        "Kasernen. Officerer uddanner soldater og leder øvelser i felten som kaptajn.",
    ),
    "ward": (
        "region",
        "hospital",
        "Medicinsk sengeafsnit. Sygeplejersker og læger passer indlagte patienter døgnet rundt.",
    ),
    "injuries": (
        "state",
        "benefits",
        "Sagscenter for arbejdsskader. Ledere og sagsbehandlere afgør sager om erstatning.",
    ),
    "school": ("municipality", "school", "Folkeskolen. Lærere underviser 600 elever, og skolelederen leder skolen."),
    "music": (
        "municipality",
        "culture",
        "Musikskolen. Børn lærer klaver, sang og violin, og orkestret øver om aftenen.",
    ),
    "families": (
        "municipality",
        "children-families",
        "Familierådgivningen. Socialrådgivere hjælper udsatte børn og deres forældre.",
    ),
    "library": ("municipality", "library", "Biblioteket. Udlån, lektiehjælp og arrangementer for hele byen."),
}
INTERNS = {
    "payroll officer": (
        "tourist", "municipality", "payroll",
        "Lønkonsulent i en kommunes lønafdeling. Beregner løn og retter fejl.",
        "Jeg vil gerne se, hvordan de gør et andet sted i landet.",
    ),
    "ministry lawyer": (
        "business_traveller", "state", "policy",
        "Kontorchef og jurist i en miljøstyrelse. Skriver regler og vejledninger om miljø.",
        "Jeg vil se, hvordan vores miljøregler virker ude i en kommune, når nogen fører tilsyn med dem.",
    ),
    "nurse": (
        "adventurer", "region", "hospital",
        "Sygeplejerske på et sengeafsnit. Passer patienter og deler medicin ud.",
        "Jeg vil prøve noget helt andet og lære at lede, når det haster.",
    ),
    "head teacher": (
        "adventurer", "municipality", "school",
        "Skoleleder på en folkeskole. Leder lærere og har ansvar for elever.",
        "Jeg vil være et sted, hvor ledelse er noget andet, og hvor sager skal afgøres.",
    ),
    "social worker": (
        "adventurer", "municipality", "children-families",
        "Socialrådgiver i familierådgivningen. Hjælper udsatte børn og familier.",
        "Jeg vil væk fra sagerne og se børn lære noget, de har lyst til.",
    ),
}  # fmt: skip
OWN_FIELD = {"nurse": "ward", "head teacher": "school", "social worker": "families"}


@pytest.fixture(scope="module")
def field(texts, calendar):
    said = load(DEFAULT).matching
    hosts = [Host(key, sector=s, work_areas=(area,), profile=profile) for key, (s, area, profile) in HOSTS.items()]
    interns = [
        Intern(key, travel_type=kind, sector=sector, work_areas=(area,), job=job, wish=wish, any_time=True)
        for key, (kind, sector, area, job, wish) in INTERNS.items()
    ]
    return Field.made(interns, hosts, texts, Policy.made_of(said.weights, said.grades), calendar)


def ranked(field, intern, k=12):
    pairs = field.pairs(k)
    return [field.hosts[host].key for host in pairs.host[pairs.agent == field.row_of_intern[intern]]]


def test_the_tourist_comes_near_the_own_job(field):
    assert ranked(field, "payroll officer")[0] == "payroll"


def test_the_business_traveller_comes_to_the_purpose_in_another_sector(field):
    assert ranked(field, "ministry lawyer")[0] == "environment"


@pytest.mark.parametrize("intern", OWN_FIELD)
def test_the_adventurer_never_finds_the_own_field_among_the_first_four(field, intern):
    assert OWN_FIELD[intern] not in ranked(field, intern)[:4]


def test_the_parts_of_a_score_sum_to_it(field):
    pairs = field.pairs(12)

    fits = [
        field.fit(field.interns[agent].key, field.hosts[host].key)
        for agent, host in zip(pairs.agent, pairs.host, strict=True)
    ]

    assert np.allclose([sum(fit.terms.values()) for fit in fits], pairs.intern_score, atol=1e-4)
    assert np.allclose([sum(fit.host_terms.values()) for fit in fits], pairs.host_score, atol=1e-4)
    assert np.allclose([fit.fit for fit in fits], pairs.fit, atol=1e-4)


def test_the_programmes_weights_are_the_engines_own(field):
    assert {kind: field.policy.of(kind) for kind in load(DEFAULT).travel_types} == {
        kind: Policy().of(kind) for kind in load(DEFAULT).travel_types
    }
