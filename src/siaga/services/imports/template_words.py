"""What belongs into each column of a template, in both languages."""

COLUMN_WORDS: dict[str, tuple[str, str]] = {
    "edition": ("Boleh kosong; kode edisi bila diisi.", "May stay empty; otherwise the code of the edition."),
    "area": (
        "Kode Kemendagri bertitik, misalnya 35.73.02.",
        "The dotted Kemendagri code, such as 35.73.02.",
    ),
    "name": ("Nama wilayah, hanya untuk dibaca orang.", "The area's name, for people only."),
    "score": (
        "Skor seperti diterbitkan; koma atau titik desimal. Kosong bila tidak diketahui.",
        "The score as published, with decimal comma or point. Empty when unknown.",
    ),
    "class": ("rendah, sedang, atau tinggi.", "rendah, sedang or tinggi."),
    "own_class": ("Istilah kelas lembaga Anda sendiri.", "Your agency's own word for the class."),
    "rank": ("Peringkat seperti diterbitkan.", "The rank as published."),
    "valid_on": (
        "Tanggal kode wilayah itu berlaku; kosong berarti tanggal edisi.",
        "The day on which the area code was in force; empty means the date of the edition.",
    ),
    "date": (
        "Tanggal terbit atau kejadian, seperti 2024-11-27.",
        "The day of publication or occurrence, such as 2024-11-27.",
    ),
    "source": (
        "Kode atau judul sumber angka ini; sumber baru akan dicatat.",
        "Code or title of this number's source; a new source will be noted.",
    ),
    "note": ("Catatan bila perlu.", "A note where needed."),
    "indicator": ("Kode indikator, lihat lembar daftar.", "Code of the indicator, see the sheet daftar."),
    "count": ("Jumlah kejadian, bilangan bulat.", "Number of occurrences, a whole number."),
    "severity": ("Tingkat kejadian, lihat lembar daftar.", "Severity, see the sheet daftar."),
    "tps": ("Jumlah TPS, bilangan bulat.", "Number of polling stations, a whole number."),
    "number": (
        "Nomor TPS, 1 sampai 900; lokasi khusus 901 sampai 999.",
        "The station's number, 1 to 900; special locations 901 to 999.",
    ),
    "place": ("Tempatnya, misalnya Balai RW 03.", "Where it stands, such as Balai RW 03."),
    "address": ("Alamat; hanya terlihat petugas.", "The address; only officers see it."),
    "latitude": (
        "Lintang dalam derajat, misalnya -7,98; kosong bila tidak diketahui.",
        "Latitude in degrees, such as -7.98; empty when unknown.",
    ),
    "longitude": (
        "Bujur dalam derajat, misalnya 112,63; kosong bila tidak diketahui.",
        "Longitude in degrees, such as 112.63; empty when unknown.",
    ),
    "voters": ("DPT, bilangan bulat; kosong bila tidak diketahui.", "Registered voters (DPT), if known."),
    "election": (
        "Boleh kosong; kode pemilihan bila diisi.",
        "May stay empty; otherwise the election's code.",
    ),
}


def words_for(column: str, language: str) -> str:
    """The explanation of a column; nothing for a node, which has a name of its own."""
    return COLUMN_WORDS.get(column, ("", ""))[language == "en"]
