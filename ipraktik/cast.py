"""The people in every test and in the demo: Ida the intern, Hanne the host, Signe her manager, Karl the coordinator,
Olga the outsider. And the things they make, in whatever state a scene begins."""

from datetime import timedelta
from io import BytesIO
from math import ceil
from uuid import uuid4

from django.utils import timezone
from PIL import Image

from ipraktik.directory.models import Offer, Wish
from ipraktik.kit.pictures import Picture
from ipraktik.matching.engine.market import market
from ipraktik.matching.models import Pairing, Proposal, Round
from ipraktik.matching.rounds.evidence import packed
from ipraktik.matching.rounds.publishing import send_published
from ipraktik.people.models import Organisation, Person, Workplace
from ipraktik.photos.models import Photo
from ipraktik.placements.models import Goal, Placement
from ipraktik.programme import programme

PEOPLE = {  # key: (name, title)
    "ida": ("Ida Lund", "lønkonsulent"),
    "hanne": ("Hanne Krogh", "afdelingsleder"),
    "rune": ("Rune Toft", "udviklingskonsulent"),
    "signe": ("Signe Dahl", "lønchef"),
    "karl": ("Karl Bech", "koordinator"),
    "kirsten": ("Kirsten Holm", "koordinator"),
    "olga": ("Olga Friis", "bibliotekar"),
    "bo": ("Bo Winther", "lønkonsulent"),
    "per": ("Per Kvist", "museumsinspektør"),
    "mona": ("Mona Skov", "sygeplejerske"),
    "jens": ("Jens Juhl", "oversygeplejerske"),
    "emil": ("Emil Ravn", "skoleleder"),
    "tove": ("Tove Munk", "vagtleder"),
}
WHY = "Jeg vil se, hvordan I retter fejl i lønnen, før medarbejderne opdager dem."


def gather():
    """Everyone, by key. Calling it again finds them."""
    cast = {key: person(key, name, title) for key, (name, title) in PEOPLE.items()}
    Person.objects.filter(pk__in=[cast["karl"].pk, cast["kirsten"].pk]).update(is_coordinator=True)
    for key in ("karl", "kirsten"):
        cast[key].is_coordinator = True
    return cast


def person(key, name, title):
    known = Person.objects.known_as(f"{key}@ipraktik.example", name)
    if not known.title:
        known.title = title
        known.save(update_fields=["title"])
    return known


def sectors(can):
    return [sector.key for sector in programme().sectors.values() if getattr(sector, can)]


def place(number):
    """A municipality of the programme, where it has any."""
    codes = list(programme().municipalities)
    return codes[number % len(codes)] if codes else ""


def area(number):
    areas = list(programme().work_areas)
    return [areas[number % len(areas)]]


def workplace(organisation, name, number=0, can="may_send", sector=None):
    sector = sector or sectors(can)[0]
    organisation = Organisation.objects.known_as(organisation, sector)
    return Workplace.objects.known_as(organisation, name, municipality=place(number), work_areas=area(number))


def soon(days=40):
    """A Monday some weeks ahead."""
    day = timezone.localdate() + timedelta(days=days)
    return day + timedelta(days=-day.weekday())


def wish(
    cast, state="open", *, intern="ida", manager="signe", at="Lønkontoret", of="Aarhus Kommune", sector=None,
    consent=True, **fields,
):  # fmt: skip
    """A wish of `intern`, with a manager; `consent` says whether the manager has said yes."""
    travel_type = next(iter(programme().travel_types.values()))
    defaults = {
        "workplace": workplace(of, at, sector=sector), "manager": cast[manager], "why": WHY, "any_time": True,
        "travel_type": travel_type.key, "days_min": travel_type.days[0], "days_max": travel_type.days[1],
    }  # fmt: skip
    made = Wish.objects.create(intern=cast[intern], **defaults | fields)
    if state == "draft":
        return made
    made = made.perform("submit", by=cast[intern])
    if consent:
        made.consent.perform("approve", by=cast[manager])
    return made if state == "open" else made.perform("withdraw", by=cast[intern], reason="Nyt job.")


