"""Someone at a browser of their own: goes, presses, fills in and reads by the words on the page."""

import re

from django.utils.translation import get_language_info, gettext, override
from playwright.sync_api import expect

from ipraktik.tests.journeys.watching import Watch

PATIENCE = 30_000  # milliseconds
# How many folds are closed around a field.
FOLDS = "field => { let n = 0; while (field = field.parentElement?.closest('details:not([open])')) n++; return n }"
LOCALES = {"da": "da-DK", "en": "en-GB"}


class Actor:
    def __init__(self, stage, name, way):
        self.stage, self.name, self.way, self.post = stage, name, way, stage.post
        self.email = f"{name.split()[0].lower()}@ipraktik.example"
        self.language = way.language
        self.context = stage.new_context(way)
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.watch = Watch(self.page, self.language)
        self.main = self.page.locator("#main-content")

    # words

    def say(self, words, **values):
        """A label of the house in this person's language."""
        with override(self.language):
            return (gettext(words) % values if values else gettext(words)).strip()

    def exactly(self, words, **values):
        """The words of a button or a link, alone or with a few more for the ear."""
        return re.compile(rf"^\s*{re.escape(self.say(words, **values))}\s*(:.*)?$", re.DOTALL)

    # going about

    def go(self, path):
        self.page.goto(path)
        self.look()

    def look(self):
        self.watch.look()

    def press(self, words, among=None):
        self.leave_by((among or self.main).get_by_role("button", name=self.exactly(words)))

    def follow(self, words, among=None):
        self.leave_by((among or self.main).get_by_role("link", name=self.exactly(words)))

    def follow_about(self, words, **values):
        """A link whose words begin so, and go on about something."""
        begins = re.compile(rf"^\s*{re.escape(self.say(words, **values))}")
        self.leave_by(self.main.get_by_role("link", name=begins))

    def look_into_the_header(self):
        """On a phone the ways of the header are folded."""
        if self.way.width < 800:
            self.page.locator(".site-menu > summary").click()
        return self.page.locator(".site-header")

    def leave_by(self, way, by_key=False):
        """Presses; a button that is locked would say why."""
        assert way.first.get_attribute("aria-disabled") is None, self.main.locator(".move-why").all_inner_texts()
        with self.page.expect_navigation():
            way.first.press("Enter") if by_key else way.first.click()
        self.look()

    def tap(self, words):
        """A button that stays on the page where there is JavaScript."""
        button = self.main.get_by_role("button", name=self.exactly(words)).first
        if self.way.javascript:
            button.click()
        else:
            self.leave_by(button)

    def reads(self, *sentences):
        for sentence in sentences:
            expect(self.main).to_contain_text(sentence, timeout=PATIENCE, use_inner_text=False)

    def is_told(self, words, **values):
        self.reads(self.say(words, **values))

    def never_reads(self, *names):
        text = self.page.locator("body").inner_text()
        assert [name for name in names if name in text] == [], self.page.url

    def is_at(self, words, **values):
        expect(self.page.locator("h1")).to_have_text(self.say(words, **values), timeout=PATIENCE)

    @property
    def path(self):
        return self.page.url.removeprefix(self.stage.site)

    # filling in

    def fill(self, **fields):
        for name, value in fields.items():
            self.fill_one(name, value)

    def fill_one(self, name, value):
        field = self.main.locator(f"[name='{name}']:not([type=hidden])")
        kind = field.first.evaluate("field => field.type")
        if kind in ("radio", "checkbox"):
            field = field if value is True else self.main.locator(f"[name='{name}'][value='{value}']")
        self.unfold(name, field.first)
        if kind in ("radio", "checkbox"):
            field.check()
        elif kind == "select-one":
            field.select_option(value)
        else:
            field.fill(value)

    def unfold(self, name, field):
        """Open what is folded around it, from the outside in."""
        folded = self.page.locator("details:not([open])").filter(has=self.page.locator(f"[name='{name}']"))
        for _fold in range(field.evaluate(FOLDS)):
            folded.first.locator("> summary").click()

    # who one is

    def speak(self):
        """The button for one's own language, where the page speaks another."""
        if self.page.locator("html").get_attribute("lang") == self.language:
            return
        name = get_language_info(self.language)["name_local"].capitalize()
        self.leave_by(self.look_into_the_header().get_by_role("button", name=name))

    def open(self, key):
        """The newest letter of this kind, and its link: one button goes on, unless one is signed in."""
        self.go(self.post.link(self.email, key))
        if "/l/" in self.page.url:
            self.press("Continue")
        self.speak()

    def sign_up(self):
        """From the page that asks who one is."""
        self.fill(name=self.name, email=self.email, language=self.language)
        self.write_code()

    def sign_in(self):
        self.fill(email=self.email)
        self.write_code()

    def write_code(self):
        self.press("Send me a code")
        self.fill(code=self.post.code(self.email))
        self.press("Continue")
        self.speak()

    def forget_who_i_am(self):
        """Another browser, another day."""
        self.context.clear_cookies()

    def sign_out(self):
        self.press("Sign out", among=self.look_into_the_header())
