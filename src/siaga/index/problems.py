"""What can be wrong with an index's tree, method or table, each said as a sentence that names the place."""

from siaga.domain.problems import Problem


class IndexProblem(Problem):
    """A refusal of the index library; every one of its problems is a subclass."""


class SetNotFound(IndexProblem):
    """No pack and no folder has this name."""

    indonesian = "Set indikator “{name}” tidak ditemukan. Yang ada: {known}; atau sebutkan sebuah folder."
    english = "There is no indicator set “{name}”. There are: {known}; or name a folder."


class IndicatorsNotPublished(IndexProblem):
    """The pack holds published readings and a class rule, but no indicators."""

    indonesian = (
        "Set “{name}”: indikator tidak diterbitkan, jadi indeksnya tidak dapat dibangun dari bawah. "
        "Skor total yang diterbitkan tetap dapat digolongkan dengan aturan kelasnya (masukan “index”)."
    )
    english = (
        "Set “{name}”: its indicators are not published, so its index cannot be built from below. "
        "Published totals can still be classed by its class rule (inputs “index”)."
    )


class SetAggregated(IndexProblem):
    """The pack is a roll-up of another pack's scores, not an index of indicators."""

    indonesian = (
        "Set “{name}” adalah rata-rata tanpa bobot skor wilayah di bawahnya, bukan indeks dari indikator. "
        "Bangun set asalnya, atau golongkan totalnya (masukan “index”)."
    )
    english = (
        "Set “{name}” is the unweighted mean of the scores of the areas below, not an index of indicators. "
        "Build the set it comes from, or class its totals (inputs “index”)."
    )


class FileNotReadable(IndexProblem):
    """A file of a specification cannot be read as what it should be."""

    indonesian = "Berkas “{file}” tidak dapat dibaca: {why}. Perbaiki berkas itu lalu ulangi."
    english = "The file “{file}” cannot be read: {why}. Repair it and try again."


class ColumnsMissing(IndexProblem):
    """A table of nodes lacks required columns."""

    indonesian = "Kolom {columns} tidak ada di {where}. Kolom wajib: {required}."
    english = "Column {columns} is missing in {where}. Required columns: {required}."


class TreeEmpty(IndexProblem):
    """A specification without nodes."""

    indonesian = "{where} tidak berisi satu simpul pun. Isi paling sedikit akar dan satu indikator."
    english = "{where} holds no node at all. Give at least a root and one indicator."


class CodeEmpty(IndexProblem):
    """A row without a node code."""

    indonesian = "Baris {row}: kolom “code” kosong. Setiap simpul perlu kode."
    english = "Row {row}: the column “code” is empty. Every node needs a code."


class CodeReserved(IndexProblem):
    """A node code that is already the name of another column."""

    indonesian = "Kode “{code}” (baris {row}) adalah nama kolom kunci atau keterangan. Pakai kode lain."
    english = "The code “{code}” (row {row}) is the name of a key or note column. Use another code."


class CodeDuplicated(IndexProblem):
    """Two nodes share a code."""

    indonesian = "Kode “{code}” dipakai dua kali: baris {first} dan {row}. Setiap kode hanya boleh sekali."
    english = "The code “{code}” is used twice: rows {first} and {row}. Each code may stand once."


class TreeTooDeep(IndexProblem):
    """More levels than any index has."""

    indonesian = "Pohon punya {levels} tingkat, paling banyak {limit}. Periksa kolom “parent”."
    english = "The tree has {levels} levels, at most {limit} are possible. Check the column “parent”."


class NodeOrphaned(IndexProblem):
    """A node names a parent that does not exist."""

    indonesian = "Simpul “{code}” berinduk pada “{parent}” yang tidak ada. Perbaiki kolom “parent”."
    english = "The node “{code}” has the parent “{parent}”, which does not exist. Correct its “parent”."


class TreeCircular(IndexProblem):
    """Nodes are their own ancestors."""

    indonesian = "Pohon berputar: {codes}. Tak satu simpul pun boleh menjadi leluhurnya sendiri."
    english = "The tree runs in a circle: {codes}. No node may be its own ancestor."


class RootsSeveral(IndexProblem):
    """More than one node has no parent."""

    indonesian = "Ada lebih dari satu akar: {codes}. Hanya satu simpul boleh tanpa “parent”."
    english = "There is more than one root: {codes}. Only one node may be without a “parent”."


