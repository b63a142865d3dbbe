"""Where the cast stand when the curtain rises: each has one thing to do."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.demo import care, notes
from ipraktik.demo.days import age, put_on, trip, under_way
from ipraktik.demo.expectations import add_goal, propose_talk, settle_talk
from ipraktik.demo.people import person
from ipraktik.demo.photographing import mona_takes_photos, per_took_photos
from ipraktik.demo.talked import mona_and_tove_talk, per_leaves_advice
from ipraktik.directory.models import Offer
from ipraktik.guide.models import Answer
from ipraktik.itinerary.models import Colleague
from ipraktik.kit.calendar import working_days_after
from ipraktik.matching.engine.learning import learn
from ipraktik.matching.engine.ngrams import Ngrams
from ipraktik.matching.engine.simulated_answers import KINDS, simulated
from ipraktik.matching.engine.texts import Texts
from ipraktik.matching.models import LearntWeights, Round
from ipraktik.matching.weights.weighing import policy
from ipraktik.matching.year.learning import changes
from ipraktik.people.models import Workplace
from ipraktik.placements.models import Goal, Message, Placement
from ipraktik.programme import programme

WORKPLACE = {
    "about": "Vi er 34 lønfolk, der udbetaler løn til 29.000 ansatte på fire hospitaler. "
    "Vi sidder i et gammelt sygeplejekollegium.",
    "why": "Vi retter 400 fejl om måneden og finder de fleste selv. Vi vil gerne have en til at spørge, hvorfor de opstår.",
    "see": "Vores fejltavle, ugens møde med hospitalerne, robotten Benny og to dage ved siden af en lønkonsulent.",
    "wishes_for": "Lønfolk fra andre steder. Og gerne en, der aldrig har set en lønseddel indefra.",
    "hours": "8.00-15.30, fredag til 14",
    "dress": "Almindeligt tøj",
    "equipment": "Vi har en bærbar, du kan låne",
    "access": "Elevator ved indgang C. Parkering er gratis.",
    "workspace": "Et skrivebord ved vinduet",
    "meet": "Regionshuset, indgang C. Ring til Hanne, så henter hun dig.",
    "additions": "I vores systemer ser du rigtige lønsedler. Du tager ikke billeder af skærme og ingen kopier med hjem.",
    "wants_declaration": True,
}
LIES_IN = {
    ("Aarhus Kommune", "Lønkontoret"): "Aarhus",
    ("Syddjurs Kommune", "Skolen ved Skoven"): "Syddjurs",
    ("Region Syddanmark", "Akutafdelingen"): "Vejle",
    ("Trekant Brand", "Vagtcentralen"): "Kolding",
    ("Esbjerg Kommune", "Museet på Havnen"): "Esbjerg",
}


def play(cast):
    hosting = hanne_hosts(cast)
    ida_keeps_some_hosts(cast)
    ida_prepares(cast, hosting)
    emil_waits_for_hanne(cast, hosting)
    mona_is_there_today(cast)
    per_has_come_home(cast, hosting)
    bo_waits_for_signe(cast)
    put_on_the_map()
    karl_has_a_round(cast)
    karl_may_decide_on_learnt_weights()


def hanne_hosts(cast):
    offer = the_cast.offer(
        cast, at="Løn og Personale", of="Region Midtjylland", sector="region", seats=3, at_a_time=3, **WORKPLACE
    )
    Workplace.objects.filter(pk=offer.workplace_id).update(
        municipality=programme().find_municipality("Viborg").code, work_areas=["payroll"]
    )
    return Offer.objects.get(pk=offer.pk)


def put_on_the_map():
    """The cast's workplaces lie where their organisations are: distances are told from there."""
    for (organisation, workplace), municipality in LIES_IN.items():
        code = programme().find_municipality(municipality).code
        Workplace.objects.filter(name=workplace, organisation__name=organisation).update(municipality=code)


def ida_keeps_some_hosts(cast):
    published = Offer.objects.filter(state="published").select_related("workplace").order_by("pk")
    for offer in [each for each in published if "payroll" in each.workplace.work_areas][:3]:
        cast["ida"].saved_offers.create(offer=offer)


