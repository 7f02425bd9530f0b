"""Plain shapes for the demo's pictures, drawn in strengths of white on a canvas of 1080 x 1080."""

import math
from collections.abc import Callable, Mapping, Sequence

from PIL import Image, ImageDraw

SIDE = 1080
FINE = 2
"""How many times finer the canvas is than what leaves it, so that edges come out smooth."""

Point = tuple[float, float]
Box = tuple[float, float, float, float]


class Brush:
    """Draws on a mask: 0 lets the ground show, 255 is white."""

    def __init__(self) -> None:
        self.mask = Image.new("L", (SIDE * FINE, SIDE * FINE))
        self._draw = ImageDraw.Draw(self.mask)

    def disc(self, left: float, top: float, radius: float, strength: int) -> None:
        """Fill a circle around a point."""
        self._draw.ellipse(_fine((left - radius, top - radius, left + radius, top + radius)), fill=strength)

    def ring(self, left: float, top: float, radius: float, strength: int, width: int = 12) -> None:
        """Draw a circle around a point."""
        box = _fine((left - radius, top - radius, left + radius, top + radius))
        self._draw.ellipse(box, outline=strength, width=width * FINE)

    def oval(self, box: Box, strength: int) -> None:
        """Fill an ellipse."""
        self._draw.ellipse(_fine(box), fill=strength)

    def panel(self, box: Box, radius: float, strength: int) -> None:
        """Fill a rectangle with round corners."""
        self._draw.rounded_rectangle(_fine(box), radius=radius * FINE, fill=strength)

    def line(self, points: Sequence[Point], strength: int, width: int = 10) -> None:
        """Draw a line through points."""
        self._draw.line([(x * FINE, y * FINE) for x, y in points], strength, width * FINE, joint="curve")

    def shape(self, points: Sequence[Point], strength: int) -> None:
        """Fill a polygon."""
        self._draw.polygon([(x * FINE, y * FINE) for x, y in points], fill=strength)

    def finished(self) -> Image.Image:
        """Return the mask at its final size."""
        return self.mask.reduce(FINE)


def _fine(box: Box) -> Box:
    left, top, right, bottom = box
    return left * FINE, top * FINE, right * FINE, bottom * FINE


def _sun(brush: Brush) -> None:
    left, top = 780, 720
    for radius, strength in ((230, 40), (170, 70), (110, 130)):
        brush.disc(left, top, radius, strength)
    for number in range(16):
        angle = number * math.pi / 8
        ends = [(left + reach * math.cos(angle), top + reach * math.sin(angle)) for reach in (255, 295)]
        brush.line(ends, 110)


def _moon(brush: Brush) -> None:
    brush.disc(780, 690, 210, 28)
    brush.disc(780, 690, 150, 165)
    brush.disc(838, 648, 132, 28)
    for left, top, radius in ((560, 560, 7), (640, 800, 5), (960, 520, 8), (480, 700, 5), (930, 880, 6)):
        brush.disc(left, top, radius, 190)
    _swell(brush, first=860, steps=3)


def _waves(brush: Brush) -> None:
    _swell(brush, first=600, steps=5)


def _swell(brush: Brush, *, first: int, steps: int) -> None:
    for number in range(steps):
        level = first + number * 70
        crest = [(x, level + 46 * math.sin(x / 150 + number * 1.1)) for x in range(0, SIDE + 1, 12)]
        brush.shape([*crest, (SIDE, SIDE), (0, SIDE)], 28 + number * 14)


def _hills(brush: Brush) -> None:
    for left, peak, strength in ((-120, 690, 40), (220, 620, 55), (600, 730, 75)):
        brush.shape([(left, SIDE), (left + 330, peak), (left + 700, SIDE)], strength)
    brush.disc(860, 610, 60, 120)


def _rings(brush: Brush) -> None:
    for number in range(5):
        brush.ring(800, 720, 44 * (number + 1), 150 - number * 22)


def _bubbles(brush: Brush) -> None:
    for left, top, radius, strength in (
        (860, 620, 130, 60),
        (640, 760, 170, 45),
        (900, 880, 190, 75),
        (480, 900, 110, 35),
        (700, 560, 60, 90),
    ):
        brush.disc(left, top, radius, strength)


def _cup(brush: Brush) -> None:
    brush.oval((520, 850, 1010, 940), 45)
    brush.ring(925, 705, 78, 130, width=26)
    brush.panel((590, 600, 900, 880), 90, 150)
    brush.panel((590, 600, 900, 700), 20, 150)
    for number, left in enumerate((660, 740, 820)):
        steam = [(left + 16 * math.sin(y / 26 + number), y) for y in range(450, 570, 6)]
        brush.line(steam, 90, width=12)


def _bars(brush: Brush) -> None:
    heights = (230, 170, 260, 200, 290, 220)
    for number, height in enumerate(heights):
        left = 470 + number * 90
        brush.panel((left, 930 - height, left + 58, 930), 14, 60 + number * 16)
    brush.line([(499 + number * 90, 890 - height) for number, height in enumerate(heights)], 190, width=8)
    brush.line([(440, 940), (1010, 940)], 120, width=6)


