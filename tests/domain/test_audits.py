"""The chain as values: whatever is edited, removed, inserted, swapped or cut is found and named."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.domain.audits import (
    GENESIS,
    ChainedEntry,
    Deed,
    EntryEdited,
    EntryMissing,
    HeadDiffers,
    HeadNotUnderstood,
    LinkBroken,
    PositionTwice,
    TailCut,
    examined,
    head_from,
)

BEGIN = datetime(2024, 11, 20, 8, tzinfo=UTC)


def chain(sentences: list[str], start: int = 1, previous: str = GENESIS) -> list[ChainedEntry]:
    """A chain with these sentences."""
    entries = []
    for number, sentence in enumerate(sentences, start):
        deed = Deed("Petugas", 7, "bawaslu_officer", "bawaslu", "do_it", sentence)
        entry = ChainedEntry(number, BEGIN + timedelta(seconds=number), deed, previous).sealed()
        entries.append(entry)
        previous = entry.digest
    return entries


FIVE = chain(["satu", "dua", "tiga", "empat", "lima"])


def found(entries: list[ChainedEntry], printed: str = "") -> list[tuple[type, int]]:
    """The faults as kind and position."""
    faults = examined(entries, head_from(printed) if printed else None).faults
    return [(type(fault), fault.fields["position"]) for fault in faults]  # type: ignore[misc]


def edited(entry: ChainedEntry, sentence: str) -> ChainedEntry:
    return replace(entry, deed=replace(entry.deed, sentence=sentence))


def test_an_untouched_chain_has_no_fault() -> None:
    checked = examined(FIVE)
    assert (checked.entries, checked.faults) == (5, ())
    assert (checked.head.position, checked.head.digest) == (5, FIVE[-1].digest)
    assert examined([]).head.digest == GENESIS


def test_the_form_that_is_hashed_never_changes() -> None:
    assert FIVE[0].canonical().decode() == (
        f'["siaga-audit-1","{GENESIS}",1,"2024-11-20T08:00:01.000000+00:00","Petugas",7,'
        '"bawaslu_officer","bawaslu","do_it","satu",""]'
    )
    assert FIVE[0].digest == "d1e6666229e69d48869d65862c12141f5a5ac17fe03f392b8077ee613b363467"


def test_an_edited_entry_is_named() -> None:
    assert found([*FIVE[:2], edited(FIVE[2], "lain"), *FIVE[3:]]) == [(EntryEdited, 3)]


def test_an_edited_entry_with_a_new_digest_is_missed_by_its_successor() -> None:
    assert found([*FIVE[:2], edited(FIVE[2], "lain").sealed(), *FIVE[3:]]) == [(LinkBroken, 4)]


def test_removed_entries_are_named() -> None:
    assert found([*FIVE[:2], *FIVE[3:]]) == [(EntryMissing, 3)]
    fault = examined([FIVE[0], *FIVE[3:]]).faults[0]
    assert (fault.fields["position"], fault.fields["last"]) == (2, 3)
    assert found(FIVE[1:]) == [(EntryMissing, 1)]


def test_removed_and_renumbered_is_found() -> None:
    closed = [*FIVE[:2], *(replace(entry, position=entry.position - 1) for entry in FIVE[3:])]
    assert found(closed) == [(LinkBroken, 3), (EntryEdited, 3), (EntryEdited, 4)]


def test_an_inserted_entry_is_found() -> None:
    extra = replace(FIVE[2], deed=replace(FIVE[2].deed, sentence="sisipan")).sealed()
    assert (PositionTwice, 3) in found([*FIVE[:3], extra, *FIVE[3:]])


def test_swapped_entries_are_found() -> None:
    swapped = [FIVE[0], replace(FIVE[2], position=2), replace(FIVE[1], position=3), *FIVE[3:]]
    assert {position for _, position in found(swapped)} >= {2, 3}


def test_a_cut_tail_is_found_by_a_printed_head() -> None:
    printed = f"5:{FIVE[-1].digest}"
    assert found(FIVE[:3]) == []
    assert found(FIVE[:3], printed) == [(TailCut, 5)]
    assert found([], printed) == [(TailCut, 5)]
    assert found(FIVE, printed) == []


def test_a_chain_written_anew_is_found_by_a_printed_head() -> None:
    anew = chain(["satu", "dua", "bohong", "empat", "lima", "enam"])
    assert found(anew) == []
    assert found(anew, f"5:{FIVE[-1].digest}") == [(HeadDiffers, 5)]


@pytest.mark.parametrize("text", ["", "5", "x:" + "0" * 64, "5:00", "5:" + "g" * 64])
def test_a_head_that_is_none_is_a_sentence(text: str) -> None:
    with pytest.raises(HeadNotUnderstood):
        head_from(text)


@given(st.integers(0, 4), st.sampled_from(["actor", "role", "agency", "use_case", "sentence", "sentence_en"]))
def test_no_field_can_be_edited(place: int, field: str) -> None:
    entry = FIVE[place]
    other = replace(entry, deed=replace(entry.deed, **{field: "lain"}))
    assert found([*FIVE[:place], other, *FIVE[place + 1 :]]) == [(EntryEdited, place + 1)]


@given(st.lists(st.text(st.characters(blacklist_categories=()), max_size=5), max_size=4))
def test_any_text_can_be_chained(sentences: list[str]) -> None:
    assert examined(chain(sentences)).faults == ()
