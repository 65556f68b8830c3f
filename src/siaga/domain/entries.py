"""What an administrator enters by form, and what can be wrong with each field of it."""

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from siaga.domain.agencies import AgencyKind
from siaga.domain.areas import InvalidAreaCode, Level, level_of
from siaga.domain.problems import Problem
from siaga.domain.scores import ClassKey
from siaga.domain.spaces import REAL

_CODE = re.compile(r"[a-z0-9][a-z0-9.-]{1,62}")
ELECTION_KINDS = ("pemilu", "pilkada")
# IKP 2024, the largest published tree, has 12 thousand characters, its method 3 thousand.
LONGEST_TREE = 200_000
LONGEST_METHOD = 20_000
CLASS_METHODS = ("published", "mean-sd", "fixed", "centre-sd", "quantile")


class FieldsWrong(Problem):
    """Some fields of a form are wrong; each has its own problem."""

    indonesian = "Ada isian yang belum benar: {names}. Perbaiki isian yang ditandai, lalu simpan lagi."
    english = "Some entries are not right yet: {names}. Correct the marked ones and save again."

    def __init__(self, problems: Mapping[str, Problem]) -> None:
        self.problems = dict(problems)
        super().__init__(names=", ".join(self.problems))


class FieldEmpty(Problem):
    """Nothing was entered."""

    indonesian = "Belum diisi. Isi {expected}."
    english = "Not filled in. Enter {expected_en}."


class CodeMalformed(Problem):
    """A code that would not do in an address."""

    indonesian = "Kode memakai huruf kecil, angka, titik, dan tanda hubung, misalnya ikp-2029."
    english = "A code has small letters, digits, points and hyphens, such as ikp-2029."


class CodeTaken(Problem):
    """Something else has this code."""

    indonesian = "Kode “{code}” sudah dipakai oleh {name}. Pakai kode lain."
    english = "The code “{code}” belongs to {name}. Use another."


class CodePackaged(CodeTaken):
    """A code of the packaged data: loading the packs would overwrite what was entered."""

    indonesian = "Kode “{code}” dipakai data bawaan Siaga dan akan tertimpa olehnya. Pakai kode lain."
    english = "The code “{code}” belongs to the data Siaga brings and would be overwritten. Use another."


class TextTooLarge(Problem):
    """A text longer than any real one."""

    indonesian = "Terlalu panjang: {length} karakter, paling banyak {limit}. Hapus yang tidak diperlukan."
    english = "Too long: {length} characters, at most {limit}. Remove what is not needed."


class ChoiceUnknown(Problem):
    """A word outside the choices."""

    indonesian = "Pilihan “{value}” tidak ada. Pilih: {known}."
    english = "There is no choice “{value}”. Choose: {known}."


class ScaleReversed(Problem):
    """A scale whose upper end is not above its lower end."""

    indonesian = "Ujung atas skala harus lebih besar daripada ujung bawah. Tukar atau perbaiki keduanya."
    english = "The upper end of the scale must be above the lower end. Swap or correct them."


class ScaleHalf(Problem):
    """One end of a scale."""

    indonesian = "Skala perlu dua ujung. Isi keduanya, atau kosongkan keduanya bila hanya ada kelas."
    english = "A scale needs both ends. Fill in both, or neither where there are classes only."


class LimitsReversed(Problem):
    """A lower limit that is not below the upper one, or half a pair."""

    indonesian = (
        "Batas {level}: isi keduanya, batas rendah lebih kecil daripada batas tinggi, di dalam skala."
    )
    english = "Limits of {level}: fill in both, the low one below the high one, within the scale."


class LimitsMissing(Problem):
    """A rule that consists of limits, without limits."""

    indonesian = "Aturan “{method}” perlu batas untuk setiap tingkat yang dipilih: {levels}."
    english = "The rule “{method}” needs limits for each chosen level: {levels}."


class DateTooFar(Problem):
    """A year nobody means."""

    indonesian = "Tahun {year} tampaknya salah ketik. Periksa tanggalnya."
    english = "The year {year} looks like a slip. Check the date."


class TerritoryUnknown(Problem):
    """An agency's territory that is no area."""

    indonesian = (
        "Tidak ada wilayah berkode {code}. Kosongkan untuk lembaga nasional, atau tulis seperti 35.73."
    )
    english = "No area has the code {code}. Leave empty for a national agency, or write it like 35.73."


class Owner(StrEnum):
    """Which class a score exactly at a limit has."""

    RENDAH = ClassKey.RENDAH.value
    SEDANG = ClassKey.SEDANG.value
    TINGGI = ClassKey.TINGGI.value


@dataclass(frozen=True, slots=True)
class NewAgency:
    """An agency to be entered; an empty ``territory`` is the nation."""

    code: str
    name: str
    kind: str
    name_en: str = ""
    territory: str = ""

    def wrong(self) -> Iterator[tuple[str, Problem]]:
        """Each field that is wrong, with why."""
        yield from _code_and_name(self.code, self.name)
        yield from _choice("kind", self.kind, tuple(kind.value for kind in AgencyKind))
        if self.territory:
            try:
                level_of(self.territory)
            except InvalidAreaCode as problem:
                yield "territory", problem


