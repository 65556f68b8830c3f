"""Jobs: asked once a person, claimed exactly once, failed in a sentence, put back once when a worker dies."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from tests.harness.people import StandingActors
from tests.services.rehearsals import NOW, enrol

from siaga.domain.jobs import (
    LEASE,
    AnotherWorker,
    JobAlreadyAsked,
    JobKind,
    JobState,
    UnknownJobKind,
)
from siaga.domain.permissions import THE_CONSOLE, THE_PUBLIC, Actor, Permission, Role
from siaga.domain.problems import NotFound, NotPermitted
from siaga.domain.progress import Progress
from siaga.services import jobs
from siaga.store.models import AuditEntry, Job, User

RAN: list[str] = []


def run(actor: Actor, argument: str, progress: Progress) -> str:
    """What the test's kind of job does: tells, fails, or breaks as its argument says."""
    progress("langkah", 1, 3)
    RAN.append(argument)
    if argument == "refuse":
        raise NotPermitted(who=actor.name)
    if argument == "break":
        raise RuntimeError("secret detail")
    return f"{argument} selesai"


@pytest.fixture(autouse=True)
def kind(monkeypatch: pytest.MonkeyPatch) -> Iterator[JobKind]:
    """A kind of job of the tests' own, instead of the real ones."""
    RAN.clear()
    own = JobKind("uji", Permission.START_DRILLS, run)
    monkeypatch.setattr(jobs, "job_kinds", lambda: {"uji": own})
    yield own


def asked(person: User, argument: str = "a", minutes: int = 0) -> int:
    """A job that ``person`` asked for."""
    moment = NOW + timedelta(minutes=minutes)
    return jobs.ask_job(person.actor(), kind="uji", argument=argument, now=moment).id


def test_a_job_is_asked_watched_run_and_done(db: str) -> None:
    person = enrol("analis", Role.BAWASLU_ANALYST)
    job = asked(person)
    assert jobs.job_progress(person.actor(), job_id=job).state is JobState.QUEUED
    done = jobs.run_next_job(THE_CONSOLE, now=NOW)
    assert done is not None
    assert (done.state, done.result, done.done, done.total) == (JobState.DONE, "a selesai", 1, 3)
    assert jobs.latest_job(person.actor(), kind="uji") == done
    assert jobs.run_next_job(THE_CONSOLE, now=NOW) is None
    assert RAN == ["a"]
    assert AuditEntry.rows.get(use_case="ask_job").sentence == "meminta pekerjaan uji (a)"


def test_the_oldest_goes_first_and_those_behind_know_their_place(db: str) -> None:
    late, early = enrol("b", Role.BAWASLU_ANALYST), enrol("c", Role.BAWASLU_ANALYST)
    second, first = asked(late, "second", 5), asked(early, "first", 1)
    assert jobs.job_progress(late.actor(), job_id=second).ahead == 1
    assert jobs.job_progress(early.actor(), job_id=first).ahead == 0
    for _ in range(2):
        jobs.run_next_job(THE_CONSOLE, now=NOW)
    assert RAN == ["first", "second"]


def test_one_waiting_job_a_person(db: str) -> None:
    person = enrol("analis", Role.BAWASLU_ANALYST)
    asked(person)
    with pytest.raises(JobAlreadyAsked):
        asked(person, "b")
    asked(enrol("lain", Role.BAWASLU_ANALYST), "c")
    jobs.run_next_job(THE_CONSOLE, now=NOW)
    asked(person, "b")


def test_unknown_kinds_and_people_without_accounts_are_refused(db: str) -> None:
    person = enrol("analis", Role.BAWASLU_ANALYST)
    with pytest.raises(UnknownJobKind):
        jobs.ask_job(person.actor(), kind="kopi", argument="", now=NOW)
    with pytest.raises(NotPermitted):
        jobs.ask_job(THE_CONSOLE, kind="uji", argument="", now=NOW)


def test_the_standing_four_and_the_public(db: str, actors: StandingActors) -> None:
    owner = enrol("pemilik", Role.BAWASLU_ANALYST)
    job = asked(owner)
    for actor in actors:
        with pytest.raises(NotFound):
            jobs.job_progress(actor, job_id=job)
        with pytest.raises(NotPermitted):
            jobs.run_next_job(actor, now=NOW)
        with pytest.raises(NotPermitted):
            jobs.put_back_lost_jobs(actor, now=NOW, lease=LEASE)
        assert jobs.latest_job(actor, kind="uji") is None
    with pytest.raises(NotPermitted):
        jobs.job_progress(THE_PUBLIC, job_id=job)
    assert jobs.job_progress(THE_CONSOLE, job_id=job).id == job
    for role in (Role.BAWASLU_OFFICER, Role.POLRES_LIAISON, Role.NONE):
        with pytest.raises(NotPermitted):
            asked(enrol(f"tanpa-hak-{role}", role))


def test_a_refusal_becomes_its_sentence_in_the_askers_language(db: str) -> None:
    person = enrol("analis", Role.BAWASLU_ANALYST)
    User.objects.filter(pk=person.pk).update(language="en")
    asked(person, "refuse")
    failed = jobs.run_next_job(THE_CONSOLE, now=NOW)
    assert failed is not None
    assert failed.state is JobState.FAILED
    assert failed.message == NotPermitted(who="analis").sentence("en")
    assert "tidak berhak" in AuditEntry.rows.get(use_case="run_next_job").sentence


def test_a_fault_becomes_a_sentence_with_a_number_and_no_trace(db: str) -> None:
    person = enrol("analis", Role.BAWASLU_ANALYST)
    job = asked(person, "break")
    failed = jobs.run_next_job(THE_CONSOLE, now=NOW)
    assert failed is not None
    assert failed.state is JobState.FAILED
    assert str(job) in failed.message
    assert "secret detail" not in failed.message
    assert "Traceback" not in failed.message


