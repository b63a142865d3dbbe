"""Where blocks are done: here, in processes of this machine, or on a Dask cluster whose address is given.

An executor has `map(job, blocks)`: the answers in the order of the blocks. Blocks are cut alike everywhere, and each is
multiplied by one thread: several would cut the sums otherwise on each machine, and its last bits would be another's.
"""

import os
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from multiprocessing import get_context

from threadpoolctl import threadpool_limits


class Here:
    """As many blocks at a time as there are cores."""

    def map(self, job, blocks):
        with threadpool_limits(1), ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            return list(pool.map(job, blocks))


class Processes:
    """Processes of this machine. The job is sent to each of them once."""

    def __init__(self, workers):
        self.workers = workers

    def map(self, job, blocks):
        context = get_context("spawn")
        with ProcessPoolExecutor(self.workers, context, initializer=keep, initargs=(job,)) as pool:
            return list(pool.map(do, blocks))


KEPT = []


def keep(job):
    threadpool_limits(1)
    KEPT[:] = [job]


def do(block):
    return KEPT[0](block)


class Dask:
    """A cluster that answers at `address`, as tcp://scheduler:8786. The job is sent to each worker once."""

    def __init__(self, client):
        self.client = client

    def map(self, job, blocks):
        sent = self.client.scatter(job, broadcast=True, hash=False)
        return self.client.gather(self.client.map(call, [sent] * len(blocks), blocks, pure=False))


def call(job, block):
    threadpool_limits(1)  # of the worker's process from here on: a worker does several blocks at a time
    return job(block)


@contextmanager
def executor(address="", workers=0):
    """The executor for an address (a Dask scheduler), a number of local processes, or neither: here.

    Raises SystemExit with a sentence if an address is given and Dask is not installed.
    """
    if not address:
        yield Processes(workers) if workers else Here()
        return
    try:
        distributed = import_module("distributed")
    except ImportError:
        raise SystemExit("A cluster needs Dask: pip install 'ipraktik[cluster]'.") from None
    with distributed.Client(address) as client:
        yield Dask(client)
