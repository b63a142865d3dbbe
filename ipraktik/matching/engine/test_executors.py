"""Wherever blocks are done, the answer is the same, bit for bit."""

import subprocess
import sys

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from ipraktik.matching.engine import nearest
from ipraktik.matching.engine.executors import Dask, Here, Processes, call, executor
from ipraktik.matching.engine.test_candidates import made


@pytest.fixture
def field(calendar, monkeypatch):
    monkeypatch.setattr(nearest, "CELLS", 0)
    return made(calendar, 200, 400)


def same(one, other):
    names = ("agent", "host", "intern_score", "host_score", "fit")
    return all(getattr(one, name).tobytes() == getattr(other, name).tobytes() for name in names)


def test_two_processes_find_the_same(field):
    with executor(workers=2) as chosen:
        assert isinstance(chosen, Processes)
        assert same(field.pairs(10, executor=chosen), field.pairs(10))


def test_a_cluster_of_two_workers_finds_the_same(field):
    distributed = pytest.importorskip("distributed")
    cluster = distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)
    with cluster, executor(cluster.scheduler_address) as chosen:
        assert isinstance(chosen, Dask)
        assert same(field.pairs(10, executor=chosen), field.pairs(10))


def threads(_block):
    return max(each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas")


def test_one_thread_multiplies_a_block_wherever_it_is_done():
    with threadpool_limits(2):
        assert threads(None) == 2
        assert Here().map(threads, [0, 1]) == [1, 1]
        assert Processes(2).map(threads, [0, 1]) == [1, 1]
        assert call(threads, 0) == 1


def test_blocks_of_another_size_choose_the_same_pairs(field, monkeypatch):
    small = field.pairs(10)
    monkeypatch.setattr(nearest, "CELLS", 8_000_000)
    large = field.pairs(10, executor=Here())

    assert np.array_equal(small.host, large.host)
    assert np.allclose(small.fit, large.fit, atol=1e-5)


def test_the_engine_knows_no_django():
    modules = "profiles, shelf, english, executors, random_people"
    program = f"import sys; from ipraktik.matching.engine import {modules}; print('django' in sys.modules)"

    assert subprocess.check_output([sys.executable, "-c", program], text=True) == "False\n"
