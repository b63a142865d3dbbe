"""What the cast have done to make the two visits good: needs, the place, the department, the cover at home, a quiet line."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from ipraktik.demo.handouts import hand_out
from ipraktik.preparing.models import Care, CoverTask, Homecoming, Introduction, Place, Trouble
from ipraktik.programme import programme


def before_the_visit(cast, placement):
    """Ida's: the needs still stand as the wish has them, and nobody has set the talk."""
    place = Place.objects.create(
        offer=placement.offer,
        organised="Fire hold, ét for hvert hospital. Hanne leder dem alle, og hvert hold retter sine egne fejl.",
        goals="Under 200 fejl om måneden, før året er omme. Vi tæller dem hver fredag, og tallet hænger på tavlen.",
        links=[
            ["Regionens side om løn", "https://www.rm.dk/om-os/organisation/"],
            ["Sådan læser du en lønseddel", "https://www.borger.dk/"],
        ],
    )
    hand_out(place)
    for what, who, days in (
        ("Fredagens lønkørsel", "Birthe Kjær", 3),
        ("Spørgsmål fra skolerne", "Bo Winther", 2),
        ("Nøglen til arkivet", "", 1),
    ):
        by = placement.visit.first_day - timedelta(days=days)
        CoverTask.objects.create(placement=placement, what=what, who=who, by=by)
    placement.cover_tasks.filter(who="Bo Winther").update(done_at=timezone.now())


def during_the_visit(cast, placement):
    """Mona's: all is in place, but there is something that she will only say to the office."""
    Care.objects.create(
        placement=placement, appointment="Torsdag 14-15 er jeg i telefonen.", other="Jeg ser dårligt i mørke."
    )
    Introduction.objects.create(
        placement=placement, tell_name=True, tell_workplace=True, tell_why=True, said_at=timezone.now(),
        why="Vi taber viden, når vagten skifter. Jeg vil se, hvordan I giver stafetten videre.",
    )  # fmt: skip
    Place.objects.create(
        offer=placement.offer,
        organised="To vagthold på 14. Vagtlederen fordeler opkald, og ingen går, før den næste har gentaget opgaverne.",
        goals="Ét minut fra opkald til udrykning.",
        links=[["Trekant Brand", "https://www.trekantbrand.example/"]],
    )
    CoverTask.objects.create(
        placement=placement, what="Vagtplanen", who="Oversygeplejerske Jens Juhl", done_at=timezone.now()
    )
    day = placement.visit.last_day + timedelta(days=5)
    at = datetime.combine(day, time(13), ZoneInfo(programme().timezone))
    Homecoming.objects.create(placement=placement, starts_at=at, where="Konferencen på 4. sal")
    trouble = Trouble.objects.confide(placement, cast["mona"], TROUBLE)
    Trouble.objects.filter(pk=trouble.pk).update(at=timezone.now() - timedelta(hours=3))


TROUBLE = (
    "Min kontakt er på udrykning hele dagen, og jeg sidder mest alene. Jeg vil ikke være til besvær. "
    "Kan I hjælpe mig med at sige det? I må gerne ringe efter kl. 16."
)
