"""What a job is: a declared kind of work that outlives a request, its states, and when it counts as lost."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from siaga.domain.permissions import Actor, Permission
from siaga.domain.problems import Problem
from siaga.domain.progress import Progress

# A worker that died leaves its job "running". A job running longer than the lease counts as lost and is put
# back; with the second loss it fails, because work that kills its worker twice would do so forever.
LEASE = timedelta(minutes=10)
MOST_ATTEMPTS = 2


class JobState(StrEnum):
    """Queued → running → done or failed; a lost running job goes back to queued once."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"

    @property
    def is_over(self) -> bool:
        """Whether nothing will change any more."""
        return self in {JobState.DONE, JobState.FAILED}


@dataclass(frozen=True, slots=True)
class JobKind:
    """One kind of job: ``run(actor, argument, progress)`` does it for whoever asked and returns its result.

    A module of ``services`` declares it at its top level; nothing else has to know. ``run`` must be safe to
    repeat: a job whose worker died is run again from its beginning.
    """

    name: str
    permission: Permission
    run: Callable[[Actor, str, Progress], str]


@dataclass(frozen=True, slots=True)
class JobView:
    """A job as the person who asked for it sees it."""

    id: int
    kind: str
    argument: str
    state: JobState
    done: int
    total: int
    message: str
    result: str
    asked_at: datetime
    ahead: int = 0

    @property
    def is_over(self) -> bool:
        """Whether nothing will change any more."""
        return self.state.is_over


class UnknownJobKind(Problem):
    """No module declares a job of that name."""

    indonesian = "Pekerjaan “{kind}” tidak dikenal. Yang ada: {known}."
    english = "There is no job “{kind}”. There are: {known}."


class JobAlreadyAsked(Problem):
    """One waiting job of a kind per person, so that nobody can fill the queue."""

    indonesian = "Permintaan Anda sebelumnya masih dikerjakan. Tunggu sampai selesai, lalu minta lagi."
    english = "Your earlier request is still being worked on. Wait until it is done, then ask again."


class JobLost(Problem):
    """A job whose worker died more often than it may be tried."""

    indonesian = (
        "Pekerjaan ini terputus {attempts} kali sebelum selesai dan tidak diulang lagi. "
        "Minta sekali lagi; bila tetap terputus, sampaikan nomor {id} kepada administrator."
    )
    english = (
        "This work was cut off {attempts} times before it was done and is not repeated. "
        "Ask once more; if it is cut off again, give the administrator the number {id}."
    )


class JobBroken(Problem):
    """Something unforeseen; the log has the details, the person gets a number to tell."""

    indonesian = (
        "Pekerjaan ini gagal karena kesalahan di Siaga, bukan karena isian Anda. "
        "Coba sekali lagi; bila tetap gagal, sampaikan nomor {id} kepada administrator."
    )
    english = (
        "This work failed because of a fault in Siaga, not because of what you entered. "
        "Try once more; if it fails again, give the administrator the number {id}."
    )


class AskerGone(Problem):
    """The account that asked for a job no longer exists or may no longer sign in."""

    indonesian = "Akun yang meminta pekerjaan ini sudah tidak aktif, jadi pekerjaan tidak dijalankan."
    english = "The account that asked for this work is no longer active, so it is not run."


class AnotherWorker(Problem):
    """On SQLite one process does everything; a second worker would fight the server for the one writer."""

    indonesian = (
        "Sudah ada yang mengerjakan antrean di folder data “{folder}”: server Siaga yang sedang berjalan, "
        "atau `./siaga work` lain. Dengan SQLite cukup satu. Biarkan yang itu bekerja, atau hentikan dahulu; "
        "untuk beberapa pekerja sekaligus pakai PostgreSQL (DATABASE_URL)."
    )
    english = (
        "Something already works off the queue of the data folder “{folder}”: the running Siaga server, "
        "or another `./siaga work`. With SQLite one is enough. Let it work, or stop it first; "
        "for several workers at once use PostgreSQL (DATABASE_URL)."
    )
