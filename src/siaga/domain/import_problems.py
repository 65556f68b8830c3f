"""What can be wrong with an imported file as a whole, or with loading it: what it is, and what to do."""

from typing import ClassVar

from siaga.domain.problems import NotFound, Problem


class ImportProblem(Problem):
    """A refusal of an import; ``field`` is the field of the form that it stands beside."""

    field: ClassVar[str] = "file"


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


class NotThisSheet(ImportProblem):
    """A file whose content is neither what its name says nor anything known."""

    indonesian = (
        "Isi berkas “{file}” bukan {kind}. Simpan ulang dari Excel atau LibreOffice sebagai XLSX atau CSV."
    )
    english = "The content of “{file}” is not {kind}. Save it again from Excel or LibreOffice as XLSX or CSV."


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

    def sentence(self, language: str = "id") -> str:
        """The sentence, without a guess where there is none."""
        if self.fields["seems"] != "?":
            return super().sentence(language)
        return NotThisSheet(file=self.fields["file"], kind=self.fields["kind"]).sentence(language)


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


class NotYourAgency(ImportProblem):
    """Writing into another agency's edition."""

    indonesian = "Edisi “{edition}” milik {owner}. Anda hanya dapat mengisi edisi lembaga sendiri."
    english = "The edition “{edition}” belongs to {owner}. You can only fill editions of your own agency."


class SourceNotGiven(ImportProblem):
    """Numbers without a source."""

    field = "source"
    indonesian = "Berkas ini tidak punya kolom source. Tulis sumber angkanya di sini."
    english = "This file has no column source. Write the source of its numbers here."


class DayNotGiven(ImportProblem):
    """Numbers without a date."""

    field = "day"
    indonesian = "Berkas ini tidak punya kolom date. Tulis tanggal angkanya di sini."
    english = "This file has no column date. Write the date of its numbers here."


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
