"""The editions and agencies of a drill: named as simulated, in the drill's own space."""

from siaga.domain.drill_views import VIEWS
from siaga.domain.drills import SIMULATED, SIMULATED_EN, City, SimulatedDrill, SimulatedEdition
from siaga.store.models import (
    Agency,
    Edition,
    EditionLimit,
    EditionMark,
    EditionSource,
    IndicatorSet,
    Space,
)

PUBLISHED_LIMITS = "LATIHAN – batas kelas terbit IKP 2024 untuk kab/kota, dipinjam untuk latihan"


def city_agency(edition: SimulatedEdition, city: City) -> Agency:
    """The city's branch of the agency; an agency is a row, and stays when the drill goes."""
    kind, title, title_en = next(
        ((view.kind, view.title, view.title_en) for view in VIEWS if view.code(city.code) == edition.agency),
        ("bawaslu", "Bawaslu", "Bawaslu of"),
    )
    national = Agency.rows.filter(code=kind).first()
    agency, _ = Agency.rows.get_or_create(
        code=edition.agency,
        defaults={
            "name": f"{title} {city.name}",
            "name_en": f"{title_en} {city.name}",
            "kind": national.kind if national else kind,
            "territory": city.code,
        },
    )
    return agency


def keep_edition(
    space: Space, agency: Agency, simulated: SimulatedEdition, drill: SimulatedDrill
) -> tuple[Edition, EditionSource]:
    """One agency's edition with its limits, marks and source; nothing in it could pass for a real one."""
    scored = bool(simulated.indicator_set)
    slug = simulated.agency.removesuffix(f"-{drill.city.code}")
    edition = Edition.rows.create(
        code=f"{space.code}-{slug}",
        name=simulated.name,
        name_en=simulated.name_en,
        agency=agency,
        indicator_set=IndicatorSet.rows.get(code=simulated.indicator_set) if scored else None,
        space=space,
        axis=simulated.axis,
        date=simulated.date,
        levels=",".join(simulated.levels),
        scale_low=0 if scored else None,
        scale_high=100 if scored else None,
        indicators="published" if scored else "unpublished",
        class_method="mean-sd" if scored else "",
        about=simulated.about,
        about_en=simulated.about_en,
    )
    source = EditionSource.rows.create(
        edition=edition,
        key="latihan",
        title=f"{SIMULATED}, benih {drill.order.seed}",
        publisher="Siaga, simulasi",
        date=simulated.date,
    )
    _keep_limits(edition, source, simulated)
    _keep_marks(edition, simulated)
    return edition, source


def _keep_marks(edition: Edition, simulated: SimulatedEdition) -> None:
    """That it is simulated, and what building the index did that a reader must know."""
    EditionMark.rows.bulk_create(
        [
            EditionMark(
                edition=edition,
                kind="assumed",
                what=SIMULATED,
                what_en=SIMULATED_EN,
                why=simulated.about,
                why_en=simulated.about_en,
            ),
            *(
                EditionMark(edition=edition, kind="derived", what=indonesian, what_en=english)
                for indonesian, english in simulated.notes
            ),
        ]
    )


def _keep_limits(edition: Edition, source: EditionSource, simulated: SimulatedEdition) -> None:
    """Limits between classes; those of the city are the published ones and say so."""
    for limit in simulated.limits:
        if limit.published:
            source, _ = EditionSource.rows.get_or_create(
                edition=edition,
                key="batas-terbit",
                defaults={"title": PUBLISHED_LIMITS},
            )
        EditionLimit.rows.create(
            edition=edition,
            level=limit.level,
            low=limit.low,
            high=limit.high,
            low_owner=limit.low_owner,
            high_owner=limit.high_owner,
            minimum=limit.minimum,
            source=source,
        )
