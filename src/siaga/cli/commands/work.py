"""``siaga work``: runs queued jobs until stopped; SIGTERM and Ctrl+C let the current job finish."""

import signal
import threading
from argparse import ArgumentParser, Namespace

from siaga.cli.command import Command
from siaga.cli.serving import prepare_folder
from siaga.cli.starting import start_store


def configure(parser: ArgumentParser) -> None:
    """Run on, or only what waits now."""
    parser.add_argument("--once", action="store_true", help="kerjakan antrean yang ada, lalu selesai")
    parser.add_argument("--data", metavar="DIR", help="folder data (bawaan $SIAGA_DATA, lalu ./data)")


def run(namespace: Namespace) -> int:
    """Work off the queue. On SQLite the server already does; a second worker there is refused."""
    prepare_folder(namespace.data)
    start_store()
    from siaga.domain.permissions import THE_CONSOLE  # noqa: PLC0415 - needs the store
    from siaga.services.jobs import work  # noqa: PLC0415

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    done = work(THE_CONSOLE, stop, once=namespace.once)
    print(f"{done} pekerjaan dijalankan.")
    return 0


COMMAND = Command(
    "work",
    "jalankan antrean pekerjaan / run queued jobs",
    configure,
    run,
    use_cases=("siaga.services.jobs.run_next_job", "siaga.services.jobs.put_back_lost_jobs"),
)
