"""Notes of a built index: what was done that a reader must know, as a key with fields and as a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

TEMPLATES: Final[Mapping[str, tuple[str, str]]] = {
    "class-impossible": (
        "{node}{group}: kelas {classes} tidak mungkin tercapai, karena batas {limits} terletak di luar nilai "
        "yang mungkin ({minimum}–{maximum}); skor {minimum} pun disebut “{lowest}”.",
        "{node}{group}: the class {classes} cannot be reached, because the limits {limits} lie beyond the "
        "attainable values ({minimum}–{maximum}); even a score of {minimum} is called “{lowest}”.",
    ),
    "few-units": (
        "{node}{group}: hanya {count} wilayah berskor, terlalu sedikit untuk batas sendiri; dipakai batas "
        "terbitan {limits}.",
        "{node}{group}: only {count} unit(s) have a score, too few for limits of their own; the published "
        "limits {limits} are used.",
    ),
    "limits-unknown": (
        "{node}{group}: batas kelas tidak dapat ditentukan dan tidak diterbitkan ({count} wilayah berskor); "
        "kelas dibiarkan tidak diketahui.",
        "{node}{group}: class limits can neither be computed nor were they published ({count} unit(s) with "
        "a score); classes are left unknown.",
    ),
    "no-spread": (
        "{node}{group}: semua skor sama, jadi simpangan bakunya nol dan semuanya “{middle}”.",
        "{node}{group}: all scores are the same, so their standard deviation is zero and all are “{middle}”.",
    ),
    "not-classed": (
        "Set ini tidak memiliki aturan kelas: skor dan peringkat diberikan, kelas tidak.",
        "This set has no class rule: scores and ranks are given, classes are not.",
    ),
    "values-unknown": (
        "{node}{group}: {count} nilai tidak diketahui; bobotnya pindah ke saudara-saudaranya pada wilayah "
        "itu ({units}).",
        "{node}{group}: {count} value(s) unknown; their weight goes to the siblings in those units "
        "({units}).",
    ),
    "units-unknown": (
        "{count} wilayah tanpa skor total: tidak diketahui, tidak diberi kelas dan peringkat ({units}).",
        "{count} unit(s) have no total: unknown, neither classed nor ranked ({units}).",
    ),
    "column-unknown": (
        "{node}{group}: tidak satu pun nilainya diketahui; simpul ini tidak ikut menentukan skor.",
        "{node}{group}: not one value is known; this node has no part in the scores.",
    ),
    "constant": (
        "{node}{group}: semua nilai sama, jadi tidak ada rentang untuk dinormalkan; dianggap tidak diketahui "
        "dan tidak ikut menentukan skor.",
        "{node}{group}: all values are the same, so there is no range to normalise by; unknown, and without "
        "a part in the scores.",
    ),
    "all-zero": (
        "{node}{group}: semua nilai nol; hasil pembagian dengan nilai terbesar ditetapkan 0.",
        "{node}{group}: all values are zero; as a share of the largest they are set to 0.",
    ),
    "one-unit": (
        "{node}{group}: hanya satu wilayah, sehingga setiap nilai di atas nol menjadi 100 saat dibagi nilai "
        "terbesarnya.",
        "{node}{group}: there is only one unit, so any value above zero becomes 100 as a share of the "
        "largest.",
    ),
    "denominated": (
        "Dibagi pajanan {exposure}: {nodes}.",
        "Divided by the exposure {exposure}: {nodes}.",
    ),
    "rescaled": (
        "Setiap {level} dibagi nilai terbesarnya pada kelompok yang sama, dikali 100.",
        "Each {level} is divided by its largest of the same group, times 100.",
    ),
    "steps-not-needed": (
        "Dibangun dari tingkat “{level}”: langkah {steps} tidak berlaku pada masukan ini.",
        "Built from the level “{level}”: the steps {steps} do not apply to these inputs.",
    ),
    "above-scale": (
        "{node}{group}: nilai sampai {value} melampaui skala {minimum}–{maximum}; dipakai apa adanya karena "
        "tingkat di atasnya diskalakan ulang.",
        "{node}{group}: values up to {value} pass the scale {minimum}–{maximum}; they are used as they are, "
        "because a level above is rescaled.",
    ),
    "columns-unused": (
        "Kolom yang tidak dipakai: {columns}.",
        "Columns not used: {columns}.",
    ),
    "reasons-unknown": (
        "Alasan dan stabilitas tidak dapat dihitung: hanya skor total yang diterbitkan.",
        "Reasons and stability cannot be computed: only the total is published.",
    ),
    "indicators-unpublished": (
        "Set “{name}”: indikator tidak diterbitkan; yang digolongkan adalah skor total.",
        "Set “{name}”: indicators are not published; what is classed is the total.",
    ),
}


@dataclass(frozen=True, slots=True)
class Note:
    """One thing a reader of an index must know: a key, the nodes, group and units it is about, and fields."""

    key: str
    nodes: tuple[str, ...] = ()
    group: str = ""
    units: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()

    def sentence(self, language: str = "id") -> str:
        """The note in ``language`` ("id" or "en"); long lists are cut in the sentence, not in the note."""
        template = TEMPLATES[self.key][1 if language == "en" else 0]
        group = f" ({self.group})" if self.group else ""
        named = {"node": few(self.nodes), "nodes": few(self.nodes), "units": few(self.units), "group": group}
        return template.format(**named, **dict(self.fields))

    def __str__(self) -> str:
        return self.sentence("en")


def written(value: object) -> str:
    """A field of a note as text; a number with at most six decimals."""
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".") if abs(value) < 1e15 else f"{value:g}"
    return str(value)


def few(names: tuple[str, ...], most: int = 5) -> str:
    """The first names of a list, and how many more there are."""
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown}, … +{len(names) - most}"
