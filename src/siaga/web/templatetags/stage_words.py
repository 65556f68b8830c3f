"""The board of stages in words and as a timeline: places in per cent, so that one picture fits any width."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext

from siaga.domain.stages import Span, StageState
from siaga.domain.words import listed
from siaga.services.stage_views import Board, StageLine

register = template.Library()

ROW, HEAD, FOOT = 36, 34, 8
_MOST_TICKS = 7
# Further right a phone has no room for the word.
_LAST_TICK = 0.85
_STEPS = (1, 2, 3, 6, 12, 24)


@dataclass(frozen=True, slots=True)
class Bar:
    """One stage of the timeline: its words over its bar."""

    line: StageLine
    name: str
    word: str
    x: str
    width: str
    text_y: int
    bar_y: int


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a month."""

    x: str
    word: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything the picture needs."""

    height: int
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    today: str
    today_word: str
    today_anchor: str


@register.filter
def stage_name(line: object) -> str:
    """A stage's name in the page's language."""
    english = getattr(line, "name_en", "") if get_language() == "en" else ""
    return str(english or getattr(line, "name", line))


@register.filter
def state_word(line: StageLine) -> str:
    """The word of a state; a period ends, a duty is done."""
    words = {
        StageState.UPCOMING: gettext("akan datang"),
        StageState.NEXT: gettext("berikutnya"),
        StageState.RUNNING: gettext("berjalan"),
        StageState.LATE: gettext("terlambat"),
        StageState.DONE: gettext("selesai") if line.kind == "tugas" else gettext("berakhir"),
    }
    return words[line.state]


@register.filter
def day_words(line: StageLine) -> str:
    """How long until it starts, is left, or it is late; nothing once it is over."""
    days = line.days
    if line.state in (StageState.UPCOMING, StageState.NEXT):
        return ngettext("%(days)s hari lagi", "%(days)s hari lagi", days) % {"days": days}
    if line.state is StageState.RUNNING:
        if days == 1:
            return gettext("hari terakhir")
        return gettext("sisa %(days)s hari") % {"days": days}
    if line.state is StageState.LATE:
        return ngettext("lewat %(days)s hari", "lewat %(days)s hari", days) % {"days": days}
    return ""


@register.filter
def span_words(span: Span | StageLine) -> str:
    """Both days, or the one: 24–26 November 2024."""
    first, last = span.first, span.last
    if first == last:
        return date_format(last, "j F Y")
    shape = "j M Y" if first.year != last.year else "j M" if first.month != last.month else "j"
    return f"{date_format(first, shape)} – {date_format(last, 'j M Y')}"


@register.filter
def weekday_date(day: date) -> str:
    """Rabu, 27 November 2024."""
    return date_format(day, "l, j F Y")


@register.filter
def board_sentence(board: Board) -> str:
    """The answer of the board in one breath: running, next, late."""
    if board.over and board.lines:
        latest = max(board.lines, key=lambda line: line.last)
        return gettext("Semua tahapan sudah berakhir; yang terakhir %(name)s pada %(date)s.") % {
            "name": stage_name(latest),
            "date": date_format(latest.last, "j F Y"),
        }
    return " ".join(_sentences(board))


def _sentences(board: Board) -> Iterator[str]:
    if board.running:
        yield gettext("Sedang berjalan: %(names)s.") % {"names": _names(board.running, with_days=True)}
    else:
        yield gettext("Tidak ada tahapan yang sedang berjalan.")
    if board.next:
        days = board.next[0].days
        said = ngettext(
            "Berikutnya: %(names)s dalam %(days)s hari.", "Berikutnya: %(names)s dalam %(days)s hari.", days
        )
        yield said % {"names": _names(board.next), "days": days}
    if board.late:
        yield gettext("Terlambat: %(names)s.") % {"names": _names(board.late, with_days=True)}
    else:
        yield gettext("Tidak ada yang terlambat.")


def _names(lines: Sequence[StageLine], with_days: bool = False) -> str:
    """Names as a list of speech, each with its days in brackets where asked."""
    said = [f"{stage_name(line)} ({day_words(line)})" if with_days else stage_name(line) for line in lines]
    return listed(tuple(said), get_language() or "id")


@register.filter
def timeline(board: Board) -> Timeline:
    """The picture of a board."""
    first = min(line.first for line in board.lines)
    last = max(line.last for line in board.lines)
    whole = Span(first, last)
    bars = tuple(_bar(line, at, whole) for at, line in enumerate(board.lines))
    inside = first <= board.today <= last
    late_half = (board.today - first).days * 2 > whole.days
    return Timeline(
        height=HEAD + ROW * len(bars) + FOOT,
        bars=bars,
        ticks=tuple(_ticks(whole)),
        today=_percent((board.today - first).days + 0.5, whole.days) if inside else "",
        today_word=date_format(board.today, "j M"),
        today_anchor="end" if late_half else "start",
    )


def _bar(line: StageLine, at: int, whole: Span) -> Bar:
    top = HEAD + ROW * at
    return Bar(
        line=line,
        name=stage_name(line),
        word=state_word(line),
        x=_percent((line.first - whole.first).days, whole.days),
        width=_percent(max((line.last - line.first).days + 1, whole.days / 150), whole.days),
        text_y=top + 13,
        bar_y=top + 19,
    )


def _ticks(whole: Span) -> Iterator[Tick]:
    """Month beginnings, as many as a phone has room for."""
    months = (whole.last.year - whole.first.year) * 12 + whole.last.month - whole.first.month
    step = next((one for one in _STEPS if months / one <= _MOST_TICKS - 1), _STEPS[-1])
    day = (whole.first.replace(day=1) + timedelta(days=31)).replace(day=1)
    count = 0
    while day < whole.last:
        if count % step == 0 and (day - whole.first).days < _LAST_TICK * whole.days:
            shape = "M Y" if step >= 12 or count == 0 or day.month <= step else "M"
            yield Tick(_percent((day - whole.first).days, whole.days), date_format(day, shape))
        day = (day + timedelta(days=31)).replace(day=1)
        count += 1


def _percent(part: float, whole: float) -> str:
    """A share as SVG reads it, whatever the language."""
    return f"{100 * part / whole:.3f}%"
