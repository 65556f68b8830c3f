"""Work that outlives a request: asking for it, watching it, doing it exactly once, and the loop that does it.

The worker's claim is one update that must change exactly one row, so two workers never take the same job. A
job is run outside any transaction (its own use cases have theirs), so its progress can be seen while it runs.
"""

import fcntl
import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

import siaga.services
from siaga.domain.jobs import (
    LEASE,
    MOST_ATTEMPTS,
    AnotherWorker,
    AskerGone,
    JobAlreadyAsked,
    JobBroken,
    JobKind,
    JobLost,
    JobState,
    JobView,
    UnknownJobKind,
)
from siaga.domain.permissions import THE_CONSOLE, Actor, Permission
from siaga.domain.problems import NotFound, NotPermitted, Problem
from siaga.registry import declared
from siaga.services.use_case import changes, reads, record
from siaga.store.models import Job, User

PAUSE = 0.5
LOCK_FILE = "worker.lock"
_OPEN = (JobState.QUEUED.value, JobState.RUNNING.value)
log = logging.getLogger(__name__)


def job_kinds() -> dict[str, JobKind]:
    """Every kind of job that a module of ``services`` declares, by name."""
    return {kind.name: kind for kind in declared(siaga.services, JobKind)}


@changes(Permission.SIGNED_IN, "meminta pekerjaan {kind} ({argument})")
def ask_job(actor: Actor, *, kind: str, argument: str, now: datetime) -> JobView:
    """Queue a job for ``actor``; whoever has one of this kind waiting or running has to let it finish."""
    known = job_kinds()
    if kind not in known:
        raise UnknownJobKind(kind=kind, known=", ".join(sorted(known)))
    if actor.user_id is None or not actor.may(known[kind].permission):
        raise NotPermitted(who=actor.name)
    # Locking the person's row makes two requests of one person wait for each other on PostgreSQL;
    # on SQLite the transaction already holds the one write lock.
    asker = User.objects.select_for_update().get(pk=actor.user_id)
    if Job.rows.filter(asked_by=asker, kind=kind, state__in=_OPEN).exists():
        raise JobAlreadyAsked()
    return _view(Job.rows.create(kind=kind, argument=argument, asked_by=asker, asked_at=now))


@reads(Permission.SIGNED_IN)
def job_progress(actor: Actor, *, job_id: int) -> JobView:
    """How far a job is; others' jobs are shown to those who run the machine only."""
    job = Job.rows.filter(pk=job_id).first()
    if job is None or (job.asked_by_id != actor.user_id and not actor.may(Permission.RUN_JOBS)):
        raise NotFound(what="Pekerjaan", name=job_id)
    return _view(job)


@reads(Permission.SIGNED_IN)
def latest_job(actor: Actor, *, kind: str) -> JobView | None:
    """The newest job of a kind that this person asked for."""
    job = Job.rows.filter(asked_by_id=actor.user_id, kind=kind).order_by("-pk").first()
    return _view(job) if job is not None else None


@reads(Permission.RUN_JOBS)
def run_next_job(actor: Actor, *, now: datetime) -> JobView | None:
    """Do the oldest waiting job, or nothing when none waits.

    The claim, the job and its end are transactions of their own; the job's use cases are audited as done by
    whoever asked, so this use case itself is declared as reading.
    """
    put_back_lost_jobs(actor, now=now, lease=LEASE)
    claim = _claim(now)
    if claim is None:
        return None
    _run(claim)
    return _view(Job.rows.get(pk=claim.id))


@reads(Permission.RUN_JOBS)
def put_back_lost_jobs(actor: Actor, *, now: datetime, lease: timedelta) -> int:
    """Queue again what a dead worker left running longer than ``lease``; fail what was lost too often.

    ``started_at`` and ``attempts`` are the claim: a worker that only seemed dead finds them changed and its
    late result is dropped.
    """
    lost = Job.rows.filter(state=JobState.RUNNING.value, started_at__lte=now - lease)
    for job in lost.filter(attempts__gte=MOST_ATTEMPTS).select_related("asked_by"):
        problem = JobLost(attempts=job.attempts, id=job.pk)
        claim = _Claim(job.pk, job.attempts)
        _finish(claim, JobState.FAILED, message=problem.sentence(_language(job.asked_by)), at=now)
        record(actor, "run_next_job", f"pekerjaan {job.pk} ({job.kind} {job.argument}) gagal: terputus")
    return lost.filter(attempts__lt=MOST_ATTEMPTS).update(state=JobState.QUEUED.value, done=0, message="")


@dataclass(frozen=True, slots=True)
class _Claim:
    """A job taken by this worker; ``attempt`` tells it from an earlier or later taking."""

    id: int
    attempt: int

    def rows(self) -> Any:
        """The job's row, as long as it is still this worker's."""
        return Job.rows.filter(pk=self.id, state=JobState.RUNNING.value, attempts=self.attempt)


