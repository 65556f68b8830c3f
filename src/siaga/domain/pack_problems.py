"""What can be wrong with a data pack: each sentence names file, place, column and remedy."""

from siaga.domain.problems import Problem


class PackProblem(Problem):
    """A fault of a data pack."""


class PackNotFound(PackProblem):
    """No pack of that name."""

    indonesian = "Paket “{name}” tidak ada di {kind}. Pilih salah satu: {known}; atau tulis alamat foldernya."
    english = "There is no pack “{name}” in {kind}. Choose one of: {known}; or give the path of a folder."


class PackFileMissing(PackProblem):
    """A pack lacks a file it must have."""

    indonesian = "Paket {pack} tidak memiliki berkas {file}. Tambahkan berkas itu ke foldernya."
    english = "The pack {pack} has no file {file}. Add it to the folder."


class PackFileUnreadable(PackProblem):
    """A file that is not what its name says."""

    indonesian = "{file} tidak terbaca: {why}. Perbaiki berkasnya."
    english = "{file} cannot be read: {why}. Correct the file."


class ColumnMissing(PackProblem):
    """A table lacks a column."""

    indonesian = (
        "{file} tidak memiliki kolom {column}. Tambahkan; selnya boleh kosong bila nilainya tidak ada."
    )
    english = "{file} has no column {column}. Add it; cells may be empty where there is no value."


class ColumnUnknown(PackProblem):
    """A table has a column nobody reads."""

    indonesian = "{file} memiliki kolom “{column}” yang tidak dikenal. Hapus atau perbaiki ejaannya: {known}."
    english = "{file} has an unknown column “{column}”. Remove it or correct its spelling: {known}."


class ColumnTwice(PackProblem):
    """A heading names a column twice."""

    indonesian = "{file} menulis kolom {column} dua kali. Sisakan satu."
    english = "{file} has the column {column} twice. Keep one."


class RowUneven(PackProblem):
    """A row has more or fewer cells than the heading."""

    indonesian = (
        "{where}: ada {cells} sel untuk {columns} kolom. Beri tanda kutip pada teks yang memuat koma."
    )
    english = "{where}: {cells} cells for {columns} columns. Quote texts that hold a comma."


class FieldProblem(PackProblem):
    """A fault in one cell or setting."""


class ValueMissing(FieldProblem):
    """An empty cell that must be filled."""

    indonesian = "{where}: {name} kosong. Isi nilainya."
    english = "{where}: {name} is empty. Fill it in."


class NotText(FieldProblem):
    """Something else where text is due."""

    indonesian = "{where}: {name} = {value} bukan teks. Tulis di antara tanda kutip."
    english = "{where}: {name} = {value} is not text. Write it between quotes."


class DecimalComma(FieldProblem):
    """A decimal comma in a data file."""

    indonesian = (
        "{where}: {name} = “{value}” memakai koma. Paket data memakai titik desimal dan tanpa pemisah "
        "ribuan: 88.95."
    )
    english = (
        "{where}: {name} = “{value}” has a comma. Data packs use the decimal point and no thousands "
        "separator: 88.95."
    )


class NotANumber(FieldProblem):
    """Text, infinity or nonsense where a number is due."""

    indonesian = (
        "{where}: {name} = “{value}” bukan angka. Tulis angka seperti 88.95, atau kosongkan bila tidak "
        "diterbitkan."
    )
    english = (
        "{where}: {name} = “{value}” is not a number. Write one like 88.95, or leave it empty where not "
        "published."
    )


class NotWhole(FieldProblem):
    """A fraction or negative number where a count is due."""

    indonesian = "{where}: {name} = “{value}” bukan bilangan bulat mulai dari 0. Perbaiki."
    english = "{where}: {name} = “{value}” is not a whole number from 0 up. Correct it."


class NotADay(FieldProblem):
    """Text that is no calendar day."""

    indonesian = "{where}: {name} = “{value}” bukan tanggal. Tulis tahun-bulan-hari, misalnya 2024-11-27."
    english = "{where}: {name} = “{value}” is not a day. Write year-month-day, such as 2024-11-27."


class NotAFlag(FieldProblem):
    """Neither yes nor no."""

    indonesian = "{where}: {name} = “{value}” bukan ya atau tidak. Tulis 1 atau kosongkan."
    english = "{where}: {name} = “{value}” is neither yes nor no. Write 1 or leave it empty."


class NotAList(FieldProblem):
    """Something else where a list is due."""

    indonesian = "{where}: {name} bukan daftar. Tulis di antara kurung siku."
    english = "{where}: {name} is not a list. Write it between square brackets."


class NotABlock(FieldProblem):
    """Something else where a block of settings is due."""

    indonesian = "{where}: {name} bukan blok pengaturan. Tulis [{name}] atau [[{name}]] pada baris sendiri."
    english = "{where}: {name} is not a block of settings. Write [{name}] or [[{name}]] on a line of its own."


class SettingUnknown(FieldProblem):
    """A setting nobody reads."""

    indonesian = "{where}: pengaturan “{name}” tidak dikenal. Hapus atau perbaiki ejaannya: {known}."
    english = "{where}: the setting “{name}” is unknown. Remove it or correct its spelling: {known}."


class WordUnknown(FieldProblem):
    """A word outside the fixed choice."""

    indonesian = "{where}: {name} = “{value}” tidak dikenal. Pilih salah satu: {known}."
    english = "{where}: {name} = “{value}” is unknown. Choose one of: {known}."


class SourceUnknown(FieldProblem):
    """A number whose source the pack does not list."""

    indonesian = "{where}: sumber “{value}” tidak ada di [[sources]]. Daftarkan di sana, atau pakai: {known}."
    english = "{where}: the source “{value}” is not in [[sources]]. List it there, or use one of: {known}."


class NamedTwice(FieldProblem):
    """The same thing written twice."""

    indonesian = (
        "{where}: {name} “{value}” sudah ditulis di {first}. Sisakan satu; angka sumber lain diberi "
        "alternative=1."
    )
    english = (
        "{where}: {name} “{value}” already stands at {first}. Keep one; another source's number takes "
        "alternative=1."
    )


class OutsideScale(FieldProblem):
    """A number outside the scale of its edition."""

    indonesian = "{where}: {name} = {value} di luar skala {low} sampai {high}. Periksa angkanya."
    english = "{where}: {name} = {value} is outside the scale {low} to {high}. Check the number."


class LimitsOutOfOrder(FieldProblem):
    """Limits that do not rise."""

    indonesian = "{where}: batas {values} tidak berurutan naik. Tulis dari yang terendah."
    english = "{where}: the limits {values} do not rise. Write them from the lowest up."


class LevelNotCovered(FieldProblem):
    """A row of a level that the edition does not cover."""

    indonesian = (
        "{where}: {value} setingkat {level}, padahal edisi ini hanya memuat {known}. Perbaiki kode atau "
        "`levels`."
    )
    english = (
        "{where}: {value} is a {level}, yet this edition covers only {known}. Correct the code or `levels`."
    )


class NothingRead(FieldProblem):
    """A row without score, class or any value."""

    indonesian = "{where}: baris ini tanpa skor, kelas, dan nilai. Isi salah satu atau hapus barisnya."
    english = "{where}: this row has no score, class or value. Fill in one of them or remove the row."
