"""Whom each address answers, and how: a row by hand (access.txt) for every name in the urlconf.

The scene: Ida, Bo and Mona visit Hanne (with Rune as her reserve) on the same days, each with a manager of their own
(Signe, Jens, Tove). Ida has two more wishes, one of which Signe has not answered yet, and was at Hanne's once before.
Per hosts too, and has nothing to do with any of them.
"""

import re
import runpy
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import URLPattern, reverse
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik import urls
from ipraktik.calendars.models import Feed
from ipraktik.directory.models import NamedHost
from ipraktik.documents.keeping import keep
from ipraktik.documents.models import Document
from ipraktik.documents.papers import papers_of
from ipraktik.itinerary.models import Colleague
from ipraktik.matching.engine.learning import learn
from ipraktik.matching.engine.simulated_answers import simulated
from ipraktik.matching.models import LearntWeights, Listed, Ranking, Trial
from ipraktik.matching.weights.weighing import policy
from ipraktik.notebook.models import Note
from ipraktik.notices.models import Letter
from ipraktik.office.models import ImportSheet
from ipraktik.people.links import Link
from ipraktik.people.sign_in import prove
from ipraktik.placements.models import Message, Participant, Placement, Visit
from ipraktik.preparing import talk
from ipraktik.preparing.models import ColleaguesPage, Handout, Homecoming, Place
from ipraktik.programme import programme
from ipraktik.reflections.models import Advice, Conclusion, TalkAnswer
from ipraktik.replies.models import Arrival, Kind

with override_settings(DEMO=True):
    urlpatterns = runpy.run_path(urls.__file__)["urlpatterns"]  # with what a demo adds
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500

GRID = Path(__file__).with_name("access.txt")
PEOPLE = ("ida", "bo", "hanne", "rune", "per", "signe", "jens", "karl")
ROLES = ("anonymous", *PEOPLE, "link", "other_link")
# Whose link opens the pages of each kind; what it is to, and what else the same person might have a link to.
HOLDERS = {
    "wish": ("ida", "wish", "draft"),
    "consent": ("signe", "consent", "held_consent"),
    "offer": ("hanne", "offer", "draft_offer"),
    "placement": ("ida", "placement", "held"),
    "visit": ("hanne", "visit", "held_visit"),
    "depicted": ("signe", "depicted", "other_depicted"),
    "trouble": ("ida", "trouble", "other_trouble"),
}
MARKS = {200: "o", 400: "b", 403: "f", 404: "x", 405: "m", 409: "n", 410: "g"}


def patterns(among):
    """Every address of the site."""
    for each in among:
        if isinstance(each, URLPattern):
            yield each
        else:
            yield from patterns(each.url_patterns)


# the scene


def scene(cast):
    """{name: what stands for it in an address}."""
    for key in PEOPLE:
        prove(cast[key])
    things = {name: thing.pk for name, thing in (visits(cast) | wishes(cast) | offers(cast)).items()}
    document = Document.objects.filter(version__placement=things["held"]).order_by("pk")[0]
    signer = Participant.objects.get(placement=things["placement"], person=cast["hanne"])
    return (
        things
        | lists(cast, things)
        | photos(cast, things)
        | {
            "signer": signer.pk,
            "document": document.pk,
            "sheet": ImportSheet.objects.create(coordinator=cast["karl"], name="ønsker.csv").pk,
            "letter": a_letter(cast).pk,
            "manager": cast["signe"].pk,
            "seat": Participant.objects.get(placement=things["placement"], person=cast["signe"]).pk,
            "round": (round_ := the_cast.a_round(cast, pairs=[pair_for_a_round(cast)])).pk,
            "matched": round_.proposal.pairings.get().wish_id,
            "solved": round_.proposal.pk,
            "arrival": an_arrival(cast).pk,
            "colleague": a_colleague(things).mint(),
            "token": Link.objects.mint(cast["signe"], "consent", things["consent"]),
            "feed": Feed.objects.make(cast["ida"]),
            "away": ColleaguesPage.objects.make(Placement.objects.get(pk=things["placement"])),
            "old_token": an_old_link(cast["signe"], "consent", things["consent"]),
            "handout": a_handout(things).pk,
            "own_item": an_own_item(cast, things["placement"]).pk,
            "party": "intern",
            "advice": next(each.key for each in programme().guide if (each.party, each.kind) == ("intern", "advice")),
            **a_notebook(cast, things),
            "today": timezone.localdate().isoformat(),
            "held_day": Placement.objects.get(pk=things["held"]).visit.first_day.isoformat(),
            "nothing": 999_999,
        }
    )


