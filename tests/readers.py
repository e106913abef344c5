"""What tests look with: into a page, a folder, a browser's tab and the machine's processes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup


def soup(page: Path) -> BeautifulSoup:
    """The elements of a page, to read: who asks for it again gets the same ones."""
    status = page.stat()
    return _parsed(page, status.st_mtime_ns, status.st_size, status.st_ino)


@lru_cache(maxsize=128)  # many tests look at the same pages
def _parsed(page: Path, *_: int) -> BeautifulSoup:
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


def digests(folder: Path) -> dict[str, str]:
    """What each file below a folder holds."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def written(folder: Path) -> dict[str, tuple[str, int]]:
    """What each file below a folder holds, and when it was written."""
    return {
        name: (digest, (folder / name).stat().st_mtime_ns)
        for name, digest in digests(folder).items()
    }


def until(page: Any, expression: str, value: object = None) -> None:
    """Wait until the JavaScript ``expression`` is true; a function gets ``value``.

    Playwright's own way to wait is an `eval` in the page, which the pages' policy forbids. A page that
    is loaded anew meanwhile is asked again.
    """
    for _ in range(100):
        try:
            if page.evaluate(expression, value):
                return
        except (
            Exception
        ) as error:  # Playwright's own, and the tests do without it where there is none
            if "context was destroyed" not in str(error):
                raise
        page.wait_for_timeout(50)
    raise AssertionError(f"never true: {expression}")


def working_in(folder: Path) -> list[str]:
    """The processes whose working directory is below ``folder``."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if str(folder) in str((process / "cwd").readlink()):
                found.append(process.name)
        except OSError:
            continue
    return found


@contextmanager
def own_page(browser: Any, **options: Any) -> Iterator[Any]:
    """A page in a context of its own, so that nothing is remembered from another test.

    ``options`` are the context's. Fails at the end if a script of the page has raised an error.
    """
    context = browser.new_context(**options)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []
