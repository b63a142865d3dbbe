"""Deferred acceptance in plain Python: the reference, which `compiled` must equal to the letter.

Agents propose down their lists; a host keeps the best it has room for (Gale and Shapley 1962; a heap for each host). With
agents of one seat each the answer is the stable matching that every agent likes best among all stable ones. Agents of two
or three seats leave gaps when they are sent away; `repair` lets those in who were turned down before the gap arose. It
need not end (a stable matching need not exist: McDermid and Manlove 2010), so it gives up after ROUNDS.
"""

from heapq import heapify, heappop, heappush, heapreplace

import numpy as np

ROUNDS = 40
AGENT = (1 << 32) - 1


def accepted(market, rounds=ROUNDS):
    """int64[A]: the edge each agent ends on, -1 for none. With groups it may still be blocked after so many `rounds`."""
    if market.has_groups:
        return Together(market).run(rounds)
    return of_singles(market)


def entries(market):
    """int64[E]: what a host keeps of an agent; less is better, the agent in the lower half."""
    return market.key.astype(np.int64) << 32 | market.agent


def of_singles(market):
    first, host, entry = market.first.tolist(), market.host.tolist(), (-entries(market)).tolist()
    free, held = market.seats.tolist(), [[] for _ in range(market.hosts)]
    position, last = first[:-1], first[1:]
    for agent in range(market.agents):
        asking = agent
        while (edge := position[asking]) < last[asking]:
            position[asking] = edge + 1
            at = host[edge]
            if free[at]:
                free[at] -= 1
                heappush(held[at], entry[edge])
                break
            if held[at] and held[at][0] < entry[edge]:
                asking = -heapreplace(held[at], entry[edge]) & AGENT
    return held_edges(market, held, position)


def held_edges(market, held, position):
    """An agent who is held proposed last to who holds it."""
    edge = np.full(market.agents, -1, dtype=np.int64)
    for kept in held:
        for entry in kept:
            agent = -entry & AGENT
            edge[agent] = position[agent] - 1
    return edge


class Together:
    """Agents of several sizes. The worst a host holds is on top of its heap, entries being negative."""

    def __init__(self, market):
        self.market = market
        self.size, self.first, self.host = market.size.tolist(), market.first.tolist(), market.host.tolist()
        self.entry = (-entries(market)).tolist()
        self.free, self.held = market.seats.tolist(), [[] for _ in range(market.hosts)]
        self.position, self.placed = self.first[:-1], [False] * market.agents
        # Hosts where someone turned down before may have room now.
        self.opened = set()

    def run(self, rounds):
        for agent in range(self.market.agents):
            self.settle([agent])
        self.repair(rounds)
        return held_edges(self.market, self.held, self.position)

    def settle(self, asking):
        while asking:
            agent = asking.pop()
            for edge in range(self.position[agent], self.first[agent + 1]):
                sent_away = self.admitted(agent, edge)
                if sent_away is not None:
                    self.take(agent, edge, sent_away)
                    asking.extend(sent_away)
                    break
            else:
                self.position[agent] = self.first[agent + 1]

    def take(self, agent, edge, sent_away):
        self.position[agent], self.placed[agent] = edge + 1, True
        for other in sent_away:
            self.placed[other] = False

    def admitted(self, agent, edge):
        """Those sent away for the agent, the best liked first; None if there is no room for it."""
        at, needed, entry = self.host[edge], self.size[agent], self.entry[edge]
        held, room, out = self.held[at], self.free[at], []
        while room < needed and held and held[0] < entry:
            out.append(heappop(held))
            room += self.size[-out[-1] & AGENT]
        if room < needed:
            for worse in out:
                heappush(held, worse)
            return None
        heappush(held, entry)
        sent_away, self.free[at] = self.kept_after_all(held, out, room - needed)
        if sum(self.size[other] for other in sent_away) > needed:
            self.opened.add(at)
        return sent_away

    def kept_after_all(self, held, out, room):
        """Who was taken off the heap may stay where there is room, the best liked first."""
        sent_away = []
        for entry in reversed(out):
            agent = -entry & AGENT
            if self.size[agent] <= room:
                heappush(held, entry)
                room -= self.size[agent]
            else:
                sent_away.append(agent)
        return sent_away, room

    def repair(self, rounds):
        by_host = None
        for _round in range(rounds):
            if not self.opened:
                return
            by_host = by_host or self.agents_by_host()
            opened, self.opened = self.opened, set()
            for agent in sorted({agent for at in opened for agent in by_host[at]}):
                self.look_up(agent, opened)

    def agents_by_host(self):
        by_host = [[] for _ in range(self.market.hosts)]
        for agent, at in zip(self.market.agent.tolist(), self.host, strict=True):
            by_host[at].append(agent)
        return by_host

    def look_up(self, agent, opened):
        """The agent moves up to the first host it likes better that has opened and takes it."""
        end = self.position[agent] - 1 if self.placed[agent] else self.first[agent + 1]
        for edge in range(self.first[agent], end):
            if self.host[edge] in opened:
                sent_away = self.admitted(agent, edge)
                if sent_away is not None:
                    self.leave(agent)
                    self.take(agent, edge, sent_away)
                    return self.settle(sent_away)
        return None

    def leave(self, agent):
        if self.placed[agent]:
            edge = self.position[agent] - 1
            at = self.host[edge]
            self.held[at].remove(self.entry[edge])
            heapify(self.held[at])
            self.free[at] += self.size[agent]
            self.opened.add(at)
