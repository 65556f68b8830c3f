"""`siaga serve`: the web server over an existing or empty store."""

from argparse import ArgumentParser, Namespace

from siaga.cli.command import Command
from siaga.cli.preparing import prepare_store
from siaga.cli.progress import Bars
from siaga.cli.serving import listening_socket, prepare_folder, run_server


def configure(parser: ArgumentParser) -> None:
    """Where to listen and where the data is."""
    parser.add_argument("--host", default="127.0.0.1", help="alamat untuk mendengarkan (bawaan 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port (bawaan 8000)")
    parser.add_argument("--data", metavar="DIR", help="folder data (bawaan $SIAGA_DATA, lalu ./data)")


def run(namespace: Namespace) -> int:
    """Bring the store up to date and serve it, with the worker beside the server on SQLite."""
    listener = listening_socket(namespace.host, namespace.port)
    prepare_store(prepare_folder(namespace.data), Bars())
    from siaga.domain.permissions import THE_CONSOLE  # noqa: PLC0415 - needs the store
    from siaga.services.demo import refuse_demo_people_in_public  # noqa: PLC0415
    from siaga.services.jobs import start_worker  # noqa: PLC0415

    refuse_demo_people_in_public(THE_CONSOLE, host=namespace.host)
    host, port = listener.getsockname()[:2]
    print(f"Siaga di http://{host}:{port}  (Ctrl+C untuk berhenti)")
    stop = start_worker()
    run_server(listener)
    stop()
    return 0


COMMAND = Command(
    "serve",
    "jalankan peladen web / run the web server",
    configure,
    run,
    use_cases=(
        "siaga.services.packs.load_packs",
        "siaga.services.packs.packs_are_loaded",
        "siaga.services.demo.refuse_demo_people_in_public",
    ),
)
