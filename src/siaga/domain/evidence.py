"""Evidence: what kinds of file are taken in and how large, their copies, and what can be wrong with one."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from siaga.domain.problems import NotFound, Problem

MEGABYTE = 1_000_000
MOST_PIXELS = 64_000_000
MOST_CHUNK = 8 * MEGABYTE
UPLOAD_LASTS = timedelta(hours=24)
MOST_OPEN_UPLOADS = 10
MOST_BOXES = 200
# Opening the same file again within this time is one look, not many (a player asks for parts of a film).
SAME_LOOK = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that may be evidence, recognised by its content."""

    code: str
    media_type: str
    suffix: str
    most_bytes: int

    @property
    def is_picture(self) -> bool:
        """Whether a clean and a redacted copy can be derived."""
        return self.media_type.startswith("image/")


KINDS = {
    kind.code: kind
    for kind in (
        FileKind("jpeg", "image/jpeg", "jpg", 25 * MEGABYTE),
        FileKind("png", "image/png", "png", 25 * MEGABYTE),
        FileKind("webp", "image/webp", "webp", 25 * MEGABYTE),
        FileKind("pdf", "application/pdf", "pdf", 25 * MEGABYTE),
        FileKind(
            "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", 20 * MEGABYTE
        ),
        FileKind(
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "docx",
            20 * MEGABYTE,
        ),
        FileKind("m4a", "audio/mp4", "m4a", 100 * MEGABYTE),
        FileKind("ogg", "audio/ogg", "ogg", 100 * MEGABYTE),
        FileKind("mp4", "video/mp4", "mp4", 200 * MEGABYTE),
    )
}
MOST_BYTES = max(kind.most_bytes for kind in KINDS.values())
ACCEPTED = ", ".join(kind.upper() for kind in KINDS)


class CopyKind(StrEnum):
    """What a file of one piece of evidence is."""

    ORIGINAL = "original"
    CLEAN = "clean"
    REDACTED = "redacted"


class CustodyDeed(StrEnum):
    """What was done with evidence."""

    RECEIVED = "received"
    VIEWED = "viewed"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle to black out, in pixels of the picture as it is seen."""

    left: int
    top: int
    width: int
    height: int


class EvidenceRefused(Problem):
    """An upload that cannot become evidence; it is thrown away."""


class KindRefused(EvidenceRefused):
    """The content is of no kind on the list."""

    indonesian = (
        "Isi berkas “{file}” bukan jenis yang diterima, apa pun namanya. Kirim salah satu: {accepted}. "
        "Foto HEIC dari iPhone: ubah dulu ke JPEG."
    )
    english = (
        "The content of “{file}” is of no accepted kind, whatever its name says. Send one of: {accepted}. "
        "HEIC photos of an iPhone: turn them into JPEG first."
    )


class FileTooLarge(EvidenceRefused):
    """Larger than its kind may be."""

    indonesian = (
        "“{file}” berukuran {size} MB; {kind} paling besar {most} MB. Perkecil atau potong berkasnya."
    )
    english = "“{file}” has {size} MB; {kind} may have {most} MB at most. Make it smaller or cut it."


class FileEmpty(EvidenceRefused):
    """There is nothing in it."""

    indonesian = "“{file}” kosong. Pilih berkas yang berisi."
    english = "“{file}” is empty. Choose a file with contents."


class FileBroken(EvidenceRefused):
    """It begins like its kind but cannot be read as one."""

    indonesian = "“{file}” rusak atau terpotong sebagai {kind}. Ambil ulang dari sumbernya lalu kirim lagi."
    english = (
        "“{file}” is damaged or cut off as {kind}. Fetch it again from its source and send it once more."
    )


class PictureTooWide(EvidenceRefused):
    """More pixels than are ever decoded."""

    indonesian = (
        "Gambar “{file}” mengaku berukuran {width} × {height} titik; paling banyak {most} juta titik. "
        "Perkecil gambarnya."
    )
    english = (
        "The picture “{file}” claims {width} × {height} pixels; {most} million are the most. "
        "Make the picture smaller."
    )


class ArchiveUnfolds(EvidenceRefused):
    """An office file that would unpack to far more than it weighs."""

    indonesian = "“{file}” akan mengembang jadi {size} MB saat dibuka, jadi ditolak. Simpan ulang berkasnya."
    english = "“{file}” would unfold to {size} MB when opened, so it is refused. Save the file anew."


class MacrosRefused(EvidenceRefused):
    """An office file that carries programs."""

    indonesian = "“{file}” membawa makro. Simpan tanpa makro (XLSX atau DOCX biasa) lalu kirim lagi."
    english = "“{file}” carries macros. Save it without them (plain XLSX or DOCX) and send it again."


class DigestDiffers(EvidenceRefused):
    """What arrived is not what the sender hashed."""

    indonesian = (
        "“{file}” berubah di perjalanan: sidik yang tiba {arrived}…, yang dijanjikan {told}…. "
        "Unggah dari awal."
    )
    english = "“{file}” changed on the way: its hash is {arrived}…, {told}… was promised. Upload it anew."


class UploadRefused(Problem):
    """A part of an upload that cannot be taken; what has arrived stays."""


class DigestNotUnderstood(UploadRefused):
    """No SHA-256."""

    indonesian = "“{digest}” bukan sidik SHA-256. Tulis 64 angka heksadesimal, atau kosongkan."
    english = "“{digest}” is no SHA-256 hash. Write 64 hexadecimal digits, or leave it empty."


class LengthNotUnderstood(UploadRefused):
    """No number of bytes."""

    indonesian = "Panjang berkas “{length}” bukan bilangan. Tulis jumlah bita."
    english = "The length “{length}” is no number. Write the number of bytes."


class WrongOffset(UploadRefused):
    """A part that does not begin where the last one ended."""

    indonesian = (
        "Bagian ini mulai di bita {given}, padahal yang sudah tiba {offset}. Lanjutkan dari {offset}."
    )
    english = "This part begins at byte {given}, but {offset} have arrived. Go on from {offset}."


class UploadBusy(UploadRefused):
    """Somebody is writing this very upload."""

    indonesian = "Bagian lain dari unggahan ini sedang ditulis. Tanyakan posisinya, lalu lanjutkan."
    english = "Another part of this upload is being written. Ask for its offset, then go on."


class PartTooLong(UploadRefused):
    """More bytes than were announced, or than one part may have."""

    indonesian = (
        "Bagian ini lebih dari {most} bita, yang masih boleh dikirim. Tidak ada yang disimpan darinya."
    )
    english = "This part has more than {most} bytes, which may still be sent. Nothing of it was kept."


class TooManyUploads(UploadRefused):
    """A person who begins and never ends."""

    indonesian = "Anda punya {most} unggahan yang belum selesai. Selesaikan atau batalkan salah satu."
    english = "You have {most} unfinished uploads. Finish one or give it up."


class OutsideTerritory(UploadRefused):
    """Evidence of an area that is not one's own."""

    indonesian = "Wilayah {area} di luar wilayah tugas Anda ({territory}). Pilih wilayah di dalamnya."
    english = "The area {area} lies outside your territory ({territory}). Choose one inside."


