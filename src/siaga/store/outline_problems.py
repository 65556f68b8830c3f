"""What can be wrong with a file of outlines or with one feature of it, and what to do about it."""

from siaga.domain.problems import Problem


class NotGeoJson(Problem):
    """The file is no GeoJSON FeatureCollection."""

    indonesian = (
        "Berkas ini bukan GeoJSON berisi FeatureCollection (awalnya: {found}). Di QGIS pilih "
        "Ekspor › Simpan Fitur › GeoJSON, lalu unggah berkas .geojson itu."
    )
    english = (
        "This file is not GeoJSON with a FeatureCollection (it begins: {found}). In QGIS choose "
        "Export › Save Features As › GeoJSON and upload that .geojson file."
    )


class FileTooLarge(Problem):
    """More bytes than a file of outlines may have."""

    indonesian = "Berkas {size} MB melebihi batas {largest} MB. Sederhanakan batasnya atau bagi per kab/kota."
    english = (
        "The file of {size} MB exceeds the limit of {largest} MB. Simplify the outlines or split the file."
    )


class NoFeatures(Problem):
    """A collection without any feature."""

    indonesian = "Berkas ini tidak berisi satu fitur pun. Periksa apakah lapisan yang diekspor memang berisi."
    english = "This file holds no feature at all. Check that the exported layer is not empty."


class WrongCrs(Problem):
    """The file says it is not in WGS 84."""

    indonesian = (
        "Berkas ini menyebut sistem koordinat {crs}. Simpan ulang dalam WGS 84 (EPSG:4326), "
        "bujur dan lintang dalam derajat."
    )
    english = (
        "This file names the coordinate system {crs}. Save it again in WGS 84 (EPSG:4326), "
        "longitude and latitude in degrees."
    )


class NotAFeature(Problem):
    """A list entry that is no feature."""

    indonesian = "Fitur {feature}: bukan objek Feature. Ekspor ulang lapisan sebagai GeoJSON."
    english = "Feature {feature}: not a Feature object. Export the layer as GeoJSON again."


class NoCode(Problem):
    """A feature that does not say which area it is."""

    indonesian = (
        "Fitur {feature}: tidak ada kode wilayah. Isi kode Kemendagri di salah satu atribut: {names}."
    )
    english = "Feature {feature}: no area code. Put the Kemendagri code into one of the attributes: {names}."


class UnknownCode(Problem):
    """A feature of an area nobody knows."""

    indonesian = "Fitur {feature}: kode {code} tidak dikenal. Pakai kode Kemendagri, misalnya 35.73.02."
    english = "Feature {feature}: the code {code} is unknown. Use the Kemendagri code, such as 35.73.02."


class ExpiredCode(Problem):
    """A feature of an area that has another code today."""

    indonesian = "Fitur {feature}: kode {code} tidak berlaku lagi. Pakai kode sekarang: {heirs}."
    english = "Feature {feature}: the code {code} is no longer valid. Use today's code: {heirs}."


class DuplicateCode(Problem):
    """Two features of one area."""

    indonesian = (
        "Fitur {feature}: kode {code} sudah ada pada fitur {first}. Gabungkan keduanya menjadi satu "
        "MultiPolygon, atau hapus salah satu."
    )
    english = (
        "Feature {feature}: the code {code} is already that of feature {first}. Merge the two into one "
        "MultiPolygon, or delete one."
    )


class NotAPolygon(Problem):
    """A feature whose geometry is no area."""

    indonesian = (
        "Fitur {feature} ({code}): geometrinya {kind}; batas wilayah harus Polygon atau MultiPolygon."
    )
    english = (
        "Feature {feature} ({code}): its geometry is {kind}; an outline must be Polygon or MultiPolygon."
    )


class UnreadableGeometry(Problem):
    """Coordinates that make no polygon."""

    indonesian = (
        "Fitur {feature} ({code}): koordinatnya tidak membentuk poligon (cincin kosong, terbuka, atau kurang "
        "dari empat titik). Gambar ulang fitur ini."
    )
    english = (
        "Feature {feature} ({code}): its coordinates make no polygon (a ring is empty, open, or has fewer "
        "than four points). Draw this feature again."
    )


class InvalidGeometry(Problem):
    """A polygon that crosses or touches itself wrongly."""

    indonesian = (
        "Fitur {feature} ({code}): geometri tidak sah – {reason}. Perbaiki di QGIS dengan "
        "Vektor › Perbaiki geometri (Fix geometries)."
    )
    english = (
        "Feature {feature} ({code}): the geometry is invalid – {reason}. Mend it in QGIS with "
        "Vector › Fix geometries."
    )


class SwappedCoordinates(Problem):
    """Latitude written before longitude."""

    indonesian = (
        "Fitur {feature} ({code}): lintang dan bujur tertukar. GeoJSON menulis bujur dahulu, misalnya "
        "[112.63, -7.98]."
    )
    english = (
        "Feature {feature} ({code}): latitude and longitude are swapped. GeoJSON writes longitude first, "
        "such as [112.63, -7.98]."
    )


class ProjectedCoordinates(Problem):
    """Metres instead of degrees."""

    indonesian = (
        "Fitur {feature} ({code}): koordinat {sample} bukan derajat, tampaknya terproyeksi (UTM, TM-3 atau "
        "Web Mercator). Simpan ulang dalam WGS 84 (EPSG:4326)."
    )
    english = (
        "Feature {feature} ({code}): the coordinates {sample} are not degrees but look projected (UTM, TM-3 "
        "or Web Mercator). Save the layer again in WGS 84 (EPSG:4326)."
    )


class OutsideIndonesia(Problem):
    """Degrees, but elsewhere on Earth."""

    indonesian = (
        "Fitur {feature} ({code}): koordinat {sample} berada di luar Indonesia (bujur 94–142, "
        "lintang -12–7). Periksa sistem koordinat lapisan."
    )
    english = (
        "Feature {feature} ({code}): the coordinates {sample} lie outside Indonesia (longitude 94–142, "
        "latitude -12–7). Check the coordinate system of the layer."
    )


class FarFromArea(Problem):
    """An outline far away from the area whose code it carries."""

    indonesian = (
        "Fitur {feature}: batas ini {distance} km dari titik {code} {name}. Periksa apakah kodenya benar."
    )
    english = (
        "Feature {feature}: this outline lies {distance} km from the point of {code} {name}. Check the code."
    )


class OutlineOfAnother(Problem):
    """An outline around a neighbour's point and not around its own."""

    indonesian = (
        "Fitur {feature}: batas berkode {code} {name} ini memuat titik {other}. Periksa apakah kode keduanya "
        "tertukar."
    )
    english = (
        "Feature {feature}: this outline with the code {code} {name} holds the point of {other}. Check "
        "whether the two codes are swapped."
    )
