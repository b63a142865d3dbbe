"""Vectors of texts and of words, each made once. A key is a digest that tells nothing of what was written."""

import hashlib
from collections.abc import MutableMapping
from datetime import timedelta

import numpy as np
from django.db import models
from django.utils import timezone

AT_A_TIME = 500  # rows in one question: SQLite takes no more than a thousand
UNUSED = timedelta(days=30)  # a vector is made of what somebody wrote: it goes when nobody has needed it for so long


class Vector(models.Model):
    key = models.CharField(max_length=40, primary_key=True)
    values = models.BinaryField()  # float32
    used_on = models.DateField(default=timezone.localdate)

    def __str__(self):
        return self.key


class Kept(MutableMapping):
    """{key: float32[d]} in the database, read once; `save` writes what is new and marks what was used."""

    def __init__(self, kind):
        self.kind, self.rows, self.new, self.used = kind, None, set(), set()

    def digest(self, key):
        return hashlib.blake2b(f"{self.kind}\0{key}".encode(), digest_size=20).hexdigest()

    @property
    def known(self):
        if self.rows is None:
            stored = Vector.objects.values_list("key", "values").iterator()
            self.rows = {key: np.frombuffer(values, dtype=np.float32) for key, values in stored}
        return self.rows

    def __contains__(self, key):
        return self.digest(key) in self.known

    def __getitem__(self, key):
        digest = self.digest(key)
        self.used.add(digest)
        return self.known[digest]

    def __setitem__(self, key, values):
        digest = self.digest(key)
        self.known[digest] = np.asarray(values, dtype=np.float32)
        self.new.add(digest)

    def __delitem__(self, key):
        del self.known[self.digest(key)]

    def __iter__(self):
        return iter(self.known)

    def __len__(self):
        return len(self.known)

    def save(self):
        """Another process may have written the same."""
        rows = [Vector(key=digest, values=self.known[digest].tobytes()) for digest in sorted(self.new)]
        Vector.objects.bulk_create(rows, batch_size=AT_A_TIME, ignore_conflicts=True)
        used = sorted(self.used - self.new)
        for start in range(0, len(used), AT_A_TIME):
            stale = Vector.objects.filter(key__in=used[start : start + AT_A_TIME])
            stale.exclude(used_on=timezone.localdate()).update(used_on=timezone.localdate())
        self.new, self.used = set(), set()


def forget_unused():
    Vector.objects.filter(used_on__lt=timezone.localdate() - UNUSED).delete()
