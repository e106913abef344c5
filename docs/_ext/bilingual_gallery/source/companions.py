"""What lies beside a script and is no tutorial: data, pictures and modules that its code names.

A Python file is a helper if its name begins with `_` or is one of `ignore_pattern`, or if it lies in a
folder that bears the name of a script. What editors leave behind belongs to nobody. A script's own folder
is its own as a whole; of what else lies beside it, it has what its code names, and a helper of its what the
helper's code names.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..config.leftovers import is_left_over

# Files of the gallery itself.
_GALLERY = re.compile(r"(GALLERY_HEADER|README)\.|conftest\.py$|__pycache__$|\.|.*\.py[co]$")
# Code that looks into a folder, and so sees all of it.
_LOOKS = re.compile(r"\b(iterdir|r?glob|listdir|scandir|walk)\b")


def is_helper(path: Path, ignored: str) -> bool:
    """Is a Python file of a gallery no tutorial? ``ignored`` is the pattern of such names."""
    left_over = is_left_over(Path(path.parent.name, path.name))
    return left_over or re.search(ignored, path.name) is not None or _is_own(path.parent)


def _is_own(folder: Path) -> bool:
    """Is the folder a script's own, and no section of the gallery?"""
    return folder.with_suffix(".py").is_file() and not _is_section(folder)


def _is_section(folder: Path) -> bool:
    headers = any(folder.glob("GALLERY_HEADER.*"))
    return headers or (any(folder.glob("README.*")) and any(folder.glob("*.py")))


def companions(script: Path, code: str, ignored: str) -> Mapping[str, Path]:
    """The files that a script needs, by their paths from its folder; ``code`` is what it runs."""
    folder = script.parent
    found = {path.relative_to(folder).as_posix(): path for path in _files(script.with_suffix(""))}
    beside = dict(_beside(script, ignored))
    waiting = [code, *_code_in(found.values())]
    while waiting and beside:
        text = _Text.of(waiting.pop())
        for name in [name for name, is_folder in beside.items() if text.names(name, is_folder)]:
            del beside[name]
            files = _files(folder / name)
            found |= {path.relative_to(folder).as_posix(): path for path in files}
            waiting += _code_in(files)
    return dict(sorted(found.items()))


def _beside(script: Path, ignored: str) -> Iterator[tuple[str, bool]]:
    """What lies beside a script and is nobody else's, by name; True for a folder.

    A gallery may have hundreds of scripts in a folder, which are no business of each other.
    """
    folder = script.parent
    names = _names(folder, ignored, folder.stat().st_mtime_ns)
    for name in names.folders:
        if f"{name}.py" not in names.scripts and not _is_section(folder / name):
            yield name, True
    for name in names.files | (names.scripts if _is_own(folder) else frozenset()):
        yield name, False


@dataclass(frozen=True)
class _Names:
    """What lies in a folder; ``files`` are those that are no scripts, helpers among them."""

    folders: frozenset[str]
    files: frozenset[str]
    scripts: frozenset[str]


@lru_cache(maxsize=256)  # every script of the folder asks
def _names(folder: Path, ignored: str, changed: int) -> _Names:
    """The names in a folder that was ``changed`` then; helpers bear a name of the pattern ``ignored``."""
    with os.scandir(folder) as entries:
        found = {
            each.name: _is_folder(each)
            for each in entries
            if not _GALLERY.match(each.name) and not is_left_over(Path(each.name))
        }
    files = {name for name, is_folder in found.items() if not is_folder}
    scripts = {name for name in files if name.endswith(".py")}
    helpers = {name for name in scripts if re.search(ignored, name)}
    return _Names(
        frozenset(found.keys() - files), frozenset(files - scripts | helpers), frozenset(scripts)
    )


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _files(path: Path) -> list[Path]:
    """A file alone, or those in a folder."""
    if path.is_file():
        return [path]
    inside = sorted(path.rglob("*")) if path.is_dir() else []
    parts = ((each, each.relative_to(path).parts) for each in inside if each.is_file())
    return [each for each, names in parts if not any(map(_is_cache, names))]


def _is_cache(name: str) -> bool:
    return is_left_over(Path(name)) or name.endswith((".pyc", ".pyo"))


def _code_in(paths: Iterable[Path]) -> list[str]:
    return [
        path.read_text(encoding="utf-8", errors="replace") for path in paths if path.suffix == ".py"
    ]


@dataclass(frozen=True)
class _Text:
    """Some code, and what it names: words that it imports, and endings of names that it makes."""

    code: str
    imports: frozenset[str]
    endings: tuple[str, ...]
    looks: bool

    @classmethod
    def of(cls, code: str) -> _Text:
        """What a piece of code names."""
        lines = re.findall(r"^\s*(?:from|import)\b.*$", code, re.MULTILINE)
        words = frozenset(re.findall(r"\w+", " ".join(lines)))
        return cls(code, words, tuple(_endings(code)), _LOOKS.search(code) is not None)

    def names(self, name: str, is_folder: bool) -> bool:
        """Does the code name a file or a folder beside it, or look into all of them?"""
        if self.looks:
            return True
        if is_folder:
            marks = (f'"{name}"', f"'{name}'", f"{name}/", f"/{name}")
            return name in self.imports or any(mark in self.code for mark in marks)
        if name.endswith(".py") and name.removesuffix(".py") in self.imports:
            return True
        return name in self.code or name.endswith(self.endings)


def _endings(code: str) -> Iterator[str]:
    """The endings that the code gives to names it makes: of f"{name}.csv" it is `.csv`."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        value = node.value if isinstance(node, ast.Constant) else None
        if isinstance(value, str) and re.fullmatch(r"(?:[_-][\w-]*)?(?:\.\w+)+", value):
            yield value
