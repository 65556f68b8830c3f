"""Worked examples: what they compute is what was published, and what the methods pages print."""

import math
import re
from pathlib import Path

import pytest

from siaga.index.worked import WorkedExample, worked_examples

PAGES = Path(__file__).resolve().parents[2] / "docs" / "methods"
EXAMPLES = {example.key: example for example in worked_examples()}


@pytest.mark.parametrize("key", EXAMPLES)
def test_results_round_to_what_was_published(key: str) -> None:
    example = EXAMPLES[key]
    computed = {result.name: result.value for result in example.results}
    for said in example.published:
        decimals = 3 if said.value == 64.007 else 2
        value = computed[said.name]
        assert isinstance(value, float) and isinstance(said.value, float)
        assert abs(value - said.value) <= 0.5 * 10.0**-decimals + 1e-9, said.name


@pytest.mark.parametrize("key", EXAMPLES)
def test_each_example_has_a_page_with_its_numbers(key: str) -> None:
    page = (PAGES / f"{key}.md").read_text(encoding="utf-8")
    printed = {float(number) for number in re.findall(r"(?<![\w.])\d+(?:\.\d+)?", page)}
    for result in EXAMPLES[key].results:
        if isinstance(result.value, float):
            assert any(math.isclose(number, result.value, abs_tol=5.1e-4) for number in printed), result
        else:
            assert result.value in page
    assert ("Source:" in page and "Worked:" in page) or "| source |" in page


def test_every_page_is_listed_and_every_listed_page_exists() -> None:
    listed = set(re.findall(r"\]\(([\w-]+\.md)\)", (PAGES / "index.md").read_text(encoding="utf-8")))
    assert listed == {page.name for page in PAGES.glob("*.md")} - {"index.md"}


@pytest.mark.parametrize("key", EXAMPLES)
def test_examples_speak_both_languages_and_name_their_source(key: str) -> None:
    example: WorkedExample = EXAMPLES[key]
    assert example.title and example.title_en and example.source
    assert example.status in ("published", "derived", "assumed", "standard")
    for named in (*example.inputs, *example.results):
        assert named.name and named.name_en
