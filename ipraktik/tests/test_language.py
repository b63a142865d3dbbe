"""Danish on every Danish page: every label has its Danish, and no page shows the English one."""

import ast
import re

import pytest
from allauth.account.adapter import get_adapter
from bs4 import BeautifulSoup
from django.forms import fields
from django.utils import translation
from django.utils.translation import gettext

from ipraktik import cast as the_cast
from ipraktik.kit import catalogues, messages
from ipraktik.tests.access import undone

# Words and patterns that are the same in both languages.
THE_SAME = {
    "Demo", "E-mail", "Find", "Guide", "Hashtag", "Import", "Menu", "Organisation", "Region", "Reserve", "e-mail",
    "note", "%(count)s note", "Guide: %(party)s",
    "Send", "Stop", "Version", "region", "organisation", "reserve", "Version %(number)s", "%(name)s, version %(number)s",
}  # fmt: skip
BY_THEIR_OWN_NAME = {"English"}
NOT_OURS = ("Dette felt er påkrævet", "This field is required", "Indtast ", "venligst")
ATTRIBUTES = ("aria-label", "title", "placeholder", "alt", "data-title")
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
ENOUGH_LETTERS = 8  # a pattern that is nearly all placeholder would be found everywhere
# allauth's own sentences that a page of ours can show.
SHOWN = (
    "incorrect_code",
    "email_taken",
    "duplicate_email",
    "same_as_current",
    "rate_limited",
    "too_many_login_attempts",
)


def labels():
    return catalogues.opened(catalogues.catalogues()[0])


def pairs():
    """(English, Danish) of every label."""
    for entry in labels():
        if entry.msgid_plural:
            yield from ((entry.msgid, entry.msgstr_plural[0]), (entry.msgid_plural, entry.msgstr_plural[1]))
        else:
            yield entry.msgid, entry.msgstr


def test_every_label_has_its_danish_with_the_same_placeholders():
    assert list(catalogues.problems_in(labels(), messages.messages())) == []


def test_what_is_the_same_in_both_languages_is_meant_to_be():
    same = {
        english for english, danish in pairs() if english == danish and re.search("[a-z]{2}", PLACE.sub("", english))
    }

    assert same - THE_SAME == set()


def test_the_compiled_catalogue_is_the_one_that_is_read():
    path = catalogues.catalogues()[0].with_suffix(".mo")
    assert path.exists(), "Run: ipraktik catalogues compile"
    plain = [entry for entry in labels() if not entry.msgid_plural and not entry.msgctxt]

    with translation.override("da"):
        assert [(entry.msgid, gettext(entry.msgid)) for entry in plain] == [
            (entry.msgid, entry.msgstr) for entry in plain
        ]


def test_danish_is_written_as_danes_write_it():
    """Quotation marks as ”these”, no doubled spaces, no orders of a form's, and the same end as the English."""
    for english, danish in pairs():
        assert "“" not in danish, danish
        assert "  " not in danish, danish
        assert not any(words in danish for words in NOT_OURS), danish
        assert english.endswith("?") == danish.endswith("?"), danish
        assert danish.endswith((".", "!", "?", ":")) or not english.endswith("."), danish


def test_no_text_is_settled_in_one_language_when_the_code_is_read():
    """Outside functions a text must be lazy, and stay so: format_lazy in the place of %."""
    settled = []
    for path in messages.ROOT.rglob("*.py"):
        tree = ast.parse(path.read_text())
        known = messages.names(tree)
        settled += [f"{path.name}:{node.lineno}" for node in at_import(tree) if settles(node, known)]

    assert settled == []


def at_import(node):
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, (ast.FunctionDef, ast.Lambda)):
            yield child
            yield from at_import(child)


def settles(node, known):
    text = node.left if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) else node
    name = messages.called(text, known) if isinstance(text, ast.Call) else None
    return name in messages.TAKES and (text is not node or not name.endswith(("_lazy", "_noop")))


