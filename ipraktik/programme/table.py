"""One table of a TOML file that knows where it stands, so that a mistake can be told with file and key."""

from datetime import date, time
from decimal import Decimal

from .problems import listed


class Table:
    def __init__(self, book, file, values, where="", key="", silent=False):
        self.book, self.file, self.values, self.where, self.key = book, file, values, where, key
        self.silent = silent  # the file or table itself is missing, and that has been said
        self.asked = set()
        book.tables.append(self)

    def complain(self, sentence, key=""):
        if not self.silent:
            self.book.complain(self.file, " · ".join(filter(None, [self.where, key])), sentence)

    def complain_about_the_rest(self):
        for key in sorted(self.values.keys() - self.asked):
            self.complain("is not known here. Correct the spelling or take it out.", key)

    def has(self, key):
        return key in self.values

    def take(self, key, kind, called, missing, optional=False):
        self.asked.add(key)
        value = self.values.get(key)
        if value is None:
            if not optional:
                self.complain(f"is missing. Write {key} = {called}.", key)
            return missing
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.complain(f"has the value {value!r}. Write {called}.", key)
            return missing
        return value

    def string(self, key, optional=False):
        return self.take(key, str, "“…” (words)", "", optional)

    def whole(self, key, optional=False):
        return self.take(key, int, "a whole number", None if optional else 0, optional)

    def number(self, key, optional=False):
        return Decimal(self.take(key, int | Decimal, "a number", Decimal(0), optional))

    def truth(self, key, optional=False):
        return self.take(key, bool, "true or false", False, optional)

    def day(self, key, optional=False):
        return self.take(key, date, "a date, as 2027-01-01", None, optional)

    def clock(self, key, optional=False):
        return self.take(key, time, "a time of day, as 15:30:00", time(12), optional)

    def strings(self, key, optional=False):
        return self.listing(key, str, 'a list of words, as ["…", "…"]', optional)

    def wholes(self, key, optional=False):
        return self.listing(key, int, "a list of whole numbers, as [1, 3]", optional)

    def listing(self, key, kind, called, optional):
        values = self.take(key, list, called, [], optional)
        if not all(isinstance(value, kind) for value in values):
            self.complain(f"has the value {values!r}. Write {called}.", key)
            return ()
        return tuple(values)

    def one_of(self, key, known, optional=False):
        value = self.string(key, optional)
        self.must_be_known(key, [value] if value else [], known)
        return value

    def some_of(self, key, known, optional=False):
        values = self.strings(key, optional)
        self.must_be_known(key, values, known)
        return values

    def must_be_known(self, key, values, known):
        for value in values:
            if value not in known:
                self.complain(f"“{value}” is not known. Choose among {listed(known)}.", key)

    def table(self, key, optional=False, name=None):
        values = self.take(key, dict, f"a table, [{key}]", {}, optional)
        silent = self.silent or not isinstance(self.values.get(key), dict)
        return self.inner(values, key, key if name is None else name, silent)

    def each(self, key, optional=False, name=None):
        """The tables of a list, each known by its `key`. Says so when one is there twice."""
        found = self.take(key, list, f"tables, [[{key}]]", [], optional)
        tables = [self.inner(values, *self.names(key, name, values)) for values in found if isinstance(values, dict)]
        self.must_differ(key, [table.values.get("key") for table in tables])
        return tables

    def named(self, key, optional=False, name=None):
        """Tables by name, [key.name], in the order of the file."""
        table = self.table(key, optional, name)
        table.asked |= table.values.keys()
        return {own: table.inner(values, own, own) for own, values in table.values.items() if isinstance(values, dict)}

    def names(self, key, name, values):
        own = str(values.get("key", "?"))
        return f"{key} “{own}”", f"{key if name is None else name}.{own}".strip(".")

    def must_differ(self, key, keys):
        for twice in sorted({own for own in keys if own and keys.count(own) > 1}):
            self.complain(f"the key “{twice}” is used twice. Give one of the two another key.", key)

    def none_is_retired(self, entries):
        retired = self.strings("retired", optional=True)
        for each in entries:
            if each.key in retired:
                sentence = "is retired, and a retired key is never used again. Give the new one its own key."
                self.complain(sentence, each.key)

    def inner(self, values, where, name, silent=False):
        where = " · ".join(filter(None, [self.where, where]))
        key = ".".join(filter(None, [self.key, name]))
        return Table(self.book, self.file, values, where, key, silent)

    def text(self, key, optional=False):
        words = self.take(key, dict, "a text in every language", None, optional)
        if words is None:
            return None if optional else self.book.nothing()
        return self.keep(words, key)

    def own_text(self):
        """The text written in the table itself, one line for each language."""
        self.asked |= set(self.book.languages)
        return self.keep({own: self.values[own] for own in self.book.languages if own in self.values})

    def keep(self, words, name=""):
        where = " · ".join(filter(None, [self.where, name]))
        return self.book.keep_text(self.file, where, ".".join(filter(None, [self.key, name])), words)
