"""What lies beside a script and is no tutorial: data, pictures and modules that its code names.

A Python file is a helper if its name begins with `_` or is one of `ignore_pattern`, or if it lies in a
folder that bears the name of a script. A script's own folder is its own as a whole; of what else lies
beside it, it has what its code names, and a helper of its what the helper's code names.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

# Files of the gallery itself.
_GALLERY = re.compile(r"(GALLERY_HEADER|README)\.|conftest\.py$|__pycache__$|\.|.*\.py[co]$")
# Code that looks into a folder, and so sees all of it.
_LOOKS = re.compile(r"\b(iterdir|r?glob|listdir|scandir|walk)\b")


def is_helper(path: Path, ignored: str) -> bool:
    """Is a Python file of a gallery no tutorial? ``ignored`` is the pattern of such names."""
    own = path.parent.with_suffix(".py")
    in_own_folder = own.is_file() and not any(path.parent.glob("GALLERY_HEADER.*"))
    return in_own_folder or re.search(ignored, path.name) is not None


def companions(script: Path, code: str, ignored: str) -> Mapping[str, Path]:
    """The files that a script needs, by their paths from its folder; ``code`` is what it runs."""
    found: dict[str, Path] = {}
    waiting = [code]
    beside = {path: _files(path) for path in _beside(script, ignored)}
    own = script.with_suffix("")
    for path in _files(own):
        found[path.relative_to(script.parent).as_posix()] = path
    waiting += [_text(path) for path in found.values() if path.suffix == ".py"]
    while waiting:
        text = waiting.pop()
        words = _words(text)
        for path, files in list(beside.items()):
            if _LOOKS.search(text) or _is_named(path, text, words):
                del beside[path]
                found |= {each.relative_to(script.parent).as_posix(): each for each in files}
                waiting += [_text(each) for each in files if each.suffix == ".py"]
    return dict(sorted(found.items()))


def _beside(script: Path, ignored: str) -> Iterator[Path]:
    """The files and folders beside a script that are nobody else's."""
    for path in sorted(script.parent.iterdir()):
        if _GALLERY.match(path.name):
            continue
        if path.is_dir():
            section = any([*path.glob("GALLERY_HEADER.*"), *path.glob("README.*")])
            if not section and not path.with_suffix(".py").is_file():
                yield path
        elif path.suffix != ".py" or is_helper(path, ignored):
            yield path


def _files(path: Path) -> list[Path]:
    """A file alone, or those in a folder."""
    if path.is_file():
        return [path]
    inside = sorted(path.rglob("*")) if path.is_dir() else []
    parts = ((each, each.relative_to(path).parts) for each in inside if each.is_file())
    return [each for each, names in parts if not any(map(_is_cache, names))]


def _is_cache(name: str) -> bool:
    return name == "__pycache__" or name.startswith(".") or name.endswith((".pyc", ".pyo"))


def _is_named(path: Path, text: str, words: Iterable[str]) -> bool:
    """Does the code name a file, as a module or as a whole, or one with any beginning and its ending?"""
    imported = rf"^\s*(?:from|import)\b.*\b{re.escape(path.stem)}\b"
    if (path.suffix == ".py" or path.is_dir()) and re.search(imported, text, re.MULTILINE):
        return True
    if path.is_dir():
        return re.search(rf"""["'/]{re.escape(path.name)}["'/]""", text) is not None
    return path.name in text or any(path.name.endswith(word) for word in words)


def _words(code: str) -> list[str]:
    """The endings that the code gives to names it makes: of f"{name}.csv" it is `.csv`."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return []
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"[\w-]*(\.\w+)+", node.value)
        and node.value.startswith((".", "_", "-"))
    ]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