class TreeUneven(IndexProblem):
    """A branch ends at another depth than the others, so levels have no meaning."""

    indonesian = (
        "Cabang “{code}” berakhir {depth} tingkat di bawah akar, cabang lain {expected}. "
        "Sisipkan simpul antara agar semua indikator sama dalamnya."
    )
    english = (
        "The branch “{code}” ends {depth} levels below the root, others {expected}. "
        "Put a node in between so that all indicators are equally deep."
    )


class DirectionUnknown(IndexProblem):
    """A direction other than 1 or −1."""

    indonesian = "Arah simpul “{code}” tertulis “{value}”. Tulis 1 (makin besar makin rawan) atau -1."
    english = "The direction of “{code}” reads “{value}”. Write 1 (more is more vulnerable) or -1."


class WeightInvalid(IndexProblem):
    """A weight that is no number, infinite, or negative."""

    indonesian = "Bobot simpul “{code}” tertulis “{value}”. Bobot adalah angka nol atau lebih."
    english = "The weight of “{code}” reads “{value}”. A weight is a number, zero or more."


class WeightsAllZero(IndexProblem):
    """All children of a node weigh nothing."""

    indonesian = "Semua anak simpul “{parent}” berbobot nol. Paling sedikit satu harus lebih dari nol."
    english = "All children of “{parent}” weigh zero. At least one must weigh more than zero."


class StepUnknown(IndexProblem):
    """A table in the method that is no step."""

    indonesian = "Langkah “{step}” tidak dikenal. Langkah yang ada: {known}."
    english = "The step “{step}” is unknown. There are: {known}."


class StepNotCarriedOut(IndexProblem):
    """A step or one of its methods that exists in the format but not in this version."""

    indonesian = (
        "{what} tidak dijalankan oleh versi Siaga ini, dan tidak dilewati diam-diam. "
        "Hapus dari metode atau pakai: {known}."
    )
    english = (
        "{what} is not carried out by this version of Siaga, and is not skipped in silence. "
        "Take it out of the method or use: {known}."
    )


class ArgumentUnknown(IndexProblem):
    """A step has an argument it does not know."""

    indonesian = "Langkah “{step}” tidak mengenal “{argument}”. Yang dikenal: {known}."
    english = "The step “{step}” does not know “{argument}”. It knows: {known}."


class ArgumentInvalid(IndexProblem):
    """A step's argument has a value it cannot have."""

    indonesian = "Langkah “{step}”, “{argument}” bernilai “{value}”. Yang diperlukan: {expected}."
    english = "The step “{step}” has “{argument}” = “{value}”. It needs {expected}."


class RuleMalformed(IndexProblem):
    """A class rule typed on the command line cannot be read."""

    indonesian = (
        "Aturan kelas “{text}” tidak terbaca. Contoh: mean-sd, mean-sd:1.5, fixed:33,66, centre-sd:50, "
        "centre-sd:50:6, quantile:.2,.8, published."
    )
    english = (
        "The class rule “{text}” cannot be read. Examples: mean-sd, mean-sd:1.5, fixed:33,66, centre-sd:50, "
        "centre-sd:50:6, quantile:.2,.8, published."
    )


class LevelUnknown(IndexProblem):
    """Inputs were named by a level the tree does not have."""

    indonesian = "Tingkat “{level}” tidak ada pada set ini. Tingkatnya: {known}."
    english = "This set has no level “{level}”. Its levels are: {known}."


class NodeUnknown(IndexProblem):
    """A change names a node that is not in the tree."""

    indonesian = "Simpul “{code}” tidak ada pada set ini. Periksa kodenya."
    english = "This set has no node “{code}”. Check the code."


class TableEmpty(IndexProblem):
    """A table without rows."""

    indonesian = "Tabel tidak berisi satu baris pun. Isi satu baris untuk setiap wilayah."
    english = "The table holds no row. Give one row for each unit."


class KeyColumnMissing(IndexProblem):
    """A table without exactly one key column."""

    indonesian = "Tabel memerlukan tepat satu kolom kunci, “unit” atau “area”. Kolom yang ada: {columns}."
    english = "The table needs exactly one key column, “unit” or “area”. It has the columns: {columns}."


class ColumnTwice(IndexProblem):
    """A table has the same column twice."""

    indonesian = "Kolom “{column}” ada dua kali. Hapus salah satunya."
    english = "The column “{column}” is there twice. Remove one of them."


