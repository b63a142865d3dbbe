import sys


def say(line):
    """A line for the person at the terminal, at once even where output goes through a pipe."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
