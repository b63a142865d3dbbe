"""Vectors kept in a file between runs, so that a text is read once. It holds digests and single words, never a text."""

import os
import tempfile
import zipfile
from pathlib import Path

import numpy as np

PARTS = ("texts", "words")


def load(path):
    """(store, words) for Texts: two dicts of vectors, empty where there is no file. ValueError if it is another file."""
    if path is None or not Path(path).exists():
        return {}, {}
    try:
        with np.load(path, allow_pickle=False) as kept:
            return tuple(dict(zip(kept[part].tolist(), kept[f"{part}_vectors"], strict=True)) for part in PARTS)
    except (KeyError, OSError, ValueError, EOFError, zipfile.BadZipFile):
        raise ValueError(f"{path} is no file of vectors. Name another, or take it away.") from None


def save(path, store, words):
    """Writes both beside the place and moves them there. OSError where it cannot."""
    path, columns = Path(path), {}
    for part, vectors in zip(PARTS, (store, words), strict=True):
        columns[part] = np.array(list(vectors), dtype=str)
        columns[f"{part}_vectors"] = np.array(list(vectors.values()), dtype=np.float32)
    handle, beside = tempfile.mkstemp(dir=path.parent, suffix=".npz")
    with os.fdopen(handle, "wb") as file:
        np.savez(file, **columns)
    os.replace(beside, path)
