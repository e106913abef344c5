"""The scripts that an author names on the command line."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from ..config import Settings
from ..errors import BuildError


def files_named(
    names: Iterable[str], files: Sequence[Path], settings: Settings
) -> tuple[set[Path], list[Path]]:
    """Those of a project's files that names stand for, and files that are named and none of them.

    A name is that of a tutorial, or the path of a file or of a folder that files are in. Raises
    BuildError where it is none of these.
    """
    known, chosen, others = set(files), set[Path](), []
    scripts = [path for path in files if path.suffix == ".py" and path.parent != settings.docs]
    for name in names:
        path = Path(name).resolve()
        if path in known:
            chosen.add(path)
        elif path.is_dir():
            chosen |= {each for each in known if each.is_relative_to(path)}
        elif path.is_file():
            others.append(path)
        else:
            chosen |= set(named([name], scripts, settings))
    return chosen, others


def named(names: Iterable[str], scripts: Sequence[Path], settings: Settings) -> list[Path]:
    """The scripts with these names, as in hello, blitz/hello or gallery/blitz/hello.py.

    Raises BuildError where none has the name.
    """
    by_name = {settings.address(each): each for each in scripts}
    chosen: list[Path] = []
    for name in names:
        own = PurePosixPath(name.replace(os.sep, "/")).with_suffix("").as_posix()
        found = [
            path
            for address, path in by_name.items()
            if f"/{address}".endswith(f"/{own}") or Path(name).resolve() == path
        ]
        if not found:
            near = difflib.get_close_matches(own, by_name, 1, 0)
            raise BuildError(
                f"no tutorial is called {name}{(near and f'; {near[0]} is one') or ''}"
            )
        chosen += found
    return chosen
