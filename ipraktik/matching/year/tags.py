"""The hosts that fit best, on the intern's own page of a wish."""

from datetime import timedelta

from django import template
from django.utils import timezone

from ipraktik.directory import lifecycle
from ipraktik.matching.words.phrasing_to import said_to_intern
from ipraktik.matching.year.matches import Matches
from ipraktik.programme import programme

register = template.Library()
SHOWN = 5
ON_ITS_WAY = timedelta(minutes=10)  # a list that is not there by then is not spoken of


@register.inclusion_tag("matching/pages/_wish_matches.html")
def wish_matches(wish, person):
    """For the intern alone, while nobody is asked yet; nothing where the programme leaves it to the office."""
    if not may_see(wish, person):
        return {}
    matches = Matches(wish)
    if not matches.is_made:
        return {"is_on_its_way": timezone.now() - (wish.submitted_at or wish.created_at) < ON_ITS_WAY}
    return {"wish": wish, "rows": [row(match) for match in matches.can[:SHOWN]]}


def may_see(wish, person):
    own = wish.intern_id == person.pk and wish.state == lifecycle.OPEN and wish.door != wish.Door.OWN_HOST
    return own and programme().rules.interns_see_matches and not wish.placements.live().exists()


def row(match):
    """(the match, why in words, what speaks against)."""
    return match, match.why(said_to_intern), match.against_in_words(said_to_intern)
