"""All year: every open wish's ranked list, kept true while wishes and hosts come, change and go.

The hosts lie ready on a Shelf, who seeks in a Crowd. Every few seconds all rows are looked at by their numbers (prints.py);
what has changed is read and put in its place, and only the lists that it concerns are looked up anew (crowd.py). All that
is in memory can be made again from the database: a solver that was killed, or a second one, does no harm.
"""

import time
from collections import Counter
from functools import lru_cache

from ipraktik.directory import lifecycle
from ipraktik.matching.engine.days import Calendar
from ipraktik.matching.engine.profiles import Field
from ipraktik.matching.engine.shelf import Shelf
from ipraktik.matching.weights.weighing import policy
from ipraktik.matching.words.ahead import Ahead
from ipraktik.matching.words.texts import save, texts
from ipraktik.matching.year import kept_lists, noting, prints, seeking, trying
from ipraktik.matching.year.crowd import Crowd
from ipraktik.matching.year.listing import Listed, Ranking
from ipraktik.matching.year.looking import looked
from ipraktik.programme import programme

AT_ONCE = 2.0  # seconds of work, then rounds that wait have their turn
SELDOM = 10  # a look at everything may take one part in so many of the time
SOONEST = 2.0  # seconds from one look to the next
AFTER_TROUBLE = 30  # seconds until it is tried again
DRIFT = 0.1  # of all: when so many have changed, what all texts have in common is learnt anew