OFFER_PATHS = {
    "draft": (), "review": ("submit",), "published": ("submit", "approve"), "paused": ("submit", "approve", "pause"),
    "closed": ("submit", "approve", "close"),
}  # fmt: skip


def offer(
    cast, state="published", *, host="hanne", reserve="rune", at="Lønservice", of="Region Midt", sector=None, **fields
):
    """An offer with contact and reserve, played to `state` (`unlisted` as an intern's own find)."""
    rules = programme().rules
    defaults = {
        "about": "Vi er et lønkontor.", "why": "Vi vil gerne ses efter.", "see": "Vores fejlliste.",
        "seats": rules.interns_max, "at_a_time": rules.interns_max,
        "days_min": rules.days_min, "days_max": rules.days_max, "meet": "I receptionen.",
    }  # fmt: skip
    made = Offer.objects.create(workplace=workplace(of, at, 5, "may_host", sector), **defaults | fields)
    made.name_person("contact", cast[host])
    made.name_person("reserve", cast[reserve])
    if state == "unlisted":
        Offer.objects.filter(pk=made.pk).update(state=state)
        return Offer.objects.get(pk=made.pk)
    for move in OFFER_PATHS[state]:
        made = play_offer(made, move, cast, host)
    return made


def play_offer(made, move, cast, host):
    by = cast["karl"] if "coordinator" in made.MOVES[move].by else cast[host]
    if move in ("submit", "approve") and not programme().rules.review_offers:
        return made.perform("publish", by=cast[host]) if move == "submit" else made
    return made.perform(move, by=by)


def placement(cast, state="suggested", *, wish_=None, offer_=None, origin="office", visit=None):
    """A placement of Ida's at Hanne's, played to `state` by the moves themselves."""
    wish_ = wish_ or wish(cast)
    offer_ = offer_ or offer(cast)
    made = Placement.objects.suggest(wish_, offer_, by=cast["karl"], origin=origin, visit=visit)
    return advance(made, state)


def people_of(made):
    """Who acts: the intern, the host's contact and the manager of this placement."""
    return made.wish.intern, made.visit.contact, made.wish.manager


def advance(made, state):
    """Play a suggested placement on to `state`."""
    intern, host, _manager = people_of(made)
    if state == "suggested":
        return made
    if state in ("declined", "withdrawn", "lapsed"):
        return end_suggestion(made, state, host)
    made.perform("accept", by=intern)
    made = made.perform("accept", by=host)
    if state == "preparing":
        return made
    if state == "cancelled":
        return made.perform("cancel", by=intern, reason="Jeg er blevet syg.")
    return advance_from_preparing(made, state)


def end_suggestion(made, state, host):
    if state == "declined":
        return made.perform("decline", by=host, reason="Vi flytter den måned.")
    if state == "lapsed":
        made.created_at -= timedelta(days=programme().rules.days_to_answer_suggestion + 1)
        made.save(update_fields=["created_at"])
        return made.perform("lapse")
    return made.perform("withdraw")


def advance_from_preparing(made, state):
    prepare(made)
    for signer in people_of(made):
        made = made.perform("sign", by=signer)
    if state == "agreed":
        return made
    move_in_time(made, -60)
    if state == "completed":
        return Placement.objects.get(pk=made.pk).perform("confirm", by=people_of(made)[1])
    return Placement.objects.get(pk=made.pk).perform("miss", by=people_of(made)[1], reason="Der var strejke.")


def length():
    """How many days a visit of the cast lasts: the fewest whole days the programme allows."""
    return ceil(programme().rules.days_min)


