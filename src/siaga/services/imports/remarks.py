"""What an author should know of a whole file before loading it."""

from siaga.domain.problems import Problem


class RowsSkipped(Problem):
    """Rows of the template nobody filled in."""

    indonesian = "{count} baris hanya berisi kode wilayah, jadi dilewati."
    english = "{count} rows hold nothing but an area code and are skipped."


class NewSources(Problem):
    """Sources the edition does not have yet."""

    indonesian = "Sumber baru akan dicatat pada edisi ini: {sources}."
    english = "New sources will be noted with this edition: {sources}."


class StationsMatchedByName(Problem):
    """KPU codes that are not Kemendagri's."""

    indonesian = "{count} kecamatan memakai kode KPU sendiri dan dicocokkan dengan nama dalam kab/kotanya."
    english = "{count} kecamatan carry KPU's own codes and were matched by name within their kab/kota."


class SeverityMissing(Problem):
    """A set without a severity scale."""

    indonesian = "Set indikator ini tidak punya skala tingkat kejadian; setiap kejadian dihitung sama."
    english = "This indicator set has no severity scale; every occurrence counts the same."


class StationsMatchedByOrder(Problem):
    """Kecamatan inferred from the order of KPU's own numbers."""

    indonesian = (
        "{count} kecamatan di {within} dicocokkan menurut urutan nomor KPU, sebab KPU memakai "
        "nomor sendiri di sana. "
        "Jumlah per kab/kota tidak terpengaruh; keraguan ini dicatat pada sumbernya."
    )
    english = (
        "{count} kecamatan in {within} were matched by the order of KPU's numbers, because KPU has "
        "its own there. "
        "The sums by kab/kota are not affected; the doubt is noted with the source."
    )


class StationsWithoutPoint(Problem):
    """Stations whose own coordinates nobody gave."""

    indonesian = "{count} TPS tanpa koordinat sendiri; di peta digambar di titik desa/kelurahannya."
    english = "{count} stations have no coordinates of their own; the map draws them at their kelurahan."
