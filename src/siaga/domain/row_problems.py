"""What can be wrong with one row of an imported file: what it is, and what to do."""

from siaga.domain.import_problems import ImportProblem


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

    indonesian = "Tidak ada wilayah berkode ini{hint}. Tulis kode Kemendagri bertitik, misalnya 35.73."
    english = "No area has this code{hint}. Write the dotted Kemendagri code, such as 35.73."


class AreaIsDate(ImportProblem):
    """A spreadsheet that took a code for a date."""

    indonesian = (
        "Kode ini dibaca sebagai tanggal. Jadikan kolom area berformat Teks, lalu tulis ulang kodenya."
    )
    english = "This code was read as a date. Make the column area Text, then write the code again."


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


class ClassKeptFromBefore(ImportProblem):
    """A new score beside the class stored earlier, which that score does not have by the limits."""

    indonesian = (
        "Menurut batas edisi, skor {score} adalah {expected}, sedangkan kelas yang sudah tercatat {given}. "
        "Berkas tidak punya kolom class, jadi keduanya disimpan; tambahkan kolom itu untuk menggantinya."
    )
    english = (
        "By the edition's limits the score {score} is {expected}, the class on record is {given}. "
        "The file has no column class, so both are kept; add that column to replace it."
    )


class ScoreKeptFromBefore(ImportProblem):
    """A new class beside the score stored earlier, which does not have it by the limits."""

    indonesian = (
        "Menurut batas edisi, skor {score} yang sudah tercatat adalah {expected}, tertulis {given}. "
        "Berkas tidak punya kolom score, jadi keduanya disimpan; tambahkan kolom itu untuk menggantinya."
    )
    english = (
        "By the edition's limits the score {score} on record is {expected}, the file says {given}. "
        "The file has no column score, so both are kept; add that column to replace it."
    )


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


class OtherElection(ImportProblem):
    """A row made for another election."""

    indonesian = (
        "Baris ini untuk pemilihan lain; Anda mengimpor ke “{election}”. Pilih pemilihannya atau kosongkan."
    )
    english = (
        "This row is for another election; you import into “{election}”. Choose that one or empty the cell."
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


class StationNumberForeign(ImportProblem):
    """A KPU code that exists at Kemendagri but stands for another kecamatan."""

    indonesian = "KPU memakai nomor kecamatan sendiri di {within}, jadi kode ini tidak pasti. Isi kolom area."
    english = (
        "KPU numbers the kecamatan of {within} in its own way, so this code is not sure. Fill in column area."
    )


class StationByOrder(ImportProblem):
    """A kecamatan found by the order of KPU's own numbers: loaded, and marked in its source."""

    indonesian = (
        "KPU memakai nomor sendiri di {within}: menurut urutannya baris ini {name} ({code}). Periksa."
    )
    english = "KPU has its own numbers in {within}: by their order this row is {name} ({code}). Please check."


class NamesDiffer(ImportProblem):
    """The code's area is called otherwise: a remark, not a refusal."""

    indonesian = (
        "Nama di berkas “{given}”, di Siaga “{name}”. Kodenya yang dipakai; periksa bila bukan ejaan saja."
    )
    english = (
        "The file says “{given}”, Siaga “{name}”. The code counts; check unless only the spelling differs."
    )


class LevelNotCounted(ImportProblem):
    """Polling stations are counted by kecamatan."""

    indonesian = "{name} bertingkat {level}. Jumlah TPS diisi per kecamatan; tulis kode seperti 35.73.02."
    english = "{name} is a {level}. Polling stations are counted by kecamatan; write a code such as 35.73.02."
