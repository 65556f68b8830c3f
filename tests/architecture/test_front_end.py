"""Templates and static files: nothing inline, nothing from another host."""

import re

import pytest
from tests.architecture.sources import ROOT, below

WEB = "src/siaga/web"
RULES = {
    "an inline script": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")[^>]*>", re.I
    ),
    "an inline style sheet": re.compile(r"<style\b", re.I),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "an on… attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "a javascript: address": re.compile(r"javascript\s*:", re.I),
    "an htmx expression that needs eval": re.compile(
        r"\bhx-(?:on|vals\s*=\s*[\"']js:)|hx-trigger=\"[^\"]*\[", re.I
    ),
}
FOREIGN = re.compile(r"(?:https?:)?//(?!www\.w3\.org/)[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.I)
# What JavaScript must not do under the policy.
EVALUATED = re.compile(
    r"\beval\s*\(|new Function\b|\.(?:innerHTML|outerHTML)\s*=|insertAdjacentHTML|document\.write"
    r"|set(?:Timeout|Interval)\(\s*[\"'`]"
)
TEMPLATE_COMMENTS = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}", re.S)
SCRIPT_COMMENTS = re.compile(r"/\*.*?\*/|^\s*//.*$", re.S | re.M)


def found(pattern: re.Pattern[str], *suffixes: str) -> list[str]:
    """Where a pattern stands in the front end, comments left out."""
    places = []
    for path in below(WEB, *suffixes):
        text = path.read_text(encoding="utf-8")
        comments = TEMPLATE_COMMENTS if path.suffix == ".html" else SCRIPT_COMMENTS
        for match in pattern.finditer(comments.sub("", text)):
            places.append(f"{path.relative_to(ROOT)}: {match[0][:80]}")
    return places


def test_there_is_a_front_end_to_look_at() -> None:
    assert below(WEB, ".html")
    assert below(WEB, ".js")
    assert below(WEB, ".css")


@pytest.mark.parametrize("what", RULES)
def test_templates_hold_nothing_inline(what: str) -> None:
    assert not found(RULES[what], ".html", ".svg")


def test_no_other_host_is_named() -> None:
    assert not found(FOREIGN, ".html", ".js", ".css", ".svg", ".json")


def test_scripts_evaluate_no_text() -> None:
    assert not found(EVALUATED, ".js")


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("an inline script", "<script>alert(1)</script>"),
        ("an inline script", '<script type="module">import x</script>'),
        ("a style attribute", '<p class="a" style="color:red">'),
        ("an on… attribute", '<button type="button" onclick="go()">'),
        ("a javascript: address", '<a href="javascript:go()">'),
    ],
)
def test_the_rules_find_what_they_are_for(what: str, text: str) -> None:
    assert RULES[what].search(text)
    assert not RULES[what].search(
        '<script src="/static/map.js" type="module"></script><p title="a style for all">'
    )
