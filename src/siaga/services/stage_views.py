"""What the board of stages shows: each stage with its state, what superseded it, and who reported it done."""

from dataclasses import dataclass
from datetime import date, datetime

from siaga.domain.stages import Span, StageState


@dataclass(frozen=True, slots=True)
class Superseded:
    """Days a stage had until a decision gave it others; ``via`` is the stage it followed there."""

    number: str
    decided_on: date
    source: str
    old: Span
    new: Span
    via: str = ""


@dataclass(frozen=True, slots=True)
class Completion:
    """Why a duty counts as done: somebody's report, or (without ``by``) that the calendar is concluded."""

    on: date
    by: str = ""
    area: str = ""
    note: str = ""

    @property
    def assumed(self) -> bool:
        """Whether nobody reported it."""
        return not self.by


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage on the board; ``days`` is how long until it starts, is left, or is over."""

    code: str
    name: str
    name_en: str
    first: date
    last: date
    body: str
    kind: str
    state: StageState
    days: int
    source: str
    verified: bool
    note: str
    valid_from: date | None = None
    history: tuple[Superseded, ...] = ()
    completion: Completion | None = None
    holiday: str = ""

    @property
    def reportable(self) -> bool:
        """Whether an agency can report it done now."""
        waiting = self.state in (StageState.RUNNING, StageState.LATE)
        assumed = self.completion is not None and self.completion.assumed
        return self.kind == "tugas" and (waiting or assumed)


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """One calendar to choose."""

    code: str
    name: str
    name_en: str
    polling_day: date


@dataclass(frozen=True, slots=True)
class CalendarFacts:
    """What a calendar says about itself."""

    code: str
    name: str
    name_en: str
    election: str
    election_en: str
    polling_day: date
    regulation: str
    valid_from: date
    source: str
    about: str
    about_en: str
    concluded_why: str
    concluded_why_en: str
    packaged: bool


@dataclass(frozen=True, slots=True)
class Board:
    """The stages of one calendar on one day in one area."""

    calendar: CalendarFacts
    space: str
    today: date
    now: datetime
    area: str
    area_name: str
    zone: str
    lines: tuple[StageLine, ...]
    choices: tuple[CalendarLine, ...]
    provisional: bool = False

    def _in(self, *states: StageState) -> tuple[StageLine, ...]:
        return tuple(line for line in self.lines if line.state in states)

    @property
    def running(self) -> tuple[StageLine, ...]:
        """Stages that are running."""
        return self._in(StageState.RUNNING)

    @property
    def next(self) -> tuple[StageLine, ...]:
        """The stages that start soonest."""
        return self._in(StageState.NEXT)

    @property
    def late(self) -> tuple[StageLine, ...]:
        """Duties whose last day passed without a report."""
        return self._in(StageState.LATE)

    @property
    def over(self) -> bool:
        """Whether nothing is running, late or to come."""
        return all(line.state is StageState.DONE for line in self.lines)


@dataclass(frozen=True, slots=True)
class MoveLine:
    """What a decision would do to one stage, with the holiday its days would touch."""

    code: str
    name: str
    name_en: str
    old: Span
    new: Span
    via: str
    holiday: str = ""

    @property
    def days(self) -> int:
        """By how many days it moves; negative is earlier."""
        return (self.new.first - self.old.first).days


@dataclass(frozen=True, slots=True)
class Preview:
    """What a decision would change, before it is recorded.

    ``stays`` are followers that a decision of their own dated; ``outdone`` is a later decision that prevails.
    """

    moves: tuple[MoveLine, ...]
    stays: tuple[str, ...]
    outdone: str = ""
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Recorded:
    """A decision or report that is there now; ``again`` when the same form came twice."""

    calendar: str
    stage: str
    name: str
    number: str = ""
    moved: int = 0
    again: bool = False
