"""The texts people sign, one file for each language: documents/agreement.da.md, documents/agreement.en.md."""

from .letters import IN_DOCUMENTS, only_allowed
from .table import Table

NEEDED = ("agreement", "confidentiality", "amendment")


def read_documents(book):
    return {key: read_document(book, key) for key in sorted({*NEEDED, *keys_found(book)})}


def keys_found(book):
    return {path.name.split(".")[0] for path in (book.folder / "documents").glob("*.*.md")}


def read_document(book, key):
    file = f"documents/{key}.md"
    page = Table(book, file, {})
    words = words_of(book, key)
    text = book.keep_text(file, "", f"documents.{key}", words) if len(words) == len(book.languages) else book.nothing()
    only_allowed(page, "", text, IN_DOCUMENTS)
    return text


def words_of(book, key):
    files = {language: f"documents/{key}.{language}.md" for language in book.languages}
    for file in files.values():
        if not (book.folder / file).is_file():
            book.complain(file, "", "the file is missing. Write it, or take the language out of programme.toml.")
    paths = {language: book.folder / file for language, file in files.items()}
    return {language: path.read_text(encoding="utf-8") for language, path in paths.items() if path.is_file()}
