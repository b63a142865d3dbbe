"""What somebody wrote, without what their mail program quotes and their signature.

Careful: it is better to keep a signature than to lose a sentence. So a line is taken for the beginning of a quotation
only where it cannot well be anything else; the libraries there are cut at words such as “Tak”.
"""

import re

LONGEST_LINE = 400  # what is longer is no mail program's heading
# “Den 3. nov. 2026 kl. 09.12 skrev Hanne Krogh <hanne@…>:” and its kin, on up to three lines.
VERB = re.compile(r"\b(?:wrote|skrev|schrieb|a écrit|escribió|schreef)\b", re.IGNORECASE)
BEGINS = re.compile(
    r"^(?:on|den|d|am|le|el|op|på|man|tir|ons|tor|fre|lør|søn|mon|tue|wed|thu|fri|sat|sun|\d)[\w.,]*\s", re.IGNORECASE
)
MOMENT = re.compile(r"\d[:.]\d\d|\b20\d\d\b")
ORIGINAL = re.compile(
    r"^[-_*\s]*(?:original (?:message|meddelelse|besked)|oprindelig (?:meddelelse|besked|mail)|ursprüngliche nachricht|"
    r"videresendt (?:meddelelse|besked)|forwarded message|begin forwarded message)[-_*\s:]*$",
    re.IGNORECASE,
)
HEAD = re.compile(r"^[*\s]*(?:fra|from|von)[*\s]*:", re.IGNORECASE)
HEAD_GOES_ON = re.compile(
    r"^[*\s]*(?:sendt|sent|dato|date|til|to|emne|subject|gesendet|an|betreff)[*\s]*:", re.IGNORECASE
)
RULE = re.compile(r"^\s*[_—–=-]{10,}\s*$")
SIGNATURE = re.compile(r"^--\s*$")
PHONE = re.compile(
    r"^(?:sendt fra (?:min|mit|outlook|mail|yahoo)|sent from (?:my|outlook|mail|yahoo)|hent outlook til|get outlook for)\b",
    re.IGNORECASE,
)
GOODBYE = re.compile(
    r"^(?:(?:med )?(?:venlig|bedste|kærlig|mange|de bedste|de venligste)\s+hils(?:en|ner)|hilsen|mvh|vh|kh|dbh|"
    r"(?:with )?(?:best|kind|warm|many)\s+(?:regards|wishes)|regards|sincerely|yours|cheers)"
    r"[\s,.!]*(?:\w[\w.'-]*\s*){0,4}$",
    re.IGNORECASE,
)
POSTSCRIPT = re.compile(r"^p\.?\s?s\.?\b", re.IGNORECASE)


def own_words(text):
    """Without quotations and signature; the lines between quotations stay, as they answer them."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    lines = without_signature(without_quotations(lines))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def without_quotations(lines):
    kept, at = [], 0
    while at < len(lines):
        if (length := heading(lines, at)) and not is_marked(after(lines, at + length)):
            break  # everything below is the quotation
        if length or is_marked(lines[at]):
            at += length or 1
            continue
        kept.append(lines[at])
        at += 1
    while kept and (not kept[-1].strip() or RULE.match(kept[-1])):
        kept.pop()
    return kept


def is_marked(line):
    return line.lstrip().startswith(">")


def after(lines, at):
    """The next line with something in it."""
    return next((line for line in lines[at:] if line.strip()), "")


def heading(lines, at):
    """How many lines of a quotation's heading begin here; 0 where it is none."""
    line = lines[at].strip()
    if not line or len(line) > LONGEST_LINE:
        return 0
    if ORIGINAL.match(line):
        return 1
    if HEAD.match(line) and any(HEAD_GOES_ON.match(each) for each in lines[at + 1 : at + 5]):
        return 1
    return wrote(lines, at)


def wrote(lines, at):
    for length in (1, 2, 3):
        joined = " ".join(line.strip() for line in lines[at : at + length])
        if len(joined) <= LONGEST_LINE and says_who_wrote(joined):
            return length
        if not lines[at].strip() or not (lines[at + length : at + length + 1] or [""])[0].strip():
            return 0
    return 0


def says_who_wrote(line):
    if not line.endswith(":") or not VERB.search(line):
        return False
    return ("<" in line and "@" in line) or bool(BEGINS.match(line) and MOMENT.search(line))


def without_signature(lines):
    for at, line in enumerate(lines):
        if SIGNATURE.match(line) or (at and GOODBYE.match(line.strip())) or PHONE.match(line.strip()):
            return lines[:at] + postscript(lines[at + 1 :])
    return lines


def postscript(lines):
    """What comes after one's name is a signature, unless one says that it is not."""
    begins = next((at for at, line in enumerate(lines) if POSTSCRIPT.match(line.strip())), None)
    return [] if begins is None else ["", *lines[begins:]]