class UnitEmpty(IndexProblem):
    """A row without a key."""

    indonesian = "Baris {row}: kolom “{key}” kosong. Setiap baris perlu kode."
    english = "Row {row}: the column “{key}” is empty. Every row needs a code."


class UnitDuplicated(IndexProblem):
    """Two rows share a key."""

    indonesian = "“{unit}” ada dua kali: baris {first} dan {row}. Satu baris untuk setiap wilayah."
    english = "“{unit}” is there twice: rows {first} and {row}. One row for each unit."


class ColumnUnknown(IndexProblem):
    """A column that is neither a node, an exposure nor a note."""

    indonesian = (
        "Kolom “{column}” bukan simpul set “{name}”, bukan pajanan, bukan keterangan. "
        "Hapus atau perbaiki namanya; keterangan boleh di kolom name, level, atau note."
    )
    english = (
        "The column “{column}” is no node of “{name}”, no exposure and no note. "
        "Remove it or correct its name; remarks may stand in columns name, level or note."
    )


class NodeColumnsMissing(IndexProblem):
    """The table lacks columns of the level the index is built from."""

    indonesian = (
        "Kolom {columns} tidak ada, padahal indeks dibangun dari tingkat “{level}”. "
        "Tambahkan kolomnya; sel boleh kosong bila nilainya tidak diketahui."
    )
    english = (
        "Column {columns} is missing, though the index is built from the level “{level}”. "
        "Add it; a cell may be empty where its value is unknown."
    )


class ExposuresMissing(IndexProblem):
    """The method divides by exposures that the table does not hold."""

    indonesian = "Kolom pajanan {columns} tidak ada, padahal metode membagi dengannya. Tambahkan kolomnya."
    english = "Exposure column {columns} is missing, though the method divides by it. Add it."


class ValueNotNumber(IndexProblem):
    """Text in a number column."""

    indonesian = "Baris {row} ({unit}), kolom “{column}”: “{value}” bukan angka. Tulis angka atau kosongkan."
    english = (
        "Row {row} ({unit}), column “{column}”: “{value}” is no number. Write a number or leave it empty."
    )


class ValueInfinite(IndexProblem):
    """An infinite number."""

    indonesian = "Baris {row} ({unit}), kolom “{column}”: nilainya tak hingga. Tulis angka atau kosongkan."
    english = (
        "Row {row} ({unit}), column “{column}”: the value is infinite. Write a number or leave it empty."
    )


class ValueNegative(IndexProblem):
    """A negative number where a count or a share of the largest is needed."""

    indonesian = "Baris {row} ({unit}), kolom “{column}”: {value} negatif. Nilai ini harus nol atau lebih."
    english = "Row {row} ({unit}), column “{column}”: {value} is negative. This value must be zero or more."


class ValueOutOfScale(IndexProblem):
    """A score outside the scale that its set is defined on."""

    indonesian = (
        "Baris {row} ({unit}), kolom “{column}”: {value} di luar skala {lower}–{upper}. "
        "Periksa koma desimalnya."
    )
    english = (
        "Row {row} ({unit}), column “{column}”: {value} is outside the scale {lower}–{upper}. "
        "Check the decimal point."
    )


class ExposureNotPositive(IndexProblem):
    """An exposure of zero or less cannot divide."""

    indonesian = "Baris {row} ({unit}), kolom pajanan “{column}”: {value}. Pajanan harus lebih dari nol."
    english = "Row {row} ({unit}), exposure column “{column}”: {value}. An exposure must be more than zero."


class GroupsMismatched(IndexProblem):
    """Groups that do not fit the rows."""

    indonesian = "Kelompok tidak cocok dengan tabel: {what}. Beri satu label untuk setiap baris."
    english = "The groups do not fit the table: {what}. Give one label for each row."


class OccurrenceUnknown(IndexProblem):
    """An occurrence names an area, indicator or severity that is not known."""

    indonesian = "Kejadian ke-{row}: {kind} “{value}” tidak dikenal. Yang dikenal: {known}."
    english = "Occurrence {row}: the {kind} “{value}” is unknown. Known are: {known}."


class StepMissing(IndexProblem):
    """The index cannot be built without a step that the method leaves out."""

    indonesian = (
        "Metode set “{name}” tidak memuat langkah “{step}”, padahal diperlukan dari masukan “{level}”."
    )
    english = "The method of “{name}” has no step “{step}”, which building from “{level}” needs."