def ida_prepares(cast, offer):
    """Hanne has written the itinerary and her expectations; Ida's are missing, so nobody can sign."""
    wish = the_cast.wish(cast, where="En lønafdeling, der finder fejlene selv.", special_needs="Jeg tåler ikke nødder.")
    placement = Placement.objects.suggest(wish, offer, by=cast["ida"], origin="browse", message=wish.why)
    placement = placement.perform("accept", by=cast["hanne"])
    visit = placement.visit
    days = put_on(visit, trip(timezone.localdate() + timedelta(days=24), 2))
    write(visit, days, ITINERARY)
    name(visit, "Følg en lønkonsulent", "Pia Bruun", "pia.bruun@loen.example")
    share(placement, "host", "At høre, hvilke af vores regler der er vaner.", "At få øje på de fejl, vi selv laver.")
    serve(placement, "Fejltavlen: hvor kommer fejlene fra?")
    hanne = placement.participants.get(person=cast["hanne"])
    for key, text in HANNE_WRITES.items():
        Answer.objects.create(participant=hanne, key=key, text=text)
    propose_talk(placement, "host", in_days(3))
    age(placement, 6)
    talk(cast, placement)
    care.before_the_visit(cast, placement)


HANNE_WRITES = {
    "host-would-like-to-show": "Fejltavlen om mandagen og robotten Benny, når den går i stå.",
    "host-would-like-to-see": "Jeres fejlliste, også den, der ligger i skuffen.",
    "what-use-of-fresh-eyes": "Til at spørge, hvorfor en lønseddel går gennem fem hænder.",
}
TALK = (  # (who, when, what): the last one is new to Ida
    ("ida", 50, "Hej Hanne! Må jeg tage vores egen fejlliste med? Den er otte sider."),
    ("hanne", 45, "Ja, meget gerne. Jeg hænger den op ved siden af vores. Så ser vi, hvem der har flest."),
    ("signe", 30, "Tag endelig også den hemmelige liste med, den bag kalenderen."),
    ("hanne", 3, "Jeg har lige sat programmet på. Er der noget, du savner? Og vil du se Benny arbejde om natten?"),
)


def talk(cast, placement):
    for key, hours, text in TALK:
        party = placement.party_of(cast[key])
        at = timezone.now() - timedelta(hours=hours)
        Message.objects.create(placement=placement, author=cast[key], party=party, text=text, at=at)
    placement.participants.update(read_at=timezone.now() - timedelta(hours=4))


def write(visit, days, rows):
    """The rows of an itinerary: (day, from, to, kind, what, where, with whom)."""
    for day, starts, ends, kind, what, where, with_whom in rows:
        visit.items.create(
            day=days[day], starts=starts, ends=ends, kind=kind, what=what, where=where, with_whom=with_whom
        )


def name(visit, what, who, email="", cannot=""):
    """A colleague of the host's in this row."""
    colleague = Colleague.objects.known_as(visit, who, email)
    colleague.items.add(visit.items.get(what=what))
    Colleague.objects.filter(pk=colleague.pk).update(cannot=cannot)
    return colleague


def serve(placement, what):
    """The row answers what the host wants to know."""
    placement.visit.items.get(what=what).goals.add(*Goal.objects.filter(participant__placement=placement))


ITINERARY = (
    (0, "09:00", "10:00", "welcome", "Velkomst og rundvisning", "Indgang C", "Hanne"),
    (0, "10:00", "12:00", "shadow", "Følg en lønkonsulent", "Lønkontoret", ""),
    (0, "12:00", "12:30", "lunch", "Frokost", "Kantinen", "Holdet"),
    (0, "12:30", "15:00", "meeting", "Fejltavlen: hvor kommer fejlene fra?", "Mødelokale 2", "Rune"),
    (0, "15:00", "15:30", "talk", "Dagens samtale: hvad overraskede os?", "Hannes kontor", "Hanne"),
    (1, "08:30", "11:30", "meeting", "Ugens møde med hospitalerne", "Stort mødelokale", "Hanne og Rune"),
    (1, "11:30", "12:00", "lunch", "Frokost", "Kantinen", "Holdet"),
    (1, "12:00", "13:30", "writing", "Tid til at skrive og tænke", "Skrivebordet ved vinduet", ""),
    (1, "13:30", "14:30", "closing", "Tre gode råd til hele holdet", "Kaffekøkkenet", "Alle"),
)


