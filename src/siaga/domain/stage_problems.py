"""What can be wrong with a calendar's stages and with decisions about them."""

from siaga.domain.problems import Problem


class StageProblem(Problem):
    """A fault of a stage."""


class StageTwice(StageProblem):
    """Two stages with one code."""

    indonesian = "Kode tahapan “{stage}” ditulis dua kali. Beri kode lain pada salah satunya."
    english = "The stage code “{stage}” is written twice. Give one of them another code."


class StageUnknown(StageProblem):
    """A stage that the calendar does not have."""

    indonesian = "Tahapan “{stage}” tidak ada di kalender ini. Pilih: {known}."
    english = "The calendar has no stage “{stage}”. Choose: {known}."


class StagesCircular(StageProblem):
    """Stages that wait for each other."""

    indonesian = "Tahapan saling menunggu: {path}. Lepaskan salah satu dari kolom after."
    english = "The stages wait for each other: {path}. Free one of them from the column after."


class StageEndsFirst(StageProblem):
    """A last day before the first."""

    indonesian = (
        "Tahapan “{stage}” berakhir {last}, sebelum mulai {first}. Tukar atau perbaiki kedua tanggalnya."
    )
    english = "The stage “{stage}” ends on {last}, before it starts on {first}. Swap or correct the dates."


class StageUndated(StageProblem):
    """A stage without a day and without a stage to count from."""

    indonesian = "Tahapan “{stage}” belum bertanggal. Isi hari pertama, atau kolom after dan days."
    english = "The stage “{stage}” has no date. Fill in its first day, or the columns after and days."


class StageContradicts(StageProblem):
    """A written day that is not the one its distance gives."""

    indonesian = (
        "Tahapan “{stage}” ditulis mulai {first}, padahal {days} hari dari “{after}” adalah {counted}. "
        "Perbaiki tanggal atau jaraknya."
    )
    english = (
        "The stage “{stage}” is written to start on {first}, yet {days} days from “{after}” is {counted}. "
        "Correct the date or the distance."
    )


class StageLengthTwice(StageProblem):
    """A last day and a length that disagree."""

    indonesian = "Tahapan “{stage}”: isi hari terakhir atau panjangnya (1–{most} hari), jangan keduanya."
    english = "Stage “{stage}”: give its last day or its length (1 to {most} days), not both."


class DistanceMissing(StageProblem):
    """A stage that follows another at no distance, or a distance from nothing."""

    indonesian = "Tahapan “{stage}”: isi after dan days berpasangan; days bilangan bulat, misalnya −3."
    english = "Stage “{stage}”: fill in after and days together; days is a whole number such as −3."


class NothingChanges(StageProblem):
    """A decision that gives a stage the dates it has."""

    indonesian = "Tahapan “{stage}” sudah bertanggal {first} sampai {last}. Tidak ada yang diubah."
    english = "The stage “{stage}” already runs from {first} to {last}. Nothing would change."


class DecisionTwice(StageProblem):
    """The same decision about the same stage, with other dates."""

    indonesian = (
        "Keputusan {number} tentang “{stage}” sudah tercatat dengan tanggal lain. Keputusan tidak diubah; "
        "catat keputusan yang menggantikannya."
    )
    english = (
        "Decision {number} about “{stage}” is already recorded with other dates. Decisions are not edited; "
        "record the one that replaces it."
    )


class DecisionFromFuture(StageProblem):
    """A decision dated after today."""

    indonesian = "Tanggal keputusan {day} belum tiba; hari ini {today}. Periksa tanggalnya."
    english = "The decision is dated {day}, which is still to come; today is {today}. Check the date."


class NotADuty(StageProblem):
    """A period that ends by itself is not reported done."""

    indonesian = (
        "“{stage}” adalah masa yang berakhir sendiri pada hari terakhirnya; tidak perlu dilaporkan selesai."
    )
    english = "“{stage}” is a period that ends by itself on its last day; it is not reported done."


class NotStarted(StageProblem):
    """A duty reported done before its first day."""

    indonesian = "“{stage}” baru mulai {first}. Laporkan selesai setelah dimulai."
    english = "“{stage}” starts on {first} only. Report it done after it has begun."


class ReportOutside(StageProblem):
    """A report about an area outside one's territory."""

    indonesian = "Wilayah {area} di luar wilayah tugas Anda ({territory}). Laporkan wilayah Anda sendiri."
    english = "The area {area} is outside your territory ({territory}). Report for your own area."


class CalendarOfPack(StageProblem):
    """A packaged calendar takes decisions, but no stages of one's own."""

    indonesian = "Kalender {name} berasal dari paket data. Catat keputusan, atau buat kalender sendiri."
    english = (
        "The calendar {name} comes with a data pack. Record a decision, or enter a calendar of your own."
    )


class ElectionUnknown(StageProblem):
    """An election nobody has entered."""

    indonesian = "Pemilihan “{code}” belum tercatat. Catat dahulu di Administrasi, Pemilihan baru."
    english = "The election “{code}” is not entered yet. Enter it first under Administration, New election."
