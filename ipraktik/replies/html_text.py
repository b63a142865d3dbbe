"""The words of an HTML mail, line by line. What it quotes gets the same mark as in a mail of text."""

from html.parser import HTMLParser

BLOCKS = {"p", "div", "br", "tr", "li", "ul", "ol", "table", "hr", "h1", "h2", "h3", "h4", "blockquote", "pre"}
SILENT = {"script", "style", "head", "title", "template", "noscript"}
VOID = {"br", "hr", "img", "meta", "link", "input", "area", "base", "col", "embed", "source", "track", "wbr"}
ORIGINAL = "-----Original Message-----"
QUOTES_BEGIN = ("divRplyFwdMsg", "appendonsend", "OLK_SRC_BODY_SECTION")  # how Outlook marks it


class Words(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lines = [[]]
        self.depth = 0
        self.hidden = []  # what is open inside a part that nobody sees

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if self.hidden or tag in SILENT or "display:none" in given.get("style", "").replace(" ", "").lower():
            if tag not in VOID:
                self.hidden.append(tag)
            return
        self.break_line(tag)
        if tag == "blockquote":
            self.depth += 1
        if given.get("id") in QUOTES_BEGIN:
            self.lines += [[ORIGINAL], []]

    def handle_endtag(self, tag):
        if self.hidden:
            if tag in self.hidden:
                del self.hidden[len(self.hidden) - 1 - self.hidden[::-1].index(tag) :]
            return
        self.break_line(tag)
        if tag == "blockquote":
            self.depth = max(0, self.depth - 1)

    def break_line(self, tag):
        if tag in BLOCKS:
            self.lines.append([])
        if tag in ("p", "blockquote"):
            self.lines.append([])

    def handle_data(self, data):
        if not self.hidden and data:
            words = " ".join(data.replace("\xa0", " ").split())
            before, after = data[0].isspace(), data[-1].isspace()
            self.lines[-1].append(self.mark() + (" " if before else "") + words + (" " if after and words else ""))

    def mark(self):
        return "> " * self.depth if self.depth and not self.lines[-1] else ""

    def text(self):
        lines = (" ".join("".join(line).split()) for line in self.lines)
        kept = []
        for line in lines:
            if line.strip("> ") or (kept and kept[-1]):
                kept.append(line if line.strip("> ") else "")
        return "\n".join(kept).strip()


def text_of(html):
    words = Words()
    words.feed(html)
    words.close()
    return words.text()