def prepare(made, first=None):
    """Days, itinerary and shared expectations: all that signing needs."""
    visit = made.visit
    visit.first_day = first or visit.first_day or soon()
    visit.last_day = visit.first_day + timedelta(days=length() - 1)
    visit.save(update_fields=["first_day", "last_day"])
    for day in visit.days:
        if not visit.items.filter(day=day).exists():
            visit.items.create(day=day, starts="09:00", ends="15:00", what="Følg en kollega", where="Kontoret")
    for each in made.participants.filter(party__in=("intern", "host")):
        if not each.goals.exists():
            number = Goal.objects.next_number(each)
            each.goals.create(number=number, text="At lære noget, vi kan bruge mandag morgen.")
        each.expectations_shared_at = each.expectations_shared_at or timezone.now()
        each.save(update_fields=["expectations_shared_at"])


def move_in_time(made, days):
    """The visit and its itinerary begin that many days later, or earlier, than they would."""
    shift = timedelta(days=days)
    visit = made.visit
    visit.first_day, visit.last_day = visit.first_day + shift, visit.last_day + shift
    visit.save(update_fields=["first_day", "last_day"])
    for item in visit.items.all():
        item.day += shift
        item.save(update_fields=["day"])


def photo(placement, by, **told):
    """A drawn picture, kept as a photo of the last day; for those at home, and with nobody in it, unless said otherwise."""
    told = {"day": placement.visit.last_day, "use": "home", "has_people": False, "caption": "Tavlen"} | told
    return Photo.objects.take(placement, by, uuid4(), Picture(40, 30, drawn(40, 30), drawn(20, 15)), **told)


def drawn(width, height):
    written = BytesIO()
    Image.new("RGB", (width, height), "teal").save(written, "WEBP")
    return written.getvalue()


def a_round(cast, state="open", *, pairs=None, without=()):
    """A round of visits some weeks ahead, with a proposal of `pairs` [(wish, offer), …] and wishes `without` a host."""
    first = soon(60)
    made = Round.objects.create(
        name="Uge 37", first=first, last=first + timedelta(days=11), answer_by=first - timedelta(days=30)
    )
    pairs = [(wish(cast), offer(cast))] if pairs is None else pairs
    propose(made, pairs, without)
    for move in {"open": (), "published": ("publish",), "closed": ("publish", "close")}[state]:
        made = made.perform(move, by=cast["karl"])
        send_published()
    return Round.objects.get(pk=made.pk)


def propose(made, pairs, without=(), aim="stable", **figures):
    """A proposal as the solver would have kept it, each at the top of the other's list."""
    hosts = list(dict.fromkeys(offer_ for _wish, offer_ in pairs))
    edges = [(n, hosts.index(offer_), 1, 1, 0.5) for n, (_wish, offer_) in enumerate(pairs)]
    arrays = list(map(list, zip(*edges, strict=True))) or [[], [], [], [], []]
    names = [(str(each.pk),) for each in (*(pair[0] for pair in pairs), *without)]
    asked = market(
        [1] * len(names), [each.seats for each in hosts], arrays,
        agent_names=names, host_names=[str(each.pk) for each in hosts],
    )  # fmt: skip
    inputs, digest = packed(asked, aim)
    count = {"interns": len(names), "placed": len(pairs), "locked": 0, "first": len(pairs), "groups": 0}
    told = {"mean_rank": 1.0, "total_fit": len(pairs) / 2, "blocking_pairs": 0, "proved": True, "bound": None}
    aims = {each: told | {"placed": len(pairs), "seconds": 0.1} for each in Proposal.Aim.values}
    kept = count | told | {"groups_placed": 0, "ranks": {"1": len(pairs)} if pairs else {}, "aims": aims}
    kept |= {"seats": {str(each.pk): each.seats for each in hosts}, "one_more_seat": []}
    proposal = made.proposals.create(
        aim=aim, seed=1, revision=made.revision, state="solved", solved_at=timezone.now(), inputs=inputs, digest=digest,
        figures=kept | figures,
    )  # fmt: skip
    rows = [Pairing(proposal=proposal, wish=w, offer=o, rank=1, host_rank=1, fit=0.5) for w, o in pairs]
    Pairing.objects.bulk_create([*rows, *(Pairing(proposal=proposal, wish=each) for each in without)])
    return proposal
