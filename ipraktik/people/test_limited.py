"""What a session begun by a personal link reaches."""

from types import SimpleNamespace

import pytest

from ipraktik.people.limited import belongs


def page(name, **kwargs):
    return SimpleNamespace(url_name=name, kwargs=kwargs)


@pytest.mark.parametrize(
    ("name", "pk", "reached"),
    [
        ("placement", 7, True),
        ("placement-move", 7, True),
        ("placement", 8, False),
        ("placements", 7, False),
        ("consent", 7, False),
        ("home", None, False),
    ],
)
def test_a_link_to_a_placement_opens_its_pages_and_no_other(name, pk, reached):
    kwargs = {"pk": pk} if pk else {}

    assert belongs(page(name, **kwargs), "placement", 7) is reached
