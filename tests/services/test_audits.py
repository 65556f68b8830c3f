"""The audit record on each store: views written down, the chain kept by many writers, tampering found."""

import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from siaga.cli.main import main
from siaga.domain.audits import EntryEdited, EntryMissing, LinkBroken, head_from
from siaga.domain.permissions import THE_CONSOLE, THE_PUBLIC, Actor, Permission, Role
from siaga.domain.problems import NotPermitted
from siaga.services.audits import AuditQuestion, audit_entries, audit_head, verify_audit
from siaga.services.use_case import changes, one_view_entry, reads, record
from siaga.store.models import Agency, AuditEntry, Election, Space, StationCount, User

CITY = "35.73"
POLRES_ELSEWHERE = Actor(None, "Penghubung Polres Surabaya", Role.POLRES_LIAISON, "polri-35.78", "35.78")


@changes(Permission.SIGNED_IN, "memilih bahasa {language}")
def say(_: Actor, *, language: str) -> None:
    """A change with a sentence that is translated."""


@changes(Permission.SIGNED_IN, "melakukan dua hal")
def say_twice(actor: Actor, *, fail: bool) -> None:
    """A change that asks another one, which may fail and be caught."""
    try:
        with transaction.atomic():
            say(actor, language="id")
            if fail:
                raise ValueError
    except ValueError:
        pass


@reads(Permission.PUBLIC, "melihat jumlah TPS {area}")
def stations_seen(actor: Actor, area: str) -> list[int]:
    """A read of operational rows."""
    return [row.stations for row in StationCount.visible_to(actor, "real").filter(area__startswith=area)]


@reads(Permission.PUBLIC, "melihat jumlah TPS tanpa label di {area}")
def numbers_seen(actor: Actor, area: str) -> list[int]:
    """A read that fetches no whole rows."""
    rows = StationCount.visible_to(actor, "real").filter(area__startswith=area)
    return list(rows.values_list("stations", flat=True)[:5])


@reads(Permission.PUBLIC)
def stations_counted(actor: Actor) -> int:
    """Counting shows no row."""
    return StationCount.visible_to(actor, "real").count()


@reads(Permission.PUBLIC, "melihat keduanya")
def both_seen(actor: Actor) -> None:
    """A read that asks another read."""
    stations_seen(actor, CITY)
    numbers_seen(actor, CITY)


@pytest.fixture
def stations(db: str) -> str:
    """One public and one internal row of Bawaslu's in the city."""
    space, _ = Space.rows.get_or_create(code="real", defaults={"created_at": timezone.now()})
    owner = Agency.rows.create(code="bawaslu", name="Bawaslu", kind="x")
    election = Election.rows.create(code="uji", name="Uji", kind="pilkada", polling_day="2024-11-27")
    for label, area in (("public", f"{CITY}.01"), ("internal", f"{CITY}.02")):
        StationCount.unscoped.create(
            space=space, owner=owner, label=label, area=area, election=election, stations=3, source="KPU",
            date="2024-11-01",
        )  # fmt: skip
    return db