def in_days(number, hour=10):
    """A time at which people talk: of that day, or of the first working day after it."""
    day = working_days_after(timezone.localdate() + timedelta(days=number - 1), 1, programme().country)
    return timezone.make_aware(datetime.combine(day, time(hour)))


def share(placement, party, *goals):
    for each in placement.participants.filter(party=party, signs=True):
        for number, text in enumerate(goals, start=1):
            each.goals.create(number=number, text=text)
    placement.participants.filter(party=party, signs=True).update(expectations_shared_at=timezone.now())


def emil_waits_for_hanne(cast, offer):
    cast = cast | {"ruth": person("Ruth Holm", "skolechef", "Syddjurs Kommune")}
    wish = the_cast.wish(
        cast, intern="emil", manager="ruth", at="Skolen ved Skoven", of="Syddjurs Kommune",
        why="Vi bruger to dage om måneden på vikarløn. Jeg vil forstå, hvad der sker i den anden ende.",
    )  # fmt: skip
    placement = Placement.objects.suggest(wish, offer, by=cast["emil"], origin="browse", message=wish.why)
    age(placement, 4)


def mona_is_there_today(cast):
    wish = the_cast.wish(
        cast, intern="mona", manager="jens", at="Akutafdelingen", of="Region Syddanmark", sector="region",
        why="Vi taber viden, når vagten skifter. Jeg vil se, hvordan andre giver stafetten videre.",
    )  # fmt: skip
    cast = cast | {"vibe": person("Vibe Kær", "brandmester", "Trekant Brand")}
    host = the_cast.offer(
        cast, at="Vagtcentralen", of="Trekant Brand", host="tove", reserve="vibe", seats=1, **SWITCHBOARD
    )
    placement = Placement.objects.suggest(wish, host, by=cast["karl"], origin="office")
    placement = the_cast.advance(placement, "preparing")
    placement.visit.set_days(first := the_cast.soon(), first + timedelta(days=1))
    expect_of_each_other(cast, placement)
    write(placement.visit, placement.visit.days, AT_THE_SWITCHBOARD)
    placement = the_cast.advance_from_preparing(placement, "agreed")
    name(placement.visit, "Med på vagtskiftet fra alle sider", "Lis Holt", "lis.holt@vagt.example")
    name(placement.visit, "Stuegang i garagen", "Kaj Vad", "kaj.vad@vagt.example", cannot="time")
    settle_talk(
        placement, in_days(-9),
        "Mona ser vagtskiftet kl. 7 og kl. 19. Hun spørger, når radioen er tavs, og tager Akuttens stafetkort med.",
    )  # fmt: skip
    put_on(placement.visit, under_way(len(placement.visit.days)))
    age(placement, 40)
    mona_and_tove_talk(placement)
    care.during_the_visit(cast, Placement.objects.for_page().get(pk=placement.pk))
    Placement.objects.for_page().get(pk=placement.pk).amend(
        "I morgen møder Mona kl. 6.45 ved port 2 i stedet for i receptionen, så hun når hele vagtskiftet.",
        ["meet"],
        cast["tove"],
    )
    mona_takes_photos(cast, Placement.objects.for_page().get(pk=placement.pk))
    notes.write(Placement.objects.for_page().get(pk=placement.pk), mona=cast["mona"], tove=cast["tove"])


def expect_of_each_other(cast, placement):
    share(
        placement,
        "intern",
        "At se, hvad der bliver sagt højt, når en vagt går hjem.",
        "Tre linjer, vi kan prøve på mandag.",
    )
    share(placement, "host", "At høre, hvad en udefra ikke forstår af vores tavle.")
    add_goal(placement.participants.get(person=cast["vibe"]), "At få holdet til at fortælle, ikke kun vise.")
    for party, answers in MONA_AND_TOVE_WRITE.items():
        writer = placement.participants.filter(party=party, signs=True).first()
        for key, text in answers.items():
            Answer.objects.create(participant=writer, key=key, text=text)


