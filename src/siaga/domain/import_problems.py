"""What can be wrong with an imported file or one of its rows: what it is, and what to do."""

from siaga.domain.problems import NotFound, Problem


class ImportProblem(Problem):
    """A refusal of an import; every one of its problems is a subclass."""


class FileEmpty(ImportProblem):
    """Nothing to read."""

    indonesian = (
        "Berkas “{file}” kosong. Isi paling sedikit baris judul dan satu baris data, lalu unggah lagi."
    )
    english = "The file “{file}” is empty. Fill in the header and at least one row, then upload it again."


class FileMissing(ImportProblem):
    """The form was sent without a file."""

    indonesian = "Belum ada berkas. Pilih berkas XLSX, CSV, atau GeoJSON, lalu tekan “Periksa berkas”."
    english = "There is no file yet. Choose an XLSX, CSV or GeoJSON file, then press “Check the file”."


class FileTooLarge(ImportProblem):
    """More bytes than an import takes."""

    indonesian = "Berkas “{file}” {size} MB; batasnya {limit} MB. Bagi menjadi beberapa berkas."
    english = "The file “{file}” has {size} MB; the limit is {limit} MB. Divide it into several files."


class FileUnfolds(ImportProblem):
    """A small file that unpacks into a huge one."""

    indonesian = (
        "Berkas “{file}” membengkak saat dibuka ({size} MB), jadi tidak dibaca. "
        "Salin datanya ke templat baru atau simpan sebagai CSV."
    )
    english = (
        "The file “{file}” swells when opened ({size} MB) and is not read. "
        "Copy its data into a fresh template or save it as CSV."
    )


class TooManyRows(ImportProblem):
    """More rows than an import takes."""

    indonesian = "Berkas “{file}” berisi lebih dari {limit} baris. Bagi menjadi beberapa berkas."
    english = "The file “{file}” holds more than {limit} rows. Divide it into several files."


class NotASheet(ImportProblem):
    """A file whose content is not what its name says."""

    indonesian = (
        "Isi berkas “{file}” bukan {kind} (tampaknya {seems}). "
        "Simpan ulang dari Excel atau LibreOffice sebagai XLSX atau CSV."
    )
    english = (
        "The content of “{file}” is not {kind} (it looks like {seems}). "
        "Save it again from Excel or LibreOffice as XLSX or CSV."
    )


class FileDamaged(ImportProblem):
    """A workbook that cannot be opened."""

    indonesian = (
        "Berkas “{file}” rusak atau dikunci kata sandi. Buka di Excel, simpan ulang, lalu unggah lagi."
    )
    english = (
        "The file “{file}” is damaged or locked by a password. Open it in Excel, save it again, upload it."
    )


class SuffixUnknown(ImportProblem):
    """A file name that ends in something else."""

    indonesian = "Berkas “{file}”: jenis ini belum bisa dibaca. Pakai {known}."
    english = "The file “{file}”: this kind cannot be read yet. Use {known}."


class HeaderMissing(ImportProblem):
    """The first row does not name the columns."""

    indonesian = "Kolom {columns} tidak ada di baris judul. Pakai templat; baris pertama berisi nama kolom."
    english = "Column {columns} is not in the header. Use the template; its first row names the columns."


class HeaderTwice(ImportProblem):
    """The same column twice."""

    indonesian = "Kolom “{column}” ada dua kali di baris judul. Hapus salah satunya."
    english = "The column “{column}” is in the header twice. Remove one of them."


class HeaderUnknown(ImportProblem):
    """A column Siaga does not know."""

    indonesian = "Kolom “{column}” tidak dikenal. Hapus atau perbaiki namanya. Yang dikenal: {known}."
    english = "The column “{column}” is unknown. Remove it or correct its name. Known are: {known}."


class NoRows(ImportProblem):
    """A header and nothing under it."""

    indonesian = "Berkas “{file}” hanya berisi baris judul. Isi paling sedikit satu baris data."
    english = "The file “{file}” holds only the header. Fill in at least one row."


class CellIsFormula(ImportProblem):
    """A formula where a value should stand."""

    indonesian = "Sel berisi rumus. Ganti dengan nilainya (salin, lalu tempel khusus: nilai)."
    english = "The cell holds a formula. Replace it by its value (copy, then paste special: values)."


