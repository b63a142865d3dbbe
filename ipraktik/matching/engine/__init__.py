"""Who goes where: scoring, candidates, assignment and its reasons. Knows no Django and no database.

`market` is the problem as arrays. `profiles` and what it uses make one from people and places; `lists` reads one
from files of ranks; `solve` answers it with the aim a coordinator chose. docs/matching.md explains it in words.
"""
