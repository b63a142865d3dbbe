"""A proposal made again from the inputs it kept. Apart, so that no page loads the solvers."""

from ipraktik.matching.engine.solve import solve
from ipraktik.matching.rounds.evidence import unpacked


def solved_again(proposal):
    """{intern: host} by their keys, from the kept inputs alone."""
    market, aim = unpacked(proposal)
    hosts = solve(market, aim, seed=proposal.seed).host
    return {
        key: market.host_names[host]
        for names, host in zip(market.agent_names, hosts, strict=True)
        for key in names
        if host >= 0
    }