def a_handout(things):
    """What Hanne lets those read who visit her; and of her other workplace nothing."""
    place = Place.objects.create(offer_id=things["offer"], goals="Færre fejl.")
    return Handout.objects.keep(place, "Strategi", b"as sent", b"%PDF-1.7 as kept", 1)


def an_own_item(cast, placement):
    me = Participant.objects.get(placement=placement, person=cast["ida"])
    return me.own_items.create(phase="before", text="Gummistøvler")


def visits(cast):
    """Three interns at one visit that is being prepared, and a visit that was held."""
    held = the_cast.placement(cast, "completed", offer_=the_cast.offer(cast, at="Arkivet"))
    keep(papers_of(held)[0])
    talked_about(held)
    offer, three = the_cast.offer(cast), []
    for intern, manager, at in (("ida", "signe", "Lønkontoret"), ("bo", "jens", "Havnen"), ("mona", "tove", "Skolen")):
        wish = the_cast.wish(cast, intern=intern, manager=manager, at=at)
        visit = three[0].visit if three else None
        three.append(the_cast.placement(cast, "preparing", wish_=wish, offer_=offer, visit=visit))
    ida, bo, _mona = three
    the_cast.prepare(ida)
    talk.propose(ida, cast["ida"], timezone.now() + timedelta(days=3), "phone", "87 28 40 00")
    talk.conclude(ida, cast["ida"], "Vi ser på fejllisten.", 0)
    begun, amendment = a_visit_under_way(cast)
    on_paper, scan = signed_on_paper(cast)
    items = ida.visit.items
    return {
        "placement": ida, "placed": ida.wish, "offer": offer, "visit": ida.visit, "item": items.first(), 
        "bos_placement": bo, "bos_item": items.create(day=ida.visit.first_day, what="Kun for Bo", placement=bo),
        "on_paper": on_paper, "scan": scan, "pen": scan.signatures.get(), "begun": begun, "amendment": amendment,
        "agreed_item": begun.visit.items.first(),
        "begun_visit": begun.visit,
        **at_home_and_quietly(ida, held),
        "held": held, "held_consent": held.wish.consent, "held_visit": held.visit, "held_offer": held.offer,
    }  # fmt: skip


def talked_about(held):
    """Both have answered about the first day and come to something; the advice is given, and one piece is answered."""
    day = held.visit.first_day
    for each in held.participants.filter(signs=True, party__in=("intern", "host")):
        TalkAnswer.objects.answer(each, day, {programme().talks.day[0].key: "Tavlen."})
    for when in (day, None):
        Conclusion.objects.create(placement=held, day=when, text="Vi prøver en tavle.")
    for number, outcome in enumerate(("done", "", ""), 1):
        Advice.objects.create(
            placement=held, number=number, text="Hæng tavlen op.", given_at=timezone.now(), outcome=outcome
        )


def at_home_and_quietly(ida, held):
    """Something to hand over, a talk that is set, and two quiet lines to the office, one from each visit."""
    Homecoming.objects.create(placement=ida, starts_at=timezone.now() + timedelta(days=60))
    quiet = {"person": ida.wish.intern, "party": "intern", "text": "Min kontakt svarer ikke."}
    return {
        "task": ida.cover_tasks.create(what="Lønkørsel", who="Birthe"),
        "trouble": ida.troubles.create(**quiet),
        "other_trouble": held.troubles.create(**quiet),
    }


def a_visit_under_way(cast):
    """Today is its first day, and the host wants to change something."""
    placement = the_cast.placement(cast, "agreed", offer_=the_cast.offer(cast, at="Lageret"))
    the_cast.move_in_time(placement, (timezone.localdate() - placement.visit.first_day).days)
    begun = Placement.objects.get(pk=placement.pk)
    return begun, begun.amend("I morgen mødes vi ved porten.", ["meet"], cast["hanne"])


def signed_on_paper(cast):
    """An agreement that the host has signed with a pen."""
    placement = the_cast.placement(cast, "preparing", offer_=the_cast.offer(cast, at="Værkstedet"))
    the_cast.prepare(placement)
    codes = {"agreement": Placement.objects.get(pk=placement.pk).print_paper("agreement", cast["karl"]).code}
    ready = Placement.objects.get(pk=placement.pk)
    return ready, ready.record_paper(cast["karl"], [cast["hanne"]], timezone.localdate(), codes, b"%PDF-1.4", 1)