@pytest.mark.parametrize("name", SHOWN)
def test_the_sentences_of_others_that_we_show_are_danish_too(name):
    english, danish = in_both(get_adapter().error_messages[name])

    assert danish != english


def test_djangos_own_sentences_are_danish_too():
    kinds = [kind for kind in vars(fields).values() if isinstance(kind, type) and issubclass(kind, fields.Field)]
    own = {sentence for kind in kinds for sentence in kind.default_error_messages.values()}

    assert {english for english, danish in map(in_both, own) if english == danish} - {""} == set()


def in_both(sentence):
    with translation.override("en"):
        english = str(sentence)
    with translation.override("da"):
        return english, str(sentence)


# Pages


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Something in every state, so that the pages have something to say; made once, since they are only looked at."""
    with django_db_blocker.unblock(), undone():
        yield something_of_everything(the_cast.gather())


def something_of_everything(cast):
    for number, state in enumerate(("suggested", "preparing", "agreed", "completed", "declined", "not-held")):
        offer = the_cast.offer(cast, at=f"Afdeling {number}", of=f"Region {number}")
        the_cast.placement(cast, state, wish_=the_cast.wish(cast), offer_=offer)
    the_cast.wish(cast, "draft")
    the_cast.wish(cast, "open", intern="bo", consent=False)
    for number, state in enumerate(("draft", "review", "paused", "closed")):
        the_cast.offer(cast, state, at=f"Kontor {number}", of=f"Styrelsen {number}", host="hanne")
    return cast


@pytest.fixture(scope="session")
def english():
    """What must not stand on a Danish page: exact labels, and a pattern of those with placeholders."""
    danish = {danish for _english, danish in pairs()}
    others = {english for english, _danish in pairs()} - danish - THE_SAME - BY_THEIR_OWN_NAME
    exact = {english for english in others if not PLACE.search(english) and re.search("[A-Za-z]{2}", english)}
    filled = [english for english in others - exact if len(PLACE.sub("", english)) >= ENOUGH_LETTERS]
    return exact, re.compile("|".join(f"(?:{pattern(each)})" for each in filled))


def pattern(english):
    return ".+".join(re.escape(part).replace("%%", "%") for part in PLACE.split(english))


def pages_for(client, starts, most=70):
    """Every page that links lead to from these, one of each address with its numbers left out."""
    waiting, seen = list(starts), set()
    while waiting and len(seen) < most:
        address = waiting.pop(0)
        kind = re.sub(r"\d+", "0", address.split("?")[0])
        if kind in seen or kind.startswith(("/static/", "/office/export/", "/demo/", "/style")):
            continue
        seen.add(kind)
        response = client.get(address)
        if response.status_code == 200 and "html" in response["content-type"]:
            page = BeautifulSoup(response.content, "html.parser")
            waiting += [a["href"].split("#")[0] for a in page.select("a[href^='/']")]
            yield address, page


def said_on(page):
    """Every piece of text that a reader sees or hears."""
    for hidden in page.select("script, style, [lang=en], option[lang], code, .demo-bar"):
        hidden.decompose()
    yield from (" ".join(text.split()) for text in page.find_all(string=True))
    yield from (tag[name] for name in ATTRIBUTES for tag in page.find_all(attrs={name: True}))


ROLES = {
    "": ["/", "/start/", "/account/sign-in/", "/account/sign-up/", "/not-here/"],
    "ida": ["/me/", "/profile/"],
    "hanne": ["/me/"],
    "signe": ["/me/"],
    "karl": ["/office/", "/office/import/"],
    "olga": ["/me/", "/wish/new/", "/host/new/", "/travel/"],
}


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_no_danish_page_shows_an_english_label(client, world, english, role):
    exact, filled = english
    client.cookies["language"] = "da"
    if role:
        client.force_login(world[role])

    found, read = [], 0
    for address, page in pages_for(client, ROLES[role]):
        assert page.html["lang"] == "da"
        read += 1
        found += [(address, text) for text in said_on(page) if text in exact or filled.fullmatch(text)]

    assert found == []
    assert read >= len(ROLES[role])