class LabelUnknown(UploadRefused):
    """A label nobody knows."""

    indonesian = "Label “{label}” tidak dikenal. Pilih salah satu: {labels}."
    english = "There is no label “{label}”. Choose one of: {labels}."


class AgencyNeeded(UploadRefused):
    """Evidence belongs to an agency."""

    indonesian = "Akun Anda ({who}) belum punya lembaga, padahal bukti selalu milik sebuah lembaga."
    english = "Your account ({who}) has no agency yet, but evidence always belongs to one."


class UploadGone(NotFound):
    """No such upload, somebody else's, or expired."""

    indonesian = "Unggahan {name} tidak ada atau sudah kedaluwarsa. Unggah dari awal."
    english = "There is no upload {name}, or it has expired. Upload it anew."


class EvidenceFileMissing(NotFound):
    """The row is there, its file is not."""

    indonesian = (
        "Berkas bukti {name} (sidik {digest}…) tidak ada di penyimpanan. Beri tahu administrator: "
        "pulihkan dari cadangan, lalu jalankan `siaga evidence verify`."
    )
    english = (
        "The file of evidence {name} (hash {digest}…) is not in the store. Tell the administrator: "
        "restore it from a backup, then run `siaga evidence verify`."
    )


class BoxesNotUnderstood(Problem):
    """Rectangles that are none."""

    indonesian = (
        "Baris “{line}” bukan kotak. Tulis empat bilangan: kiri atas lebar tinggi, dalam titik, di dalam "
        "gambar {width} × {height}."
    )
    english = (
        "The line “{line}” is no box. Write four numbers: left top width height, in pixels, inside the "
        "picture of {width} × {height}."
    )


class NoPicture(Problem):
    """Only pictures can be blacked out here."""

    indonesian = "Hanya gambar yang bisa disensor di sini; ini {kind}. Sensor di luar, lalu unggah hasilnya."
    english = "Only pictures can be redacted here; this is {kind}. Redact it elsewhere and upload the result."


def boxes_from(text: str, width: int, height: int) -> tuple[Box, ...]:
    """The boxes written one a line as "left top width height"; each must touch the picture."""
    boxes = []
    lines = [line for line in text.splitlines() if line.strip()]
    for line in lines or [text]:
        words = line.replace(",", " ").split()
        numbers = [
            int(word) if word.isascii() and word.isdecimal() and len(word) < 7 else -1 for word in words
        ]
        if len(numbers) != 4 or min(numbers) < 0 or len(lines) > MOST_BOXES:
            raise BoxesNotUnderstood(line=line[:60], width=width, height=height)
        box = Box(*numbers)
        if box.left >= width or box.top >= height or not box.width or not box.height:
            raise BoxesNotUnderstood(line=line[:60], width=width, height=height)
        boxes.append(box)
    return tuple(boxes)