def wishes(cast):
    """One that is open, whose host the office is to write to and whose manager has not answered; and a draft."""
    wish = the_cast.wish(cast, "draft", door="own_host", why="Jeg vil se mere.")
    NamedHost.objects.create(
        wish=wish, organisation="Randers Kommune", workplace="Løn", sector=the_cast.sectors("may_host")[0],
        contact_name="Ulla Beck", contacted_by="office",
    )  # fmt: skip
    wish = wish.perform("submit", by=cast["ida"])
    return {"wish": wish, "consent": wish.consent, "draft": the_cast.wish(cast, "draft")}


def offers(cast):
    others = the_cast.offer(cast, host="per", reserve="emil", at="Museet", of="Viborg Kommune")
    return {"draft_offer": the_cast.offer(cast, "draft", at="Borgerservice"), "others_offer": others}


def pair_for_a_round(cast):
    wish = the_cast.wish(cast, intern="emil", manager="tove", at="Skoleforvaltningen")
    return wish, the_cast.offer(cast, host="per", reserve="emil", at="Magasinet", of="Viborg Kommune")


def lists(cast, things):
    """The open wish has a list, as the solver makes them; weights have been tried on it, and others wait to be tried."""
    words = [["words", {"words": [["løn", "løn"]]}]]
    Ranking.objects.create(
        wish_id=things["wish"], counts={"": 1, "region": 1}, cannot=[[things["held_offer"], "seats", {}]]
    )
    Listed.objects.create(
        wish_id=things["wish"], offer_id=things["others_offer"], order=1, fit=0.7, reasons=words, against=[["weak_text", {}]]
    )  # fmt: skip
    trial = {"weights": {}, "travel_type": "adventurer", "wishes": [things["wish"]], "by": cast["karl"]}
    both = {"now": [things["others_offer"]], "then": [things["offer"], things["others_offer"]]}
    return {
        "trial": Trial.objects.create(lists={str(things["wish"]): both}, **trial).pk,
        "waiting_trial": Trial.objects.create(**trial).pk,
        "learnt": learnt_weights().pk,
    }


def a_colleague(things):
    """Pia, whom a row of Ida's itinerary names."""
    pia = Colleague.objects.known_as(Visit.objects.get(pk=things["visit"]), "Pia Holm", "pia@ipraktik.example")
    pia.items.add(things["item"])
    return pia


def learnt_weights():
    """As the answers of invented people speak for them."""
    rows = simulated(200, policy(), policy())
    return LearntWeights.objects.propose(learn(rows, policy()), {"wishes": 0, "others": 0, "examples": []})


def an_old_link(person, kind, target):
    token = Link.objects.mint(person, kind, target)
    Link.objects.filter(pk=Link.objects.find(token).pk).update(expires_at=timezone.now())
    return token


def a_letter(cast):
    """One that could not be delivered."""
    words = {"key": "consent", "language": "da", "subject": "Et ønske", "body": "Kære du."}
    return Letter.objects.create(reader=cast["signe"], given_up_at=timezone.now(), **words)


def an_arrival(cast):
    """A mail that a person must look at; and messages in the conversations, which all have read."""
    for participant in Participant.objects.filter(party="host", signs=True).select_related("placement", "person"):
        Message.objects.say(participant.placement, participant.person, "Tag indesko med.")
    Participant.objects.update(read_at=timezone.now())
    words = {"sender": "ida@privat.example", "subject": "SV: Et besøg", "text": "Jeg kommer kl. 9."}
    return Arrival.objects.create(digest="0" * 64, kind=Kind.STRANGER, person=cast["ida"], **words)


def a_notebook(cast, things):
    """Of the visit under way: a note of Ida's that another device has too, and one that Hanne shares with her."""
    about = {"placement_id": things["begun"], "day": timezone.localdate()}
    note = Note.objects.create(writer=cast["ida"], party="intern", text="De spørger først.", **about)
    Note.objects.create(writer=cast["hanne"], party="host", text="Hun lo.", level="between", **about)
    return {"note": note.pk, "other_text": note.others.create(text="De spørger altid først.").pk}


