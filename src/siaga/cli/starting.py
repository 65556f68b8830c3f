"""Sets the store up for the commands that touch it; file-only commands never come here."""

import os


def start_store() -> None:
    """Load Django's settings and models once, by name so that no command imports them."""
    import django  # noqa: PLC0415 - file-only commands must not pay for it

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siaga.site.settings")
    django.setup()