class CellEmpty(ImportProblem):
    """A value is needed."""

    indonesian = "Kosong. Isi {expected}."
    english = "Empty. Fill in {expected}."


class TextTooLong(ImportProblem):
    """More letters than the column keeps."""

    indonesian = "Teks {length} huruf; batasnya {limit}. Ringkas."
    english = "The text has {length} letters; the limit is {limit}. Shorten it."


class NumberUnreadable(ImportProblem):
    """Text in a number column."""

    indonesian = "Bukan angka. Tulis angka seperti 64,007 atau kosongkan bila tidak diketahui."
    english = "No number. Write a number such as 64.007, or leave the cell empty when unknown."


class NumberAmbiguous(ImportProblem):
    """Thousands or decimals: nobody can tell."""

    indonesian = (
        "Bisa berarti {whole} atau {part}. Tulis {whole} tanpa pemisah, atau {part_written} bila desimal."
    )
    english = (
        "May mean {whole} or {part}. Write {whole} without a separator, or {part_written} if it has decimals."
    )


class NumberOutsideScale(ImportProblem):
    """A score that the edition's scale does not hold."""

    indonesian = "Di luar skala {low}–{high}. Periksa koma desimalnya atau skala edisi."
    english = "Outside the scale {low}–{high}. Check the decimal point or the edition's scale."


class NumberNotWhole(ImportProblem):
    """A count with decimals."""

    indonesian = "Bukan bilangan bulat. Tulis jumlah tanpa koma."
    english = "Not a whole number. Write the count without decimals."


class NumberNegative(ImportProblem):
    """A count below zero."""

    indonesian = "Angka negatif. Jumlah harus nol atau lebih."
    english = "A negative number. A count is zero or more."


class NumberTooLarge(ImportProblem):
    """A count nobody can have counted."""

    indonesian = "Angka terlalu besar. Batasnya {limit}; periksa pemisah ribuannya."
    english = "The number is too large. The limit is {limit}; check the separators."


class DateUnreadable(ImportProblem):
    """Text that is no date."""

    indonesian = "Bukan tanggal. Tulis seperti 2024-11-27 atau pakai format tanggal Excel."
    english = "No date. Write it like 2024-11-27 or use a date cell of Excel."


class DateInFuture(ImportProblem):
    """A date after today."""

    indonesian = "Tanggal ini belum tiba (hari ini {today}). Periksa tahun dan bulannya."
    english = "This date has not come yet (today is {today}). Check year and month."


class AreaUnknownHere(ImportProblem):
    """A code no area has."""

    indonesian = "Tidak ada wilayah berkode ini. Tulis kode Kemendagri bertitik, misalnya 35.73{hint}."
    english = "No area has this code. Write the dotted Kemendagri code, such as 35.73{hint}."


class AreaExpired(ImportProblem):
    """A code that is not in force on the row's date."""

    indonesian = "Kode {name} ini tidak berlaku pada {on}. Pakai kode yang berlaku saat itu: {instead}."
    english = "This code of {name} is not in force on {on}. Use the code in force then: {instead}."


class AreaOutsideTerritory(ImportProblem):
    """An area the person does not work in."""

    indonesian = (
        "{name} di luar wilayah tugas Anda ({territory}). Hapus baris ini atau minta petugas wilayah itu."
    )
    english = "{name} lies outside your territory ({territory}). Remove this row or ask the officer there."


class LevelNotInEdition(ImportProblem):
    """An area of a level the edition does not score."""

    indonesian = (
        "{name} bertingkat {level}; edisi ini hanya untuk {levels}. Hapus baris ini atau ganti kodenya."
    )
    english = "{name} is a {level}; this edition covers {levels} only. Remove the row or correct the code."


class RowTwice(ImportProblem):
    """Two rows say something of the same thing."""

    indonesian = "Sama dengan baris {first} ({what}). Hapus salah satunya."
    english = "The same as row {first} ({what}). Remove one of them."


class ClassUnknown(ImportProblem):
    """A class word outside the three."""

    indonesian = (
        "Kelas tidak dikenal. Tulis rendah, sedang, atau tinggi; istilah lembaga Anda di kolom own_class."
    )
    english = "Unknown class. Write rendah, sedang or tinggi; put your agency's own word into own_class."


