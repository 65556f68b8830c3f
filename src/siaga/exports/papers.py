"""What papers say: every word, number and date already in the reader's language, ready to be typeset."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands on every page: LATIHAN, a notice on internal rows, sources, and what it was made from."""

    title: str
    language: str
    page: str
    of: str
    sources: str
    identity: str
    fingerprint: str
    band: str = ""
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a sentence, and whether it is emphasised."""

    text: str
    strong: bool = False


Sentence = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line of a table or an answer: its class, and its cells."""

    class_key: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column of a printed table: figures stand right, and one column carries the class."""

    name: str
    is_figure: bool = False
    is_class: bool = False


@dataclass(frozen=True, slots=True)
class NumberedText:
    """A source with its number, or a step with who takes it."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, what stands before its points, the points, and what stands after them."""

    heading: str
    lead: str = ""
    points: tuple[NumberedText, ...] = ()
    after: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A printed table; its header row stands on every page it reaches."""

    heading: str
    columns: tuple[PaperColumn, ...]
    lines: tuple[PaperLine, ...]
    after: str = ""


@dataclass(frozen=True, slots=True)
class AreaBrief:
    """One area on one page: the answer, three reasons, three steps, who says what, doubts and sources."""

    frame: Frame
    trail: str
    name: str
    facts: str
    answers: tuple[Sentence, ...]
    answer_class: str
    caution: str
    reasons: Section
    steps: Section
    map_caption: str
    map_words: str
    readings: Table
    doubts: Section
    sources: Section


@dataclass(frozen=True, slots=True)
class MapSheet:
    """A map and the table of what it shows."""

    frame: Frame
    trail: str
    name: str
    answers: tuple[Sentence, ...]
    caution: str
    map_words: str
    remarks: Section
    readings: Table
    sources: Section


Paper = AreaBrief | MapSheet
