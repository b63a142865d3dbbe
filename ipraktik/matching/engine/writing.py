"""Files out: all of them or none, and none over what was read."""

import csv
import io
import os
import tempfile
from pathlib import Path

from ipraktik.matching.engine.tables import Problem, Unusable


def as_csv(header, rows):
    content = io.StringIO()
    writer = csv.writer(content, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return content.getvalue()


def write(path, header, rows):
    """A CSV file, as `write_all`."""
    write_all({path: as_csv(header, rows)})


def write_all(contents):
    """{path: text}: written beside their places, and moved there when all are. Raises Unusable where one cannot be."""
    beside = {}
    try:
        for path, content in contents.items():
            beside[path] = written_beside(Path(path), content)
        for path in contents:
            os.replace(beside[path], path)
            del beside[path]
    except OSError as mistake:
        raise Unusable([Problem(str(path), f"it cannot be written: {mistake.strerror}.")]) from None
    finally:
        for left in beside.values():
            os.unlink(left)


def written_beside(path, content):
    """The name of a new file in the same folder."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".ipraktik.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(content)
        os.chmod(name, 0o666 & ~umask())
    except BaseException:
        os.unlink(name)
        raise
    return name


def umask():
    current = os.umask(0)
    os.umask(current)
    return current


def may_be_written(outputs, inputs):
    """Raises Unusable for an output whose folder is not there, that is no plain file, that is read, or that is named twice."""
    outputs, read = [Path(path) for path in outputs if path], {os.path.realpath(path) for path in inputs if path}
    problems, seen = [], set()
    for path in outputs:
        problems += [Problem(str(path), sentence) for sentence in about_output(path, read, seen)]
        seen.add(os.path.realpath(path))
    if problems:
        raise Unusable(problems)


def about_output(path, read, seen):
    try:
        if not path.parent.is_dir():
            yield f"there is no folder {path.parent}."
        elif path.is_dir():
            yield "this is a folder."
        elif path.exists() and not path.is_file():
            yield "this is no plain file."
        elif os.path.realpath(path) in read:
            yield "this is read: write to another file."
        elif os.path.realpath(path) in seen:
            yield "two outputs have this name: give each its own."
    except OSError as mistake:
        yield f"it cannot be written: {mistake.strerror}."
