"""The loop that works off the queue: as a thread of the server on SQLite, as processes of their own on PostgreSQL."""

import fcntl
import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from siaga.domain.jobs import LEASE, AnotherWorker
from siaga.domain.permissions import Actor
from siaga.services.jobs import put_back_lost_jobs, run_next_job

PAUSE = 0.5
LOCK_FILE = "worker.lock"
log = logging.getLogger(__name__)


@contextmanager
def only_worker(folder: Path | None = None) -> Iterator[bool]:
    """Hold the data folder's worker lock where the store is SQLite; yields whether this worker is the only one.

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


def start_worker(actor: Actor) -> Callable[[], None]:
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
