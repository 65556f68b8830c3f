"""Reads the settings a deployment gives through environment variables."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from siaga.domain.problems import Problem

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
    "PRAGMA cache_size=-32000;PRAGMA mmap_size=268435456"
)


class UnknownStore(Problem):
    """DATABASE_URL names no store Siaga knows."""

    indonesian = "DATABASE_URL “{url}” tidak dikenal. Pakai sqlite:///berkas atau postgresql://pengguna@host/basisdata."
    english = "DATABASE_URL “{url}” is not understood. Use sqlite:///file or postgresql://user@host/database."


class NotANumber(Problem):
    """A setting that counts something does not."""

    indonesian = "{name} “{text}” bukan bilangan bulat di atas nol. Tulis misalnya {name}={default}."
    english = "{name} “{text}” is not a whole number above zero. Write for example {name}={default}."


def data_folder() -> Path:
    """Where this deployment keeps its store, key and collected files: ``SIAGA_DATA``, else ``./data``."""
    return Path(os.environ.get("SIAGA_DATA") or "data").absolute()


def secret_key(folder: Path) -> str:
    """``SIAGA_SECRET_KEY``, else the key kept in the data folder, made on first use.

    Without a data folder (type checking, file-only commands) the key lasts as long as the process.
    """
    given = os.environ.get("SIAGA_SECRET_KEY")
    if given:
        return given
    kept = folder / "secret-key"
    if kept.exists():
        return kept.read_text(encoding="ascii").strip()
    key = secrets.token_urlsafe(48)
    if folder.is_dir():
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(key)
    return key


def database(folder: Path) -> dict[str, Any]:
    """Django's setting for the store named by ``DATABASE_URL``, else SQLite in the data folder."""
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{folder / 'siaga.sqlite3'}"
    return database_from(url)


def database_from(url: str) -> dict[str, Any]:
    """Django's database setting for one URL; ``?host=/folder`` names a socket folder."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:]) if parts.path[1:].startswith("/") else parts.path[1:],
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "init_command": SQLITE_PRAGMAS,
                "timeout": 20,
            },
        }
    if parts.scheme in {"postgresql", "postgres"}:
        query = parse_qs(parts.query)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": query.get("host", [parts.hostname or ""])[0],
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise UnknownStore(url=parts._replace(netloc="…").geturl())


def flag(name: str, default: str = "") -> bool:
    """Whether the environment variable ``name`` is switched on."""
    return os.environ.get(name, default).lower() in {"1", "yes", "true", "ya"}


def words(name: str, default: str) -> list[str]:
    """The comma-separated words of an environment variable."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def whole_number(name: str, default: int) -> int:
    """The whole number of an environment variable, at least 1."""
    text = os.environ.get(name) or str(default)
    if not text.isdecimal() or int(text) < 1:
        raise NotANumber(name=name, text=text, default=default)
    return int(text)
