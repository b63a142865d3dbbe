import os
import signal
import subprocess
import sys
import time

import pytest

# A process of its own, since signals and children belong to one.
SUPERVISOR = """
import sys
from ipraktik.kit.supervisor import supervise
supervise({"one": [sys.executable, "-c", sys.argv[1]]})
"""
TELLS_ITS_NUMBER = "import os, time; print(os.getpid(), flush=True); time.sleep(60)"
DIES = "print('here', flush=True); raise SystemExit(3)"
STUBBORN = "import signal, time; signal.signal(15, signal.SIG_IGN); print('here', flush=True); time.sleep(60)"


@pytest.fixture
def start():
    started = []

    def start(child):
        process = subprocess.Popen(
            [sys.executable, "-c", SUPERVISOR, child], stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def is_alive(number):
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def gone_within(number, seconds):
    until = time.monotonic() + seconds
    while is_alive(number) and time.monotonic() < until:
        time.sleep(0.05)
    return not is_alive(number)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_the_children_too(start, number):
    process = start(TELLS_ITS_NUMBER)
    child = int(process.stdout.readline())

    process.send_signal(number)

    assert process.wait(5) == 0
    assert not is_alive(child)


def test_what_dies_is_started_again(start):
    process = start(DIES)

    lines = [process.stdout.readline().strip() for _ in range(3)]

    assert lines == ["here", "one stopped (3); starting it again in 1 s", "here"]


@pytest.mark.slow
def test_what_will_not_stop_is_ended_within_ten_seconds(start):
    process = start(STUBBORN)
    process.stdout.readline()

    process.terminate()

    assert process.wait(10) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent is gone")
def test_a_supervisor_killed_outright_leaves_no_child_behind(start):
    process = start(TELLS_ITS_NUMBER)
    child = int(process.stdout.readline())

    process.kill()

    assert gone_within(child, 5)
