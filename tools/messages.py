"""Collects Indonesian sentences: run `.venv/bin/python tools/messages.py`, then translate what is missing.

Templates and Python are read, translations already there are kept, sentences no longer used are dropped, and
the compiled .mo is written beside the .po. Run it once more after translating; it says what is untranslated.
"""

import ast
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "siaga"
PO = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
HEADER = r"""# English translations of Siaga's Indonesian sentences; collected by tools/messages.py.
msgid ""
msgstr ""
"Language: en\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""
# What the functions are called → which of their arguments are context, sentence and plural.
CALLS = {"gettext": ("id",), "pgettext": ("context", "id"), "ngettext": ("id", "plural")}
CALLS |= {"npgettext": ("context", "id", "plural"), "_": ("id",), "gettext_noop": ("id",)}
# The sentences of the audit record are declared with the use cases.
CALLS |= {"changes": ("id",), "reads": ("id",)}
LITERAL = r"""u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
IN_TEMPLATE = re.compile(rf"\b(n?p?gettext|_)\(\s*{LITERAL}(?:\s*,\s*{LITERAL})?(?:\s*,\s*{LITERAL})?")


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence to translate; ``plural`` and ``context`` are empty where there are none."""

    id: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> str | tuple[str, str]:
        """As Babel's catalogues name it."""
        return (self.id, self.plural) if self.plural else self.id


def message(function: str, literals: list[str]) -> Message:
    """The message of one call."""
    return Message(**dict(zip(CALLS[function], literals, strict=False)))


def in_template(text: str) -> Iterator[Message]:
    """The sentences of one Django template."""
    for call in IN_TEMPLATE.finditer(templatize(text)):
        yield message(call[1], [ast.literal_eval(found) for found in call.groups()[1:] if found])


def in_python(text: str) -> Iterator[Message]:
    """The sentences of one Python module."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            function = called.removesuffix("_lazy")
            values = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            if function in CALLS and values and all(isinstance(value, str) for value in values):
                yield message(function, values)


def extracted() -> dict[Message, list[str]]:
    """Every sentence of the package and the files it stands in, in the order of the files."""
    found: dict[Message, list[str]] = {}
    for path in sorted([*PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.txt"), *PACKAGE.rglob("*.py")]):
        read = in_python if path.suffix == ".py" else in_template
        name = str(path.relative_to(PACKAGE))
        for one in read(path.read_text(encoding="utf-8")):
            if name not in found.setdefault(one, []):
                found[one].append(name)
    return found


def translated(path: Path = PO) -> Catalog:
    """The catalogue as it stands."""
    if not path.exists():
        return Catalog(locale="en")
    with path.open("rb") as file:
        return read_po(file, locale="en")


def is_complete(string: str | tuple[str, ...]) -> bool:
    """Whether every form of a translation is there."""
    return all(string) if isinstance(string, tuple) else bool(string)


def untranslated(catalog: Catalog) -> list[str]:
    """The sentences without an English translation."""
    return [str(one.id) for one in catalog if one.id and not is_complete(one.string)]


def collected(old: Catalog) -> Catalog:
    """A catalogue of today's sentences with the translations of ``old``."""
    new = Catalog(locale="en", fuzzy=False)
    for one, files in extracted().items():
        context = one.context or None
        known = old.get(one.key, context)
        empty: str | tuple[str, ...] = ("", "") if one.plural else ""
        # A sentence that gained or lost its plural is translated anew.
        string = known.string if known and type(known.string) is type(empty) else empty
        new.add(one.key, string, locations=[(file, 0) for file in files], context=context)
    return new


def write(catalog: Catalog) -> None:
    """Write the .po for people and the .mo for gettext."""
    body = io.BytesIO()
    write_po(body, catalog, width=110, omit_header=True, include_lineno=False)
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_text(HEADER + body.getvalue().decode().strip() + "\n", encoding="utf-8")
    with PO.with_suffix(".mo").open("wb") as file:
        write_mo(file, translated())


def main() -> int:
    """Collect, keep, compile, and say what is untranslated."""
    write(collected(translated()))
    missing = untranslated(translated())
    print(f"{PO.relative_to(ROOT)}: {len(translated())} sentences, {len(missing)} untranslated")
    for sentence in missing:
        print(f"  {sentence}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
