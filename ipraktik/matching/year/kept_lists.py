"""A wish's list as it is kept: rows with reasons, written only where they are others than before."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from django.db import IntegrityError, transaction
from django.utils import timezone

from ipraktik.matching.engine.rules import KEYS
from ipraktik.matching.engine.shared_words import RULE
from ipraktik.matching.words.phrasing import kept
from ipraktik.matching.year.listing import Listed, Ranking
from ipraktik.matching.year.looking import ASIDE, CAN, CANNOT

ASKED_WHEN_SHOWN = ("days", "few_days", "waiting", "named")  # these change by the day, or are the same for every host
AT_A_TIME = 500
MANY = 50_000  # digests that are known again


def in_order(look, kind, member, before):
    """[{offer, fit, reasons, against, made_of}, …]; `before` is {offer: such a row}, whose reasons may still hold."""
    best = look.rows[kind]
    return [row_told(look, row, float(fit), member, before) for row, fit in zip(best, look.fits(best), strict=True)]


def row_told(look, row, fit, member, before):
    host = look.shelf.hosts[row]
    made_of = digest(look.shelf, look.question.interns[member], host)
    told = {"offer": int(host.key), "fit": round(fit, 4), "made_of": made_of}
    known = before.get(told["offer"])
    if known and known["made_of"] == made_of:
        return told | {"reasons": known["reasons"], "against": known["against"]}
    found = look.fit_with_reasons(row, member)
    return told | {"reasons": said(found.reasons), "against": said(found.against)}


def stopped(look):
    """[[offer, rule, facts], …] of those that more than a limit stops, the likeliest first."""
    return [stop_told(look.shelf.hosts[row].key, look.stop(row)) for row in look.rows[CANNOT]]


def stop_told(host, stop):
    return [int(host), *kept(stop)]


def counted(counts):
    """{rule: how many hosts it stops}, and under "" those that none does."""
    return {key: int(count) for key, count in zip((*KEYS, ""), counts, strict=True) if count}


def said(reasons):
    return [kept(each) for each in reasons if each.key not in ASKED_WHEN_SHOWN]


def digest(shelf, intern, host):
    """Of all that the reasons of a pair rest on; not of days and seats, which are asked when it is shown."""
    read_by = f"{shelf.texts.model}/words-{RULE}"
    rests = of_an_intern(intern) + of_a_host(host) + of_weights(shelf.policy.of(intern.travel_type), read_by)
    return hashlib.blake2b(rests, digest_size=16).hexdigest()


@lru_cache(maxsize=MANY)
def of_an_intern(intern):
    return digested(replace(intern, waiting=0, free=(), declined=frozenset(), group="", days=(0, 0), any_time=True))


@lru_cache(maxsize=MANY)
def of_a_host(host):
    return digested(replace(host, seats=0, open=(), closed=(), days=(0, 0), all_year=True))


@lru_cache(maxsize=MANY)
def of_weights(weights, model):
    return digested((weights, model))


def digested(told):
    return hashlib.blake2b(repr(told).encode(), digest_size=16).digest()


def write(wish, look, member):
    """Keeps the list of one wish. Two solvers may do it at once; gives False where the wish or an offer has gone."""
    try:
        with transaction.atomic():
            ranking, _made = Ranking.objects.select_for_update().get_or_create(wish_id=wish)
            write_ranking(ranking, look, member)
            write_rows(wish, look, member)
    except IntegrityError:
        return False
    return True


def write_ranking(ranking, look, member):
    before = {each["offer"]: each for each in ranking.aside}
    told = {"counts": counted(look.counts), "aside": in_order(look, ASIDE, member, before), "cannot": stopped(look)}
    if any(getattr(ranking, name) != value for name, value in told.items()):
        vars(ranking).update(told, made_at=timezone.now())
        ranking.save(update_fields=[*told, "made_at"])


def write_rows(wish, look, member):
    columns = ("offer", "fit", "made_of", "reasons", "against")
    before = list(Listed.objects.of_wish(wish).values(*columns))
    rows = in_order(look, CAN, member, {each["offer"]: each for each in before})
    if rows != [dict(each) for each in before]:
        Listed.objects.filter(wish=wish).delete()
        Listed.objects.bulk_create(
            Listed(wish_id=wish, order=order, **{"offer_id": row["offer"], **without_offer(row)})
            for order, row in enumerate(rows, 1)
        )


def without_offer(row):
    return {name: value for name, value in row.items() if name != "offer"}


@dataclass(frozen=True)
class Stops:
    """One seeker's hosts that cannot, best first, where nothing else has changed. `changed`: those of which something else
    is to be told than before. `tell(host)` gives [offer, rule, facts]."""

    counts: np.ndarray
    hosts: list
    changed: set
    tell: Callable


def write_stops(told):
    """{wish: Stops} of those whose third list alone has changed."""
    numbers = sorted(told)
    for first in range(0, len(numbers), AT_A_TIME):
        with transaction.atomic():
            found = Ranking.objects.select_for_update().filter(wish__in=numbers[first : first + AT_A_TIME])
            update(
                [with_stops(each, told[each.wish_id]) for each in found.order_by("wish")], "counts", "cannot", "made_at"
            )


def with_stops(ranking, stops):
    known = {str(offer): [offer, *stop] for offer, *stop in ranking.cannot if str(offer) not in stops.changed}
    ranking.cannot = [known.get(host) or stops.tell(host) for host in stops.hosts]
    ranking.counts, ranking.made_at = counted(stops.counts), timezone.now()
    return ranking


def write_counts(counts):
    """{wish: counts} of those for whom nothing but the counts has changed."""
    rows = [Ranking(wish_id=wish, counts=counted(each)) for wish, each in counts.items()]
    known = set(Ranking.objects.values_list("wish", flat=True)) if rows else set()
    update([row for row in rows if row.wish_id in known], "counts")


def update(rankings, *columns):
    """Many at once, of rows that are there."""
    fields = [Ranking(wish_id=each.wish_id, **{name: getattr(each, name) for name in columns}) for each in rankings]
    Ranking.objects.bulk_create(
        fields, batch_size=AT_A_TIME, update_conflicts=True, unique_fields=["wish"], update_fields=columns
    )


def forget(wishes):
    """The lists of wishes that are open no more."""
    wishes = sorted(wishes)
    for first in range(0, len(wishes), AT_A_TIME):
        for model in (Listed, Ranking):
            model.objects.filter(wish__in=wishes[first : first + AT_A_TIME]).delete()
