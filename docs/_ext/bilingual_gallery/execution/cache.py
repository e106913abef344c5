"""Outputs kept by content: what has been run once is not run again until its code changes."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import importlib.metadata
import json
import os
import platform
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path

from ..errors import BuildError, shown
from ..files import acquire
from .entry import KEY, DamagedEntry, Entry, read
from .job import RESULT, Job

# Raise when an entry's form changes, so that no old entry is read with new eyes.
_FORM = 12
# The distributions whose code decides what a captured output looks like.
_CAPTURE_TOOLS = ("sphinx-gallery", "matplotlib")
# Inside an entry: a line for each of its other files, digest and name, as sha256sum writes it.
_SUMS = "SHA256SUMS"
_ASIDE = "damaged"


def key(job: Job, distributions: Iterable[str]) -> str:
    """The job's key in the cache: a digest of its code and of all that its outputs depend on."""
    told = asdict(job)
    del told["expressions"]  # the prose decides nothing of what the code gives
    for name in ("files", "may_raise", "figure_style", "dark_figures", "words"):
        if not told[name]:  # a tutorial without any keeps the key that it had before there were any
            del told[name]
    content = {
        "form": _FORM,
        "job": told,
        "python": platform.python_version(),
        "versions": versions(tuple(distributions)),
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=list)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


@lru_cache
def versions(distributions: tuple[str, ...]) -> Mapping[str, str]:
    """The installed versions of what an output depends on, ``absent`` where there is none."""
    return {name: _version(name) for name in sorted({*distributions, *_CAPTURE_TOOLS})}


def _version(distribution: str) -> str:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return "absent"


@dataclass(frozen=True)
class OutputCache:
    """A folder of entries, ``<root>/<key>/``; an entry is there whole or not at all."""

    root: Path

    def get(self, key: str, cells: int | None = None) -> Entry | None:
        """The entry, checked to the last bit, or None when it was never made.

        ``cells`` is how many code cells were run for it, if that is known. Raises DamagedEntry.
        """
        folder = self.root / key
        if not os.path.lexists(folder):
            return None
        files, digest = _checked(folder)
        return replace(read(key, folder, files, cells), digest=digest)

    def put(self, key: str, files: Mapping[str, bytes]) -> None:
        """Keep ``files`` (path to content) as an entry: on the disk whole, or not at all.

        Raises OSError when the disk is full.
        """
        files = {**files, KEY: key.encode()}
        self.root.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{key}-", dir=self.root))
        sums = "".join(f"{_digest(files[name])}  {name}\n" for name in sorted(files))
        try:
            written = []
            for name, content in {**files, _SUMS: sums.encode()}.items():
                path = folder / name
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(content)
                written.append(path)
            for path in written:  # after all is written: the first of them waits for all the others
                _sync(path)
            folder.chmod(0o755)
            try:
                folder.rename(self.root / key)
            except OSError as error:
                if error.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
                    raise  # else another process was first
            _sync(self.root)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def set_aside(self, key: str) -> Path:
        """Move a damaged entry to ``<root>/damaged/<key>``, for a person to look at; returns that folder."""
        aside = self.root / _ASIDE / key
        try:
            if aside.is_symlink() or aside.is_file():
                aside.unlink()
            shutil.rmtree(aside, ignore_errors=True)
            aside.parent.mkdir(parents=True, exist_ok=True)
            (self.root / key).rename(aside)
        except OSError as error:
            raise BuildError(f"{shown(aside)}: {error.strerror or error}; take it away") from None
        return aside

    def all_keys(self) -> list[str]:
        """The keys of all entries, sorted."""
        if not self.root.is_dir():
            return []
        names = (path.name for path in self.root.iterdir() if path.is_dir())
        return sorted(name for name in names if name != _ASIDE and not name.startswith("."))

    def seconds(self) -> dict[str, float]:
        """How long the latest kept run of each job took, by the job's name.

        Nothing is checked, because a run is planned by it and nothing more; what cannot be read is
        left out.
        """
        latest: dict[str, tuple[float, float]] = {}
        for key in self.all_keys():
            path = self.root / key / RESULT
            with contextlib.suppress(OSError, ValueError, LookupError, TypeError):
                told = json.loads(path.read_bytes())
                run = (path.stat().st_mtime, float(told["seconds"]))
                latest[told["name"]] = max(latest.get(told["name"], run), run)
        return {name: seconds for name, (_, seconds) in latest.items()}

    def remove(self, key: str) -> None:
        """Remove an entry; away from its place first, so that no reader sees half of it."""
        gone = Path(tempfile.mkdtemp(prefix=f".{key}-", dir=self.root))
        (self.root / key).rename(gone / key)
        shutil.rmtree(gone)

    @contextlib.contextmanager
    def running(self, say: Callable[[str], None]) -> Iterator[None]:
        """Hold the lock on this cache for the block, for whoever runs tutorials or removes entries.

        Where another process holds it, ``say`` is told so and this one waits. Folders that killed
        processes have left are removed first.
        """
        from filelock import FileLock  # who reads entries locks nothing

        try:
            self.root.mkdir(parents=True, exist_ok=True)
            # Who runs several at a time may take it in one thread and give it back in another.
            lock = FileLock(self.root / ".lock", thread_local=False)
            acquire(lock, "another build, which is running tutorials", say)
        except OSError as error:
            why = f"{error.strerror or error}; it has to be a folder that you may write"
            raise BuildError(f"{shown(self.root)}: outputs cannot be kept here: {why}") from None
        try:
            for left in self.root.glob(".*-*"):  # by a build that was killed
                shutil.rmtree(left, ignore_errors=True)
            yield
        finally:
            lock.release()


def _checked(folder: Path) -> tuple[dict[str, bytes], str]:
    """The entry's files, each as it was written, and a digest of them all. Raises DamagedEntry."""
    try:
        files = {name: Path(folder, name).read_bytes() for name in sorted(_names(folder))}
    except OSError as error:
        raise DamagedEntry(f"{error.strerror}") from None
    sums = files.pop(_SUMS, None)
    if sums is None:
        raise DamagedEntry(f"{_SUMS} is missing")
    told = "".join(f"{_digest(files[name])}  {name}\n" for name in sorted(files)).encode()
    if told != sums or RESULT not in files:
        lines = set(sums.decode(errors="replace").splitlines())
        differing = {line.partition("  ")[2] for line in lines ^ set(told.decode().splitlines())}
        raise DamagedEntry(f"{', '.join(sorted(differing)) or _SUMS} is not what was written")
    return files, _digest(sums)


def _names(folder: Path) -> Iterator[str]:
    """The files below a folder, by their paths from there. Raises OSError."""

    def refuse(error: OSError) -> None:
        raise error

    # Not Path.rglob, which takes longer than to read and digest them: a build asks of every tutorial.
    for inside, _, names in os.walk(folder, onerror=refuse):
        above = inside.removeprefix(str(folder)).lstrip("/")
        for name in names:
            if os.path.isfile(f"{inside}/{name}"):  # noqa: PTH113
                yield f"{above}/{name}" if above else name


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _sync(path: Path) -> None:
    """Return when a file or a folder is on the disk, and not only in the memory of the system."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
