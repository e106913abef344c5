"""The notebooks and the script of each tutorial in one language, and all of a language in one file."""

from __future__ import annotations

import hashlib
import io
import json
import os
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from ..config import code_of
from ..files import package_digest, write
from ..source.tutorial import Tutorial
from . import pictures
from .catalog import spoken
from .kinds import Kind, kinds_of
from .notebook import Second, Surroundings, notebook, script
from .places import SitePlaces
from .portable.inlines import escaped, linked
from .state import settings_in, state_of
from .surroundings import above, below, distributions_of
from .traced import Question, Traced, still_so

# All downloads of a language, and the files beside them.
_BUNDLE = "tutorials.zip"
# Beside the languages' folders: what cli/offline.py makes of the site, and site/offline.py leads to.
OFFLINE = "offline"


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
    beside: dict[str, bytes] = {}
    own = code_of(app.config)
    for tutorial in tutorials:
        source = _digest_of(tutorial, own)
        arounds: dict[str, Surroundings] = {}
        for kind in kinds_of(settings, own, tutorial):
            if kind.second not in arounds:
                arounds[kind.second] = _around(app, tutorial, kind.second, by_page)
            name = f"{settings.address(tutorial.path)}.{kind.ending}"
            download = _Download(app, tutorial, source, kind, by_page, arounds[kind.second])
            made[name] = download.as_known(folder / name, known.get(name)) or download.make(
                folder / name
            )
            for path in download.beside(made[name]["asked"]):
                place = path.relative_to(settings.gallery_of(path).scripts).as_posix()
                if place not in beside:
                    beside[place] = path.read_bytes()
                    write(folder / place, beside[place])
    for path in state_of(app).unread:
        kinds = kinds_of(settings, own)
        for name in (f"{settings.address(path)}.{kind.ending}" for kind in kinds):
            if name in known and (folder / name).is_file():
                made[name] = known[name]
    names = {*made, *beside}
    kept = {folder / name for name in (*names, _BUNDLE)}
    for path in [path for path in folder.rglob("*") if path.is_file() and path not in kept]:
        path.unlink()
    # Of a file that was made, what it was made from stands for what is in it.
    told = {name: json.dumps(each).encode() for name, each in made.items()} | beside
    digests = {name: hashlib.sha256(told[name]).hexdigest() for name in sorted(names)}
    if not (folder / _BUNDLE).is_file() or known.get(_BUNDLE) != digests:
        write(folder / _BUNDLE, archive({each: (folder / each).read_bytes() for each in names}))
    write(note, json.dumps({**made, _BUNDLE: digests}))


@dataclass(frozen=True)
class _Download:
    """One file that a reader takes home, and what it is made of; ``source`` is the tutorial's digest."""

    app: Sphinx
    tutorial: Tutorial
    source: str
    kind: Kind
    tutorials: Mapping[str, Tutorial]
    around: Surroundings

    def as_known(self, path: Path, known: Any) -> Any:
        """What was noted when the file was made, if it would be made in the same way now; else None."""
        if not isinstance(known, dict) or not path.is_file() or known["from"] != self._digest(path):
            return None
        for asked, language in ((known["asked"], ""), (known["second"], self.kind.second)):
            if asked and not still_so(asked, self._places(language)):
                return None
        return known

    def make(self, path: Path) -> Any:
        """Write the file; returns what has to be noted of it."""
        places, beside = Traced(self._places()), Traced(self._places(self.kind.second))
        own, around = code_of(self.app.config), self.around
        if self.kind.form == "py":
            text = script(self.tutorial, own, places, around)
        else:
            second = self._second(beside) if self.kind.second else None
            text = notebook(self.tutorial, own, places, around, second)
        write(path, text)
        return {"from": self._digest(path), "asked": places.asked, "second": beside.asked}

    def _second(self, places: Traced) -> Second:
        code = self.kind.second
        name = settings_in(self.app).languages[code]
        return Second(code, name, self.kind.folded, places, partial(spoken, self.app, code))

    def beside(self, asked: Sequence[Question]) -> Iterator[Path]:
        """The files that lie beside it: those that its code needs, and the pictures of its prose."""
        settings = settings_in(self.app)
        yield from state_of(self.app).companions[self.tutorial.path].values()
        gallery = settings.gallery_of(self.tutorial.path).scripts
        for source in (given[0] for method, given, _ in asked if method == "picture"):
            path = pictures.beside(self.tutorial.path, source)
            if path is not None and path.is_relative_to(gallery) and self.kind.form == "py":
                yield path

    def _places(self, language: str = "") -> SitePlaces:
        kind = self.kind
        return SitePlaces(self.app, self.tutorial, kind.form, self.tutorials, language, kind.ending)

    def _digest(self, path: Path) -> str:
        """Of all that the file is made of but for the answers of the site."""
        content = f"{path} {self.around} {self.source}"
        return hashlib.sha256(content.encode()).hexdigest()


def _around(
    app: Sphinx, tutorial: Tutorial, second: str, tutorials: Mapping[str, Tutorial]
) -> Surroundings:
    """What is around a tutorial in each download with this second language, if any, whatever its form."""
    settings, conf = settings_in(app), app.config.sphinx_gallery_conf
    places = SitePlaces(app, tutorial, "ipynb", tutorials)
    other = SitePlaces(app, tutorial, "ipynb", tutorials, second)
    files = state_of(app).companions[tutorial.path]
    needed = (
        distributions_of(tutorial, files, settings.distributions),
        [linked(escaped(name), places.file(name)) for name in files],
    )
    with spoken(app, second) if second else nullcontext():
        again = above(*needed, again=True)
    return Surroundings(
        above(*needed),
        below(places.page(), {settings.languages[second]: other.page()} if second else {}),
        conf["first_notebook_cell"] or "",
        conf["last_notebook_cell"] or "",
        settings.heading_language,
        again if second else "",
        app.config.myst_substitutions,
    )


def _digest_of(tutorial: Tutorial, language: str) -> str:
    """Of all that the downloads of a tutorial in one language have in common."""
    prose = "".join(each.text(language) for each in tutorial.passages)  # it has values
    content = f"{tutorial.syntax} {package_digest()} {prose}".encode()
    return hashlib.sha256(content + tutorial.path.read_bytes()).hexdigest()
