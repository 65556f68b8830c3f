"""A map of one level as our own SVG: fills told apart in grey, a hatch for unknown, legend and scale bar."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, floor, log10, radians
from xml.sax.saxutils import escape, quoteattr

from siaga.exports.format import Geometry, printable

# Square points; a smaller area is marked by a circle.
SMALLEST_OUTLINED = 60.0
KM_PER_DEGREE = 40_030.2 / 360
FONT = "Libertinus Serif"
# The palette of the pages; L* 86, 70 and 24, so that a grey printer keeps the order.
FILLS = {"rendah": "#ebd49c", "sedang": "#e09b2d", "tinggi": "#6b1233"}
PATTERNS = {"unknown": "url(#hatch)", "unclassed": "url(#dots)"}
BORDER, INK, QUIET, PAPER, DRILL = "#5c5850", "#1c1b1a", "#5c5850", "#ffffff", "#5b2a9d"
_DEFINITIONS = (
    '<defs><pattern id="hatch" width="3" height="3" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="3" height="3" fill="#ffffff"/>'
    '<rect width="0.6" height="3" fill="#8b867c"/></pattern>'
    '<pattern id="dots" width="3" height="3" patternUnits="userSpaceOnUse"><rect width="3" height="3" '
    'fill="#ffffff"/><rect x="1" y="1" width="0.9" height="0.9" fill="#5c5850"/></pattern></defs>'
)
Point = tuple[float, float]
Ring = list[Point]


@dataclass(frozen=True, slots=True)
class MapShape:
    """One area: its outline where there is one, its class, and a short label to write on it."""

    code: str
    geometry: Geometry | None
    class_key: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class LegendLine:
    """One class of the legend with its count and limits, in words of the reader's language."""

    class_key: str
    word: str
    count: str
    bounds: str = ""


@dataclass(frozen=True, slots=True)
class MapPicture:
    """Everything a printed map says; sizes are points of a 72nd of an inch, the longest height is a bound.

    ``mark`` (LATIHAN) is written on the map itself, so that a cut-out picture still says what it is.
    """

    title: str
    shapes: tuple[MapShape, ...]
    legend: tuple[LegendLine, ...]
    attribution: str
    width: float
    longest: float
    highlighted: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Projection:
    """Degrees to points: equirectangular about the middle latitude, one scale both ways."""

    west: float
    north: float
    squeeze: float
    scale: float
    left: float = 0.0
    top: float = 0.0

    def point(self, place: Sequence[float]) -> Point:
        """Where a longitude and latitude lie on the paper."""
        across = (place[0] - self.west) * self.squeeze * self.scale
        return round(self.left + across, 1), round(self.top + (self.north - place[1]) * self.scale, 1)

    @property
    def kilometres_per_point(self) -> float:
        """How far a point on the paper is on the ground."""
        return KM_PER_DEGREE / self.scale


def svg_map(picture: MapPicture) -> str:
    """The map with legend, scale bar and attribution under it."""
    drawn = [shape for shape in picture.shapes if shape.geometry]
    projection, height = projected(drawn, picture.width, picture.longest)
    body = [_DEFINITIONS, *_areas(drawn, projection, picture.highlighted)]
    body += _labels(drawn, projection, picture.highlighted)
    if picture.mark:
        body.append(_mark(picture.mark, picture.width, height))
    foot, bottom = _foot(picture, projection, height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{picture.width:g}pt" height="{bottom:g}pt" '
        f'viewBox="0 0 {picture.width:g} {bottom:g}" role="img" aria-label={_quoted(picture.title)}>'
        f"{''.join(body)}{''.join(foot)}</svg>"
    )


def projected(shapes: Sequence[MapShape], width: float, longest: float) -> tuple[Projection, float]:
    """How the shapes fit the paper, and how high they then are; nothing to draw needs no height."""
    places = [place for shape in shapes for ring in rings_of(shape.geometry) for place in ring]
    if not places:
        return Projection(0.0, 0.0, 1.0, 1.0), 0.0
    west, east = min(one[0] for one in places), max(one[0] for one in places)
    south, north = min(one[1] for one in places), max(one[1] for one in places)
    squeeze = cos(radians((south + north) / 2))
    across, down = max((east - west) * squeeze, 1e-6), max(north - south, 1e-6)
    scale = min((width - 6) / across, (longest - 6) / down)
    left = (width - across * scale) / 2
    return Projection(west, north, squeeze, scale, left, 3.0), round(down * scale + 6, 1)