def _claim(now: datetime) -> _Claim | None:
    """Take the oldest waiting job.

    Two workers can see the same job waiting. Both update it under the condition that it still waits: the
    database lets one change the row, the other changes none and looks for the next.
    """
    while True:
        job = Job.rows.filter(state=JobState.QUEUED.value).order_by("asked_at", "pk").first()
        if job is None:
            return None
        still_waiting = Job.rows.filter(pk=job.pk, state=JobState.QUEUED.value, attempts=job.attempts)
        taken = still_waiting.update(
            state=JobState.RUNNING.value, attempts=job.attempts + 1, started_at=now, finished_at=None
        )
        if taken == 1:
            return _Claim(job.pk, job.attempts + 1)


def _run(claim: _Claim) -> None:
    """Run a claimed job as the person who asked, and write down how it ended, in a sentence."""
    job = Job.rows.select_related("asked_by__agency").get(pk=claim.id)
    try:
        result = _do(job, claim)
    except Problem as problem:
        _fail(job, claim, problem)
    except Exception:
        log.exception("job %s (%s %s) broke", job.pk, job.kind, job.argument)
        _fail(job, claim, JobBroken(id=job.pk))
    else:
        _finish(claim, JobState.DONE, result=result, message="", at=timezone.now())


def _do(job: Job, claim: _Claim) -> str:
    """What the job's kind returns; permission is asked again, because it may have been taken away since."""
    known = job_kinds()
    if job.kind not in known:
        raise UnknownJobKind(kind=job.kind, known=", ".join(sorted(known)))
    if job.asked_by is None or not job.asked_by.is_active:
        raise AskerGone()
    actor, kind = job.asked_by.actor(), known[job.kind]
    if not actor.may(kind.permission):
        raise NotPermitted(who=actor.name)

    def progress(step: str, done: int, total: int) -> None:
        claim.rows().update(message=step[:300], done=done, total=total)

    return kind.run(actor, job.argument, progress)


def _fail(job: Job, claim: _Claim, problem: Problem) -> None:
    """Say why, in the language of whoever asked; the record keeps the Indonesian sentence."""
    with transaction.atomic():
        sentence = problem.sentence(_language(job.asked_by))
        if _finish(claim, JobState.FAILED, message=sentence, at=timezone.now()):
            asker = job.asked_by.actor() if job.asked_by else Actor(None, "–")
            record(asker, "run_next_job", f"pekerjaan {job.pk} ({job.kind}) gagal: {problem.sentence('id')}")


def _finish(claim: _Claim, state: JobState, *, message: str, at: datetime, result: str = "") -> bool:
    """Close a job; false when it is no longer this worker's."""
    ended = claim.rows().update(state=state.value, message=message[:300], result=result[:300], finished_at=at)
    return bool(ended == 1)


def _language(user: User | None) -> str:
    """The language somebody wants to be spoken to in."""
    return user.language if user is not None else "id"


def _view(job: Job) -> JobView:
    """A job as its asker sees it."""
    state = JobState(job.state)
    ahead = 0
    if state is JobState.QUEUED:
        ahead = Job.rows.filter(state__in=_OPEN, asked_at__lt=job.asked_at).count()
    return JobView(
        job.pk,
        job.kind,
        job.argument,
        state,
        job.done,
        job.total,
        job.message,
        job.result,
        job.asked_at,
        ahead,
    )


@contextmanager
def only_worker(folder: Path | None = None) -> Iterator[bool]:
    """Hold the data folder's worker lock where the store is SQLite; yields whether this is the only worker.

    The system releases the lock when its process ends, however it ends, so a kill leaves nothing to clean up.
    On PostgreSQL any number of workers may run and there is no lock.
    """
    if connection.vendor != "sqlite":
        yield False
        return
    folder = folder or Path(settings.DATA)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK_FILE).open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise AnotherWorker(folder=folder) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield True


def work(actor: Actor, stop: threading.Event, *, once: bool = False) -> int:
    """Run jobs until ``stop`` is set, or with ``once`` until none waits; returns how many were run.

    ``stop`` is looked at between jobs: a job that was begun is finished.
    """
    with only_worker() as alone:
        # Alone on this store, whatever is still "running" was left by a process that is gone.
        put_back_lost_jobs(actor, now=timezone.now(), lease=timedelta(0) if alone else LEASE)
        done = 0
        while not stop.is_set():
            job = run_next_job(actor, now=timezone.now())
            if job is not None:
                done += 1
            elif once:
                break
            else:
                stop.wait(PAUSE)
        return done


def start_worker(actor: Actor = THE_CONSOLE) -> Callable[[], None]:
    """Work off the queue in a thread of this process; call what it returns to stop after the current job.

    Refuses like ``work`` when another process already does, before any thread is started.
    """
    with only_worker():
        pass
    stop = threading.Event()
    thread = threading.Thread(target=_keep_working, args=(actor, stop), name="siaga-worker", daemon=True)
    thread.start()

    def end() -> None:
        stop.set()
        thread.join()

    return end


def _keep_working(actor: Actor, stop: threading.Event) -> None:
    """Work until stopped; a fault outside a job is logged and the loop goes on after a pause."""
    try:
        while not stop.is_set():
            try:
                work(actor, stop)
            except AnotherWorker:
                log.warning("another worker took the queue")
                return
            except Exception:
                log.exception("the worker stumbled")
                stop.wait(10 * PAUSE)
    finally:
        connection.close()
