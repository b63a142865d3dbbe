"""The best matching with groups in it, as an integer program solved by HiGHS: nearly always a matter of its first bound.

(CP-SAT took a hundred times as long on a round of 35 agents: fits are fractions, and the bound of the relaxation is what
ends the search.)
"""

import threading
from datetime import timedelta

import numpy as np
from ortools.math_opt.python import mathopt

from ipraktik.matching.engine.market import UNPLACED
from ipraktik.matching.engine.search import POLL

TOLERANCE = 1e-9  # in fit: answers nearer than this are alike


class Integer:
    """A 0 or 1 for each edge; one host at most for each agent, and no more at a host than it has seats.

    Asked for the most of one worth after the other. `edge` int64[A] is the best matching that was found so far.
    """

    def __init__(self, market, start, watch):
        self.market, self.edge, self.watch = market, start, watch
        self.model = mathopt.Model()
        self.columns = np.array([self.model.add_binary_variable() for _ in range(market.edges)], dtype=object)
        for agent in range(market.agents):
            self.limit(self.columns[market.first[agent] : market.first[agent + 1]], 1)
        sizes = market.size[market.agent]
        for host, edges in enumerate(market.edges_by_host):
            self.limit(self.columns[edges] * sizes[edges], int(market.seats[host]))

    def limit(self, terms, most):
        if len(terms):
            self.model.add_linear_constraint(mathopt.fast_sum(terms) <= most)

    def most(self, worths, step):
        """(nothing better exists, a bound that no matching exceeds) for worths float64[E]."""
        self.model.maximize(mathopt.fast_sum(self.columns * np.asarray(worths, dtype=float)))
        found = self.solved(step)
        if found.has_primal_feasible_solution():
            self.edge = self.placed(np.array(found.variable_values(self.columns)) > 0.5)
        return found.termination.reason == mathopt.TerminationReason.OPTIMAL, found.best_objective_bound()

    def at_least(self, worths, floor):
        """From now on only matchings whose worth is at least this."""
        self.model.add_linear_constraint(mathopt.fast_sum(self.columns * worths) >= floor)

    def solved(self, step):
        """In a thread of its own, so that it can be watched; one that nobody wants any more ends with its time."""
        params = mathopt.SolveParameters(
            time_limit=timedelta(seconds=self.watch.left), relative_gap_tolerance=0.0,
            absolute_gap_tolerance=TOLERANCE, random_seed=0,
        )  # fmt: skip
        done = []
        running = threading.Thread(
            target=lambda: done.append(mathopt.solve(self.model, mathopt.SolverType.HIGHS, params=params)), daemon=True
        )
        running.start()
        while running.is_alive():
            running.join(POLL)
            self.watch.tell(step)
        return done[0]

    def chosen(self):
        return self.edge[self.edge != UNPLACED]

    def placed(self, chosen):
        edge = np.full(self.market.agents, UNPLACED, dtype=np.int64)
        picked = np.flatnonzero(chosen)
        edge[self.market.agent[picked]] = picked
        return edge
