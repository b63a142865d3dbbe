"""What a host holds, for the compiled kernels: int64s side by side in one array.

At `base`: how many it holds << 32 | its free seats. After it a heap of those it holds (key << 32 | agent; the worst, which is
the greatest, on top). With at most three seats a record is 32 bytes.
"""

from numba import njit

LOW = (1 << 32) - 1
allocating = njit(cache=True, nogil=True, boundscheck=False)
# Counting who holds an array at every call takes longer than what is done in it; without counting it may make none.
jit = njit(cache=True, nogil=True, boundscheck=False, _nrt=False)


@jit
def push(records, base, entry):
    count = (records[base] >> 32) + 1
    records[base] += 1 << 32
    child = count
    while child > 1 and records[base + (child >> 1)] < entry:
        records[base + child] = records[base + (child >> 1)]
        child >>= 1
    records[base + child] = entry


@jit
def sift(records, base, place, entry):
    """Puts `entry` at `place` or below it."""
    count = records[base] >> 32
    child = 2 * place
    while child <= count:
        if child < count and records[base + child + 1] > records[base + child]:
            child += 1
        if records[base + child] <= entry:
            break
        records[base + place] = records[base + child]
        place, child = child, 2 * child
    records[base + place] = entry


@jit
def pop(records, base):
    count = records[base] >> 32
    worst, last = records[base + 1], records[base + count]
    records[base] -= 1 << 32
    if count > 1:
        sift(records, base, 1, last)
    return worst


@jit
def remove(records, base, entry):
    count = records[base] >> 32
    place = 1
    while records[base + place] != entry:
        place += 1
    last = records[base + count]
    records[base] -= 1 << 32
    if place == count:
        return
    while place > 1 and records[base + (place >> 1)] < last:
        records[base + place] = records[base + (place >> 1)]
        place >>= 1
    sift(records, base, place, last)
