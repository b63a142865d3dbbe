"""A wish in words: how long, when, where, with whom; for the preview, its page, and the manager."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ipraktik.kit.days import say_days, say_week
from ipraktik.programme import programme


@dataclass(frozen=True)
class Line:
    """A line of the wish: what it is about, what it says, and the step where it is changed."""

    step: str
    label: str
    said: tuple


def said_number(number):
    return number_format(number.normalize(), use_l10n=True)


def length_in_words(shortest, longest):
    """“2 days”, “3-4 days”, “half a day to 2 days” as “0.5-2 days”."""
    if shortest == longest:
        return ngettext("%(days)s day", "%(days)s days", int(longest + 1 if longest % 1 else longest)) % {
            "days": said_number(longest)
        }
    return _("%(least)s-%(most)s days") % {"least": said_number(shortest), "most": said_number(longest)}


def when_in_words(wish):
    if wish.any_time:
        return (_("Any time"),)
    periods = wish.periods.all()
    return tuple(f"{say_days(each.first, each.last)} ({say_week(each.first, each.last)})" for each in periods)


def how_in_words(wish):
    kind = programme().travel_types.get(wish.travel_type)
    return (f"{str(kind.name).capitalize()}, {length_in_words(wish.days_min, wish.days_max)}",) if kind else ()


def limits_in_words(wish):
    """What the intern wishes for in a host; nothing where they are open to everything."""
    here = programme()
    wanted = [
        (wish.sectors, {key: each.name for key, each in here.sectors.items()}),
        (wish.work_areas, here.work_areas),
        (wish.regions, {key: each.name for key, each in here.regions.items()}),
        (wish.municipalities, {key: each.name for key, each in here.municipalities.items()}),
    ]
    said = [", ".join(str(names[key]) for key in keys if key in names) for keys, names in wanted]
    said = [each for each in said if each]
    return said if wish.own_organisation else [*said, _("Not in my own organisation")]


def where_in_words(wish):
    named = wish.host_in_mind
    if named:
        contact = contact_in_words(named) if named.wish_id == wish.pk else ()
        return (f"{named.workplace}, {named.organisation}", *contact, wish.where)
    if wish.asked_offer:
        return (wish.asked_offer.workplace.full_name, wish.where)
    return (wish.get_door_display(), *(limits_in_words(wish) or [_("Open to everything")]), wish.where)


def where_for_manager(wish):
    """Where, without the host's own address."""
    named = wish.host_in_mind
    if named:
        return (f"{named.workplace}, {named.organisation}",)
    return (
        (wish.asked_offer.workplace.full_name,) if wish.asked_offer else (_("Not decided yet"), *limits_in_words(wish))
    )


def contact_in_words(named):
    return (", ".join(filter(None, [named.contact_name, named.contact_email])), named.get_contacted_by_display())


def companions_in_words(wish):
    if not wish.group_id:
        return (_("I travel alone"),)
    named = [str(each.intern) for each in wish.companions.select_related("intern")]
    named += [each["name"] for each in wish.group.to_invite]
    if not named:
        return (_("I travel alone"),)
    return (", ".join(named), _("Together or not at all") if wish.group.together_only else _("Together if possible"))


def person_in_words(person):
    return tuple(filter(None, [str(person), person.title, person.email, person.phone]))


def lines(wish, *, with_needs=False):
    """The whole wish, line by line; special needs only for the intern's own eyes."""
    manager = wish.manager and dict.fromkeys([wish.manager_called, wish.manager.email])
    rows = [
        Line("about-me", _("About me"), person_in_words(wish.intern)),
        Line("workplace", _("My workplace"), (wish.workplace.full_name,) if wish.workplace else ()),
        Line("workplace", _("My nearest manager"), (", ".join(manager),) if manager else ()),
        Line("why", _("Why"), (wish.why,)),
        Line("where", _("Where"), where_in_words(wish)),
        Line("when", _("When"), when_in_words(wish)),
        Line("how", _("How"), how_in_words(wish)),
        Line("companions", _("With whom"), companions_in_words(wish)),
    ]
    if with_needs:
        rows.append(Line("care", _("To take into account"), (wish.special_needs or _("Nothing"),)))
    return [Line(row.step, row.label, tuple(each for each in row.said if each)) for row in rows]