def rings_of(geometry: Geometry | None) -> list[Sequence[Sequence[float]]]:
    """Every ring of a polygon or multipolygon."""
    if geometry is None:
        return []
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [ring for part in parts for ring in part]


def path_of(geometry: Geometry, projection: Projection) -> str:
    """The outline as SVG path data: points that fall together on paper are written once."""
    pieces = []
    for ring in rings_of(geometry):
        points = [projection.point(place) for place in ring]
        kept = [points[0], *(new for old, new in pairwise(points) if new != old)]
        if len(kept) < 4:
            # Too small to see: an islet stays as a speck rather than vanish.
            x, y = kept[0]
            kept = [(x, y), (x + 0.3, y), (x + 0.3, y + 0.3), (x, y)]
        pieces.append("M" + "L".join(f"{x:g} {y:g}" for x, y in kept[:-1]) + "Z")
    return "".join(pieces)


def nice_length(kilometres: float) -> float:
    """The largest 1, 2 or 5 times a power of ten that is not longer: 173 → 100."""
    power = 10.0 ** floor(log10(kilometres))
    return max(step * power for step in (1, 2, 5) if step * power <= kilometres)


def _areas(shapes: Sequence[MapShape], projection: Projection, highlighted: str) -> list[str]:
    """The areas with their fills, and a line around the highlighted one on top."""
    lines = []
    for shape in shapes:
        fill = FILLS.get(shape.class_key) or PATTERNS.get(shape.class_key, PATTERNS["unknown"])
        path = path_of(shape.geometry or {}, projection)
        lines.append(f'<path d="{path}" fill="{fill}" stroke="{BORDER}" stroke-width="0.3"/>')
    marked = [shape for shape in shapes if shape.code == highlighted]
    return lines + [_ring(shape.geometry or {}, projection) for shape in marked]


def _ring(geometry: Geometry, projection: Projection) -> str:
    """A dark line in a white one, seen on every fill; a circle around what is too small for a line."""
    size, (x, y) = _largest(geometry, projection)
    if size < SMALLEST_OUTLINED:
        shape = f'circle cx="{x:.1f}" cy="{y:.1f}" r="8"'
    else:
        # Islets are left without a line: it would be thicker than they are.
        seen = [ring for ring in rings_of(geometry) if _size(ring, projection) > size / 200]
        shape = f'path d="{path_of({"type": "Polygon", "coordinates": seen}, projection)}"'
    halo = f'<{shape} fill="none" stroke="{PAPER}" stroke-width="3" stroke-linejoin="round"/>'
    return f'{halo}<{shape} fill="none" stroke="{INK}" stroke-width="1.3" stroke-linejoin="round"/>'


def _size(ring: Sequence[Sequence[float]], projection: Projection) -> float:
    """The size of one ring on paper."""
    return _largest({"type": "Polygon", "coordinates": [ring]}, projection)[0]


def _labels(shapes: Sequence[MapShape], projection: Projection, highlighted: str) -> list[str]:
    """Labels that do not touch each other; the highlighted area's first, then the larger areas'."""
    sized = []
    for shape in shapes:
        if shape.label:
            size, middle = _largest(shape.geometry or {}, projection)
            sized.append((shape.code != highlighted, -size, middle, shape.label))
    taken: list[tuple[float, float, float, float]] = []
    lines = []
    for _, _, (x, y), label in sorted(sized):
        half = 2.0 * len(label) + 1.0
        box = (x - half, y - 4.0, x + half, y + 4.0)
        if not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
            taken.append(box)
            lines.append(_written(label, (x, y + 2.2), 6.5, anchor="middle", halo=True))
    return lines


def _largest(geometry: Geometry, projection: Projection) -> tuple[float, Point]:
    """The size of an area's largest ring on paper, and its middle."""
    best: tuple[float, Point] = (0.0, (0.0, 0.0))
    for ring in rings_of(geometry):
        points = [projection.point(place) for place in ring]
        crosses = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in pairwise(points)]
        doubled = sum(cross for _, _, cross in crosses)
        if abs(doubled) / 2 > best[0]:
            x = sum((a[0] + b[0]) * cross for a, b, cross in crosses) / (3 * doubled)
            y = sum((a[1] + b[1]) * cross for a, b, cross in crosses) / (3 * doubled)
            best = abs(doubled) / 2, (x, y)
    return best


