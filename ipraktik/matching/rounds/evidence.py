"""What a proposal was made from, kept with it: so that it can be made again, and nobody need wonder why."""

import gzip
import hashlib
import json

import numpy as np

from ipraktik.matching.engine.market import Market

ARRAYS = {
    "size": np.int32, "seats": np.int32, "first": np.int64, "host": np.int32, "rank": np.int32, "host_rank": np.int32,
    "fit": np.float64, "lottery": np.int64,
}  # fmt: skip

QUICKLY = 3  # of 9: the smallest takes ten times as long, and is hardly smaller


def packed(market, aim):
    """(the inputs as compressed JSON, their SHA-256)."""
    arrays = {name: getattr(market, name).tolist() for name in ARRAYS}
    inputs = {"aim": aim, "agents": market.agent_names, "hosts": market.host_names, **arrays}
    written = json.dumps(inputs, separators=(",", ":")).encode()
    return gzip.compress(written, QUICKLY, mtime=0), hashlib.sha256(written).hexdigest()


def written(proposal):
    """The inputs as JSON. ValueError where they are not what was solved."""
    inputs = gzip.decompress(bytes(proposal.inputs))
    if hashlib.sha256(inputs).hexdigest() != proposal.digest:
        raise ValueError("The inputs have been changed since the proposal was made.")
    return inputs


def as_file(proposal):
    """JSON: the lottery's seed, the inputs' SHA-256, the inputs, and who went where, by the numbers of wishes and hosts."""
    placed = {str(wish): offer and str(offer) for wish, offer in proposal.pairings.values_list("wish", "offer")}
    told = {
        "seed": proposal.seed,
        "sha256": proposal.digest,
        "solved_at": proposal.solved_at.isoformat(),
        "placed": placed,
    }
    return json.dumps(told)[:-1].encode() + b', "inputs": ' + written(proposal) + b"}"


def unpacked(proposal):
    """(Market, aim) that the proposal was solved from. ValueError as `written`."""
    inputs = json.loads(written(proposal))
    arrays = {name: np.array(inputs[name], dtype=kind) for name, kind in ARRAYS.items()}
    names = {"agent_names": tuple(map(tuple, inputs["agents"])), "host_names": tuple(inputs["hosts"])}
    return Market(**arrays, **names), inputs["aim"]
