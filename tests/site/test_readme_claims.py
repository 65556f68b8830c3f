"""What README promises is so."""

import re
from argparse import ArgumentParser
from pathlib import Path

import pytest

from siaga.cli.commands import demo
from siaga.domain.areas import Level
from siaga.domain.editions import edition_names
from siaga.domain.gazetteers import current_areas, read_areas
from siaga.domain.spaces import DEFAULT_DRILL_DATE
from siaga.services.demo import DEMO_PASSWORD, DEMO_PEOPLE
from siaga.services.map_downloads import export_formats

ROOT = Path(__file__).parents[2]
ENGLISH = (ROOT / "README.md").read_text(encoding="utf-8")
INDONESIAN = (ROOT / "README.id.md").read_text(encoding="utf-8")


def grouped(number: int, mark: str) -> str:
    """A number as README writes it."""
    return f"{number:,}".replace(",", mark)


def test_the_areas_are_as_many_as_it_says() -> None:
    everything = sum(1 for _ in read_areas())
    assert f"loads {grouped(everything, ',')} areas" in ENGLISH
    assert f"memuat {grouped(everything, '.')} wilayah" in INDONESIAN
    counts = [grouped(len(current_areas(level)), ",") for level in Level]
    assert " / ".join(counts) + " rows" in ENGLISH


def test_the_demo_takes_the_options_it_names() -> None:
    parser = ArgumentParser()
    demo.configure(parser)
    known = {option for entry in parser._actions for option in entry.option_strings}
    paragraph = next(part for part in ENGLISH.split("\n\n") if part.startswith("`demo` makes"))
    named = set(re.findall(r"`(--[a-z-]+)", paragraph))
    assert named == known - {"-h", "--help"}
    assert DEFAULT_DRILL_DATE.isoformat() in paragraph
    assert DEMO_PASSWORD in paragraph
    assert f"{({8: 'eight'})[len(DEMO_PEOPLE)]} log-ins" in paragraph


def test_the_editions_and_formats_are_those() -> None:
    assert f"carry {({9: 'nine'})[len(edition_names())]} editions" in ENGLISH
    for name in (*edition_names(), *(one.suffix for one in export_formats())):
        assert f"`{name}`" in ENGLISH, name


@pytest.mark.parametrize("address", sorted(set(re.findall(r"^\| .*`(/[\w./-]*)`", ENGLISH, re.MULTILINE))))
def test_every_page_it_names_is_there(client, address: str) -> None:
    """Pages answer, or ask one to sign in; what is missing from an empty store is said with a sentence."""
    assert client.get(address).status_code in (200, 302, 400, 404)
    from django.urls import resolve

    assert resolve(address).func is not None