def tampered(statement: str, *parameters: object) -> None:
    """Do something behind the database's back: its triggers are put aside first."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE store_auditentry DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER IF EXISTS audit_no_UPDATE")
            cursor.execute("DROP TRIGGER IF EXISTS audit_no_DELETE")
        cursor.execute(statement, parameters)


def faults() -> list[tuple[type, int]]:
    return [(type(one), one.fields["position"]) for one in verify_audit(THE_CONSOLE).faults]  # type: ignore[misc]


def five() -> None:
    for number in range(5):
        record(THE_CONSOLE, "uji", f"perbuatan {number}")


def test_entries_are_sentences_in_both_languages(db: str, actors) -> None:
    say(actors.officer, language="en")
    entry = AuditEntry.rows.get()
    assert (entry.sentence, entry.sentence_en) == ("memilih bahasa en", "chose the language en")
    assert entry.position == 1
    assert not faults()


@pytest.mark.parametrize(("fail", "written"), [(False, 2), (True, 1)])
def test_deeds_of_inner_use_cases_go_with_them(db: str, actors, fail: bool, written: int) -> None:
    say_twice(actors.officer, fail=fail)
    assert AuditEntry.rows.count() == written
    assert AuditEntry.rows.latest("position").sentence == "melakukan dua hal"


def test_a_view_of_internal_rows_is_written_down(stations: str, actors) -> None:
    assert len(stations_seen(actors.officer, CITY)) == 2
    entry = AuditEntry.rows.get()
    assert (entry.sentence, entry.actor) == (f"melihat jumlah TPS {CITY}", actors.officer.name)


def test_without_internal_rows_there_is_no_view(stations: str, actors) -> None:
    assert len(stations_seen(THE_PUBLIC, CITY)) == 1
    assert len(stations_seen(actors.stranger, CITY)) == 1
    assert len(stations_seen(POLRES_ELSEWHERE, CITY)) == 1
    assert len(stations_seen(actors.officer, f"{CITY}.01")) == 1
    assert stations_counted(actors.officer) == 2
    assert not AuditEntry.rows.exists()


def test_values_without_their_label_are_noticed_too(stations: str, actors) -> None:
    assert numbers_seen(actors.officer, f"{CITY}.01") == [3]
    assert not AuditEntry.rows.exists()
    assert numbers_seen(actors.officer, CITY) == [3, 3]
    assert AuditEntry.rows.get().use_case == "numbers_seen"


def test_one_entry_for_one_request(stations: str, actors) -> None:
    with one_view_entry():
        for _ in range(3):
            stations_seen(actors.officer, CITY)
        both_seen(actors.officer)
        assert not AuditEntry.rows.exists()
    assert AuditEntry.rows.get().sentence == f"melihat jumlah TPS {CITY}; melihat keduanya"


def test_public_reading_asks_the_store_nothing_more(stations: str) -> None:
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked, one_view_entry():
        stations_seen(THE_PUBLIC, CITY)
    assert len(asked) == 1


def test_an_edited_entry_is_found(db: str) -> None:
    five()
    tampered("UPDATE store_auditentry SET sentence = 'tidak ada' WHERE position = 3")
    assert faults() == [(EntryEdited, 3)]


def test_a_removed_entry_is_found(db: str) -> None:
    five()
    tampered("DELETE FROM store_auditentry WHERE position = 2")
    assert faults() == [(EntryMissing, 2)]


def test_swapped_entries_are_found(db: str) -> None:
    five()
    tampered("UPDATE store_auditentry SET position = -position WHERE position IN (2, 3)")
    tampered("UPDATE store_auditentry SET position = 5 + position WHERE position < 0")
    assert (LinkBroken, 2) in faults()
    assert (EntryEdited, 3) in faults()


def test_an_inserted_entry_is_found(db: str) -> None:
    five()
    tampered("UPDATE store_auditentry SET position = position + 1 WHERE position = 5")
    row = AuditEntry.rows.get(position=4)
    row.pk, row.position, row.previous, row.digest = None, 5, row.digest, "f" * 64
    AuditEntry.rows.bulk_create([row])
    found = faults()
    assert (EntryEdited, 5) in found
    assert (LinkBroken, 6) in found


def test_a_cut_tail_is_found_against_a_printed_head(db: str) -> None:
    five()
    head = audit_head(THE_CONSOLE)
    printed = head_from(f"{head.position}:{head.digest}")
    assert not verify_audit(THE_CONSOLE, printed=printed).faults
    tampered("DELETE FROM store_auditentry WHERE position > 3")
    assert not faults()
    (fault,) = verify_audit(THE_CONSOLE, printed=printed).faults
    assert "dipotong" in fault.sentence("id")


def test_the_database_refuses_to_empty_the_record(db: str) -> None:
    five()
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            connection.cursor().execute("TRUNCATE store_auditentry")
    assert AuditEntry.rows.count() == 5


def test_many_writers_never_fork_the_chain(committed: str, actors) -> None:
    failures: list[Exception] = []

    def write() -> None:
        try:
            for _ in range(15):
                say(actors.officer, language="id")
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    checked = verify_audit(THE_CONSOLE)
    assert (checked.entries, checked.head.position, checked.faults) == (90, 90, ())


def test_entries_from_before_the_chain_are_chained(committed: str) -> None:
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([("store", "0005_edition_cuts")])
    old = MigrationExecutor(connection).loader.project_state(("store", "0005_edition_cuts")).apps
    for number in range(3):
        at = timezone.now() - timedelta(days=3 - number)
        old.get_model("store", "AuditEntry").rows.create(
            at=at, actor="Lama", use_case="x", sentence=str(number)
        )
    MigrationExecutor(connection).migrate(leaves)
    checked = verify_audit(THE_CONSOLE)
    assert (checked.entries, checked.faults) == (3, ())
    record(THE_CONSOLE, "uji", "sesudahnya")
    assert verify_audit(THE_CONSOLE).head.position == 4
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEntry.rows.update(sentence="lain")


def test_only_administrators_read_the_record(db: str, actors) -> None:
    for actor in actors:
        with pytest.raises(NotPermitted):
            audit_entries(actor, question=AuditQuestion())


def test_the_page_pages_and_filters(client) -> None:
    for number in range(60):
        record(Actor(None, f"Orang {number % 2}"), "uji" if number % 3 else "lain", f"perbuatan ke-{number}")
    admin = User.objects.enrol("admin", "kata-sandi-uji", Role.ADMINISTRATOR, full_name="Admin",
                               joined_at=timezone.now())  # fmt: skip
    client.force_login(admin)
    newest = client.get("/audit/")
    assert newest.status_code == 200
    assert "perbuatan ke-59" in newest.content.decode()
    older = client.get("/audit/?before=11").content.decode()
    assert "perbuatan ke-9<" in older
    assert "perbuatan ke-11<" not in older
    some = client.get("/audit/", {"person": "orang 1", "use_case": "lain"}).content.decode()
    assert "perbuatan ke-3<" in some
    assert "perbuatan ke-4<" not in some
    today = timezone.localdate()
    assert (
        "perbuatan ke-59"
        not in client.get("/audit/", {"day": str(today - timedelta(days=1))}).content.decode()
    )
    assert client.get("/audit/?day=x&before=y").status_code == 200
    assert AuditEntry.rows.filter(use_case="audit_entries", actor="Admin").count() == 5
    client.logout()
    assert client.get("/audit/").status_code == 302


def test_the_command_says_what_it_found(db: str, capsys, monkeypatch) -> None:
    five()
    monkeypatch.setattr("siaga.cli.commands.audit.prepare_folder", lambda _: None)
    assert main(["audit", "verify"]) == 0
    assert main(["audit", "head"]) == 0
    printed = capsys.readouterr().out.split()[-1]
    assert main(["audit", "verify", "--head", printed]) == 0
    tampered("DELETE FROM store_auditentry WHERE position = 5")
    assert main(["audit", "verify", "--head", printed]) == 1
    assert "dipotong" in capsys.readouterr().err
    assert main(["audit", "verify", "--head", "x"]) == 2
