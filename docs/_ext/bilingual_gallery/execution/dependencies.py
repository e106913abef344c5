"""What a run has imported, and whether it is the same today: what the key of an entry cannot know."""

from __future__ import annotations

import hashlib
import importlib.metadata
import re
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

from .entry import Entry

_OURS = Path(__file__).resolve().parents[1]
# The module at the beginning of a line that names a file: a folder, or a file of Python or of a compiler.
_TOP = re.compile(r'^"?([^\W\d]\w*)(?:/|\.pyd?\b|\.(?:[\w-]+\.)?so\b)', re.MULTILINE)


def imported(names: Iterable[str], home: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Of these modules: the distributions with their versions, and the digests of all other files.

    What lies in the run's own folder ``home``, what Python brings and this package are left out.
    """
    places = {
        key: Path(sysconfig.get_path(key)).resolve() for key in ("stdlib", "purelib", "platlib")
    }
    tops: set[str] = set()
    modules: dict[str, str] = {}
    for name in sorted(names):
        file = getattr(sys.modules.get(name), "__file__", None)
        if not isinstance(file, str) or not (path := Path(file).resolve()).is_file():
            continue
        if path.is_relative_to(places["purelib"]) or path.is_relative_to(places["platlib"]):
            tops.add(name.partition(".")[0])
        elif not any(map(path.is_relative_to, (places["stdlib"], home.resolve(), _OURS))):
            modules[name] = _digest(path)
    return {each: _version(each) for each in sorted(_distributions(tops))}, modules


def _distributions(tops: set[str]) -> set[str]:
    """The names of the distributions that have these modules."""
    found, others = set(), set()
    for top in sorted(tops):
        try:
            found.add(importlib.metadata.distribution(top).metadata["Name"])
        except importlib.metadata.PackageNotFoundError:
            others.add(top)
    if others:
        every = importlib.metadata.distributions()
        found |= {each.metadata["Name"] for each in every if others & _modules_of(each)}
    return found


def _modules_of(distribution: importlib.metadata.Distribution) -> set[str]:
    """The modules at the top of a distribution.

    ``importlib.metadata.packages_distributions`` knows them too, but it reads all about each distribution
    and makes an object of each file: a third of a second of every run.
    """
    if declared := distribution.read_text("top_level.txt"):
        return set(declared.split())
    listed = distribution.read_text("RECORD")
    if listed is None:  # it comes from no wheel
        listed = "\n".join(map(str, distribution.files or ()))
    return set(_TOP.findall(listed))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _version(distribution: str) -> str:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return "absent"


class Installed:
    """What is installed now; each thing is looked at once."""

    def __init__(self) -> None:
        self._versions: dict[str, str] = {}
        self._digests: dict[str, str] = {}

    def differs(self, entry: Entry) -> str:
        """What is not as it was when the entry was made; empty if nothing is known to be."""
        for name, before in entry.distributions.items():
            if name not in self._versions:
                self._versions[name] = _version(name)
            if (now := self._versions[name]) != before:
                return f"{name} was {before} and is {now}"
        for name, before in entry.modules.items():
            if name not in self._digests:
                path = file_of(name)
                self._digests[name] = _digest(path) if path else ""
            if self._digests[name] != before:
                return f"the module {name} has changed"
        return ""


def file_of(module: str) -> Path | None:
    """The file that the module would be imported from; nothing is imported."""
    importlib.invalidate_caches()
    parts, places = module.split("."), None
    for count in range(1, len(parts) + 1):
        name = ".".join(parts[:count])
        specs = (finder.find_spec(name, places) for finder in sys.meta_path)
        spec = next((each for each in specs if each is not None), None)
        if spec is None:
            return None
        places = spec.submodule_search_locations
    path = Path(spec.origin) if spec and spec.origin else None
    return path if path and path.is_file() else None
