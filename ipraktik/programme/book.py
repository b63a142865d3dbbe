"""Reads the files of a programme folder, and gathers everything wrong with them instead of stopping at the first."""

import tomllib
from decimal import Decimal

from .problems import ProgrammeError, listed
from .table import Table
from .words import Text, placeholders


class Book:
    def __init__(self, folder, overrides=None):
        self.folder = folder
        self.languages = ()
        self.problems = []
        self.texts = {}
        self.overrides = self.read_overrides(overrides) if overrides else {}
        self.tables = []

    def complain(self, file, where, sentence):
        self.problems.append(f"{file}: {where}: {sentence}" if where else f"{file}: {sentence}")

    def page(self, file, key=""):
        """The top table of a file; its texts are known by `key` and their own names."""
        if not (self.folder / file).is_file():
            self.complain(file, "", f"the file is missing. Make it in {self.folder}.")
            return Table(self, file, {}, key=key, silent=True)
        values = self.parse(self.folder / file, file)
        return Table(self, file, values or {}, key=key, silent=values is None)

    def pages(self, under):
        """Every TOML file in a folder of the programme, in order of name."""
        return [self.page(f"{under}/{path.name}") for path in sorted((self.folder / under).glob("*.toml"))]

    def optional(self, file, key=""):
        return self.page(file, key) if (self.folder / file).is_file() else None

    def parse(self, path, file):
        try:
            return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as mistake:
            self.complain(file, "", f"cannot be read as TOML in UTF-8: {mistake}. Correct that line.")
            return None

    def read_overrides(self, path):
        file = path / "overrides.toml" if path.is_dir() else path
        if not file.is_file():
            self.complain(file.name, "", f"is not in {file.parent}. Make it, or leave PROGRAMME_OVERRIDES empty.")
            return {}
        return self.parse(file, file.name) or {}

    def keep_text(self, file, where, key, words):
        """One seam for every text: checked, worded as the installation words it, and known by its key."""
        words = self.in_our_languages(file, where, words)
        if own := self.overrides.get(key):
            words |= self.in_known_languages("overrides.toml", key, own)
            self.same_places("overrides.toml", key, words)
        else:
            self.same_places(file, where, words)
        self.texts[key] = Text(**words)
        return self.texts[key]

    def nothing(self):
        """Stands where a text is missing, so that reading can go on to the next mistake."""
        return Text(**dict.fromkeys(self.languages, ""))

    def in_our_languages(self, file, where, words):
        for language in self.languages:
            if not str(words.get(language, "")).strip():
                self.complain(file, where, f'the text in “{language}” is missing. Write {language} = "…".')
        return self.in_known_languages(file, where, words)

    def in_known_languages(self, file, where, words):
        if not isinstance(words, dict):
            self.complain(file, where, 'is no text. Write one line for each language, as da = "…".')
            return {}
        for language in words.keys() - set(self.languages):
            known = listed(self.languages)
            self.complain(file, where, f"“{language}” is none of the programme's languages ({known}). Take it out.")
        return {language: str(words[language]).strip() for language in self.languages if language in words}

    def same_places(self, file, where, words):
        found = {language: placeholders(said) for language, said in words.items()}
        everywhere = set().union(*found.values())
        for language, names in found.items():
            for name in sorted(everywhere - names):
                self.complain(file, where, f"{{{name}}} is missing in “{language}”, but the other language has it.")

    def close(self):
        """Says what is left over, and raises if anything at all was wrong."""
        for table in self.tables:
            table.complain_about_the_rest()
        for key in self.overrides.keys() - self.texts.keys():
            self.complain("overrides.toml", key, "the programme has no text with this key. Correct or remove it.")
        if self.problems:
            raise ProgrammeError(self.problems)
