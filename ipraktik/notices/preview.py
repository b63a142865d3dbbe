"""Every letter the programme can send, with invented names, in all its languages."""

from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import override

from ipraktik.notices.log import only_coordinators
from ipraktik.notices.readers import COLLEAGUE, NAMED
from ipraktik.notices.rungs import rungs
from ipraktik.notices.samples import parts_of_sample
from ipraktik.notices.table import ANEW, BY_HAND, NOTICES
from ipraktik.notices.values import ORDER
from ipraktik.programme import programme


def letters_preview(request):
    only_coordinators(request)
    readers = readers_of_letters()
    shown = [previewed(letter, readers.get(letter.key, {})) for letter in programme().letters.values()]
    return render(request, "notices/pages/preview.html", {"letters": shown})


def previewed(letter, readers):
    return {
        "key": letter.key,
        "readers": [programme().party(party).title for party in sorted(readers)],
        "written": [whole(letter, readers, language) for language in programme().languages],
    }


def whole(letter, readers, language):
    """All that its first reader sees, and the same as text."""
    party = next((party for party in ORDER if party in readers), None)
    with override(language):
        shown = parts_of_sample(letter, language, party, readers.get(party, ""))
        return shown | {"text": render_to_string("notices/pages/letter.txt", shown).strip()}


def readers_of_letters():
    """{letter: {party it may go to: what it is then about}}"""
    found = {}
    rows = [(kind, notice) for (kind, _event), row in NOTICES.items() for notice in row]
    rows += [("placement", notice) for notice in (*ANEW, *BY_HAND.values())]
    for kind, notice in rows:
        found.setdefault(notice.letter, {}).update(dict.fromkeys(notice.readers - {COLLEAGUE, NAMED}, kind))
    for rung in rungs().values():
        found.setdefault(rung.letter, {}).setdefault(rung.party, rung.subject)
    return found
