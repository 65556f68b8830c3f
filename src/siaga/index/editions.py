"""The class rule and published limits of an edition, read from a pack's edition.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from siaga.index.classify import Limits, Rule, class_names, published_limits, usual_owners, within
from siaga.index.problems import FileNotReadable, IndicatorsNotPublished, SetAggregated, SetNotFound

PACKS: Final = Path(__file__).resolve().parent.parent / "packs" / "indicator_sets"


@dataclass(frozen=True, slots=True)
class Edition:
    """What an edition says about its classes: scale, levels, the rule of its limits, and the limits."""

    code: str = ""
    name: str = ""
    date: str = ""
    levels: tuple[str, ...] = ()
    scale: tuple[float, float] | None = None
    rule: Rule | None = None
    limits: Mapping[str, Limits] = field(default_factory=dict)

    def limits_at(self, level: str) -> Limits | None:
        """The limits published for a level; without a level, those of an edition that has only one."""
        if not level and len(self.limits) == 1:
            return next(iter(self.limits.values()))
        return self.limits.get(level)


def set_names() -> tuple[str, ...]:
    """The names of the packaged indicator sets."""
    return tuple(sorted(folder.name for folder in PACKS.iterdir() if folder.is_dir()))


def folder_of(name: str | Path) -> Path:
    """The folder of an indicator set: a pack's name or a path to a folder."""
    if (PACKS / str(name)).is_dir() and Path(name).name == str(name):
        return PACKS / str(name)
    if Path(name).is_dir():
        return Path(name)
    raise SetNotFound(name=name, known=", ".join(set_names()))


def tree_folder(name: str | Path) -> Path:
    """The folder of a set whose indicators are published, or the problem that says they are not."""
    folder = folder_of(name)
    if not (folder / "indicators.csv").is_file():
        if (folder / "edition.toml").is_file():
            aggregated = read_toml(folder / "edition.toml").get("view") == "aggregate"
            raise (SetAggregated if aggregated else IndicatorsNotPublished)(name=folder.name)
        raise SetNotFound(name=name, known=", ".join(set_names()))
    return folder


def read_toml(file: Path) -> dict[str, Any]:
    """The content of a TOML file, or a problem naming it."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as reason:
        raise FileNotReadable(file=file.name, why=reason) from None


def read_edition(folder: Path) -> Edition:
    """The edition of a set's folder; an empty one where the folder has no edition.toml."""
    file = folder / "edition.toml"
    if not file.is_file():
        return Edition(code=folder.name, name=folder.name)
    content = read_toml(file)
    try:
        return _edition(folder.name, content)
    except (KeyError, TypeError, ValueError) as reason:
        raise FileNotReadable(file=f"{folder.name}/{file.name}", why=repr(reason)) from None


def _edition(name: str, content: Mapping[str, Any]) -> Edition:
    """The part of an edition that classes need."""
    scale = content.get("scale")
    bounds = (float(scale[0]), float(scale[1])) if scale else None
    return Edition(
        code=str(content.get("code", name)),
        name=str(content.get("name", name)),
        date=str(content.get("date", "")),
        levels=tuple(content.get("levels", ())),
        scale=bounds,
        rule=_rule(content.get("classes", {})),
        limits={str(row["level"]): _limits(row, bounds) for row in content.get("limits", ())}
        | {str(row["level"]): _cuts(row, bounds) for row in content.get("cuts", ())},
    )


def _rule(classes: Mapping[str, Any]) -> Rule | None:
    """The rule of ``[classes]``; "fixed" without cuts of its own takes the limits published by level."""
    method = classes.get("method")
    if method is None or method == "none":
        return None
    if method == "fixed" and "cuts" not in classes:
        return Rule("published")
    known = {name: classes[name] for name in ("k", "centre") if name in classes}
    if "levels" in classes:
        known["classes"] = classes["levels"]
    for name in ("cuts", "quantiles"):
        if name in classes:
            known[name] = tuple(float(value) for value in classes[name])
    return Rule(method, **known)


def _cuts(row: Mapping[str, Any], scale: tuple[float, float] | None) -> Limits:
    """Published limits of any number of numbered classes: a row of ``[[cuts]]``."""
    cuts = tuple(float(cut) for cut in row["at"])
    classes = class_names(len(cuts) + 1)
    made = Limits(cuts, classes, usual_owners(classes), "published", source=str(row.get("source", "")))
    return made if scale is None else within(made, scale)


def _limits(row: Mapping[str, Any], scale: tuple[float, float] | None) -> Limits:
    made = published_limits(
        float(row["low"]),
        float(row["high"]),
        low_owned_by=str(row.get("low_owned_by", "sedang")),
        high_owned_by=str(row.get("high_owned_by", "sedang")),
    )
    least, most = scale or made.attainable
    return replace(
        made, attainable=(float(row.get("minimum", least)), most), source=str(row.get("source", ""))
    )
