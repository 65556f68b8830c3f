"""The words of imports: kinds and columns, shown instead of their codes."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from siaga.domain.agencies import AgencyKind
from siaga.domain.imports import ImportKind
from siaga.domain.permissions import Role
from siaga.domain.sharing import Label

KINDS: dict[ImportKind, tuple[Promise, Promise]] = {
    ImportKind.READINGS: (
        _("Bacaan"),
        _("Skor, kelas, dan peringkat wilayah menurut satu edisi lembaga Anda."),
    ),
    ImportKind.OCCURRENCES: (
        _("Kejadian"),
        _("Kejadian mentah per indikator, yang menjadi bahan menghitung indeks."),
    ),
    ImportKind.STATIONS: (
        _("Jumlah TPS"),
        _("Jumlah TPS tiap kecamatan untuk satu pemilihan, dari lembar KPU atau templat."),
    ),
    ImportKind.REGISTER: (
        _("Register TPS"),
        _("Setiap TPS satu baris: kode, tempat, koordinat, dan DPT bila diketahui."),
    ),
    ImportKind.OUTLINES: (
        _("Batas wilayah"),
        _("GeoJSON yang menggantikan batas bawaan peta."),
    ),
}
COLUMNS: dict[str, Promise] = {
    "score": _("skor"),
    "class": _("kelas"),
    "own_class": _("kelas lembaga"),
    "rank": _("peringkat"),
    "valid_on": _("berlaku pada"),
    "date": _("tanggal"),
    "source": _("sumber"),
    "note": _("catatan"),
    "label": _("label"),
    "tps": _("TPS"),
    "code": _("kode TPS"),
    "number": _("nomor TPS"),
    "place": _("tempat"),
    "address": _("alamat"),
    "latitude": _("lintang"),
    "longitude": _("bujur"),
    "point_kind": _("asal titik"),
    "voters": _("DPT"),
    "indicator": _("indikator"),
    "count": _("jumlah"),
    "severity": _("tingkat kejadian"),
    "outline": _("batas"),
}
LABELS: dict[str, Promise] = {Label.PUBLIC.value: _("publik"), Label.INTERNAL.value: _("internal")}
AGENCY_KINDS: dict[AgencyKind, Promise] = {
    AgencyKind.ORGANISER: _("penyelenggara"),
    AgencyKind.SUPERVISOR: _("pengawas"),
    AgencyKind.ETHICS: _("etik penyelenggara"),
    AgencyKind.COURT: _("peradilan"),
    AgencyKind.SECURITY: _("keamanan"),
    AgencyKind.INTELLIGENCE: _("intelijen"),
    AgencyKind.PROSECUTION: _("kejaksaan"),
    AgencyKind.GOVERNMENT: _("pemerintah"),
    AgencyKind.CIVIL_SERVICE: _("kepegawaian negara"),
    AgencyKind.PUBLIC_ORDER: _("ketertiban umum"),
    AgencyKind.DISASTER: _("kebencanaan"),
    AgencyKind.COMMUNITY: _("masyarakat"),
    AgencyKind.RELIGIOUS_HARMONY: _("kerukunan umat beragama"),
    AgencyKind.MASS_ORGANISATION: _("organisasi kemasyarakatan"),
    AgencyKind.YOUTH: _("organisasi kepemudaan"),
    AgencyKind.UNIVERSITY: _("perguruan tinggi"),
    AgencyKind.OBSERVER: _("pemantau"),
    AgencyKind.MEDIA: _("media massa"),
    AgencyKind.PARTY: _("partai politik"),
    AgencyKind.OTHER: _("lainnya"),
}
ROLES: dict[Role, Promise] = {
    Role.KESBANGPOL_SECRETARY: _("sekretaris Kesbangpol"),
    Role.KPU_LOGISTICS_OFFICER: _("petugas logistik KPU"),
    Role.BAWASLU_OFFICER: _("petugas pengawas"),
    Role.BAWASLU_ANALYST: _("analis pengawas"),
    Role.POLRES_LIAISON: _("penghubung keamanan"),
    Role.FKDM_MEMBER: _("anggota FKDM"),
    Role.LIAISON: _("penghubung lembaga"),
    Role.MEMBER: _("anggota"),
    Role.AGENCY_ADMINISTRATOR: _("administrator lembaga"),
    Role.ADMINISTRATOR: _("administrator Siaga"),
    Role.CONSOLE: _("konsol"),
    Role.NONE: _("belum berhak"),
}
