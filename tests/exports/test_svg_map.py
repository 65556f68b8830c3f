"""The printed map: fills, hatch, highlight, legend, scale bar, and names that stay names."""

import xml.etree.ElementTree as ET
from math import cos, radians

import pytest
from tests.exports.hostile import ENDLESS, HOSTILE

from siaga.exports.svg_map import (
    FILLS,
    KM_PER_DEGREE,
    LegendLine,
    MapPicture,
    MapShape,
    nice_length,
    path_of,
    projected,
    svg_map,
)

SVG = "{http://www.w3.org/2000/svg}"
LEGEND = (
    LegendLine("tinggi", "tinggi", "1", "> 68,50"),
    LegendLine("sedang", "sedang", "0", "21,70 – 68,50"),
    LegendLine("rendah", "rendah", "1", "< 21,70"),
    LegendLine("unknown", "belum ada data", "1"),
)


def square(west: float, south: float, size: float = 1.0) -> dict[str, object]:
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def picture(**changes: object) -> MapPicture:
    shapes = (
        MapShape("35.01", square(112, -8), "tinggi", "1"),
        MapShape("35.02", square(113, -8), "rendah", "2"),
        MapShape("35.03", square(114, -8), "unknown", "3"),
        MapShape("35.04", None, "sedang", "4"),
    )
    given = {"title": "Uji", "shapes": shapes, "legend": LEGEND, "attribution": "Batas uji", "width": 400.0}
    return MapPicture(**{**given, "longest": 300.0, **changes})  # type: ignore[arg-type]


def texts(svg: str) -> list[str]:
    return [one.text or "" for one in ET.fromstring(svg).iter(f"{SVG}text")]


def fills(svg: str) -> list[str]:
    return [one.get("fill", "") for one in ET.fromstring(svg).iter(f"{SVG}path")]


def test_each_class_has_its_fill_and_unknown_a_hatch() -> None:
    svg = svg_map(picture())
    assert fills(svg)[:3] == [FILLS["tinggi"], FILLS["rendah"], "url(#hatch)"]
    assert 'id="hatch"' in svg


def test_classes_are_told_apart_by_lightness_alone() -> None:
    def lightness(colour: str) -> float:
        red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        return 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2

    rendah, sedang, tinggi = (lightness(FILLS[key]) for key in ("rendah", "sedang", "tinggi"))
    assert rendah > 1.5 * sedang > 1.5 * 5 * tinggi


def test_an_area_without_an_outline_is_counted_in_the_legend_only() -> None:
    svg = svg_map(picture())
    assert sorted(one for one in texts(svg) if one in ("1", "2", "3", "4")) == ["1", "2", "3"]
    assert {"tinggi: 1", "> 68,50", "21,70 – 68,50", "belum ada data: 1", "Batas uji"} <= set(texts(svg))


def test_a_narrow_map_says_the_limits_beside_the_word() -> None:
    assert "tinggi: 1  (> 68,50)" in texts(svg_map(picture(width=200.0)))


def test_the_scale_bar_measures_the_ground() -> None:
    shapes = picture().shapes[:3]
    projection, _ = projected(shapes, 400, 300)
    west, _ = projection.point((112.0, -7.5))
    east, _ = projection.point((115.0, -7.5))
    ground = 3 * cos(radians(-7.5)) * KM_PER_DEGREE
    assert (east - west) * projection.kilometres_per_point == pytest.approx(ground, rel=0.01)
    assert "50 km" in texts(svg_map(picture()))


@pytest.mark.parametrize(("longest", "bar"), [(173, 100), (99, 50), (20, 20), (0.7, 0.5)])
def test_the_bar_has_a_round_length(longest: float, bar: float) -> None:
    assert nice_length(longest) == pytest.approx(bar)


def test_an_islet_stays_visible() -> None:
    shapes = (MapShape("1", square(95, -10, 46), "rendah"), MapShape("2", square(120, -5, 0.001), "tinggi"))
    projection, _ = projected(shapes, 300, 300)
    assert path_of(shapes[1].geometry or {}, projection).count("L") >= 2


def test_a_small_highlighted_area_gets_a_circle_and_a_large_one_a_line() -> None:
    large = svg_map(picture(highlighted="35.01"))
    assert fills(large).count("none") == 3  # halo, line and scale bar
    shapes = (MapShape("a", square(95, -10, 40), "rendah"), MapShape("b", square(100, -5, 0.4), "tinggi"))
    small = svg_map(picture(shapes=shapes, highlighted="b"))
    assert small.count("<circle") == 2


def test_labels_that_would_touch_are_left_out() -> None:
    shapes = tuple(
        MapShape(str(at), square(112 + at / 100, -8, 0.01), "rendah", str(at)) for at in range(300)
    )
    written = [one for one in texts(svg_map(picture(shapes=shapes, legend=()))) if one.isdigit()]
    assert 5 < len(written) < 100


def test_a_drill_is_written_across_the_map() -> None:
    assert "LATIHAN" in texts(svg_map(picture(mark="LATIHAN")))
    assert "LATIHAN" not in texts(svg_map(picture()))


def test_nothing_to_draw_is_still_a_picture() -> None:
    svg = svg_map(picture(shapes=(), legend=()))
    assert texts(svg) == ["Batas uji"]


@pytest.mark.parametrize("name", [*HOSTILE, ENDLESS])
def test_names_stay_names(name: str) -> None:
    shapes = (MapShape("1", square(112, -8), "tinggi", name),)
    legend = (LegendLine("tinggi", name, "1", name),)
    svg = svg_map(picture(title=name, shapes=shapes, legend=legend, attribution=name, mark=name))
    assert {one.tag.removeprefix(SVG) for one in ET.fromstring(svg).iter()} <= {
        *("svg", "defs", "pattern", "rect", "path", "text")
    }