class Rolling:
    def __init__(self, texts, save=lambda: None):
        self.texts, self.save = texts, save
        self.done = Counter()  # lists looked up, counts put right, hosts followed: what was done, for who wants to know
        self.next_look = 0.0
        self.forget()

    def forget(self):
        """All that is in memory; the next turn begins anew."""
        self.stands_for, self.ahead, self.shelf, self.waiting = None, None, None, {}
        self.counted, self.moved = set(), {}  # whose counts are others; whose third list, and by which hosts
        self.unasked = set()  # whose Question is to be made anew

    def turn(self, seconds=AT_ONCE):
        """Some of the work; true while there is more. After trouble nothing in memory is trusted."""
        try:
            self.work(time.monotonic() + seconds)
        except Exception:
            self.forget()
            self.next_look = time.monotonic() + AFTER_TROUBLE
            raise
        return self.has_more

    def work(self, until):
        is_to_look = time.monotonic() >= self.next_look
        if is_to_look:
            self.look()
        has_news = is_to_look or self.has_more
        while self.has_more and time.monotonic() < until:
            self.step()
        if self.shelf is not None and self.ahead is None:
            trying.answer_all(self.shelf)
            if has_news:
                trying.tell_what_is_added(self.shelf)
            noting.note_all(self.shelf)
            self.write_stops()
            self.write_counts()

    def catch_up(self):
        """All that there is to do now."""
        self.next_look = 0.0
        while self.turn():
            pass

    @property
    def has_more(self):
        return self.ahead is not None or bool(self.waiting)

    def step(self):
        if self.ahead is None:
            self.look_up(next(iter(self.waiting)))
        elif not self.ahead.step():
            self.save()
            self.lay_out()
        else:
            self.save()

    def look(self):
        """What has changed since the last look."""
        started = time.monotonic()
        standing = (lifecycle.today(), policy())
        if self.stands_for != standing or self.has_drifted:
            self.begin(standing)
        elif self.ahead is None:
            self.follow()
        took = time.monotonic() - started
        self.next_look = time.monotonic() + max(SOONEST, SELDOM * took)

    @property
    def has_drifted(self):
        return self.ahead is None and self.changes > DRIFT * (len(self.shelf) + len(self.of_wish)) + 3

    # from the beginning

    def begin(self, standing):
        """Everybody is read; what nobody has read of their texts is read first."""
        self.stands_for, self.changes = standing, 0
        self.offers, (self.wishes, self.of_wish) = prints.of_offers(), prints.of_wishes()
        self.hosts, self.seekers = seeking.hosts(), seeking.who_goes(seeking.wishes())
        self.interns = {key: tuple(map(seeking.intern, wishes)) for key, wishes in self.seekers.items()}
        self.waiting, self.counted, self.moved = {}, set(), {}
        self.ahead = Ahead(self.texts, [each for own in self.interns.values() for each in own], self.hosts)

    def lay_out(self):
        """The shelf, and everybody waiting for a list: who has none first, then the newest."""
        everybody = [each for own in self.interns.values() for each in own]
        calendar = Calendar(self.stands_for[0], programme().country)
        self.shelf = Shelf(Field.made(everybody, self.hosts, self.texts, self.stands_for[1], calendar))
        self.crowd, self.ahead, self.hosts = Crowd(self.shelf, programme().rules.companions_max + 1), None, []
        self.members = {key: [wish.pk for wish in wishes] for key, wishes in self.seekers.items()}
        self.sizes = {key: size_of(wishes) for key, wishes in self.seekers.items()}
        self.seekers = {}
        listed = set(Ranking.objects.values_list("wish", flat=True))
        kept_lists.forget({*listed, *Listed.objects.values_list("wish", flat=True).distinct()} - set(self.of_wish))
        order = sorted(self.members, key=lambda key: (self.members[key][0] in listed, -self.members[key][0]))
        self.waiting = dict.fromkeys(order)
        self.save()

    # what changes

    def follow(self):
        offers, (wishes, keys) = prints.of_offers(), prints.of_wishes()
        self.follow_offers(changed(self.offers, offers), self.offers.keys() - offers.keys())
        self.follow_wishes(changed(self.wishes, wishes), self.wishes.keys() - wishes.keys(), keys)
        self.offers, self.wishes, self.of_wish = offers, wishes, keys
        self.save()

    def follow_offers(self, numbers, gone):
        for host in seeking.hosts(numbers) if numbers else ():
            row = self.shelf.row_of_host.get(host.key)
            if row is None or self.shelf.hosts[row] != host:
                self.ask_again_who_declined(host.key, row)
                self.follow_host(host.key, lambda host=host: self.shelf.put(host))
        for key in map(str, gone):
            if key in self.shelf.row_of_host:
                self.ask_again_who_declined(key, None)
                self.follow_host(key, lambda key=key: self.shelf.take_out(key))

    def follow_host(self, key, change):
        concerned = self.crowd.follow(key, change)
        self.waiting = dict.fromkeys(concerned.best) | self.waiting | dict.fromkeys(concerned.others)
        for each in concerned.stops:
            self.moved.setdefault(each, set()).add(key)
        self.counted.update(concerned.counts)
        self.changes += 1
        self.done["hosts"] += 1

    def ask_again_who_declined(self, key, row):
        """A Question knows the hosts that were declined by their rows, and these change when one comes or goes."""
        if row is None:
            some = (name for name, own in self.interns.items() if any(key in each.declined for each in own))
            self.waiting |= (again := dict.fromkeys(some))
            self.unasked |= again.keys()

    def follow_wishes(self, numbers, gone, keys):
        """`keys`: who goes along now. Companions of whom one has changed are read together."""
        touched = {self.of_wish.get(each) for each in numbers | gone} | {keys.get(each) for each in numbers}
        touched -= {None}
        some = {wish for wish, key in keys.items() if key in touched}
        found = seeking.who_goes(seeking.wishes(some)) if some else {}
        for key in touched - found.keys():
            self.leave(key)
        for key, wishes in found.items():
            self.come(key, wishes)
        kept_lists.forget(gone)

    def leave(self, key):
        if key in self.crowd.row_of:
            self.crowd.take_out(key)
        for known in (self.members, self.interns, self.sizes, self.waiting, self.moved):
            known.pop(key, None)
        self.counted.discard(key)
        self.unasked.discard(key)

    def come(self, key, wishes):
        interns, size = tuple(map(seeking.intern, wishes)), size_of(wishes)
        if (self.interns.get(key), self.sizes.get(key)) != (interns, size):
            self.interns[key], self.sizes[key], self.members[key] = interns, size, [wish.pk for wish in wishes]
            self.waiting = {key: None} | self.waiting  # who has just sent a wish looks at the page now
            self.unasked.add(key)
            self.changes += 1

    # the lists

    def look_up(self, key):
        """One who seeks: asked, looked up, and kept."""
        del self.waiting[key]
        look = looked(self.shelf, self.question(key))
        self.crowd.keep(key, look)
        for member, wish in enumerate(self.members[key]):
            kept_lists.write(wish, look, member)
        self.counted.discard(key)
        self.moved.pop(key, None)
        self.done["lists"] += 1

    def question(self, key):
        """That of the last time, unless the one who seeks or what a Question knows of hosts is another now."""
        if key in self.unasked or key not in self.crowd.row_of:
            self.crowd.put(key, seeking.question(self.shelf, self.interns[key], self.sizes[key]))
            self.unasked.discard(key)
        return self.crowd.questions[self.crowd.row_of[key]]

    def write_stops(self):
        """The third lists that a host has come on or left. Who waits is looked up anyway."""
        told = {key: self.stops(key) for key in self.moved.keys() - self.waiting.keys()}
        kept_lists.write_stops({wish: stops for key, stops in told.items() for wish in self.members[key]})
        self.done["stops"] += len(told)
        self.counted -= told.keys()
        self.moved = {}

    def stops(self, key):
        row = self.crowd.row_of[key]

        def tell(host):
            return kept_lists.stop_told(host, self.shelf.stop(self.crowd.questions[row], host))

        return kept_lists.Stops(self.crowd.counts[row], list(self.crowd.stops[row]), self.moved[key], tell)

    def write_counts(self):
        rows = {key: self.crowd.counts[self.crowd.row_of[key]] for key in self.counted - self.waiting.keys()}
        kept_lists.write_counts({wish: row for key, row in rows.items() for wish in self.members[key]})
        self.done["counts"] += len(rows)
        self.counted = set()


def changed(before, now):
    return {key for key, number in now.items() if before.get(key) != number}


def size_of(wishes):
    """Seats that must be had at one host, with those of companions who have not sent their wish yet."""
    group = wishes[0].group
    if not (group and group.together_only):
        return 1
    return max(len(wishes), len(group.standing))


@lru_cache(maxsize=1)
def rolling():
    return Rolling(texts(), save)


def follow():
    """What the solver does all year, some of it each turn."""
    rolling().turn()
