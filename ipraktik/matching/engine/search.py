"""CP-SAT (OR-tools), run so that it can be watched and stopped, and gives the same answer every time it gets to the end."""

import threading
import time
from dataclasses import dataclass

from ortools.sat.python import cp_model

POLL = 0.1


class Cancelled(Exception):
    """Whoever asked for it no longer wants it."""


@dataclass
class Watch:
    """How long a solve may take, who hears how far it is, and who may stop it. Both are called in the caller's own thread."""

    limit_seconds: float = 60.0
    progress: object = None
    cancelled: object = None
    seed: int = 0

    def __post_init__(self):
        self.started = time.perf_counter()

    @property
    def seconds(self):
        return time.perf_counter() - self.started

    @property
    def left(self):
        return max(0.0, self.limit_seconds - self.seconds)

    def tell(self, step, **known):
        """Says how far it is, a step's name and what is known; raises Cancelled if nobody wants it any more."""
        if self.progress:
            self.progress({"step": step, "seconds": round(self.seconds, 2), **known})
        if self.cancelled and self.cancelled():
            raise Cancelled(step)


class Best(cp_model.CpSolverSolutionCallback):
    def __init__(self):
        super().__init__()
        self.known = {}

    def on_solution_callback(self):
        self.known = {"best": self.objective_value, "bound": self.best_objective_bound}


def search(model, watch, step):
    """The solver after it has run, and its status: cp_model.OPTIMAL, FEASIBLE, INFEASIBLE or UNKNOWN."""
    solver, best, done = cp_model.CpSolver(), Best(), []
    solver.parameters.max_time_in_seconds = watch.left
    solver.parameters.random_seed = watch.seed % 2**31
    # One worker gives the same answer every time; with relaxed rows it is the fastest here too.
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    running = threading.Thread(target=lambda: done.append(solver.solve(model, best)), daemon=True)
    running.start()
    try:
        while running.is_alive():
            running.join(POLL)
            watch.tell(step, **best.known)
    except BaseException:
        solver.stop_search()
        running.join()
        raise
    return solver, done[0]
