"""Reasons in words: the engine gives keys and facts (engine/reasons.py), people get sentences in their own language."""

from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ipraktik.kit.days import say_stretches, say_week
from ipraktik.matching.engine.empty_words import stems
from ipraktik.programme import programme

AGAINST = (
    "no_wish", "weak_text", "weak_host_text", "own_work_area", "own_sector", "far", "few_days", "often_shown",
)  # fmt: skip
SHOWN = 3  # of several words, areas or stretches of days


def kept(reason):
    """[key, facts] as JSON, from a reason or a stop of the engine."""
    return [reason.key, plain(reason.facts)]


def plain(value):
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if hasattr(value, "asked"):  # two words that made the likeness
        return [value.asked, value.offered]
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def said(key, facts):
    """The sentence of one kept reason; empty for one that says nothing to a reader."""
    say = SENTENCES.get(key)
    return say(facts) if say else ""


def all_said(reasons):
    return [sentence for sentence in (said(*each) for each in reasons) if sentence]


def why_placed(pairing):
    """One line: where on the intern's list, and what speaks loudest."""
    told = [locked_in_words()] if pairing.locked else []
    told += [place_on_list(pairing.rank)] if pairing.rank else []
    draws = all_said(each for each in pairing.reasons if each[0] not in (*AGAINST, "days"))[:1]
    return " ".join([*told, *(draws or [_("Nothing in particular draws the two together.")])])


def why_unplaced(pairing):
    return " ".join(all_said(pairing.reasons)[:2]) or _("No host is left that fits.")


def locked_in_words():
    return _("Locked.")


def place_on_list(rank, alike=0, host_rank=None):
    """`alike`: so many others stand there too; `host_rank`: the intern's place in the host's own order."""
    said = _("Fits best.") if rank == 1 else _("Number %(rank)s on the list.") % {"rank": rank}
    if alike:
        said += " " + ngettext("%(count)s other fits as well.", "%(count)s others fit as well.", alike) % {
            "count": alike
        }
    if host_rank:
        said += " " + _("For the host the intern is number %(rank)s.") % {"rank": host_rank}
    return said


# facts in words


def names(known, keys):
    return ", ".join(str(known[key]) if key in known else key for key in list(keys)[:SHOWN])


def all_taken(facts):
    said = ngettext(
        "%(count)s host fits, but others take its seats.",
        "%(count)s hosts fit, but others take their seats.",
        facts["hosts"],
    ) % {"count": facts["hosts"]}
    together = facts.get("together", 1)
    return f"{said} {_('All %(count)s must have a seat together.') % {'count': together}}" if together > 1 else said


def areas(keys):
    return names(programme().work_areas, keys)


def sectors(keys):
    return names({key: each.name for key, each in programme().sectors.items()}, keys)


def regions(keys):
    return names({key: each.name for key, each in programme().regions.items()}, keys)


def municipalities(keys):
    return names({key: each.name for key, each in programme().municipalities.items()}, keys)


def stretches(days):
    return say_stretches([(date.fromisoformat(first), date.fromisoformat(last)) for first, last in days], SHOWN)


def words(pairs):
    """“udskrivning”, and “ældre – demens” where the two use different words, not only other forms of one."""
    quoted = _("“%(word)s”")
    both = [(own,) if stems(own) & stems(theirs) else (own, theirs) for own, theirs in pairs[:SHOWN]]
    return ", ".join(" – ".join(quoted % {"word": word} for word in each) for each in both)


def about(say):
    """A sentence about words, unless all they share is the name of a place."""

    def told(facts):
        pairs = [pair for pair in facts["words"] if not any(is_place(word) for word in pair)]
        return say % {"words": words(pairs)} if pairs else ""

    return told


def is_place(word):
    here = programme()
    known = place_words(tuple(str(each.name) for each in (*here.municipalities.values(), *here.regions.values())))
    return word in known or word.removesuffix("s") in known


@lru_cache(maxsize=4)
def place_words(names):
    return {word for name in names for word in name.casefold().replace("-", " ").split()} | {"kommune"}


def weeks_of(days):
    read = [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in days]
    return ", ".join(say_week(*each) for each in read[:SHOWN])


# sentences


def mostly(stops):
    """What stops most of the hosts: [[key, how many], …], the most first."""
    told = [f"{LIMITS_IN_WORDS[key]} ({count})" for key, count in stops if key in LIMITS_IN_WORDS][:SHOWN]
    return " " + _("What stops the hosts: %(reasons)s.") % {"reasons": ", ".join(map(str, told))} if told else ""


def percent(share):
    return round(100 * share)


def said_days(facts):
    return _("Both can: %(days)s.") % {"days": stretches(facts["stretches"])}


def no_common_days(facts):
    if facts["intern"] and facts["host"]:
        return _("No days in common: the intern can in %(intern)s, the host in %(host)s.") % {
            "intern": weeks_of(facts["intern"]), "host": weeks_of(facts["host"]),
        }  # fmt: skip
    return _("No days in common.")


def span(days):
    """“2–4”, and “3” where both are the same."""
    return "–".join(map(str, dict.fromkeys(days)))


def other_number_of_days(facts):
    return _("Other numbers of days: the intern wishes for %(intern)s, the host for %(host)s.") % {
        "intern": span(facts["intern"]), "host": span(facts["host"]),
    }  # fmt: skip


