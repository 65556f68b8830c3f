"""What tests of the station register stand on: kelurahan with points, and rows to import."""

from tests.services.importing import add_area, set_up

from siaga.store.models import Area

HEADER = "code;place;address;latitude;longitude;voters;source;date"
KELURAHAN = {
    "35.73.02.1001": ("Klojen", -7.9716, 112.6336),
    "35.73.02.1002": ("Kauman", -7.9800, 112.6280),
    "35.73.01.1001": ("Balearjosari", -7.9230, 112.6560),
    "35.07.01.2001": ("Sumbermanjing", -8.2500, 112.7000),
}
GOOD = (
    "35.73.02.1001.001;Balai RW 01;Jalan Rahasia 1;-7.9710;112.6330;466;KPU;2024-11-01",
    "35.73.02.1001.901;Lapas;Jalan Asahan;-7,9700;112,6320;300;KPU;2024-11-01",
    "35.73.02.1002.001;SDN Kauman 1;Jalan Semeru;;;510;KPU;2024-11-01",
    "35.73.01.1001.001;SMPN 16;Jalan Teluk;-7.9231;112.6561;;KPU;2024-11-01",
    "35.07.01.2001.001;Balai Desa;Jalan Desa;-8.2501;112.7001;400;KPU;2024-11-01",
)


def set_up_stations() -> None:
    """An election, and kelurahan with their points."""
    set_up()
    for code in ("35.07.01",):
        add_area(code, "Donomulyo")
    for code, (name, latitude, longitude) in KELURAHAN.items():
        add_area(code, name, latitude=latitude, longitude=longitude, point_kind="seat")
    Area.rows.filter(level="kelurahan").update(search_name="")
