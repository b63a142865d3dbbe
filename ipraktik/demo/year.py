"""A year of the programme, played by the moves themselves: who came how far, at which host, and when."""

from datetime import timedelta
from itertools import cycle

from django.utils import timezone

from ipraktik.demo import people
from ipraktik.demo.days import age, put_on, trip, under_way
from ipraktik.demo.expectations import add_goal, settle_talk, write_prompts
from ipraktik.demo.pen import sign_with_a_pen
from ipraktik.demo.voices import at
from ipraktik.directory.fitting import obstacles_between
from ipraktik.directory.models import Offer, Wish
from ipraktik.history.models import Event
from ipraktik.kit.lifecycle import NotYet
from ipraktik.placements.models import Placement, Scan
from ipraktik.programme import programme

# How far the interns come, in the order in which they are read. It repeats: 24 interns make one round.
FATES = (
    "completed", "pool", "completed", "agreed", "completed", "suggested", "completed", "preparing", "completed",
    "pool", "completed", "agreed", "draft", "completed", "preparing", "completed", "cancelled", "suggested",
    "completed", "pool", "declined", "agreed", "completed", "withdrawn",
)  # fmt: skip
ONCE = (  # these stand between the others
    "during", "own-host", "over", "not-held", "own-host", "lapsed", "taken-back", "own-host", "over", "own-host", "refused",
    "later", "own-host", "passed-on", "over", "own-host", "not-held", "own-host", "days-over", "own-host", "asked-anew",
)  # fmt: skip
WITHOUT_A_HOST = ("pool", "refused", "later", "passed-on", "asked-anew", "days-over")
OFFER_FATES = {
    7: "review",
    19: "review",
    31: "review",
    43: "draft",
    55: "draft",
    23: "paused",
    47: "paused",
    71: "closed",
}


