"""One real server with the demo's data for the tests that need a browser or another process."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from tests.harness.postgresql import end_with_parent

ROOT = Path(__file__).resolve().parents[2]
DEADLINE = 120.0


@dataclass(frozen=True, slots=True)
class RunningServer:
    """Where the server answers and where it writes."""

    url: str
    data: Path
    log: Path


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_it_answers(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait for the first page; a server that ends, refuses or stays silent fails with the end of its log."""
    until, answer = time.monotonic() + DEADLINE, "no answer"
    while process.poll() is None and time.monotonic() < until:
        try:
            with urlopen(url, timeout=5):
                return
        except HTTPError as refused:
            answer = f"status {refused.code}"
            break
        except (URLError, OSError):
            time.sleep(0.1)
    tail = "\n".join(log.read_text(errors="replace").splitlines()[-30:])
    pytest.fail(
        f"The demo at {url}: {answer}, exit code {process.poll()}. Its log ends:\n{tail}", pytrace=False
    )


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process of ours: asked first, then made to."""
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """The demo on a port of its own, on SQLite, in a folder of its own."""
    folder = tmp_path_factory.mktemp("demo")
    port, log = free_port(), folder / "server.log"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE", "SIAGA_"))}
    words = ["demo", "--no-browser", "--port", str(port), "--data", str(folder / "data")]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "siaga", *words],
            cwd=folder,
            env={**kept, "PYTHONPATH": str(ROOT / "src")},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=end_with_parent,  # noqa: PLW1509 - one system call, no lock taken
        )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_until_it_answers(url + "/", process, log)
        yield RunningServer(url, folder / "data", log)
    finally:
        stop(process)
