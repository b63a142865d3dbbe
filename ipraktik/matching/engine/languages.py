"""Danish and English meet: what a vector says of its language is taken out, so that what is left is what it is about.

The model knows both, but two texts in one language lie nearer than two about one thing. The same sentence in both
languages differs by the language alone: the directions of these differences are what is taken out.
"""

import numpy as np

DIRECTIONS = 4  # of those tried from 0 to 6, the best in `make bench-text`
PAIRS = (
    ("Vi hjælper ældre i deres eget hjem.", "We help older people in their own homes."),
    (
        "Jeg vil gerne se, hvordan I arbejder med børn og unge.",
        "I would like to see how you work with children and young people.",
    ),
    ("Kommunen udbetaler løn til alle ansatte.", "The municipality pays wages to all employees."),
    ("Hospitalet har travlt om natten.", "The hospital is busy at night."),
    ("Vores breve er svære at forstå.", "Our letters are hard to understand."),
    ("Hun underviser på en skole i byen.", "She teaches at a school in town."),
    ("Vi fører tilsyn med virksomheder.", "We inspect companies."),
    ("Kom og besøg vores værksted.", "Come and visit our workshop."),
    ("Mange borgere ringer til os hver dag.", "Many citizens call us every day."),
    ("Vi passer på skoven og vandet.", "We look after the forest and the water."),
    ("Lederen vil lære noget nyt.", "The manager wants to learn something new."),
    ("Frivillige laver mad sammen.", "Volunteers cook together."),
    ("Vi bygger veje og broer.", "We build roads and bridges."),
    ("Tal og statistik hjælper os med at beslutte.", "Figures and statistics help us decide."),
    ("Politiet og brandvæsenet kommer, når det haster.", "The police and the fire brigade come when it is urgent."),
    ("Hvordan får vi flere ledige i job?", "How do we get more unemployed people into work?"),
    ("Biblioteket har åbent hele ugen.", "The library is open all week."),
    ("Jeg er nysgerrig på andres hverdag.", "I am curious about the everyday life of others."),
    ("Juristen skriver en afgørelse.", "The lawyer writes a decision."),
    ("Vi køber ind for mange penge.", "We purchase for a lot of money."),
)


def directions_of_language(danish, english):
    """float32[DIRECTIONS, d], orthonormal, from the same sentences in both: their mean difference, then what varies most
    around it."""
    differences = danish - english
    mean = differences.mean(axis=0)
    mean /= np.linalg.norm(mean)
    rest = differences - np.outer(differences @ mean, mean)
    _u, _s, others = np.linalg.svd(rest, full_matrices=False)
    return np.vstack([mean, others[: DIRECTIONS - 1]]).astype(np.float32)


def without_language(rows, directions):
    return rows - (rows @ directions.T) @ directions
