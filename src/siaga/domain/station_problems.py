"""What can be wrong with one polling station (TPS): what it is, and what to do."""

from siaga.domain.import_problems import ImportProblem
from siaga.domain.problems import NotFound, Problem


class StationCodeUnreadable(ImportProblem):
    """Text that cannot be the code of a polling station."""

    indonesian = (
        "Bukan kode TPS. Tulis kode desa/kelurahan dan tiga angka nomor TPS, misalnya 35.73.02.1001.003."
    )
    english = (
        "Not the code of a polling station. Write the code of the desa/kelurahan and the three digits of "
        "the number, such as 35.73.02.1001.003."
    )


class StationNumberZero(ImportProblem):
    """The number 000, which nobody gives out."""

    indonesian = "Nomor TPS 000 tidak ada. Nomor mulai dari 001; lokasi khusus 901 sampai 999."
    english = "There is no station number 000. Numbers begin at 001; special locations have 901 to 999."


class StationNumberTooLarge(ImportProblem):
    """A number of four digits."""

    indonesian = "Nomor TPS {number} terlalu besar. Nomor TPS tiga angka, 001 sampai 999."
    english = "The station number {number} is too large. A number has three digits, 001 to 999."


class StationElsewhere(ImportProblem):
    """A station placed in an area that is no desa or kelurahan."""

    indonesian = "{name} adalah {level}; TPS terletak di desa/kelurahan. Tulis kode desa/kelurahannya."
    english = "{name} is a {level}; a station lies in a desa/kelurahan. Write the code of that one."


class StationCodesDiffer(ImportProblem):
    """The code says one place, the columns beside it another."""

    indonesian = "Kode TPS {code} tidak cocok dengan kolom {column} ({given}). Perbaiki salah satunya."
    english = "The code {code} does not fit the column {column} ({given}). Correct one of them."


class PointHalf(ImportProblem):
    """A latitude without a longitude, or the other way round."""

    indonesian = "Lintang dan bujur harus terisi keduanya, atau kosong keduanya."
    english = "Fill in both latitude and longitude, or leave both empty."


class PointSwapped(ImportProblem):
    """Latitude and longitude in each other's column."""

    indonesian = "Lintang dan bujur tertukar: lintang {latitude}, bujur {longitude}. Tukar kedua kolomnya."
    english = (
        "Latitude and longitude are swapped: latitude {latitude}, longitude {longitude}. "
        "Exchange the two columns."
    )


class PointAbroad(ImportProblem):
    """A point that lies outside Indonesia."""

    indonesian = (
        "Titik ini di luar Indonesia. Lintang antara −11,1 dan 6,2, bujur antara 94,9 dan 141,1; "
        "periksa tanda minus dan komanya."
    )
    english = (
        "This point lies outside Indonesia. Latitude is between −11.1 and 6.2, longitude between 94.9 and "
        "141.1; check the minus sign and the decimal point."
    )


class PointFarAway(ImportProblem):
    """A point far from the kelurahan it belongs to: possible, and worth a look."""

    indonesian = "Titik ini {distance} km dari titik {name}. Periksa koordinat atau kode kelurahannya."
    english = (
        "This point is {distance} km from the point of {name}. Check the coordinates or the kelurahan's code."
    )


class TooManyVoters(ImportProblem):
    """More voters than the law lets one station have."""

    indonesian = "DPT {voters} melebihi batas {ceiling} pemilih per TPS untuk {kind}. Periksa angkanya."
    english = "{voters} voters exceed the ceiling of {ceiling} a station in a {kind}. Check the number."


class StationFileFails(Problem):
    """A register file with rows that fail: nothing of it is loaded."""

    indonesian = "{count} baris dari “{file}” belum benar, jadi tidak ada yang dimuat. Perbaiki, lalu ulangi."
    english = "{count} rows of “{file}” are not right yet, so nothing was loaded. Correct them and repeat."


class RegisterChanged(Problem):
    """Somebody else loaded stations between the look and the load."""

    indonesian = (
        "Register TPS berubah sejak berkas ini diperiksa, jadi belum ada yang dimuat. Ulangi perintahnya."
    )
    english = (
        "The register changed since this file was checked, so nothing was loaded. Run the command again."
    )


class NoSuchTile(NotFound):
    """A tile outside the levels that are drawn as points."""

    indonesian = (
        "Ubin {z}/{x}/{y} tidak ada. Titik TPS digambar pada tingkat {lowest} sampai {highest}; "
        "pakai peta di /stations/map/."
    )
    english = (
        "There is no tile {z}/{x}/{y}. Stations are drawn at levels {lowest} to {highest}; "
        "use the map at /stations/map/."
    )
