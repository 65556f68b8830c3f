"""Starts the web server of this machine: one process, its worker thread, one port."""

import contextlib
import os
import socket
import sys
import threading
import time
import webbrowser
from pathlib import Path

from siaga.domain.problems import Problem


class PortTaken(Problem):
    """Another program listens there."""

    indonesian = "Port {port} di {host} sudah dipakai program lain. Pilih yang lain, misalnya --port {other}."
    english = "Port {port} on {host} is taken by another program. Choose another, for example --port {other}."


class NoSuchPort(Problem):
    """Ports are numbered up to 65535."""

    indonesian = "Port {port} tidak ada. Pilih angka dari 1 sampai 65535, misalnya --port 8000."
    english = "There is no port {port}. Choose a number from 1 to 65535, for example --port 8000."


class FolderUnwritable(Problem):
    """The data folder cannot be written."""

    indonesian = (
        "Folder data “{folder}” tidak bisa ditulisi ({reason}). "
        "Beri izin tulis atau pilih --data FOLDER lain."
    )
    english = (
        "The data folder “{folder}” cannot be written ({reason}). "
        "Allow writing, or choose another --data FOLDER."
    )


def prepare_folder(given: str | None) -> Path:
    """Make the data folder, prove it can be written, and let the settings know it."""
    folder = Path(given or os.environ.get("SIAGA_DATA") or "data").absolute()
    trial = folder / f".trial-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as reason:
        raise FolderUnwritable(folder=folder, reason=reason.strerror or reason) from reason
    os.environ["SIAGA_DATA"] = str(folder)
    return folder


def listening_socket(host: str, port: int) -> socket.socket:
    """A socket bound to ``host:port``, taken before any long work starts."""
    if not 0 <= port <= 65_535:
        raise NoSuchPort(port=port)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as reason:
        listener.close()
        raise PortTaken(host=host, port=port, other=port + 1) from reason
    return listener


def run_server(listener: socket.socket, *, browser: bool = False) -> None:
    """Serve until interrupted; with ``browser``, open one when the first answer is ready."""
    import uvicorn  # noqa: PLC0415 - only servers pay for it

    host, port = listener.getsockname()[:2]
    if browser:
        threading.Thread(target=_open_browser, args=(f"http://{host}:{port}/",), daemon=True).start()
    config = uvicorn.Config(
        "siaga.site.asgi:application",
        lifespan="off",
        log_level="warning",
        server_header=False,
        proxy_headers=False,
    )
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])


def _open_browser(address: str) -> None:
    """Open the address once the server had time to start; a machine without a screen is no error."""
    time.sleep(1.0)
    try:
        webbrowser.open(address)
    except webbrowser.Error as reason:
        print(f"  ({reason})", file=sys.stderr)
