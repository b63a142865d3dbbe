"""The photos in the demo world, which nobody has taken: drawn, so that nobody need say yes to them."""

from PIL import Image, ImageDraw

from ipraktik.kit.picture_reader import as_webp
from ipraktik.kit.pictures import Picture

SIZE, SMALL = (1280, 960), (480, 360)
WALL, WOOD, PAPER, INK = "#efe6d8", "#c79a6b", "#fffdf8", "#40545e"
NOTES = ("#f6c644", "#7fb7a3", "#e58a6b", "#8fb4d9")
SKIN, HAIR = ("#e7bd97", "#a9714b", "#f0cfae"), ("#4a3426", "#1f1a17", "#c8a15a")


def board():
    """Notes on a board, and lines between them."""
    picture, pen = wall()
    pen.rounded_rectangle((120, 110, 1160, 760), 18, PAPER, INK, 8)
    for number in range(14):
        x, y = 190 + number % 5 * 190, 170 + number // 5 * 190
        pen.rectangle((x, y, x + 130, y + 120), NOTES[(number * 3) % len(NOTES)])
        for line in range(3):
            pen.line((x + 16, y + 30 + line * 26, x + 110 - line * 18, y + 30 + line * 26), INK, 5)
    pen.line((320, 230, 380, 230, 380, 420, 570, 420), "#c0392b", 6, "curve")
    return kept(picture)


def desk():
    """A desk by the window."""
    picture, pen = wall()
    pen.rectangle((380, 90, 1180, 560), "#cfe4ef", PAPER, 18)
    pen.ellipse((900, 140, 1010, 250), "#ffd76a")
    pen.polygon([(390, 545), (390, 430), (640, 330), (830, 450), (1000, 380), (1168, 470), (1168, 545)], "#8fb08a")
    pen.line((780, 90, 780, 560), PAPER, 16)
    pen.rectangle((0, 690, 1280, 960), WOOD)
    pen.rounded_rectangle((480, 470, 860, 700), 14, INK)
    pen.rectangle((500, 490, 840, 680), "#dbe7ee")
    pen.rounded_rectangle((960, 640, 1060, 760), 12, NOTES[2])
    pen.arc((1030, 660, 1100, 740), -90, 90, NOTES[2], 14)
    return kept(picture)


def talk():
    """Three at a table."""
    picture, pen = wall()
    for number, x in enumerate((290, 640, 990)):
        pen.ellipse((x - 150, 470, x + 150, 900), NOTES[number + 1])
        pen.ellipse((x - 96, 240, x + 96, 470), HAIR[number])
        pen.ellipse((x - 84, 268, x + 84, 488), SKIN[number])
        pen.arc((x - 40, 380, x + 40, 440), 20, 160, INK, 7)
        for eye in (-32, 32):
            pen.ellipse((x + eye - 8, 350, x + eye + 8, 366), INK)
    pen.rectangle((0, 720, 1280, 960), WOOD)
    pen.polygon([(520, 860), (560, 770), (760, 770), (800, 860)], PAPER)
    return kept(picture)


def wall():
    picture = Image.new("RGB", SIZE, WALL)
    return picture, ImageDraw.Draw(picture)


def kept(picture):
    return Picture(*SIZE, as_webp(picture), as_webp(picture.resize(SMALL)))