def test_rights_taken_away_while_waiting_count(db: str) -> None:
    person = enrol("analis", Role.BAWASLU_ANALYST)
    asked(person)
    User.objects.filter(pk=person.pk).update(role=Role.NONE.value)
    failed = jobs.run_next_job(THE_CONSOLE, now=NOW)
    assert failed is not None
    assert failed.state is JobState.FAILED
    assert RAN == []


@pytest.mark.parametrize("gone", ["inactive", "deleted"])
def test_a_job_of_nobody_is_never_run_as_the_console(db: str, gone: str) -> None:
    person = enrol("analis", Role.BAWASLU_ANALYST)
    asked(person)
    if gone == "inactive":
        User.objects.filter(pk=person.pk).update(is_active=False)
    else:
        person.delete()
    failed = jobs.run_next_job(THE_CONSOLE, now=NOW)
    assert failed is not None
    assert failed.state is JobState.FAILED
    assert RAN == []


def test_a_lost_job_is_put_back_once_and_then_fails(db: str) -> None:
    person = enrol("analis", Role.BAWASLU_ANALYST)
    job = asked(person)
    Job.rows.filter(pk=job).update(state="running", attempts=1, started_at=NOW)
    assert jobs.put_back_lost_jobs(THE_CONSOLE, now=NOW + LEASE - timedelta(seconds=1), lease=LEASE) == 0
    assert jobs.put_back_lost_jobs(THE_CONSOLE, now=NOW + LEASE, lease=LEASE) == 1
    assert jobs.job_progress(person.actor(), job_id=job).state is JobState.QUEUED
    Job.rows.filter(pk=job).update(state="running", attempts=2, started_at=NOW)
    assert jobs.put_back_lost_jobs(THE_CONSOLE, now=NOW + LEASE, lease=LEASE) == 0
    lost = jobs.job_progress(person.actor(), job_id=job)
    assert lost.state is JobState.FAILED
    assert "terputus 2 kali" in lost.message


def test_a_worker_that_only_seemed_dead_changes_nothing_any_more(db: str) -> None:
    person = enrol("analis", Role.BAWASLU_ANALYST)
    job = asked(person)
    slow = jobs._claim(NOW)
    assert slow is not None
    jobs.put_back_lost_jobs(THE_CONSOLE, now=NOW + LEASE, lease=LEASE)
    quick = jobs._claim(NOW + LEASE)
    assert quick is not None
    assert quick.id == slow.id == job
    assert not jobs._finish(slow, JobState.DONE, message="", at=NOW, result="late")
    assert jobs._finish(quick, JobState.DONE, message="", at=NOW, result="in time")
    assert jobs.job_progress(person.actor(), job_id=job).result == "in time"


def test_many_workers_take_each_job_exactly_once(committed: str) -> None:
    people = [enrol(f"orang-{number}", Role.BAWASLU_ANALYST) for number in range(12)]
    for number, person in enumerate(people):
        asked(person, str(number))
    start, taken = threading.Barrier(4), []

    def take() -> None:
        try:
            start.wait()
            while (claim := jobs._claim(NOW)) is not None:
                taken.append(claim.id)
        finally:
            connection.close()

    workers = [threading.Thread(target=take) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert sorted(taken) == sorted(Job.rows.values_list("pk", flat=True))
    assert not Job.rows.exclude(attempts=1).exists()


def test_two_requests_of_one_person_at_once_queue_one_job(committed: str) -> None:
    person = enrol("tergesa", Role.BAWASLU_ANALYST)
    start, refused = threading.Barrier(4), []

    def ask() -> None:
        try:
            start.wait()
            asked(person)
        except JobAlreadyAsked:
            refused.append(1)
        finally:
            connection.close()

    requests = [threading.Thread(target=ask) for _ in range(4)]
    for request in requests:
        request.start()
    for request in requests:
        request.join(30)
    assert len(refused) == 3
    assert Job.rows.count() == 1


def test_the_worker_thread_runs_what_is_asked_and_stops(committed: str, settings_data: Path) -> None:
    person = enrol("analis", Role.BAWASLU_ANALYST)
    stop = jobs.start_worker()
    try:
        asked(person)
        waited = threading.Event()
        for _ in range(100):
            if Job.rows.filter(state="done").exists():
                break
            waited.wait(0.1)
        assert Job.rows.get().result == "a selesai"
    finally:
        stop()
    assert not [one for one in threading.enumerate() if one.name == "siaga-worker"]


def test_on_sqlite_a_second_worker_is_refused_and_a_lost_job_taken_up_at_once(
    committed: str, settings_data: Path
) -> None:
    person = enrol("analis", Role.BAWASLU_ANALYST)
    job = asked(person)
    Job.rows.filter(pk=job).update(state="running", attempts=1, started_at=NOW)
    with jobs.only_worker() as alone:
        assert alone is (committed == "sqlite")
        if committed == "sqlite":
            with pytest.raises(AnotherWorker) as refused:
                jobs.work(THE_CONSOLE, threading.Event(), once=True)
            assert str(settings_data) in refused.value.sentence()
            with pytest.raises(AnotherWorker):
                jobs.start_worker()
        else:
            assert jobs.work(THE_CONSOLE, threading.Event(), once=True) == 1
    if committed == "sqlite":
        assert jobs.work(THE_CONSOLE, threading.Event(), once=True) == 1
    assert RAN == ["a"]


@pytest.fixture
def settings_data(tmp_path: Path) -> Iterator[Path]:
    """A data folder of the test's own."""
    from django.test import override_settings

    with override_settings(DATA=tmp_path):
        yield tmp_path