def _mark(mark: str, width: float, height: float) -> str:
    """LATIHAN across the map, faint enough to read the classes through it."""
    size = max(12.0, width / (0.75 * max(len(mark), 4)))
    turned = f'transform="rotate(-18 {width / 2:g} {height / 2:g})"'
    return (
        f'<text x="{width / 2:g}" y="{height / 2 + size / 3:g}" font-family="{FONT}" font-weight="bold" '
        f'font-size="{size:.1f}" text-anchor="middle" fill="{DRILL}" fill-opacity="0.28" {turned}>'
        f"{escape(printable(mark))}</text>"
    )


def _foot(picture: MapPicture, projection: Projection, top: float) -> tuple[list[str], float]:
    """Scale bar, legend and attribution; and where the picture ends."""
    lines: list[str] = []
    if top:
        lines += _scale_bar(projection, picture.width, top + 8)
        top += 16
    legend, top = _legend(picture, top + 6)
    lines += legend
    for text in _broken(picture.attribution, picture.width, 5.6):
        top += 7
        lines.append(_written(text, (0, top), 5.6, colour=QUIET))
    return lines, round(top + 3, 1)


def _scale_bar(projection: Projection, width: float, top: float) -> list[str]:
    """A bar of a round number of kilometres, about a fifth of the map wide, at its right end."""
    length = nice_length(projection.kilometres_per_point * width / 5)
    right, left = width - 1, width - 1 - length / projection.kilometres_per_point
    bar = f"M{left:.1f} {top - 2.5:.1f}V{top:.1f}H{right:.1f}V{top - 2.5:.1f}"
    return [
        f'<path d="{bar}" fill="none" stroke="{INK}" stroke-width="0.7"/>',
        _written(f"{length:g} km", (left - 3, top), 6.5, anchor="end"),
    ]


def _legend(picture: MapPicture, top: float) -> tuple[list[str], float]:
    """Swatches with word, count and limits: side by side on a wide map, under each other on a narrow one."""
    wide = picture.width > 300
    step = picture.width / max(len(picture.legend), 1) if wide else 0.0
    lines = []
    for place, line in enumerate(picture.legend):
        x, y = (place * step, top) if wide else (0.0, top + place * 11.0)
        fill = FILLS.get(line.class_key) or PATTERNS.get(line.class_key, PATTERNS["unknown"])
        swatch = f'x="{x + 0.4:.1f}" y="{y:.1f}" width="12" height="7.5"'
        lines.append(f'<rect {swatch} fill="{fill}" stroke="{BORDER}" stroke-width="0.4"/>')
        words = f"{line.word}: {line.count}" + ("" if wide or not line.bounds else f"  ({line.bounds})")
        lines.append(_written(words, (x + 16, y + 6.4), 7.5))
        if wide and line.bounds:
            lines.append(_written(line.bounds, (x + 16, y + 14.5), 6.5, colour=QUIET))
    if not picture.legend:
        return lines, top
    limits = any(line.bounds for line in picture.legend)
    return lines, top + ((18 if limits else 10) if wide else 11.0 * len(picture.legend))


def _written(
    text: str, place: Point, size: float, *, anchor: str = "start", colour: str = INK, halo: bool = False
) -> str:
    """A line of text; names are escaped, so no name can become part of the picture's own language."""
    around = (
        f' stroke="{PAPER}" stroke-width="1.8" stroke-linejoin="round" paint-order="stroke"' if halo else ""
    )
    return (
        f'<text x="{place[0]:.1f}" y="{place[1]:.1f}" font-family="{FONT}" font-size="{size:g}" '
        f'text-anchor="{anchor}" fill="{colour}"{around}>{escape(printable(text))}</text>'
    )


def _broken(text: str, width: float, size: float) -> list[str]:
    """A text in lines that fit, counted at half the size a letter."""
    most, lines = max(int(width / (size * 0.45)), 8), [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()[:most]
    return lines if text else []


def _quoted(text: str) -> str:
    return quoteattr(printable(text))
