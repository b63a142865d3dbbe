"""The order of the Danish alphabet, in a database that may have another of its own."""

from django.db.models import F, Value
from django.db.models.functions import Collate, Lower, Replace

from ipraktik.kit.names import ALPHABET

LETTERS = {chr(letter): place for letter, place in ALPHABET.items()}


class ByCode(Collate):
    """Compares letter by letter, by their numbers."""

    def __init__(self, expression):
        super().__init__(expression, "C")

    def as_sqlite(self, compiler, connection, **context):
        self.collation = "BINARY"
        return self.as_sql(compiler, connection, **context)


def alphabetical(column):
    """Lower case, æ ø å after z: an expression to sort by."""
    expression = Lower(F(column))
    for letter, place in LETTERS.items():
        for written in (letter, letter.upper()):
            expression = Replace(expression, Value(written), Value(place))
    return ByCode(expression)
