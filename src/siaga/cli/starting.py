"""Sets the store up for the commands that touch it; file-only commands never come here."""

import os
from argparse import ArgumentParser

from siaga.cli.serving import prepare_folder


def add_data(parser: ArgumentParser) -> None:
    """The option that names the data folder, the same for every command with a store."""
    parser.add_argument("--data", metavar="DIR", help="folder data (bawaan $SIAGA_DATA, lalu ./data)")


def start_store(data: str | None = None) -> None:
    """Load Django's settings and models once, by name so that no command imports them."""
    if data:
        prepare_folder(data)
    import django  # noqa: PLC0415 - file-only commands must not pay for it

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siaga.site.settings")
    django.setup()