class Year:
    """The hosts and interns of `texts`, and what became of them. `build()` plays it all; the clock is today's."""

    def __init__(self, texts, voices, coordinator):
        self.hosts, self.interns, self.named = texts.hosts(), texts.interns(), texts.named_hosts()
        self.voices, self.coordinator = voices, coordinator
        self.today = timezone.localdate()
        self.offers, self.groups, self.of_wish = {}, {}, {}

    def build(self):
        for number, text in enumerate(self.hosts):
            self.offers[text["key"]] = self.open(people.offer(text), OFFER_FATES.get(number, "published"))
        wishes = [(text, people.wish(text, self.groups)) for text in self.interns]
        self.of_wish = {wish.pk: text for text, wish in wishes}
        fates, once = cycle(FATES), iter(ONCE)
        for number, (text, wish) in enumerate(wishes):
            if wish.group_id:
                fate = "pool" if wish.group_id % 2 else "suggested"
            else:
                fate = number % 6 == 5 and next(once, None) or next(fates)
            self.lead(text, wish, fate)

    def open(self, offer, fate):
        moves = {"draft": (), "review": ("submit",), "published": ("submit", "approve")}
        moves |= {"paused": ("submit", "approve", "pause"), "closed": ("submit", "approve", "close")}
        for move in moves[fate]:
            office = offer.MOVES[move].by == {"coordinator"}
            offer = offer.perform(move, by=self.coordinator if office else offer.contact)
        return Offer.objects.get(pk=offer.pk)

    def lead(self, text, wish, fate):
        """Lead one wish as far as its fate says; a wish that fits nowhere stays in the pool."""
        if fate == "draft":
            return
        if fate == "own-host":
            people.name_host(wish, self.named.pop(0))
        wish = wish.perform("submit", by=wish.intern)
        if fate == "withdrawn":
            wish.perform("withdraw", by=wish.intern, reason=self.voice("cancel", "intern"))
            return
        self.answer_consent(wish, fate)
        if fate in WITHOUT_A_HOST or wish.group_id and wish.placements.exists():
            self.leave(wish, fate)
            return
        if fate == "own-host":  # it was asked, or the office was asked to, when the wish was sent
            age(wish, 3 + wish.pk % 6)
        elif placement := self.suggest(text, wish):
            self.lead_on(placement, fate)

    def leave(self, wish, fate):
        """It has found no host: it waits for one, for a manager's answer, or its days have gone by."""
        age(wish, 5 + 4 * (wish.pk % 14))
        if fate == "passed-on":
            right = people.person("Ulla Brinkmann", "Forvaltningschef", wish.workplace.organisation.name)
            wish.consent.pass_on(wish.manager, right)
        elif fate == "asked-anew":
            wish.periods.all().delete()
            wish.any_time = True
            wish.save(update_fields=["any_time"])
            wish.ask_consent()
        elif fate == "days-over":
            age(wish, 120)
            last = self.today - timedelta(days=20)
            wish.periods.all().update(first=last - timedelta(days=4), last=last)
            Wish.objects.get(pk=wish.pk).perform("lapse")

    def answer_consent(self, wish, fate):
        answer = {"refused": "refuse", "later": "postpone"}.get(fate, "approve")
        if fate == "passed-on" or fate in ("pool", "suggested", "preparing") and wish.pk % 4 == 0:
            return
        said = (
            self.voices.said("consent", None, answer={"refused": "no"}.get(fate, fate)) if answer != "approve" else ""
        )
        wish.consent.perform(answer, by=wish.manager, reason=said)

    def suggest(self, text, wish):
        origin = {"own_host": "own_host", "browse": "browse", "pool": "office"}[wish.door]
        by = self.coordinator if origin == "office" else wish.intern
        for offer in self.likely(text):
            if obstacles_between(wish, Offer.objects.for_page().with_seats().get(pk=offer.pk)):
                continue
            try:
                return Placement.objects.suggest(wish, offer, by=by, origin=origin, message=wish.why[:200])
            except NotYet:
                continue
        return None

    def likely(self, text):
        """Hosts in the order in which this intern would ask them: the ones named, then those of the same work area."""
        named = [self.offers[key] for key in (text.get("host"), *text["suits"]) if key in self.offers]
        near = [o for o in self.offers.values() if set(o.workplace.work_areas) & set(text["work_areas"])]
        return dict.fromkeys([*named, *near, *self.offers.values()])

    def lead_on(self, placement, fate):
        intern, host = placement.wish.intern, placement.visit.contact
        if fate == "suggested":
            age(placement, placement.pk % 9)
        elif fate == "taken-back":
            placement.wish.perform("withdraw", by=intern, reason=self.voice("cancel", "intern"))
        elif fate == "declined":
            placement.perform("decline", by=host, reason=self.voice("decline", "host"))
        elif fate == "lapsed":
            age(placement, programme().rules.days_to_answer_suggestion + 2)
            placement.perform("lapse")
        else:
            self.accept(placement, intern, host)
            self.prepare(placement, fate)
            self.talk(Placement.objects.for_page().get(pk=placement.pk))

    def talk(self, placement):
        """Every third pair have written to each other, some days before they meet."""
        if placement.pk % 3 == 0 and placement.visit.has_days:
            some_days_before = at(placement.visit.first_day - timedelta(days=4))
            self.voices.talk(placement, self.coordinator, min(some_days_before, timezone.now() - timedelta(hours=20)))

    def accept(self, placement, intern, host):
        for person in (intern, host):
            if not placement.has_lent(placement.MOVES["accept"], person):
                placement = placement.perform("accept", by=person)

    def prepare(self, placement, fate):
        placement = Placement.objects.get(pk=placement.pk)
        if fate == "cancelled":
            placement.perform("cancel", by=placement.wish.intern, reason=self.voice("cancel", "intern"))
            return
        self.plan(placement, 20 + 3 * (placement.pk % 25))
        self.expect(placement, only=None if fate != "preparing" or placement.pk % 2 else "intern")
        if fate == "preparing":
            age(placement, 6 + placement.pk % 20)
            return
        self.agree_on_what_to_see(placement)
        self.sign(placement, fate)

    def agree_on_what_to_see(self, placement):
        """Two of three pairs have talked about it."""
        if placement.pk % 3:
            begins = timezone.now() - timedelta(days=1 + placement.pk % 5)
            settle_talk(placement, begins, self.voices.next("agreed")["text"])

    def plan(self, placement, ahead):
        """Days some weeks ahead, and an itinerary for each of them."""
        visit, length = placement.visit, int(placement.wish.days_min)
        if not visit.has_days:
            visit.meet = placement.offer.meet
            visit.save(update_fields=["meet"])
            days = put_on(visit, trip(self.today + timedelta(days=ahead), length))
            for row in self.voices.itinerary(length, placement.offer.workplace.work_areas):
                visit.items.create(day=days[row["day"] - 1], **{key: row[key] for key in ("what", "where", "with_whom")},
                                   starts=row["start"], ends=row["end"], kind=row.get("kind", ""))  # fmt: skip

    def expect(self, placement, only):
        for each in placement.participants.filter(signs=True):
            if only in (None, each.party):
                self.voices.answer(each)
                write_prompts(self.voices, each)
                for _goal in range(1 + each.pk % 2):
                    add_goal(each, self.voices.goal(each))
                each.expectations_shared_at = timezone.now()
                each.save(update_fields=["expectations_shared_at"])

    def sign(self, placement, fate):
        placement = Placement.objects.get(pk=placement.pk)
        for person in (placement.wish.intern, placement.visit.contact):
            placement = placement.perform("sign", by=person)
        if fate == "agreed" and not Scan.objects.exists():
            placement = sign_with_a_pen(placement, placement.wish.manager, self.coordinator)
        else:
            placement = placement.perform("sign", by=placement.wish.manager)
        if fate == "agreed":
            age(placement, 15 + placement.pk % 30)
            return
        self.hold(placement, fate)

    def hold(self, placement, fate):
        """The visit lies in the past: its days are moved there, and what came of it is told."""
        visit = placement.visit
        ago = {"during": 0, "over": 8, "not-held": 16}.get(fate, 12 + 7 * (placement.pk % 44))
        length = len(visit.days)
        put_on(visit, trip(self.today - timedelta(days=ago), length) if ago else under_way(length))
        age(placement, ago + 30)
        placement = Placement.objects.get(pk=placement.pk)
        if fate == "not-held":
            placement.perform("miss", by=visit.contact, reason=self.voice("not_held", None))
        elif fate == "completed":
            self.reflect(placement.perform("confirm", by=placement.wish.intern))

    def reflect(self, placement):
        """Most have evaluated; a month later most have answered the follow-up."""
        ended = placement.visit.last_day
        for each in placement.participants.filter(signs=True):
            if (each.pk + placement.pk) % 6:
                areas, own = placement.offer.workplace.work_areas, self.own_words(placement, each)
                self.voices.evaluate(each, areas, ended + timedelta(days=1 + each.pk % 8), own)
            if (self.today - ended).days > 35 and (each.pk + placement.pk) % 5:
                self.voices.follow_up(each, ended + timedelta(days=32 + each.pk % 6))
        Event.objects.filter(placement=placement, name="confirm").update(at=at(ended + timedelta(days=1)))

    def own_words(self, placement, participant):
        """What this very intern says of the host that the text was written for."""
        text = self.of_wish.get(placement.wish_id, {})
        meant = self.offers.get(next(iter(text.get("suits", ())), None))
        is_it = participant.party == "intern" and meant is not None and meant.pk == placement.offer_id
        return text.get("evaluation", "") if is_it else ""

    def voice(self, kind, party):
        return self.voices.said(kind, party)
