"""Finds every text to be translated in code and templates, without GNU gettext."""

import ast
import re
from pathlib import Path
from typing import NamedTuple

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
# What each function takes, in order: c is the context, s the text, p its plural.
TAKES = {"gettext": "s", "ngettext": "sp", "pgettext": "cs", "npgettext": "csp", "gettext_noop": "s"}
TAKES |= {f"{name}_lazy": takes for name, takes in TAKES.items() if name != "gettext_noop"}
STRING = r"""u?("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
IN_TEMPLATE = re.compile(rf"\b(_|n?p?gettext)\({STRING}(?:,\s*{STRING})?(?:,\s*{STRING})?", re.DOTALL)


class Message(NamedTuple):
    context: str | None
    text: str
    plural: str | None
    where: str

    @property
    def key(self):
        return self.context, self.text


def messages(root=ROOT):
    """Every message once, by its key; a plural wins over the same text without one."""
    found = {}
    for message in [*in_code(root), *in_templates(root)]:
        if message.key not in found or message.plural:
            found[message.key] = message
    return found


def in_code(root):
    for path in sorted(root.rglob("*.py")):
        if not path.name.startswith("test_") and not {"migrations", "tests"} & set(path.relative_to(root).parts):
            tree = ast.parse(path.read_text())
            yield from in_tree(tree, names(tree), path.relative_to(root))


def in_tree(tree, known, path):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (takes := TAKES.get(called(node, known))):
            texts = [argument.value for argument in node.args[: len(takes)] if isinstance(argument, ast.Constant)]
            if len(texts) == len(takes):
                yield message(takes, texts, f"{path}:{node.lineno}")


def names(tree):
    """What this file calls the functions of translation: `gettext_lazy as _`."""
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
    }


def called(node, known):
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return known.get(getattr(node.func, "id", None))


def in_templates(root):
    for path in templates(root):
        source = templatize(path.read_text())
        for match in IN_TEMPLATE.finditer(source):
            yield template_message(match, f"{path.relative_to(root)}:{source.count(chr(10), 0, match.start()) + 1}")


def templates(root):
    found = [path for suffix in ("html", "txt") for path in root.rglob(f"*.{suffix}")]
    return sorted(path for path in found if not {"static", "programmes", "tests"} & set(path.relative_to(root).parts))


def template_message(match, where):
    takes = TAKES[match[1].replace("_", "") or "gettext"]
    return message(takes, [ast.literal_eval(text) for text in match.groups()[1 : len(takes) + 1]], where)


def message(takes, texts, where):
    given = dict(zip(takes, texts, strict=True))
    return Message(given.get("c"), given["s"], given.get("p"), where)
