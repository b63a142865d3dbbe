"""The pictures as files, large and small. Who may see one is asked of the photo before a file is opened: in views.py,
and nowhere else in the house (a test keeps it)."""

import secrets
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

FOLDER = "photos"
SIZES = ("large", "small")
A_WHILE = timedelta(hours=1)  # a file stands before its row does


def path(name, size):
    return f"{FOLDER}/{name[:2]}/{name}-{size}.webp"


def write(picture):
    """The name by which it is found again, which nobody can guess."""
    name = secrets.token_hex(16)
    for size in SIZES:
        default_storage.save(path(name, size), ContentFile(getattr(picture, size)))
    return name


def read(name, size):
    with default_storage.open(path(name, size)) as file:
        return file.read()


def remove(names):
    """With the transaction: a deletion that is taken back loses no picture."""
    transaction.on_commit(lambda: [default_storage.delete(path(name, size)) for name in names for size in SIZES])


def files():
    """(path, the name it belongs to) of every file that is no longer new."""
    folders, _files = default_storage.listdir(FOLDER) if default_storage.exists(FOLDER) else ([], [])
    for folder in folders:
        for file in default_storage.listdir(f"{FOLDER}/{folder}")[1]:
            found = f"{FOLDER}/{folder}/{file}"
            if default_storage.get_modified_time(found) < timezone.now() - A_WHILE:
                yield found, file.partition("-")[0]


def remove_all_but(names):
    """Files whose photo is gone: with its placement, or with a transaction that came to nothing."""
    for file, name in list(files()):
        if name not in names:
            default_storage.delete(file)
