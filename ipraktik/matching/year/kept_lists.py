"""A wish's list as it is kept: rows with reasons, written only where they are others than before."""

import hashlib
from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction
from django.utils import timezone

from ipraktik.matching.engine.rules import KEYS
from ipraktik.matching.words.phrasing import kept
from ipraktik.matching.year.listing import Listed, Ranking
from ipraktik.matching.year.looking import ASIDE, CAN, CANNOT, fit_with_reasons, fits

ASKED_WHEN_SHOWN = ("days", "few_days", "waiting", "named")  # these change by the day, or are the same for every host
AT_A_TIME = 500


@dataclass(frozen=True, eq=False)
class Found:
    """What was found for one who seeks: enough to write it down for each member."""

    shelf: object
    question: object
    look: object
    counts: object

    def rows(self, kind, member, before):
        """[{offer, fit, reasons, against, made_of}, …]; `before` is {offer: such a row}, whose reasons may still hold."""
        rows = self.look.rows[kind]
        return [
            self.row(row, float(fit), member, before) for row, fit in zip(rows, fits(*self.parts, rows), strict=True)
        ]

    @property
    def parts(self):
        return self.shelf, self.question, self.look

    def row(self, row, fit, member, before):
        host = self.shelf.hosts[row]
        made_of = digest(self.shelf, self.question.interns[member], host)
        told = {"offer": int(host.key), "fit": round(fit, 4), "made_of": made_of}
        known = before.get(told["offer"])
        if known and known["made_of"] == made_of:
            return told | {"reasons": known["reasons"], "against": known["against"]}
        found = fit_with_reasons(*self.parts, row, member)
        return told | {"reasons": said(found.reasons), "against": said(found.against)}

    def stopped(self):
        """[[offer, rule, facts], …] of those that more than a limit stops, the likeliest first."""
        return [self.stop(row) for row in self.look.rows[CANNOT].tolist()]

    def stop(self, row):
        key = self.shelf.hosts[row].key
        return [int(key), *kept(self.shelf.stop_by(self.question, key, self.look.numbers[row]))]

    def in_words(self):
        return counted(self.counts)


def counted(counts):
    """{rule: how many hosts it stops}, and under "" those that none does."""
    return {key: int(count) for key, count in zip((*KEYS, ""), counts, strict=True) if count}


def said(reasons):
    return [kept(each) for each in reasons if each.key not in ASKED_WHEN_SHOWN]


def digest(shelf, intern, host):
    """Of all that the reasons of a pair rest on; not of days and seats, which are asked when it is shown."""
    own = replace(intern, waiting=0, free=(), declined=frozenset(), group="", days=(0, 0), any_time=True)
    theirs = replace(host, seats=0, open=(), closed=(), days=(0, 0), all_year=True)
    rests = (own, theirs, shelf.policy.of(intern.travel_type), shelf.texts.model)
    return hashlib.blake2b(repr(rests).encode(), digest_size=16).hexdigest()


def write(wish, found, member):
    """Keeps the list of one wish. Two solvers may do it at once; gives False where the wish or an offer has gone."""
    try:
        with transaction.atomic():
            Ranking.objects.get_or_create(wish_id=wish)
            write_ranking(Ranking.objects.select_for_update().get(wish=wish), found, member)
            write_rows(wish, found, member)
    except (IntegrityError, Ranking.DoesNotExist):
        return False
    return True


def write_ranking(ranking, found, member):
    before = {each["offer"]: each for each in ranking.aside}
    told = {"counts": found.in_words(), "aside": found.rows(ASIDE, member, before), "cannot": found.stopped()}
    if any(getattr(ranking, name) != value for name, value in told.items()):
        vars(ranking).update(told, made_at=timezone.now())
        ranking.save(update_fields=[*told, "made_at"])


def write_rows(wish, found, member):
    columns = ("offer", "fit", "made_of", "reasons", "against")
    before = list(Listed.objects.of_wish(wish).values(*columns))
    rows = found.rows(CAN, member, {each["offer"]: each for each in before})
    if rows != [dict(each) for each in before]:
        Listed.objects.filter(wish=wish).delete()
        Listed.objects.bulk_create(
            Listed(wish_id=wish, order=order, **{"offer_id": row["offer"], **without_offer(row)})
            for order, row in enumerate(rows, 1)
        )


def without_offer(row):
    return {name: value for name, value in row.items() if name != "offer"}


def write_counts(counts):
    """{wish: counts} of those for whom nothing but the counts has changed."""
    rows = [Ranking(wish_id=wish, counts=counted(each)) for wish, each in counts.items()]
    known = set(Ranking.objects.values_list("wish", flat=True)) if rows else set()
    Ranking.objects.bulk_create(
        [row for row in rows if row.wish_id in known], batch_size=AT_A_TIME, update_conflicts=True,
        unique_fields=["wish"], update_fields=["counts"],
    )  # fmt: skip


def forget(wishes):
    """The lists of wishes that are open no more."""
    wishes = sorted(wishes)
    for first in range(0, len(wishes), AT_A_TIME):
        for model in (Listed, Ranking):
            model.objects.filter(wish__in=wishes[first : first + AT_A_TIME]).delete()
