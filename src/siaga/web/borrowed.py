"""Static files lent by installed packages, and how all static files are collected."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

_LENT = {
    "borrowed/maplibre-gl.js": ("maplibre", "srcjs/maplibre-gl.js"),
    "borrowed/maplibre-gl.css": ("maplibre", "srcjs/maplibre-gl.css"),
    "borrowed/htmx.min.js": ("django_htmx", "static/django_htmx/htmx-2.min.js"),
}


def lent_file(name: str) -> Path | None:
    """The installed file served as ``name``; found without importing its package."""
    if name not in _LENT:
        return None
    package, inside = _LENT[name]
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    file = Path(spec.submodule_search_locations[0]) / inside
    return file if file.exists() else None


class _LentStorage(FileSystemStorage):
    """Opens lent files by the name they are served under."""

    def path(self, name: str) -> str:
        return str(lent_file(name) or name)


class BorrowedFilesFinder(BaseFinder):
    """Finds exactly the few files we borrow, not the megabytes beside them."""

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:
        file = lent_file(path)
        if find_all:
            return [str(file)] if file else []
        return str(file) if file else None

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:  # noqa: ARG002
        storage = _LentStorage()
        for name in _LENT:
            if lent_file(name) is not None:
                yield name, storage


class CollectedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Hashed, compressed files once collected; the plain names until then.

    Patterns for JavaScript are left out: maplibre-gl.js names a source map that is not lent.
    """

    patterns: ClassVar[Any] = tuple(
        pattern for pattern in CompressedManifestStaticFilesStorage.patterns if "js" not in pattern[0]
    )

    def url(self, name: str | None, force: bool = False) -> str:
        """The hashed address where a manifest exists, else the plain one."""
        if not (Path(settings.STATIC_ROOT) / self.manifest_name).exists():
            return StaticFilesStorage.url(self, name)
        return str(super().url(name, force))