SWITCHBOARD = {
    "about": "Vi tager imod alarmer døgnet rundt og sender brandbiler af sted. Vi er to hold på 14.",
    "why": "Vi skifter vagt 700 gange om året. Vi ser ikke selv længere, hvad vi gør.",
    "see": "Vagtskifte kl. 7 og kl. 19, opkaldene i høretelefoner og stuegang i garagen.",
    "hours": "7.00-15.00", "dress": "Sko, du kan stå i", "equipment": "Høretelefoner ligger klar",
    "access": "Meld dig i receptionen. Vis legitimation.", "meet": "I receptionen. Tove henter dig.",
}  # fmt: skip
MONA_AND_TOVE_WRITE = {
    "intern": {
        "intern-would-like-to-see": "Et helt vagtskifte, fra de første til de sidste er gået.",
        "intern-brings": "Vores stafetkort. Det er laminaret og alligevel slidt op.",
    },
    "host": {
        "host-would-like-to-show": "Tavlen, og de ti minutter, hvor alle står op.",
        "what-use-of-fresh-eyes": "Til at spørge om det, vi holdt op med at undre os over.",
    },
}


AT_THE_SWITCHBOARD = (
    (0, "06:45", "07:30", "welcome", "Velkomst, og så lige ind i vagtskiftet", "Vagtcentralen", "Tove"),
    (0, "07:30", "11:30", "fly-on-the-wall", "Lyt med på opkaldene", "Plads 3", ""),
    (0, "11:30", "12:00", "lunch", "Frokost med dagholdet", "Køkkenet", ""),
    (0, "12:00", "14:00", "shadow", "Med på vagtskiftet fra alle sider", "Vagtcentralen", ""),
    (0, "14:00", "14:30", "writing", "Ro til at skrive", "Hvilerummet", ""),
    (0, "14:30", "15:00", "talk", "Hvad overraskede os i dag?", "Køkkenet", "Tove"),
    (1, "08:00", "10:00", "meeting", "Stuegang i garagen", "Garagen", ""),
    (1, "10:00", "11:30", "own-task", "Tegn jeres vagtskifte, og tegn vores", "Mødebordet", ""),
    (1, "11:30", "12:00", "lunch", "Frokost med dagholdet", "Køkkenet", ""),
    (1, "12:30", "13:15", "closing", "Tre gode råd til begge hold", "Køkkenet", "Alle"),
)


def per_has_come_home(cast, offer):
    """The visit is over and both have said so; neither has evaluated, and Hanne owes an answer to one piece of advice."""
    cast = cast | {"asger": person("Asger Bro", "museumschef", "Esbjerg Kommune")}
    wish = the_cast.wish(
        cast, intern="per", manager="asger", at="Museet på Havnen", of="Esbjerg Kommune",
        why="Vores frivillige får ingen løn, men de får fejl i kørepengene. Det må kunne gøres bedre.",
    )  # fmt: skip
    placement = the_cast.placement(cast, "agreed", wish_=wish, offer_=offer)
    put_on(placement.visit, trip(timezone.localdate() - timedelta(days=6), len(placement.visit.days)))
    age(placement, 45)
    per_leaves_advice(Placement.objects.get(pk=placement.pk))
    placement = Placement.objects.get(pk=placement.pk).perform("confirm", by=cast["per"])
    per_took_photos(cast, Placement.objects.for_page().get(pk=placement.pk))
    notes.write(Placement.objects.for_page().get(pk=placement.pk), per=cast["per"], hanne=cast["hanne"])


def bo_waits_for_signe(cast):
    wish = the_cast.wish(
        cast, intern="bo", consent=False, door="pool", where="Et sted, der taster mindre end os.",
        why="Jeg taster vikartimer i hånden og vil se, hvem der er holdt op.",
    )  # fmt: skip
    age(wish, 2)


def karl_has_a_round(cast):
    """For visits within four weeks, three months from now; its first proposal is made as soon as the solver runs."""
    first = the_cast.soon(90)
    made = Round.objects.create(
        name=f"Uge {first.isocalendar().week}", first=first,
        last=first + timedelta(days=25), answer_by=first - timedelta(days=30),
    )  # fmt: skip
    made.record("begin", cast["karl"])
    made.ask_to_solve(cast["karl"], "stable")


def karl_may_decide_on_learnt_weights():
    """From invented answers of people who care less for the text and more for the distance than the programme thinks."""
    now = policy()
    truth = now.over(dict.fromkeys(KINDS, {"text": 0.6, "distance": 0.2}))
    learnt = learn(simulated(800, truth, now, seed=2027), now)
    LearntWeights.objects.propose(learnt, changes(learnt.weights, Texts(Ngrams())))
