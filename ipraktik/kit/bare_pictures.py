"""Pictures inside a PDF, without what the camera wrote beside the picture: where, when, by whom."""

from pypdf.generic import NameObject

# Marks of a JPEG. How the picture is drawn stays: its size, a profile of colours (E2), how they were mixed (EE).
START, SCAN, LENGTHLESS = b"\xff\xd8", 0xDA, {0x01, *range(0xD0, 0xD8)}
TOLD = {0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE}
BOXED, DRAWN = b"jP  ", {b"jP  ", b"ftyp", b"jp2h", b"jp2c"}  # boxes of a JPEG 2000


def bare(stream):
    """Changes a stream of pypdf's in place, where it is a picture that can tell."""
    clean = CLEANERS.get(last_filter(stream))
    if clean:
        stream._data = clean(stream.get_data())  # whatever else it was packed in is off
        stream[NameObject("/Filter")] = NameObject(last_filter(stream))
        stream.pop("/DecodeParms", None)


def last_filter(stream):
    given = stream.get("/Filter", "")
    return next(reversed(given), "") if isinstance(given, list) else given


def jpeg(content):
    """Segment by segment, up to the picture itself. What is none is left as it is: nobody can show it either."""
    if content[:2] != START:
        return content
    kept, at = [START], 2
    while at + 4 <= len(content) and content[at] == 0xFF and (mark := content[at + 1]) != SCAN:
        length = 2 if mark in LENGTHLESS else 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        kept.append(b"" if mark in TOLD else content[at : at + length])
        at += length
    return b"".join(kept) + content[at:]


def jpeg_2000(content):
    kept, at = [], 0
    while content[4:8] == BOXED and at + 16 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        if length == 1:  # too long for four bytes
            length = int.from_bytes(content[at + 8 : at + 16], "big")
        end = at + length if length >= 8 else len(content)
        kept.append(content[at:end] if content[at + 4 : at + 8] in DRAWN else b"")
        at = end
    return b"".join(kept) or content


CLEANERS = {"/DCTDecode": jpeg, "/DCT": jpeg, "/JPXDecode": jpeg_2000}
