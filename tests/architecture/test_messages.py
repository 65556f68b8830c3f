"""Every sentence of pages and templates is Indonesian in the source and has its English translation."""

import gettext
import re

import pytest
from django.template.base import Lexer, TokenType
from tests.architecture.sources import PACKAGE, below
from tools.messages import PO, extracted, in_python, in_template, is_complete, translated

FIELD = re.compile(r"%\(\w+\)[sd]|(?<!{){\w+}(?!})")
HOLE = "\x00"
# What stands in a template in every language alike.
SAME_EVERYWHERE = {"siaga", "latihan", "csv", "xlsx", "geojson", "json", "tps", "id", "en", "html", "kpu"}
SAME_EVERYWHERE |= {"bawaslu", "bahasa", "indonesia", "english", "apache", "kalimantan", "timur"}
SPOKEN_ATTRIBUTE = re.compile(r"\b(?:aria-label|aria-description|title|placeholder|alt)=\"([^\"]*)\"")
WORD = re.compile(r"(?<![\w&#])[A-Za-zÀ-ž]{2,}(?![\w;])")


def test_every_sentence_is_in_the_catalogue_and_nothing_else() -> None:
    wanted = {(one.key, one.context or None) for one in extracted()}
    there = {(one.id, one.context) for one in translated() if one.id}
    assert not wanted - there, "run tools/messages.py and translate"
    assert not there - wanted, "run tools/messages.py: these are no longer used"


def test_every_sentence_has_an_english_translation() -> None:
    assert not [one.id for one in translated() if one.id and not is_complete(one.string)]


def test_translations_keep_the_fields_of_the_sentence() -> None:
    wrong = {}
    for one in translated():
        wanted = set(FIELD.findall(str(one.id)))
        forms = [one.string] if isinstance(one.string, str) else list(one.string)
        if any(form and set(FIELD.findall(form)) != wanted for form in forms):
            wrong[str(one.id)] = one.string
    assert not wrong


def test_the_compiled_catalogue_is_the_written_one() -> None:
    with PO.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    written = [one for one in translated() if one.id and one.string and isinstance(one.string, str)]
    stale = [one.id for one in written if not one.context and compiled.gettext(str(one.id)) != one.string]
    assert not stale, "run tools/messages.py"


def spoken(text: str) -> list[str]:
    """The words a template says itself, outside every translation."""
    kept, inside = [], False
    for token in Lexer(text).tokenize():
        first = token.contents.split()[0] if token.contents.split() else ""
        if token.token_type == TokenType.BLOCK and re.fullmatch(r"(end)?(blocktrans(late)?|comment)", first):
            inside = not first.startswith("end")
        kept.append(token.contents if token.token_type == TokenType.TEXT and not inside else HOLE)
    text = re.sub(r"<(script|style)\b.*?</\1>|<!--.*?-->", "", "".join(kept), flags=re.S | re.I)
    said = [*SPOKEN_ATTRIBUTE.findall(text), re.sub(r"<[^>]*>|[\w-]+=\"[^\"]*\"", HOLE, text)]
    return [word for part in said for word in WORD.findall(part) if word.lower() not in SAME_EVERYWHERE]


def test_templates_say_nothing_untranslated() -> None:
    found = {
        str(path.relative_to(PACKAGE)): spoken(path.read_text()) for path in below("src/siaga/web", ".html")
    }
    assert found
    assert not {name: words for name, words in found.items() if words}


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<p>Halo</p>", ["Halo"]),
        ('<p title="Halo">{% translate "Apa kabar" %}</p>', ["Halo"]),
        ("<p class='tinggi'>{% blocktranslate %}Halo {{ name }}{% endblocktranslate %}</p>", []),
        ("<script>let halo = 1</script>{# halo #}<b>CSV &nbsp; {{ halo }}</b>", []),
    ],
)
def test_untranslated_words_are_found(template: str, words: list[str]) -> None:
    assert spoken(template) == words


def test_sentences_are_found_in_templates_and_modules() -> None:
    template = (
        '<b title="{% translate "Unduh" %}">{% blocktranslate trimmed count n=n %}\n Satu {{ n }} '
        "{% plural %}Banyak {{ n }}{% endblocktranslate %}</b>"
    )
    assert [one.id for one in in_template(template)] == ["Unduh", "Satu %(n)s"]
    module = "from x import pgettext as p, gettext_lazy as _\na = _('Masuk')\nb = x.pgettext('peta', 'Kelas')"
    found = list(in_python(module))
    assert [(one.id, one.context) for one in found] == [("Masuk", ""), ("Kelas", "peta")]