def _dice(brush: Brush) -> None:
    brush.panel((690, 560, 970, 840), 54, 150)
    for left, top in ((760, 630), (900, 630), (830, 700), (760, 770), (900, 770)):
        brush.disc(left, top, 26, 40)
    brush.panel((480, 730, 690, 940), 42, 95)
    for left, top in ((540, 790), (630, 880)):
        brush.disc(left, top, 20, 30)


def _lantern(brush: Brush) -> None:
    for left, top, size in ((860, 620, 120), (620, 760, 86)):
        brush.line([(left, top - size - 190), (left, top - size)], 120, width=6)
        brush.oval((left - size * 1.2, top - size, left + size * 1.2, top + size), 95)
        brush.oval((left - size * 0.6, top - size, left + size * 0.6, top + size), 130)
        brush.panel((left - size * 0.5, top - size - 18, left + size * 0.5, top - size + 10), 8, 170)
        brush.panel((left - size * 0.5, top + size - 10, left + size * 0.5, top + size + 18), 8, 170)
        for shift in (-24, 0, 24):
            brush.line([(left + shift, top + size + 18), (left + shift, top + size + 90)], 120, width=6)


def _book(brush: Brush) -> None:
    brush.shape([(760, 640), (500, 590), (500, 870), (760, 920)], 140)
    brush.shape([(760, 640), (1020, 590), (1020, 870), (760, 920)], 105)
    for number in range(4):
        top = 672 + number * 52
        brush.line([(545, top - 12), (720, top + 20)], 60, width=8)
        brush.line([(800, top + 20), (975, top - 12)], 50, width=8)


def _phone(brush: Brush) -> None:
    brush.panel((690, 500, 960, 1000), 46, 150)
    brush.panel((712, 545, 938, 945), 18, 50)
    for number in range(4):
        top = 585 + number * 88
        brush.panel((735, top, 915, top + 56), 16, 110 if number != 1 else 220)


def _road(brush: Brush) -> None:
    brush.shape([(700, 560), (760, 560), (1010, SIDE), (450, SIDE)], 55)
    for number in range(5):
        top, width = 600 + number * number * 24 + number * 16, 4 + number * 4
        brush.shape(
            [
                (730 - width, top),
                (730 + width, top),
                (730 + width * 2, top + 50),
                (730 - width * 2, top + 50),
            ],
            170,
        )
    brush.disc(880, 560, 62, 120)


def _film(brush: Brush) -> None:
    brush.panel((420, 610, 1120, 900), 16, 90)
    for number in range(9):
        left = 442 + number * 76
        brush.panel((left, 628, left + 40, 658), 8, 20)
        brush.panel((left, 852, left + 40, 882), 8, 20)
    for number in range(3):
        left = 446 + number * 222
        brush.panel((left, 682, left + 196, 828), 10, 160 - number * 34)


def _camera(brush: Brush) -> None:
    brush.panel((640, 560, 820, 660), 24, 120)
    brush.panel((520, 620, 1000, 930), 48, 120)
    brush.disc(760, 775, 118, 200)
    brush.disc(760, 775, 88, 60)
    brush.disc(760, 775, 44, 150)
    brush.disc(930, 690, 22, 220)


def _shield(brush: Brush) -> None:
    outline = [(780, 530), (980, 600), (970, 780), (890, 900), (780, 970), (670, 900), (590, 780), (580, 600)]
    brush.shape(outline, 70)
    brush.shape([(780 + (x - 780) * 0.8, 740 + (y - 740) * 0.8) for x, y in outline], 130)
    brush.line([(700, 745), (760, 810), (870, 680)], 245, width=30)


def _gift(brush: Brush) -> None:
    brush.panel((580, 700, 960, 960), 24, 110)
    brush.panel((556, 620, 984, 716), 20, 150)
    brush.panel((738, 620, 802, 960), 0, 215)
    brush.ring(710, 570, 54, 200, width=22)
    brush.ring(830, 570, 54, 200, width=22)


def _card(brush: Brush) -> None:
    brush.panel((500, 640, 940, 910), 34, 70)
    brush.panel((560, 580, 1000, 850), 34, 140)
    brush.panel((560, 640, 1000, 700), 0, 60)
    brush.panel((600, 740, 690, 800), 12, 215)
    brush.line([(730, 790), (950, 790)], 215, width=12)


MOTIFS: Mapping[str, Callable[[Brush], None]] = {
    "bars": _bars,
    "book": _book,
    "bubbles": _bubbles,
    "camera": _camera,
    "card": _card,
    "cup": _cup,
    "dice": _dice,
    "film": _film,
    "gift": _gift,
    "hills": _hills,
    "lantern": _lantern,
    "moon": _moon,
    "phone": _phone,
    "rings": _rings,
    "road": _road,
    "shield": _shield,
    "sun": _sun,
    "waves": _waves,
}