def photos(cast, things):
    """Of the visit that was held: one that all may see, one whose people Ida has asked, and one of Hanne's own."""
    held = Placement.objects.get(pk=things["held"])
    asked, own = the_cast.photo(held, cast["ida"], has_people=True), the_cast.photo(held, cast["hanne"], use="own")
    asked.add_person("Pia").answer("home", "here", "Ordene.", cast["ida"])
    return {
        "photo": the_cast.photo(held, cast["ida"]).pk,
        "asked_photo": asked.pk,
        "depicted": asked.add_person("Signe Dahl", cast["signe"]).pk,
        "other_depicted": own.add_person("Signe Dahl", cast["signe"]).pk,
    }


# the table


@dataclass(frozen=True)
class Row:
    """An address of the site, and what each role is answered."""

    name: str
    given: tuple
    get: dict = field(compare=False)
    post: dict = field(compare=False)

    def __str__(self):
        return f"{self.name}({', '.join(self.given)})"

    def address(self, things):
        return reverse(self.name, args=[things.get(each, each) for each in self.given])

    @property
    def kind(self):
        """The kind of personal link that opens it; for all that none opens, a link to a placement stands."""
        return next((kind for kind in HOLDERS if f"{self.name}-".startswith(f"{kind}-")), "placement")


def rows(grid=None):
    """name(what, what) | GET | POST, with a mark for each role; spaces help the eye only."""
    lines = (grid or GRID.read_text()).splitlines()
    return [row_of(line) for line in lines if line.strip() and not line.startswith("#")]


def row_of(line):
    address, get, post = line.split("|")
    name, given = re.fullmatch(r"([\w-]+)(?:\((.*)\))?", address.strip()).groups()
    return Row(name, tuple(re.split(r", *", given)) if given else (), by_role(get), by_role(post))


def by_role(marks):
    return dict(zip(ROLES, "".join(marks.split()), strict=True))


# asking


class Stage:
    """The scene, who is on it, and what each is answered; nothing that is asked leaves a trace."""

    def __init__(self):
        self.cast = the_cast.gather()
        self.things = scene(self.cast)
        self.cookies = {("anonymous", ""): {}} | {(key, ""): cookies(self.signed_in(key)) for key in PEOPLE}
        for kind, (who, *targets) in HOLDERS.items():
            for role, target in zip(("link", "other_link"), targets, strict=True):
                self.cookies[role, kind] = cookies(self.by_link(who, kind, target))
        self.before = everything()

    def signed_in(self, key):
        client = Client()
        client.force_login(self.cast[key])
        return client

    def by_link(self, key, kind, target):
        client = Client()
        client.post(reverse("link", args=[Link.objects.mint(self.cast[key], kind, self.things[target])]))
        return client

    def client(self, role, kind):
        """A browser of this role: signed in, or come by a link to what the row is about, or to something else."""
        client = Client()
        client.cookies.load(self.cookies[role, kind if "link" in role else ""])
        return client

    def ask(self, role, row, method, data=None):
        return getattr(self.client(role, row.kind), method)(row.address(self.things), data)

    def answer(self, role, row, method, data=None):
        """(mark, response)"""
        with undone(), written() as statements:
            response = self.ask(role, row, method, data)
            return mark(response, bool(statements) and everything() != self.before), response


def cookies(client):
    return {name: each.value for name, each in client.cookies.items()}


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def written():
    """The statements that write to what is kept; sessions come and go."""
    seen = []

    def watch(execute, sql, params, many, context):
        if re.match(r'(INSERT|UPDATE|DELETE)\b.*?"(ipraktik|account|mfa)_', sql.strip(), re.DOTALL):
            seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield seen


def everything():
    """Every row that is kept, but for when someone was here last."""
    kept = {}
    for model in (*apps.get_app_config("ipraktik").get_models(), EmailAddress, Authenticator):
        columns = [each.attname for each in model._meta.concrete_fields if each.name != "last_login"]
        kept[model] = sorted(map(repr, model._base_manager.values_list(*columns)))
    return kept


def mark(response, changed=False):
    if changed:
        return "+" if response.status_code < 400 else "!"
    if response.status_code in (301, 302):
        return whereto(response.headers["Location"])
    return MARKS.get(response.status_code, "?")


def whereto(address):
    path = address.partition("?")[0]
    return {reverse("account_login"): "s", reverse("limited"): "l"}.get(path, ">")
