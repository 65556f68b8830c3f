"""What Siaga offers is described: commands, settings, formats, rules, indicator sets and formulas."""

import re
from pathlib import Path

import pytest
from tests.architecture.sources import PACKAGE, ROOT, below

from siaga.cli import commands
from siaga.cli.command import Command
from siaga.registry import declared

OF_THE_SCRIPT = {"test", "check"}
SETTING = re.compile(r"\b(?:SIAGA_[A-Z_]+|DATABASE_URL)\b")
# Written by tests for their own use, or a part of a longer name.
NOT_SETTINGS = {"SIAGA_"}


def read(*names: str) -> str:
    """Some documents, joined."""
    missing = [name for name in names if not (ROOT / name).is_file()]
    if missing:
        pytest.fail(f"not written yet: {', '.join(missing)}", pytrace=False)
    return "\n".join((ROOT / name).read_text(encoding="utf-8") for name in names)


def documents() -> str:
    """Everything written for readers."""
    files = [path for path in below("", ".md") if path.is_relative_to(ROOT / "docs") or path.parent == ROOT]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def settings() -> set[str]:
    """Every environment variable the sources read."""
    sources = [*below("src/siaga/site", ".py"), *below("src/siaga/cli", ".py"), ROOT / "siaga"]
    return {name for path in sources for name in SETTING.findall(path.read_text())} - NOT_SETTINGS


def modules_of(folder: str) -> list[str]:
    """The modules that declare something in a folder."""
    return sorted(path.stem for path in (PACKAGE / folder).glob("*.py") if not path.stem.startswith("_"))


def require_described(name: str, text: str) -> None:
    """Fail unless ``name`` stands in ``text`` as a word of its own."""
    if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text, re.IGNORECASE):
        pytest.fail(f"no document says what {name} is", pytrace=False)


@pytest.mark.parametrize(
    "name", ["README.md", "README.id.md", "ARCHITECTURE.md", "CHANGELOG.md", "NOTICE", "LICENSE"]
)
def test_the_document_is_there(name: str) -> None:
    assert len(read(name).split()) > 30


@pytest.mark.parametrize("name", ["README.md", "README.id.md"])
def test_a_reader_meets_the_two_commands(name: str) -> None:
    text = read(name)
    assert "./siaga demo" in text
    assert "./siaga test" in text


@pytest.mark.parametrize(
    "word", sorted(OF_THE_SCRIPT | {command.name for command in declared(commands, Command)})
)
def test_a_command_is_described(word: str) -> None:
    require_described(f"siaga {word}", documents())


def test_every_command_in_the_readme_exists() -> None:
    existing = OF_THE_SCRIPT | {command.name for command in declared(commands, Command)}
    named = set(re.findall(r"\./siaga ([a-z]+)", read("README.md", "README.id.md")))
    assert named <= existing


@pytest.mark.parametrize("name", sorted(settings()))
def test_a_setting_is_described(name: str) -> None:
    require_described(name, read("README.md"))


def test_every_setting_in_the_readme_exists() -> None:
    assert set(SETTING.findall(read("README.md"))) <= settings()


@pytest.mark.parametrize("name", modules_of("exports"))
def test_an_export_format_is_described(name: str) -> None:
    require_described(name, documents())


def rules() -> list[str]:
    """Every rule, one a file."""
    folders = [path.name for path in (PACKAGE / "rules").iterdir() if (path / "__init__.py").exists()]
    return [name for folder in folders for name in modules_of(f"rules/{folder}")]


@pytest.mark.parametrize("name", rules())
def test_a_rule_is_described(name: str) -> None:
    require_described(name, documents())


@pytest.mark.parametrize(
    "path", sorted((PACKAGE / "packs" / "indicator_sets").iterdir()), ids=lambda path: path.name
)
def test_an_indicator_set_is_described(path: Path) -> None:
    require_described(path.name, documents())


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for path in below("", ".md"):
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            if "://" not in target and not (path.parent / target).exists():
                broken.append(f"{path.relative_to(ROOT)} -> {target}")
    assert not broken
