"""The method of an index: which steps are done and with which arguments, read from method.toml or a dict."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final, NoReturn

from siaga.index.classify import METHODS as CLASS_METHODS
from siaga.index.classify import Rule
from siaga.index.problems import (
    ArgumentInvalid,
    ArgumentUnknown,
    StepNotCarriedOut,
    StepUnknown,
)

STEPS: Final = ("denominate", "impute", "treat", "normalise", "aggregate", "rescale", "classify")
REMARKS: Final = ("marks", "about", "about_en")
NORMALISATIONS: Final = ("fraction-of-max", "min-max")
AGGREGATIONS: Final = ("arithmetic",)
LATER: Final[Mapping[str, tuple[str, ...]]] = {
    "normalise": (
        "z-score",
        "rank",
        "percentile-rank",
        "borda",
        "distance-to-max",
        "distance-to-target",
        "goalposts",
        "robust",
    ),
    "aggregate": ("geometric", "harmonic", "power", "copeland", "mazziotta-pareto"),
    "rescale": ("min-max",),
    "classify": ("jenks",),
}
Arguments = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Denominate:
    """Divide by exposure; ``when`` is "always" or "given" (only by exposures that the table holds)."""

    when: str = "always"


@dataclass(frozen=True, slots=True)
class Normalise:
    """Bring indicators to one scale; applies to indicator inputs only."""

    method: str
    scale: tuple[float, float] = (0.0, 100.0)


@dataclass(frozen=True, slots=True)
class Aggregate:
    """Children to parent; a node with a smaller share of known children than ``threshold`` is unknown."""

    method: str
    threshold: float = 0.0


@dataclass(frozen=True, slots=True)
class Rescale:
    """Each node of the level ``at`` ÷ its largest × 100, right after that level has been aggregated."""

    at: str
    method: str = "fraction-of-max"


@dataclass(frozen=True, slots=True)
class Method:
    """The steps of an index; a step left out is not done."""

    denominate: Denominate | None = None
    normalise: Normalise | None = None
    aggregate: Aggregate | None = None
    rescale: Rescale | None = None
    classify: Rule | None = None

    @property
    def scale(self) -> tuple[float, float] | None:
        """The bounded scale that scores of this method lie on, if any."""
        return self.normalise.scale if self.normalise else None

    @classmethod
    def of(cls, steps: Mapping[str, Any]) -> "Method":
        """The method of a nested mapping, one entry a step, as in method.toml."""
        return cls(**read_steps(steps))


def read_steps(steps: Mapping[str, Any]) -> dict[str, Any]:
    """Each step of ``steps`` as its value; None takes a step away; unknown steps are refused."""
    read: dict[str, Any] = {}
    for step, arguments in steps.items():
        if step in REMARKS:
            continue
        if step not in STEPS:
            raise StepUnknown(step=step, known=", ".join(STEPS))
        if step not in READERS:
            known = ", ".join(READERS)
            raise StepNotCarriedOut(what=f"[{step}]", known=known)
        if arguments is None or isinstance(arguments, PARTS):
            read[step] = arguments
            continue
        if not isinstance(arguments, Mapping):
            raise ArgumentInvalid(step=step, argument=step, value=arguments, expected="method = …")
        read[step] = READERS[step](arguments)
    return read


def _known(step: str, arguments: Arguments, known: Sequence[str]) -> None:
    for argument in arguments:
        if argument not in known:
            raise ArgumentUnknown(step=step, argument=argument, known=", ".join(known) or "–")


def _refuse(step: str, argument: str, value: object, expected: str) -> NoReturn:
    raise ArgumentInvalid(step=step, argument=argument, value=value, expected=expected)


def _choice(step: str, argument: str, value: object, offered: Sequence[str]) -> str:
    """One of the ``offered`` words; words of later versions are refused as such."""
    if isinstance(value, str) and value in LATER.get(step, ()):
        raise StepNotCarriedOut(what=f"[{step}] {argument} = “{value}”", known=", ".join(offered))
    if not isinstance(value, str) or value not in offered:
        _refuse(step, argument, value, " / ".join(offered))
    return value


def _number(step: str, argument: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        _refuse(step, argument, value, "angka (a number)")
    return float(value)


def _numbers(step: str, argument: str, value: object) -> tuple[float, ...]:
    if not isinstance(value, list | tuple):
        _refuse(step, argument, value, "[a, b, …]")
    return tuple(_number(step, argument, item) for item in value)


def _denominate(arguments: Arguments) -> Denominate:
    _known("denominate", arguments, ("when",))
    return Denominate(_choice("denominate", "when", arguments.get("when", "always"), ("always", "given")))


def _normalise(arguments: Arguments) -> Normalise:
    _known("normalise", arguments, ("method", "range"))
    method = _choice("normalise", "method", arguments.get("method"), NORMALISATIONS)
    given = arguments.get("range", (0.0, 100.0))
    scale = _numbers("normalise", "range", given)
    if len(scale) != 2 or scale[0] >= scale[1] or (method == "fraction-of-max" and scale[0] != 0):
        _refuse("normalise", "range", given, "[0, b]" if method == "fraction-of-max" else "[a, b], a < b")
    return Normalise(method, (scale[0], scale[1]))


def _aggregate(arguments: Arguments) -> Aggregate:
    _known("aggregate", arguments, ("method", "threshold", "by_level"))
    words = arguments.get("by_level", [arguments.get("method")])
    if "by_level" in arguments and ("method" in arguments or not isinstance(words, list) or not words):
        _refuse("aggregate", "by_level", words, "[…] tanpa (without) method")
    for word in words:
        _choice("aggregate", "by_level" if "by_level" in arguments else "method", word, AGGREGATIONS)
    threshold = _number("aggregate", "threshold", arguments.get("threshold", 0.0))
    if not 0 <= threshold <= 1:
        _refuse("aggregate", "threshold", threshold, "0 … 1")
    return Aggregate("arithmetic", threshold)


def _rescale(arguments: Arguments) -> Rescale:
    _known("rescale", arguments, ("at", "method"))
    at = arguments.get("at")
    if not isinstance(at, str):
        _refuse("rescale", "at", at, "dimension / subdimension / index")
    method = arguments.get("method", "fraction-of-max")
    return Rescale(at, _choice("rescale", "method", method, ("fraction-of-max",)))


def _classify(arguments: Arguments) -> Rule:
    names = ("method", "k", "cuts", "centre", "classes", "quantiles")
    _known("classify", arguments, names)
    method: Any = _choice("classify", "method", arguments.get("method"), CLASS_METHODS)
    given: dict[str, Any] = {}
    for name in ("k", "centre"):
        if name in arguments:
            given[name] = _number("classify", name, arguments[name])
    for name in ("cuts", "quantiles"):
        if name in arguments:
            given[name] = _numbers("classify", name, arguments[name])
    if "classes" in arguments:
        given["classes"] = arguments["classes"]
    return Rule(method, **given)


READERS: Final[Mapping[str, Callable[[Arguments], Any]]] = {
    "denominate": _denominate,
    "normalise": _normalise,
    "aggregate": _aggregate,
    "rescale": _rescale,
    "classify": _classify,
}
PARTS: Final = (Denominate, Normalise, Aggregate, Rescale, Rule)


def written_steps(method: Method) -> tuple[str, ...]:
    """The names of the steps that a method does, in the order they are done."""
    return tuple(part.name for part in fields(method) if getattr(method, part.name) is not None)
