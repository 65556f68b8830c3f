"""What the map shows as a printable picture: the same cells, counts and limits as its page."""

from collections.abc import Mapping

from django.utils.translation import gettext

from siaga.domain.areas import Level
from siaga.domain.permissions import Actor
from siaga.exports.format import Geometry
from siaga.exports.svg_map import LegendLine, MapPicture, MapShape, svg_map
from siaga.services.layers import outline_geometries
from siaga.services.map_sentences import legend
from siaga.services.map_views import MapView
from siaga.services.wordings import counted

# A map of more areas than this carries no numbers: they would cover it.
MOST_LABELS = 60


def attribution_of(level: Level) -> str:
    """Where the shapes come from, and what they are not."""
    source = gettext("Batas: geoBoundaries/BPS/OCHA 2020, CC BY 3.0 IGO; bukan batas hukum.")
    if level is Level.KECAMATAN:
        return gettext("Batas kecamatan perkiraan.") + " " + source
    return source


def picture_of(
    view: MapView,
    shapes: Mapping[str, Geometry],
    title: str,
    *,
    size: tuple[float, float],
    highlighted: str = "",
) -> str:
    """The map as SVG, at most ``size`` points wide and high without its legend."""
    numbered = len(view.cells) <= MOST_LABELS and not highlighted
    drawn = tuple(
        MapShape(
            cell.place.code,
            shapes.get(cell.place.code),
            cell.class_key,
            str(place) if numbered else "",
        )
        for place, cell in enumerate(view.cells, start=1)
    )
    lines = tuple(LegendLine(one.key, one.word, counted(one.count), one.bounds) for one in legend(view))
    mark = "LATIHAN" if view.as_of else ""
    picture = MapPicture(
        title, drawn, lines, attribution_of(view.level), *size, highlighted=highlighted, mark=mark
    )
    return svg_map(picture)


def shapes_of(actor: Actor, view: MapView) -> Mapping[str, Geometry]:
    """The outlines of a view's areas by the codes of its cells."""
    return outline_geometries(actor, view.level, view.within, view.edition.date)
