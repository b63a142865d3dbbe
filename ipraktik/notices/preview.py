"""Every letter the programme can send, with invented names, in all its languages."""

from django.shortcuts import render

from ipraktik.notices.log import only_coordinators
from ipraktik.notices.post import blocks
from ipraktik.notices.readers import NAMED
from ipraktik.notices.rungs import rungs
from ipraktik.notices.samples import sample
from ipraktik.notices.table import ANEW, BY_HAND, NOTICES
from ipraktik.programme import programme


def letters_preview(request):
    only_coordinators(request)
    readers = readers_of_letters()
    shown = [previewed(letter, readers.get(letter.key, set())) for letter in programme().letters.values()]
    return render(request, "notices/pages/preview.html", {"letters": shown})


def previewed(letter, parties):
    written = [(language, sample(letter, language)) for language in programme().languages]
    return {
        "key": letter.key,
        "readers": [programme().party(party).title for party in sorted(parties - {NAMED})],
        "written": [(language, said, blocks(said.body)) for language, said in written],
    }


def readers_of_letters():
    """Which parties each letter may go to."""
    found = {}
    for notice in (notice for row in (*NOTICES.values(), ANEW, BY_HAND.values()) for notice in row):
        found.setdefault(notice.letter, set()).update(notice.readers)
    for rung in rungs().values():
        found.setdefault(rung.letter, set()).add(rung.party)
    return found