@dataclass(frozen=True, slots=True)
class NewElection:
    """An election to be entered."""

    code: str
    name: str
    kind: str
    polling_day: datetime.date
    source: str
    name_en: str = ""

    def wrong(self) -> Iterator[tuple[str, Problem]]:
        """Each field that is wrong, with why."""
        yield from _code_and_name(self.code, self.name)
        yield from _choice("kind", self.kind, ELECTION_KINDS)
        yield from _year("polling_day", self.polling_day)
        if not self.source:
            yield "source", FieldEmpty(expected="peraturan atau siaran resminya", expected_en="its source")


@dataclass(frozen=True, slots=True)
class NewSource:
    """Where an edition's numbers were published."""

    title: str
    publisher: str = ""
    date: datetime.date | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class NewLimit:
    """The limits of one level, and which class owns a score exactly at each."""

    level: str
    low: float | None = None
    high: float | None = None
    low_owner: str = Owner.SEDANG.value
    high_owner: str = Owner.SEDANG.value
    minimum: float | None = None

    @property
    def given(self) -> bool:
        """Whether anything was filled in."""
        return self.low is not None or self.high is not None

    def fits(self, scale: tuple[float, float] | None) -> bool:
        """Whether both limits are there, in order and on the scale."""
        if self.low is None or self.high is None or self.low >= self.high:
            return False
        return scale is None or (scale[0] <= self.low and self.high <= scale[1])


@dataclass(frozen=True, slots=True)
class NewEdition:
    """An edition of an agency's index to be entered."""

    code: str
    name: str
    agency: str
    axis: str
    date: datetime.date
    levels: tuple[str, ...]
    class_method: str
    sources: tuple[NewSource, ...]
    name_en: str = ""
    indicator_set: str = ""
    scale_low: float | None = None
    scale_high: float | None = None
    limits: tuple[NewLimit, ...] = ()
    about: str = ""
    space: str = REAL

    @property
    def scale(self) -> tuple[float, float] | None:
        """Both ends of the scale, where there is one."""
        if self.scale_low is None or self.scale_high is None:
            return None
        return (self.scale_low, self.scale_high)

    def wrong(self) -> Iterator[tuple[str, Problem]]:
        """Each field that is wrong, with why."""
        yield from _code_and_name(self.code, self.name)
        yield from _year("date", self.date)
        yield from _choice("class_method", self.class_method, CLASS_METHODS)
        if not self.agency:
            yield "agency", FieldEmpty(expected="lembaga", expected_en="the agency")
        if not self.axis:
            yield "axis", FieldEmpty(expected="sumbu, misalnya kerawanan pemilu", expected_en="the axis")
        if not self.levels:
            yield (
                "levels",
                FieldEmpty(expected="paling sedikit satu tingkat", expected_en="at least one level"),
            )
        if not self.sources:
            yield (
                "source_title_1",
                FieldEmpty(expected="paling sedikit satu sumber", expected_en="one source"),
            )
        yield from self._wrong_scale()
        yield from self._wrong_limits()

    def _wrong_scale(self) -> Iterator[tuple[str, Problem]]:
        if (self.scale_low is None) != (self.scale_high is None):
            yield ("scale_low" if self.scale_low is None else "scale_high"), ScaleHalf()
        elif self.scale and self.scale[0] >= self.scale[1]:
            yield "scale_high", ScaleReversed()

    def _wrong_limits(self) -> Iterator[tuple[str, Problem]]:
        for limit in self.limits:
            if limit.given and not limit.fits(self.scale):
                yield f"low_{limit.level}", LimitsReversed(level=limit.level)
            yield from _choice(f"low_owner_{limit.level}", limit.low_owner, tuple(Owner))
            yield from _choice(f"high_owner_{limit.level}", limit.high_owner, tuple(Owner))
        for level in self.levels:
            yield from _choice("levels", level, tuple(Level))
        without = set(self.levels) - {limit.level for limit in self.limits if limit.given}
        if self.class_method == "fixed" and without:
            yield "class_method", LimitsMissing(method=self.class_method, levels=", ".join(sorted(without)))


@dataclass(frozen=True, slots=True)
class NewIndicatorSet:
    """An indicator tree (CSV text) and its method (TOML text) to be entered."""

    code: str
    name: str
    indicators: str = field(repr=False)
    method: str = field(repr=False, default="")

    def wrong(self) -> Iterator[tuple[str, Problem]]:
        """Each field that is wrong, with why; the tree itself is examined by the index library."""
        yield from _code_and_name(self.code, self.name)
        if not self.indicators.strip():
            yield (
                "indicators",
                FieldEmpty(expected="berkas indicators.csv", expected_en="the file indicators.csv"),
            )
        for name, text, limit in (
            ("indicators", self.indicators, LONGEST_TREE),
            ("method", self.method, LONGEST_METHOD),
        ):
            if len(text) > limit:
                yield name, TextTooLarge(length=len(text), limit=limit)


def sound_code(code: str) -> bool:
    """Whether a code would do in an address."""
    return _CODE.fullmatch(code) is not None


def _code_and_name(code: str, name: str) -> Iterator[tuple[str, Problem]]:
    if not sound_code(code):
        yield "code", CodeMalformed()
    if not name:
        yield "name", FieldEmpty(expected="nama", expected_en="a name")


def _choice(name: str, value: str, known: tuple[str, ...]) -> Iterator[tuple[str, Problem]]:
    if value not in known:
        yield name, ChoiceUnknown(value=value, known=", ".join(known))


def _year(name: str, day: datetime.date) -> Iterator[tuple[str, Problem]]:
    if not 1950 <= day.year <= 2100:
        yield name, DateTooFar(year=day.year)
