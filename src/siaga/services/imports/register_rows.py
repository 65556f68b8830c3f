"""Checks rows of a polling-station register: code, kelurahan, number, point, voters, source and date."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from siaga.domain.areas import Level, PointKind
from siaga.domain.elections import ElectionKind
from siaga.domain.imports import Cell, Finding, count_of, day_of, number_of, text_of
from siaga.domain.permissions import Actor
from siaga.domain.row_problems import OtherElection, RowTwice
from siaga.domain.station_problems import (
    PointFarAway,
    StationCodesDiffer,
    StationElsewhere,
    TooManyVoters,
)
from siaga.domain.stations import (
    CEILINGS,
    FAR_FROM_PARENT_KM,
    FAR_KM,
    PlacedBy,
    StationCode,
    checked_number,
    checked_point,
    kilometres,
    station_code_of,
)
from siaga.services.imports.areas import KnownAreas, code_of, require_in_territory
from siaga.services.imports.plans import Upload
from siaga.services.imports.rows import RowReader
from siaga.services.imports.sheets import SheetRow
from siaga.store.models import Area, Election

REGISTER_COLUMNS = (
    *("code", "area", "name", "number", "place", "address", "latitude", "longitude"),
    *("voters", "election", "source", "date"),
)
_KINDS = {kind.value: kind for kind in ElectionKind}


@dataclass(frozen=True, slots=True)
class StationGiven:
    """What one row says of a station; ``name`` is its kelurahan's."""

    row: int
    code: StationCode
    name: str
    place: str
    address: str
    point: tuple[float, float] | None
    point_kind: str
    voters: int | None
    source: str
    date: date

    def values(self) -> tuple[Any, ...]:
        """As the store keeps it, in the order of its columns."""
        latitude, longitude = self.point or (None, None)
        return (
            *(self.code.key, self.code.area, self.code.number, self.code.special, self.place, self.address),
            *(latitude, longitude, self.point_kind, self.voters, self.source, self.date),
        )


@dataclass(frozen=True, slots=True)
class Kelurahan:
    """The desa and kelurahan of the polling day, by code."""

    areas: Mapping[str, Area] = field(repr=False)
    on: date

    @classmethod
    def of(cls, day: date) -> "Kelurahan":
        """Those in force on ``day``: read once, they answer for every row."""
        rows = Area.rows.filter(level=Level.KELURAHAN).only(
            *("code", "name", "level", "latitude", "longitude", "point_kind", "valid_from", "valid_to")
        )
        valid = {
            row.code: row
            for row in rows.iterator(chunk_size=20_000)
            if (row.valid_from is None or row.valid_from <= day)
            and (row.valid_to is None or day < row.valid_to)
        }
        return cls(valid, day)

    def find(self, code: str) -> Area:
        """The kelurahan ``code``; refuses other levels, unknown and expired codes, saying what to write."""
        found = self.areas.get(code)
        if found is None:
            area = KnownAreas.named([code]).on(code, self.on)
            raise StationElsewhere(name=area.name, level=area.level)
        return found


