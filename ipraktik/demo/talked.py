"""What intern and host say to each other in the demo: daily talks, advice with answers, a closing talk."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from ipraktik.people.parties import HOST, INTERN
from ipraktik.reflections.models import Advice, Conclusion, TalkAnswer

MONA = (  # (party, {question: answer}): of the days that have gone, and of today
    (INTERN, {
        "most-striking": "I læser fejlene op ved vagtskiftet, før nogen spørger.",
        "what-surprised-you": "At ham med mindst erfaring taler først.",
    }),
    (HOST, {
        "most-striking": "Mona spurgte, hvem der retter tavlen. Det er der ingen, der gør.",
        "what-surprised-you": "At I bruger 40 minutter på et vagtskifte. Vi bruger 8.",
    }),
)  # fmt: skip
MONA_CAME_TO = "Vi prøver det samme hos Mona: Den yngste taler først, og tavlen får en ejer."
PER_FIRST = (
    (INTERN, {
        "most-striking": "Mødet med hospitalerne. Alle havde set tallene på forhånd.",
        "what-surprised-you": "At der er stille her. Hos os er der altid nogen, der søger en kvittering.",
    }),
    (HOST, {"what-surprised-you": "Per spurgte, hvem vi laver listerne til. Det tog os lidt tid at svare."}),
)  # fmt: skip
PER_LAST = (
    (INTERN, {
        "most-striking": "Fejltavlen. Alle går forbi den med kaffen i hånden.",
        "what-surprised-you": "At Benny retter om natten, og at ingen savner at gøre det selv.",
    }),
    (HOST, {
        "most-striking": "Per læste vores kørselsregler højt. Vi grinede, og så blev vi stille.",
        "what-surprised-you": "At en frivillig kan få fem breve om den samme udbetaling.",
    }),
)  # fmt: skip
PER_CAME_TO = "Vi skriver kørselsreglerne om sammen. Per sender det, museet har."
CLOSING = (
    "Per: I er gode til at sige højt, når noget er gået galt. Jeg undrede mig over, at de nye ikke må.\n"
    "Hanne: Det havde vi ikke set. Vi tager det op på mandagsmødet.\n"
    "Vi ringer sammen den første fredag i næste måned."
)
ADVICE = (  # (piece, outcome, words, days until)
    ("Lad de nye skrive på fejltavlen fra første dag.", "done", "Tavlen har fået en gul pen til de nye.", None),
    ("Send ét brev om en udbetaling, ikke fem.", "later", "Vi skal først have systemet til det.", 60),
    ("Spørg dem, der får pengene, om de forstår lønsedlen.", "", "", None),
)


def mona_and_tove_talk(placement):
    """They have talked each evening; today the host has answered, and Mona has not yet."""
    today = timezone.localdate()
    for day in placement.visit.days:
        if day < today:
            talk(placement, day, MONA, MONA_CAME_TO)
        elif day == today:
            talk(placement, day, MONA[1:])


def per_leaves_advice(placement):
    first, *_between, last_day = placement.visit.days
    talk(placement, first, PER_FIRST)
    talk(placement, last_day, PER_LAST, PER_CAME_TO)
    last = evening(placement.visit.last_day)
    Conclusion.objects.create(placement=placement, text=CLOSING, by=placement.visit.contact, at=last)
    for number, piece in enumerate(ADVICE, 1):
        Advice.objects.create(placement=placement, number=number, given_at=last, **answered(placement, *piece))


def answered(placement, text, outcome, words, days):
    if not outcome:
        return {"text": text}
    by_when = timezone.localdate() + timedelta(days=days) if days else None
    answer = {"outcome": outcome, "words": words, "by_when": by_when}
    return answer | {"text": text, "answered_at": timezone.now(), "answered_by": placement.visit.contact}


def talk(placement, day, answers, came_to=""):
    at = evening(day)
    for party, said in answers:
        participant = placement.participants.filter(party=party, signs=True).first()
        TalkAnswer.objects.create(participant=participant, day=day, said=said, at=at, changed_at=at)
    if came_to:
        Conclusion.objects.create(placement=placement, day=day, text=came_to, by=placement.wish.intern, at=at)


def evening(day):
    """At four, and never later than now."""
    return min(timezone.make_aware(datetime.combine(day, time(16))), timezone.now())
