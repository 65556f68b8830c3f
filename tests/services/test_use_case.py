"""Permission, then one transaction, then an audit entry, in this order."""

import pytest
from django.db import DatabaseError, transaction

from siaga.domain.permissions import THE_CONSOLE, THE_PUBLIC, Permission
from siaga.domain.problems import NotPermitted
from siaga.services.use_case import changes, reads
from siaga.store.models import Agency, AuditEntry


@changes(Permission.IMPORT_READINGS, "menambah lembaga {result} dengan nama {name}")
def add_agency(_, *, name: str) -> str:
    """Write one row, then fail when told so."""
    Agency.rows.create(code=name.lower(), name=name, kind="community")
    if name == "Gagal":
        raise RuntimeError("halfway")
    return name.lower()


@reads(Permission.PUBLIC)
def count_agencies(_) -> int:
    """Read only."""
    return Agency.rows.count()


def test_a_change_is_written_down_as_a_sentence(db, actors) -> None:
    assert add_agency(actors.officer, name="Pramuka") == "pramuka"
    entry = AuditEntry.rows.get()
    assert entry.sentence == "menambah lembaga pramuka dengan nama Pramuka"
    assert (entry.actor, entry.role, entry.agency) == (actors.officer.name, "bawaslu_officer", "bawaslu")
    assert entry.use_case == "add_agency"


def test_without_permission_nothing_happens(db, actors) -> None:
    for actor in (actors.stranger, THE_PUBLIC):
        with pytest.raises(NotPermitted) as refused:
            add_agency(actor, name="Pramuka")
        assert actor.name in refused.value.sentence("id")
    assert not Agency.rows.exists()
    assert not AuditEntry.rows.exists()


def test_all_or_nothing(db) -> None:
    with pytest.raises(RuntimeError):
        add_agency(THE_CONSOLE, name="Gagal")
    assert not Agency.rows.exists()
    assert not AuditEntry.rows.exists()


def test_reading_is_not_audited(db) -> None:
    assert count_agencies(THE_PUBLIC) == 0
    assert not AuditEntry.rows.exists()


@pytest.mark.parametrize("attempt", ["update", "delete"])
def test_the_database_refuses_to_change_the_record(db, attempt: str) -> None:
    add_agency(THE_CONSOLE, name="Pramuka")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows = AuditEntry.rows.all()
        rows.update(sentence="lain") if attempt == "update" else rows.delete()
    assert AuditEntry.rows.get().sentence.startswith("menambah lembaga")