@dataclass(slots=True)
class RegisterCheck:
    """Checks the rows of one file, remembering which codes came before."""

    actor: Actor
    upload: Upload
    election: Election
    today: date
    kelurahan: Kelurahan
    findings: list[Finding] = field(default_factory=list)
    _first: dict[int, int] = field(default_factory=dict)
    _days: dict[Cell, date | None] = field(default_factory=dict)

    def read(self, row: SheetRow) -> StationGiven | None:
        """The station in ``row``; nothing where it fails."""
        reader = RowReader(row, self.findings)
        self._same_election(reader)
        code = self._code(reader)
        area = self._area(reader, code) if code else None
        point = reader.check("latitude", partial(_point, reader))
        voters = self._voters(reader)
        source = reader.text("source", 300, self.upload.source)
        reader.required("source", source, "sumber register")
        day = reader.take("date", self._day) or self.upload.day
        reader.required("date", day, "tanggal register")
        place, address = reader.text("place", 200), reader.text("address", 300)
        if code:
            self._once(reader, code)
        if reader.failed or code is None or area is None or day is None:
            return None
        placed, kind = self._placed(reader, area, point)
        return StationGiven(row.number, code, area.name, place, address, placed, kind, voters, source, day)

    def _same_election(self, reader: RowReader) -> None:
        given = reader.text("election", 200)
        if given and given not in (self.election.code, self.election.name):
            reader.note("election", OtherElection(election=self.election.name))

    def _code(self, reader: RowReader) -> StationCode | None:
        """The code: whole in its own column, or a kelurahan and a number beside it."""
        if reader.row.filled("code") or not reader.row.filled("area", "number"):
            code = reader.required("code", reader.take("code", _code_in), "kode TPS, atau area dan number")
            if code is not None:
                self._agrees(reader, code)
            return code
        area = reader.required("area", reader.take("area", code_of), "kode desa/kelurahan")
        number = reader.required("number", reader.take("number", count_of), "nomor TPS")
        if number is not None:
            number = reader.check("number", partial(checked_number, number))
        return StationCode(area, number) if area and number else None

    def _agrees(self, reader: RowReader, code: StationCode) -> None:
        """Columns beside the code that say the same, or a finding."""
        area = reader.take("area", code_of) if reader.row.filled("area") else code.area
        number = reader.take("number", count_of) if reader.row.filled("number") else code.number
        for column, given, own in (("area", area, code.area), ("number", number, code.number)):
            if given is not None and given != own:
                reader.note(column, StationCodesDiffer(code=code.text, column=column, given=given))

    def _area(self, reader: RowReader, code: StationCode) -> Area | None:
        column = "code" if reader.row.filled("code") else "area"
        area = reader.check(column, partial(self.kelurahan.find, code.area))
        if area is not None and self.actor.territory:
            reader.check(column, partial(require_in_territory, self.actor, area))
        return area

    def _voters(self, reader: RowReader) -> int | None:
        voters = reader.take("voters", count_of)
        kind = _KINDS.get(self.election.kind)
        if voters is not None and kind is not None and voters > CEILINGS[kind]:
            problem = TooManyVoters(voters=voters, ceiling=CEILINGS[kind], kind=kind.value.capitalize())
            reader.note("voters", problem, serious=False)
        return voters

    def _day(self, cell: Cell) -> date | None:
        """Thousands of rows carry the same few dates."""
        if cell not in self._days:
            self._days[cell] = day_of(cell, today=self.today)
        return self._days[cell]

    def _once(self, reader: RowReader, code: StationCode) -> None:
        first = self._first.setdefault(code.key, reader.row.number)
        if first != reader.row.number:
            column = "code" if reader.row.filled("code") else "number"
            reader.note(column, RowTwice(first=first, what=code.text))

    def _placed(
        self, reader: RowReader, area: Area, point: tuple[float, float] | None
    ) -> tuple[tuple[float, float] | None, str]:
        """The station's own point, else its kelurahan's."""
        near = (
            (area.latitude, area.longitude)
            if area.latitude is not None and area.longitude is not None
            else None
        )
        if point is None:
            return near, PlacedBy.KELURAHAN.value if near else ""
        if near is not None:
            far = FAR_FROM_PARENT_KM if area.point_kind == PointKind.PARENT else FAR_KM
            distance = kilometres(point, near)
            if distance > far:
                problem = PointFarAway(distance=round(distance), name=area.name)
                reader.note("latitude", problem, serious=False)
        return point, PlacedBy.OWN.value


def _code_in(cell: Cell) -> StationCode | None:
    text = text_of(cell)
    return station_code_of(text) if text else None


def _point(reader: RowReader) -> tuple[float, float] | None:
    """The point of a row; a comma or a point may part the decimals."""
    failed = reader.failed
    reader.failed = False
    latitude = reader.take("latitude", partial(number_of, low=-180, high=180))
    longitude = reader.take("longitude", partial(number_of, low=-180, high=180))
    unreadable, reader.failed = reader.failed, reader.failed or failed
    return None if unreadable else checked_point(latitude, longitude)
