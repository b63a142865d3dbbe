"""What went wrong, for the log: the kind of mistake and where it was made. Its words may hold somebody's data."""

import traceback
from pathlib import Path


def described(trouble):
    frames = traceback.extract_tb(trouble.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return {"error": type(trouble).__name__, "where": where}
