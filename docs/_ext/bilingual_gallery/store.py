"""Outputs kept by content: what has been run once is not run again until its code changes."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import json
import platform
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from .runner import RESULT, Job

# Raise when an entry's form changes, so that no old entry is read with new eyes.
_FORM = 1
# The distributions whose code decides what a captured output looks like.
_CAPTURE_TOOLS = ("sphinx-gallery", "matplotlib")


@dataclass(frozen=True)
class Entry:
    """What one run gave: reStructuredText per code cell, and the figures it names.

    ``seconds`` is the run's wall time, ``megabytes`` the peak memory of its process.
    """

    key: str
    folder: Path
    outputs: tuple[str, ...]
    images: tuple[Path, ...]
    seconds: float
    megabytes: float


def key(job: Job, distributions: Iterable[str]) -> str:
    """The job's name in the store: a digest of its code and of all that its outputs depend on."""
    versions = {name: _version(name) for name in sorted({*distributions, *_CAPTURE_TOOLS})}
    content = {
        "form": _FORM,
        "job": asdict(job),
        "python": platform.python_version(),
        "versions": versions,
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=list)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _version(distribution: str) -> str:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return "absent"


@dataclass(frozen=True)
class Store:
    """A folder of entries, ``<root>/<key>/``; an entry is there whole or not at all."""

    root: Path

    def get(self, key: str) -> Entry | None:
        """The entry, or None when it has never been made or is damaged."""
        folder = self.root / key
        try:
            told = json.loads((folder / RESULT).read_text(encoding="utf-8"))
            images = tuple(folder / "images" / name for name in told["images"])
            entry = Entry(
                key, folder, tuple(told["outputs"]), images, told["seconds"], told["megabytes"]
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return entry if all(image.is_file() for image in images) else None

    @contextlib.contextmanager
    def writing(self, key: str) -> Iterator[Path]:
        """A folder to write an entry into; it becomes the entry if the block ends well."""
        self.root.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{key}-", dir=self.root))
        try:
            yield folder
            final = self.root / key
            if self.get(key) is None:
                shutil.rmtree(final, ignore_errors=True)  # what is there is damaged
                folder.rename(final)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
