"""The site to take along: a book of each language and an archive of the whole site, beside the site."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from ..files import write
from ..pages.downloads import OFFLINE, archive
from .build import Plan, build

# Whose addresses begin where the site is published, and the map for search engines.
_OF_SERVER = ("404.html", "sitemap.xml")


def make(plan: Plan) -> int:
    """Build the site, the books and the archive; the exit status is 0 if all went well.

    The archive has the site as it is without them, which leads to none of them. The pages that do lead to
    them are built last. Raises BuildError with what is wrong before any page is made.
    """
    folder = plan.out / OFFLINE
    shutil.rmtree(folder, ignore_errors=True)
    books = replace(
        plan,
        out=plan.out.parent / "epub",
        doctrees=plan.doctrees / "epub",
        options=[*plan.options, "-b", "epub"],
        twice=False,
    )
    for each in (plan, books):
        if status := build(each):
            return status
    site = _files(plan.out)
    made = {path.name: path.read_bytes() for path in sorted(books.out.glob("*/*.epub"))}
    name = _common(books.out) or "site"
    packed = archive({f"{name}/{path}": content for path, content in site.items()})
    for file, content in {**made, f"{name}.zip": packed}.items():
        write(folder / file, content)
        print(f"{folder / file}: {len(content) / 1e6:.1f} MB", flush=True)
    return build(replace(plan, twice=False))


def _files(site: Path) -> dict[str, bytes]:
    """What a reader needs of the site: not what is for a server, nor what Sphinx keeps there, hidden."""
    files = {path.relative_to(site): path for path in site.rglob("*") if path.is_file()}
    return {
        name.as_posix(): path.read_bytes()
        for name, path in files.items()
        if not any(part.startswith(".") for part in name.parts)
        and name.as_posix() not in _OF_SERVER
    }


def _common(books: Path) -> str:
    """What the books are called without their languages: ``course-ko.epub`` is of ``course``."""
    names = (path.name.removesuffix(".epub") for path in books.glob("*/*.epub"))
    return min(names, key=len, default="").rpartition("-")[0]