def seats_short(facts):
    if facts.get("size", 1) > 1:
        return _("There are not seats for all %(count)s travel companions.") % {"count": facts["size"]}
    return _("All seats are taken.")


def better_than(facts):
    among_all = _("The wish fits this host better than it fits %(percent)s %% of the hosts.")
    in_round = _("The wish fits this host better than it fits %(percent)s %% of the round's hosts.")
    return (in_round if facts.get("in_round") else among_all) % {"percent": percent(facts["above"])}


def often(facts):
    return ngettext(
        "%(count)s other has been shown this host.", "%(count)s others have been shown this host.", facts["times"]
    ) % {"count": facts["times"]}


LIMITS_IN_WORDS = {
    "sector": gettext_lazy("sector"), "work_area": gettext_lazy("work area"), "region": gettext_lazy("region"),
    "municipality": gettext_lazy("municipality"), "organisation": gettext_lazy("the own organisation"),
    "wanted_sector": gettext_lazy("the host's wish for a sector"),
    "wanted_work_area": gettext_lazy("the host's wish for a work area"),
    "number_of_days": gettext_lazy("the number of days"), "days_in_common": gettext_lazy("no days in common"),
    "seats": gettext_lazy("no seat"), "group_seats": gettext_lazy("not seats for all companions"),
    "group_days": gettext_lazy("no days in common for all companions"), "not_tried": gettext_lazy("suggested before"),
    "not_own_workplace": gettext_lazy("the own workplace"), "named_host": gettext_lazy("another host is named"),
}  # fmt: skip
SENTENCES = {
    # for
    "named": lambda facts: _("The intern has named this host."),
    "words": about(gettext_lazy("Both write about %(words)s.")),
    "host_words": about(gettext_lazy("What the host asks for touches what the intern does: %(words)s.")),
    "text": better_than,
    "host_text": lambda facts: _("The intern's job fits whom the host wishes for."),
    "shared_work_area": lambda facts: _("Work area in common: %(areas)s.") % {"areas": areas(facts["areas"])},
    "another_work_area": lambda facts: _("A new work area for the intern: %(areas)s.") % {
        "areas": areas(facts["areas"])
    },
    "another_sector": lambda facts: _("A new sector for the intern: %(sector)s.") % {
        "sector": sectors([facts["sector"]])
    },
    "same_sector": lambda facts: _("The same sector: %(sector)s.") % {"sector": sectors([facts["sector"]])},
    "same_level": lambda facts: _("The same level."),
    "near": lambda facts: _("Only %(km)s km away.") % {"km": facts["km"]} if facts["km"] else _("In the same municipality."),
    "days": said_days,
    "waiting": lambda facts: _("The intern has waited %(days)s days.") % {"days": facts["days"]},
    # against
    "no_wish": lambda facts: _("The intern has not written what the wish is."),
    "weak_text": lambda facts: _("The texts have little in common."),
    "weak_host_text": lambda facts: _("The host wishes for somebody who does something else."),
    "own_work_area": lambda facts: _("It is the intern's own work area: %(areas)s.") % {"areas": areas(facts["areas"])},
    "own_sector": lambda facts: _("It is the intern's own sector: %(sector)s.") % {"sector": sectors([facts["sector"]])},
    "far": lambda facts: _("%(km)s km away.") % {"km": facts["km"]},
    "few_days": lambda facts: _("Few days in common."),
    "often_shown": often,
    # without a host
    "all_taken": all_taken,
    "none_fits": lambda facts: _("No host fits.") + mostly(facts["stops"]),
    "not_then": lambda facts: _("The wish has too few days in this round."),
    "manager_refused": lambda facts: _("Not matched: talk to the intern."),
    "own_host": lambda facts: _("Has found a host who is not in the directory yet. Ask that host, or change the wish."),
    "companion_missing": lambda facts: _("A companion without whom nobody goes is not in the round."),
    # stops
    "named_host": lambda facts: _("The intern has named another host."),
    "not_tried": lambda facts: _("It has been suggested before."),
    "not_own_workplace": lambda facts: _("It is the intern's own workplace."),
    "seats": seats_short,
    "group_seats": seats_short,
    "group_days": lambda facts: _("The travel companions have no days in common with the host."),
    "number_of_days": other_number_of_days,
    "days_in_common": no_common_days,
    "sector": lambda facts: _("The intern wishes for another sector: %(wished)s.") % {"wished": sectors(facts["wished"])},
    "work_area": lambda facts: _("The intern wishes for another work area: %(wished)s.") % {"wished": areas(facts["wished"])},
    "region": lambda facts: _("The intern wishes for another region: %(wished)s.") % {"wished": regions(facts["wished"])},
    "municipality": lambda facts: _("The intern wishes for another municipality: %(wished)s.") % {
        "wished": municipalities(facts["wished"])
    },
    "organisation": lambda facts: _("The intern wishes for another organisation than the own."),
    "wanted_sector": lambda facts: _("The host wishes for another sector: %(wished)s.") % {"wished": sectors(facts["wished"])},
    "wanted_work_area": lambda facts: _("The host wishes for another work area: %(wished)s.") % {
        "wished": areas(facts["wished"])
    },
}  # fmt: skip
