"""The notebook and the script of each tutorial in one language, and all of a language in one file."""

from __future__ import annotations

import hashlib
import io
import json
import os
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from ..config import code_of
from ..files import package_digest, write
from ..source.tutorial import Tutorial
from . import pictures
from .notebook import Surroundings, notebook, script
from .notebook_cells import Form
from .places import SitePlaces
from .portable.inlines import escaped, linked
from .state import settings_in, state_of
from .surroundings import above, below, distributions_of
from .traced import Question, Traced, still_so

# Beside the languages' folders: what cli/offline.py makes of the site, and site/offline.py leads to.
OFFLINE = "offline"
_FORMS: tuple[Form, ...] = ("ipynb", "py")


def archive(files: Mapping[str, bytes]) -> bytes:
    """A zip of ``files`` (path to content) that is the same bytes in every build."""
    epoch = int(os.environ.get("SOURCE_DATE_EPOCH", "315532800"))  # 1980, where zip's time begins
    stamp = max(time.gmtime(epoch)[:6], (1980, 1, 1, 0, 0, 0))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name in sorted(files):
            member = zipfile.ZipInfo(name, stamp)
            member.external_attr = 0o644 << 16
            bundle.writestr(member, files[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def write_downloads(app: Sphinx, tutorials: Sequence[Tutorial]) -> None:
    """Make the notebook and the script of each tutorial of a site that has been built, and the zip of all.

    What was made from what is noted beside the doctrees, because to make a notebook only to find that
    it is there already takes longer than all else there is to do.
    """
    folder = Path(app.outdir, "downloads")
    note = Path(app.doctreedir, "downloads.json")
    settings = settings_in(app)
    known = json.loads(note.read_text(encoding="utf-8")) if note.is_file() else {}
    by_page = {settings.docname(each.path): each for each in tutorials}
    made: dict[str, Any] = {}
    files: dict[Path, bytes] = {}
    for tutorial in tutorials:
        for form in _FORMS:
            name = f"{settings.address(tutorial.path)}.{form}"
            download = _Download(app, tutorial, form, by_page)
            made[name] = download.as_known(folder / name, known.get(name)) or download.make(
                folder / name
            )
            files[folder / name] = (folder / name).read_bytes()
            for path in download.beside(made[name]["asked"]):
                place = folder / path.relative_to(settings.gallery_of(path).scripts)
                files[place] = path.read_bytes()
                write(place, files[place])
    for path in state_of(app).unread:
        for name in (f"{settings.address(path)}.{form}" for form in _FORMS):
            if name in known and (folder / name).is_file():
                made[name], files[folder / name] = known[name], (folder / name).read_bytes()
    bundle = folder / "tutorials.zip"
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        if path not in files and path != bundle:
            path.unlink()
    contents = {path.relative_to(folder).as_posix(): content for path, content in files.items()}
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    made["tutorials.zip"] = digests
    if not bundle.is_file() or known.get("tutorials.zip") != digests:
        write(bundle, archive(contents))
    write(note, json.dumps(made))


@dataclass(frozen=True)
class _Download:
    """One file that a reader takes home, and what it is made of."""

    app: Sphinx
    tutorial: Tutorial
    form: Form
    tutorials: Mapping[str, Tutorial]

    def as_known(self, path: Path, known: Any) -> Any:
        """What was noted when the file was made, if it would be made in the same way now; else None."""
        if not isinstance(known, dict) or not path.is_file() or known["from"] != self._digest(path):
            return None
        return known if still_so(known["asked"], self._places()) else None

    def make(self, path: Path) -> Any:
        """Write the file; returns what has to be noted of it."""
        places = Traced(self._places())
        make = notebook if self.form == "ipynb" else script
        write(path, make(self.tutorial, code_of(self.app.config), places, self._around()))
        return {"from": self._digest(path), "asked": places.asked}

    def beside(self, asked: Sequence[Question]) -> Iterator[Path]:
        """The files that lie beside it: those that its code needs, and the pictures of its prose."""
        settings = settings_in(self.app)
        yield from state_of(self.app).companions[self.tutorial.path].values()
        gallery = settings.gallery_of(self.tutorial.path).scripts
        for source in (given[0] for method, given, _ in asked if method == "picture"):
            path = pictures.beside(self.tutorial.path, source)
            if path is not None and path.is_relative_to(gallery) and self.form == "py":
                yield path

    def _places(self) -> SitePlaces:
        return SitePlaces(self.app, self.tutorial, self.form, self.tutorials)

    def _around(self) -> Surroundings:
        settings, places = settings_in(self.app), self._places()
        conf = self.app.config.sphinx_gallery_conf
        files = state_of(self.app).companions[self.tutorial.path]
        return Surroundings(
            above(
                distributions_of(self.tutorial, files, settings.distributions),
                [linked(escaped(name), places.file(name)) for name in files],
            ),
            below(places.page()),
            conf["first_notebook_cell"] or "",
            conf["last_notebook_cell"] or "",
            settings.heading_language,
            self.app.config.myst_substitutions,
        )

    def _digest(self, path: Path) -> str:
        """Of all that the file is made of but for the answers of the site."""
        content = f"{path} {self._around()} {self.tutorial.syntax} {package_digest()} ".encode()
        return hashlib.sha256(content + self.tutorial.path.read_bytes()).hexdigest()
