"""What every page of a journey is held to: quiet, one heading, no wider than the screen, and no word of another language."""

import re
from functools import cache

import polib
from django.conf import settings

from ipraktik.kit.messages import messages

CATALOGUE = settings.PACKAGE / "locale" / "da" / "LC_MESSAGES" / "django.po"
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
NAMING = "h1, h2, h3, button, .button, label, legend, summary, th, dt, .overline, .site-link, .tab-links a, .move-why"
# Words with `lang` of their own are there to be foreign; a button's own words may have more for the ear alone.
LOOK = """(naming) => {
  const plain = (text) => text.replace(/\\s+/g, " ").trim();
  const words = [...document.querySelectorAll(naming)]
    .filter((each) => each.closest("[lang]") === document.documentElement)
    .flatMap((each) => [each, ...[...each.childNodes].filter((node) => node.nodeType === 3)])
    .map((each) => plain(each.textContent));
  return {
    title: plain(document.title),
    headings: [...document.querySelectorAll("h1")].map((each) => plain(each.textContent)),
    language: document.documentElement.lang,
    words: [...new Set(words)].filter(Boolean),
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  };
}"""


class Watch:
    """Keeps what a page should not have done; `troubles` is empty at the end of a good journey."""

    def __init__(self, page, language):
        self.page, self.language, self.troubles = page, language, []
        page.on("console", lambda said: self.note(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.note(f"page error: {error}"))
        page.on("requestfailed", self.note_failure)
        page.on("response", self.note_refusal)

    def note(self, trouble):
        self.troubles.append(f"{self.page.url}: {trouble}")

    def note_refusal(self, answer):
        if answer.status >= 400:
            self.note(f"{answer.status}: {answer.url}")

    def note_failure(self, request):
        """A request that the reader left behind by going on, or by typing more, has not failed."""
        if "ERR_ABORTED" not in (request.failure or ""):
            self.note(f"{request.failure}: {request.url}")

    def look(self):
        """At the page one has come to."""
        seen = self.page.evaluate(LOOK, NAMING)
        if seen["language"] != self.language:
            return  # one presses the button for one's own language first
        title = seen["title"].rpartition("–")[0].strip()  # the programme's name stands behind the dash
        if not title:
            self.note("the title says nothing")
        if len(seen["headings"]) != 1 or not seen["headings"][0]:
            self.note(f"not one heading: {seen['headings']}")
        if seen["wide"] > 0:
            self.note(f"{seen['wide']} pixels wider than the screen")
        if words := sorted(filter(foreign(self.language), {*seen["words"], title})):
            self.note(f"not in {self.language}: {words}")


@cache
def foreign(language):
    """A test of words: does the house say them in its other language, and not in this one?"""
    english = {part for each in messages().values() for part in (each.text, each.plural) if part}
    danish = {text for entry in polib.pofile(str(CATALOGUE)) for text in (entry.msgstr, *entry.msgstr_plural.values())}
    texts = english - danish if language == "da" else danish - english
    return re.compile("|".join(pattern(text) for text in sorted(texts) if says_something(text))).fullmatch


def pattern(text):
    return ".+".join(re.escape(part) for part in PLACE.split(" ".join(text.split())))


def says_something(text):
    """Of “%(names)s, %(place)s” nobody can tell which language it is."""
    return len("".join(PLACE.split(text))) > (5 if PLACE.search(text) else 0)
