from pathlib import Path

from ipraktik.office.written import whole


def test_the_document_says_what_the_tables_say():
    written = Path(__file__).parents[2] / "docs" / "lifecycle.md"

    assert written.read_text(encoding="utf-8") == whole()
