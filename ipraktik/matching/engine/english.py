"""Reasons and stops in plain English, for the command line's report. Pages say them in their reader's language."""


def say(reason):
    """One sentence of a Reason or a Stop; its key where there is none."""
    return SENTENCES[reason.key](reason.facts) if reason.key in SENTENCES else reason.key


def listed(words):
    *firsts, last = [str(word) for word in words] or ["nothing"]
    return f"{', '.join(firsts)} and {last}" if firsts else last


def pairs(found):
    """“elderly” where both say the same, else “elderly / old people”."""
    return listed(each.asked if each.asked == each.offered else f"{each.asked} / {each.offered}" for each in found)


def span(days):
    return f"{days[0]}" if days[0] == days[1] else f"{days[0]}-{days[1]}"


def dates(stretches, most=3):
    if not stretches:
        return "no days"
    said = [first.isoformat() if first == last else f"{first} to {last}" for first, last in stretches[:most]]
    return listed(said) + (" and later" if len(stretches) > most else "")


SENTENCES = {
    "named": lambda f: "The intern has named this host.",
    "words": lambda f: f"Both write about {pairs(f['words'])}.",
    "text": lambda f: f"What the intern asks fits this host better than {int(100 * f['above'])} of 100 hosts.",
    "host_words": lambda f: f"The host wishes for, and the intern works with, {pairs(f['words'])}.",
    "host_text": lambda f: "The intern's job fits well whom the host wishes for.",
    "shared_work_area": lambda f: f"Both work with {listed(f['areas'])}.",
    "another_work_area": lambda f: f"It is another work area: {listed(f['areas'])}.",
    "another_sector": lambda f: f"It is another sector: {f['sector']}.",
    "same_sector": lambda f: f"Both are of the sector {f['sector']}.",
    "same_level": lambda f: f"Both are at the level {f['level']}.",
    "near": lambda f: f"It is {f['km']} km away.",
    "far": lambda f: f"It is {f['km']} km away.",
    "days": lambda f: f"Both can {dates(f['stretches'])}.",
    "few_days": lambda f: f"They have few days in common: {dates(f['stretches'])}.",
    "waiting": lambda f: f"The intern has waited {f['days']} days.",
    "no_wish": lambda f: "The intern has not written why.",
    "weak_text": lambda f: "What the intern asks says little of what this host does.",
    "weak_host_text": lambda f: "The intern's job is not what the host wishes for.",
    "own_work_area": lambda f: f"It is the intern's own work area: {listed(f['areas'])}.",
    "own_sector": lambda f: f"It is the intern's own sector: {f['sector']}.",
    "often_shown": lambda f: f"The host has been suggested {f['times']} times.",
    "named_host": lambda f: f"The intern has named another host: {f['host']}.",
    "not_tried": lambda f: "One of the two has said no.",
    "not_own_workplace": lambda f: "It is the intern's own workplace.",
    "seats": lambda f: f"There are seats for {f['seats']}, and {f['size']} go together.",
    "number_of_days": lambda f: (
        f"The intern goes for {span(f['intern'])} days, the host receives for {span(f['host'])}."
    ),
    "days_in_common": lambda f: (
        f"They have not {f['needed']} working days in a row in common: the intern can {dates(f['intern'])}, "
        f"the host {dates(f['host'])}."
    ),
    "sector": lambda f: (
        f"The intern wishes for {listed(f['wished'])}, and the host is {f['host'] or 'of no known sector'}."
    ),
    "work_area": lambda f: (
        f"The intern wishes to see {listed(f['wished'])}, and the host works with {listed(f['host'])}."
    ),
    "region": lambda f: (
        f"The intern wishes for {listed(f['wished'])}, and the host is in {f['host'] or 'no known region'}."
    ),
    "municipality": lambda f: (
        f"The intern wishes for {listed(f['wished'])}, and the host is in {f['host'] or 'no known one'}."
    ),
    "organisation": lambda f: "The intern wishes for another organisation than the own.",
    "wanted_sector": lambda f: f"The host wishes for interns from {listed(f['wished'])}.",
    "wanted_work_area": lambda f: f"The host wishes for interns who work with {listed(f['wished'])}.",
    "wanted_level": lambda f: f"The host wishes for somebody at the level {listed(f['wished'])}.",
}