class ClassAgainstLimits(ImportProblem):
    """A class that its score does not have by the edition's limits: both are kept, and said."""

    indonesian = "Menurut batas edisi, skor {score} adalah {expected}, tertulis {given}. Keduanya disimpan."
    english = "By the edition's limits the score {score} is {expected}, the file says {given}. Both are kept."


class ReadingSaysNothing(ImportProblem):
    """Neither a score nor a class."""

    indonesian = (
        "Skor dan kelas kosong. Isi salah satu, atau hapus baris ini: tanpa data berarti “belum diketahui”."
    )
    english = "Score and class are empty. Fill in one, or remove the row: no data means “unknown”."


class OtherEdition(ImportProblem):
    """A row made for another edition."""

    indonesian = (
        "Baris ini untuk edisi lain; Anda mengimpor ke “{edition}”. Pilih edisinya atau kosongkan sel."
    )
    english = (
        "This row is for another edition; you import into “{edition}”. Choose that edition or empty the cell."
    )


class IndicatorUnknown(ImportProblem):
    """A node the set does not have, or one that is not a leaf."""

    indonesian = "Indikator tidak ada pada set ini.{hint} Pakai kode dari daftar di templat."
    english = "The set has no such indicator.{hint} Use a code from the list in the template."


class SeverityUnknown(ImportProblem):
    """A word outside the set's severity scale."""

    indonesian = "Tingkat kejadian tidak dikenal. Pilih: {known}."
    english = "Unknown severity. Choose: {known}."


class StationNotMatched(ImportProblem):
    """A KPU code and name that fit no kecamatan."""

    indonesian = (
        "Kode KPU ini tidak sama dengan kode Kemendagri, dan “{name}” {why} di {within}. Isi kolom area."
    )
    english = (
        "This KPU code differs from Kemendagri's, and “{name}” {why_en} in {within}. Fill in the column area."
    )


class NamesDiffer(ImportProblem):
    """The code's area is called otherwise: a remark, not a refusal."""

    indonesian = (
        "Nama di berkas “{given}”, di Siaga “{name}”. Kodenya yang dipakai; periksa bila bukan ejaan saja."
    )
    english = (
        "The file says “{given}”, Siaga “{name}”. The code counts; check unless only the spelling differs."
    )


class NotYourAgency(ImportProblem):
    """Writing into another agency's edition."""

    indonesian = "Edisi “{edition}” milik {owner}. Anda hanya dapat mengisi edisi lembaga sendiri."
    english = "The edition “{edition}” belongs to {owner}. You can only fill editions of your own agency."


class HasFailures(ImportProblem):
    """Loading is refused while a row fails: all or nothing."""

    indonesian = (
        "{count} baris belum benar, jadi tidak ada yang dimuat. Perbaiki berkasnya, lalu unggah lagi."
    )
    english = "{count} rows are not right yet, so nothing was loaded. Correct the file and upload it again."


class PreviewOutdated(ImportProblem):
    """What would be loaded is no longer what was shown."""

    indonesian = (
        "Data di Siaga berubah sejak pratinjau ini, jadi belum ada yang dimuat. "
        "Periksa pratinjau baru di bawah, lalu muat."
    )
    english = (
        "Data in Siaga changed since this preview, so nothing was loaded. "
        "Check the new preview below, then load."
    )


class PreviewTooOld(ImportProblem):
    """A preview shown more than an hour ago."""

    indonesian = (
        "Pratinjau ini lebih dari satu jam, jadi belum ada yang dimuat. "
        "Periksa yang baru di bawah, lalu muat."
    )
    english = "This preview is over an hour old, so nothing was loaded. Check the new one below, then load."


class DraftGone(NotFound):
    """No such draft, or not this person's."""

    indonesian = (
        "Pratinjau ini tidak ada: sudah dimuat, sudah dihapus, lebih dari sehari, atau bukan unggahan Anda. "
        "Lihat “Impor terakhir Anda” untuk yang sudah dimuat."
    )
    english = (
        "There is no such preview: it was loaded, removed, is over a day old, or is not your upload. "
        "“Your latest imports” shows what was loaded."
    )
