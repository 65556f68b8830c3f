"""PDF: a paper typeset by typst in its own fonts; words arrive as JSON, so no word can become markup."""

import json
import re
from dataclasses import asdict
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import typst

from siaga.exports.format import printable
from siaga.exports.papers import AreaBrief, Paper

MEDIA_TYPE = "application/pdf"
TEMPLATES = Path(__file__).parent / "typst"
# Named so that typst looks for packages nowhere else; the templates import none, so it never looks.
_NO_PACKAGES = TEMPLATES / "no-packages"

# A word longer than a column may break after every so many letters, instead of leaving the paper.
_ENDLESS, _ENDLESS_PIECE = re.compile(r"\S{41,}"), re.compile(r"\S{1,20}")


def write_pdf(paper: Paper, pictures: dict[str, str], made: date) -> bytes:
    """The paper as PDF; the same paper on the same day gives the same bytes."""
    template = "brief.typ" if isinstance(paper, AreaBrief) else "map_sheet.typ"
    content = as_json(paper)
    found = typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=_own_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"paper": content, "fingerprint": fingerprint_of(content, pictures), **pictures},
        package_path=str(_NO_PACKAGES),
        package_cache_path=str(_NO_PACKAGES),
        timestamp=datetime(made.year, made.month, made.day, tzinfo=UTC),
    )
    return found if isinstance(found, bytes) else b"".join(found or ())


def as_json(paper: Paper) -> str:
    """The paper's words as JSON, without characters that paper cannot carry."""
    return json.dumps(_printable(asdict(paper)), ensure_ascii=False)


def fingerprint_of(content: str, pictures: dict[str, str]) -> str:
    """What identifies the paper's content: the first 16 hexadecimal digits of its SHA-256."""
    whole = "\0".join([content, *(pictures[name] for name in sorted(pictures))])
    return sha256(whole.encode()).hexdigest()[:16]


@cache
def _own_fonts() -> typst.Fonts:
    """The fonts inside typst, and no others, so that paper looks alike everywhere."""
    return typst.Fonts(include_system_fonts=False)


def _printable(value: Any) -> Any:
    """Every text of a nest of dictionaries and sequences made printable."""
    if isinstance(value, str):
        return _ENDLESS.sub(lambda run: "\u200b".join(_ENDLESS_PIECE.findall(run[0])), printable(value))
    if isinstance(value, dict):
        return {key: _printable(one) for key, one in value.items()}
    return [_printable(one) for one in value] if isinstance(value, list | tuple) else value
